//! How far each period has come, and the seals of those that are closed. Each step is a conditional update: who comes second changes
//! nothing.

use super::value::{Row, Value};
use super::{Database, StoreError, Writing};

/// How far a period has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its label, such as `2026-09`.
    pub label: String,
    /// `open`, `calculated`, `approved`, `closed`, `exported` or `acknowledged`.
    pub state: String,
    /// The run that it stands on; none while it is open.
    pub run: Option<i64>,
    /// Who approved it.
    pub approved_by: Option<String>,
}

impl Period {
    /// Is it decided what will be paid?
    pub fn is_settled(&self) -> bool {
        !["open", "calculated"].contains(&&*self.state)
    }
}

/// A period that nothing was done with is open.
///
/// # Errors
/// [`StoreError`].
pub async fn one(database: &Database, label: &str) -> Result<Period, StoreError> {
    let sql = "SELECT state, run, approved_by FROM periods WHERE label = $1";
    let rows = database.rows(sql, vec![label.into()]).await?;
    match rows.first() {
        None => Ok(Period { label: label.to_owned(), state: "open".to_owned(), run: None, approved_by: None }),
        Some(row) => Ok(Period {
            label: label.to_owned(),
            state: row.text(0)?,
            run: Some(row.int(1)?),
            approved_by: row.optional_text(2)?,
        }),
    }
}

/// At most `rows` periods with which something was done, behind the one of this label, in the order of their labels.
///
/// # Errors
/// [`StoreError`].
pub async fn page(database: &Database, after: &str, rows: i64) -> Result<Vec<Period>, StoreError> {
    let sql = "SELECT label, state, run, approved_by FROM periods WHERE label > $1 ORDER BY label LIMIT $2";
    let period = |row: &Row| {
        let (label, state) = (row.text(0)?, row.text(1)?);
        Ok(Period { label, state, run: Some(row.int(2)?), approved_by: row.optional_text(3)? })
    };
    database.rows(sql, vec![after.into(), rows.into()]).await?.iter().map(period).collect()
}

/// Puts a finished run in the place of the one before. False where the period is approved or closed: that stays.
///
/// # Errors
/// [`StoreError`].
pub async fn calculated(writing: &mut Writing, label: &str, run: i64) -> Result<bool, StoreError> {
    let sql = "INSERT INTO periods (label, state, run) VALUES ($1, 'calculated', $2) \
               ON CONFLICT (label) DO UPDATE SET run = $2 \
               WHERE periods.state = 'calculated'";
    Ok(writing.run(sql, vec![label.into(), run.into()]).await? == 1)
}

/// Approves the run that the period stands on; false where it stands on another one, or is not just calculated.
///
/// # Errors
/// [`StoreError`].
pub async fn approve(writing: &mut Writing, label: &str, run: i64, by: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE periods SET state = 'approved', approved_by = $3 \
               WHERE label = $1 AND run = $2 AND state = 'calculated'";
    Ok(writing.run(sql, vec![label.into(), run.into(), by.into()]).await? == 1)
}

/// Takes an approval back; false where there is none, or the period is closed.
///
/// # Errors
/// [`StoreError`].
pub async fn reopen(writing: &mut Writing, label: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE periods SET state = 'calculated', approved_by = NULL WHERE label = $1 AND state = 'approved'";
    Ok(writing.run(sql, vec![label.into()]).await? == 1)
}

/// Closes the period with the seal of its approved run, if it is still the one that follows `before` others.
///
/// # Errors
/// [`StoreError::Taken`] where the period is closed, or another one was closed meanwhile.
pub async fn close(
    writing: &mut Writing,
    (label, run): (&str, i64),
    (before, seal): (i64, Vec<u8>),
) -> Result<bool, StoreError> {
    let sql = "UPDATE periods SET state = 'closed' WHERE label = $1 AND run = $2 AND state = 'approved'";
    if writing.run(sql, vec![label.into(), run.into()]).await? == 0 {
        return Ok(false);
    }
    let sql = "INSERT INTO seals (place, period, run, text) VALUES ($1, $2, $3, $4)";
    let values: Vec<Value> = vec![before.saturating_add(1).into(), label.into(), run.into(), seal.into()];
    writing.run(sql, values).await.map(|_| true)
}

/// Says that what a closed period pays went to payroll; false where it is not closed, or payroll has taken it in.
///
/// # Errors
/// [`StoreError`].
pub async fn exported(writing: &mut Writing, label: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE periods SET state = 'exported' WHERE label = $1 AND state IN ('closed', 'exported')";
    Ok(writing.run(sql, vec![label.into()]).await? == 1)
}

/// Says that payroll has taken in what an exported period pays; false where it is not exported, or was taken in before.
///
/// # Errors
/// [`StoreError`].
pub async fn acknowledged(writing: &mut Writing, label: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE periods SET state = 'acknowledged' WHERE label = $1 AND state = 'exported'";
    Ok(writing.run(sql, vec![label.into()]).await? == 1)
}

/// The first `count` seals, each with its period.
///
/// # Errors
/// [`StoreError`].
pub async fn seals(database: &Database, count: i64) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let sql = "SELECT period, text FROM seals WHERE place <= $1 ORDER BY place";
    let rows = database.rows(sql, vec![count.into()]).await?;
    rows.iter().map(|row| Ok((row.text(0)?, row.bytes(1)?))).collect()
}

/// The label of the period that was closed last, if any was.
///
/// # Errors
/// [`StoreError`].
pub async fn last_closed(database: &Database) -> Result<Option<String>, StoreError> {
    let rows = database.rows("SELECT period FROM seals ORDER BY place DESC LIMIT 1", vec![]).await?;
    rows.first().map(|row| row.text(0)).transpose()
}

/// The seal of a period.
///
/// # Errors
/// [`StoreError`].
pub async fn seal(database: &Database, label: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let rows = database.rows("SELECT text FROM seals WHERE period = $1", vec![label.into()]).await?;
    rows.first().map(|row| row.bytes(0)).transpose()
}
