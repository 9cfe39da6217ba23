//! Ten thousand random edits, deletions, reorderings and truncations: every one is found, and the event is named.

use super::{ChainWalker, Defect, Finding};
use crate::chain::{Head, Sequence};
use crate::checkpoint::Checkpoint;
use crate::city::CityId;
use crate::keys::SecretKey;
use crate::keys::signing::SigningKey;
use crate::store::EventRow;
use jiff::Timestamp;

const EVENTS: usize = 60;
const ROUNDS: u64 = 10_000;

/// A repeatable generator (xorshift with a multiplier on its output).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33).unwrap() % bound
    }

    /// Two different places, the smaller first.
    fn two_below(&mut self, bound: usize) -> (usize, usize) {
        let (one, step) = (self.below(bound), 1 + self.below(bound - 1));
        let other = (one + step) % bound;
        (one.min(other), one.max(other))
    }
}

fn city() -> CityId {
    "sendai".parse().unwrap()
}

fn stream() -> (Vec<EventRow>, Head) {
    let city = city();
    let mut head = Head::start(&city);
    let rows = (0..EVENTS).map(|number| {
        let envelope = format!("sealed {number}").into_bytes();
        head = head.after(&city, &envelope);
        EventRow { sequence: head.sequence.column(), hash: head.hash.as_bytes().to_vec(), envelope }
    });
    let rows = rows.collect();
    (rows, head)
}

fn walk(rows: &[EventRow], head: Head, checkpoints: &[Checkpoint]) -> Vec<Finding> {
    let city = city();
    let mut walker = ChainWalker::new(&city, checkpoints);
    for row in rows {
        walker.step(row);
    }
    walker.finish(head).1
}

/// One kind of tampering: the number of the event that must be named first, and as what.
type Tampering = fn(&mut Vec<EventRow>, &mut Numbers) -> (usize, Defect);

const TAMPERINGS: [(&str, Tampering); 8] = [
    ("a bit of an event", |rows, numbers| {
        let at = numbers.below(EVENTS);
        let bit = numbers.below(rows[at].envelope.len() * 8);
        rows[at].envelope[bit / 8] ^= 1 << (bit % 8);
        (at, Defect::Altered)
    }),
    ("a bit of a hash", |rows, numbers| {
        let (at, bit) = (numbers.below(EVENTS), numbers.below(256));
        rows[at].hash[bit / 8] ^= 1 << (bit % 8);
        (at, Defect::Altered)
    }),
    ("an event and its hash made anew", |rows, numbers| {
        let city = city();
        let at = numbers.below(EVENTS - 1);
        let before = at
            .checked_sub(1)
            .map_or(Head::start(&city).hash, |before| crate::chain::ChainHash::from_slice(&rows[before].hash).unwrap());
        let sequence = Sequence::from_column(rows[at].sequence).unwrap();
        rows[at].envelope = b"forged".to_vec();
        rows[at].hash = before.then(&city, sequence, b"forged").as_bytes().to_vec();
        // The forged event is right in itself: the first that does not follow is the next.
        (at + 1, Defect::Altered)
    }),
    ("events removed", |rows, numbers| {
        let (from, to) = numbers.two_below(EVENTS);
        rows.drain(from..to);
        (from, Defect::Missing)
    }),
    ("two events swapped, with their numbers", |rows, numbers| {
        let (one, other) = numbers.two_below(EVENTS);
        rows.swap(one, other);
        (one, Defect::Missing)
    }),
    ("two events swapped under their numbers", |rows, numbers| {
        let (one, other) = numbers.two_below(EVENTS);
        rows.swap(one, other);
        let sequence = rows[one].sequence;
        rows[one].sequence = rows[other].sequence;
        rows[other].sequence = sequence;
        (one, Defect::Altered)
    }),
    ("an event a second time", |rows, numbers| {
        let (one, other) = numbers.two_below(EVENTS);
        rows.insert(other, rows[one].clone());
        (one, Defect::OutOfPlace)
    }),
    ("the end cut off", |rows, numbers| {
        let left = numbers.below(EVENTS);
        rows.truncate(left);
        (left, Defect::Missing)
    }),
];

#[test]
fn each_of_10_000_random_tamperings_is_found_and_names_the_event() {
    let (sound, head) = stream();
    assert_eq!(walk(&sound, head, &[]), []);
    let mut numbers = Numbers(0x5eed);
    for round in 0..ROUNDS {
        let (what, tamper) = TAMPERINGS[numbers.below(TAMPERINGS.len())];
        let mut rows = sound.clone();
        let (at, defect) = tamper(&mut rows, &mut numbers);
        let findings = walk(&rows, head, &[]);
        let first = findings.first().unwrap_or_else(|| panic!("round {round}: {what} at {at} is missed"));
        assert_eq!(
            (first.sequence, first.defect),
            (Some(i64::try_from(at + 1).unwrap()), defect),
            "round {round}: {what}"
        );
    }
}

#[test]
fn one_altered_event_is_one_finding() {
    let (mut rows, head) = stream();
    rows[10].envelope[0] ^= 1;
    rows[30].hash[0] ^= 1;
    let found: Vec<_> = walk(&rows, head, &[]).iter().map(|finding| finding.sequence.unwrap()).collect();
    assert_eq!(found, [11, 31]);
}

/// Whoever can write the database can also write the record of the head; a checkpoint kept elsewhere they cannot.
#[test]
fn every_cut_with_its_head_record_changed_is_shown_by_a_checkpoint() {
    let (rows, head) = stream();
    let key = SigningKey::from_seed(&SecretKey::new([1; 32])).unwrap();
    let checkpoint = Checkpoint::sign(city(), head, Timestamp::UNIX_EPOCH, &key);
    for left in 0..EVENTS {
        let kept = &rows[..left];
        let cut = kept.iter().fold(Head::start(&city()), |head, row| head.after(&city(), &row.envelope));
        assert_eq!(walk(kept, cut, &[]), []);
        let findings = walk(kept, cut, std::slice::from_ref(&checkpoint));
        let first = i64::try_from(left + 1).unwrap();
        assert_eq!(findings, [Finding::between("sendai", first, head.sequence.column(), Defect::BehindCheckpoint)]);
    }
}
