//! The audit log: written in the same transaction as what it records, by whoever holds the one writing transaction.

use std::collections::BTreeMap;

use attain_engine::hash::sha256;

use super::value::Value;
use super::{Database, StoreError, Writing};
use crate::record::{NOTHING_BEFORE, Record};

/// Records that are read at once.
const MOST_ON_A_PAGE: i64 = 500;

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

/// Adds a record.
///
/// # Errors
/// [`StoreError`].
pub async fn add(writing: &mut Writing, origin: &Origin, entry: Entry<'_>) -> Result<(), StoreError> {
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
    let values: Vec<Value> = vec![seq.into(), bytes.into(), digest.into()];
    writing.run("INSERT INTO audit (seq, record, sha256) VALUES ($1, $2, $3)", values).await.map(|_| ())
}

/// A record as it is stored: its number, its bytes, its digest.
pub type Stored = (i64, Vec<u8>, String);

/// The records that follow number `after`, up to a page of them.
///
/// # Errors
/// [`StoreError`].
pub async fn page(database: &Database, after: i64) -> Result<Vec<Stored>, StoreError> {
    let sql = "SELECT seq, record, sha256 FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2";
    let rows = database.rows(sql, vec![after.into(), MOST_ON_A_PAGE.into()]).await?;
    rows.iter().map(|row| Ok((row.int(0)?, row.bytes(1)?, row.text(2)?))).collect()
}
