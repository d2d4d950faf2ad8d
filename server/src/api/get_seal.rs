//! `GET /v1/periods/{period}/seal`: the seal of a closed period, as `attain close` writes it.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::caller::Caller;
use crate::label::label;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::periods;

/// Its bytes. Everybody's pay stands in them: who looks is recorded.
#[utoipa::path(get, path = "/v1/periods/{period}/seal",
    responses((status = 200, description = "The file of `attain close`.", body = Object, content_type = "application/json")))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path(period): Path<String>,
) -> Result<Response, Problem> {
    let label = label(&service, period).await?;
    let seal = periods::seal(&service.database, &label).await?.ok_or_else(Problem::not_found)?;
    caller.looked(&service, Entry { action: "seal.read", object: &label, detail: vec![] }).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], seal).into_response())
}
