//! `GET /v1/audit`: the records of the log, a page at a time, each with the digest that the next one leans on.

use axum::Json;
use axum::extract::{Query, State};

use crate::page::Asked;
use crate::problem::Problem;
use crate::record::{Record, Stored};
use crate::service::Service;
use crate::store::audit;
use crate::wire;

/// The records, in the order of their numbers.
#[utoipa::path(get, path = "/v1/audit", params(Asked),
    responses((status = 200, description = "A page of the log.", body = wire::Log)))]
pub async fn answer(State(service): State<Service>, Query(asked): Query<Asked>) -> Result<Json<wire::Log>, Problem> {
    let page = asked.page()?;
    let all = audit::page(&service.database, page.number(0)?, page.rows()).await?;
    let (records, next) = page.cut(all, |stored| stored.seq.to_string());
    let records = records.into_iter().map(|Stored { seq, bytes, sha256, signature }| {
        let record = Record::read(&bytes);
        wire::Recorded { seq, record, bytes: String::from_utf8_lossy(&bytes).into_owned(), sha256, signature }
    });
    Ok(Json(wire::Log { records: records.collect(), next }))
}
