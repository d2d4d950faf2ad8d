//! Who may come in.

use super::value::{Row, Value};
use super::{Database, StoreError, Writing};
use crate::role::Role;
use crate::secret::Token;

/// Under which name the service itself is recorded. Nobody is called so.
pub const SERVICE: &str = "service";

/// Somebody who was let in.
#[derive(Clone, Debug)]
pub struct Principal {
    /// Under which name everything that they do is recorded.
    pub id: String,
    /// What they are here to do.
    pub role: Role,
    /// Which participant they are, if any.
    pub participant: Option<String>,
}

/// Somebody who was let in, and since when.
#[derive(Clone, Debug)]
pub struct Known {
    /// Who.
    pub principal: Principal,
    /// Since when.
    pub created_at: String,
}

/// A token, without its secret.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its id.
    pub id: String,
    /// Until when it holds.
    pub expires_at: String,
    /// Since when it holds no longer, if it was revoked.
    pub revoked_at: Option<String>,
    /// The token with which it was begun, where it is a session.
    pub begun_with: Option<String>,
}

/// At most `rows` principals behind the one of this id, in the order of their ids.
///
/// # Errors
/// [`StoreError`].
pub async fn page(database: &Database, after: &str, rows: i64) -> Result<Vec<Known>, StoreError> {
    let sql = "SELECT id, role, participant, created_at FROM principals WHERE id > $1 ORDER BY id LIMIT $2";
    let known = |row: &Row| {
        let role = Role::of(&row.text(1)?).ok_or(StoreError::Shape(1))?;
        let principal = Principal { id: row.text(0)?, role, participant: row.optional_text(2)? };
        Ok(Known { principal, created_at: row.text(3)? })
    };
    database.rows(sql, vec![after.into(), rows.into()]).await?.iter().map(known).collect()
}

/// At most `rows` tokens of `owner` behind the one of the id `after`, in the order of their ids.
///
/// # Errors
/// [`StoreError`].
pub async fn tokens(database: &Database, (owner, after): (&str, &str), rows: i64) -> Result<Vec<Given>, StoreError> {
    let sql = "SELECT t.id, t.expires_at, t.revoked_at, s.begun_with FROM tokens t LEFT JOIN sessions s ON s.token = t.id \
               WHERE t.principal = $1 AND t.id > $2 ORDER BY t.id LIMIT $3";
    let given = |row: &Row| {
        let (id, expires_at) = (row.text(0)?, row.text(1)?);
        Ok(Given { id, expires_at, revoked_at: row.optional_text(2)?, begun_with: row.optional_text(3)? })
    };
    database.rows(sql, vec![owner.into(), after.into(), rows.into()]).await?.iter().map(given).collect()
}

/// Is there anybody?
///
/// # Errors
/// [`StoreError`].
pub async fn any(writing: &mut Writing) -> Result<bool, StoreError> {
    Ok(!writing.rows("SELECT id FROM principals LIMIT 1", vec![]).await?.is_empty())
}

/// Is there somebody of this id?
///
/// # Errors
/// [`StoreError`].
pub async fn is_there(writing: &mut Writing, id: &str) -> Result<bool, StoreError> {
    Ok(!writing.rows("SELECT id FROM principals WHERE id = $1", vec![id.into()]).await?.is_empty())
}

/// Adds somebody.
///
/// # Errors
/// [`StoreError::Taken`] when there is somebody of this id.
pub async fn add(writing: &mut Writing, principal: &Principal, at: &str) -> Result<(), StoreError> {
    let Principal { id, role, participant } = principal;
    let sql = "INSERT INTO principals (id, role, participant, created_at) VALUES ($1, $2, $3, $4)";
    let values = vec![id.as_str().into(), role.word().into(), participant.as_deref().into(), at.into()];
    writing.run(sql, values).await.map(|_| ())
}

/// Adds a token of somebody.
///
/// # Errors
/// [`StoreError`].
pub async fn add_token(writing: &mut Writing, owner: &str, token: &Token, until: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO tokens (id, principal, sha256, expires_at) VALUES ($1, $2, $3, $4)";
    let values: Vec<Value> = vec![token.id.as_str().into(), owner.into(), token.digest().into(), until.into()];
    writing.run(sql, values).await.map(|_| ())
}

/// Revokes a token, from now on; false where there is none that still holds.
///
/// # Errors
/// [`StoreError`].
pub async fn revoke(writing: &mut Writing, token: &str, now: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
    Ok(writing.run(sql, vec![token.into(), now.into()]).await? == 1)
}

/// Says that a token is the session that was begun with another one.
///
/// # Errors
/// [`StoreError`].
pub async fn add_session(writing: &mut Writing, token: &str, begun_with: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO sessions (token, begun_with) VALUES ($1, $2)";
    writing.run(sql, vec![token.into(), begun_with.into()]).await.map(|_| ())
}

/// Whose token it is, if it holds now.
///
/// # Errors
/// [`StoreError`].
pub async fn of_token(database: &Database, token: &Token, now: &str) -> Result<Option<Principal>, StoreError> {
    let sql = "SELECT p.id, p.role, p.participant, t.sha256 FROM tokens t JOIN principals p ON p.id = t.principal \
               WHERE t.id = $1 AND t.revoked_at IS NULL AND t.expires_at > $2 \
                 AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.token = t.id)";
    owner(database, sql, token, now).await
}

/// Whose session it is, if it holds now, and the token still does with which it was begun.
///
/// # Errors
/// [`StoreError`].
pub async fn of_session(database: &Database, token: &Token, now: &str) -> Result<Option<Principal>, StoreError> {
    let sql = "SELECT p.id, p.role, p.participant, t.sha256 FROM sessions s \
               JOIN tokens t ON t.id = s.token JOIN tokens b ON b.id = s.begun_with \
               JOIN principals p ON p.id = t.principal \
               WHERE t.id = $1 AND t.revoked_at IS NULL AND t.expires_at > $2 \
                 AND b.revoked_at IS NULL AND b.expires_at > $2";
    owner(database, sql, token, now).await
}

async fn owner(
    database: &Database,
    sql: &'static str,
    token: &Token,
    now: &str,
) -> Result<Option<Principal>, StoreError> {
    let rows = database.rows(sql, vec![token.id.as_str().into(), now.into()]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    // Digests are compared, not secrets: how far two of them agree tells nothing about the secret.
    if row.text(3)? != token.digest() {
        return Ok(None);
    }
    let role = Role::of(&row.text(1)?).ok_or(StoreError::Shape(1))?;
    Ok(Some(Principal { id: row.text(0)?, role, participant: row.optional_text(2)? }))
}
