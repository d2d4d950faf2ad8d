//! `GET /v1/periods/{period}`: how far a period has come.

use axum::Json;
use axum::extract::{Path, State};

use crate::label::label;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::periods;
use crate::wire;

/// Its state, and the run that it stands on.
#[utoipa::path(get, path = "/v1/periods/{period}",
    responses((status = 200, description = "How far it has come.", body = wire::Period)))]
pub async fn answer(State(service): State<Service>, Path(period): Path<String>) -> Result<Json<wire::Period>, Problem> {
    let label = label(&service, period).await?;
    Ok(Json(periods::one(&service.database, &label).await?.into()))
}
