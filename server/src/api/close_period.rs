//! `POST /v1/periods/{period}/seal`: closes a period with the seal of its approved run. Once: the database sees to it.

use attain_engine::seal::{ENGINE, Seal};
use attain_rules::both;
use attain_rules::text::Text;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::body;
use crate::caller::{Answer, Begun, Caller};
use crate::code::Code;
use crate::label::label;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::{StoreError, periods, runs, snapshots};
use crate::wire;
use crate::work::{self, Undone};

/// What is closed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Close)]
pub struct Asked {
    /// The run that was approved.
    run: i64,
}

/// The period, closed, with the digest of its seal.
#[utoipa::path(post, path = "/v1/periods/{period}/seal", request_body = Asked,
    responses((status = 200, description = "It is closed.", body = wire::Closed)))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path(period): Path<String>,
    body: Bytes,
) -> Result<Answer, Problem> {
    let (Asked { run }, digest) = body::json(&body)?;
    // Whoever asks again under the same key is answered without any work.
    if let Some(answer) = caller.before(&service, &digest).await? {
        return Ok(answer);
    }
    let label = label(&service, period).await?;
    let made = runs::one(&service.database, run).await?.ok_or_else(Problem::not_found)?;
    let now = periods::one(&service.database, &label).await?;
    if now.state != "approved" || now.run != Some(run) {
        return Err(not_approved(&label, run));
    }
    let snapshot = snapshots::one(&service.database, made.snapshot).await?;
    let approved = runs::file(&service.database, run, "result.json").await?.ok_or_else(Problem::not_found)?;
    let (database, spool, of, seals) = (service.database.clone(), service.spool.clone(), label.clone(), snapshot.seals);
    let sealed = service.compute(move || {
        let folder = work::lay_out((&database, &spool), &snapshot, &[])?;
        let (seal, warnings) = work::seal(folder.path(), &of)?;
        let is_same = is_what_was_approved(&seal, &approved);
        Ok::<_, Undone>(Sealed {
            is_same,
            lines: seal.lines.len(),
            text: seal.write().into_bytes(),
            digest: seal.digest,
            warnings,
        })
    });
    let mut sealed = sealed.await?;
    let engine = made.engine.unwrap_or_default();
    if engine != ENGINE || !sealed.is_same {
        return Err(Problem::computed_otherwise(run, &engine));
    }
    let mut writing = match caller.begin(&service, &digest).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    match periods::close(&mut writing, (&label, run), (seals, std::mem::take(&mut sealed.text))).await {
        Ok(true) => {}
        Ok(false) => return Err(not_approved(&label, run)),
        Err(StoreError::Taken) => {
            return Err(Problem::conflict(
                Code::NotNext,
                both!(
                    "another period was closed since run {run} was computed: take the approval of `{label}` back, compute again and approve that",
                    "运行 {run} 之后已关闭其他期间：请撤回 `{label}` 的批准、重新计算并批准"
                ),
            ));
        }
        Err(error) => return Err(error.into()),
    }
    let detail = vec![("run", run.to_string()), ("lines", sealed.lines.to_string()), ("seal", sealed.digest.clone())];
    let entry = Entry { action: "period.close", object: &label, detail };
    let checkpoint = caller.record(&mut writing, entry).await?;
    let Sealed { lines, digest: seal, warnings, .. } = sealed;
    let warnings = warnings.into_iter().map(|Text { en, zh }| wire::Warning { en, zh }).collect();
    let answer = wire::Closed { period: label, state: "closed".to_owned(), run, lines, seal, warnings, checkpoint };
    caller.end(writing, &digest, Answer::new(StatusCode::OK, &answer)?).await
}

/// A period as it is sealed.
struct Sealed {
    /// Does it pay what was approved?
    is_same: bool,
    lines: usize,
    text: Vec<u8>,
    digest: String,
    warnings: Vec<Text>,
}

/// Does the seal pay the lines of the result that was approved, to the last digit? A seal also has lines of nothing: differences that
/// were looked for and are not there.
fn is_what_was_approved(seal: &Seal, result: &[u8]) -> bool {
    let pays = |amount: &str| amount.chars().any(|digit| ('1'..='9').contains(&digit));
    let Ok(result) = serde_json::from_slice::<Value>(result) else { return false };
    let Some(lines) = result.get("lines").and_then(Value::as_array) else { return false };
    let approved = lines.iter().map(|line| ["id", "currency", "amount", "taxable_value"].map(|key| text(line, key)));
    let sealed = seal.lines.iter().map(|line| {
        let unit = line.unit.as_deref().unwrap_or(&seal.currency);
        [&*line.id, unit, &*line.amount, line.taxable.as_deref().unwrap_or_default()]
    });
    let in_order = |lines: &mut dyn Iterator<Item = [&str; 4]>| {
        let mut lines: Vec<[String; 4]> = lines
            .filter(|[_, _, amount, taxable]| pays(amount) || pays(taxable))
            .map(|cells| cells.map(str::to_owned))
            .collect();
        lines.sort_unstable();
        lines
    };
    in_order(&mut approved.into_iter()) == in_order(&mut sealed.into_iter())
}

fn text<'v>(line: &'v Value, key: &str) -> &'v str {
    line.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn not_approved(label: &str, run: i64) -> Problem {
    Problem::conflict(
        Code::NotApproved,
        both!(
            "`{label}` is not approved as run {run} computed it, or is closed: look at the period",
            "`{label}` 未按运行 {run} 的结果批准，或已关闭：请查看该期间"
        ),
    )
}
