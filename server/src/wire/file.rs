//! Versions of files.

use attain_intake::brought::Brought;
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::files;

/// A version of a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct Version {
    /// Where the file stands in the company's folder.
    pub path: String,
    /// Its number, from 1 on.
    pub version: i64,
    /// The digest of its bytes.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: i64,
    /// Who brought it.
    pub made_by: String,
    /// When, in UTC.
    pub made_at: String,
    /// Who published it; null while it waits.
    pub published_by: Option<String>,
    /// When, in UTC.
    pub published_at: Option<String>,
    /// Who retired it; null where nobody did.
    pub retired_by: Option<String>,
    /// When, in UTC.
    pub retired_at: Option<String>,
}

impl From<files::Version> for Version {
    fn from(version: files::Version) -> Self {
        let files::Version {
            path,
            version,
            sha256,
            bytes,
            made_by,
            made_at,
            published_by,
            published_at,
            retired_by,
            retired_at,
        } = version;
        Self { path, version, sha256, bytes, made_by, made_at, published_by, published_at, retired_by, retired_at }
    }
}

/// What became of rows that were added.
#[derive(Debug, Serialize, ToSchema)]
pub struct AddedRows {
    /// The version that has them.
    pub file: Version,
    /// How many are new.
    pub added: u64,
    /// How many stood there before, or came twice.
    pub known: u64,
}

impl AddedRows {
    /// Those of this version.
    pub fn new(version: files::Version, Brought { added, known }: Brought) -> Self {
        Self { file: version.into(), added, known }
    }
}

/// All versions of all files.
#[derive(Debug, Serialize, ToSchema)]
pub struct Files {
    /// In the order of their paths and numbers.
    pub files: Vec<Version>,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
}
