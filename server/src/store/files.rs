//! The files of the company: bytes in batches, and versions of paths that lean on them.

use attain_engine::hash::sha256;

use super::value::{Row, Value};
use super::{Database, StoreError, Writing};

/// A version of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Where the file stands in the company's folder.
    pub path: String,
    /// The number of the version, from 1 on.
    pub version: i64,
    /// Digest of its bytes.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: i64,
    /// Who brought it.
    pub made_by: String,
    /// When.
    pub made_at: String,
    /// Who published it, if anybody did.
    pub published_by: Option<String>,
    /// When.
    pub published_at: Option<String>,
    /// Who retired it, if anybody did.
    pub retired_by: Option<String>,
    /// When.
    pub retired_at: Option<String>,
}

/// Begins a batch of bytes that the process `owner` takes in. It belongs to nothing until [`complete`].
///
/// # Errors
/// [`StoreError`].
pub async fn begin(writing: &mut Writing, owner: &str) -> Result<i64, StoreError> {
    let sql = "INSERT INTO batches (owner, sha256, bytes, complete) VALUES ($1, '', 0, 0) RETURNING id";
    let rows = writing.rows(sql, vec![owner.into()]).await?;
    rows.first().ok_or(StoreError::Shape(0))?.int(0)
}

/// Adds bytes to a batch.
///
/// # Errors
/// [`StoreError`].
pub async fn add_chunk(writing: &mut Writing, batch: i64, place: i64, bytes: Vec<u8>) -> Result<(), StoreError> {
    let sql = "INSERT INTO chunks (batch, place, bytes) VALUES ($1, $2, $3)";
    writing.run(sql, vec![batch.into(), place.into(), bytes.into()]).await.map(|_| ())
}

/// Forgets a batch that was never completed.
///
/// # Errors
/// [`StoreError`].
pub async fn drop_batch(writing: &mut Writing, batch: i64) -> Result<(), StoreError> {
    let sql = "DELETE FROM chunks WHERE batch IN (SELECT id FROM batches WHERE id = $1 AND complete = 0)";
    writing.run(sql, vec![batch.into()]).await?;
    writing.run("DELETE FROM batches WHERE id = $1 AND complete = 0", vec![batch.into()]).await.map(|_| ())
}

/// Forgets all batches of a process that is gone and were never completed.
///
/// # Errors
/// [`StoreError`].
pub async fn drop_incomplete(writing: &mut Writing, owner: &str) -> Result<(), StoreError> {
    let sql = "DELETE FROM chunks WHERE batch IN (SELECT id FROM batches WHERE owner = $1 AND complete = 0)";
    writing.run(sql, vec![owner.into()]).await?;
    writing.run("DELETE FROM batches WHERE owner = $1 AND complete = 0", vec![owner.into()]).await.map(|_| ())
}

/// Says that all bytes of a batch are there.
///
/// # Errors
/// [`StoreError::Damaged`] when the batch is not there any more.
pub async fn complete(writing: &mut Writing, batch: i64, sha256: &str, bytes: i64) -> Result<(), StoreError> {
    let sql = "UPDATE batches SET sha256 = $2, bytes = $3, complete = 1 WHERE id = $1 AND complete = 0";
    let completed = writing.run(sql, vec![batch.into(), sha256.into(), bytes.into()]).await?;
    if completed == 1 { Ok(()) } else { Err(StoreError::Damaged) }
}

/// What rows are added behind.
#[derive(Clone, Copy, Debug)]
pub struct Base {
    /// The batch of the version.
    pub batch: i64,
    /// How many batches its bytes lie in.
    pub layers: i64,
    /// How many parts they are.
    pub parts: i64,
}

/// The batches of a version: its own, and those that it goes on from.
macro_rules! layers {
    ($select:literal) => {
        concat!(
            "WITH RECURSIVE layers (batch) AS (SELECT batch FROM versions WHERE path = $1 AND version = $2 \
             UNION ALL SELECT n.base FROM continuations n JOIN layers l ON n.batch = l.batch) ",
            $select
        )
    };
}

