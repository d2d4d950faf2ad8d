//! `POST /v1/publications`: a version counts from now on. Whoever made it does not publish it, and nobody one that brings errors.

use attain_rules::both;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;

use super::check::findings;
use super::list_files::version;
use crate::caller::{Answer, Begun, Caller};
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::files;
use crate::{body, path};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    path: String,
    version: i64,
}

/// The version, published.
pub async fn answer(State(service): State<Service>, caller: Caller, body: Bytes) -> Result<Answer, Problem> {
    let (Asked { path, version: number }, digest) = body::json(&body)?;
    path::check(&path)?;
    let made = files::one(&service.database, &path, number).await?.ok_or_else(Problem::not_found)?;
    let by = caller.principal.id.as_str();
    if made.made_by == by && !service.alone {
        return Err(Problem::own_work(&both!("a version of a file", "文件的版本")));
    }
    // What was wrong before is nothing that this version brings.
    let (_, before) = findings(&service, &[]).await?;
    let (document, after) = findings(&service, &[(path.clone(), number)]).await?;
    if !after.is_subset(&before) {
        let detail = both!("`{path}` brings errors, and is not published", "`{path}` 带来错误，未发布");
        return Err(Problem::refused(detail, document));
    }
    let mut writing = match caller.begin(&service, &digest).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let now = files::published(&mut writing, &path).await?;
    if now.is_some_and(|now| now > number) {
        return Err(Problem::conflict("superseded", both!("a later version is published already", "已发布更新的版本")));
    }
    if !files::publish(&mut writing, (&path, number), (by, &caller.origin.at)).await? {
        return Err(Problem::conflict("published", both!("this version is published already", "此版本已发布")));
    }
    let mut detail = vec![("version", number.to_string()), ("made_by", made.made_by.clone())];
    if made.made_by == by {
        detail.push(("own_work", "yes".to_owned()));
    }
    caller.record(&mut writing, Entry { action: "file.publish", object: &path, detail }).await?;
    let now = files::latest_of(&mut writing, &path).await?;
    let answer = Answer::new(StatusCode::OK, &now.as_ref().map_or(Value::Null, version));
    caller.end(writing, &digest, answer).await
}
