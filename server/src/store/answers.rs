//! What was answered under an `Idempotency-Key`: the same key and request get the same answer, and nothing is done again.

use super::value::{Row, Value};
use super::{Database, StoreError, Writing};

/// An answer that was given.
#[derive(Clone, Debug)]
pub struct Saved {
    /// The digest of the request: its method, path and body.
    pub request: String,
    /// The status of the answer.
    pub status: i64,
    /// Its body.
    pub body: Vec<u8>,
}

const FIND: &str = "SELECT request, status, body FROM answers WHERE principal = $1 AND key = $2";

/// The same, for whoever only looks.
///
/// # Errors
/// [`StoreError`].
pub async fn look(database: &Database, who: &str, key: &str) -> Result<Option<Saved>, StoreError> {
    database.rows(FIND, vec![who.into(), key.into()]).await?.first().map(saved).transpose()
}

/// What was answered to somebody under this key, as whoever is about to answer sees it.
///
/// # Errors
/// [`StoreError`].
pub async fn find(writing: &mut Writing, who: &str, key: &str) -> Result<Option<Saved>, StoreError> {
    let rows = writing.rows(FIND, vec![who.into(), key.into()]).await?;
    rows.first().map(saved).transpose()
}

/// Keeps an answer.
///
/// # Errors
/// [`StoreError`].
pub async fn keep(writing: &mut Writing, who: &str, key: &str, saved: &Saved, at: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO answers (principal, key, request, status, body, made_at) VALUES ($1, $2, $3, $4, $5, $6)";
    let Saved { request, status, body } = saved;
    let values: Vec<Value> =
        vec![who.into(), key.into(), request.as_str().into(), (*status).into(), body.clone().into(), at.into()];
    writing.run(sql, values).await.map(|_| ())
}

fn saved(row: &Row) -> Result<Saved, StoreError> {
    Ok(Saved { request: row.text(0)?, status: row.int(1)?, body: row.bytes(2)? })
}
