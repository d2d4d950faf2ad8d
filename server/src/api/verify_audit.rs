//! `GET /v1/audit/verification`: follows the log from its first record to its last.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::problem::Problem;
use crate::record::Chain;
use crate::service::Service;
use crate::store::audit;

/// How many records there are and the digest of the last one, or the first bad one.
pub async fn answer(State(service): State<Service>) -> Result<Json<Value>, Problem> {
    let mut chain = Chain::default();
    let mut after = 0;
    loop {
        let page = audit::page(&service.database, after).await?;
        let Some((last, ..)) = page.last() else { break };
        after = *last;
        for (seq, bytes, digest) in &page {
            if let Err(broken) = chain.take(*seq, bytes, digest) {
                return Ok(Json(json!({ "whole": false, "first_bad": broken.seq, "why": broken.why })));
            }
        }
    }
    Ok(Json(json!({ "whole": true, "records": chain.count(), "head": chain.head() })))
}
