//! [`Checkpoint`]: how far the audit log had come at one moment. Kept where nobody who keeps the log can reach it, it shows that the
//! log has not been shortened or written anew since.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::key::{Key, PublicKey};

/// What a checkpoint says of itself.
const FORMAT: &str = "attain-checkpoint/1";

/// How far the log had come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// `attain-checkpoint/1`.
    pub format: String,
    /// The number of the last record.
    pub seq: String,
    /// Its digest, over which stands that of each record before it.
    pub sha256: String,
    /// By what the key is known that signed it.
    pub key: String,
    /// The signature.
    pub signature: String,
}

impl Checkpoint {
    /// How far a log had come whose last record has this number, digest and signature by this key.
    #[must_use]
    pub fn new(key: &Key, (seq, sha256, signature): (String, String, String)) -> Self {
        Self { format: FORMAT.to_owned(), seq, sha256, key: key.public(), signature }
    }

    /// The checkpoint that `text` is, if its signature is one of its key.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let checkpoint: Self = serde_json::from_str(text).ok()?;
        let Self { format, seq, sha256, key, signature } = &checkpoint;
        let holds = format == FORMAT && PublicKey::read(key)?.holds(seq, sha256, signature);
        holds.then_some(checkpoint)
    }
}
