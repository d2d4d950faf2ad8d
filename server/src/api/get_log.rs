//! `GET /v1/audit/log`: the whole log, a record a line, for `attain audit verify`.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::stream::try_unfold;

use crate::page::MOST_ROWS;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit;
use crate::verification::line;

/// The log, from its first record on.
#[utoipa::path(get, path = "/v1/audit/log",
    responses((status = 200, description = "A record a line, as JSON.", body = String, content_type = "application/x-ndjson")))]
pub async fn answer(State(service): State<Service>) -> Result<Response, Problem> {
    let pages = try_unfold((service, 0_i64), |(service, after)| async move {
        let page = audit::page(&service.database, after, MOST_ROWS).await;
        let page = page.map_err(|error| std::io::Error::other(error.to_string()))?;
        let Some(last) = page.last().map(|stored| stored.seq) else { return Ok(None) };
        let lines = page.into_iter().map(line).collect::<std::io::Result<String>>()?;
        Ok::<_, std::io::Error>(Some((Bytes::from(lines), (service, last))))
    });
    Ok(([(header::CONTENT_TYPE, "application/x-ndjson")], Body::from_stream(pages)).into_response())
}
