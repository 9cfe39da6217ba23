//! A connection that ends without a word: this server's way of refusing, or the sign of a limit? A limit cares when and how many, a refusal
//! what was asked. So, from the first such end on, questions are put one at a time; what ends without a word is held back
//! until a question on a later connection is answered: then there was room for it, too. Where nothing is answered, one that was answered before
//! is put again (a control). If that ends without a word, there is a limit, and what was held back is asked once more.

use tls::scan::Ticket;
use tls::{Depth, Inquiry, Reply};

/// How a connection was made, and when it ended.
#[derive(Clone, Copy, Debug)]
pub(super) struct Circumstances {
    /// Which connection it was.
    pub(super) number: u32,
    /// Was its question put while one at a time was?
    pub(super) alone: bool,
    /// Had the server spoken already, before TLS (STARTTLS)? Limits on connections are met before.
    pub(super) heard: bool,
}

/// So many are held back for one control.
const HELD: usize = 3;
/// So many questions answered in a row, and the end without a word before was an accident.
const CALM: u8 = 5;

/// What is known of a server's manners.
#[derive(Debug, Default)]
pub(super) struct Manners {
    view: View,
    /// A question that was answered.
    answered: Option<Inquiry>,
    held: Vec<Held>,
    is_controlling: bool,
    /// Questions answered since something last ended without a word.
    calm: u8,
}

/// A question that ended without a word.
#[derive(Debug)]
struct Held {
    number: u32,
    ticket: Ticket,
    inquiry: Inquiry,
    reply: Reply,
}

/// What an end without a word is taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum View {
    /// There was none.
    #[default]
    None,
    /// A refusal, as long as controls are answered.
    Refusal,
    /// The sign of a limit.
    Limit,
}

/// What a reply comes to.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Outcome {
    /// May there be a limit?
    pub(super) is_trouble: bool,
    /// What the scan is told.
    pub(super) told: Vec<(Ticket, Reply)>,
    /// What is to be asked once more.
    pub(super) again: Vec<(Ticket, Inquiry)>,
}

impl Manners {
    /// Is one question at a time to be put?
    pub(super) fn one_at_a_time(&self) -> bool {
        self.view == View::Refusal
    }

    /// A question for which nobody waits, where it is time for one. `is_idle`: no question waits or is under way.
    pub(super) fn control(&mut self, is_idle: bool) -> Option<Inquiry> {
        let due = self.held.len() >= HELD || is_idle && !self.held.is_empty();
        let control = self.answered.clone().filter(|_| due && !self.is_controlling)?;
        self.is_controlling = true;
        Some(control)
    }

    /// Takes how a question ended; a control has no ticket.
    pub(super) fn note(
        &mut self,
        ticket: Option<Ticket>,
        inquiry: Inquiry,
        reply: Reply,
        how: Circumstances,
    ) -> Outcome {
        let tell = |is_trouble, reply| {
            let told = ticket.map(|ticket| (ticket, reply)).into_iter().collect();
            Outcome { is_trouble, told, again: Vec::new() }
        };
        self.is_controlling &= ticket.is_some();
        match &reply {
            Reply::Chosen(_) | Reply::Alert { .. } => {
                self.answered = Some(Inquiry { depth: Depth::Hello, ..inquiry });
                let proved = self.held.extract_if(.., |held| held.number < how.number);
                let told =
                    proved.map(|held| (held.ticket, held.reply)).chain(ticket.map(|ticket| (ticket, reply))).collect();
                self.calm = self.calm.saturating_add(1);
                if self.view == View::Refusal && self.calm >= CALM {
                    self.view = View::None;
                }
                Outcome { told, ..Outcome::default() }
            }
            _ if ticket.is_none() => self.limit(None),
            Reply::Nonsense(_) | Reply::NoStartTls => tell(false, reply),
            Reply::Closed | Reply::Reset if how.heard => tell(false, reply),
            Reply::Closed | Reply::Reset if self.may_refuse(how) => {
                self.calm = 0;
                if let Some(ticket) = ticket
                    && self.view == View::Refusal
                    && how.alone
                {
                    self.held.push(Held { number: how.number, ticket, inquiry, reply });
                    return Outcome::default();
                }
                // Among others, at first: the scan asks again.
                self.view = View::Refusal;
                tell(false, reply)
            }
            Reply::Closed | Reply::Reset => self.limit(ticket.map(|ticket| (ticket, reply))),
            Reply::NotConnected | Reply::Silence => tell(true, reply),
        }
    }

    /// A control could not be put.
    pub(super) fn fail_to_prove(&mut self) -> Outcome {
        self.is_controlling = false;
        self.limit(None)
    }

    fn may_refuse(&self, how: Circumstances) -> bool {
        let provable = !how.alone || self.answered.is_some();
        self.view != View::Limit && provable
    }

    fn limit(&mut self, own: Option<(Ticket, Reply)>) -> Outcome {
        self.view = View::Limit;
        let again = self.held.drain(..).map(|held| (held.ticket, held.inquiry)).collect();
        Outcome { is_trouble: true, told: own.into_iter().collect(), again }
    }
}

#[cfg(test)]
mod tests {
    use super::{Circumstances, HELD, Manners, Outcome};
    use jiff::Timestamp;
    use tls::scan::{Effort, Scan, Subject, Ticket};
    use tls::{Inquiry, Reply};

    const ALERT: Reply = Reply::Alert { level: 2, description: 40 };

