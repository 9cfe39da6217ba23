//! A server of OpenSSL's on loopback, and a conversation with it over a socket.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;
use tls::{ClientHello, Conversation, Depth, Extra, Inquiry, Reply, Version};

/// `openssl s_server` with these arguments, until it is dropped.
pub(crate) struct Server {
    process: Child,
    address: SocketAddr,
}

impl Server {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut process = Command::new("openssl")
            .args(["s_server", "-accept", "127.0.0.1:0", "-www"])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("openssl starts");
        let output = process.stdout.take().expect("its output is piped");
        let (tell, told) = channel();
        // To the end: a server that cannot write stops serving.
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some(address) = line.strip_prefix("ACCEPT ") {
                    let _ = tell.send(address.parse());
                }
            }
        });
        let address = told.recv_timeout(Duration::from_secs(10)).expect("openssl listens within ten seconds");
        Self { process, address: address.expect("openssl says where it listens") }
    }

    /// One conversation.
    pub(crate) fn ask(&self, hello: ClientHello, depth: Depth) -> Reply {
        self.ask_through(hello, depth, |_| {})
    }

    /// The same, through somebody who changes what the server says.
    pub(crate) fn ask_through(&self, hello: ClientHello, depth: Depth, mut change: impl FnMut(&mut [u8])) -> Reply {
        let mut conversation = Conversation::new(&Inquiry { hello, depth }, &[0x5A; 64]);
        let mut stream = TcpStream::connect(self.address).expect("loopback answers");
        stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a time limit");
        let mut buffer = [0; 4096];
        while conversation.reply().is_none() {
            let output = conversation.take_output();
            let sent = stream.write_all(&output);
            match sent.and_then(|()| stream.read(&mut buffer)) {
                Ok(0) => conversation.end(Reply::Closed),
                Ok(count) => {
                    change(&mut buffer[..count]);
                    conversation.receive(&buffer[..count]);
                }
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    conversation.end(Reply::Silence);
                }
                Err(_) => conversation.end(Reply::Reset),
            }
        }
        conversation.reply().expect("the loop ends with a reply").clone()
    }

    /// One conversation in which the server must choose.
    pub(crate) fn choose(&self, hello: ClientHello, depth: Depth) -> tls::Chosen {
        let reply = self.ask(hello, depth);
        let Reply::Chosen(chosen) = reply else { panic!("the server chose nothing: {reply:?}") };
        *chosen
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A hello of this version with these suites, and what a common client says besides.
pub(crate) fn hello(version: Version, suites: &[u32]) -> ClientHello {
    ClientHello {
        version,
        also: Vec::new(),
        suites: suites.to_vec(),
        groups: vec![0x001D, 0x0017, 0x0018, 0x0019],
        key_shares: vec![0x001D],
        signatures: vec![
            0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0603, 0x0806, 0x0601, 0x0807, 0x0203, 0x0201, 0x0402,
        ],
        server_name: Some("lab.example".to_owned()),
        alpn: Vec::new(),
        compression: Vec::new(),
        extras: [Extra::RenegotiationInfo].into(),
        padded_to: 0,
    }
}

/// A key and its certificate, made once: the arguments that make a server use them.
pub(crate) struct Identity {
    files: [String; 2],
}

impl Identity {
    pub(crate) fn arguments(&self) -> [&str; 4] {
        let [certificate, key] = &self.files;
        ["-cert", certificate, "-key", key]
    }

    /// A file with an OCSP response that the key signed for its own certificate.
    pub(crate) fn ocsp_response(&self) -> String {
        let [certificate, key] = &self.files;
        let index = format!("{certificate}.index");
        let response = format!("{certificate}.ocsp");
        std::fs::write(&index, "").expect("an empty list of certificates");
        let status = Command::new("openssl")
            .args(["ocsp", "-index", &index, "-CA", certificate, "-rsigner", certificate, "-rkey", key])
            .args(["-issuer", certificate, "-serial", "1", "-ndays", "30", "-respout", &response])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(status.is_ok_and(|status| status.success()), "openssl makes a response");
        response
    }
}

pub(crate) static RSA: LazyLock<Identity> = LazyLock::new(|| identity("rsa", &["-newkey", "rsa:2048"]));
pub(crate) static ECDSA: LazyLock<Identity> =
    LazyLock::new(|| identity("ecdsa", &["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]));

fn identity(name: &str, kind: &[&str]) -> Identity {
    // Tests run in threads of one process: each key has files of its own.
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let file = |end: &str| folder.join(format!("{name}-{}.{end}", std::process::id())).display().to_string();
    let files = [file("crt"), file("key")];
    let status = Command::new("openssl")
        .args(["req", "-x509", "-nodes", "-days", "3650", "-subj", "/O=Kijun/CN=lab.example"])
        .args(["-addext", "subjectAltName=DNS:lab.example,IP:127.0.0.1"])
        .args(kind)
        .args(["-out", &files[0], "-keyout", &files[1]])
        .stderr(Stdio::null())
        .status();
    assert!(status.is_ok_and(|status| status.success()), "openssl makes a certificate");
    Identity { files }
}

/// A file with the parameters of a named finite-field group.
pub(crate) fn parameters(group: &str) -> String {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{group}-{}.pem", std::process::id()));
    let file = file.display().to_string();
    let status = Command::new("openssl")
        .args(["genpkey", "-genparam", "-algorithm", "DH", "-pkeyopt", &format!("group:{group}"), "-out", &file])
        .status();
    assert!(status.is_ok_and(|status| status.success()), "openssl writes parameters");
    file
}
