//! An S3 server (`kijun-faults-s3`) as a process of its own: killed, stopped, restarted, its connections reset.

use crate::campaign::Setting;
use crate::image::run;
use anyhow::Context as _;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

/// The bucket, and who may use it.
pub(crate) const BUCKET: &str = "evidence";
pub(crate) const KEY: (&str, &str) = ("faults-key", "faults-secret");

/// A server under way; killed when dropped.
pub(crate) struct S3 {
    folder: PathBuf,
    /// The port that it was given when it was first started.
    port: u16,
    process: Child,
    orders: ChildStdin,
}

impl S3 {
    /// A server over this folder, with the bucket.
    pub(crate) fn start(folder: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder.join(BUCKET))?;
        let (process, orders, port) = start(folder, 0)?;
        Ok(Self { folder: folder.to_owned(), port, process, orders })
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Kills it with signal 9: connections are reset, and new ones refused.
    pub(crate) fn kill(&mut self) -> anyhow::Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }

    /// Starts it again, on the same port.
    pub(crate) fn start_again(&mut self) -> anyhow::Result<()> {
        (self.process, self.orders, _) = start(&self.folder, self.port)?;
        Ok(())
    }

    /// Resets every connection that is open now.
    pub(crate) fn reset_connections(&mut self) -> anyhow::Result<()> {
        self.orders.write_all(b"reset\n").context("the S3 server is gone")
    }

    /// `STOP` or `CONT`: a stopped server takes connections and answers none.
    pub(crate) fn signal(&self, name: &str) -> anyhow::Result<()> {
        run("kill", &[&format!("-{name}"), &self.process.id().to_string()])
    }
}

impl Drop for S3 {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.kill();
    }
}

fn start(folder: &Path, port: u16) -> anyhow::Result<(Child, ChildStdin, u16)> {
    let mut command = Command::new(Setting::beside("kijun-faults-s3")?);
    command.arg(folder).arg(port.to_string()).args([KEY.0, KEY.1]);
    let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let orders = process.stdin.take().context("a pipe")?;
    let mut line = String::new();
    BufReader::new(process.stdout.take().context("a pipe")?).read_line(&mut line)?;
    let port = line.trim().parse().context("the S3 server did not start")?;
    Ok((process, orders, port))
}
