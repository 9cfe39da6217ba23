//! wip
use crate::campaign::Setting;
use crate::tally::Tally;
pub(crate) fn run(_: &Setting, _: &mut Tally) -> anyhow::Result<()> {
    Ok(())
}
