//! `GET /v1/principals/{id}/tokens`: the tokens that somebody has or had. Of their secrets nothing is known.

use axum::Json;
use axum::extract::{Path, Query, State};

use crate::page::Asked;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::principals;
use crate::wire;

/// They, in the order of their ids.
#[utoipa::path(get, path = "/v1/principals/{id}/tokens", params(Asked),
    responses((status = 200, description = "A page of them.", body = wire::Tokens)))]
pub async fn answer(
    State(service): State<Service>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<wire::Tokens>, Problem> {
    let page = asked.page()?;
    let after = page.after.as_deref().unwrap_or_default();
    let all = principals::tokens(&service.database, (&id, after), page.rows()).await?;
    // Nobody was ever let in without a token.
    if all.is_empty() && page.after.is_none() {
        return Err(Problem::not_found());
    }
    let (tokens, next) = page.cut(all, |token| token.id.clone());
    Ok(Json(wire::Tokens { tokens: tokens.into_iter().map(wire::Given::from).collect(), next }))
}
