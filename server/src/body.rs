//! What comes in: small bodies as JSON, read strictly.

use attain_engine::hash::sha256;
use attain_rules::both;
use attain_rules::text::Text;
use axum::body::Bytes;
use serde::de::DeserializeOwned;

use crate::problem::Problem;

/// What `body` says, and its digest.
///
/// # Errors
/// [`Problem::malformed`], with where.
pub fn json<T: DeserializeOwned>(body: &Bytes) -> Result<(T, String), Problem> {
    let read = serde_json::from_slice(body).map_err(|error| {
        let why = Text::same(error.to_string());
        Problem::malformed(
            both!("the body is not the JSON that is asked for here: {why}", "请求体不是这里所要的 JSON：{why}"; why),
        )
    });
    Ok((read?, sha256(body)))
}
