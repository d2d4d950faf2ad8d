//! [`Caller`]: who asks, and how what they change is written: once for each `Idempotency-Key`, with its audit records.

use attain_engine::hash::sha256;
use attain_rules::both;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::checkpoint::Checkpoint;
use crate::problem::Problem;
use crate::reach::Reach;
use crate::service::Service;
use crate::store::Writing;
use crate::store::answers::{self, Saved};
use crate::store::audit::{self, Entry, Origin};
use crate::store::principals::Principal;

/// Longest `Idempotency-Key`.
pub const MOST_KEY_CHARACTERS: usize = 200;

/// Who asks.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Whose token it is.
    pub principal: Principal,
    /// Where the request came from, and when.
    pub origin: Origin,
    /// How they came in.
    pub pass: Pass,
    /// What makes the request the same as another one, beside its body.
    line: String,
    /// The `Idempotency-Key`, if there is one.
    key: Option<String>,
}

/// How somebody comes in, with the id of what they show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pass {
    /// A token that was sent.
    Token(String),
    /// A session, in a cookie.
    Session(String),
}

/// What is answered to a change: a status and JSON.
#[derive(Clone, Debug)]
pub struct Answer {
    status: StatusCode,
    body: Vec<u8>,
}

/// What stands at the beginning of a change.
pub enum Begun {
    /// It was made before, and this was the answer.
    Before(Answer),
    /// It is to be made.
    Now(Writing),
}

impl Answer {
    /// A new one.
    ///
    /// # Errors
    /// [`Problem::unavailable`] for what is no JSON, which nothing in `wire` is.
    pub fn new<T: Serialize>(status: StatusCode, body: &T) -> Result<Self, Problem> {
        let body = serde_json::to_vec(body).map_err(|error| {
            tracing::error!(%error, "an answer could not be written");
            Problem::unavailable()
        })?;
        Ok(Self { status, body })
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        (self.status, [(header::CONTENT_TYPE, "application/json")], self.body).into_response()
    }
}

impl Caller {
    /// Whoever has this token, asking for `method path`.
    ///
    /// # Errors
    /// [`Problem::malformed`] for a key that is too long.
    pub fn new(
        principal: Principal,
        origin: Origin,
        (line, pass): (String, Pass),
        headers: &HeaderMap,
    ) -> Result<Self, Problem> {
        let key = headers.get("idempotency-key").map(|key| key.to_str().map(str::to_owned)).transpose();
        let key =
            key.ok().filter(|key| key.as_ref().is_none_or(|key| !key.is_empty() && key.len() <= MOST_KEY_CHARACTERS));
        let Some(key) = key else {
            return Err(Problem::malformed(both!(
                "an Idempotency-Key has 1 to {MOST_KEY_CHARACTERS} plain characters",
                "Idempotency-Key 须为 1 至 {MOST_KEY_CHARACTERS} 个普通字符"
            )));
        };
        Ok(Self { principal, origin, pass, line, key })
    }

    /// What they ask for: method and address.
    #[must_use]
    pub fn line(&self) -> &str {
        &self.line
    }

    /// Whose pay they may see.
    #[must_use]
    pub fn reach(&self) -> Reach {
        Reach::of(&self.principal)
    }

    /// Is this participant the caller themselves?
    #[must_use]
    pub fn is(&self, participant: &str) -> bool {
        self.principal.participant.as_deref() == Some(participant)
    }

    /// Begins a change whose request has a body of this digest.
    ///
    /// # Errors
    /// [`Problem::key_used`]; what the database says.
    pub async fn begin(&self, service: &Service, body_digest: &str) -> Result<Begun, Problem> {
        let mut writing = service.database.begin().await?;
        let Some(key) = &self.key else { return Ok(Begun::Now(writing)) };
        match answers::find(&mut writing, &self.principal.id, key).await? {
            None => Ok(Begun::Now(writing)),
            Some(saved) => self.again(saved, body_digest).map(Begun::Before),
        }
    }

    /// What was answered under this key, for whoever has much to do before the change can begin.
    ///
    /// # Errors
    /// As [`Self::begin`].
    pub async fn before(&self, service: &Service, body_digest: &str) -> Result<Option<Answer>, Problem> {
        let Some(key) = &self.key else { return Ok(None) };
        let saved = answers::look(&service.database, &self.principal.id, key).await?;
        saved.map(|saved| self.again(saved, body_digest)).transpose()
    }

    /// The answer that was given, if it was given to this request.
    fn again(&self, saved: Saved, body_digest: &str) -> Result<Answer, Problem> {
        if saved.request != self.digest(body_digest) {
            return Err(Problem::key_used());
        }
        let status = u16::try_from(saved.status).ok().and_then(|status| StatusCode::from_u16(status).ok());
        Ok(Answer { status: status.unwrap_or(StatusCode::OK), body: saved.body })
    }

    /// Records what was done: how far the log has come with it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn record(&self, writing: &mut Writing, entry: Entry<'_>) -> Result<Checkpoint, Problem> {
        Ok(audit::add(writing, &self.origin, entry).await?)
    }

    /// Records a look, which changes nothing else.
    ///
    /// # Errors
    /// What the database says.
    pub async fn looked(&self, service: &Service, entry: Entry<'_>) -> Result<(), Problem> {
        let mut writing = service.database.begin().await?;
        self.record(&mut writing, entry).await?;
        Ok(writing.commit().await?)
    }

    /// Ends a change: it, its audit records and its answer are there, or nothing is.
    ///
    /// # Errors
    /// What the database says.
    pub async fn end(&self, mut writing: Writing, body_digest: &str, answer: Answer) -> Result<Answer, Problem> {
        if let Some(key) = &self.key {
            let saved = Saved {
                request: self.digest(body_digest),
                status: i64::from(answer.status.as_u16()),
                body: answer.body.clone(),
            };
            answers::keep(&mut writing, &self.principal.id, key, &saved, &self.origin.at).await?;
        }
        writing.commit().await?;
        Ok(answer)
    }

    fn digest(&self, body_digest: &str) -> String {
        sha256(format!("{}\n{body_digest}", self.line).as_bytes())
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        // The guard of every endpoint puts it there.
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::unknown_caller)
    }
}
