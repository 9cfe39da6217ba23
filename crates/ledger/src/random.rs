//! Where random bytes come from: a parameter, so that tests repeat and a faulty source can be played.

/// A source of random bytes.
pub trait Randomness: Send + Sync {
    /// Fills `bytes`, or says that it cannot.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomnessFailed>;
}

/// The source gave no bytes; nothing is sealed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the source of randomness failed")]
pub struct RandomnessFailed;

/// The cryptographic generator of the operating system and aws-lc.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomnessFailed> {
        aws_lc_rs::rand::fill(bytes).map_err(|_| RandomnessFailed)
    }
}
