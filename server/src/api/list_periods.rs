//! `GET /v1/periods`: the periods with which something was done.

use axum::Json;
use axum::extract::{Query, State};

use crate::page::Asked;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::periods;
use crate::wire;

/// They, in the order of their labels.
#[utoipa::path(get, path = "/v1/periods", params(Asked),
    responses((status = 200, description = "A page of them.", body = wire::Periods)))]
pub async fn answer(
    State(service): State<Service>,
    Query(asked): Query<Asked>,
) -> Result<Json<wire::Periods>, Problem> {
    let page = asked.page()?;
    let all = periods::page(&service.database, page.after.as_deref().unwrap_or_default(), page.rows()).await?;
    let (periods, next) = page.cut(all, |period| period.label.clone());
    Ok(Json(wire::Periods { periods: periods.into_iter().map(wire::Period::from).collect(), next }))
}
