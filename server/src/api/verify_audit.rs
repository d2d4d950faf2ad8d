//! `GET /v1/audit/verification`: follows the log from its first record to its last.

use axum::Json;
use axum::extract::State;

use crate::key::PublicKey;
use crate::page::MOST_ROWS;
use crate::problem::Problem;
use crate::record::{Broken, Chain, Record};
use crate::service::Service;
use crate::store::{StoreError, audit};
use crate::wire;

/// How many records there are and the digest of the last one, or the first bad one.
#[utoipa::path(get, path = "/v1/audit/verification",
    responses((status = 200, description = "Whether it is whole.", body = wire::Verification)))]
pub async fn answer(State(service): State<Service>) -> Result<Json<wire::Verification>, Problem> {
    let own = PublicKey::read(&service.database.key().public()).ok_or_else(Problem::unavailable)?;
    // The key that the first record names, and from there on those to which the log was handed on: the service's own is the last.
    let mut chain = None::<Chain>;
    let mut after = 0;
    loop {
        let page = audit::page(&service.database, after, MOST_ROWS).await?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        for stored in &page {
            let first = || Record::read(&stored.bytes).and_then(|record| record.key()).unwrap_or_else(|| own.clone());
            if let Err(broken) = chain.get_or_insert_with(|| Chain::new(first())).take(stored) {
                return Ok(Json(wire::Verification::Broken(broken.into())));
            }
        }
    }
    let chain = chain.unwrap_or_else(|| Chain::new(own.clone()));
    if chain.signers().last() != Some(&own) {
        // The log was handed on while this process ran: another one knows its key.
        if chain.signers().contains(&own) {
            return Err(StoreError::OtherKey.into());
        }
        return Ok(Json(wire::Verification::Broken(Broken::by_another_key().into())));
    }
    let keys = chain.signers().iter().map(PublicKey::text).collect();
    let whole =
        wire::Whole { whole: true, records: chain.count(), head: chain.head().to_owned(), key: own.text(), keys };
    Ok(Json(wire::Verification::Whole(whole)))
}
