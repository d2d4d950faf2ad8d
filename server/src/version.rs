//! What becomes of bytes that came in: a version of a file leans on them, or they are forgotten.

use crate::caller::Caller;
use crate::clock;
use crate::path;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::Writing;
use crate::store::audit::Entry;
use crate::store::files::{self, Version};

/// Bytes that came in, whole.
#[derive(Debug)]
pub struct Brought<'a> {
    /// The batch in which they lie.
    pub batch: i64,
    /// The batch behind whose bytes they stand; nothing where they are the whole file.
    pub base: Option<i64>,
    /// The digest of the whole file.
    pub sha256: &'a str,
    /// How many bytes it has.
    pub bytes: i64,
}

/// Adds version `number` of the file at `path`, which counts from now on unless it waits for somebody else; with what the record of
/// `action` says beside it.
///
/// # Errors
/// What the database says.
pub async fn add(
    caller: &Caller,
    writing: &mut Writing,
    (path, number): (&str, i64),
    Brought { batch, base, sha256, bytes }: Brought<'_>,
    (action, beside): (&'static str, Vec<(&'static str, String)>),
) -> Result<Version, Problem> {
    // All of it is here now, however long that took.
    let now = clock::now();
    let by = (caller.principal.id.as_str(), now.as_str());
    files::complete(writing, batch, sha256, bytes).await?;
    if let Some(base) = base {
        files::go_on_from(writing, batch, base).await?;
    }
    files::add(writing, (path, number), batch, by).await?;
    let version = || ("version", number.to_string());
    let mut detail = vec![version(), ("sha256", sha256.to_owned()), ("bytes", bytes.to_string())];
    detail.extend(beside);
    caller.record(writing, Entry { action, object: path, detail }).await?;
    if !path::waits(path) {
        files::publish(writing, (path, number), by).await?;
        caller.record(writing, Entry { action: "file.publish", object: path, detail: vec![version()] }).await?;
    }
    files::latest_of(writing, path).await?.ok_or_else(Problem::not_found)
}

/// Forgets bytes that belong to nothing. Where that does not go, they go with this process, and whoever sent them is answered all the
/// same.
pub async fn forget(service: &Service, batch: i64) {
    let dropped = async {
        let mut writing = service.database.begin().await?;
        files::drop_batch(&mut writing, batch).await?;
        writing.commit().await
    };
    if let Err(error) = dropped.await {
        tracing::warn!(%error, "bytes that belong to nothing could not be forgotten");
    }
}
