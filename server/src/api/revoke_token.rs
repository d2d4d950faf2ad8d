//! `DELETE /v1/tokens/{token}`: a token holds no longer.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::json;

use crate::caller::{Answer, Begun, Caller};
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::principals;

/// Says that it does not hold.
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
    let answer = Answer::new(StatusCode::OK, &json!({ "token": token, "revoked_at": caller.origin.at }));
    caller.end(writing, "", answer).await
}
