//! Looking for the amount of a deal that reaches a goal.

use attain_engine::Request;
use attain_engine::preview::{Asked, Found, Goal, seek};
use attain_intake::changes::{Applied, Changed, Changes};
use attain_rules::both;
use attain_rules::company::{CellSource, Company};
use attain_rules::formula::expression::{Type, Unit};
use attain_rules::number::Number;

use crate::company::{Estimate, Opened};
use crate::failure::Failure;
use crate::view::amount;

/// The word for the next row of a table.
const NEXT_TIER: &str = "next-tier";

/// What is looked for, as it stands on the command line.
pub struct Sought {
    /// How much.
    pub goal: Goal,
    /// The transaction that is changed; absent for the deal that is added.
    pub id: Option<String>,
    /// Its column.
    pub column: String,
    /// Digits of the column's values behind the point.
    pub digits: u8,
}

impl Sought {
    /// From `--goal` and `--by`.
    ///
    /// # Errors
    /// [`Failure::Written`].
    pub fn new(goal: &str, by: &str, company: &Company) -> Result<Self, Failure> {
        let digits = company.minor_digits();
        let (id, column) = match by.rsplit_once(':') {
            Some((id, column)) => (Some(id.trim().to_owned()), column.trim()),
            None => (None, by.trim()),
        };
        let column_digits = match kind_of(column, company) {
            Some(Type::Number(Unit::Money)) => digits,
            Some(Type::Number(Unit::Count)) => 0,
            _ => {
                return Err(Failure::Written(both!(
                    "`{column}` is no column of money or of things counted: name one of attain.yaml or of the file's header, such as `--by amount`",
                    "`{column}` 不是金额或计数的列：请写 attain.yaml 或文件表头里的这类列，例如 `--by amount`"
                )));
            }
        };
        let goal = if goal == NEXT_TIER { Goal::NextTier } else { Goal::Pay(minor(goal, digits)?) };
        Ok(Self { goal, id, column: column.to_owned(), digits: column_digits })
    }

    /// Sees that the cell is among the changes: its value there counts for nothing.
    pub fn lay_over(&self, changes: &mut Changes) {
        let zero = || "0".to_owned();
        match &self.id {
            Some(id) => {
                if !changes.changed.iter().any(|(of, column, _)| of == id && *column == self.column) {
                    changes.changed.push((id.clone(), self.column.clone(), zero()));
                }
            }
            None => {
                for cells in
                    changes.added.iter_mut().filter(|cells| !cells.iter().any(|(name, _)| *name == self.column))
                {
                    cells.push((self.column.clone(), zero()));
                }
            }
        }
    }

    /// Puts the value that was found among the changes.
    fn settle(&self, changes: &mut Changes, value: i64) {
        let text = self.text(value);
        let cells = changes.changed.iter_mut().filter(|(id, ..)| Some(id) == self.id.as_ref());
        let changed = cells.map(|(_, column, text)| (&*column, text));
        let added = changes.added.iter_mut().flatten().filter(|_| self.id.is_none());
        let added = added.map(|(column, text)| (&*column, text));
        for (_, cell) in changed.chain(added).filter(|(column, _)| **column == self.column) {
            cell.clone_from(&text);
        }
    }

    /// The changes without the value that stood in for the one that is looked for and was not found.
    pub(crate) fn without_value(&self, applied: &[Applied]) -> Vec<Applied> {
        let mut applied = applied.to_vec();
        for one in &mut applied {
            match one {
                Applied::Added(cells) if self.id.is_none() => cells.retain(|(name, _)| *name != self.column),
                Applied::Changed { id, column, after, .. }
                    if Some(&*id) == self.id.as_ref() && *column == self.column =>
                {
                    "?".clone_into(after);
                }
                _ => {}
            }
        }
        applied
    }

    /// A value of the cell as data files have it.
    pub fn text(&self, value: i64) -> String {
        amount::plain(value.into(), self.digits)
    }

    /// The company with `changes`, among them the smallest value that reaches the goal where there is one, and what was found.
    /// `goes_on` is asked before each value that is tried: once it says no, the search is over.
    ///
    /// # Errors
    /// As [`Opened::with_changes`]; [`Failure::GaveUp`], [`Failure::TookTooLong`].
    pub fn search(
        &self,
        (opened, changes): (&Opened, &mut Changes),
        asked: Asked<'_>,
        request: &Request,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<(Estimate, Found), Failure> {
        let estimate = opened.with_changes(changes)?;
        let found = self.seek(&estimate.changed, asked, request, goes_on)?;
        let Found::At { amount, .. } = &found else { return Ok((estimate, found)) };
        self.settle(changes, *amount);
        Ok((opened.with_changes(changes)?, found))
    }

    fn seek(
        &self,
        changed: &Changed,
        asked: Asked<'_>,
        request: &Request,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<Found, Failure> {
        let unknown = changed.unknown(self.id.as_deref(), &self.column).map_err(Failure::Misfit)?;
        let folder = &unknown.folder;
        // What is closed stays, and what is due for it is paid in the open period. The files are the same for every value.
        let files = folder.files_to_settle(None).unwrap_or_default();
        let mut is_over = false;
        let mut compute = |value: i64| {
            is_over = is_over || !goes_on();
            if is_over {
                return None;
            }
            let (outcome, marks) = folder.run(&mut unknown.with(&self.text(value)), request, false);
            folder.settle(outcome.ok()?, &marks, request, None, &files).ok()
        };
        let found = seek(asked, &folder.plans, &mut compute);
        if is_over { Err(Failure::TookTooLong) } else { found.map_err(|_| Failure::GaveUp) }
    }
}

/// What a column of transactions holds, under our name or the header of a file.
fn kind_of(column: &str, company: &Company) -> Option<Type> {
    let ours = company.schema.transactions.iter().find(|known| known.name == column).map(|known| known.kind);
    let mut maps = company.data.transactions.iter().flat_map(|file| &file.table.columns);
    ours.or_else(|| {
        maps.find(|map| matches!(&map.from, CellSource::Header(header) if header == column)).map(|map| map.kind)
    })
}

/// An amount of money from zero on, in minor units.
fn minor(text: &str, digits: u8) -> Result<i128, Failure> {
    let whole = Number::parse(text).ok().and_then(|number| number.divide(&Number::decimal(1, digits)).ok()?.to_whole());
    whole.filter(|goal| *goal >= 0).ok_or_else(|| {
        Failure::Written(both!(
            "`{text}` is no goal: write an amount such as `20000.00`, or `{NEXT_TIER}`",
            "`{text}` 不是目标：请写 `20000.00` 这样的金额，或 `{NEXT_TIER}`"
        ))
    })
}
