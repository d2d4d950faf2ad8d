//! The audit log, and whether it is whole.

use serde::Serialize;
use utoipa::ToSchema;

use crate::record::{self, Record};

/// Records of the audit log.
#[derive(Debug, Serialize, ToSchema)]
pub struct Log {
    /// In the order of their numbers.
    pub records: Vec<Recorded>,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
}

/// A record as it is stored.
#[derive(Debug, Serialize, ToSchema)]
pub struct Recorded {
    /// Its number.
    pub seq: i64,
    /// What it says; null when it is not written as records are.
    pub record: Option<Record>,
    /// The bytes over which its digest is made.
    pub bytes: String,
    /// That digest.
    pub sha256: String,
    /// What the key of the log signed.
    pub signature: String,
}

/// Whether the audit log is whole.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Verification {
    /// It is.
    Whole(Whole),
    /// It is not.
    Broken(Broken),
}

/// A log that is whole.
#[derive(Debug, Serialize, ToSchema)]
pub struct Whole {
    /// `true`.
    pub whole: bool,
    /// How many records it has.
    pub records: u64,
    /// The digest of the last one.
    pub head: String,
    /// The key that signs it now.
    pub key: String,
    /// The keys that signed it, one after the other.
    pub keys: Vec<String>,
}

/// A log that is not whole.
#[derive(Debug, Serialize, ToSchema)]
pub struct Broken {
    /// `false`.
    pub whole: bool,
    /// The number of the first bad record.
    pub first_bad: u64,
    /// What is wrong with it, in English.
    pub why: String,
    /// The same in Chinese.
    pub why_zh: String,
}

impl From<record::Broken> for Broken {
    fn from(broken: record::Broken) -> Self {
        Self { whole: false, first_bad: broken.seq, why: broken.why.en, why_zh: broken.why.zh }
    }
}
