//! `GET /v1/runs/{run}/differences/{other}`: what one run gives beside an earlier one, line by line.

use attain_office::difference::Comparison;
use attain_office::stored::Stored;
use attain_office::view::difference;
use axum::Json;
use axum::extract::{Path, State};
use serde_json::Value;

use crate::caller::Caller;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::runs;
use crate::work::Undone;

/// The lines that differ, from `other` to `run`. Who looks is recorded.
#[utoipa::path(get, path = "/v1/runs/{run}/differences/{other}",
    responses((status = 200, description = "The document of `attain diff --format json`.", body = Object, content_type = "application/json")))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path((run, other)): Path<(i64, i64)>,
) -> Result<Json<Value>, Problem> {
    let result = async |run| runs::file(&service.database, run, "result.json").await?.ok_or_else(Problem::not_found);
    let (before, after) = (result(other).await?, result(run).await?);
    let compared = service.compute(move || {
        let names = [other, run].map(|run| format!("runs/{run}"));
        let (before, after) = (Stored::of_bytes(&before)?, Stored::of_bytes(&after)?);
        let comparison = Comparison::of(&before, &after).map_err(|_| Undone::Broke("sums are too large".to_owned()))?;
        Ok(difference::json(&comparison, (&names[0], &before), (&names[1], &after)))
    });
    let compared = compared.await?;
    let detail = vec![("from", other.to_string())];
    let object = run.to_string();
    caller.looked(&service, Entry { action: "run.compare", object: &object, detail }).await?;
    Ok(Json(compared))
}
