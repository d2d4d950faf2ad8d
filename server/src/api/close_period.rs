//! `POST /v1/periods/{period}/seal`: closes a period with the seal of its approved run. Once: the database sees to it.

use std::collections::BTreeMap;

use attain_engine::seal::{ENGINE, Seal};
use attain_rules::both;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

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
    if let Some(answer) = caller.before(&service, &digest).await? {
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
    let approved = runs::file(&service.database, run, "result.json").await?.ok_or_else(Problem::not_found)?;
    let engine = &made.engine;
    if engine != ENGINE || !is_what_was_approved(&seal, &approved) {
        return Err(Problem::conflict(
            "computed_otherwise",
            both!(
                "run {run} was computed by engine {engine}; {ENGINE} seals only what it computed itself, line by line: compute `{label}` again",
                "运行 {run} 由引擎 {engine} 计算；{ENGINE} 只封存自己逐行计算的结果：请重新计算 `{label}`"
            ),
        ));
    }
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

/// Does the seal pay the lines of the result that was approved, to the last digit? A seal also has lines of nothing: differences that
/// were looked for and are not there.
fn is_what_was_approved(seal: &Seal, result: &[u8]) -> bool {
    let pays = |amount: &str| amount.chars().any(|digit| ('1'..='9').contains(&digit));
    let sealed =
        seal.lines.iter().map(|line| (&*line.id, (&*line.amount, line.taxable.as_deref().unwrap_or_default())));
    let sealed: BTreeMap<_, _> = sealed.filter(|(_, (amount, taxable))| pays(amount) || pays(taxable)).collect();
    let result: Value = serde_json::from_slice(result).unwrap_or_default();
    let lines = result.get("lines").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let approved = lines.iter().map(|line| (text(line, "id"), (text(line, "amount"), text(line, "taxable_value"))));
    let approved: BTreeMap<_, _> = approved.filter(|(_, (amount, taxable))| pays(amount) || pays(taxable)).collect();
    sealed == approved
}

fn text<'v>(line: &'v Value, key: &str) -> &'v str {
    line.get(key).and_then(Value::as_str).unwrap_or_default()
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
