//! How the certificates of a chain stand to each other, by their names alone. Signatures are not verified.

use crate::observation::Certificate;

/// Does each certificate's issuer stand next, and does the path from the server's own certificate reach a root or one below it?
///
/// Without a store of roots a single certificate that another has issued counts as an intermediate missing: public authorities issue
/// servers' certificates from intermediates alone (CA/Browser Forum Baseline Requirements §6.1.7); of a private authority that issues
/// from its root this is said wrongly.
pub fn arrangement(chain: &[Certificate]) -> Arrangement {
    let issued_by = |certificate: &Certificate, issuer: &Certificate| {
        certificate.readable && issuer.readable && certificate.issuer == issuer.subject
    };
    let ordered = chain.iter().all(|certificate| certificate.readable)
        && chain.windows(2).all(|pair| matches!(pair, [lower, upper] if issued_by(lower, upper)));
    let mut last = chain.first();
    let mut steps = 0;
    // As many steps as there are certificates: names may run in a circle.
    while let Some(current) = last.filter(|current| !current.self_issued && steps < chain.len()) {
        // Not the certificate itself: names that are written alike may differ in their bytes, and then it is not self-issued.
        let issuer = chain.iter().find(|issuer| !std::ptr::eq(*issuer, current) && issued_by(current, issuer));
        let Some(issuer) = issuer else { break };
        last = Some(issuer);
        steps += 1;
    }
    let reaches_root = last.is_some_and(|last| last.readable && (last.self_issued || steps > 0));
    Arrangement { ordered, reaches_root }
}

/// What [`arrangement`] finds; as in [`crate::observation::Chain`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrangement {
    /// Does each certificate's issuer stand next?
    pub ordered: bool,
    /// Does the path reach a self-issued certificate, or one above the server's own?
    pub reaches_root: bool,
}
