//! `PUT /v1/files/{path}`: a new version of a file. It comes in by parts, and is there as a whole or not at all.

use std::time::Duration;

use attain_engine::hash::hex;
use attain_rules::both;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use http_body_util::BodyExt as _;
use sha2::{Digest as _, Sha256};

use crate::caller::{Answer, Begun, Caller};
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::files;
use crate::{body, path, tag, wire};

/// Bytes that are stored as one part.
const PART: usize = 1 << 20;
/// How long the next bytes may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The version: a new one, or the latest when it has the same bytes.
#[utoipa::path(put, path = "/v1/files/{path}",
    params(("If-Match" = Option<String>, Header, description = "The `ETag` of the version that was seen: another one is not written over.")),
    request_body(content = wire::Bytes, content_type = "application/octet-stream", description = "The file."),
    responses((status = 201, description = "A new version.", body = wire::Version),
        (status = 200, description = "The latest version has these bytes.", body = wire::Version)))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path(path): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Answer, Problem> {
    path::check(&path)?;
    let mut writing = service.database.begin().await?;
    let batch = files::begin(&mut writing, &service.spool.owner).await?;
    writing.commit().await?;
    let done = match take_in(&service, batch, path::most_bytes(&path), body).await {
        Ok(taken) => make(&service, &caller, (&path, batch), &headers, taken).await,
        Err(problem) => Err(problem),
    };
    if !matches!(done, Ok(Kept::New(_))) {
        let mut writing = service.database.begin().await?;
        files::drop_batch(&mut writing, batch).await?;
        writing.commit().await?;
    }
    done.map(|(Kept::New(answer) | Kept::Known(answer))| answer)
}

/// What came in.
struct Taken {
    sha256: String,
    bytes: i64,
}

/// What became of it.
enum Kept {
    /// A new version leans on it.
    New(Answer),
    /// It was known, and is not kept again.
    Known(Answer),
}

async fn take_in(service: &Service, batch: i64, most: usize, mut body: Body) -> Result<Taken, Problem> {
    let (mut hasher, mut all, mut place) = (Sha256::new(), 0_usize, 0_i64);
    let mut part = Vec::with_capacity(PART);
    let broken = |why: &str| Problem::malformed(both!("the body broke off: {why}", "请求体中断：{why}"));
    loop {
        let frame = tokio::time::timeout(PATIENCE, body.frame()).await.map_err(|_| broken("too slow"))?;
        let Some(frame) = frame else { break };
        let Ok(bytes) = frame.map_err(|_| broken("the connection ended"))?.into_data() else { continue };
        all = all.saturating_add(bytes.len());
        if all > most {
            body::drain(body).await;
            return Err(Problem::too_large(most));
        }
        hasher.update(&bytes);
        part.extend_from_slice(&bytes);
        while part.len() >= PART {
            let rest = part.split_off(PART);
            store(service, batch, place, std::mem::replace(&mut part, rest)).await?;
            place = place.saturating_add(1);
        }
    }
    if !part.is_empty() {
        store(service, batch, place, part).await?;
    }
    Ok(Taken { sha256: hex(&hasher.finalize()), bytes: i64::try_from(all).unwrap_or(i64::MAX) })
}

async fn store(service: &Service, batch: i64, place: i64, part: Vec<u8>) -> Result<(), Problem> {
    let mut writing = service.database.begin().await?;
    files::add_chunk(&mut writing, batch, place, part).await?;
    Ok(writing.commit().await?)
}

async fn make(
    service: &Service,
    caller: &Caller,
    (path, batch): (&str, i64),
    headers: &HeaderMap,
    Taken { sha256, bytes }: Taken,
) -> Result<Kept, Problem> {
    let mut writing = match caller.begin(service, &sha256).await? {
        Begun::Before(answer) => return Ok(Kept::Known(answer)),
        Begun::Now(writing) => writing,
    };
    let latest = files::latest_of(&mut writing, path).await?;
    tag::check(headers, latest.as_ref())?;
    if let Some(latest) = latest.as_ref().filter(|latest| latest.sha256 == sha256 && latest.retired_by.is_none()) {
        let answer = Answer::new(StatusCode::OK, &wire::Version::from(latest.clone()))?;
        return caller.end(writing, &sha256, answer).await.map(Kept::Known);
    }
    let number = latest.map_or(1, |latest| latest.version.saturating_add(1));
    let by = (caller.principal.id.as_str(), caller.origin.at.as_str());
    files::complete(&mut writing, batch, &sha256, bytes).await?;
    files::add(&mut writing, (path, number), batch, by).await?;
    let detail = vec![("version", number.to_string()), ("sha256", sha256.clone()), ("bytes", bytes.to_string())];
    caller.record(&mut writing, Entry { action: "file.put", object: path, detail }).await?;
    if !path::waits(path) {
        files::publish(&mut writing, (path, number), by).await?;
        let detail = vec![("version", number.to_string())];
        caller.record(&mut writing, Entry { action: "file.publish", object: path, detail }).await?;
    }
    let made = files::latest_of(&mut writing, path).await?.ok_or_else(Problem::not_found)?;
    let answer = Answer::new(StatusCode::CREATED, &wire::Version::from(made))?;
    caller.end(writing, &sha256, answer).await.map(Kept::New)
}
