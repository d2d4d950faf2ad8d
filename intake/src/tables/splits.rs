//! Splits: who shares a transaction, where it is not its own columns that say so.

use std::collections::BTreeSet;
use std::sync::Arc;

use attain_engine::inputs::{ParticipantIndex, SplitRow};
use attain_rules::company::{Company, TableFile};
use attain_rules::diagnostics::d::d072;
use attain_rules::formula::expression::{Type, Unit};
use attain_rules::id::natural_cmp;

use crate::doubles::{Double, Keys, UNREADABLE, Verdicts, read_twice};
use crate::files::Files;
use crate::findings::Findings;
use crate::table::{TableReader, Wanted};

use super::figures::double_row;
use super::participants::Roster;
use super::{Seen, TableRow, find_in_broken, point_at, read_rows};

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

/// The splits, the transactions of which rows were set aside, and what is wrong with the table.
type Table = (Vec<SplitRow>, BTreeSet<Arc<str>>, Vec<Findings>);

/// Reads the splits, sorted by transaction (in the order of ids) and participant. Whether shares add up is the plan's business.
#[must_use]
pub fn read(files: &Files, table: &TableFile, company: &Company, roster: &Roster) -> Table {
    read_twice(|[verdicts]| read_once((files, table, company), roster, verdicts))
}

fn read_once(
    (files, table, company): (&Files, &TableFile, &Company),
    roster: &Roster,
    verdicts: &Verdicts,
) -> (Table, [Verdicts; 1]) {
    let mut keys: Keys<(Arc<str>, ParticipantIndex)> = Keys::default();
    let mut splits: Vec<SplitRow> = Vec::new();
    // Of rows that are the same in every cell one counts, and the others are told; nothing is unclear by that.
    let mut unclear: BTreeSet<Arc<str>> = BTreeSet::new();
    let findings = read_rows(files, table, &wanted(), company.broken_rows, |seen| {
        let mut row = match seen {
            Seen::Row(row) => row,
            Seen::NotKept(_) => return Ok(()),
            Seen::Broken(reader) => {
                let participant = find_in_broken(reader, 1, roster);
                let transaction: Option<Arc<str>> = reader.text(0).map(|id| id.as_str().into());
                unclear.extend(transaction.clone());
                let key = transaction.zip(participant);
                key.into_iter().for_each(|key| keys.note(key, reader.line(), UNREADABLE));
                return Ok(());
            }
        };
        let transaction: Arc<str> = row.filled(0, "transaction")?.into();
        let is_repeated = matches!(verdicts.of(row.line()), Some(Double::Again(_)));
        match split(&mut row, &transaction, (&mut keys, roster, verdicts)) {
            Ok(split) => splits.push(split),
            Err(code) => {
                if !is_repeated {
                    unclear.insert(transaction);
                }
                return Err(code);
            }
        }
        Ok(())
    });
    splits.sort_by(|a, b| natural_cmp(&a.transaction, &b.transaction).then_with(|| a.participant.cmp(&b.participant)));
    ((splits, unclear, findings), [keys.judge()])
}

/// Who has which share of a transaction, as a row says.
fn split(
    row: &mut TableRow<'_>,
    transaction: &Arc<str>,
    (keys, roster, verdicts): (&mut Keys<(Arc<str>, ParticipantIndex)>, &Roster, &Verdicts),
) -> Result<SplitRow, &'static str> {
    let participant = row.participant(1, roster)?;
    keys.note((Arc::clone(transaction), participant), row.line(), row.cells());
    let share = row.filled_number(2, "share")?;
    if share.is_negative() {
        return Err(row.reader.complain(2, |place| d072::split(place, &share.to_percent_text())));
    }
    if let Some(double) = verdicts.of(row.line()) {
        let what = format!("`{transaction}` `{}`", row.text(1));
        return Err(double_row(row, 0, &what, double));
    }
    Ok(SplitRow { transaction: Arc::clone(transaction), participant, share, place: row.place() })
}
