//! `DELETE /v1/sessions`: ends the session of whoever asks.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::caller::{Answer, Begun, Caller};
use crate::problem::Problem;
use crate::service::Service;
use crate::session;
use crate::store::audit::Entry;
use crate::store::principals;
use crate::wire;

/// Says that it is over.
#[utoipa::path(delete, path = "/v1/sessions",
    responses((status = 200, description = "It is over.", body = wire::Revoked)))]
pub async fn answer(State(service): State<Service>, caller: Caller) -> Result<Response, Problem> {
    let token = caller.session.clone().ok_or_else(Problem::not_found)?;
    let mut writing = match caller.begin(&service, "").await? {
        Begun::Before(answer) => return Ok(answer.into_response()),
        Begun::Now(writing) => writing,
    };
    if !principals::revoke(&mut writing, &token, &caller.origin.at).await? {
        return Err(Problem::not_found());
    }
    let (detail, object) = (vec![("token", token.clone())], caller.principal.id.as_str());
    caller.record(&mut writing, Entry { action: "session.end", object, detail }).await?;
    let body = wire::Revoked { token, revoked_at: caller.origin.at.clone() };
    let answer = caller.end(writing, "", Answer::new(StatusCode::OK, &body)?).await?;
    let mut response = answer.into_response();
    response.headers_mut().insert(header::SET_COOKIE, session::ended()?);
    Ok(response)
}
