//! A network of the test's own: a namespace with addresses that look public and inward, listeners on them that count, and a name
//! server whose answers the test writes. Needs root; where it may not be made, the test fails and says so.

mod names;

pub(crate) use names::Answer;

use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::fd::AsFd as _;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A namespace that is gone with the test.
pub(crate) struct Network {
    name: String,
    listeners: Vec<(&'static str, Arc<AtomicUsize>)>,
    asked: Arc<AtomicUsize>,
}

impl Network {
    /// A network with these addresses, each with a listener on port 443, and answers to names: the name, and how often it was
    /// asked for before.
    pub(crate) fn new(name: &str, addresses: &[&'static str], answers: fn(&str, usize) -> Option<Vec<Answer>>) -> Self {
        let name = format!("kijun-{name}-{}", std::process::id());
        let mut network = Self { name, listeners: Vec::new(), asked: Arc::default() };
        Self::ip(&["netns", "add", &network.name]);
        Self::ip(&["-n", &network.name, "link", "set", "lo", "up"]);
        for address in addresses {
            // Else an address of IPv6 is tentative for a moment, and cannot be listened on.
            let no_detection: &[&str] = if address.contains(':') { &["nodad"] } else { &[] };
            Self::ip(&[&["-n", &network.name, "address", "add", address, "dev", "lo"], no_detection].concat());
        }
        std::fs::create_dir_all(network.folder()).unwrap();
        let resolver = "nameserver 127.0.0.1\noptions timeout:10 attempts:1\n";
        std::fs::write(network.folder().join("resolv.conf"), resolver).unwrap();
        let (sockets, server) = network.sockets(addresses);
        for (address, listener) in sockets {
            let accepted = Arc::<AtomicUsize>::default();
            network.listeners.push((address, Arc::clone(&accepted)));
            std::thread::spawn(move || {
                for mut stream in listener.incoming().flatten() {
                    accepted.fetch_add(1, Ordering::SeqCst);
                    std::thread::spawn(move || refuse(&mut stream));
                }
            });
        }
        let asked = Arc::clone(&network.asked);
        std::thread::spawn(move || names::serve(&server, answers, &asked));
        network
    }

    /// Runs `kijun` within.
    pub(crate) fn kijun(&self, arguments: &[&str]) -> Output {
        self.within(env!("CARGO_BIN_EXE_kijun"), arguments)
    }

    /// Connections that a listener accepted.
    pub(crate) fn accepted(&self, address: &str) -> usize {
        let listener = self.listeners.iter().find(|(known, _)| known.split('/').next() == Some(address));
        listener.unwrap().1.load(Ordering::SeqCst)
    }

    /// Questions for IPv4 addresses that the name server was asked.
    pub(crate) fn questions(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// TCP segments that left any socket of the network, by the kernel's own count: a connection that was only tried is among them.
    pub(crate) fn segments_sent(&self) -> u64 {
        let output = self.within("cat", &["/proc/net/snmp"]);
        let text = String::from_utf8(output.stdout).unwrap();
        let mut lines = text.lines().filter_map(|line| line.strip_prefix("Tcp: "));
        let (names, values) = (lines.next().unwrap(), lines.next().unwrap());
        let column = names.split(' ').position(|name| name == "OutSegs").unwrap();
        values.split(' ').nth(column).unwrap().parse().unwrap()
    }

    fn within(&self, program: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new("ip");
        command.args(["netns", "exec", &self.name, program]).args(arguments).env_remove("KIJUN_LANG");
        command.output().unwrap()
    }

    /// Sockets that were opened within. Where a socket is opened decides its network, not who uses it.
    fn sockets(&self, addresses: &[&'static str]) -> (Vec<(&'static str, TcpListener)>, UdpSocket) {
        let space = File::open(format!("/run/netns/{}", self.name)).unwrap();
        let addresses = addresses.to_vec();
        let opened = std::thread::spawn(move || {
            move_into_link_name_space(space.as_fd(), Some(LinkNameSpaceType::Network)).unwrap();
            let listen = |address: &'static str| {
                let host = address.split('/').next().unwrap();
                let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
                (address, TcpListener::bind(format!("{host}:443")).unwrap())
            };
            (addresses.into_iter().map(listen).collect(), UdpSocket::bind("127.0.0.1:53").unwrap())
        });
        opened.join().unwrap()
    }

    fn folder(&self) -> PathBuf {
        PathBuf::from("/etc/netns").join(&self.name)
    }

    fn ip(arguments: &[&str]) {
        let output = Command::new("ip").args(arguments).output().unwrap_or_else(|error| panic!("ip: {error}"));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "this test makes a network of its own, for which it has to be root: {said}");
    }
}

/// Answers a hello with the alert `handshake_failure`: the shortest that a server of TLS can say.
fn refuse(stream: &mut TcpStream) {
    if matches!(stream.read(&mut [0; 4096]), Ok(1..)) {
        let _ = stream.write_all(&[21, 3, 1, 0, 2, 2, 40]);
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        let _ = Command::new("ip").args(["netns", "delete", &self.name]).output();
        let _ = std::fs::remove_dir_all(self.folder());
    }
}
