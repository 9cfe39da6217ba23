//! Servers as processes on loopback, ended with their test.

use crate::certificates::Pair;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub(crate) struct Server {
    process: Child,
    pub(crate) address: SocketAddr,
    _pairs: Vec<Pair>,
    _folder: Option<tempfile::TempDir>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    /// `openssl s_server` with these arguments. It serves one connection after the other.
    pub(crate) fn openssl(pair: Pair, arguments: &[&str]) -> Self {
        let mut process = Command::new("openssl")
            .args(["s_server", "-accept", "127.0.0.1:0", "-www", "-key"])
            .arg(pair.key())
            .arg("-cert")
            .arg(pair.certificate())
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let address = lines.find_map(|line| line.unwrap().strip_prefix("ACCEPT ").map(str::to_owned)).unwrap();
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, address: address.parse().unwrap(), _pairs: vec![pair], _folder: None }
    }

    /// nginx with these directives in its `server` block.
    pub(crate) fn nginx(pairs: Vec<Pair>, directives: &str) -> Self {
        Self::nginx_on(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), pairs, directives)
    }

    /// The same on another loopback address.
    pub(crate) fn nginx_on(mut address: SocketAddr, pairs: Vec<Pair>, directives: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // A free port; between this and nginx's own bind lies a moment in which nobody else asks for it by number.
        address.set_port(TcpListener::bind(address).unwrap().local_addr().unwrap().port());
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
        let process =
            Command::new("nginx").arg("-c").arg(&file).stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        let server = Self { process, address, _pairs: pairs, _folder: Some(folder) };
        server.wait();
        server
    }

    fn wait(&self) {
        let begun = Instant::now();
        while TcpStream::connect(self.address).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(10), "the server does not come up");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}
