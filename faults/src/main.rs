//! Fault campaigns of Kijun: `make faults`. Each fault has a file under `campaigns`; here they are chosen, run and printed. Exit
//! code 1 on any violation; the seed that is printed repeats what was chosen, though not how the writers interleaved.

mod campaign;
mod campaigns;
mod check;
mod child;
mod dice;
mod home;
mod image;
mod mark;
mod place;
mod s3;
mod server;
mod stopwatch;
mod strace;
mod tally;
mod told;
mod work;
mod writer;

use campaign::{CAMPAIGNS, Campaign, Setting};
use std::process::ExitCode;
use tally::Tally;

const USAGE: &str = "usage: kijun-faults all|NAME… [--short] [--seed N] [--rounds N]";

fn main() -> anyhow::Result<ExitCode> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, orders] = words.as_slice()
        && mode == "writer"
    {
        writer::run(&serde_json::from_str(orders)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(chosen) = Chosen::read(&words) else {
        let names: Vec<&str> = CAMPAIGNS.iter().map(|campaign| campaign.name).collect();
        eprintln!("{USAGE}\nNAME: {}", names.join(", "));
        return Ok(ExitCode::from(2));
    };
    println!("seed {}\n{}", chosen.seed, tally::HEADING);
    let (waiting, working): (Vec<_>, Vec<_>) = chosen.campaigns.iter().partition(|campaign| campaign.waits);
    let violated: Vec<&str> = std::thread::scope(|scope| {
        let beside = scope.spawn(|| chosen.run_all(&waiting));
        let mut violated = chosen.run_all(&working);
        violated.extend(beside.join().unwrap_or_else(|_| vec!["a campaign panicked"]));
        violated
    });
    if violated.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    println!("\nviolated: {}; again with --seed {}", violated.join(", "), chosen.seed);
    Ok(ExitCode::FAILURE)
}

/// What the words of the command line ask for.
struct Chosen {
    campaigns: Vec<&'static Campaign>,
    is_short: bool,
    seed: u64,
    rounds: Option<u64>,
}

impl Chosen {
    fn read(words: &[String]) -> Option<Self> {
        let mut chosen = Self { campaigns: Vec::new(), is_short: false, seed: 1, rounds: None };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--short" => chosen.is_short = true,
                "--seed" => chosen.seed = words.next()?.parse().ok()?,
                "--rounds" => chosen.rounds = Some(words.next()?.parse().ok()?),
                "all" => chosen.campaigns.extend(&CAMPAIGNS),
                name => chosen.campaigns.push(CAMPAIGNS.iter().find(|campaign| campaign.name == name)?),
            }
        }
        (!chosen.campaigns.is_empty()).then_some(chosen)
    }

    /// Runs campaigns one after the other; the names of those that were violated.
    fn run_all(&self, campaigns: &[&'static Campaign]) -> Vec<&'static str> {
        campaigns.iter().filter(|campaign| !self.run(campaign)).map(|campaign| campaign.name).collect()
    }

    /// Runs a campaign and prints its line; true if nothing was violated.
    fn run(&self, campaign: &Campaign) -> bool {
        let (full, short) = campaign.rounds;
        let rounds = self.rounds.unwrap_or(if self.is_short { short } else { full });
        let mut tally = Tally::default();
        if let Err(error) = (campaign.run)(&Setting { seed: self.seed, rounds }, &mut tally) {
            tally.wrong(format!("the campaign broke off: {error:#}"));
        }
        println!("{}", tally.line(campaign.name));
        tally.violations() == 0
    }
}
