//! `GET /v1/runs/{run}/files/{name}`: a file of a result, as `attain run --out` writes it.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::caller::Caller;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::runs;

/// The files of a result, and what they are.
const FILES: [(&str, &str); 4] = [
    ("lines.csv", "text/csv; charset=utf-8"),
    ("measures.csv", "text/csv; charset=utf-8"),
    ("report.json", "application/json"),
    ("result.json", "application/json"),
];

/// The bytes. Everybody's pay stands in them: who looks is recorded.
#[utoipa::path(get, path = "/v1/runs/{run}/files/{name}",
    responses((status = 200, description = "The bytes, as `attain run --out` writes them.", content(
        (String = "text/csv"), (Object = "application/json")))))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path((run, name)): Path<(i64, String)>,
) -> Result<Response, Problem> {
    let (name, kind) = FILES.into_iter().find(|(known, _)| *known == name).ok_or_else(Problem::not_found)?;
    let bytes = runs::file(&service.database, run, name).await?.ok_or_else(Problem::not_found)?;
    let object = format!("{run}/{name}");
    caller.looked(&service, Entry { action: "run.read", object: &object, detail: vec![] }).await?;
    Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}
