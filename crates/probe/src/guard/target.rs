//! What a user writes as a target: a host, a host and a port, an address in any spelling, a URL. What was understood is kept in one
//! spelling, and nothing later reads the user's again.

use super::refusal::{Refusal, Spelling};
use super::{Policy, ipv4};
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use standard::Text;
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use unicode_normalization::UnicodeNormalization;

/// No name is longer than 253 characters, and no URL of a host needs more than this, in bytes.
const MOST_BYTES: usize = 2048;

/// A target, understood and not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    host: Host,
    port: Option<u16>,
    notes: Vec<Text>,
}

/// Where a target is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Host {
    /// An address.
    Address(IpAddr),
    /// A name in ASCII and small letters (RFC 5890), to be looked up. A dot at its end is kept: it asks for that name alone.
    Name(String),
}

impl Target {
    /// Reads what a user wrote.
    pub fn parse(written: &str) -> Result<Self, Refusal> {
        let refused = |why| Refusal::Spelling { written: written.chars().take(100).collect(), why };
        if written.len() > MOST_BYTES {
            return Err(refused(Spelling::TooLong));
        }
        // Full-width letters, digits and marks become ordinary ones before anything is looked for.
        let folded: String = written.trim().nfkc().collect();
        let (authority, url) = authority(&folded).map_err(refused)?;
        let (host, port) = host_and_port(authority).map_err(refused)?;
        let understood = match host {
            Written::Ipv6(host) => Host::Address(IpAddr::V6(ipv6(host).map_err(refused)?)),
            Written::Other(host) => name_or_ipv4(host).map_err(refused)?,
        };
        let mut notes = Vec::new();
        if url {
            notes.push(Text::new(
                "URL のうち、ホストとポートだけを使いました",
                "of the URL only the host and the port were used",
            ));
        }
        let read_as = understood.to_string();
        if !matches!(host, Written::Ipv6(_)) && !written.contains(&read_as) {
            notes.push(Text::new(format!("`{read_as}` と読みました"), format!("read as `{read_as}`")));
        }
        Ok(Self { host: understood, port, notes })
    }

    /// Where it is.
    pub const fn host(&self) -> &Host {
        &self.host
    }

    /// The port, where one was written.
    pub const fn port(&self) -> Option<u16> {
        self.port
    }

    /// What was understood otherwise than written.
    pub fn notes(&self) -> &[Text] {
        &self.notes
    }

    /// The name for `server_name`: without the dot at its end (RFC 6066 §3). An address has none.
    pub fn server_name(&self) -> Option<&str> {
        match &self.host {
            Host::Address(_) => None,
            Host::Name(name) => Some(name.strip_suffix('.').unwrap_or(name)),
        }
    }

    /// The port to dial under a policy: the written one, or else the policy's first.
    pub fn port_under(&self, policy: &Policy) -> u16 {
        self.port.unwrap_or_else(|| policy.ports().first().copied().unwrap_or(443))
    }
}

impl fmt::Display for Host {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => address.fmt(formatter),
            Self::Name(name) => formatter.write_str(name),
        }
    }
}

/// The part of a URL that names the host, or the whole where it is no URL; and whether it was one.
fn authority(folded: &str) -> Result<(&str, bool), Spelling> {
    let (authority, url) = match folded.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => {
            (rest.split(['/', '?', '#']).next().unwrap_or_default(), true)
        }
        Some(_) => return Err(Spelling::Scheme),
        None => (folded, false),
    };
    match authority {
        "" => Err(Spelling::Empty),
        _ if authority.contains('@') => Err(Spelling::User),
        _ if authority.contains('/') => Err(Spelling::Path),
        _ => Ok((authority, url)),
    }
}

#[derive(Clone, Copy)]
enum Written<'text> {
    Ipv6(&'text str),
    Other(&'text str),
}

fn host_and_port(authority: &str) -> Result<(Written<'_>, Option<u16>), Spelling> {
    if let Some(rest) = authority.strip_prefix('[') {
        let (host, after) = rest.split_once(']').ok_or(Spelling::Address)?;
        let port = match after.strip_prefix(':') {
            Some(digits) => Some(port(digits)?),
            None if after.is_empty() => None,
            None => return Err(Spelling::Address),
        };
        return Ok((Written::Ipv6(host), port));
    }
    match authority.split_once(':') {
        Some((_, rest)) if rest.contains(':') => Ok((Written::Ipv6(authority), None)),
        Some((host, digits)) => Ok((Written::Other(host), Some(port(digits)?))),
        None => Ok((Written::Other(authority), None)),
    }
}

fn port(digits: &str) -> Result<u16, Spelling> {
    let clean = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|&port| clean && port != 0).ok_or(Spelling::Port)
}

fn ipv6(host: &str) -> Result<Ipv6Addr, Spelling> {
    if host.contains('%') {
        return Err(Spelling::Zone);
    }
    host.parse().map_err(|_| Spelling::Address)
}

fn name_or_ipv4(host: &str) -> Result<Host, Spelling> {
    if host.is_empty() {
        return Err(Spelling::Empty);
    }
    let ascii = Uts46::new()
        .to_ascii(host.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::VerifyAllowRootDot)
        .map_err(|_| Spelling::Name)?;
    match ipv4::read(&ascii).transpose()? {
        None => Ok(Host::Name(ascii.into_owned())),
        Some(address) => Ok(Host::Address(IpAddr::V4(address))),
    }
}
