//! Keys and certificates for servers, made by OpenSSL once for each kind.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A key and a certificate in one folder that is removed with it.
pub(crate) struct Pair {
    folder: tempfile::TempDir,
}

impl Pair {
    /// `newkey`: as in `openssl req -newkey`; `more`: arguments besides.
    pub(crate) fn new(newkey: &[&str], more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = Command::new("openssl")
            .args(["req", "-x509", "-nodes", "-days", "30", "-subj", "/CN=lab.example", "-newkey"])
            .args(newkey)
            .args(more)
            .arg("-keyout")
            .arg(folder.path().join("key.pem"))
            .arg("-out")
            .arg(folder.path().join("certificate.pem"))
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        Self { folder }
    }

    pub(crate) fn rsa(bits: u16) -> Self {
        Self::new(&[&format!("rsa:{bits}")], &[])
    }

    pub(crate) fn ecdsa() -> Self {
        Self::new(&["ec", "-pkeyopt", "ec_paramgen_curve:P-256"], &[])
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn key(&self) -> PathBuf {
        self.folder().join("key.pem")
    }

    pub(crate) fn certificate(&self) -> PathBuf {
        self.folder().join("certificate.pem")
    }
}

/// Diffie-Hellman parameters of so many bits, as PEM: a safe prime that OpenSSL finds.
pub(crate) fn prime(bits: u16) -> String {
    let made = Command::new("openssl").args(["dhparam", &bits.to_string()]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    String::from_utf8(made.stdout).unwrap()
}
