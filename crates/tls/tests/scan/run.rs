//! Runs a scan against a model: answers in the order asked, or shuffled, or lost on the way.

use crate::model::Server;
use tls::scan::{Effort, Scan, Subject};
use tls::{Observation, Reply};

pub(crate) struct Run {
    pub(crate) observation: Observation,
    pub(crate) connections: u32,
    /// Rounds: replies to everything under way come before the next questions are put.
    pub(crate) rounds: u32,
}

pub(crate) fn subject() -> Subject {
    Subject {
        address: "192.0.2.1:443".to_owned(),
        server_name: Some("example.jp".to_owned()),
        starttls: None,
        at: "2026-04-01T00:00:00Z".parse().unwrap(),
        kijun: "0.1.0".to_owned(),
    }
}

pub(crate) fn scan(server: &Server, previous: Option<&Observation>) -> Run {
    scan_with(Effort::default(), previous, |_, inquiry| server.answer(inquiry))
}

/// `answer` gets the number of the connection.
pub(crate) fn scan_with(
    effort: Effort,
    previous: Option<&Observation>,
    mut answer: impl FnMut(u32, &tls::Inquiry) -> Reply,
) -> Run {
    let mut scan = Scan::new(subject(), effort, previous);
    let (mut connections, mut rounds) = (0, 0);
    loop {
        let mut asked = Vec::new();
        while let Some((ticket, inquiry)) = scan.next_inquiry() {
            asked.push((ticket, answer(connections, &inquiry)));
            connections += 1;
            assert!(connections < 3000, "no end");
        }
        if asked.is_empty() {
            assert!(scan.is_finished(), "nothing under way, and not finished");
            break;
        }
        rounds += 1;
        for (ticket, reply) in asked {
            scan.answered(ticket, &reply);
        }
    }
    Run { observation: scan.observation(connections), connections, rounds }
}
