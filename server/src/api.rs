//! All endpoints: one file each. There is no way in but by a row of [`ENDPOINTS`], which says who may ask it.

pub mod acknowledge_export;
pub mod add_rows;
pub mod approve_period;
pub mod check;
pub mod close_period;
pub mod compare_period;
pub mod compare_runs;
pub mod create_export;
pub mod create_principal;
pub mod create_session;
pub mod create_token;
pub mod end_session;
pub mod get_checkpoint;
pub mod get_export_file;
pub mod get_file;
pub mod get_log;
pub mod get_period;
pub mod get_run;
pub mod get_run_file;
pub mod get_seal;
pub mod get_statement;
pub mod get_team;
pub mod list_audit;
pub mod list_exports;
pub mod list_files;
pub mod list_periods;
pub mod list_principals;
pub mod list_runs;
pub mod list_tokens;
pub mod measure_impact;
pub mod preview;
pub mod publish_file;
pub mod put_file;
pub mod reopen_period;
pub mod retire_file;
pub mod revoke_token;
pub mod start_run;
pub mod verify_audit;

use attain_rules::text::Text;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodRouter, delete, get, post, put};
use utoipa_swagger_ui::SwaggerUi;

use crate::access::{ENDPOINTS, Endpoint};
use crate::body::MOST_BODY_BYTES;
use crate::code::Code;
use crate::guard;
use crate::metrics::{self, Now};
use crate::openapi;
use crate::problem::{self, Problem};
use crate::service::Service;
use crate::store::{StoreError, audit, runs};

/// What answers an endpoint; nothing for one that nobody has written.
fn handler(endpoint: &Endpoint) -> Option<MethodRouter<Service>> {
    Some(match (endpoint.method, endpoint.path) {
        ("POST", "/v1/principals") => post(create_principal::answer),
        ("POST", "/v1/sessions") => post(create_session::answer),
        ("DELETE", "/v1/sessions") => delete(end_session::answer),
        ("GET", "/v1/principals") => get(list_principals::answer),
        ("GET", "/v1/principals/{id}/tokens") => get(list_tokens::answer),
        ("POST", "/v1/principals/{id}/tokens") => post(create_token::answer),
        ("DELETE", "/v1/tokens/{token}") => delete(revoke_token::answer),
        ("GET", "/v1/files") => get(list_files::answer),
        ("GET", "/v1/files/{*path}") => get(get_file::answer),
        ("PUT", "/v1/files/{*path}") => put(put_file::answer),
        ("POST", "/v1/rows/{*path}") => post(add_rows::answer),
        ("POST", "/v1/publications") => post(publish_file::answer),
        ("DELETE", "/v1/publications") => delete(retire_file::answer),
        ("POST", "/v1/checks") => post(check::answer),
        ("GET", "/v1/periods") => get(list_periods::answer),
        ("GET", "/v1/periods/{period}/runs") => get(list_runs::answer),
        ("GET", "/v1/periods/{period}") => get(get_period::answer),
        ("POST", "/v1/periods/{period}/runs") => post(start_run::answer),
        ("GET", "/v1/runs/{run}") => get(get_run::answer),
        ("GET", "/v1/runs/{run}/files/{name}") => get(get_run_file::answer),
        ("POST", "/v1/periods/{period}/approval") => post(approve_period::answer),
        ("DELETE", "/v1/periods/{period}/approval") => delete(reopen_period::answer),
        ("POST", "/v1/periods/{period}/seal") => post(close_period::answer),
        ("GET", "/v1/periods/{period}/seal") => get(get_seal::answer),
        ("POST", "/v1/periods/{period}/exports") => post(create_export::answer),
        ("GET", "/v1/periods/{period}/exports") => get(list_exports::answer),
        ("GET", "/v1/periods/{period}/exports/{export}/files/{name}") => get(get_export_file::answer),
        ("POST", "/v1/periods/{period}/exports/{export}/acknowledgement") => post(acknowledge_export::answer),
        ("GET", "/v1/periods/{period}/statements/{participant}") => get(get_statement::answer),
        ("GET", "/v1/periods/{period}/comparison") => get(compare_period::answer),
        ("POST", "/v1/impacts") => post(measure_impact::answer),
        ("GET", "/v1/runs/{run}/differences/{other}") => get(compare_runs::answer),
        ("GET", "/v1/periods/{period}/team") => get(get_team::answer),
        ("GET", "/v1/audit") => get(list_audit::answer),
        ("GET", "/v1/audit/verification") => get(verify_audit::answer),
        ("GET", "/v1/audit/log") => get(get_log::answer),
        ("GET", "/v1/audit/checkpoint") => get(get_checkpoint::answer),
        ("POST", "/v1/periods/{period}/previews/{participant}") => post(preview::answer),
        _ => return None,
    })
}

