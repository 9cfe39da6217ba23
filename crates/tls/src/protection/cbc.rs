//! Records with a block cipher and a MAC: TLS 1.0 (RFC 2246 §6.2.3.2, each record chained to the one before), TLS 1.1 and 1.2 (RFC 5246
//! §6.2.3.2, a first block in each record), and the MAC over what was encrypted (RFC 7366). Every byte of a padding, and every MAC, is
//! checked. That the time of a check shows which was wrong does not matter here: what passes is nobody's secret.

use super::block::Block;
use super::{Secrets, Terms};
use crate::Version;
use crate::inbox::{Content, Record};
use crate::wire::Writer;
use aws_lc_rs::hmac;

/// The records of one direction.
#[derive(Debug)]
pub(super) struct Records {
    block: Block,
    key: Vec<u8>,
    mac: hmac::Key,
    /// TLS 1.0: the last block of the record before.
    chained: Option<Vec<u8>>,
    terms: Terms,
}

impl Records {
    pub(super) fn new(block: Block, mac: hmac::Algorithm, terms: Terms, secrets: Secrets<'_>) -> Option<Self> {
        let fits = Version::Tls10 <= terms.version && terms.version <= Version::Tls12;
        fits.then(|| Self {
            block,
            key: secrets.key.to_vec(),
            mac: hmac::Key::new(mac, secrets.mac),
            chained: (terms.version == Version::Tls10).then(|| secrets.iv.to_vec()),
            terms,
        })
    }

    pub(super) fn seal(&mut self, sequence: u64, content: u8, plain: &[u8]) -> Option<Vec<u8>> {
        let mut body = plain.to_vec();
        if !self.terms.encrypt_then_mac {
            body.extend_from_slice(self.mac_of(sequence, content, plain)?.as_ref());
        }
        let padding = self.block.length() - 1 - body.len() % self.block.length();
        body.resize(body.len() + padding + 1, u8::try_from(padding).ok()?);
        let first = match &self.chained {
            Some(chained) => chained.clone(),
            None => self.first_block(sequence)?,
        };
        self.block.encrypt(&self.key, &first, &mut body)?;
        self.chain(&body)?;
        let mut sealed = if self.chained.is_some() { body } else { [first, body].concat() };
        if self.terms.encrypt_then_mac {
            let mac = self.mac_of(sequence, content, &sealed)?;
            sealed.extend_from_slice(mac.as_ref());
        }
        let length = u16::try_from(sealed.len()).ok()?;
        let mut record = Writer::with_capacity(sealed.len() + 5);
        record.u8(content).u16(self.terms.version.code()).u16(length).bytes(&sealed);
        Some(record.finish())
    }

    pub(super) fn open(&mut self, sequence: u64, record: Record) -> Option<(Content, Vec<u8>)> {
        let Record { content, header: [kind, ..], mut body } = record;
        let mac_length = self.mac.algorithm().digest_algorithm().output_len();
        if self.terms.encrypt_then_mac {
            let mac = body.split_off(body.len().checked_sub(mac_length)?);
            hmac::verify(&self.mac, &self.covered(sequence, kind, &body)?, &mac).ok()?;
        }
        let mut sealed = body;
        let first = if let Some(chained) = &self.chained {
            chained.clone()
        } else {
            let rest = sealed.split_off(self.block.length().min(sealed.len()));
            std::mem::replace(&mut sealed, rest)
        };
        let last = sealed.clone();
        self.block.decrypt(&self.key, &first, &mut sealed)?;
        self.chain(&last)?;
        let mut plain = unpad(sealed)?;
        if !self.terms.encrypt_then_mac {
            let mac = plain.split_off(plain.len().checked_sub(mac_length)?);
            hmac::verify(&self.mac, &self.covered(sequence, kind, &plain)?, &mac).ok()?;
        }
        Some((content, plain))
    }

    /// TLS 1.0 goes on from the last block.
    fn chain(&mut self, blocks: &[u8]) -> Option<()> {
        if let Some(chained) = &mut self.chained {
            *chained = blocks.get(blocks.len().checked_sub(self.block.length())?..)?.to_vec();
        }
        Some(())
    }

    /// What nobody who lacks the keys can foresee, as RFC 5246 §6.2.3.2 wants it.
    fn first_block(&self, sequence: u64) -> Option<Vec<u8>> {
        let tag = hmac::sign(&self.mac, &[&b"first block"[..], &sequence.to_be_bytes()].concat());
        tag.as_ref().get(..self.block.length()).map(<[u8]>::to_vec)
    }

    fn mac_of(&self, sequence: u64, content: u8, bytes: &[u8]) -> Option<hmac::Tag> {
        Some(hmac::sign(&self.mac, &self.covered(sequence, content, bytes)?))
    }

    /// What a MAC covers.
    fn covered(&self, sequence: u64, content: u8, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut covered = Writer::with_capacity(bytes.len() + 13);
        let length = u16::try_from(bytes.len()).ok()?;
        covered.bytes(&sequence.to_be_bytes()).u8(content).u16(self.terms.version.code()).u16(length).bytes(bytes);
        Some(covered.finish())
    }
}

/// Takes the padding off: its length stands in the last byte, and in each of its bytes.
pub(super) fn unpad(mut plain: Vec<u8>) -> Option<Vec<u8>> {
    let last = *plain.last()?;
    let kept = plain.len().checked_sub(usize::from(last) + 1)?;
    let padding = plain.split_off(kept);
    padding.iter().all(|byte| *byte == last).then_some(plain)
}