/// How the bytes of a version lie.
///
/// # Errors
/// [`StoreError`].
pub async fn base(database: &Database, (path, version): (&str, i64)) -> Result<Base, StoreError> {
    let sql = layers!(
        "SELECT v.batch, (SELECT COUNT(*) FROM layers), \
         (SELECT COUNT(*) FROM chunks c JOIN layers l ON l.batch = c.batch) \
         FROM versions v WHERE v.path = $1 AND v.version = $2"
    );
    let rows = database.rows(sql, vec![path.into(), version.into()]).await?;
    let row = rows.first().ok_or(StoreError::Shape(0))?;
    Ok(Base { batch: row.int(0)?, layers: row.int(1)?, parts: row.int(2)? })
}

/// Says that the bytes of a batch stand behind those of another one: its parts are counted on from there.
///
/// # Errors
/// [`StoreError`].
pub async fn go_on_from(writing: &mut Writing, batch: i64, base: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO continuations (batch, base) VALUES ($1, $2)";
    writing.run(sql, vec![batch.into(), base.into()]).await.map(|_| ())
}

const SELECT_LATEST: &str = "SELECT path, version, sha256, bytes, made_by, made_at, published_by, publish\
     ed_at, retired_by, retired_at FROM known_versions WHERE path = $1 ORDER BY version DESC LIMIT 1";

const SELECT_ONE: &str = "SELECT path, version, sha256, bytes, made_by, made_at, published_by, publish\
     ed_at, retired_by, retired_at FROM known_versions WHERE path = $1 AND version = $2";

/// The latest version of the file at `path`.
///
/// # Errors
/// [`StoreError`].
pub async fn latest(database: &Database, path: &str) -> Result<Option<Version>, StoreError> {
    database.rows(SELECT_LATEST, vec![path.into()]).await?.first().map(version).transpose()
}

/// The same, seen by whoever is about to change it.
///
/// # Errors
/// [`StoreError`].
pub async fn latest_of(writing: &mut Writing, path: &str) -> Result<Option<Version>, StoreError> {
    writing.rows(SELECT_LATEST, vec![path.into()]).await?.first().map(version).transpose()
}

/// A version of the file at `path`.
///
/// # Errors
/// [`StoreError`].
pub async fn one(database: &Database, path: &str, number: i64) -> Result<Option<Version>, StoreError> {
    database.rows(SELECT_ONE, vec![path.into(), number.into()]).await?.first().map(version).transpose()
}

/// The same, seen by whoever is about to change it.
///
/// # Errors
/// [`StoreError`].
pub async fn one_of(writing: &mut Writing, path: &str, number: i64) -> Result<Option<Version>, StoreError> {
    writing.rows(SELECT_ONE, vec![path.into(), number.into()]).await?.first().map(version).transpose()
}

/// At most `rows` versions behind this one, in the order of their paths.
///
/// # Errors
/// [`StoreError`].
pub async fn page(database: &Database, after: (&str, i64), rows: i64) -> Result<Vec<Version>, StoreError> {
    let sql = "SELECT path, version, sha256, bytes, made_by, made_at, published_by, published_at, retired_by, retired_at \
               FROM known_versions \
               WHERE path > $1 OR path = $1 AND version > $2 ORDER BY path, version LIMIT $3";
    let (path, number) = after;
    database.rows(sql, vec![path.into(), number.into(), rows.into()]).await?.iter().map(version).collect()
}

/// The number of the version of `path` that counts, if any.
///
/// # Errors
/// [`StoreError`].
pub async fn published(writing: &mut Writing, path: &str) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT version FROM counting_versions WHERE path = $1";
    writing.rows(sql, vec![path.into()]).await?.first().map(|row| row.int(0)).transpose()
}

