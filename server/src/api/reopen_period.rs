//! `DELETE /v1/periods/{period}/approval`: takes an approval back, with its reason. After a period is closed nothing goes back.

use attain_rules::both;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::caller::{Answer, Begun, Caller};
use crate::code::Code;
use crate::label::label;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::periods;
use crate::{reason, wire};

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Reopening)]
pub struct Asked {
    /// The reason, for the audit log.
    #[schema(max_length = 1000)]
    reason: String,
}

/// The period, calculated.
#[utoipa::path(delete, path = "/v1/periods/{period}/approval", request_body = Asked,
    responses((status = 200, description = "It is no longer approved.", body = wire::Reopened)))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path(period): Path<String>,
    body: Bytes,
) -> Result<Answer, Problem> {
    let (Asked { reason }, digest) = crate::body::json(&body)?;
    reason::check(&reason)?;
    if let Some(answer) = caller.before(&service, &digest).await? {
        return Ok(answer);
    }
    let label = label(&service, period).await?;
    let mut writing = match caller.begin(&service, &digest).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    if !periods::reopen(&mut writing, &label).await? {
        return Err(Problem::conflict(
            Code::NotApproved,
            both!(
                "`{label}` is not approved, or closed, and then nothing goes back",
                "`{label}` 未经批准，或已关闭而不可退回"
            ),
        ));
    }
    let detail = vec![("reason", reason)];
    caller.record(&mut writing, Entry { action: "period.reopen", object: &label, detail }).await?;
    let answer = wire::Reopened { period: label, state: "calculated".to_owned() };
    caller.end(writing, &digest, Answer::new(StatusCode::OK, &answer)?).await
}