    /// Questions, as a scan puts them.
    fn questions() -> Vec<(Ticket, Inquiry)> {
        let subject = Subject {
            address: "192.0.2.1:443".to_owned(),
            server_name: None,
            starttls: None,
            at: Timestamp::UNIX_EPOCH,
            kijun: "test".to_owned(),
        };
        let mut scan = Scan::new(subject, Effort::default(), None);
        std::iter::from_fn(|| scan.next_inquiry()).collect()
    }

    fn how(number: u32, alone: bool) -> Circumstances {
        Circumstances { number, alone, heard: false }
    }

    fn told(is_trouble: bool, told: &[(Ticket, Reply)]) -> Outcome {
        Outcome { is_trouble, told: told.to_vec(), again: Vec::new() }
    }

    /// One question was answered and one was closed at the same time; then as many were closed, each alone, as are held back.
    fn doubtful(questions: &[(Ticket, Inquiry)]) -> Manners {
        let mut manners = Manners::default();
        let (answered, inquiry) = &questions[0];
        assert_eq!(
            manners.note(Some(*answered), inquiry.clone(), ALERT, how(0, false)),
            told(false, &[(*answered, ALERT)])
        );
        assert!(!manners.one_at_a_time());
        let (closed, inquiry) = &questions[1];
        assert_eq!(
            manners.note(Some(*closed), inquiry.clone(), Reply::Closed, how(1, false)),
            told(false, &[(*closed, Reply::Closed)])
        );
        assert!(manners.one_at_a_time());
        for ((ticket, inquiry), number) in questions[2..2 + HELD].iter().zip(2..) {
            assert_eq!(manners.control(false), None);
            assert_eq!(
                manners.note(Some(*ticket), inquiry.clone(), Reply::Closed, how(number, true)),
                told(false, &[])
            );
        }
        manners
    }

    #[test]
    fn what_ended_without_a_word_is_a_refusal_once_a_control_is_answered() {
        let questions = questions();
        let mut manners = doubtful(&questions);
        let control = manners.control(false).unwrap();
        assert_eq!(control.hello, questions[0].1.hello);
        assert_eq!(manners.control(true), None, "one at a time");
        let held: Vec<_> = questions[2..2 + HELD].iter().map(|(ticket, _)| (*ticket, Reply::Closed)).collect();
        assert_eq!(manners.note(None, control.clone(), ALERT, how(9, true)), told(false, &held));
        assert!(manners.one_at_a_time());
    }

    #[test]
    fn an_answer_to_a_question_on_a_later_connection_proves_as_much() {
        let questions = questions();
        let mut manners = doubtful(&questions);
        let (ticket, inquiry) = &questions[0];
        // A connection made before one of those that were closed says nothing of it.
        let earlier = manners.note(Some(*ticket), inquiry.clone(), ALERT, how(3, true));
        assert_eq!(earlier, told(false, &[(questions[2].0, Reply::Closed), (*ticket, ALERT)]));
        assert_eq!(manners.note(Some(*ticket), inquiry.clone(), ALERT, how(9, true)).told.len(), HELD);
    }

    #[test]
    fn what_ended_without_a_word_is_asked_once_more_where_the_control_ends_alike() {
        let questions = questions();
        for end in [Reply::Closed, Reply::Reset, Reply::Silence, Reply::NotConnected] {
            let mut manners = doubtful(&questions);
            let control = manners.control(true).unwrap();
            let again = questions[2..2 + HELD].to_vec();
            let expected = Outcome { is_trouble: true, told: Vec::new(), again };
            assert_eq!(manners.note(None, control.clone(), end.clone(), how(9, true)), expected, "{end:?}");
            assert!(!manners.one_at_a_time());
            // From now on every such end is a sign of trouble.
            let (ticket, inquiry) = &questions[1];
            let again = manners.note(Some(*ticket), inquiry.clone(), Reply::Closed, how(10, true));
            assert_eq!(again, told(true, &[(*ticket, Reply::Closed)]));
        }
        let mut manners = doubtful(&questions);
        assert!(manners.control(true).is_some());
        assert_eq!(manners.fail_to_prove().again.len(), HELD);
    }

    #[test]
    fn who_answers_ever_again_is_asked_several_questions_at_a_time_again() {
        let questions = questions();
        let mut manners = doubtful(&questions);
        let (ticket, inquiry) = &questions[0];
        for number in 10..14 {
            manners.note(Some(*ticket), inquiry.clone(), ALERT, how(number, true));
            assert!(manners.one_at_a_time());
        }
        manners.note(Some(*ticket), inquiry.clone(), ALERT, how(14, true));
        assert!(!manners.one_at_a_time());
    }

    #[test]
    fn an_end_without_a_word_where_nothing_was_ever_answered_is_trouble() {
        let questions = questions();
        let (ticket, inquiry) = &questions[0];
        let mut manners = Manners::default();
        assert!(!manners.note(Some(*ticket), inquiry.clone(), Reply::Reset, how(0, false)).is_trouble);
        let outcome = manners.note(Some(*ticket), inquiry.clone(), Reply::Reset, how(1, true));
        assert_eq!(outcome, told(true, &[(*ticket, Reply::Reset)]));
        assert!(!manners.one_at_a_time());
    }

    #[test]
    fn who_has_spoken_before_tls_has_no_limit_on_connections() {
        let questions = questions();
        let (ticket, inquiry) = &questions[0];
        let heard = Circumstances { heard: true, ..how(0, true) };
        let mut manners = Manners::default();
        let outcome = manners.note(Some(*ticket), inquiry.clone(), Reply::Closed, heard);
        assert_eq!(outcome, told(false, &[(*ticket, Reply::Closed)]));
        assert!(!manners.one_at_a_time());
        assert!(manners.note(Some(*ticket), inquiry.clone(), Reply::Silence, heard).is_trouble);
    }
}
