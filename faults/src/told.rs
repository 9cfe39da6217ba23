//! What a writer tells whoever watches it, a line each, over a pipe: what it was told is durable, and what was refused. The pipe
//! outlives the writer, so an acknowledgement is never lost with it.

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{IoSlice, Write as _};
use std::os::fd::AsFd as _;
use std::sync::Mutex;

/// A line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Told {
    /// The ledger and its cities are open.
    Ready,
    /// Commands happened, durably: the events with this mark, which are this many and have this hash.
    Done { city: String, mark: String, events: usize, hash: String },
    /// A piece of evidence is kept, durably.
    Kept { city: String, blob: String, hash: String },
    /// A backup is complete; the stream of each city in it ends there.
    BackedUp { heads: Vec<(String, u64)> },
    /// A backup is restored, or a schema is up to date.
    Finished,
    /// Nothing of it happened, says this code. What it was is a mark, or another word.
    Refused { city: String, mark: String, code: String },
    /// A wrong answer while the fault lasted.
    Wrong { words: String },
    /// Everything was read while writing was refused.
    Read { events: usize },
}

impl Told {
    /// Does it say that something is there, durably?
    pub(crate) fn is_acknowledgement(&self) -> bool {
        matches!(self, Self::Done { .. } | Self::Kept { .. } | Self::BackedUp { .. })
    }

    /// What was refused, and with which code.
    pub(crate) fn refusal(&self) -> Option<(&str, &str)> {
        if let Self::Refused { mark, code, .. } = self { Some((mark, code)) } else { None }
    }
}

/// The end of the pipe that lines are told into.
pub(crate) struct Teller(Mutex<File>);

impl Teller {
    /// Standard output.
    pub(crate) fn new() -> anyhow::Result<Self> {
        let output = std::io::stdout().as_fd().try_clone_to_owned().context("standard output")?;
        Ok(Self(Mutex::new(output.into())))
    }

    /// Tells a line, whole: it is shorter than what a pipe takes at once. By `writev`, so that a fault in `write` spares it.
    pub(crate) fn tell(&self, told: &Told) -> anyhow::Result<()> {
        let line = serde_json::to_string(told)? + "\n";
        let mut output = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let written = output.write_vectored(&[IoSlice::new(line.as_bytes())])?;
        anyhow::ensure!(written == line.len(), "the pipe took a part of a line");
        Ok(())
    }
}
