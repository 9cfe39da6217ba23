//! Is a certificate valid on a day? The day of expiry is its last day; a suspension counts from its first day. Once lapsed it
//! stays lapsed: a renewed or reinstated certificate is another fact with its own dates.

use jiff::civil::Date;

/// The dates of a certificate, as far as they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CertificateDates {
    /// The first day.
    pub valid_from: Option<Date>,
    /// The last day (有効期限: その日まで).
    pub valid_until: Option<Date>,
    /// The first day of a suspension or withdrawal (一時停止・取消し).
    pub suspended_from: Option<Date>,
}

/// What the dates say on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// Valid; the last day.
    Valid {
        /// The last day on which it is valid, as far as the dates say.
        until: Date,
    },
    /// Not yet valid.
    NotYet {
        /// The first day.
        from: Date,
    },
    /// No longer valid: expired, suspended or withdrawn.
    Lapsed {
        /// The first day on which it was not valid.
        since: Date,
    },
    /// It ends before it begins: the dates contradict each other.
    Contradictory,
    /// The last day, or the day asked about, is not known.
    Unknown,
}

impl CertificateDates {
    /// What the dates say on the day `on`.
    pub fn on(&self, on: Option<Date>) -> Validity {
        if self.valid_from.zip(self.valid_until).is_some_and(|(from, until)| until < from) {
            return Validity::Contradictory;
        }
        let Some(on) = on else { return Validity::Unknown };
        let expired = self.valid_until.and_then(|until| until.tomorrow().ok());
        let lapse = [expired, self.suspended_from].into_iter().flatten().min();
        if let Some(since) = lapse.filter(|since| *since <= on) {
            return Validity::Lapsed { since };
        }
        if let Some(from) = self.valid_from.filter(|from| *from > on) {
            return Validity::NotYet { from };
        }
        let before_suspension = self.suspended_from.and_then(|from| from.yesterday().ok());
        match self.valid_until {
            Some(until) => Validity::Valid { until: before_suspension.map_or(until, |last| last.min(until)) },
            None => Validity::Unknown,
        }
    }
}
