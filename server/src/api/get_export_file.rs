//! `GET /v1/periods/{period}/exports/{export}/files/{name}`: a file of an export, the same bytes every time.

#![expect(unused_qualifications, reason = "the description of the parameters is written so by its macro")]

use attain_office::view::payroll::{BYTE_ORDER_MARK, NEUTRAL_CSV};
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::caller::Caller;
use crate::label::label;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::exports;

/// How the bytes are wanted.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// `payroll.csv` begins with a byte-order mark, by which spreadsheets see that it is UTF-8.
    bom: Option<bool>,
}

/// The bytes; with `?bom=true` behind a byte-order mark, which spreadsheets want. Everybody's pay stands in them: who looks is recorded.
#[utoipa::path(get, path = "/v1/periods/{period}/exports/{export}/files/{name}", params(Asked),
    responses((status = 200, description = "The bytes, the same every time.", content(
        (String = "text/csv"), (Object = "application/json")))))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path((period, export, name)): Path<(String, String, String)>,
    Query(Asked { bom }): Query<Asked>,
) -> Result<Response, Problem> {
    let label = label(&service, period).await?;
    let bytes = exports::file(&service.database, (&label, &export), &name).await?.ok_or_else(Problem::not_found)?;
    let object = format!("{export}/{name}");
    caller.looked(&service, Entry { action: "export.read", object: &object, detail: vec![] }).await?;
    let kind = match name.as_str() {
        NEUTRAL_CSV => "text/csv; charset=utf-8",
        name if name.ends_with(".json") => "application/json",
        // A mapping says in which encoding.
        _ => "text/csv",
    };
    let bytes = if bom == Some(true) && name == NEUTRAL_CSV { [BYTE_ORDER_MARK, &bytes].concat() } else { bytes };
    Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}
