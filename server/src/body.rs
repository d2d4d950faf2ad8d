//! What comes in: small bodies as JSON, read strictly; and the rest of those that nobody wants.

use std::time::Duration;

use attain_engine::hash::sha256;
use attain_rules::both;
use attain_rules::text::Text;
use axum::body::{Body, Bytes};
use http_body_util::BodyExt as _;
use serde::de::DeserializeOwned;

use crate::problem::Problem;

/// Most bytes of a body that is not a file.
pub const MOST_BODY_BYTES: usize = 1 << 20;
/// How much is read for nothing, so that whoever sends it hears why.
const MOST_UNWANTED_BYTES: usize = 4 << 20;
/// How long that may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Reads the rest of a body that was refused: somebody who is still sending would hear of no answer.
pub async fn drain(mut body: Body) {
    let read = async {
        let mut left = MOST_UNWANTED_BYTES;
        while let Some(Ok(frame)) = body.frame().await {
            let bytes = frame.data_ref().map_or(0, Bytes::len);
            left = match left.checked_sub(bytes) {
                Some(left) => left,
                None => break,
            };
        }
    };
    tokio::time::timeout(PATIENCE, read).await.unwrap_or_default();
}

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
