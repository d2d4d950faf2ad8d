//! `GET /v1/files/{path}`: the bytes of the latest version of a file, or of `?version=N`.

#![expect(unused_qualifications, reason = "the description of the parameters is written so by its macro")]

use attain_engine::hash::hex;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream::try_unfold;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use utoipa::IntoParams;

use crate::caller::Caller;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::{StoreError, files};
use crate::{path, tag, wire};

/// Which version.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// Its number; the latest when nothing is said.
    version: Option<i64>,
}

/// The bytes, as they came in. Salaries may stand in them: who looks is recorded.
#[utoipa::path(get, path = "/v1/files/{path}", params(Asked),
    responses((status = 200, description = "The bytes; its `ETag` is what `If-Match` asks for.", body = wire::Bytes, content_type = "application/octet-stream")))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path(path): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    path::check(&path)?;
    let version = match asked.version {
        Some(number) => files::one(&service.database, &path, number).await?,
        None => files::latest(&service.database, &path).await?,
    };
    let version = version.ok_or_else(Problem::not_found)?;
    let detail = vec![("version", version.version.to_string())];
    caller.looked(&service, Entry { action: "file.read", object: &path, detail }).await?;
    let tag = HeaderValue::from_str(&tag::of(&version)).map_err(|_| Problem::unavailable())?;
    let number = version.version;
    let begun = (service, version, 0_i64, Sha256::new());
    let parts = try_unfold(begun, move |(service, version, place, mut hasher)| async move {
        let part = files::chunk(&service.database, (&version.path, number), place).await;
        match part.map_err(|error| std::io::Error::other(error.to_string()))? {
            Some(bytes) => {
                hasher.update(&bytes);
                Ok(Some((Bytes::from(bytes), (service, version, place.saturating_add(1), hasher))))
            }
            None if hex(&hasher.finalize()) == version.sha256 => Ok(None),
            // Whoever reads it must not take it for whole: the answer breaks off.
            None => Err(std::io::Error::other(StoreError::Damaged.to_string())),
        }
    });
    let kind = HeaderValue::from_static("application/octet-stream");
    Ok(([(header::ETAG, tag), (header::CONTENT_TYPE, kind)], Body::from_stream(parts)).into_response())
}
