//! `GET /v1/audit/checkpoint`: how far the log has come, signed, to be kept elsewhere.

use axum::Json;
use axum::extract::State;

use crate::checkpoint::Checkpoint;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::{StoreError, audit};

/// The checkpoint of the last record.
#[utoipa::path(get, path = "/v1/audit/checkpoint",
    responses((status = 200, description = "The checkpoint.", body = Checkpoint)))]
pub async fn answer(State(service): State<Service>) -> Result<Json<Checkpoint>, Problem> {
    let last = audit::last(&service.database).await?.ok_or_else(Problem::not_found)?;
    // One of another key, or one that was touched, would vouch for nothing.
    if !audit::goes_on(&last, service.database.key()) {
        return Err(StoreError::OtherKey.into());
    }
    Ok(Json(Checkpoint::new(service.database.key(), (last.seq.to_string(), last.sha256, last.signature))))
}
