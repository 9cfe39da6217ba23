//! A throwaway PostgreSQL cluster for tests: in a folder of its own, on a Unix socket only, with Debian's binaries. One cluster
//! serves a whole test binary; each test makes a database of its own. Nothing of it remains, however the tests end: a shell
//! waits for the tests' end of a pipe to close, stops the server and removes the folder. Not for anything but tests.

use std::io::{self, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A running cluster. Dropping it (or the end of the process) stops and removes it.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    binaries: PathBuf,
    databases: AtomicU32,
    keeper: Child,
}

/// Starts the server, says so, and cleans up once standard input ends. `$1` binaries, `$2` folder, `$3` whether it syncs.
const KEEPER: &str = r#"
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c "fsync=$3" -c max_connections=200 >"$2/log" 2>&1 &
server=$!
trap '' INT TERM HUP
until "$1/pg_isready" -q -h "$2"; do kill -0 $server || { cat "$2/log" >&2; rm -rf "$2"; exit 1; }; sleep 0.05; done
echo ready
read -r _
kill -INT $server
wait $server
# Its own folder it can remove only where anybody may; elsewhere that is left to whoever started it.
rm -rf "$2" 2>/dev/null
"#;

impl Cluster {
    /// Makes and starts a cluster; some two seconds. Errors name what is missing (Debian: the package `postgresql`).
    pub fn start() -> io::Result<Self> {
        Self::start_beneath(&std::env::temp_dir(), "off")
    }

    /// The same beneath this folder, which every user must be able to enter, with a server that syncs what it acknowledges.
    pub fn start_durable(beneath: &Path) -> io::Result<Self> {
        Self::start_beneath(beneath, "on")
    }

    fn start_beneath(parent: &Path, syncs: &str) -> io::Result<Self> {
        let binaries = find_binaries()?;
        let folder = tempfile::Builder::new().prefix("kijun-postgres-").tempdir_in(parent)?.keep();
        let result = Self::start_in(&binaries, &folder, syncs);
        if result.is_err() {
            // The first error is the one to tell.
            let _ = std::fs::remove_dir_all(&folder);
        }
        result
    }

    fn start_in(binaries: &Path, folder: &Path, syncs: &str) -> io::Result<Self> {
        if is_root(folder)? {
            // PostgreSQL refuses to run as root; Debian's package has made a user for it.
            run(Command::new("chown").arg("postgres").arg(folder))?;
        }
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
        let initdb = binaries.join("initdb");
        let mut command = as_server_user(folder, &initdb);
        run(command.arg("-D").arg(folder.join("data")).args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ]))?;
        let mut command = as_server_user(folder, Path::new("/bin/sh"));
        let mut keeper = command
            .args(["-c", KEEPER, "keeper"])
            .arg(binaries)
            .arg(folder)
            .arg(syncs)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut ready = [0; 6];
        let output = keeper.stdout.as_mut().ok_or_else(|| io::Error::other("no pipe"))?;
        output.read_exact(&mut ready).map_err(|_| io::Error::other("PostgreSQL did not start; its log is above"))?;
        Ok(Self { folder: folder.into(), binaries: binaries.into(), databases: AtomicU32::new(0), keeper })
    }

    /// Makes an empty database; its URL.
    pub fn create_database(&self) -> io::Result<String> {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::SeqCst));
        run(Command::new(self.binaries.join("createdb")).args(["-U", "postgres", "-h"]).arg(&self.folder).arg(&name))?;
        Ok(self.url(&name))
    }

    /// The URL of a database of this cluster.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}", self.folder.display())
    }

    /// Everything that a database holds, as `pg_dump` writes it.
    pub fn dump(&self, url: &str, arguments: &[&str]) -> io::Result<Vec<u8>> {
        let output = Command::new(self.binaries.join("pg_dump")).args(arguments).arg(url).output()?;
        if output.status.success() { Ok(output.stdout) } else { Err(io::Error::other("pg_dump failed")) }
    }

    /// The folder with the server's files.
    pub fn data_folder(&self) -> PathBuf {
        self.folder.join("data")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // Nobody is left to hear of a failure.
        let _ = self.keeper.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The folder of the server's programs. Debian keeps them off the path, by version: the newest.
pub fn find_binaries() -> io::Result<PathBuf> {
    let missing = || io::Error::other("no PostgreSQL server found: install Debian's package `postgresql` (make setup)");
    let versions = std::fs::read_dir("/usr/lib/postgresql").map_err(|_| missing())?;
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, binaries)| binaries.join("initdb").exists())
        .collect();
    found.sort();
    found.pop().map(|(_, binaries)| binaries).ok_or_else(missing)
}

/// A command as the user that the server runs as.
fn as_server_user(folder: &Path, program: &Path) -> Command {
    // Whoever owns the folder now: on root's behalf it was given away.
    let is_own = run(Command::new("test").arg("-O").arg(folder)).is_ok();
    let mut command = if is_own {
        Command::new(program)
    } else {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]).arg(program);
        command
    };
    command.current_dir("/");
    command
}

/// A fresh folder belongs to who runs the tests.
fn is_root(fresh_folder: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    Ok(std::fs::metadata(fresh_folder)?.uid() == 0)
}

fn run(command: &mut Command) -> io::Result<()> {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(());
    }
    let program = command.get_program().display();
    Err(io::Error::other(format!("{program} failed: {}", String::from_utf8_lossy(&output.stderr))))
}
