//! All endpoints: one file each. An endpoint is a row of [`ENDPOINTS`], which says who may ask it; there is no other way in.

mod approve_period;
mod check;
mod close_period;
mod create_principal;
mod get_file;
mod get_period;
mod get_run;
mod get_run_file;
mod get_seal;
mod list_audit;
mod list_files;
mod publish_file;
mod put_file;
mod reopen_period;
mod revoke_token;
mod start_run;
mod verify_audit;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::{MethodRouter, delete, get, post, put};

use crate::guard;
use crate::problem::Problem;
use crate::role::Role;
use crate::service::Service;
use crate::store::StoreError;

/// Most bytes of a body that is not a file.
const MOST_BODY_BYTES: usize = 1 << 20;

/// Who may ask an endpoint.
#[derive(Debug)]
pub struct Endpoint {
    /// `GET`, `PUT`, `POST` or `DELETE`.
    pub method: &'static str,
    /// Its address, with names for what varies.
    pub path: &'static str,
    /// The roles that may.
    pub roles: &'static [Role],
}

use Role::{Admin, Auditor, CompAdmin, Payroll};

/// All endpoints behind the guard, and who may ask them.
pub static ENDPOINTS: [Endpoint; 17] = [
    Endpoint { method: "POST", path: "/v1/principals", roles: &[Admin] },
    Endpoint { method: "DELETE", path: "/v1/tokens/{token}", roles: &[Admin] },
    Endpoint { method: "GET", path: "/v1/files", roles: &[CompAdmin, Payroll, Auditor] },
    Endpoint { method: "GET", path: "/v1/files/{*path}", roles: &[CompAdmin, Payroll, Auditor] },
    Endpoint { method: "PUT", path: "/v1/files/{*path}", roles: &[CompAdmin] },
    Endpoint { method: "POST", path: "/v1/publications", roles: &[CompAdmin, Payroll] },
    Endpoint { method: "POST", path: "/v1/checks", roles: &[CompAdmin, Payroll] },
    Endpoint { method: "GET", path: "/v1/periods/{period}", roles: &[CompAdmin, Payroll, Auditor] },
    Endpoint { method: "POST", path: "/v1/periods/{period}/runs", roles: &[CompAdmin, Payroll] },
    Endpoint { method: "GET", path: "/v1/runs/{run}", roles: &[CompAdmin, Payroll, Auditor] },
    Endpoint { method: "GET", path: "/v1/runs/{run}/files/{name}", roles: &[CompAdmin, Payroll, Auditor] },
    Endpoint { method: "POST", path: "/v1/periods/{period}/approval", roles: &[CompAdmin, Payroll] },
    Endpoint { method: "DELETE", path: "/v1/periods/{period}/approval", roles: &[CompAdmin, Payroll] },
    Endpoint { method: "POST", path: "/v1/periods/{period}/seal", roles: &[Payroll] },
    Endpoint { method: "GET", path: "/v1/periods/{period}/seal", roles: &[CompAdmin, Payroll, Auditor] },
    Endpoint { method: "GET", path: "/v1/audit", roles: &[Auditor] },
    Endpoint { method: "GET", path: "/v1/audit/verification", roles: &[Auditor] },
];

/// What answers an endpoint; nothing for one that nobody has written.
fn handler(endpoint: &Endpoint) -> Option<MethodRouter<Service>> {
    Some(match (endpoint.method, endpoint.path) {
        ("POST", "/v1/principals") => post(create_principal::answer),
        ("DELETE", "/v1/tokens/{token}") => delete(revoke_token::answer),
        ("GET", "/v1/files") => get(list_files::answer),
        ("GET", "/v1/files/{*path}") => get(get_file::answer),
        ("PUT", "/v1/files/{*path}") => put(put_file::answer),
        ("POST", "/v1/publications") => post(publish_file::answer),
        ("POST", "/v1/checks") => post(check::answer),
        ("GET", "/v1/periods/{period}") => get(get_period::answer),
        ("POST", "/v1/periods/{period}/runs") => post(start_run::answer),
        ("GET", "/v1/runs/{run}") => get(get_run::answer),
        ("GET", "/v1/runs/{run}/files/{name}") => get(get_run_file::answer),
        ("POST", "/v1/periods/{period}/approval") => post(approve_period::answer),
        ("DELETE", "/v1/periods/{period}/approval") => delete(reopen_period::answer),
        ("POST", "/v1/periods/{period}/seal") => post(close_period::answer),
        ("GET", "/v1/periods/{period}/seal") => get(get_seal::answer),
        ("GET", "/v1/audit") => get(list_audit::answer),
        ("GET", "/v1/audit/verification") => get(verify_audit::answer),
        _ => return None,
    })
}

/// Everything that the service answers.
pub fn router(service: Service) -> Router {
    let mut router = Router::new()
        .route("/healthz", get(healthy))
        .route("/readyz", get(ready))
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || Problem::wrong_method());
    for endpoint in &ENDPOINTS {
        if let Some(handler) = handler(endpoint) {
            let guard = from_fn_with_state((service.clone(), endpoint), guard::let_in);
            router = router.route(endpoint.path, handler.layer(guard));
        }
    }
    router.layer(DefaultBodyLimit::max(MOST_BODY_BYTES)).layer(map_response(with_headers)).with_state(service)
}

/// The process is there.
async fn healthy() -> &'static str {
    "ok\n"
}

/// The database answers.
async fn ready(axum::extract::State(service): axum::extract::State<Service>) -> Result<&'static str, Problem> {
    service.database.rows("SELECT 1", vec![]).await.map_err(|error: StoreError| Problem::from(error))?;
    Ok("ok\n")
}

/// Pay is kept nowhere on its way, and no answer is a page that could do anything.
async fn with_headers(mut response: Response) -> Response {
    let headers = [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_endpoint_has_a_row_and_an_answer() {
        for endpoint in &ENDPOINTS {
            assert!(handler(endpoint).is_some(), "{} {}", endpoint.method, endpoint.path);
            assert!(!endpoint.roles.is_empty(), "{} {}", endpoint.method, endpoint.path);
            let same = ENDPOINTS.iter().filter(|one| (one.method, one.path) == (endpoint.method, endpoint.path));
            assert_eq!(same.count(), 1, "{} {}", endpoint.method, endpoint.path);
        }
    }
}
