//! Servers as processes on loopback, ended with their test. How each program is started stands beside.

mod gnutls;
mod mail;
mod nginx;
mod nss;
mod openssl;
mod postgresql;
mod slapd;

use crate::certificates::Pair;
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
        // The server's own way to end, so that its children end with it (workers of nginx outlive a master that is killed).
        let _ = Command::new("kill").args(["-INT", &self.process.id().to_string()]).status();
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(10) && self.process.try_wait().is_ok_and(|ended| ended.is_none()) {
            std::thread::sleep(Duration::from_millis(5));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    /// Starts a program that listens on this address.
    fn start(mut command: Command, address: SocketAddr, pairs: Vec<Pair>, folder: Option<tempfile::TempDir>) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let process = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error} (make setup installs it)"));
        let server = Self { process, address, _pairs: pairs, _folder: folder };
        server.wait();
        server
    }

    fn wait(&self) {
        let begun = Instant::now();
        while TcpStream::connect(self.address).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(20), "the server does not come up");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// A free port of this address. Between this and the server's own bind lies a moment in which nobody else asks for it by number.
fn with_free_port(mut address: SocketAddr) -> SocketAddr {
    address.set_port(TcpListener::bind(address).unwrap().local_addr().unwrap().port());
    address
}

fn on_loopback() -> SocketAddr {
    with_free_port(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
}
