//! `GET /v1/runs/{run}`: how far a run has come.

use axum::Json;
use axum::extract::{Path, State};
use serde_json::Value;

use crate::caller::Caller;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::runs::{self, RunState};
use crate::store::snapshots;
use crate::wire;

/// Its state; findings when it gave none but these.
#[utoipa::path(get, path = "/v1/runs/{run}",
    responses((status = 200, description = "How far it has come.", body = wire::Run)))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path(run): Path<i64>,
) -> Result<Json<wire::Run>, Problem> {
    let run = runs::one(&service.database, run).await?.ok_or_else(Problem::not_found)?;
    let snapshot = snapshots::one(&service.database, run.snapshot).await?;
    let problem = match run.state {
        RunState::Refused => runs::file(&service.database, run.id, "problem.json").await?,
        RunState::Queued | RunState::Finished => None,
    };
    let problem = problem.and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    // Findings quote rows.
    if problem.is_some() {
        caller.looked(&service, Entry { action: "findings.read", object: caller.line(), detail: vec![] }).await?;
    }
    Ok(Json(wire::Run { problem, ..wire::Run::from((run, snapshot.sha256)) }))
}
