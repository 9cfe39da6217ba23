//! slapd, the directory of `OpenLDAP`; Debian links it with `GnuTLS`.

use super::{Server, on_loopback};
use crate::certificates::Pair;
use std::process::Command;

impl Server {
    /// With this cipher suite (a priority string); `None`: without TLS.
    pub(crate) fn slapd(pair: Pair, suite: Option<&str>) -> Self {
        Self::slapd_by("ldap", pair, suite)
    }

    /// With TLS from the start.
    pub(crate) fn slapd_with_tls(pair: Pair, suite: &str) -> Self {
        Self::slapd_by("ldaps", pair, Some(suite))
    }

    fn slapd_by(scheme: &str, pair: Pair, suite: Option<&str>) -> Self {
        let address = on_loopback();
        let folder = tempfile::tempdir().unwrap();
        let (path, certificate, key) = (folder.path().display(), pair.certificate(), pair.key());
        let certified = suite.map(|suite| {
            format!(
                "TLSCertificateFile {}\nTLSCertificateKeyFile {}\nTLSCipherSuite {suite}\n",
                certificate.display(),
                key.display()
            )
        });
        let configuration = format!("{}pidfile {path}/pid\n", certified.unwrap_or_default());
        std::fs::write(folder.path().join("slapd.conf"), configuration).unwrap();
        let mut command = Command::new("/usr/sbin/slapd");
        command.args(["-d", "0", "-h", &format!("{scheme}://{address}"), "-f"]).arg(folder.path().join("slapd.conf"));
        Self::start(command, address, vec![pair], Some(folder))
    }
}
