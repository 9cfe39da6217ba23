//! `GnuTLS`'s own server. It speaks RC4 and 3DES, takes Diffie-Hellman parameters of any size, and has another idea of what is refused how
//! than OpenSSL. It cannot be told an address: it listens on all of them, and is asked on loopback.

use super::{Server, on_loopback};
use crate::certificates::Pair;
use std::process::Command;

impl Server {
    /// With this priority string, and with these Diffie-Hellman parameters.
    pub(crate) fn gnutls(pair: Pair, priority: &str, parameters: Option<&str>) -> Self {
        let address = on_loopback();
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("gnutls-serv");
        command.args([
            "--http",
            "--disable-client-cert",
            "--priority",
            priority,
            "--port",
            &address.port().to_string(),
        ]);
        command.arg("--x509certfile").arg(pair.certificate()).arg("--x509keyfile").arg(pair.key());
        if let Some(parameters) = parameters {
            let file = folder.path().join("parameters.pem");
            std::fs::write(&file, parameters).unwrap();
            command.arg("--dhparams").arg(file);
        }
        Self::start(command, address, vec![pair], Some(folder))
    }
}
