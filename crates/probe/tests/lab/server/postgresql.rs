//! `PostgreSQL` with a database that is made for the test.

use super::{Server, on_loopback};
use crate::certificates::Pair;
use std::path::{Path, PathBuf};
use std::process::Command;

impl Server {
    /// With these settings (`name=value`) besides TLS, which is on or off.
    pub(crate) fn postgresql(pair: Pair, tls: bool, settings: &[&str]) -> Self {
        let programs = PathBuf::from("/usr/lib/postgresql");
        let newest =
            std::fs::read_dir(&programs).unwrap().map(|entry| entry.unwrap().path()).max().unwrap().join("bin");
        let address = on_loopback();
        let folder = tempfile::tempdir().unwrap();
        let (data, certificate, key) =
            (folder.path().join("data"), folder.path().join("certificate"), folder.path().join("key"));
        std::fs::copy(pair.certificate(), &certificate).unwrap();
        std::fs::copy(pair.key(), &key).unwrap();
        give_to_postgres(folder.path());
        let mut initdb = as_postgres(&newest.join("initdb"));
        let made = initdb.args(["--no-sync", "-A", "trust", "-D"]).arg(&data).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let mut command = as_postgres(&newest.join("postgres"));
        command.arg("-D").arg(&data);
        for setting in [
            format!("port={}", address.port()),
            "listen_addresses=127.0.0.1".to_owned(),
            "unix_socket_directories=".to_owned(),
            "fsync=off".to_owned(),
            format!("ssl={}", if tls { "on" } else { "off" }),
            format!("ssl_cert_file={}", certificate.display()),
            format!("ssl_key_file={}", key.display()),
        ] {
            command.args(["-c", &setting]);
        }
        for setting in settings {
            command.args(["-c", setting]);
        }
        Self::start(command, address, vec![pair], Some(folder))
    }
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
