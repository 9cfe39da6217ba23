//! The test server of NSS, the library of Firefox: the one in Debian that still speaks SSL 3.0. It listens on all addresses, and is asked
//! on loopback.

use super::{Server, on_loopback};
use crate::certificates::Pair;
use std::path::Path;
use std::process::Command;

impl Server {
    /// With these arguments.
    pub(crate) fn nss(pair: Pair, arguments: &[&str]) -> Self {
        let address = on_loopback();
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sql:{}", folder.path().display());
        let bundle = folder.path().join("pair.p12");
        let mut export = Command::new("openssl");
        export.args(["pkcs12", "-export", "-name", "lab", "-passout", "pass:lab", "-inkey"]).arg(pair.key());
        run(export.arg("-in").arg(pair.certificate()).arg("-out").arg(&bundle), folder.path());
        run(Command::new("certutil").args(["-N", "--empty-password", "-d", &database]), folder.path());
        let mut import = Command::new("pk12util");
        import.args(["-W", "lab", "-K", "", "-d", &database, "-i"]).arg(&bundle);
        run(&mut import, folder.path());
        let mut command = Command::new("selfserv");
        command.args(["-n", "lab", "-p", &address.port().to_string(), "-d", &database]).args(arguments);
        Self::start(command, address, vec![pair], Some(folder))
    }
}

fn run(command: &mut Command, folder: &Path) {
    let done = command.current_dir(folder).output();
    let done = done.unwrap_or_else(|error| panic!("{command:?}: {error} (make setup installs it)"));
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
}
