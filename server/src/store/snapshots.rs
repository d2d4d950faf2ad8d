//! Snapshots: which versions of which files one computation reads, and which periods were closed before it.

use attain_engine::hash::sha256;

use super::value::{Row, Value};
use super::{Database, StoreError, Writing};

/// What one computation reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Its number.
    pub id: i64,
    /// Digest of the paths and of the digests of their bytes, and of the seals.
    pub sha256: String,
    /// How many periods were closed.
    pub seals: i64,
}

/// What counts now: the path, version and digest of each file, and how many periods were closed.
const SELECT_NOW: &str =
    "SELECT path, version, sha256, (SELECT COUNT(*) FROM seals) FROM counting_versions ORDER BY path";
const SELECT_KNOWN: &str = "SELECT id FROM snapshots WHERE sha256 = $1";

/// The snapshot of what is published now, where one was taken of it. Nobody waits for it.
///
/// # Errors
/// [`StoreError`].
pub async fn taken(database: &Database) -> Result<Option<Snapshot>, StoreError> {
    let (sha256, seals) = digest(&database.rows(SELECT_NOW, vec![]).await?)?;
    let known = database.rows(SELECT_KNOWN, vec![sha256.as_str().into()]).await?;
    known.first().map(|row| Ok(Snapshot { id: row.int(0)?, sha256, seals })).transpose()
}

/// The digest of files and seals, and how many seals there are.
fn digest(files: &[Row]) -> Result<(String, i64), StoreError> {
    // Nothing is closed before there is a file.
    let seals = files.first().map_or(Ok(0), |file| file.int(3))?;
    let mut text = format!("seals {seals}\n");
    for file in files {
        let (path, digest) = (file.text(0)?, file.text(2)?);
        text.push_str(&format!("{digest} {path}\n"));
    }
    Ok((sha256(text.as_bytes()), seals))
}

/// The snapshot of what is published now.
///
/// # Errors
/// [`StoreError`].
pub async fn take(writing: &mut Writing) -> Result<Snapshot, StoreError> {
    let files = writing.rows(SELECT_NOW, vec![]).await?;
    let (digest, seals) = digest(&files)?;
    let known = writing.rows(SELECT_KNOWN, vec![digest.as_str().into()]).await?;
    if let Some(row) = known.first() {
        return Ok(Snapshot { id: row.int(0)?, sha256: digest, seals });
    }
    let sql = "INSERT INTO snapshots (sha256, seals) VALUES ($1, $2) RETURNING id";
    let rows = writing.rows(sql, vec![digest.as_str().into(), seals.into()]).await?;
    let id = rows.first().ok_or(StoreError::Shape(0))?.int(0)?;
    for file in &files {
        let values: Vec<Value> = vec![id.into(), file.text(0)?.into(), file.int(1)?.into()];
        writing.run("INSERT INTO snapshot_files (snapshot, path, version) VALUES ($1, $2, $3)", values).await?;
    }
    Ok(Snapshot { id, sha256: digest, seals })
}

/// The snapshot of this number.
///
/// # Errors
/// [`StoreError`].
pub async fn one(database: &Database, id: i64) -> Result<Snapshot, StoreError> {
    let rows = database.rows("SELECT sha256, seals FROM snapshots WHERE id = $1", vec![id.into()]).await?;
    let row = rows.first().ok_or(StoreError::Shape(0))?;
    Ok(Snapshot { id, sha256: row.text(0)?, seals: row.int(1)? })
}

/// The paths and versions of a snapshot.
///
/// # Errors
/// [`StoreError`].
pub async fn files(database: &Database, id: i64) -> Result<Vec<(String, i64)>, StoreError> {
    let sql = "SELECT path, version FROM snapshot_files WHERE snapshot = $1 ORDER BY path";
    let rows = database.rows(sql, vec![id.into()]).await?;
    rows.iter().map(|row| Ok((row.text(0)?, row.int(1)?))).collect()
}
