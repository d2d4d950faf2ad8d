//! `POST /v1/rows/{path}`: rows are added to a data file. Those that stand there already are known, so that sending them again does no
//! harm; all of them come in, or none.

use std::io::{Read, Write as _};
use std::sync::Arc;

use attain_intake::brought::{Form, NotBrought, Wrongs};
use attain_rules::both;
use attain_rules::text::Text;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use serde_json::Value;

use super::check::now;
use crate::added::{self, Added, NotAdded};
use crate::body::{Incoming, PART};
use crate::caller::{Answer, Begun, Caller};
use crate::code::Code;
use crate::problem::Problem;
use crate::service::{Service, aside};
use crate::spool::Spooled;
use crate::store::files::{self, Version};
use crate::version::{self, Brought};
use crate::work::Undone;
use crate::{path, tag, wire};

/// In how many batches the bytes of a version lie at most; behind them it is stored whole again.
const MOST_LAYERS: i64 = 100;
/// How often rows are added again where somebody else was faster.
const MOST_TRIES: u32 = 5;
/// Where the rows lie that were brought.
const ROWS: &str = "rows";

/// The version with the rows, or the latest one when all of them are known.
#[utoipa::path(post, path = "/v1/rows/{path}",
    params(("If-Match" = Option<String>, Header, description = "The `ETag` of the version that was seen: rows are added to no other one.")),
    request_body(content((wire::Bytes = "text/csv"), (wire::Bytes = "application/x-ndjson")),
        description = "The rows: CSV with a header, or an object a line. Columns are named as in the file, in any order; those that are not named are empty."),
    responses((status = 201, description = "A new version.", body = wire::AddedRows),
        (status = 200, description = "All rows stand there already.", body = wire::AddedRows)))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path(path): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Answer, Problem> {
    path::check_data(&path)?;
    let form = form(&headers)?;
    let (rows, digest) = take_in(&service, body, path::most_bytes(&path)).await?;
    if let Some(answer) = caller.before(&service, &digest).await? {
        return Ok(answer);
    }
    let rows = Arc::new(rows);
    for _ in 0..MOST_TRIES {
        let latest = files::latest(&service.database, &path).await?;
        tag::check(&headers, latest.as_ref())?;
        if let Some(answer) = add_to(&service, &caller, (&path, latest.as_ref()), (&rows, form), &digest).await? {
            return Ok(answer);
        }
    }
    Err(Problem::conflict(
        Code::Taken,
        both!(
            "others add rows to `{path}` at the same time: send it again",
            "他人正在同时向 `{path}` 添加行：请重新发送"
        ),
    ))
}

/// Adds the rows to the latest version; nothing where it is the latest one no more.
async fn add_to(
    service: &Service,
    caller: &Caller,
    (path, latest): (&str, Option<&Version>),
    (rows, form): (&Arc<Spooled>, Form),
    digest: &str,
) -> Result<Option<Answer>, Problem> {
    // One that was retired stands there no more.
    let standing = latest.filter(|latest| latest.retired_by.is_none());
    if let Some(waits) = standing.filter(|version| version.published_by.is_none()) {
        // Whoever publishes decides about all that waits: nobody gets there behind rows of somebody else.
        if waits.made_by != caller.principal.id {
            let (number, by) = (waits.version, &waits.made_by);
            return Err(Problem::conflict(
                Code::Waits,
                both!(
                    "version {number} of `{path}`, which `{by}` brought, waits until somebody publishes it: have it published first, or send the whole file",
                    "`{by}` 上传的 `{path}` 第 {number} 版正在等待发布：请先发布，或整份上传文件"
                ),
            ));
        }
    }
    let added = add(service, caller, (path, standing), (rows, form)).await?;
    if added.rows.added == 0 {
        return match make(service, caller, (path, digest), (latest, None), &added).await? {
            Kept::New(answer) | Kept::Known(answer) => Ok(Some(answer)),
            Kept::Late => Ok(None),
        };
    }
    let mut writing = service.database.begin().await?;
    let id = files::begin(&mut writing, &service.spool.owner).await?;
    writing.commit().await?;
    let done = match store(service, id, standing, &added).await {
        Ok(base) => make(service, caller, (path, digest), (latest, Some(&Batch { id, base })), &added).await,
        Err(problem) => Err(problem),
    };
    if !matches!(done, Ok(Kept::New(_))) {
        version::forget(service, id).await;
    }
    match done? {
        Kept::New(answer) | Kept::Known(answer) => Ok(Some(answer)),
        Kept::Late => Ok(None),
    }
}

/// What became of the rows.
enum Kept {
    /// A new version leans on them.
    New(Answer),
    /// They were known, and are not kept again.
    Known(Answer),
    /// The file is not the one any more to which they were added.
    Late,
}

/// How the rows are written.
fn form(headers: &HeaderMap) -> Result<Form, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    match kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "text/csv" => Ok(Form::Csv),
        "application/x-ndjson" | "application/ndjson" | "application/jsonl" => Ok(Form::JsonLines),
        _ => Err(Problem::malformed(both!(
            "say how the rows are written: `Content-Type: text/csv` or `application/x-ndjson`",
            "请说明行的格式：`Content-Type: text/csv` 或 `application/x-ndjson`"
        ))),
    }
}

/// The folder in which what comes in lies as `rows`, and its digest.
async fn take_in(service: &Service, body: Body, most: usize) -> Result<(Spooled, String), Problem> {
    let spool = Arc::clone(&service.spool);
    let (folder, mut file) = aside(move || {
        let folder = spool.folder()?;
        let file = folder.file(ROWS)?;
        Ok((folder, file))
    })
    .await?;
    let mut incoming = Incoming::new(body, most);
    while let Some(part) = incoming.part().await? {
        file = aside(move || {
            file.write_all(&part)?;
            Ok(file)
        })
        .await?;
    }
    Ok((folder, incoming.digest()))
}

