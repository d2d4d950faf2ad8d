//! Splits: who shares a transaction, where it is not its own columns that say so.

use std::collections::BTreeMap;
use std::sync::Arc;

use attain_engine::inputs::{ParticipantIndex, SplitRow};
use attain_rules::company::{Company, TableFile};
use attain_rules::diagnostics::d::{d036, d072};
use attain_rules::formula::expression::{Type, Unit};
use attain_rules::id::natural_cmp;

use crate::files::Files;
use crate::findings::Findings;
use crate::table::{TableReader, Wanted};

use super::participants::Roster;
use super::{point_at, read_rows};

fn wanted() -> [Wanted; 3] {
    [
        Wanted::required("transaction", Type::Text),
        Wanted::required("participant", Type::Text),
        Wanted::required("share", Type::Number(Unit::Ratio)),
    ]
}

/// Lets `look` see the reader on each row of the splits once more.
pub(crate) fn each_row(files: &Files, table: &TableFile, mut look: impl FnMut(&TableReader)) {
    point_at(files, table, &wanted(), |_, reader| look(reader));
}

/// Reads the splits, sorted by transaction (in the order of ids) and participant. Whether shares add up is the plan's business.
#[must_use]
pub fn read(files: &Files, table: &TableFile, company: &Company, roster: &Roster) -> (Vec<SplitRow>, Vec<Findings>) {
    let mut lines: BTreeMap<(Arc<str>, ParticipantIndex), u32> = BTreeMap::new();
    let mut splits: Vec<SplitRow> = Vec::new();
    let findings = read_rows(files, table, &wanted(), company.broken_rows, |row| {
        let Ok(mut row) = row else { return Ok(()) };
        let transaction: Arc<str> = row.filled(0, "transaction")?.into();
        let participant = row.participant(1, roster)?;
        let share = row.filled_number(2, "share")?;
        if share.is_negative() {
            return Err(row.reader.complain(2, |place| d072::split(place, &share.to_percent_text())));
        }
        let place = row.place();
        let key = (Arc::clone(&transaction), participant);
        if let Some(first) = lines.get(&key) {
            let (first, what) = (*first, format!("`{transaction}` `{}`", row.text(1)));
            return Err(row.reader.complain(0, |place| d036::double_row(place, &what, first)));
        }
        lines.insert(key, place.line);
        splits.push(SplitRow { transaction, participant, share, place });
        Ok(())
    });
    splits.sort_by(|a, b| natural_cmp(&a.transaction, &b.transaction).then_with(|| a.participant.cmp(&b.participant)));
    (splits, findings)
}
