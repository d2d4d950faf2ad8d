//! `POST /v1/checks`: what `attain check` finds in what is published, with versions that are not in their places.

use std::collections::BTreeSet;

use attain_office::failure::Failure;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde::Deserialize;
use serde_json::Value;

use crate::problem::Problem;
use crate::service::Service;
use crate::store::{files, snapshots};
use crate::work::{self, Undone, What};
use crate::{body, path};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    #[serde(default)]
    instead: Vec<Instead>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Instead {
    path: String,
    version: i64,
}

/// The findings.
pub async fn answer(State(service): State<Service>, body: Bytes) -> Result<Json<Value>, Problem> {
    let (Asked { instead }, _) = body::json(&body)?;
    let mut versions = Vec::new();
    for Instead { path, version } in instead {
        path::check(&path)?;
        files::one(&service.database, &path, version).await?.ok_or_else(Problem::not_found)?;
        versions.push((path, version));
    }
    Ok(Json(findings(&service, &versions).await?.0))
}

/// The findings, and a text for each error outside of the data.
pub async fn findings(service: &Service, instead: &[(String, i64)]) -> Result<(Value, BTreeSet<String>), Problem> {
    let mut writing = service.database.begin().await?;
    let snapshot = snapshots::take(&mut writing).await?;
    writing.commit().await?;
    let (database, spool, instead) = (service.database.clone(), service.spool.clone(), instead.to_vec());
    let checked = work::aside(move || {
        let folder = work::lay_out((&database, &spool), &snapshot, What::Whole, &instead)?;
        work::check(folder.path())
    })
    .await;
    match checked {
        Ok(checked) => Ok(checked),
        Err(Undone::Failure(failure)) if matches!(*failure, Failure::NoCompany(_)) => {
            Ok((Value::Null, BTreeSet::new()))
        }
        Err(undone) => Err(super::start_run::undone(undone)),
    }
}
