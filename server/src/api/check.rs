//! `POST /v1/checks`: what `attain check` finds in what is published, with versions that are not in their places.

use attain_rules::both;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::caller::{Begun, Caller};
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::snapshots::Snapshot;
use crate::store::{files, snapshots};
use crate::work::{self, Checked, Instead};
use crate::{body, path};

/// Most versions that are named at once.
const MOST_INSTEAD: usize = 200;

/// What is checked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Check)]
pub struct Asked {
    /// Versions in the place of published ones, at most 200.
    #[serde(default)]
    instead: Vec<Named>,
}

/// A version of a file.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Instead)]
struct Named {
    /// Where the file stands in the company's folder.
    path: String,
    /// The number of the version.
    version: i64,
}

/// The findings. They quote rows: who looks is recorded.
#[utoipa::path(post, path = "/v1/checks", request_body = Asked,
    responses((status = 200, description = "The document of `attain check --format json`.", body = Object, content_type = "application/json")))]
pub async fn answer(State(service): State<Service>, caller: Caller, body: Bytes) -> Result<Json<Value>, Problem> {
    let (Asked { instead }, _) = body::json(&body)?;
    if instead.len() > MOST_INSTEAD {
        return Err(Problem::malformed(both!("name at most {MOST_INSTEAD} versions", "最多写 {MOST_INSTEAD} 个版本")));
    }
    let mut versions = Vec::new();
    for Named { path, version } in instead {
        path::check(&path)?;
        files::one(&service.database, &path, version).await?.ok_or_else(Problem::not_found)?;
        versions.push((path, Some(version)));
    }
    let found = findings(&service, &now(&service).await?, &versions).await?.document;
    caller.looked(&service, Entry { action: "check.read", object: "findings", detail: vec![] }).await?;
    Ok(Json(found))
}

/// The findings of this snapshot with versions in the place of its own.
pub async fn findings(service: &Service, snapshot: &Snapshot, instead: &[Instead]) -> Result<Checked, Problem> {
    let (database, spool) = (service.database.clone(), service.spool.clone());
    let (snapshot, instead) = (snapshot.clone(), instead.to_vec());
    let checked = service.compute(move || {
        let folder = work::lay_out((&database, &spool), &snapshot, &instead)?;
        work::check(folder.path())
    });
    checked.await
}

/// Begins a change of what counts, where that is still what was seen.
///
/// # Errors
/// [`Problem::changed_meanwhile`]; as [`Caller::begin`].
pub async fn begin_as_seen(
    service: &Service,
    caller: &Caller,
    digest: &str,
    seen: &Snapshot,
) -> Result<Begun, Problem> {
    let mut begun = caller.begin(service, digest).await?;
    if let Begun::Now(writing) = &mut begun
        && snapshots::take(writing).await?.id != seen.id
    {
        return Err(Problem::changed_meanwhile());
    }
    Ok(begun)
}

/// The snapshot of what is published now.
pub async fn now(service: &Service) -> Result<Snapshot, Problem> {
    if let Some(snapshot) = snapshots::taken(&service.database).await? {
        return Ok(snapshot);
    }
    let mut writing = service.database.begin().await?;
    let snapshot = snapshots::take(&mut writing).await?;
    writing.commit().await?;
    Ok(snapshot)
}
