//! `POST /v1/impacts`: what a version of a plan would have cost, beside what the plan costs that is published.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::check::now;
use crate::caller::Caller;
use crate::label::label;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::{files, periods};
use crate::{body, path, work};

/// What is tried.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Impact)]
pub struct Asked {
    /// Where the plan stands in the company's folder.
    path: String,
    /// The number of the version.
    version: i64,
    /// On which period; the one that was closed last when nothing is said, and before that the company's own.
    period: Option<String>,
}

/// The costs of both, and who gains and loses. Who looks is recorded.
#[utoipa::path(post, path = "/v1/impacts", request_body = Asked,
    responses((status = 200, description = "The document of `attain diff --plan --format json`.", body = Object, content_type = "application/json")))]
pub async fn answer(State(service): State<Service>, caller: Caller, body: Bytes) -> Result<Json<Value>, Problem> {
    let (Asked { path, version, period }, _): (Asked, String) = body::json(&body)?;
    path::check_plan(&path)?;
    files::one(&service.database, &path, version).await?.ok_or_else(Problem::not_found)?;
    let period = match period {
        Some(period) => Some(label(&service, period).await?),
        None => periods::last_closed(&service.database).await?,
    };
    let snapshot = now(&service).await?;
    let (database, spool, plan) = (service.database.clone(), service.spool.clone(), (path.clone(), version));
    let impact = service.compute(move || {
        let folder = work::lay_out((&database, &spool), &snapshot, &[])?;
        let tried = work::lay_aside(&database, &folder, &plan)?;
        work::impact(folder.path(), &tried, period.as_deref())
    });
    let impact = impact.await?;
    let detail = vec![("version", version.to_string())];
    caller.looked(&service, Entry { action: "impact.read", object: &path, detail }).await?;
    Ok(Json(impact))
}
