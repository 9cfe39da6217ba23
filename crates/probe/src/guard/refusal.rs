//! Why a target is not dialled. Meant for the operator; a remote caller is told less.

use super::ranges::Range;
use std::net::IpAddr;

/// Why a target is not dialled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The port was not allowed.
    Port {
        /// The port asked for.
        port: u16,
        /// Those that are allowed.
        allowed: Vec<u16>,
    },
    /// The address is no public one.
    NotPublic {
        /// The address.
        address: IpAddr,
        /// It, or the IPv4 address within it that is at fault.
        within: IpAddr,
        /// What that is kept for.
        range: &'static Range,
    },
}