/// The number of the latest version of `path` that was ever published, whether or not it still counts.
///
/// # Errors
/// [`StoreError`].
pub async fn last_published(writing: &mut Writing, path: &str) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT version FROM versions WHERE path = $1 AND published_by IS NOT NULL ORDER BY version DESC LIMIT 1";
    writing.rows(sql, vec![path.into()]).await?.first().map(|row| row.int(0)).transpose()
}

/// The version of `path` that counts, if any: its number and its bytes. For files that people write, which are small.
///
/// # Errors
/// [`StoreError`].
pub async fn published_text(database: &Database, path: &str) -> Result<Option<(i64, Vec<u8>)>, StoreError> {
    let sql = "SELECT c.bytes, v.version, v.sha256 FROM chunks c JOIN counting_versions v ON v.batch = c.batch \
               WHERE v.path = $1 ORDER BY c.place";
    let rows = database.rows(sql, vec![path.into()]).await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let parts = rows.iter().map(|row| row.bytes(0)).collect::<Result<Vec<_>, _>>()?;
    let bytes = parts.concat();
    if sha256(&bytes) == first.text(2)? { Ok(Some((first.int(1)?, bytes))) } else { Err(StoreError::Damaged) }
}

/// Adds a version that nobody has published.
///
/// # Errors
/// [`StoreError`].
pub async fn add(writing: &mut Writing, made: (&str, i64), batch: i64, by: (&str, &str)) -> Result<(), StoreError> {
    let sql = "INSERT INTO versions (path, version, batch, made_by, made_at) VALUES ($1, $2, $3, $4, $5)";
    let ((path, version), (who, at)) = (made, by);
    let values: Vec<Value> = vec![path.into(), version.into(), batch.into(), who.into(), at.into()];
    writing.run(sql, values).await.map(|_| ())
}

/// Publishes a version; false where it is not there, or published already.
///
/// # Errors
/// [`StoreError`].
pub async fn publish(writing: &mut Writing, made: (&str, i64), by: (&str, &str)) -> Result<bool, StoreError> {
    let sql = "UPDATE versions SET published_by = $3, published_at = $4 \
               WHERE path = $1 AND version = $2 AND published_by IS NULL";
    let ((path, version), (who, at)) = (made, by);
    Ok(writing.run(sql, vec![path.into(), version.into(), who.into(), at.into()]).await? == 1)
}

/// Retires a version that counts: no version of the file does until another is published.
///
/// # Errors
/// [`StoreError::Taken`] where it was retired before.
pub async fn retire(writing: &mut Writing, made: (&str, i64), by: (&str, &str)) -> Result<(), StoreError> {
    let sql = "INSERT INTO retirements (path, version, retired_by, retired_at) VALUES ($1, $2, $3, $4)";
    let ((path, version), (who, at)) = (made, by);
    writing.run(sql, vec![path.into(), version.into(), who.into(), at.into()]).await.map(|_| ())
}

/// Part number `place` of the bytes of a version; nothing behind the last one.
///
/// # Errors
/// [`StoreError`].
pub async fn chunk(
    database: &Database,
    (path, version): (&str, i64),
    place: i64,
) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = layers!("SELECT c.bytes FROM chunks c JOIN layers l ON l.batch = c.batch WHERE c.place = $3");
    let rows = database.rows(sql, vec![path.into(), version.into(), place.into()]).await?;
    rows.first().map(|row| row.bytes(0)).transpose()
}

fn version(row: &Row) -> Result<Version, StoreError> {
    Ok(Version {
        path: row.text(0)?,
        version: row.int(1)?,
        sha256: row.text(2)?,
        bytes: row.int(3)?,
        made_by: row.text(4)?,
        made_at: row.text(5)?,
        published_by: row.optional_text(6)?,
        published_at: row.optional_text(7)?,
        retired_by: row.optional_text(8)?,
        retired_at: row.optional_text(9)?,
    })
}
