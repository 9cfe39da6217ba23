//! A hello as bytes: the record, the handshake message, the extensions in the order of common browsers. Which values stand in it is
//! the caller's choice; what a version cannot carry (extensions in SSL 3.0) is left out.

use super::{ClientHello, Extra, shares};
use crate::conversation::Entropy;
use crate::groups::{Group, GroupKind};
use crate::wire::Writer;
use crate::{Version, extension};

/// What a hello is made of besides its own words.
#[derive(Clone, Copy, Default)]
pub(crate) struct Ingredients<'a> {
    /// Key shares with a key behind them, in place of those that `key_shares` names.
    pub(crate) shares: Option<&'a [(u16, Vec<u8>)]>,
    /// What a `HelloRetryRequest` wants back.
    pub(crate) cookie: Option<&'a [u8]>,
    /// The content of `renegotiation_info`, within a renegotiation.
    pub(crate) renegotiated: Option<&'a [u8]>,
}

impl ClientHello {
    /// The hello as it goes on the wire, in one record: of SSL 2.0 for that version, else a TLS record. Shares are valid public values
    /// without a key ([`ClientHello::key_shares`]).
    pub fn write(&self, entropy: &Entropy) -> Vec<u8> {
        match self.version {
            Version::Ssl2 => super::ssl2::write(self, entropy),
            Version::Ssl3 | Version::Tls10 | Version::Tls11 | Version::Tls12 | Version::Tls13 => {
                in_record(self.record_version(), &self.message(entropy, Ingredients::default()))
            }
        }
    }

    /// The version of the first record. RFC 8446 §5.1: 0x0301, for the sake of old servers.
    pub(crate) fn record_version(&self) -> u16 {
        if self.version == Version::Ssl3 { 0x0300 } else { 0x0301 }
    }

    /// The handshake message.
    pub(crate) fn message(&self, entropy: &Entropy, ingredients: Ingredients<'_>) -> Vec<u8> {
        let unpadded = self.message_padded(entropy, ingredients, None);
        // An extension has a header of four bytes.
        let missing = usize::from(self.padded_to).saturating_sub(unpadded.len());
        if missing == 0 || self.version == Version::Ssl3 {
            return unpadded;
        }
        self.message_padded(entropy, ingredients, Some(missing.saturating_sub(4)))
    }

    fn message_padded(&self, entropy: &Entropy, ingredients: Ingredients<'_>, padding: Option<usize>) -> Vec<u8> {
        let mut message = Writer::with_capacity(512 + 2 * self.suites.len());
        let (random, session) = entropy.split_at(32);
        message.u8(1).vector(3, |body| {
            body.u16(self.legacy_version()).bytes(random);
            // RFC 8446 appendix D.4: middleboxes want a session id.
            body.vector(1, |id| {
                id.bytes(if self.version == Version::Tls13 { session } else { &[] });
            });
            body.vector(2, |suites| self.write_suites(suites, entropy, ingredients.renegotiated.is_some()));
            body.vector(1, |methods| {
                methods.bytes(&self.compression).u8(0);
            });
            if self.version != Version::Ssl3 {
                body.vector(2, |extensions| self.write_extensions(extensions, entropy, ingredients, padding));
            }
        });
        message.finish()
    }

    /// The version that stands in the hello itself.
    pub(crate) fn legacy_version(&self) -> u16 {
        if self.has(Extra::UnknownVersion) && self.version != Version::Tls13 {
            return UNKNOWN_VERSION;
        }
        self.version.min(Version::Tls12).code()
    }

    fn write_suites(&self, list: &mut Writer, entropy: &Entropy, renegotiated: bool) {
        if self.has(Extra::Grease) {
            list.u16(grease(entropy, 0));
        }
        for suite in self.suites.iter().filter_map(|suite| u16::try_from(*suite).ok()) {
            list.u16(suite);
        }
        // SSL 3.0 has no extension to say it with (RFC 5746 §3.3).
        if self.version == Version::Ssl3 && self.has(Extra::RenegotiationInfo) && !renegotiated {
            list.u16(EMPTY_RENEGOTIATION_INFO_SCSV);
        }
        if self.has(Extra::FallbackScsv) {
            list.u16(FALLBACK_SCSV);
        }
    }

