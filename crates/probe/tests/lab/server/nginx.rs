//! nginx with OpenSSL.

use super::{Server, on_loopback, with_free_port};
use crate::certificates::Pair;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::process::Command;

impl Server {
    /// With these directives in its `server` block.
    pub(crate) fn nginx(pairs: Vec<Pair>, directives: &str) -> Self {
        Self::nginx_on(on_loopback(), pairs, directives)
    }

    /// The same on another loopback address.
    pub(crate) fn nginx_on(address: SocketAddr, pairs: Vec<Pair>, directives: &str) -> Self {
        let address = with_free_port(address);
        let folder = tempfile::tempdir().unwrap();
        let mut keys = String::new();
        for pair in &pairs {
            let (certificate, key) = (pair.certificate(), pair.key());
            let _ = write!(keys, "ssl_certificate {}; ssl_certificate_key {};", certificate.display(), key.display());
        }
        let place = folder.path().display();
        let configuration = format!(
            "daemon off; worker_processes 1; pid {place}/pid; error_log {place}/error.log;\n\
             events {{ worker_connections 512; }}\n\
             http {{ access_log off; client_body_temp_path {place}; proxy_temp_path {place}; fastcgi_temp_path {place};\n\
             uwsgi_temp_path {place}; scgi_temp_path {place};\n\
             server {{ listen {address} ssl; {keys} {directives} }} }}"
        );
        let file = folder.path().join("nginx.conf");
        std::fs::write(&file, configuration).unwrap();
        let mut command = Command::new("nginx");
        command.arg("-c").arg(&file);
        Self::start(command, address, pairs, Some(folder))
    }

    /// A relay to another server, with these directives in its `server` block; `one` is a zone that counts connections of an address.
    pub(crate) fn stream(to: SocketAddr, directives: &str) -> Self {
        let address = on_loopback();
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().display();
        let configuration = format!(
            "load_module modules/ngx_stream_module.so;\ndaemon off; worker_processes 1; pid {place}/pid;\n\
             error_log {place}/error.log; events {{ worker_connections 512; }}\n\
             stream {{ limit_conn_zone $binary_remote_addr zone=one:1m;\n\
             server {{ listen {address}; proxy_pass {to}; {directives} }} }}"
        );
        let file = folder.path().join("nginx.conf");
        std::fs::write(&file, configuration).unwrap();
        let mut command = Command::new("nginx");
        command.args(["-p", "/usr/share/nginx", "-c"]).arg(&file);
        Self::start(command, address, Vec::new(), Some(folder))
    }
}
