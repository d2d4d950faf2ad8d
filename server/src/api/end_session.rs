//! `DELETE /v1/sessions`: ends the session of whoever asks.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::caller::{Answer, Caller, Pass};
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
    let Pass::Session(token) = caller.pass.clone() else { return Err(Problem::not_found()) };
    let mut writing = service.database.begin().await?;
    if !principals::revoke(&mut writing, &token, &caller.origin.at).await? {
        return Err(Problem::not_found());
    }
    let (detail, object) = (vec![("token", token.clone())], caller.principal.id.as_str());
    caller.record(&mut writing, Entry { action: "session.end", object, detail }).await?;
    let body = wire::Revoked { token, revoked_at: caller.origin.at.clone() };
    let mut response = Answer::new(StatusCode::OK, &body)?.into_response();
    writing.commit().await?;
    response.headers_mut().insert(header::SET_COOKIE, session::ended()?);
    Ok(response)
}
