//! Builds OpenSSL 1.1.1 into a folder, once: `lib` and `include` as the `openssl` crate wants them, and `bin/openssl`, whose client settles
//! what measuring programs disagree on. The crate that brings the source has a build of its own, which leaves out SSL 3.0.

use anyhow::{Context as _, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// SSL 3.0, and RC4, 3DES, SEED, IDEA with it.
const OPTIONS: [&str; 8] = [
    "no-shared",
    "no-dso",
    "no-engine",
    "no-tests",
    "enable-ssl3",
    "enable-ssl3-method",
    "enable-weak-ssl-ciphers",
    "linux-x86_64",
];

fn main() -> anyhow::Result<()> {
    let folder = std::env::args_os().nth(1).context("usage: old-openssl-library FOLDER")?;
    let folder = PathBuf::from(folder);
    let (library, include, programs) = (folder.join("lib"), folder.join("include"), folder.join("bin"));
    let source = folder.join("source");
    if programs.join("openssl").exists() {
        return Ok(());
    }
    if source.exists() {
        fs::remove_dir_all(&source)?;
    }
    copy(&openssl_src::source_dir(), &source)?;
    run(Command::new("perl").arg("./Configure").args(OPTIONS), &source)?;
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    // The targets that generate come first, so that the libraries can be built by name.
    run(Command::new("make").arg("build_generated"), &source)?;
    run(Command::new("make").arg(format!("-j{jobs}")).args(["libcrypto.a", "libssl.a", "apps/openssl"]), &source)?;
    copy(&source.join("include"), &include)?;
    fs::create_dir_all(&library)?;
    fs::create_dir_all(&programs)?;
    for name in ["libcrypto.a", "libssl.a"] {
        fs::copy(source.join(name), library.join(name))?;
    }
    // The last file says that all is there.
    fs::copy(source.join("apps/openssl"), programs.join("openssl"))?;
    fs::remove_dir_all(&source)?;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    run(Command::new("cp").arg("-R").arg(from.join(".")).arg(to), from)
}

fn run(command: &mut Command, folder: &Path) -> anyhow::Result<()> {
    let done = command.current_dir(folder).output().with_context(|| format!("{command:?}"))?;
    ensure!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
    Ok(())
}
