//! `kijun probe keygen`: a key for the machine that measures; its public half for whoever imports.

use crate::console::{Console, Exit};
use anyhow::Context as _;
use probe::signed::SigningKey;
use standard::Text;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

pub(super) fn run(path: &Path, console: &mut Console) -> anyhow::Result<Exit> {
    let named = || path.display().to_string();
    let mut seed = [0; 32];
    aws_lc_rs::rand::fill(&mut seed).context("no randomness")?;
    let key = SigningKey::from_seed(seed).map_err(|rejected| console.problems(&[rejected.problem(&named())]))?;
    // Another key of that name may be the only one that verifies what was signed.
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(mut file) => file.write_all(key.to_file().as_bytes()).with_context(named)?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let message = Text::new(format!("{} はすでにあります", named()), format!("{} already exists", named()));
            let hint = Text::new("別の名にします", "choose another name");
            return Err(console.refuse(&message, &hint).into());
        }
        Err(error) => return Err(error).with_context(named),
    }
    writeln!(console.out(), "{}", key.public().text())?;
    console.say(&Text::new(
        format!("鍵を {} に書きました(外に出さない)。上の公開鍵を、結果を読む人に渡します", named()),
        format!("wrote the key to {} (keep it); give the public key above to whoever imports", named()),
    ));
    Ok(Exit::Conforms)
}
