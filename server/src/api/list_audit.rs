//! `GET /v1/audit`: the records of the log, a page at a time, each with the digest that the next one leans on.

#![expect(unused_qualifications, reason = "the description of the parameters is written so by its macro")]

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::problem::Problem;
use crate::record::{Record, Stored};
use crate::service::Service;
use crate::store::audit;
use crate::wire;

/// Where to go on.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// The number behind which to go on.
    #[serde(default)]
    after: i64,
}

/// The records that follow number `after`.
#[utoipa::path(get, path = "/v1/audit", params(Asked),
    responses((status = 200, description = "A page of the log.", body = wire::Log)))]
pub async fn answer(State(service): State<Service>, Query(asked): Query<Asked>) -> Result<Json<wire::Log>, Problem> {
    let page = audit::page(&service.database, asked.after).await?;
    let next = page.last().map(|stored| stored.seq);
    let records = page.into_iter().map(|Stored { seq, bytes, sha256, signature }| {
        let record = Record::read(&bytes);
        wire::Recorded { seq, record, bytes: String::from_utf8_lossy(&bytes).into_owned(), sha256, signature }
    });
    Ok(Json(wire::Log { records: records.collect(), next }))
}
