//! `POST /v1/principals/{id}/tokens`: a new token for somebody, shown once. Those that they have hold as long as they did.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::create_principal::days_of;
use crate::caller::{Answer, Begun, Caller};
use crate::problem::Problem;
use crate::secret::Token;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::{Writing, principals};
use crate::{body, clock, wire};

/// How long a new token holds.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewToken)]
pub struct Asked {
    /// How many days; 90 when nothing is said.
    #[schema(minimum = 1, maximum = 400)]
    days: Option<i64>,
}

/// The token.
#[utoipa::path(post, path = "/v1/principals/{id}/tokens", request_body = Asked,
    responses((status = 201, description = "The token.", body = wire::Token)))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Answer, Problem> {
    let (Asked { days }, digest) = body::json(&body)?;
    let days = days_of(days)?;
    let mut writing = match caller.begin(&service, &digest).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    if !principals::is_there(&mut writing, &id).await? {
        return Err(Problem::not_found());
    }
    let (token, until) = give(&mut writing, &id, days).await?;
    let detail = vec![("token", token.id.clone()), ("expires_at", until.clone())];
    caller.record(&mut writing, Entry { action: "token.create", object: &id, detail }).await?;
    let shown = |token: Option<String>| {
        Answer::new(StatusCode::CREATED, &wire::Token { id: id.clone(), token, expires_at: until.clone() })
    };
    // What is kept to be answered again has no secret in it.
    caller.end(writing, &digest, shown(None)?).await?;
    shown(Some(token.text()))
}

/// A new token for somebody, and until when it holds.
///
/// # Errors
/// [`Problem::unavailable`].
pub async fn give(writing: &mut Writing, owner: &str, days: i64) -> Result<(Token, String), Problem> {
    let token = Token::new().map_err(|_| Problem::unavailable())?;
    let until = clock::in_days(days);
    principals::add_token(writing, owner, &token, &until).await?;
    Ok((token, until))
}
