//! `POST /v1/periods/{period}/seal`: closes a period with the seal of its approved run. Once: the database sees to it.

use attain_rules::both;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::json;

use super::start_run::{label, undone};
use crate::body;
use crate::caller::{Answer, Begun, Caller};
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::{StoreError, periods, runs, snapshots};
use crate::work::{self, What};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    run: i64,
}

/// The period, closed, with the digest of its seal.
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path(period): Path<String>,
    body: Bytes,
) -> Result<Answer, Problem> {
    let (Asked { run }, digest) = body::json(&body)?;
    let label = label(&service, period).await?;
    let made = runs::one(&service.database, run).await?.ok_or_else(Problem::not_found)?;
    // Whoever asks again under the same key is answered without any work.
    if let Begun::Before(answer) = caller.begin(&service, &digest).await? {
        return Ok(answer);
    }
    let now = periods::one(&service.database, &label).await?;
    if now.state != "approved" || now.run != Some(run) {
        return Err(not_approved(&label, run));
    }
    let snapshot = snapshots::one(&service.database, made.snapshot).await?;
    let (database, spool, of, seals) = (service.database.clone(), service.spool.clone(), label.clone(), snapshot.seals);
    let seal = work::aside(move || {
        let folder = work::lay_out((&database, &spool), &snapshot, What::Whole, &[])?;
        work::seal(folder.path(), &of)
    });
    let seal = seal.await.map_err(undone)?;
    let mut writing = match caller.begin(&service, &digest).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    match periods::close(&mut writing, (&label, run), (seals, seal.write().into_bytes())).await {
        Ok(true) => {}
        Ok(false) => return Err(not_approved(&label, run)),
        Err(StoreError::Taken) => {
            return Err(Problem::conflict(
                "not_next",
                both!(
                    "another period was closed since run {run} was computed: compute `{label}` again",
                    "运行 {run} 之后已关闭其他期间：请重新计算 `{label}`"
                ),
            ));
        }
        Err(error) => return Err(error.into()),
    }
    let detail = vec![("run", run.to_string()), ("lines", seal.lines.len().to_string()), ("seal", seal.digest.clone())];
    caller.record(&mut writing, Entry { action: "period.close", object: &label, detail }).await?;
    let answer =
        json!({ "period": label, "state": "closed", "run": run, "lines": seal.lines.len(), "seal": seal.digest });
    caller.end(writing, &digest, Answer::new(StatusCode::OK, &answer)).await
}

fn not_approved(label: &str, run: i64) -> Problem {
    Problem::conflict(
        "not_approved",
        both!(
            "`{label}` is not approved as run {run} computed it, or is closed: look at the period",
            "`{label}` 未按运行 {run} 的结果批准，或已关闭：请查看该期间"
        ),
    )
}
