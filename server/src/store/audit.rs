//! The audit log: written in the same transaction as what it records, by whoever holds the one writing transaction.

use std::collections::BTreeMap;
use std::sync::Arc;

use attain_engine::hash::sha256;

use super::value::{Row, Value};
use super::{Database, StoreError, Writing};
use crate::checkpoint::Checkpoint;
use crate::clock;
use crate::key::{Key, PublicKey};
use crate::record::{KEY, KEY_CHANGE, NOTHING_BEFORE, Record, Stored};

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
/// [`StoreError::OtherKey`] where the last record is not one that the key of this process signed; [`StoreError`].
pub async fn add(writing: &mut Writing, origin: &Origin, entry: Entry<'_>) -> Result<Checkpoint, StoreError> {
    match last_of(writing).await? {
        Some(last) if !goes_on(&last, writing.key()) => Err(StoreError::OtherKey),
        last => add_behind(writing, origin, last, entry).await,
    }
}

/// Adds a record behind `last`, whoever signed that.
async fn add_behind(
    writing: &mut Writing,
    origin: &Origin,
    last: Option<Stored>,
    entry: Entry<'_>,
) -> Result<Checkpoint, StoreError> {
    // When it is written, which may be long after it was asked for; and never before the one that stands before it.
    let before = last.as_ref().and_then(|last| Record::read(&last.bytes)).map(|last| last.at).unwrap_or_default();
    let at = clock::now().max(before);
    let (seq, prev) = match last {
        Some(last) => (last.seq.saturating_add(1), last.sha256),
        None => (1, NOTHING_BEFORE.to_owned()),
    };
    let detail = entry.detail.into_iter().map(|(name, text)| (name.to_owned(), text));
    let record = Record {
        action: entry.action.to_owned(),
        at,
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

/// Hands the log on to another key, which signs every record from now on.
///
/// # Errors
/// [`StoreError`].
pub async fn change_key(writing: &mut Writing, origin: &Origin, next: Arc<Key>) -> Result<(), StoreError> {
    let detail = vec![(KEY, next.public())];
    add(writing, origin, Entry { action: KEY_CHANGE, object: "audit", detail }).await?;
    writing.sign_with(next);
    // Something that it signed: what another key says of the log's end is never gone on from.
    let (last, detail) = (last_of(writing).await?, vec![(KEY, writing.key().public())]);
    add_behind(writing, origin, last, Entry { action: "key.begin", object: "audit", detail }).await.map(|_| ())
}

/// Has any record named this key?
///
/// # Errors
/// [`StoreError`].
pub async fn has_named(writing: &mut Writing, key: &str) -> Result<bool, StoreError> {
    let mut after = 0;
    loop {
        let sql = "SELECT seq, record FROM audit WHERE seq > $1 ORDER BY seq LIMIT 500";
        let rows = writing.rows(sql, vec![after.into()]).await?;
        let Some(last) = rows.last() else { return Ok(false) };
        after = last.int(0)?;
        for row in &rows {
            let record = Record::read(&row.bytes(1)?);
            if record.is_some_and(|record| record.detail.get(KEY).is_some_and(|named| named == key)) {
                return Ok(true);
            }
        }
    }
}

/// Does this key sign what comes behind `last`?
pub fn goes_on(last: &Stored, key: &Key) -> bool {
    PublicKey::read(&key.public()).is_some_and(|key| last.is_signed_by(&key))
}

/// At most `rows` records that follow number `after`.
///
/// # Errors
/// [`StoreError`].
pub async fn page(database: &Database, after: i64, rows: i64) -> Result<Vec<Stored>, StoreError> {
    let sql = "SELECT seq, record, sha256, signature FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2";
    database.rows(sql, vec![after.into(), rows.into()]).await?.iter().map(stored).collect()
}

const SELECT_LAST: &str = "SELECT seq, record, sha256, signature FROM audit ORDER BY seq DESC LIMIT 1";

/// The last record, if there is any.
///
/// # Errors
/// [`StoreError`].
pub async fn last(database: &Database) -> Result<Option<Stored>, StoreError> {
    database.rows(SELECT_LAST, vec![]).await?.first().map(stored).transpose()
}

/// The same, seen by whoever is about to add one.
///
/// # Errors
/// [`StoreError`].
pub async fn last_of(writing: &mut Writing) -> Result<Option<Stored>, StoreError> {
    writing.rows(SELECT_LAST, vec![]).await?.first().map(stored).transpose()
}

fn stored(row: &Row) -> Result<Stored, StoreError> {
    Ok(Stored { seq: row.int(0)?, bytes: row.bytes(1)?, sha256: row.text(2)?, signature: row.text(3)? })
}
