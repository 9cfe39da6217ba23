//! 構成の設定: the whole configuration, replaced. The first one is set by whoever starts the register; later ones by an
//! administrator. What was recorded under an earlier configuration stays as it was.

use crate::configuration::Configuration;
use crate::decide::Context;
use crate::event::{ConfigurationSet, Payload};
use crate::judging::Measure;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

/// Sets the configuration.
///
/// Refused: `configuration-…` where it is not sound, `standard-not-at-hand`, `references-not-at-hand` or `unknown-reading` where
/// its policy names what is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetConfiguration {
    /// The whole of it.
    pub configuration: Box<Configuration>,
}

impl SetConfiguration {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        self.configuration.check()?;
        Measure::of_policy(context.world, &self.configuration.policy)?;
        Ok(vec![ConfigurationSet { configuration: self.configuration.clone() }.into()])
    }
}
