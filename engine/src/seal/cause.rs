//! Which of all that changed a difference can come from: what it did not read, or what counts for other days, is no cause.

use std::collections::{BTreeMap, BTreeSet};

use attain_rules::period::Period;

use super::mark::{ADJUSTMENTS, FILES};
use super::reach::Part;
use super::{Change, Happened};
use crate::outcome::Line;
use crate::trace::{Role, Trace};

/// The traces of lines as they are computed now, by the lines' ids.
pub(super) struct Read<'a>(BTreeMap<String, &'a Trace>);

/// What lines read, and the lines that these lean on.
#[derive(Default)]
pub(super) struct Seen<'a> {
    /// Ids of transactions.
    transactions: BTreeSet<&'a str>,
    /// Ids of adjustments.
    adjustments: BTreeSet<&'a str>,
    /// Ids of others whose values were read, as of members of a group.
    others: BTreeSet<&'a str>,
}

impl<'a> Read<'a> {
    pub(super) fn of(lines: impl Iterator<Item = (String, &'a Line)>) -> Self {
        Self(lines.filter_map(|(id, line)| Some((id, line.trace.as_deref()?))).collect())
    }

    /// What lines of these ids read; nothing where that is not known of all of them.
    pub(super) fn seen<'i>(&'i self, ids: impl Iterator<Item = &'i str>) -> Option<Seen<'i>> {
        let mut open: Vec<&str> = ids.collect();
        let mut known: BTreeSet<&str> = open.iter().copied().collect();
        let mut seen = Seen::default();
        if open.is_empty() {
            return None;
        }
        while let Some(id) = open.pop() {
            for fact in &self.0.get(id)?.facts {
                match &fact.role {
                    Role::Column { transaction, .. }
                    | Role::Worth { transaction }
                    | Role::Original { transaction }
                    | Role::Share { transaction }
                    | Role::OtherShare { transaction }
                    | Role::Credit { transaction, .. } => drop(seen.transactions.insert(transaction)),
                    Role::Adjustment { id, .. } => drop(seen.adjustments.insert(id)),
                    Role::Member { participant } | Role::Key { participant } => drop(seen.others.insert(participant)),
                    Role::OtherLine { line } | Role::OtherPay { line } | Role::OtherCarried { line }
                        if known.insert(line) =>
                    {
                        open.push(line);
                    }
                    _ => {}
                }
            }
        }
        Some(seen)
    }
}

/// A change that a difference can come from.
#[derive(Clone, Copy)]
pub(super) struct Cause<'c> {
    pub change: &'c Change,
    /// Of a transaction that is still there: do the lines read it now? Nothing where that is not known.
    pub is_read: Option<bool>,
}

/// The changes that can have made a difference for `who` in a closed period: of those that count for the days that the component
/// looks at, the ones that touch them and that the lines read. Where these are none, the next wider ones: something explains
/// it, and nothing that can is kept back.
pub(super) fn causes<'c>(
    changes: &'c [Change],
    who: &str,
    part: &Part<'_>,
    period: Period,
    seen: Option<&Seen<'_>>,
) -> Vec<Cause<'c>> {
    let days = part.days(period);
    let counting: Vec<&Change> = changes.iter().filter(|change| change.counts_until(days.last)).collect();
    let of = |wider: &[&'c Change], is_one: &dyn Fn(&Change) -> bool| -> Vec<&'c Change> {
        wider.iter().copied().filter(|change| is_one(change)).collect()
    };
    let reaching = of(&counting, &|change| change.counts_from(days.first) && part.concerns(change));
    let touching = of(&reaching, &|change| change.row.0 == FILES || touches(change, who, seen));
    let read = of(&touching, &|change| !is_new_and_unread(change, seen));
    let found = [read, touching, reaching, counting].into_iter().find(|found| !found.is_empty()).unwrap_or_default();
    found.into_iter().map(|change| Cause { change, is_read: is_read(change, seen) }).collect()
}

fn touches(change: &Change, who: &str, seen: Option<&Seen<'_>>) -> bool {
    let of_others = |seen: &Seen<'_>| {
        change.who.iter().any(|who| seen.others.contains(who.as_str()))
            || transaction(change).is_some_and(|id| seen.transactions.contains(id))
    };
    change.who.contains(who) || seen.is_some_and(of_others)
}

/// Is the row one that nobody knew before, and that is not read now?
fn is_new_and_unread(change: &Change, seen: Option<&Seen<'_>>) -> bool {
    let adjusted = |seen: &Seen<'_>| seen.adjustments.contains(change.row.1.as_str());
    let is_read = match change.row.0.as_str() {
        ADJUSTMENTS => seen.map(adjusted),
        _ => is_read(change, seen),
    };
    change.happened == Happened::Came && is_read == Some(false)
}

/// Do the lines read the transaction that the change is about? What others of a group brought in is not named in anybody's trace.
fn is_read(change: &Change, seen: Option<&Seen<'_>>) -> Option<bool> {
    let seen = seen.filter(|seen| seen.others.is_empty())?;
    let id = transaction(change).filter(|_| change.happened != Happened::Went)?;
    Some(seen.transactions.contains(id))
}

/// The transaction that the change is about: a row of it, or of how it is split.
fn transaction(change: &Change) -> Option<&str> {
    let (table, row) = (change.row.0.as_str(), change.row.1.as_str());
    match table {
        "transactions" => row.split_once(' ').map(|(_, id)| id),
        "splits" => row.rsplit_once(' ').map(|(id, _)| id),
        _ => None,
    }
}
