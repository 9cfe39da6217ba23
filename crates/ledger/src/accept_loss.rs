//! Going on although acknowledged writes are gone: a decision, with a reason, that leaves a mark on every city that lost something.

use crate::chain::Head;
use crate::store::{Database, DatabaseLocation, OpenError, RollbackMarker, find_lost_writes};
use jiff::Timestamp;

/// Notes the loss of each city that lost acknowledged writes, so that the ledger opens again; the marks that were left. Copy the
/// database and its log first: what an expert could still read from them is overwritten afterwards.
///
/// # Errors
/// As [`crate::Ledger::open`].
pub async fn accept_loss(
    location: &DatabaseLocation,
    reason: &str,
    at: Timestamp,
) -> Result<Vec<RollbackMarker>, OpenError> {
    let lost = find_lost_writes(location).await?;
    if lost.is_empty() {
        return Ok(Vec::new());
    }
    let database = Database::open_in_spite_of_loss(location).await?;
    let marked = async {
        let mut transaction = database.write().await?;
        let mut markers = Vec::new();
        for lost in lost {
            let row = transaction.find_city(&lost.city).await?;
            let restored = row.map_or_else(|| Head::start(&lost.city), |row| row.head);
            let marker = RollbackMarker {
                city: lost.city,
                recorded_at: at,
                known: lost.known,
                restored,
                reason: reason.to_owned(),
            };
            transaction.insert_rollback(&marker).await?;
            markers.push(marker);
        }
        transaction.commit().await?;
        database.tidy_away().await?;
        // Only now: broken off before, the loss is found and decided again.
        database.note_all().await?;
        Ok(markers)
    };
    let markers = marked.await;
    database.close().await;
    markers
}
