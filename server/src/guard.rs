//! What stands before every endpoint: who asks, may their role, and what is logged. Names and amounts are not.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tracing::Instrument as _;

use crate::access::Endpoint;
use crate::caller::{Caller, Pass};
use crate::problem::{Findings, Problem};
use crate::secret::Token;
use crate::service::Service;
use crate::session;
use crate::store::audit::{Entry, Origin};
use crate::store::principals;
use crate::{body, clock};

/// Where a connection comes from.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// Lets in whoever may ask this.
pub async fn let_in(
    State((service, endpoint)): State<(Service, &'static Endpoint)>,
    request: Request,
    next: Next,
) -> Response {
    let request_id = request_id();
    let begun = clock::begun();
    let asked = Asked::of(&request);
    let response = match caller(&service, endpoint, asked, &request_id).await {
        Err(problem) => {
            body::drain(request.into_body()).await;
            problem.into_response()
        }
        Ok(caller) => {
            let mut request = request;
            request.extensions_mut().insert(caller.clone());
            let span = tracing::info_span!("request", id = %request_id);
            // What was begun is ended, whether or not somebody waits for the answer.
            match tokio::spawn(next.run(request).instrument(span)).await {
                Ok(response) => recorded(&service, &caller, response).await,
                Err(error) => {
                    tracing::error!(%error, request = %request_id, "an answer broke off");
                    Problem::unavailable().into_response()
                }
            }
        }
    };
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    service.metrics.answered((endpoint.method, endpoint.path), status, took);
    let micros = took.as_micros();
    tracing::info!(request = request_id, method = endpoint.method, path = endpoint.path, status, micros, "answered");
    with_id(response, &request_id)
}

/// A refusal with findings quotes rows: who sees it is recorded, unless it can be no more than what they sent themselves.
async fn recorded(service: &Service, caller: &Caller, response: Response) -> Response {
    if response.extensions().get::<Findings>().is_none() || caller.reach().is_narrow() {
        return response;
    }
    let entry = Entry { action: "findings.read", object: caller.line(), detail: vec![] };
    match caller.looked(service, entry).await {
        Ok(()) => response,
        Err(problem) => problem.into_response(),
    }
}

/// What of a request says who asks, and for what.
struct Asked {
    method: Method,
    headers: HeaderMap,
    line: String,
    from: String,
}

impl Asked {
    fn of(request: &Request) -> Self {
        let from = request.extensions().get::<Peer>().map_or_else(String::new, |Peer(address)| address.to_string());
        let (method, headers) = (request.method().clone(), request.headers().clone());
        Self { line: format!("{method} {}", request.uri()), method, headers, from }
    }
}

async fn caller(service: &Service, endpoint: &Endpoint, asked: Asked, id: &str) -> Result<Caller, Problem> {
    let Asked { method, headers, line, from } = asked;
    // No text has such a character, and not every database could look for it.
    if line.contains("%00") {
        return Err(Problem::of(StatusCode::BAD_REQUEST));
    }
    let at = clock::now();
    let (principal, pass) = match headers.get(header::AUTHORIZATION) {
        Some(sent) => {
            let token = bearer(sent).ok_or_else(Problem::unknown_caller)?;
            (principals::of_token(&service.database, &token, &at).await?, Pass::Token(token.id))
        }
        None => {
            let token = session::token(&headers).ok_or_else(Problem::unknown_caller)?;
            session::check_origin(&method, &headers)?;
            (principals::of_session(&service.database, &token, &at).await?, Pass::Session(token.id))
        }
    };
    let principal = principal.ok_or_else(Problem::unknown_caller)?;
    if !service.rate.allows(&principal.id) {
        return Err(Problem::too_many());
    }
    if !endpoint.roles.contains(&principal.role) {
        return Err(Problem::not_allowed());
    }
    let origin = Origin { who: principal.id.clone(), at, from, request: id.to_owned() };
    Caller::new(principal, origin, (line, pass), &headers)
}

/// The token behind the word `Bearer`.
fn bearer(sent: &HeaderValue) -> Option<Token> {
    let (scheme, text) = sent.to_str().ok()?.split_once(' ')?;
    Token::read(text.trim()).filter(|_| scheme.eq_ignore_ascii_case("bearer"))
}

fn request_id() -> String {
    let mut bytes = [0; 8];
    // An id that is not unique makes a log harder to read, and nothing else.
    getrandom::fill(&mut bytes).unwrap_or_default();
    attain_engine::hash::hex(&bytes)
}

fn with_id(mut response: Response, id: &str) -> Response {
    if let Ok(id) = HeaderValue::from_str(id) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}
