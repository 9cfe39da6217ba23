//! IPv4 addresses within IPv6 addresses that could otherwise pass: something on the way would deliver to them. The other forms
//! (mapped, compatible, translated, Teredo, 6to4) are refused as whole ranges, whatever they hold.

use std::net::{IpAddr, Ipv4Addr};

/// The IPv4 address that a translator or a router reads out of this address.
pub(super) fn find_embedded(address: IpAddr) -> Option<Ipv4Addr> {
    let IpAddr::V6(address) = address else { return None };
    match address.segments() {
        // NAT64 (RFC 6052 §2.1), and ISATAP under any prefix (RFC 5214 §6.1).
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [.., 0 | 0x200, 0x5efe, high, low] => {
            Some(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)))
        }
        _ => None,
    }
}
