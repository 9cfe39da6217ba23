//! IPv4 addresses that stand within an IPv6 address: a translator or tunnel on the way would deliver to them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Every IPv4 address that some rule reads out of this address.
pub(super) fn addresses(address: IpAddr) -> Vec<Ipv4Addr> {
    match address {
        IpAddr::V4(_) => Vec::new(),
        IpAddr::V6(address) => within(address),
    }
}

fn within(address: Ipv6Addr) -> Vec<Ipv4Addr> {
    let [a, b, c, d, e, f, g, h] = address.segments();
    match (a, b, c, d, e, f) {
        // Teredo: the server, and the client with its bits turned over (RFC 4380 §4).
        (0x2001, 0, ..) => vec![pair(c, d), pair(!g, !h)],
        // 6to4 (RFC 3056 §2).
        (0x2002, ..) => vec![pair(b, c)],
        // Mapped (RFC 4291 §2.5.5.2), compatible (§2.5.5.1), translated (RFC 2765 §2.1), NAT64 (RFC 6052 §2.1); ISATAP under any
        // prefix (RFC 5214 §6.1).
        (0, 0, 0, 0, 0, 0 | 0xffff)
        | (0, 0, 0, 0, 0xffff, 0)
        | (0x64, 0xff9b, 0, 0, 0, 0)
        | (.., 0 | 0x200, 0x5efe) => {
            vec![pair(g, h)]
        }
        _ => Vec::new(),
    }
}

fn pair(high: u16, low: u16) -> Ipv4Addr {
    Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low))
}
