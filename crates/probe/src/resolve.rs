//! A name becomes addresses, once. Every answer has to pass the guard, and what passed is what is dialled: nothing is looked up a
//! second time, so an answer that changes in between changes nothing.

use crate::guard::{Checked, Host, Policy, Refusal, Target};
use standard::{Place, Problem, Text};
use std::net::SocketAddr;
use std::time::Duration;

/// More addresses than any service has. Where there are more, somebody wants the prober to dial for him.
pub const MOST_ADDRESSES: usize = 64;

/// Why there is no address to dial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The target itself, or one of the addresses that it leads to, is refused; all of them, then.
    Refused(Refusal),
    /// There is no such name, or nobody could say.
    NotFound {
        /// What the resolver said.
        said: String,
    },
    /// No answer in time.
    Silence {
        /// How long was waited.
        after: Duration,
    },
    /// Over [`MOST_ADDRESSES`].
    TooMany,
}

/// The addresses to dial, in the resolver's order, each of them once.
pub async fn resolve(target: &Target, policy: &Policy, longest: Duration) -> Result<Vec<Checked>, Failure> {
    let port = target.port_under(policy);
    let addresses = match target.host() {
        Host::Address(address) => vec![SocketAddr::new(*address, port)],
        Host::Name(name) => {
            // No question goes out for a port that would be refused anyway.
            policy.check_port(port).map_err(Failure::Refused)?;
            look_up(name, port, longest).await?
        }
    };
    addresses.into_iter().map(|address| policy.check(address).map_err(Failure::Refused)).collect()
}

async fn look_up(name: &str, port: u16, longest: Duration) -> Result<Vec<SocketAddr>, Failure> {
    let answers = tokio::time::timeout(longest, tokio::net::lookup_host((name, port)))
        .await
        .map_err(|_| Failure::Silence { after: longest })?
        .map_err(|error| Failure::NotFound { said: error.to_string() })?;
    let mut addresses = Vec::new();
    for address in answers {
        if addresses.contains(&address) {
            continue;
        }
        if addresses.len() == MOST_ADDRESSES {
            return Err(Failure::TooMany);
        }
        addresses.push(address);
    }
    if addresses.is_empty() {
        return Err(Failure::NotFound { said: "no addresses".to_owned() });
    }
    Ok(addresses)
}

impl Failure {
    /// The same for the operator, about the target as he wrote it.
    pub fn problem(&self, target: &str) -> Problem {
        let (code, message) = match self {
            Self::Refused(refusal) => return refusal.problem(target),
            Self::NotFound { said } => (
                "target-not-found",
                Text::new(
                    format!("名前を引けませんでした({said})"),
                    format!("the name could not be looked up ({said})"),
                ),
            ),
            Self::Silence { after } => (
                "target-dns-silent",
                Text::new(
                    format!("{} 秒以内に名前を引けませんでした", after.as_secs_f32()),
                    format!("the name was not answered within {} s", after.as_secs_f32()),
                ),
            ),
            Self::TooMany => (
                "target-many-addresses",
                Text::new(
                    format!("この名前には {MOST_ADDRESSES} を超えるアドレスがあります"),
                    format!("this name has more than {MOST_ADDRESSES} addresses"),
                ),
            ),
        };
        Problem::error(code, target, Place::Whole, message)
    }
}
