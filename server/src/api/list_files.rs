//! `GET /v1/files`: all versions of all files.

use axum::Json;
use axum::extract::State;

use crate::problem::Problem;
use crate::service::Service;
use crate::store::files;
use crate::wire;

/// The versions, in the order of their paths.
#[utoipa::path(get, path = "/v1/files",
    responses((status = 200, description = "All versions of all files.", body = wire::Files)))]
pub async fn answer(State(service): State<Service>) -> Result<Json<wire::Files>, Problem> {
    let all = files::all(&service.database).await?;
    Ok(Json(wire::Files { files: all.into_iter().map(wire::Version::from).collect() }))
}
