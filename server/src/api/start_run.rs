//! `POST /v1/periods/{period}/runs`: computes a period of what is published now. It goes on in the background.

use attain_engine::seal::ENGINE;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::json;

use crate::caller::{Answer, Begun, Caller};
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::{runs, snapshots};
use crate::work::{self, Undone, What};

/// The run, which waits.
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path(period): Path<String>,
) -> Result<Answer, Problem> {
    let label = label(&service, period).await?;
    let mut writing = match caller.begin(&service, "").await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let snapshot = snapshots::take(&mut writing).await?;
    let made = [ENGINE, &caller.principal.id, &caller.origin.at];
    let run = runs::add(&mut writing, &label, snapshot.id, made).await?;
    let detail = vec![("run", run.to_string()), ("snapshot", snapshot.sha256.clone()), ("engine", ENGINE.to_owned())];
    caller.record(&mut writing, Entry { action: "run.start", object: &label, detail }).await?;
    let body = json!({ "run": run, "period": label, "state": "queued", "snapshot": snapshot.sha256 });
    let answer = caller.end(writing, "", Answer::new(StatusCode::ACCEPTED, &body)).await?;
    service.to_compute.notify_one();
    Ok(answer)
}

/// The label of the period that `text` names.
///
/// # Errors
/// [`Problem`] where it names none.
pub async fn label(service: &Service, text: String) -> Result<String, Problem> {
    let mut writing = service.database.begin().await?;
    let snapshot = snapshots::take(&mut writing).await?;
    writing.commit().await?;
    let (database, spool) = (service.database.clone(), service.spool.clone());
    let label = work::aside(move || {
        let folder = work::lay_out((&database, &spool), &snapshot, What::OwnFile, &[])?;
        work::label(folder.path(), &text)
    });
    label.await.map_err(undone)
}

/// Work that was not done, as a problem.
pub fn undone(undone: Undone) -> Problem {
    match undone {
        Undone::Failure(failure) => {
            let (detail, findings) = work::told(&failure);
            Problem::refused(detail, findings)
        }
        Undone::Store(error) => error.into(),
        Undone::Spool(error) => {
            tracing::error!(%error, "a folder could not be laid out");
            Problem::unavailable()
        }
    }
}
