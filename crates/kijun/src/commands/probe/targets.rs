//! The targets of the command line and of a file, read and told where they cannot be.

use crate::cli::{InputFormat, Measuring};
use crate::console::{Console, Exit};
use crate::files;
use probe::guard::{Policy, Target};
use standard::problem::Place;

/// A target and how it was written.
pub(super) struct Asked {
    pub(super) written: String,
    pub(super) target: Target,
}

/// What the flags allow: the protocol's port and the ports named, public addresses and the networks named.
pub(super) fn policy(arguments: &Measuring) -> Policy {
    let port = arguments.starttls.map_or(443, |flag| tls::starttls::Protocol::from(flag).default_port());
    let policy = arguments.ports.iter().fold(Policy::on_port(port), |policy, &port| policy.with_port(port));
    arguments.allow_private.iter().fold(policy, |policy, &network| policy.allowing(network))
}

/// Reads all targets. Those that cannot be read are told, and the others stay.
pub(super) fn read(arguments: &Measuring, console: &Console) -> anyhow::Result<(Vec<Asked>, Exit)> {
    let mut asked = Vec::new();
    let mut exit = Exit::Conforms;
    let mut take = |written: &str, place: Option<(&str, usize)>| match Target::parse(written) {
        Ok(target) => asked.push(Asked { written: written.to_owned(), target }),
        Err(refusal) => {
            let mut problem = refusal.problem(written);
            if let Some((file, line)) = place {
                file.clone_into(&mut problem.source);
                problem.place = Place::Text { line, column: 1 };
            }
            exit = exit.and(console.problems(&[problem]).0);
        }
    };
    for written in &arguments.targets {
        take(written, None);
    }
    if let Some(path) = &arguments.from {
        let mut input = files::open(path, Some(InputFormat::Toml))?;
        match files::read_text(&mut input)? {
            Ok(text) => {
                for (line, words) in text.lines().enumerate() {
                    let written = words.split('#').next().unwrap_or_default().trim();
                    if !written.is_empty() {
                        take(written, Some((&input.name, line + 1)));
                    }
                }
            }
            Err(problem) => exit = exit.and(console.problems(&[problem]).0),
        }
    }
    Ok((asked, exit))
}
