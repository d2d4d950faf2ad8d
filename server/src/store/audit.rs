//! The audit log: written in the same transaction as what it records, by whoever holds the one writing transaction.

use std::collections::BTreeMap;

use attain_engine::hash::sha256;

use super::value::{Row, Value};
use super::{Database, StoreError, Writing};
use crate::checkpoint::Checkpoint;
use crate::record::{NOTHING_BEFORE, Record, Stored};

/// What is recorded, beside its place in the chain.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// What was done.
    pub action: &'static str,
    /// To what.
    pub object: &'a str,
    /// What of it matters.
    pub detail: Vec<(&'static str, String)>,
}

/// By whom, when and from where something is done.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Who.
    pub who: String,
    /// When.
    pub at: String,
    /// From where.
    pub from: String,
    /// In which request.
    pub request: String,
}

/// Adds a record: how far the log has come with it.
///
/// # Errors
/// [`StoreError`].
pub async fn add(writing: &mut Writing, origin: &Origin, entry: Entry<'_>) -> Result<Checkpoint, StoreError> {
    let last = writing.rows("SELECT seq, sha256 FROM audit ORDER BY seq DESC LIMIT 1", vec![]).await?;
    let (seq, prev) = match last.first() {
        Some(row) => (row.int(0)?.saturating_add(1), row.text(1)?),
        None => (1, NOTHING_BEFORE.to_owned()),
    };
    let detail = entry.detail.into_iter().map(|(name, text)| (name.to_owned(), text));
    let record = Record {
        action: entry.action.to_owned(),
        at: origin.at.clone(),
        detail: detail.collect::<BTreeMap<_, _>>(),
        from: origin.from.clone(),
        object: entry.object.to_owned(),
        prev,
        request: origin.request.clone(),
        seq: seq.to_string(),
        who: origin.who.clone(),
    };
    let bytes = record.bytes().map_err(|error| StoreError::Database(sqlx::Error::Encode(error.into())))?;
    let digest = sha256(&bytes);
    let signature = writing.key().sign(&record.seq, &digest);
    let values: Vec<Value> = vec![seq.into(), bytes.into(), digest.as_str().into(), signature.as_str().into()];
    writing.run("INSERT INTO audit (seq, record, sha256, signature) VALUES ($1, $2, $3, $4)", values).await?;
    Ok(Checkpoint::new(writing.key(), (record.seq, digest, signature)))
}

/// At most `rows` records that follow number `after`.
///
/// # Errors
/// [`StoreError`].
pub async fn page(database: &Database, after: i64, rows: i64) -> Result<Vec<Stored>, StoreError> {
    let sql = "SELECT seq, record, sha256, signature FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2";
    database.rows(sql, vec![after.into(), rows.into()]).await?.iter().map(stored).collect()
}

/// The first record, if there is any.
///
/// # Errors
/// [`StoreError`].
pub async fn first(writing: &mut Writing) -> Result<Option<Stored>, StoreError> {
    let sql = "SELECT seq, record, sha256, signature FROM audit ORDER BY seq LIMIT 1";
    writing.rows(sql, vec![]).await?.first().map(stored).transpose()
}

/// The last record, if there is any.
///
/// # Errors
/// [`StoreError`].
pub async fn last(database: &Database) -> Result<Option<Stored>, StoreError> {
    let sql = "SELECT seq, record, sha256, signature FROM audit ORDER BY seq DESC LIMIT 1";
    database.rows(sql, vec![]).await?.first().map(stored).transpose()
}

fn stored(row: &Row) -> Result<Stored, StoreError> {
    Ok(Stored { seq: row.int(0)?, bytes: row.bytes(1)?, sha256: row.text(2)?, signature: row.text(3)? })
}