    fn write_extensions(
        &self,
        list: &mut Writer,
        entropy: &Entropy,
        ingredients: Ingredients<'_>,
        padding: Option<usize>,
    ) {
        let grease_with = |place| self.has(Extra::Grease).then(|| grease(entropy, place));
        if let Some(value) = grease_with(1) {
            extend(list, value, |_| {});
        }
        if let Some(name) = &self.server_name {
            extend(list, extension::SERVER_NAME, |body| {
                body.vector(2, |names| {
                    names.u8(0).vector(2, |text| {
                        text.bytes(name.as_bytes());
                    });
                });
            });
        }
        if self.has(Extra::ExtendedMasterSecret) {
            extend(list, extension::EXTENDED_MASTER_SECRET, |_| {});
        }
        if self.has(Extra::EncryptThenMac) {
            extend(list, extension::ENCRYPT_THEN_MAC, |_| {});
        }
        if self.has(Extra::RenegotiationInfo) {
            extend(list, extension::RENEGOTIATION_INFO, |body| {
                body.vector(1, |verify_data| {
                    verify_data.bytes(ingredients.renegotiated.unwrap_or_default());
                });
            });
        }
        self.write_groups(list, grease_with(2));
        if self.has(Extra::SessionTicket) {
            extend(list, extension::SESSION_TICKET, |_| {});
        }
        if !self.alpn.is_empty() {
            extend(list, extension::ALPN, |body| {
                body.vector(2, |protocols| {
                    for protocol in &self.alpn {
                        protocols.vector(1, |name| {
                            name.bytes(protocol.as_bytes());
                        });
                    }
                });
            });
        }
        if self.has(Extra::StatusRequest) {
            // RFC 6066 §8: type ocsp, no responders, no extensions.
            extend(list, extension::STATUS_REQUEST, |body| {
                body.u8(1).u16(0).u16(0);
            });
        }
        if self.version >= Version::Tls12 && !self.signatures.is_empty() {
            extend(list, extension::SIGNATURE_ALGORITHMS, |body| write_list(body, None, &self.signatures));
        }
        if self.version == Version::Tls13 {
            self.write_tls13(list, ingredients, [grease_with(2), grease_with(3)]);
        }
        if let Some(value) = grease_with(4) {
            extend(list, value, |body| {
                body.u8(0);
            });
        }
        if let Some(padding) = padding {
            extend(list, extension::PADDING, |body| {
                body.zeros(padding);
            });
        }
    }

    fn write_groups(&self, list: &mut Writer, grease: Option<u16>) {
        if self.groups.is_empty() {
            return;
        }
        extend(list, extension::SUPPORTED_GROUPS, |body| write_list(body, grease, &self.groups));
        let is_curve = |group: &u16| {
            Group::find(*group).is_some_and(|group| matches!(group.kind, GroupKind::OldCurve | GroupKind::Curve))
        };
        let older = self.version < Version::Tls13 || !self.also.is_empty();
        if older && self.groups.iter().any(is_curve) {
            // Uncompressed points alone: every server must take them (RFC 8422 §5.1.2).
            extend(list, extension::POINT_FORMATS, |body| {
                body.u8(1).u8(0);
            });
        }
    }

    fn write_tls13(&self, list: &mut Writer, ingredients: Ingredients<'_>, grease: [Option<u16>; 2]) {
        let [grease_group, grease_version] = grease;
        extend(list, extension::KEY_SHARE, |body| {
            body.vector(2, |entries| {
                if let Some(group) = grease_group {
                    entries.u16(group).u16(1).u8(0);
                }
                let mut entry = |group: u16, value: &[u8]| {
                    entries.u16(group).vector(2, |share| {
                        share.bytes(value);
                    });
                };
                if let Some(shares) = ingredients.shares {
                    for (group, value) in shares {
                        entry(*group, value);
                    }
                } else {
                    for group in &self.key_shares {
                        if let Some(value) = shares::public_value(*group) {
                            entry(*group, &value);
                        }
                    }
                }
            });
        });
        extend(list, extension::SUPPORTED_VERSIONS, |body| {
            body.vector(1, |versions| {
                if let Some(value) = grease_version {
                    versions.u16(value);
                }
                versions.u16(if self.has(Extra::UnknownVersion) { UNKNOWN_VERSION } else { self.version.code() });
                for version in &self.also {
                    versions.u16(version.code());
                }
            });
        });
        // RFC 8446 §4.2.9: with (EC)DHE. Servers send tickets to those who could use them.
        extend(list, extension::PSK_KEY_EXCHANGE_MODES, |body| {
            body.u8(1).u8(1);
        });
        if let Some(cookie) = ingredients.cookie {
            extend(list, extension::COOKIE, |body| {
                body.vector(2, |value| {
                    value.bytes(cookie);
                });
            });
        }
    }

    /// Is this extension or signal in it?
    pub(crate) fn has(&self, extra: Extra) -> bool {
        self.extras.contains(&extra)
    }
}

/// A version that nobody has defined; its first byte is that of every TLS version.
const UNKNOWN_VERSION: u16 = 0x0399;
const EMPTY_RENEGOTIATION_INFO_SCSV: u16 = 0x00FF;
const FALLBACK_SCSV: u16 = 0x5600;

/// One handshake message in a record.
pub(crate) fn in_record(version: u16, message: &[u8]) -> Vec<u8> {
    let mut record = Writer::with_capacity(message.len() + 5);
    // RFC 8446 §5.1: at most 2^14 bytes in a record.
    for fragment in message.chunks(1 << 14) {
        record.u8(22).u16(version).vector(2, |body| {
            body.bytes(fragment);
        });
    }
    record.finish()
}

fn extend(list: &mut Writer, kind: u16, body: impl FnOnce(&mut Writer)) {
    list.u16(kind).vector(2, body);
}

fn write_list(body: &mut Writer, first: Option<u16>, codes: &[u16]) {
    body.vector(2, |list| {
        for code in first.iter().chain(codes) {
            list.u16(*code);
        }
    });
}

/// One of the reserved values 0x0A0A, 0x1A1A … 0xFAFA (RFC 8701 §2). Places next to each other differ, as the two extensions must.
fn grease(entropy: &Entropy, place: u8) -> u16 {
    let [first, ..] = entropy;
    let nibble = u16::from(first.wrapping_add(place) & 0x0F);
    0x0A0A | nibble << 12 | nibble << 4
}
