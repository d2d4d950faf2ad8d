//! `GET /v1/periods/{period}/exports`: what went to payroll, and what payroll has taken in.

use axum::Json;
use axum::extract::{Path, State};

use crate::caller::Caller;
use crate::label::label;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::exports;
use crate::wire;

/// The exports, earliest first. What everybody gets in all stands in them: who looks is recorded.
#[utoipa::path(get, path = "/v1/periods/{period}/exports",
    responses((status = 200, description = "The exports of the period.", body = wire::Exports)))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path(period): Path<String>,
) -> Result<Json<wire::Exports>, Problem> {
    let label = label(&service, period).await?;
    let all = exports::all(&service.database, &label).await?;
    caller.looked(&service, Entry { action: "export.list", object: &label, detail: vec![] }).await?;
    Ok(Json(wire::Exports { exports: all.into_iter().map(wire::Export::from).collect() }))
}
