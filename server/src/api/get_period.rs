//! `GET /v1/periods/{period}`: how far a period has come.

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use crate::label::label;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::periods::{self, Period};

/// Its state, and the run that it stands on.
pub async fn answer(State(service): State<Service>, Path(period): Path<String>) -> Result<Json<Value>, Problem> {
    let label = label(&service, period).await?;
    Ok(Json(json(&periods::one(&service.database, &label).await?)))
}

/// A period as the API has it.
pub fn json(period: &Period) -> Value {
    let Period { label, state, run, approved_by } = period;
    json!({ "period": label, "state": state, "run": run, "approved_by": approved_by })
}
