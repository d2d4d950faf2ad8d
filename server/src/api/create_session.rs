//! `POST /v1/sessions`: a session for a browser, in the place of the token that was sent once.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::caller::{Answer, Caller, Pass};
use crate::problem::Problem;
use crate::secret::Token;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::principals;
use crate::{clock, session, wire};

/// The session, as a cookie.
#[utoipa::path(post, path = "/v1/sessions",
    responses((status = 201, description = "It has begun: the cookie is in the answer.", body = wire::Session)))]
pub async fn answer(State(service): State<Service>, caller: Caller) -> Result<Response, Problem> {
    // Whoever has a session could otherwise keep it for ever.
    let Pass::Token(begun_with) = &caller.pass else { return Err(Problem::needs_token()) };
    // A session that is begun twice is two: a cookie is nothing to be answered again.
    let mut writing = service.database.begin().await?;
    let token = Token::new().map_err(|_| Problem::unavailable())?;
    let until = clock::in_hours(session::HOURS);
    let principal = &caller.principal;
    principals::add_token(&mut writing, &principal.id, &token, &until).await?;
    principals::add_session(&mut writing, &token.id, begun_with).await?;
    let detail = vec![("token", token.id.clone()), ("begun_with", begun_with.clone()), ("expires_at", until.clone())];
    caller.record(&mut writing, Entry { action: "session.begin", object: &principal.id, detail }).await?;
    let body = wire::Session {
        id: principal.id.clone(),
        role: principal.role.word().to_owned(),
        participant: principal.participant.clone(),
        expires_at: until,
    };
    let mut response = Answer::new(StatusCode::CREATED, &body)?.into_response();
    writing.commit().await?;
    response.headers_mut().insert(header::SET_COOKIE, session::begun(&token)?);
    Ok(response)
}
