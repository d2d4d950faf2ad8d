//! Runs: what was computed, of which snapshot, and what came out.

use super::value::{Row, Value};
use super::{Database, StoreError, Writing};

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunState {
    /// It waits, or is being computed.
    Queued,
    /// It gave a result.
    Finished,
    /// It gave findings instead.
    Refused,
}

impl RunState {
    /// Its name in the API and in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Finished => "finished",
            Self::Refused => "refused",
        }
    }

    fn of(word: &str) -> Option<Self> {
        [Self::Queued, Self::Finished, Self::Refused].into_iter().find(|state| state.word() == word)
    }
}

/// A computation of a period.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its number.
    pub id: i64,
    /// The period, as it was asked for.
    pub period: String,
    /// The number of its snapshot.
    pub snapshot: i64,
    /// The engine that ended it, if it ended.
    pub engine: Option<String>,
    /// Who asked for it.
    pub made_by: String,
    /// When.
    pub made_at: String,
    /// How far it has come.
    pub state: RunState,
    /// When it ended, if it did.
    pub ended_at: Option<String>,
    /// How far its transactions have been read, once it is computed.
    pub progress: Option<Progress>,
}

/// How far the transactions of a run have been read.
#[derive(Clone, Debug)]
pub struct Progress {
    /// Bytes that were read.
    pub read: i64,
    /// Bytes of all of them.
    pub of: i64,
    /// When this was seen.
    pub at: String,
}

/// Adds a run that waits.
///
/// # Errors
/// [`StoreError`].
pub async fn add(
    writing: &mut Writing,
    (period, snapshot): (&str, i64),
    (who, at): (&str, &str),
) -> Result<i64, StoreError> {
    let sql = "INSERT INTO runs (period, snapshot, made_by, made_at, state) \
               VALUES ($1, $2, $3, $4, 'queued') RETURNING id";
    let values: Vec<Value> = vec![period.into(), snapshot.into(), who.into(), at.into()];
    writing.rows(sql, values).await?.first().ok_or(StoreError::Shape(0))?.int(0)
}

/// Ends a run, with its files; false where it had ended.
///
/// # Errors
/// [`StoreError`].
pub async fn end(
    writing: &mut Writing,
    run: i64,
    (state, engine, at): (RunState, &str, &str),
    files: Vec<(&'static str, Vec<u8>)>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE runs SET state = $2, engine = $3, ended_at = $4 WHERE id = $1 AND state = 'queued'";
    if writing.run(sql, vec![run.into(), state.word().into(), engine.into(), at.into()]).await? == 0 {
        return Ok(false);
    }
    for (name, bytes) in files {
        let sql = "INSERT INTO run_files (run, name, bytes) VALUES ($1, $2, $3)";
        writing.run(sql, vec![run.into(), name.into(), bytes.into()]).await?;
    }
    Ok(true)
}

/// Says how far the transactions of a run have been read.
///
/// # Errors
/// [`StoreError`].
pub async fn go_on(writing: &mut Writing, run: i64, Progress { read, of, at }: Progress) -> Result<(), StoreError> {
    let sql = "UPDATE runs SET read_bytes = $2, all_bytes = $3, seen_at = $4 WHERE id = $1 AND state = 'queued'";
    writing.run(sql, vec![run.into(), read.into(), of.into(), at.as_str().into()]).await.map(|_| ())
}

/// The run of this number.
///
/// # Errors
/// [`StoreError`].
pub async fn one(database: &Database, id: i64) -> Result<Option<Run>, StoreError> {
    let sql = "SELECT id, period, snapshot, engine, made_by, made_at, state, ended_at, read_bytes, all_bytes, seen_at FROM runs WHERE id = $1";
    database.rows(sql, vec![id.into()]).await?.first().map(run).transpose()
}

/// At most `rows` runs of a period that were asked for before the one of this number, latest first, each with the digest of its
/// snapshot.
///
/// # Errors
/// [`StoreError`].
pub async fn page(
    database: &Database,
    (period, before): (&str, i64),
    rows: i64,
) -> Result<Vec<(Run, String)>, StoreError> {
    let sql = "SELECT r.id, r.period, r.snapshot, r.engine, r.made_by, r.made_at, r.state, r.ended_at, r.read_bytes, r.all_bytes, \
               r.seen_at, s.sha256 \
               FROM runs r JOIN snapshots s ON s.id = r.snapshot \
               WHERE r.period = $1 AND r.id < $2 ORDER BY r.id DESC LIMIT $3";
    let rows = database.rows(sql, vec![period.into(), before.into(), rows.into()]).await?;
    rows.iter().map(|row| Ok((run(row)?, row.text(11)?))).collect()
}

/// The run that has waited longest, if any waits.
///
/// # Errors
/// [`StoreError`].
pub async fn queued(database: &Database) -> Result<Option<Run>, StoreError> {
    let sql = "SELECT id, period, snapshot, engine, made_by, made_at, state, ended_at, read_bytes, all_bytes, seen_at FROM runs \
               WHERE state = 'queued' ORDER BY id LIMIT 1";
    database.rows(sql, vec![]).await?.first().map(run).transpose()
}

/// How many runs wait or are being computed.
///
/// # Errors
/// [`StoreError`].
pub async fn count_queued(database: &Database) -> Result<i64, StoreError> {
    let rows = database.rows("SELECT COUNT(*) FROM runs WHERE state = 'queued'", vec![]).await?;
    rows.first().ok_or(StoreError::Shape(0))?.int(0)
}

/// A file of a run.
///
/// # Errors
/// [`StoreError`].
pub async fn file(database: &Database, run: i64, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT bytes FROM run_files WHERE run = $1 AND name = $2";
    database.rows(sql, vec![run.into(), name.into()]).await?.first().map(|row| row.bytes(0)).transpose()
}

fn run(row: &Row) -> Result<Run, StoreError> {
    let state = RunState::of(&row.text(6)?).ok_or(StoreError::Shape(6))?;
    let seen_at = row.optional_text(10)?;
    let (read, of) = (row.int(8)?, row.int(9)?);
    Ok(Run {
        id: row.int(0)?,
        period: row.text(1)?,
        snapshot: row.int(2)?,
        engine: row.optional_text(3)?,
        made_by: row.text(4)?,
        made_at: row.text(5)?,
        state,
        ended_at: row.optional_text(7)?,
        progress: seen_at.map(|at| Progress { read, of, at }),
    })
}
