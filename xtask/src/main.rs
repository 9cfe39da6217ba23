//! Checks of the house that neither the compiler nor a test makes: `cargo run -p xtask -- floors`.

mod floors;

use anyhow::{Context as _, bail};
use std::process::Command;

fn main() -> anyhow::Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("floors") => {
            let metadata = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
                .args(["metadata", "--format-version=1", "--no-deps", "--locked"])
                .output()
                .context("cargo metadata")?;
            if !metadata.status.success() {
                bail!("cargo metadata: {}", String::from_utf8_lossy(&metadata.stderr));
            }
            let rooms = floors::rooms(&serde_json::from_slice(&metadata.stdout)?)?;
            let wrong = floors::violations(&rooms);
            if !wrong.is_empty() {
                bail!("a room depends only on rooms below it:\n  {}", wrong.join("\n  "));
            }
            println!("{} rooms, each depends only on rooms below it", rooms.len());
            Ok(())
        }
        _ => bail!("usage: cargo run -p xtask -- floors"),
    }
}
