//! `DELETE /v1/tokens/{token}`: a token holds no longer.

use axum::extract::{Path, State};
use axum::http::StatusCode;

use crate::caller::{Answer, Begun, Caller};
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::principals;
use crate::wire;

/// Says that it does not hold.
#[utoipa::path(delete, path = "/v1/tokens/{token}",
    responses((status = 200, description = "It holds no longer.", body = wire::Revoked)))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path(token): Path<String>,
) -> Result<Answer, Problem> {
    let mut writing = match caller.begin(&service, "").await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    if !principals::revoke(&mut writing, &token, &caller.origin.at).await? {
        return Err(Problem::not_found());
    }
    caller.record(&mut writing, Entry { action: "token.revoke", object: &token, detail: vec![] }).await?;
    let answer = wire::Revoked { token, revoked_at: caller.origin.at.clone() };
    let answer = Answer::new(StatusCode::OK, &answer)?;
    caller.end(writing, "", answer).await
}
