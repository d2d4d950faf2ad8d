//! `POST /v1/periods/{period}/runs`: computes a period of what is published now. It goes on in the background.

use axum::extract::{Path, State};
use axum::http::StatusCode;

use crate::caller::{Answer, Begun, Caller};
use crate::label::label;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::{runs, snapshots};
use crate::wire;

/// The run, which waits.
#[utoipa::path(post, path = "/v1/periods/{period}/runs",
    responses((status = 202, description = "It waits to be computed.", body = wire::Started)))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path(period): Path<String>,
) -> Result<Answer, Problem> {
    if let Some(answer) = caller.before(&service, "").await? {
        return Ok(answer);
    }
    let label = label(&service, period).await?;
    let mut writing = match caller.begin(&service, "").await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let snapshot = snapshots::take(&mut writing).await?;
    let by = (caller.principal.id.as_str(), caller.origin.at.as_str());
    let run = runs::add(&mut writing, (&label, snapshot.id), by).await?;
    let detail = vec![("run", run.to_string()), ("snapshot", snapshot.sha256.clone())];
    caller.record(&mut writing, Entry { action: "run.start", object: &label, detail }).await?;
    let body = wire::Started { run, period: label, state: "queued".to_owned(), snapshot: snapshot.sha256 };
    let answer = caller.end(writing, "", Answer::new(StatusCode::ACCEPTED, &body)?).await?;
    service.to_compute.notify_one();
    Ok(answer)
}
