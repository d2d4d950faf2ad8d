//! `POST /v1/periods/{period}/approval`: the result of this run is what will be paid. Whoever computed it does not approve it.

use attain_engine::seal::ENGINE;
use attain_rules::both;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body;
use crate::caller::{Answer, Begun, Caller};
use crate::code::Code;
use crate::label::label;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::{periods, runs};
use crate::wire;

/// What is approved.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Approval)]
pub struct Asked {
    /// The period's newest run.
    run: i64,
}

/// The period, approved.
#[utoipa::path(post, path = "/v1/periods/{period}/approval", request_body = Asked,
    responses((status = 200, description = "It is approved.", body = wire::Period)))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path(period): Path<String>,
    body: Bytes,
) -> Result<Answer, Problem> {
    let (Asked { run }, digest) = body::json(&body)?;
    if let Some(answer) = caller.before(&service, &digest).await? {
        return Ok(answer);
    }
    let label = label(&service, period).await?;
    let made = runs::one(&service.database, run).await?.ok_or_else(Problem::not_found)?;
    let by = caller.principal.id.as_str();
    if made.made_by == by && !service.alone {
        return Err(Problem::own_work(&both!("a result", "计算结果")));
    }
    // What another engine computed could not be closed.
    let engine = made.engine.as_deref().unwrap_or_default();
    if !engine.is_empty() && engine != ENGINE {
        return Err(Problem::computed_otherwise(run, engine));
    }
    let mut writing = match caller.begin(&service, &digest).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    if !periods::approve(&mut writing, &label, run, by).await? {
        return Err(Problem::conflict(
            Code::NotCalculated,
            both!(
                "`{label}` does not stand on run {run}, or is past being approved: look at the period",
                "`{label}` 所依据的不是运行 {run}，或已过批准阶段：请查看该期间"
            ),
        ));
    }
    let mut detail = vec![("run", run.to_string()), ("made_by", made.made_by.clone())];
    if made.made_by == by {
        detail.push(("own_work", "yes".to_owned()));
    }
    caller.record(&mut writing, Entry { action: "period.approve", object: &label, detail }).await?;
    let approved_by = Some(by.to_owned());
    let answer = wire::Period { period: label, state: "approved".to_owned(), run: Some(run), approved_by };
    caller.end(writing, &digest, Answer::new(StatusCode::OK, &answer)?).await
}
