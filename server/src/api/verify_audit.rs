//! `GET /v1/audit/verification`: follows the log from its first record to its last.

use axum::Json;
use axum::extract::State;

use crate::key::PublicKey;
use crate::page::MOST_ROWS;
use crate::problem::Problem;
use crate::record::Chain;
use crate::service::Service;
use crate::store::audit;
use crate::wire;

/// How many records there are and the digest of the last one, or the first bad one.
#[utoipa::path(get, path = "/v1/audit/verification",
    responses((status = 200, description = "Whether it is whole.", body = wire::Verification)))]
pub async fn answer(State(service): State<Service>) -> Result<Json<wire::Verification>, Problem> {
    let key = service.database.key().public();
    let mut chain = PublicKey::read(&key).map(Chain::new).ok_or_else(Problem::unavailable)?;
    let mut after = 0;
    loop {
        let page = audit::page(&service.database, after, MOST_ROWS).await?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        for stored in &page {
            if let Err(broken) = chain.take(stored) {
                let broken =
                    wire::Broken { whole: false, first_bad: broken.seq, why: broken.why.en, why_zh: broken.why.zh };
                return Ok(Json(wire::Verification::Broken(broken)));
            }
        }
    }
    let whole = wire::Whole { whole: true, records: chain.count(), head: chain.head().to_owned(), key };
    Ok(Json(wire::Verification::Whole(whole)))
}
