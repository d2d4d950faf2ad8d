//! What was answered under an `Idempotency-Key`: the same key and request get the same answer, and nothing is done again.

use super::database::Value;
use super::{StoreError, Writing};

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

/// What was answered to somebody under this key.
///
/// # Errors
/// [`StoreError`].
pub async fn find(writing: &mut Writing, who: &str, key: &str) -> Result<Option<Saved>, StoreError> {
    let sql = "SELECT request, status, body FROM answers WHERE principal = $1 AND key = $2";
    let rows = writing.rows(sql, vec![who.into(), key.into()]).await?;
    let saved =
        |row: &super::database::Row| Ok(Saved { request: row.text(0)?, status: row.int(1)?, body: row.bytes(2)? });
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
