//! Which addresses may be dialled at all. A prober that others can point at things is a way into the network that it stands in, so
//! only public addresses pass, on ports that were allowed, and only a [`Checked`] address can be dialled.

mod embedded;
mod ipv4;
pub mod ranges;
mod refusal;
mod target;

pub use refusal::{Refusal, Spelling};
pub use target::{Host, Target};

use ipnet::IpNet;
use std::net::{IpAddr, SocketAddr};

/// What may be dialled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    ports: Vec<u16>,
    private: Vec<IpNet>,
}

impl Default for Policy {
    /// Public addresses, port 443.
    fn default() -> Self {
        Self::on_port(443)
    }
}

/// An address and port that a [`Policy`] let through. There is no other way to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Checked {
    address: SocketAddr,
    allowed_by: Option<IpNet>,
}

impl Checked {
    /// The address to dial; an IPv4 address that was written within IPv6 (`::ffff:…`) is the IPv4 address.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The network of the policy without which it would have been refused. What was measured so has to say so.
    pub const fn allowed_by(&self) -> Option<IpNet> {
        self.allowed_by
    }
}

impl Policy {
    /// Public addresses, and this port where a target names none.
    pub fn on_port(port: u16) -> Self {
        Self { ports: vec![port], private: Vec::new() }
    }

    /// The same policy with another port.
    #[must_use]
    pub fn with_port(mut self, port: u16) -> Self {
        self.ports.push(port);
        self
    }

    /// The same policy with a network of one's own, whatever it is reserved for.
    #[must_use]
    pub fn allowing(mut self, network: IpNet) -> Self {
        self.private.push(network);
        self
    }

    /// The ports that may be dialled.
    pub fn ports(&self) -> &[u16] {
        &self.ports
    }

    /// Lets an address through or says why not.
    pub fn check(&self, address: SocketAddr) -> Result<Checked, Refusal> {
        self.check_port(address.port())?;
        let mut address = address;
        address.set_ip(address.ip().to_canonical());
        let allowed_by = match objection(address.ip()) {
            None => None,
            Some(refusal) => Some(self.allowance(address.ip()).ok_or(refusal)?),
        };
        Ok(Checked { address, allowed_by })
    }

    /// Lets a port through or says which would pass.
    pub(crate) fn check_port(&self, port: u16) -> Result<(), Refusal> {
        let allowed = self.ports.contains(&port);
        allowed.then_some(()).ok_or_else(|| Refusal::Port { port, allowed: self.ports.clone() })
    }

    /// The network that allows the address all the same: it, and not merely what is written within it.
    fn allowance(&self, address: IpAddr) -> Option<IpNet> {
        self.private.iter().find(|network| network.contains(&address)).copied()
    }
}

/// Why the address is not public, itself or by an IPv4 address within it.
fn objection(address: IpAddr) -> Option<Refusal> {
    std::iter::once(address)
        .chain(embedded::find_embedded(address).map(IpAddr::V4))
        .find_map(|one| ranges::find_range(one).map(|range| Refusal::NotPublic { address, within: one, range }))
}
