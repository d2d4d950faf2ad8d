//! `POST /v1/publications`: a version counts from now on. Whoever made it does not publish it, and nobody one with which the company has
//! errors.

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
use crate::{body, path, wire};

/// What counts from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Publication)]
pub struct Asked {
    /// Where the file stands in the company's folder.
    path: String,
    /// The number of the version.
    version: i64,
}

/// The version, published.
#[utoipa::path(post, path = "/v1/publications", request_body = Asked,
    responses((status = 200, description = "The version, published.", body = wire::Version)))]
pub async fn answer(State(service): State<Service>, caller: Caller, body: Bytes) -> Result<Answer, Problem> {
    let (Asked { path, version: number }, digest) = body::json(&body)?;
    path::check(&path)?;
    if let Some(answer) = caller.before(&service, &digest).await? {
        return Ok(answer);
    }
    let made = files::one(&service.database, &path, number).await?.ok_or_else(Problem::not_found)?;
    let by = caller.principal.id.as_str();
    if made.made_by == by && !service.alone {
        return Err(Problem::own_work(&both!("a version of a file", "文件的版本")));
    }
    let seen = now(&service).await?;
    let Checked { document, may_count, .. } = findings(&service, &seen, &[(path.clone(), Some(number))]).await?;
    if !may_count {
        let detail =
            both!("with `{path}` the company has errors: mend these first", "换上 `{path}` 后公司有错误：请先改正");
        return Err(Problem::refused(detail, document));
    }
    let mut writing = match begin_as_seen(&service, &caller, &digest, &seen).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let published = files::last_published(&mut writing, &path).await?;
    if published.is_some_and(|published| published > number) {
        return Err(Problem::conflict(
            Code::Superseded,
            both!("a later version was published already", "已发布过更新的版本"),
        ));
    }
    if !files::publish(&mut writing, (&path, number), (by, &caller.origin.at)).await? {
        return Err(Problem::conflict(Code::Published, both!("this version is published already", "此版本已发布")));
    }
    let mut detail = vec![("version", number.to_string()), ("made_by", made.made_by.clone())];
    if made.made_by == by {
        detail.push(("own_work", "yes".to_owned()));
    }
    caller.record(&mut writing, Entry { action: "file.publish", object: &path, detail }).await?;
    let now = files::one_of(&mut writing, &path, number).await?.ok_or_else(Problem::not_found)?;
    let answer = Answer::new(StatusCode::OK, &wire::Version::from(now))?;
    caller.end(writing, &digest, answer).await
}
