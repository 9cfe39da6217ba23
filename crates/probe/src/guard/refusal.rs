//! Why a target is not dialled, said so that it can be mended. Meant for the operator; a remote caller is told less.

use super::ranges::Range;
use standard::{Place, Problem, Text};
use std::net::IpAddr;

/// Why a target is not dialled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It cannot be read.
    Spelling {
        /// What was written, at most 100 characters of it.
        written: String,
        /// What is wrong with it.
        why: Spelling,
    },
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

/// What is wrong with what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spelling {
    /// Nothing, or no host.
    Empty,
    /// Over 2048 bytes.
    TooLong,
    /// A URL of something else than `https`.
    Scheme,
    /// A user's name before `@`.
    User,
    /// A path or a network's length behind the host.
    Path,
    /// Not a port from 1 to 65535.
    Port,
    /// It looks like an address and is none.
    Address,
    /// An IPv6 address with a zone (`%eth0`).
    Zone,
    /// It is no host name.
    Name,
}

impl Refusal {
    /// The same for the operator, about the target as he wrote it.
    pub fn problem(&self, target: &str) -> Problem {
        let (code, message, hint) = match self {
            Self::Spelling { written, why } => why.words(written),
            Self::Port { port, allowed } => {
                let allowed = allowed.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
                (
                    "target-port",
                    Text::new(format!("ポート {port} は許可されていません"), format!("port {port} is not allowed")),
                    Text::new(
                        format!("許可: {allowed}。ほかのポートは --ports で明示します"),
                        format!("allowed: {allowed}; name others with --ports"),
                    ),
                )
            }
            Self::NotPublic { address, within, range } => (
                "target-not-public",
                not_public(*address, *within, range),
                Text::new(
                    "自組織のネットワークなら --allow-private にその範囲を書きます(使ったことは結果に残ります)",
                    "if the network is your own, name its range with --allow-private (the result says that it was used)",
                ),
            ),
        };
        Problem::error(code, target, Place::Whole, message).with_hint(hint)
    }
}

fn not_public(address: IpAddr, within: IpAddr, range: &Range) -> Text {
    let Range { network, name, source } = range;
    let (japanese, english) = if address == within {
        (String::new(), String::new())
    } else {
        (format!("(中の {within})"), format!(" (by {within} within it)"))
    };
    Text::new(
        format!("{address}{japanese} は公開アドレスではありません({network} {name}、{source})"),
        format!("{address}{english} is no public address ({network} {name}, {source})"),
    )
}

impl Spelling {
    fn words(self, written: &str) -> (&'static str, Text, Text) {
        let (code, japanese, english, hint) = match self {
            Self::Empty => ("target-empty", "対象が空です", "the target is empty", Self::forms()),
            Self::TooLong => ("target-too-long", "対象が長すぎます", "the target is too long", Self::forms()),
            Self::Scheme => (
                "target-scheme",
                "測れる URL は https:// だけです",
                "of URLs only https:// can be measured",
                Text::new(
                    "ホスト名だけを書くか、メールなどは --starttls を使います",
                    "write the host alone, or use --starttls for mail and the like",
                ),
            ),
            Self::User => ("target-user", "`@` の前は使えません", "nothing may stand before `@`", Self::forms()),
            Self::Path => (
                "target-path",
                "ホストの後ろに `/` があります",
                "there is a `/` behind the host",
                Text::new(
                    "一つのホストを書きます。範囲は測れません",
                    "write one host; a range of addresses cannot be measured",
                ),
            ),
            Self::Port => (
                "target-port-spelling",
                "ポートとして読めません",
                "this is no port",
                Text::new("1 から 65535 の数を書きます", "write a number from 1 to 65535"),
            ),
            Self::Address => ("target-address", "アドレスとして読めません", "this is no address", Self::forms()),
            Self::Zone => (
                "target-zone",
                "ゾーン(%…)付きのアドレスは測れません",
                "addresses with a zone (%…) cannot be measured",
                Text::new("リンクローカルでないアドレスを使います", "use an address that is not link-local"),
            ),
            Self::Name => ("target-name", "ホスト名として読めません", "this is no host name", Self::forms()),
        };
        (code, Text::new(format!("{japanese}: `{written}`"), format!("{english}: `{written}`")), hint)
    }

    fn forms() -> Text {
        Text::new(
            "例: www.example.jp、www.example.jp:8443、192.0.2.1、[2001:db8::1]:443、https://www.example.jp/",
            "such as www.example.jp, www.example.jp:8443, 192.0.2.1, [2001:db8::1]:443, https://www.example.jp/",
        )
    }
}