/// Lays the rows behind those that stand there.
async fn add(
    service: &Service,
    caller: &Caller,
    (path, standing): (&str, Option<&Version>),
    (rows, form): (&Arc<Spooled>, Form),
) -> Result<Added, Problem> {
    let seen = now(service).await?;
    let (database, spool) = (service.database.clone(), Arc::clone(&service.spool));
    let (place, version) = (path.to_owned(), standing.map(|standing| standing.version));
    let (rows, most) = (Arc::clone(rows), path::most_bytes(path));
    let added = service.compute_for(&caller.principal.id, move || {
        let brought = (rows.path().join(ROWS), form);
        added::add((&database, &spool), &seen, (&place, version), &brought)
    });
    let added = added.await?.map_err(|not_added| refused(path, not_added))?;
    if usize::try_from(added.bytes).is_ok_and(|bytes| bytes <= most) {
        Ok(added)
    } else {
        Err(Problem::too_large(most))
    }
}

/// Why no row was added.
fn refused(path: &str, not_added: NotAdded) -> Problem {
    match not_added {
        NotAdded::Brought(NotBrought::Io(error)) => Undone::from(error).into(),
        NotAdded::Brought(NotBrought::Standing(why)) => Problem::refused(why, Value::Null),
        NotAdded::Brought(NotBrought::Rows(wrongs)) => Problem::refused(told(&wrongs), Value::Null),
        NotAdded::Errors(findings) => {
            let detail = both!(
                "with these rows behind it `{path}` has errors, and none of them was added; lines are counted in the whole file",
                "在 `{path}` 末尾加上这些行后文件有错误，因此一行也没有添加；行号按整个文件计"
            );
            Problem::refused(detail, findings)
        }
    }
}

/// What is wrong with the rows, line by line.
fn told(Wrongs { shown, more }: &Wrongs) -> Text {
    let lines = |of: &dyn Fn(&Text) -> String, line: &str, sign: &str| {
        let told: Vec<_> =
            shown.iter().map(|(at, what)| format!("{}{}", line.replace("{}", &at.to_string()), of(what))).collect();
        told.join(sign)
    };
    let (en, zh) =
        (lines(&|what| what.en.clone(), "line {}: ", "; "), lines(&|what| what.zh.clone(), "第 {} 行：", "；"));
    match more {
        0 => Text { en, zh },
        _ => Text { en: format!("{en}; and {more} more lines"), zh: format!("{zh}；另有 {more} 行") },
    }
}

/// The new bytes, which belong to nothing yet.
struct Batch {
    id: i64,
    /// The batch behind whose bytes they stand; nothing where they are the whole file.
    base: Option<i64>,
}

/// Stores the new bytes in a batch: the batch behind whose bytes they stand, if any.
async fn store(service: &Service, id: i64, standing: Option<&Version>, added: &Added) -> Result<Option<i64>, Problem> {
    let base = match standing {
        None => None,
        Some(version) => Some(files::base(&service.database, (&version.path, version.version)).await?),
    };
    let base = base.filter(|base| base.layers < MOST_LAYERS);
    let (mut place, mut file) = match base {
        Some(base) => (base.parts, added.tail().map_err(Undone::from)?),
        None => (0, added.whole().map_err(Undone::from)?),
    };
    loop {
        let (part, rest) = aside(move || {
            let mut part = Vec::with_capacity(PART);
            Read::take(&mut file, u64::try_from(PART).unwrap_or(u64::MAX)).read_to_end(&mut part)?;
            Ok((part, file))
        })
        .await?;
        file = rest;
        if part.is_empty() {
            return Ok(base.map(|base| base.batch));
        }
        let mut writing = service.database.begin().await?;
        files::add_chunk(&mut writing, id, place, part).await?;
        writing.commit().await?;
        place = place.saturating_add(1);
    }
}

/// Makes the version, where the file is still the one that was read.
async fn make(
    service: &Service,
    caller: &Caller,
    (path, digest): (&str, &str),
    (seen, batch): (Option<&Version>, Option<&Batch>),
    added: &Added,
) -> Result<Kept, Problem> {
    let mut writing = match caller.begin(service, digest).await? {
        Begun::Before(answer) => return Ok(Kept::Known(answer)),
        Begun::Now(writing) => writing,
    };
    let latest = files::latest_of(&mut writing, path).await?;
    if latest.as_ref() != seen {
        return Ok(Kept::Late);
    }
    let (Some(batch), number) = (batch, latest.as_ref().map_or(1, |latest| latest.version.saturating_add(1))) else {
        let latest = latest.ok_or_else(Problem::not_found)?;
        let answer = Answer::new(StatusCode::OK, &wire::AddedRows::new(latest, added.rows))?;
        return caller.end(writing, digest, answer).await.map(Kept::Known);
    };
    let counts = vec![("added", added.rows.added.to_string()), ("known", added.rows.known.to_string())];
    let brought = Brought { batch: batch.id, base: batch.base, sha256: &added.sha256, bytes: added.bytes };
    let made = version::add(caller, &mut writing, (path, number), brought, ("file.add_rows", counts)).await?;
    let answer = Answer::new(StatusCode::CREATED, &wire::AddedRows::new(made, added.rows))?;
    caller.end(writing, digest, answer).await.map(Kept::New)
}
