//! A PostgreSQL server in a network namespace of its own, reached over one link that can be cut, or made to swallow
//! what is sent on it. Needs root.

use crate::image::run;
use anyhow::Context as _;
use std::path::PathBuf;
use tempfile::TempDir;

/// A running server; stopped and removed with its namespace when dropped.
pub(crate) struct Server {
    folder: TempDir,
    binaries: PathBuf,
    namespace: String,
    link: String,
    /// The addresses of the link's ends.
    here: String,
    there: String,
}

/// Which way of a link swallows what is sent.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Way {
    /// What the server is sent.
    There,
    /// What the server answers.
    Back,
}

/// Nobody's: what is sent to it on a link, the other end does not take.
const NOBODY: &str = "02:00:00:00:00:66";

impl Server {
    /// `net` is 18 or 19: two servers of one process have different ones.
    pub(crate) fn start(net: u8) -> anyhow::Result<Self> {
        let process = std::process::id();
        let binaries = postgres_for_tests::find_binaries()?;
        let folder = TempDir::with_prefix("faults-postgres-")?;
        // Of the range for testing (RFC 2544), four addresses a process: two campaigns at once must not meet.
        let end = |nth: u32| format!("198.{net}.{}.{}", process / 64 % 256, process % 64 * 4 + nth);
        let (here, there) = (end(1), end(2));
        let (namespace, link) = (format!("kijun{net}-{process}"), format!("kj{net}-{process}"));
        let server = Self { folder, binaries, namespace, link, here, there };
        server.make_namespace().context("a network namespace (root is needed)")?;
        run("chown", &["postgres", &server.path("")])?;
        server.as_postgres(
            "initdb",
            &["-D", &server.path("data"), "-U", "postgres", "--auth=trust", "--encoding=UTF8"],
        )?;
        let access = std::fs::OpenOptions::new().append(true).open(server.path("data/pg_hba.conf"));
        std::io::Write::write_all(&mut access?, b"host all all 198.18.0.0/15 trust\n")?;
        let settings = format!("listen_addresses = '{}'\nunix_socket_directories = ''\n", server.there);
        let file = std::fs::OpenOptions::new().append(true).open(server.path("data/postgresql.conf"));
        std::io::Write::write_all(&mut file?, settings.as_bytes())?;
        server.control(&["start"])?;
        Ok(server)
    }

    /// A database of this number; its URL.
    pub(crate) fn create_database(&self, number: u64) -> anyhow::Result<String> {
        let name = format!("faults_{number}");
        self.as_postgres("createdb", &["-h", &self.there, "-U", "postgres", &name])?;
        Ok(format!("postgres://postgres@{}/{name}", self.there))
    }

    /// `pg_ctl`, until it is done.
    pub(crate) fn control(&self, words: &[&str]) -> anyhow::Result<()> {
        let (data, log) = (self.path("data"), self.path("log"));
        self.as_postgres("pg_ctl", &[&["-s", "-w", "-D", &data, "-l", &log], words].concat())
    }

    /// `up` or `down`.
    pub(crate) fn set_link(&self, state: &str) -> anyhow::Result<()> {
        run("ip", &["link", "set", &self.link, state])
    }

    /// From now on one way of the link swallows everything, and neither end is told: no link is down, nothing is refused.
    pub(crate) fn swallow(&self, way: Way) -> anyhow::Result<()> {
        self.set_neighbour(way, &["lladdr", NOBODY, "nud", "permanent"])
    }

    /// Lets everything through again.
    pub(crate) fn let_through(&self, way: Way) -> anyhow::Result<()> {
        // A neighbour that may be asked after again is found again.
        self.set_neighbour(way, &["lladdr", NOBODY, "nud", "failed"])
    }

    fn set_neighbour(&self, way: Way, words: &[&str]) -> anyhow::Result<()> {
        let (before, neighbour, link): (&[&str], _, _) = match way {
            Way::There => (&[], &self.there, self.link.as_str()),
            Way::Back => (&["-n", &self.namespace], &self.here, "server"),
        };
        run("ip", &[before, &["neighbour", "replace", neighbour, "dev", link], words].concat())
    }

    fn make_namespace(&self) -> anyhow::Result<()> {
        let (namespace, link) = (self.namespace.as_str(), self.link.as_str());
        let (outside, inside) = (format!("{}/30", self.here), format!("{}/30", self.there));
        run("ip", &["netns", "add", namespace])?;
        run("ip", &["link", "add", link, "type", "veth", "peer", "name", "server", "netns", namespace])?;
        run("ip", &["address", "add", &outside, "dev", link])?;
        run("ip", &["link", "set", link, "up"])?;
        run("ip", &["-n", namespace, "address", "add", &inside, "dev", "server"])?;
        run("ip", &["-n", namespace, "link", "set", "server", "up"])?;
        run("ip", &["-n", namespace, "link", "set", "lo", "up"])
    }

    /// Runs one of the server's programs in the namespace, as the user that it insists on.
    fn as_postgres(&self, program: &str, arguments: &[&str]) -> anyhow::Result<()> {
        let program = self.binaries.join(program).display().to_string();
        let before = ["netns", "exec", &self.namespace, "setpriv", "--reuid=postgres", "--regid=postgres"];
        run("ip", &[&before, &["--clear-groups", "--", &program][..], arguments].concat())
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nobody is left to hear of a failure.
        let _ = self.control(&["stop", "-m", "immediate"]);
        let _ = run("ip", &["netns", "delete", &self.namespace]);
    }
}
