//! Who was let in, and with what.

use serde::Serialize;
use utoipa::ToSchema;

use crate::store::principals;

/// Somebody who was let in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Principal {
    /// Under which name everything that they do is recorded.
    pub id: String,
    /// What they are here to do.
    pub role: String,
    /// Which participant they are, if any.
    pub participant: Option<String>,
    /// Their token; null when the same request is answered again.
    pub token: Option<String>,
    /// Until when it holds, in UTC.
    pub expires_at: String,
}

/// People who were let in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Principals {
    /// In the order of their ids.
    pub principals: Vec<Known>,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
}

/// Somebody who was let in, and since when.
#[derive(Debug, Serialize, ToSchema)]
pub struct Known {
    /// Under which name everything that they do is recorded.
    pub id: String,
    /// What they are here to do.
    pub role: String,
    /// Which participant they are, if any.
    pub participant: Option<String>,
    /// Since when, in UTC.
    pub created_at: String,
}

impl From<principals::Known> for Known {
    fn from(known: principals::Known) -> Self {
        let principals::Known { principal: principals::Principal { id, role, participant }, created_at } = known;
        Self { id, role: role.word().to_owned(), participant, created_at }
    }
}

/// Tokens that somebody has or had.
#[derive(Debug, Serialize, ToSchema)]
pub struct Tokens {
    /// In the order of their ids.
    pub tokens: Vec<Given>,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
}

/// A token, without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct Given {
    /// Its id.
    pub token: String,
    /// Until when it holds, in UTC.
    pub expires_at: String,
    /// Since when it holds no longer, in UTC; null while nobody revoked it.
    pub revoked_at: Option<String>,
    /// The token with which it was begun, where it is the session of a browser; null otherwise. It holds no longer than that one.
    pub begun_with: Option<String>,
}

impl From<principals::Given> for Given {
    fn from(given: principals::Given) -> Self {
        let principals::Given { id, expires_at, revoked_at, begun_with } = given;
        Self { token: id, expires_at, revoked_at, begun_with }
    }
}

/// A token that was given.
#[derive(Debug, Serialize, ToSchema)]
pub struct Token {
    /// Whose it is.
    pub id: String,
    /// The token; null when the same request is answered again.
    pub token: Option<String>,
    /// Until when it holds, in UTC.
    pub expires_at: String,
}

/// A session that has begun.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    /// Who asks in it.
    pub id: String,
    /// What they are here to do.
    pub role: String,
    /// Which participant they are, if any.
    pub participant: Option<String>,
    /// Until when it holds, in UTC.
    pub expires_at: String,
}

/// A token that holds no longer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Revoked {
    /// Its id.
    pub token: String,
    /// Since when, in UTC.
    pub revoked_at: String,
}
