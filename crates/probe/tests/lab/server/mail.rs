//! nginx as a mail server: SMTP, IMAP and POP3 on a port each.

use super::{Server, on_loopback};
use crate::certificates::Pair;
use std::net::SocketAddr;
use std::process::Command;
use tls::starttls::Protocol;

impl Server {
    /// For this protocol; `starttls` and what else the `mail` block says. Without a certificate it offers no TLS.
    pub(crate) fn mail(protocol: Protocol, pair: Pair, directives: &str) -> Self {
        let address: SocketAddr = on_loopback();
        let folder = tempfile::tempdir().unwrap();
        let (path, word) = (folder.path().display(), protocol.word());
        let (certificate, key) = (pair.certificate(), pair.key());
        let configuration = format!(
            "load_module modules/ngx_mail_module.so;\ndaemon off;\nworker_processes 1;\npid {path}/pid;\n\
             error_log {path}/log;\nevents {{ worker_connections 512; }}\nmail {{\nserver_name mail.example;\n\
             auth_http 127.0.0.1:1/;\nssl_certificate {};\nssl_certificate_key {};\n{directives}\n\
             server {{ listen {address}; protocol {word}; }}\n}}\n",
            certificate.display(),
            key.display()
        );
        std::fs::write(folder.path().join("nginx.conf"), configuration).unwrap();
        let mut command = Command::new("nginx");
        command.args(["-p", "/usr/share/nginx", "-c"]).arg(folder.path().join("nginx.conf"));
        Self::start(command, address, vec![pair], Some(folder))
    }
}
