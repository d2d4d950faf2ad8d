//! `GET /v1/files`: all versions of all files.

use axum::Json;
use axum::extract::{Query, State};

use crate::page::{Asked, no_page};
use crate::problem::Problem;
use crate::service::Service;
use crate::store::files;
use crate::wire;

/// The versions, in the order of their paths.
#[utoipa::path(get, path = "/v1/files", params(Asked),
    responses((status = 200, description = "A page of the versions of all files.", body = wire::Files)))]
pub async fn answer(State(service): State<Service>, Query(asked): Query<Asked>) -> Result<Json<wire::Files>, Problem> {
    let page = asked.page()?;
    let after = match &page.after {
        None => (String::new(), 0),
        Some(after) => {
            let (path, version) = after.rsplit_once('@').ok_or_else(no_page)?;
            (path.to_owned(), version.parse().map_err(|_| no_page())?)
        }
    };
    let all = files::page(&service.database, (&after.0, after.1), page.rows()).await?;
    let (files, next) = page.cut(all, |version| format!("{}@{}", version.path, version.version));
    Ok(Json(wire::Files { files: files.into_iter().map(wire::Version::from).collect(), next }))
}