/// Everything that the service answers.
pub fn router(service: Service) -> Router {
    let mut router = Router::new()
        .route("/healthz", get(healthy))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .route("/problems/{code}", get(explain))
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || Problem::wrong_method());
    for endpoint in &ENDPOINTS {
        if let Some(handler) = handler(endpoint) {
            let guard = from_fn_with_state((service.clone(), endpoint), guard::let_in);
            router = router.route(endpoint.path, handler.route_layer(guard));
        }
    }
    router
        .merge(pages())
        .layer(DefaultBodyLimit::max(MOST_BODY_BYTES))
        .layer(map_response(as_problem))
        .layer(map_response(with_headers))
        .with_state(service)
}

/// The description of all endpoints, at `/openapi.json`, and a page on which they are tried, at `/docs`.
fn pages() -> Router<Service> {
    let policy = HeaderValue::from_static(
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'",
    );
    let page = Router::from(SwaggerUi::new("/docs").url("/openapi.json", openapi::document()));
    page.layer(map_response(move |mut response: Response| {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy.clone());
        std::future::ready(response)
    }))
}

/// The process is there.
async fn healthy() -> &'static str {
    "ok\n"
}

/// The database answers.
async fn ready(State(service): State<Service>) -> Result<&'static str, Problem> {
    service.database.rows("SELECT 1", vec![]).await.map_err(|error: StoreError| Problem::from(error))?;
    Ok("ok\n")
}

/// What a refusal means, for people.
async fn explain(Path(code): Path<String>) -> Result<String, Problem> {
    let code = Code::ALL.into_iter().find(|known| known.word() == code).ok_or_else(Problem::not_found)?;
    let Text { en, zh } = code.explanation();
    Ok(format!("{} ({})\n\n{en}\n\n{zh}\n", code.word(), code.status()))
}

/// How the service is doing.
async fn metrics(State(service): State<Service>) -> Result<Response, Problem> {
    let computing = i64::try_from(service.computing()).unwrap_or(i64::MAX);
    let queued = runs::count_queued(&service.database).await?;
    let records = audit::last(&service.database).await?.map_or(0, |last| last.seq);
    let text = service.metrics.text(Now { computing, queued, records }).map_err(|_| Problem::unavailable())?;
    Ok(([(header::CONTENT_TYPE, metrics::KIND)], text).into_response())
}

/// What was refused before an endpoint could say why, such as a number that is none, is told as everything else is.
async fn as_problem(response: Response) -> Response {
    let status = response.status();
    let is_told = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == problem::KIND);
    if status.is_client_error() && !is_told { Problem::of(status).into_response() } else { response }
}

/// Pay is kept nowhere on its way, and no answer is a page that could do anything, but for the one that says so itself.
async fn with_headers(mut response: Response) -> Response {
    let headers = [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in headers {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_an_answer() {
        for endpoint in &ENDPOINTS {
            assert!(handler(endpoint).is_some(), "{} {}", endpoint.method, endpoint.path);
            let same = ENDPOINTS.iter().filter(|one| (one.method, one.path) == (endpoint.method, endpoint.path));
            assert_eq!(same.count(), 1, "{} {}", endpoint.method, endpoint.path);
        }
    }
}
