//! `GET /v1/principals`: who was let in.

use axum::Json;
use axum::extract::{Query, State};

use crate::page::Asked;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::principals;
use crate::wire;

/// They, in the order of their ids.
#[utoipa::path(get, path = "/v1/principals", params(Asked),
    responses((status = 200, description = "A page of them.", body = wire::Principals)))]
pub async fn answer(
    State(service): State<Service>,
    Query(asked): Query<Asked>,
) -> Result<Json<wire::Principals>, Problem> {
    let page = asked.page()?;
    let all = principals::page(&service.database, page.after.as_deref().unwrap_or_default(), page.rows()).await?;
    let (principals, next) = page.cut(all, |known| known.principal.id.clone());
    Ok(Json(wire::Principals { principals: principals.into_iter().map(wire::Known::from).collect(), next }))
}
