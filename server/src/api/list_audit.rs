//! `GET /v1/audit`: the records of the log, a page at a time, each with the digest that the next one leans on.

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::problem::Problem;
use crate::record::Record;
use crate::service::Service;
use crate::store::audit;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    #[serde(default)]
    after: i64,
}

/// The records that follow number `after`.
pub async fn answer(State(service): State<Service>, Query(asked): Query<Asked>) -> Result<Json<Value>, Problem> {
    let page = audit::page(&service.database, asked.after).await?;
    let next = page.last().map(|(seq, ..)| *seq);
    let records = page.iter().map(|(seq, bytes, digest)| {
        json!({ "seq": seq, "record": Record::read(bytes), "bytes": String::from_utf8_lossy(bytes), "sha256": digest })
    });
    Ok(Json(json!({ "records": records.collect::<Vec<_>>(), "next": next })))
}
