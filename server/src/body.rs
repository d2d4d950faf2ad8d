//! What comes in: small bodies as JSON, read strictly; large ones by parts; and the rest of those that nobody wants.

use std::time::Duration;

use attain_engine::hash::{hex, sha256};
use attain_rules::both;
use attain_rules::text::Text;
use axum::body::{Body, Bytes};
use http_body_util::BodyExt as _;
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};
use sha2::{Digest as _, Sha256};

use crate::problem::Problem;

/// Most bytes of a body that is not a file.
pub const MOST_BODY_BYTES: usize = 1 << 20;
/// Bytes of a large body that are held at a time.
pub const PART: usize = 1 << 20;
/// How long the next bytes of a large body may take.
const SLOWEST: Duration = Duration::from_secs(30);
/// How much is read for nothing, so that whoever sends it hears why.
const MOST_UNWANTED_BYTES: usize = 4 << 20;
/// How long that may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// A large body, while it comes in.
#[derive(Debug)]
pub struct Incoming {
    body: Body,
    most: usize,
    hasher: Sha256,
    part: Vec<u8>,
    /// How many bytes have come.
    pub bytes: usize,
}

impl Incoming {
    /// One of at most so many bytes.
    pub fn new(body: Body, most: usize) -> Self {
        Self { body, most, hasher: Sha256::new(), part: Vec::with_capacity(PART), bytes: 0 }
    }

    /// The next [`PART`], and at the end what is left; nothing behind it.
    ///
    /// # Errors
    /// [`Problem::too_large`]; [`Problem::malformed`] when no more comes.
    pub async fn part(&mut self) -> Result<Option<Vec<u8>>, Problem> {
        let broken = |why: &str| Problem::malformed(both!("the body broke off: {why}", "请求体中断：{why}"));
        while self.part.len() < PART {
            let frame = tokio::time::timeout(SLOWEST, self.body.frame()).await.map_err(|_| broken("too slow"))?;
            let Some(frame) = frame else { break };
            let Ok(bytes) = frame.map_err(|_| broken("the connection ended"))?.into_data() else { continue };
            self.bytes = self.bytes.saturating_add(bytes.len());
            if self.bytes > self.most {
                drain(std::mem::take(&mut self.body)).await;
                return Err(Problem::too_large(self.most));
            }
            self.hasher.update(&bytes);
            self.part.extend_from_slice(&bytes);
        }
        let rest = self.part.split_off(self.part.len().min(PART));
        let part = std::mem::replace(&mut self.part, rest);
        Ok(Some(part).filter(|part| !part.is_empty()))
    }

    /// The digest of all bytes that came.
    #[must_use]
    pub fn digest(self) -> String {
        hex(&self.hasher.finalize())
    }
}

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

/// Where in a body something stands, as RFC 6901 points; nothing for the whole of it.
fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

/// What `body` says, and its digest.
///
/// # Errors
/// [`Problem::malformed`], with where.
pub fn json<T: DeserializeOwned>(body: &Bytes) -> Result<(T, String), Problem> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let read =
        serde_path_to_error::deserialize(&mut reader).map_err(|error| (pointer(error.path()), error.into_inner()));
    let read = read.and_then(|read| reader.end().map(|()| read).map_err(|error| (String::new(), error)));
    let read = read.map_err(|(pointer, error)| {
        let why = Text::same(error.to_string());
        let detail =
            both!("the body is not the JSON that is asked for here: {why}", "请求体不是这里所要的 JSON：{why}"; why);
        Problem::malformed(detail).at(pointer)
    });
    Ok((read?, sha256(body)))
}
