//! Which parts belong together: a block cipher with its modes. `AES-256, AES-128-GCM` are two schemes, the first without a
//! mode; `AES-GCM/CBC` is one with two. Not for judging them.

use super::Cryptrec;
use super::resolve::{Resolved, ResolvedPart};
use super::vocabulary::PartKind;

/// Places in [`Resolved::parts`].
#[derive(Clone, Debug, Default)]
pub(super) struct Scheme {
    /// The block cipher; `None` where only a mode is written.
    pub(super) cipher: Option<usize>,
    /// Its modes, and key wrapping, which is used like one.
    pub(super) modes: Vec<usize>,
}

/// The schemes in order; parts that need no mode are in none.
pub(super) fn group(cryptrec: &Cryptrec, resolved: &Resolved) -> Vec<Scheme> {
    let mut schemes: Vec<Scheme> = Vec::new();
    let mut current = Scheme::default();
    let is_cipher = |part: &ResolvedPart| cryptrec.part(part.part).is_some_and(|row| row.kind == PartKind::BlockCipher);
    for (at, part) in resolved.parts.iter().enumerate() {
        let Some(row) = cryptrec.part(part.part) else { continue };
        match row.kind {
            PartKind::BlockCipher => {
                if current.cipher.is_some() {
                    schemes.push(std::mem::take(&mut current));
                }
                current.cipher = Some(at);
            }
            PartKind::Mode | PartKind::AuthenticatedMode | PartKind::KeyWrap => {
                // `…, XTS-AES-128`: the mode belongs to the cipher that follows it closely.
                let next_takes_it =
                    resolved.parts.get(at + 1).is_some_and(|next| is_cipher(next) && next.entry == part.entry);
                let before = at.checked_sub(1).and_then(|before| resolved.parts.get(before));
                let begins_entry = before.is_some_and(|before| before.entry != part.entry);
                let has_one = !current.modes.is_empty();
                if current.cipher.is_some() && next_takes_it && (begins_entry || has_one) {
                    schemes.push(std::mem::take(&mut current));
                }
                current.modes.push(at);
            }
            PartKind::Signature
            | PartKind::PublicKeyEncryption
            | PartKind::KeyAgreement
            | PartKind::Kem
            | PartKind::PublicKey
            | PartKind::StreamCipher
            | PartKind::AuthenticatedEncryption
            | PartKind::Hash
            | PartKind::Mac
            | PartKind::EntityAuthentication
            | PartKind::Curve
            | PartKind::Protocol
            | PartKind::KeyDerivation
            | PartKind::PasswordHash => {}
        }
    }
    if current.cipher.is_some() || !current.modes.is_empty() {
        schemes.push(current);
    }
    adopt_modes_of_products(resolved, &mut schemes);
    schemes
}

/// `SSE-S3 (AES-256)`: the cipher that is repeated beside a product has the mode that the product fixes.
fn adopt_modes_of_products(resolved: &Resolved, schemes: &mut [Scheme]) {
    let part = |at: Option<usize>| at.and_then(|at| resolved.parts.get(at));
    let fixed: Vec<Scheme> = schemes
        .iter()
        .filter(|scheme| part(scheme.cipher).is_some_and(|part| part.fixed_by_product))
        .cloned()
        .collect();
    for scheme in schemes.iter_mut().filter(|scheme| scheme.modes.is_empty()) {
        let same = |fixed: &&Scheme| {
            part(fixed.cipher).zip(part(scheme.cipher)).is_some_and(|(fixed, stated)| {
                let same_key = stated.key_bits().next().is_none() || stated.keys == fixed.keys;
                fixed.part == stated.part && same_key
            })
        };
        if let Some(fixed) = fixed.iter().find(same) {
            scheme.modes.clone_from(&fixed.modes);
        }
    }
}
