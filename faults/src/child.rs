//! A writer as a child process: started, listened to, killed.

use crate::told::Told;
use crate::writer::Orders;
use anyhow::{Context as _, bail};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// How long anything that a writer should do may take before the campaign gives up.
const PATIENCE: Duration = Duration::from_mins(2);

/// A writer under way.
pub(crate) struct Writer {
    child: Child,
    lines: Receiver<Told>,
    /// Everything it told so far.
    pub(crate) told: Vec<Told>,
}

impl Writer {
    /// Starts a writer. `through` is a program with arguments that runs it (and becomes it, or its child stays alone).
    pub(crate) fn start(through: &[String], orders: &Orders) -> anyhow::Result<Self> {
        let own = std::env::current_exe()?.display().to_string();
        let mut words = through.iter().cloned().chain([own, "writer".to_owned(), serde_json::to_string(orders)?]);
        let mut command = Command::new(words.next().context("a program")?);
        let child = command.args(words).stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut child = child.with_context(|| format!("{}", command.get_program().display()))?;
        let output = BufReader::new(child.stdout.take().context("a pipe")?);
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                // A line that is no line was cut off by the end of the writer.
                let Ok(told) = serde_json::from_str(&line) else { continue };
                if sender.send(told).is_err() {
                    return;
                }
            }
        });
        Ok(Self { child, lines, told: Vec::new() })
    }

    /// Listens until a line is what is waited for.
    pub(crate) fn wait_for(&mut self, wanted: impl Fn(&Told) -> bool) -> anyhow::Result<()> {
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(told) => {
                    let found = wanted(&told);
                    self.told.push(told);
                    if found {
                        return Ok(());
                    }
                }
                Err(RecvTimeoutError::Timeout) => bail!("the writer told nothing new for {PATIENCE:?}"),
                Err(RecvTimeoutError::Disconnected) => bail!("the writer ended: {:?}", self.child.wait()),
            }
        }
    }

    /// What it told meanwhile, without waiting.
    pub(crate) fn listen(&mut self) -> impl Iterator<Item = Told> + use<> {
        let new: Vec<Told> = self.lines.try_iter().collect();
        self.told.extend(new.iter().cloned());
        new.into_iter()
    }

    /// Listens until so many more writes were acknowledged.
    pub(crate) fn wait_for_acknowledgements(&mut self, count: u64) -> anyhow::Result<()> {
        for _ in 0..count {
            self.wait_for(Told::is_acknowledgement)?;
        }
        Ok(())
    }

    /// Kills it with signal 9; everything it told.
    pub(crate) fn kill(mut self) -> anyhow::Result<Vec<Told>> {
        // It may have ended by itself.
        let _ = self.child.kill();
        self.child.wait()?;
        self.told.extend(self.lines.iter());
        Ok(std::mem::take(&mut self.told))
    }

    /// Waits for its own end; everything it told, and how it ended.
    pub(crate) fn finish(mut self) -> anyhow::Result<(Vec<Told>, ExitStatus)> {
        self.told.extend(self.lines.iter());
        Ok((std::mem::take(&mut self.told), self.child.wait()?))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // Where a campaign broke off it still works.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
