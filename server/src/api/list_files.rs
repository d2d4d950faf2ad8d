//! `GET /v1/files`: all versions of all files.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::problem::Problem;
use crate::service::Service;
use crate::store::files::{self, Version};

/// The versions, in the order of their paths.
pub async fn answer(State(service): State<Service>) -> Result<Json<Value>, Problem> {
    let all = files::all(&service.database).await?;
    Ok(Json(json!({ "files": all.iter().map(version).collect::<Vec<_>>() })))
}

/// A version as the API has it.
pub fn version(version: &Version) -> Value {
    json!({
        "path": version.path,
        "version": version.version,
        "sha256": version.sha256,
        "bytes": version.bytes,
        "made_by": version.made_by,
        "made_at": version.made_at,
        "published_by": version.published_by,
        "published_at": version.published_at,
    })
}
