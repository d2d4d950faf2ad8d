//! `GET /v1/periods/{period}/runs`: what was computed of a period.

use axum::Json;
use axum::extract::{Path, Query, State};

use crate::label::label;
use crate::page::Asked;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::runs;
use crate::wire;

/// The runs, latest first.
#[utoipa::path(get, path = "/v1/periods/{period}/runs", params(Asked),
    responses((status = 200, description = "A page of them.", body = wire::Runs)))]
pub async fn answer(
    State(service): State<Service>,
    Path(period): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<wire::Runs>, Problem> {
    let page = asked.page()?;
    let before = page.number(i64::MAX)?;
    let label = label(&service, period).await?;
    let all = runs::page(&service.database, (&label, before), page.rows()).await?;
    let (runs, next) = page.cut(all, |(run, _)| run.id.to_string());
    Ok(Json(wire::Runs { runs: runs.into_iter().map(wire::Run::from).collect(), next }))
}
