//! `GET /v1/audit/verification`: follows the log from its first record to its last.

use axum::Json;
use axum::extract::State;

use crate::problem::Problem;
use crate::record::Chain;
use crate::service::Service;
use crate::store::audit;
use crate::wire;

/// How many records there are and the digest of the last one, or the first bad one.
#[utoipa::path(get, path = "/v1/audit/verification",
    responses((status = 200, description = "Whether it is whole.", body = wire::Verification)))]
pub async fn answer(State(service): State<Service>) -> Result<Json<wire::Verification>, Problem> {
    let mut chain = Chain::default();
    let mut after = 0;
    loop {
        let page = audit::page(&service.database, after).await?;
        let Some((last, ..)) = page.last() else { break };
        after = *last;
        for (seq, bytes, digest) in &page {
            if let Err(broken) = chain.take(*seq, bytes, digest) {
                let broken = wire::Broken { whole: false, first_bad: broken.seq, why: broken.why.to_owned() };
                return Ok(Json(wire::Verification::Broken(broken)));
            }
        }
    }
    let whole = wire::Whole { whole: true, records: chain.count(), head: chain.head().to_owned() };
    Ok(Json(wire::Verification::Whole(whole)))
}
