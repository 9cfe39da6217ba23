//! A small disk of its own: an image file with ext4 in it, mounted through a loop device. Needs root.

use anyhow::Context as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A mounted image; unmounted when dropped.
pub(crate) struct Image {
    pub(crate) mount: PathBuf,
}

impl Image {
    /// Makes a file system in a new image file.
    pub(crate) fn make(file: &Path, megabytes: u64) -> anyhow::Result<()> {
        let image = std::fs::File::create(file)?;
        image.set_len(megabytes << 20)?;
        run("mkfs.ext4", &["-q", "-F", "-O", "^metadata_csum_seed", "-m", "0", &file.display().to_string()])
    }

    /// Mounts an image at a new folder. Pages that nobody synced stay in memory for minutes.
    pub(crate) fn mount(file: &Path, mount: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(mount)?;
        let (file, place) = (file.display().to_string(), mount.display().to_string());
        run("mount", &["-o", "loop,commit=300", &file, &place]).context("mounting (root is needed)")?;
        Ok(Self { mount: mount.to_owned() })
    }
}

impl Drop for Image {
    fn drop(&mut self) {
        // What stays mounted is seen in the next round.
        let _ = run("umount", &[&self.mount.display().to_string()]);
    }
}

/// Runs a program to its end.
pub(crate) fn run(program: &str, arguments: &[&str]) -> anyhow::Result<()> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output();
    let output = output.with_context(|| format!("{program}: not found; scripts/install-test-packages installs it"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "{program} {arguments:?}: {said}");
    Ok(())
}
