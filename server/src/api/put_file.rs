//! `PUT /v1/files/{path}`: a new version of a file. It comes in by parts, and is there as a whole or not at all.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};

use crate::body::Incoming;
use crate::caller::{Answer, Begun, Caller};
use crate::problem::Problem;
use crate::service::Service;
use crate::store::files;
use crate::version::{self, Brought};
use crate::{path, tag, wire};

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
        version::forget(&service, batch).await;
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

async fn take_in(service: &Service, batch: i64, most: usize, body: Body) -> Result<Taken, Problem> {
    let (mut incoming, mut place) = (Incoming::new(body, most), 0_i64);
    while let Some(part) = incoming.part().await? {
        store(service, batch, place, part).await?;
        place = place.saturating_add(1);
    }
    let bytes = i64::try_from(incoming.bytes).unwrap_or(i64::MAX);
    Ok(Taken { sha256: incoming.digest(), bytes })
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
    let brought = Brought { batch, base: None, sha256: &sha256, bytes };
    let made = version::add(caller, &mut writing, (path, number), brought, ("file.put", Vec::new())).await?;
    let answer = Answer::new(StatusCode::CREATED, &wire::Version::from(made))?;
    caller.end(writing, &sha256, answer).await.map(Kept::New)
}
