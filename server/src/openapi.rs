//! [`document`]: what the service answers, as OpenAPI 3.1, put together from what stands beside each endpoint and from its row in
//! [`ENDPOINTS`].

use serde_json::json;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::path::{HttpMethod, Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{Content, Ref, RefOr, Required, Response};
use utoipa::{OpenApi as Described, openapi::OpenApi};

use crate::access::{ENDPOINTS, Endpoint};
use crate::caller::MOST_KEY_CHARACTERS;
use crate::role::Role;
use crate::session::COOKIE;
use crate::{api, problem};

/// Where nothing is answered again: a cookie is not kept.
const SESSIONS: &str = "/v1/sessions";
/// Under which name the document knows tokens.
const TOKEN: &str = "token";
/// And sessions.
const SESSION: &str = "session";

#[derive(Described)]
#[openapi(
    info(
        title = "Attain",
        description = "Computes incentive pay, and closes periods once. Amounts are texts, in the digits of their currency. \
                       What is refused is answered as `application/problem+json`.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    components(schemas(problem::Body)),
    paths(
        api::create_principal::answer,
        api::list_principals::answer,
        api::create_token::answer,
        api::list_tokens::answer,
        api::revoke_token::answer,
        api::create_session::answer,
        api::end_session::answer,
        api::list_files::answer,
        api::get_file::answer,
        api::put_file::answer,
        api::add_rows::answer,
        api::publish_file::answer,
        api::retire_file::answer,
        api::check::answer,
        api::list_periods::answer,
        api::get_period::answer,
        api::start_run::answer,
        api::list_runs::answer,
        api::get_run::answer,
        api::get_run_file::answer,
        api::approve_period::answer,
        api::reopen_period::answer,
        api::close_period::answer,
        api::get_seal::answer,
        api::create_export::answer,
        api::list_exports::answer,
        api::get_export_file::answer,
        api::acknowledge_export::answer,
        api::compare_period::answer,
        api::compare_runs::answer,
        api::measure_impact::answer,
        api::get_team::answer,
        api::get_statement::answer,
        api::preview::answer,
        api::list_audit::answer,
        api::verify_audit::answer,
        api::get_log::answer,
        api::get_checkpoint::answer,
    )
)]
struct Endpoints;

/// The description of all endpoints.
#[must_use]
pub fn document() -> OpenApi {
    let mut document = Endpoints::openapi();
    let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("attain_ID_SECRET").build();
    let session = ApiKey::Cookie(ApiKeyValue::with_description(COOKIE, "A session of a browser, begun with a token."));
    let components = document.components.get_or_insert_default();
    components.add_security_scheme(TOKEN, SecurityScheme::Http(token));
    components.add_security_scheme(SESSION, SecurityScheme::ApiKey(session));
    for endpoint in &ENDPOINTS {
        if let Some(operation) = operation(&mut document, endpoint) {
            complete(operation, endpoint);
        }
    }
    document
}

/// An address as the document writes it.
fn address(endpoint: &Endpoint) -> String {
    endpoint.path.replace("{*", "{")
}

fn operation<'d>(document: &'d mut OpenApi, endpoint: &Endpoint) -> Option<&'d mut Operation> {
    let item = document.paths.paths.get_mut(&address(endpoint))?;
    match method(endpoint)? {
        HttpMethod::Get => item.get.as_mut(),
        HttpMethod::Put => item.put.as_mut(),
        HttpMethod::Post => item.post.as_mut(),
        HttpMethod::Delete => item.delete.as_mut(),
        _ => None,
    }
}

fn method(endpoint: &Endpoint) -> Option<HttpMethod> {
    Some(match endpoint.method {
        "GET" => HttpMethod::Get,
        "PUT" => HttpMethod::Put,
        "POST" => HttpMethod::Post,
        "DELETE" => HttpMethod::Delete,
        _ => return None,
    })
}

/// What holds for every endpoint: who may, how a change is asked for once, and how it is refused.
fn complete(operation: &mut Operation, endpoint: &Endpoint) {
    let roles: Vec<&str> = endpoint.roles.iter().map(|role| Role::word(*role)).collect();
    operation.operation_id = None;
    operation.tags = endpoint.path.split('/').nth(2).map(|family| vec![family.to_owned()]);
    operation.summary = Some(endpoint.does.to_owned());
    operation.description = Some(format!("For {}.", roles.join(", ")));
    // One alone: several would stand in no order.
    let ours = json!({ "roles": roles, "summary_zh": endpoint.does_zh });
    operation.extensions = Some(ExtensionsBuilder::new().add("x-attain", ours).build());
    // A session begins no other, and ends itself.
    let ways: &[&str] = match (endpoint.method, endpoint.path) {
        ("POST", SESSIONS) => &[TOKEN],
        ("DELETE", SESSIONS) => &[SESSION],
        _ => &[TOKEN, SESSION],
    };
    operation.security = Some(ways.iter().map(|way| SecurityRequirement::new(*way, [""; 0])).collect());
    let named = endpoint.path.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    let in_path = named.map(|name| RefOr::T(in_path(name.trim_start_matches('*'))));
    let others = operation.parameters.take().unwrap_or_default();
    let others =
        others.into_iter().filter(|other| !matches!(other, RefOr::T(other) if other.parameter_in == ParameterIn::Path));
    let key = (endpoint.method != "GET" && endpoint.path != SESSIONS).then(|| RefOr::T(key()));
    operation.parameters = Some(in_path.chain(others).chain(key).collect());
    let content = Content::new(Some(RefOr::Ref(Ref::from_schema_name("Problem"))));
    let mut refused = Response::new("It was refused, and nothing was changed.");
    refused.content.insert(problem::KIND.to_owned(), RefOr::T(content));
    operation.responses.responses.insert("default".to_owned(), RefOr::T(refused));
}

fn in_path(name: &str) -> Parameter {
    let text = ObjectBuilder::new().schema_type(Type::String);
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .schema(Some(text))
        .build()
}

fn key() -> Parameter {
    let text = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(MOST_KEY_CHARACTERS));
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("The same key and request get the same answer, however often they are sent."))
        .schema(Some(text))
        .build()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_endpoint_is_described_and_nothing_else_is() {
        let document = serde_json::to_value(document()).expect("JSON");
        let paths = document["paths"].as_object().expect("paths").iter();
        let described: BTreeSet<String> = paths
            .flat_map(|(path, item)| {
                let methods = item.as_object().expect("methods").keys();
                methods.map(move |method| format!("{} {path}", method.to_uppercase()))
            })
            .collect();
        let rows = ENDPOINTS.iter().map(|endpoint| format!("{} {}", endpoint.method, address(endpoint)));
        assert_eq!(described, rows.collect());
    }

    #[test]
    fn the_description_is_the_one_that_was_read() {
        let text = serde_json::to_string_pretty(&document()).expect("JSON");
        insta::assert_snapshot!("openapi", text);
    }
}
