//! `kijun probe` with servers on this machine: what the book shows, and TLS that is begun midway.

use crate::documented::commands;
use crate::run::{repository, shown};
use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// A process that ends with the test.
struct Server(Child);

impl Server {
    fn start(mut command: Command, port: u16) -> Self {
        let started = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let server = Self(started.unwrap_or_else(|error| panic!("{command:?}: {error} (make setup installs it)")));
        for _ in 0..500 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return server;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("{command:?} does not listen");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A certificate with its key in a folder, made by openssl.
fn certify(folder: &Path) {
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "30"])
        .args(["-keyout", "server.key", "-out", "server.crt"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

/// OpenSSL with one version and three suites.
fn openssl(folder: &Path) -> (Server, u16) {
    certify(folder);
    let port = free_port();
    let mut command = Command::new("openssl");
    command.args(["s_server", "-quiet", "-tls1_2", "-cert", "server.crt", "-key", "server.key"]);
    command.args(["-cipher", "ECDHE+AESGCM:ECDHE+CHACHA20", "-accept", &format!("127.0.0.1:{port}")]);
    command.current_dir(folder);
    (Server::start(command, port), port)
}

fn shell(command: &str, folder: &Path) -> Output {
    let path = format!("{}:{}", folder.join("bin").display(), std::env::var("PATH").unwrap());
    Command::new("sh").args(["-c", command]).current_dir(folder).env("PATH", path).output().unwrap()
}

#[test]
fn what_the_page_shows_runs_in_its_order() {
    let folder = tempfile::tempdir().unwrap();
    let (_server, port) = openssl(folder.path());
    std::os::unix::fs::symlink(repository().join("examples"), folder.path().join("examples")).unwrap();
    std::fs::create_dir(folder.path().join("bin")).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_kijun"), folder.path().join("bin/kijun")).unwrap();
    let of_readme = commands("README.md").into_iter().filter(|command| command.starts_with("kijun probe"));
    let shown_commands: Vec<String> = of_readme.chain(commands("docs/probe.md")).collect();
    assert_eq!(shown_commands.len(), 9, "{shown_commands:#?}");
    for command in shown_commands {
        let command = command.replace("8443", &port.to_string());
        let output = shell(&command, folder.path());
        assert!(matches!(output.status.code(), Some(0 | 1)), "{command}\n{}", shown(&output));
        assert!(!shown(&output).contains("確認不能"), "{command}\n{}", shown(&output));
    }
    let signed = std::fs::read_to_string(folder.path().join("測定.signed")).unwrap();
    assert!(signed.starts_with("kijun signed observation 1\nby: 情報システム課 仙台花子\nmachine: "), "{signed}");
}

#[test]
fn a_server_is_measured_and_again_from_the_earlier_result() {
    let folder = tempfile::tempdir().unwrap();
    let (_server, port) = openssl(folder.path());
    let target = format!("127.0.0.1:{port}");
    let previous = folder.path().join("previous.json");
    let measure = |more: &[&str]| {
        let mut arguments = vec!["probe", &target, "--allow-private", "127.0.0.0/8", "--format", "json"];
        arguments.extend(["--country-db", "crates/probe/tests/guard/places/nested.mmdb"]);
        let port = port.to_string();
        arguments.extend(["--ports", &port]);
        arguments.extend(more);
        let output = crate::run::kijun(&arguments);
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        (document, output.stdout)
    };
    let (first, bytes) = measure(&[]);
    std::fs::write(&previous, bytes).unwrap();
    let (again, _) = measure(&["--previous", previous.to_str().unwrap()]);
    assert_eq!(first["versions"]["TLSv1.2"], "accepted");
    assert_eq!(first["versions"]["TLSv1.3"], "refused");
    let mut names: Vec<&str> =
        first["suites"]["TLSv1.2"].as_array().unwrap().iter().map(|suite| suite["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
        ]
    );
    assert_eq!(first["allowed_private"], "127.0.0.0/8");
    let schema = std::fs::read_to_string(repository().join("docs/schema/probe.schema.json")).unwrap();
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    assert_eq!(keys(&first), keys(&schema["properties"]));
    assert_eq!(keys(&first["country_hint"]), keys(&schema["properties"]["country_hint"]["properties"]));
    assert_eq!(first["suites"], again["suites"]);
}

fn keys(object: &serde_json::Value) -> BTreeSet<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn where_nobody_listens_is_found_out_soon_and_is_no_verdict() {
    let (port, target) = (free_port().to_string(), "127.0.0.1");
    let arguments = ["probe", &format!("{target}:{port}"), "--ports", &port, "--allow-private", "127.0.0.0/8"];
    let output = crate::run::kijun(&[&arguments[..], &["--format", "json"]].concat());
    assert_eq!(output.status.code(), Some(1), "{}", shown(&output));
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["verdict"]["item"]["state"], "unreachable");
    assert!(document["connections"].as_u64().unwrap() <= 20, "{}", document["connections"]);
}

#[test]
fn tls_that_is_begun_midway_is_measured_like_any_other() {
    let folder = tempfile::tempdir().unwrap();
    certify(folder.path());
    let port = free_port();
    let path = folder.path().display();
    let configuration = format!(
        "load_module modules/ngx_mail_module.so;\nuser root;\ndaemon off;\nmaster_process off;\npid {path}/pid;\n\
         error_log {path}/log;\nevents {{}}\nmail {{\nserver_name mail.example;\nauth_http 127.0.0.1:1/;\nstarttls on;\n\
         ssl_certificate {path}/server.crt;\nssl_certificate_key {path}/server.key;\nssl_protocols TLSv1.2;\n\
         ssl_ciphers ECDHE-RSA-AES128-GCM-SHA256;\nserver {{ listen 127.0.0.1:{port}; protocol smtp; }}\n}}\n"
    );
    std::fs::write(folder.path().join("nginx.conf"), configuration).unwrap();
    let mut nginx = Command::new("nginx");
    nginx.args(["-p", "/usr/share/nginx", "-c"]).arg(folder.path().join("nginx.conf"));
    let _server = Server::start(nginx, port);
    let (target, ports) = (format!("127.0.0.1:{port}"), port.to_string());
    let arguments = ["probe", &target, "--ports", &ports, "--allow-private", "127.0.0.0/8", "--format", "json"];
    let begun = crate::run::kijun(&[&arguments[..], &["--starttls", "smtp"]].concat());
    let document: serde_json::Value = serde_json::from_slice(&begun.stdout).unwrap();
    assert_eq!(document["starttls"], "smtp");
    assert_eq!(document["suites"]["TLSv1.2"][0]["name"], "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "{}", shown(&begun));
    assert_eq!(document["suites"]["TLSv1.2"].as_array().unwrap().len(), 1);
}

/// Refuses every version a moment after it was asked, and counts the connections that are open at a time.
fn refusing() -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("0.0.0.0:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (open, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&most);
    std::thread::spawn(move || {
        for mut connection in listener.incoming().map_while(Result::ok) {
            let open = Arc::clone(&open);
            counted.fetch_max(open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            std::thread::spawn(move || {
                let mut bytes = [0; 4096];
                if connection.read(&mut bytes).is_ok_and(|count| count > 0) {
                    std::thread::sleep(Duration::from_millis(100));
                    // protocol_version
                    let _ = connection.write_all(&[0x15, 3, 1, 0, 2, 2, 70]);
                }
                while connection.read(&mut bytes).is_ok_and(|count| count > 0) {}
                open.fetch_sub(1, Ordering::SeqCst);
            });
        }
    });
    (port, most)
}

#[test]
fn many_targets_at_one_address_are_measured_one_after_the_other() {
    let (port, most) = refusing();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("targets"), format!("127.0.0.1:{port}\n").repeat(6)).unwrap();
    let probe = [env!("CARGO_BIN_EXE_kijun"), "probe", "--from", "targets", "--format", "jsonl"];
    let port = port.to_string();
    let output = Command::new(probe[0])
        .args(&probe[1..])
        .args(["--ports", &port, "--allow-private", "127.0.0.0/8"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 6, "{}", shown(&output));
    let most = most.load(Ordering::SeqCst);
    // Ten of one scan, and some of the one before of whose end the server has not heard yet.
    assert!((6..20).contains(&most), "{most} connections at a time");
}

#[test]
fn many_targets_in_a_hurry_open_no_more_files_than_a_process_may() {
    let (port, _) = refusing();
    let folder = tempfile::tempdir().unwrap();
    let targets: Vec<String> = (2..42).map(|last| format!("127.0.0.{last}:{port}")).collect();
    std::fs::write(folder.path().join("targets"), targets.join("\n")).unwrap();
    let kijun = env!("CARGO_BIN_EXE_kijun");
    let probe =
        format!("{kijun} probe --from targets --ports {port} --allow-private 127.0.0.0/8 --fast --format jsonl");
    let output = shell(&format!("ulimit -n 400; {probe}"), folder.path());
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(lines.lines().count(), 40, "{}", shown(&output));
    for line in lines.lines() {
        let seen: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(
            (&seen["versions"]["TLSv1.3"], &seen["unknown"]),
            (&"refused".into(), &serde_json::json!([])),
            "{line}"
        );
    }
}
