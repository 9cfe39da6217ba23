//! IPv4 addresses in every spelling that a resolver or a browser reads as one: `127.1`, `2130706433`, `0x7f.1`, `0177.0.0.1`.
//! A host that looks like a number and is no address is refused, so that no resolver can read it its own way.

use super::Spelling;
use std::net::Ipv4Addr;

/// The address that the host spells; an error where its last part is a number, and yet it is no address. `None`: it is a name.
pub(super) fn read(host: &str) -> Option<Result<Ipv4Addr, Spelling>> {
    let host = host.strip_suffix('.').unwrap_or(host);
    let parts: Vec<&str> = host.split('.').collect();
    looks_like_number(parts.last()?).then(|| address(&parts).ok_or(Spelling::Address))
}

/// Digits alone, or anything hexadecimal behind `0x` (also nothing).
fn looks_like_number(part: &str) -> bool {
    let digits = |text: &str, radix| text.chars().all(|character| character.is_digit(radix));
    (!part.is_empty() && digits(part, 10)) || part.strip_prefix("0x").is_some_and(|hexadecimal| digits(hexadecimal, 16))
}

/// One to four numbers; the last one fills all bytes that are left.
fn address(parts: &[&str]) -> Option<Ipv4Addr> {
    let (last, leading) = parts.split_last()?;
    let room = 4_u32.checked_sub(u32::try_from(leading.len()).ok()?).filter(|&bytes| bytes > 0)?;
    let mut bits = 0;
    for part in leading {
        bits = bits << 8 | u32::from(u8::try_from(number(part)?).ok()?);
    }
    let last = number(last)?;
    let fits = room == 4 || last < 1 << (8 * room);
    fits.then(|| Ipv4Addr::from_bits(bits.checked_shl(8 * room).unwrap_or(0) | last))
}

/// Decimal, octal behind `0`, hexadecimal behind `0x`.
fn number(part: &str) -> Option<u32> {
    let (digits, radix) = match (part.strip_prefix("0x"), part.strip_prefix('0')) {
        (Some(hexadecimal), _) => (hexadecimal, 16),
        (None, Some("")) => ("0", 10),
        (None, Some(octal)) => (octal, 8),
        (None, None) => (part, 10),
    };
    // `from_str_radix` alone would let a sign pass.
    let clean = digits.chars().all(|character| character.is_digit(radix));
    clean.then(|| u32::from_str_radix(digits, radix).ok()).flatten()
}
