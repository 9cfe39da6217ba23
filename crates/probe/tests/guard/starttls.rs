//! STARTTLS with servers as they are: nginx (SMTP, IMAP, POP3), slapd (LDAP), `PostgreSQL`. Each is asked with TLS and without, and
//! where it agrees it has to answer a hello on the same connection.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tls::starttls::{Dialogue, Outcome, Protocol};

const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn mail_servers_of_nginx_begin_tls_where_they_offer_it() {
    for starttls in [true, false] {
        let folder = certified();
        let ports = [free_port(), free_port(), free_port()];
        let server = |protocol: &str, port| format!("server {{ listen 127.0.0.1:{port}; protocol {protocol}; }}\n");
        let servers = [server("smtp", ports[0]), server("imap", ports[1]), server("pop3", ports[2])].concat();
        let path = folder.path().display();
        let word = if starttls { "on" } else { "off" };
        let configuration = format!(
            "load_module modules/ngx_mail_module.so;\nuser root;\ndaemon off;\nmaster_process off;\npid {path}/pid;\n\
             error_log {path}/log;\nevents {{}}\nmail {{\nserver_name mail.example;\nauth_http 127.0.0.1:1/;\n\
             ssl_certificate {path}/certificate;\nssl_certificate_key {path}/key;\nstarttls {word};\n{servers}}}\n"
        );
        std::fs::write(folder.path().join("nginx.conf"), configuration).unwrap();
        let mut nginx = Command::new("nginx");
        nginx.args(["-p", "/usr/share/nginx", "-c"]).arg(folder.path().join("nginx.conf"));
        let _server = Server::start(nginx);
        for (protocol, port) in [Protocol::Smtp, Protocol::Imap, Protocol::Pop3].into_iter().zip(ports) {
            assert_talks(protocol, port, starttls);
        }
    }
}

#[test]
fn slapd_begins_tls_where_it_has_a_certificate() {
    for starttls in [true, false] {
        let folder = certified();
        let path = folder.path().display();
        let certificate = if starttls {
            format!("TLSCertificateFile {path}/certificate\nTLSCertificateKeyFile {path}/key\n")
        } else {
            String::new()
        };
        std::fs::write(folder.path().join("slapd.conf"), format!("{certificate}pidfile {path}/pid\n")).unwrap();
        let port = free_port();
        let mut slapd = Command::new("/usr/sbin/slapd");
        slapd.args(["-d", "0", "-h", &format!("ldap://127.0.0.1:{port}"), "-f"]).arg(folder.path().join("slapd.conf"));
        let _server = Server::start(slapd);
        assert_talks(Protocol::Ldap, port, starttls);
    }
}

#[test]
fn postgresql_begins_tls_where_it_is_on() {
    let programs = PathBuf::from("/usr/lib/postgresql");
    let newest = std::fs::read_dir(&programs).unwrap().map(|entry| entry.unwrap().path()).max().unwrap().join("bin");
    let folder = certified();
    let data = folder.path().join("data");
    give_to_postgres(folder.path());
    let made =
        as_postgres(&newest.join("initdb")).args(["--no-sync", "-A", "trust", "-D"]).arg(&data).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    for starttls in [true, false] {
        let port = free_port();
        let mut postgres = as_postgres(&newest.join("postgres"));
        postgres.arg("-D").arg(&data);
        for setting in [
            format!("port={port}"),
            "listen_addresses=127.0.0.1".to_owned(),
            "unix_socket_directories=".to_owned(),
            format!("ssl={}", if starttls { "on" } else { "off" }),
            format!("ssl_cert_file={}/certificate", folder.path().display()),
            format!("ssl_key_file={}/key", folder.path().display()),
        ] {
            postgres.args(["-c", &setting]);
        }
        let _server = Server::start(postgres);
        assert_talks(Protocol::Postgres, port, starttls);
    }
}

fn assert_talks(protocol: Protocol, port: u16, offers: bool) {
    let (outcome, mut stream) = talk(protocol, port);
    if offers {
        assert_eq!(outcome, Some(Outcome::Begun { leftover: Vec::new() }), "{protocol:?}");
        assert_speaks_tls(&mut stream, protocol);
    } else {
        assert_eq!(outcome, Some(Outcome::NotOffered), "{protocol:?}");
    }
}

fn talk(protocol: Protocol, port: u16) -> (Option<Outcome>, TcpStream) {
    let mut stream = connect(port);
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut dialogue = Dialogue::new(protocol);
    let mut bytes = [0; 1024];
    while dialogue.outcome().is_none() {
        stream.write_all(&dialogue.take_output()).unwrap();
        match stream.read(&mut bytes).unwrap() {
            0 => dialogue.end(),
            read => dialogue.receive(&bytes[..read]),
        }
    }
    (dialogue.outcome().cloned(), stream)
}

/// A hello of TLS 1.2 is answered with a handshake record.
fn assert_speaks_tls(stream: &mut TcpStream, protocol: Protocol) {
    let extensions = [
        // supported_groups: x25519, secp256r1; ec_point_formats; signature_algorithms: ECDSA and RSA with SHA-256.
        &[0, 10, 0, 6, 0, 4, 0, 29, 0, 23][..],
        &[0, 11, 0, 2, 1, 0],
        &[0, 13, 0, 6, 0, 4, 4, 3, 4, 1],
    ]
    .concat();
    let suites = [0xc0, 0x2b, 0xc0, 0x2f];
    let body = [
        &[3, 3][..],
        &[7; 32],
        &[0, 0, suites.len().to_be_bytes()[7]],
        &suites,
        &[1, 0, 0, extensions.len().to_be_bytes()[7]],
        &extensions,
    ]
    .concat();
    let length = body.len().to_be_bytes()[7];
    stream.write_all(&[&[22, 3, 1, 0, length + 4, 1, 0, 0, length][..], &body].concat()).unwrap();
    let mut record = [0; 6];
    stream.read_exact(&mut record).unwrap();
    assert_eq!((record[0], record[1], record[5]), (22, 3, 2), "{protocol:?} answers with a server hello");
}

/// A folder with a certificate and its key.
fn certified() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    std::fs::write(folder.path().join("certificate"), made.cert.pem()).unwrap();
    std::fs::write(folder.path().join("key"), made.signing_key.serialize_pem()).unwrap();
    folder
}

/// `PostgreSQL` does not run as root, and wants a key that nobody else can read.
fn give_to_postgres(folder: &Path) {
    assert!(Command::new("chmod").arg("600").arg(folder.join("key")).status().unwrap().success());
    if is_root() {
        assert!(Command::new("chown").args(["-R", "postgres"]).arg(folder).status().unwrap().success());
    }
}

fn as_postgres(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid", "postgres", "--regid", "postgres", "--clear-groups"]).arg(program);
    command
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().unwrap().stdout == b"0\n"
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[expect(clippy::disallowed_methods, reason = "a server needs a moment to start")]
fn connect(port: u16) -> TcpStream {
    let begun = Instant::now();
    loop {
        match TcpStream::connect(("127.0.0.1", port)) {
            Ok(stream) => return stream,
            Err(error) => assert!(begun.elapsed() < PATIENCE, "no server on port {port}: {error}"),
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A process that ends with the test.
struct Server(Child);

impl Server {
    fn start(mut command: Command) -> Self {
        let started = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        Self(started.unwrap_or_else(|error| panic!("{command:?}: {error} (make setup installs it)")))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The server's own way to end, so that its children end, too.
        let id = self.0.id().to_string();
        let _ = Command::new("kill").args(["-INT", &id]).status();
        let _ = self.0.wait();
    }
}
