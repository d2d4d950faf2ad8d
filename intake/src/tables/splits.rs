//! Splits: who shares a transaction, where it is not its own columns that say so.

use std::collections::BTreeSet;
use std::sync::Arc;

use attain_engine::inputs::{ParticipantIndex, SplitRow};
use attain_rules::company::{BrokenRows, Company, TableFile};
use attain_rules::diagnostics::d::{d072, d073};
use attain_rules::formula::expression::{Type, Unit};
use attain_rules::id::natural_cmp;
use rustc_hash::FxHashSet;

use crate::doubles::{Double, Keys, UNREADABLE, Verdicts, read_twice};
use crate::files::Files;
use crate::findings::Findings;
use crate::table::{TableReader, Wanted};
use crate::transactions::recipients::MOST_FURTHER;

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

/// Points at the first of the `rows` that share a transaction which is none of those in the data: these were taken out of `lost`.
pub(crate) fn without_transaction(
    files: &Files,
    table: &TableFile,
    rows: &[SplitRow],
    lost: &FxHashSet<&str>,
) -> Option<Findings> {
    let mut of_lost: Vec<&SplitRow> = rows.iter().filter(|row| lost.contains(&*row.transaction)).collect();
    of_lost.sort_by_key(|row| row.place.line);
    let first = of_lost.first()?;
    let mut further: Vec<&str> = Vec::new();
    for row in &of_lost {
        let is_known = further.len() == MOST_FURTHER || further.contains(&&*row.transaction);
        if row.transaction != first.transaction && !is_known {
            further.push(&row.transaction);
        }
    }
    let more = lost.len().saturating_sub(further.len().saturating_add(1));
    Some(point_at(files, table, &wanted(), |findings, reader| {
        if reader.line() == first.place.line {
            reader.remark_in(findings, 0, |place| d073::no_transaction(place, &first.transaction, &further, more));
        }
    }))
}

/// What was read of the splits.
#[derive(Default)]
pub struct Read {
    /// The sound rows, sorted by transaction (in the order of ids) and participant.
    pub rows: Vec<SplitRow>,
    /// The transactions of which rows are broken.
    pub unclear: BTreeSet<Arc<str>>,
    /// Are rows broken or unread of which nobody knows to which transactions they belong?
    pub lacks_rows: bool,
    /// What is wrong with the table.
    pub findings: Vec<Findings>,
}

/// Reads the splits. Whether shares add up is the plan's business.
#[must_use]
pub fn read(files: &Files, table: &TableFile, company: &Company, roster: &Roster) -> Read {
    read_twice(|[verdicts]| read_once((files, table, company), roster, verdicts))
}

fn read_once(
    (files, table, company): (&Files, &TableFile, &Company),
    roster: &Roster,
    verdicts: &Verdicts,
) -> (Read, [Verdicts; 1]) {
    let mut keys: Keys<(Arc<str>, ParticipantIndex)> = Keys::default();
    let Read { mut rows, mut unclear, mut lacks_rows, .. } = Read::default();
    let findings = read_rows(files, table, &wanted(), company.broken_rows, |seen| {
        let mut row = match seen {
            Seen::Row(row) => row,
            Seen::NotKept(_) => return Ok(()),
            Seen::Broken(reader) => {
                let participant = find_in_broken(reader, 1, roster);
                let transaction = reader.text(0).filter(|id| !id.is_empty() && !reader.unread().contains(&0));
                let transaction: Option<Arc<str>> = transaction.map(|id| id.as_str().into());
                lacks_rows |= transaction.is_none();
                unclear.extend(transaction.clone());
                let key = transaction.zip(participant);
                key.into_iter().for_each(|key| keys.note(key, reader.line(), UNREADABLE));
                return Ok(());
            }
        };
        let transaction = row.filled(0, "transaction");
        lacks_rows |= transaction.is_err();
        let transaction: Arc<str> = transaction?.into();
        let is_repeated = matches!(verdicts.of(row.line()), Some(Double::Again(_)));
        match split(&mut row, &transaction, (&mut keys, roster, verdicts)) {
            Ok(split) => rows.push(split),
            // Of rows that are the same in every cell one counts where the others are set aside; nothing is unclear by that. Where
            // they are refused, one may have been meant for somebody else.
            Err(code) => {
                if !is_repeated || company.broken_rows == BrokenRows::Refuse {
                    unclear.insert(transaction);
                }
                return Err(code);
            }
        }
        Ok(())
    });
    lacks_rows |= findings.iter().any(|found| found.unreadable() || !found.lost().is_empty());
    rows.sort_by(|a, b| natural_cmp(&a.transaction, &b.transaction).then_with(|| a.participant.cmp(&b.participant)));
    (Read { rows, unclear, lacks_rows, findings }, [keys.judge()])
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
