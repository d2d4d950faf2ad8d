//! `DELETE /v1/publications`: a version that counts does so no more, and no other version of its file until the next is published.

use attain_rules::both;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::check::{begin_as_seen, findings, now};
use crate::caller::{Answer, Begun, Caller};
use crate::code::Code;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::files;
use crate::work::Checked;
use crate::{body, path, reason, wire};

/// What counts no longer, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Retirement)]
pub struct Asked {
    /// Where the file stands in the company's folder.
    path: String,
    /// The number of the version that counts.
    version: i64,
    /// The reason, for the audit log.
    #[schema(max_length = 1000)]
    reason: String,
}

/// The version, retired. Whoever made it retires it as little as they publish it, and nobody one that the company needs.
#[utoipa::path(delete, path = "/v1/publications", request_body = Asked,
    responses((status = 200, description = "The version, retired.", body = wire::Version)))]
pub async fn answer(State(service): State<Service>, caller: Caller, body: Bytes) -> Result<Answer, Problem> {
    let (Asked { path, version: number, reason }, digest) = body::json(&body)?;
    path::check(&path)?;
    reason::check(&reason)?;
    if let Some(answer) = caller.before(&service, &digest).await? {
        return Ok(answer);
    }
    let made = files::one(&service.database, &path, number).await?.ok_or_else(Problem::not_found)?;
    let by = caller.principal.id.as_str();
    let is_own = path::waits(&path) && made.made_by == by;
    if is_own && !service.alone {
        return Err(Problem::own_work(&both!("the end of a version of a file", "文件版本的停用")));
    }
    let seen = now(&service).await?;
    let Checked { document, is_whole, .. } = findings(&service, &seen, &[(path.clone(), None)]).await?;
    if !is_whole {
        let detail =
            both!("without `{path}` the company has errors: mend these first", "没有 `{path}` 时公司有错误：请先改正");
        return Err(Problem::refused(detail, document));
    }
    let mut writing = match begin_as_seen(&service, &caller, &digest, &seen).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    if files::published(&mut writing, &path).await? != Some(number) {
        return Err(Problem::conflict(Code::NotPublished, both!("this version does not count", "此版本并未生效")));
    }
    files::retire(&mut writing, (&path, number), (by, &caller.origin.at)).await?;
    let mut detail = vec![("version", number.to_string()), ("made_by", made.made_by.clone()), ("reason", reason)];
    if is_own {
        detail.push(("own_work", "yes".to_owned()));
    }
    caller.record(&mut writing, Entry { action: "file.retire", object: &path, detail }).await?;
    let now = files::one_of(&mut writing, &path, number).await?.ok_or_else(Problem::not_found)?;
    let answer = Answer::new(StatusCode::OK, &wire::Version::from(now))?;
    caller.end(writing, &digest, answer).await
}
