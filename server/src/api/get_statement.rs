//! `GET /v1/periods/{period}/statements/{participant}`: what somebody gets, and why. JSON of traces, or text where that is accepted.

#![expect(unused_qualifications, reason = "the description of the parameters is written so by its macro")]

use attain_rules::both;
use attain_rules::text::Language;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::caller::Caller;
use crate::label::label;
use crate::problem::Problem;
use crate::service::Service;
use crate::standing;
use crate::store::audit::Entry;
use crate::store::snapshots;
use crate::work::{self, Form};

/// How it is shown.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// The language of the text: `en` or `zh-CN`; the company's first when nothing is said.
    lang: Option<String>,
}

/// The statement, of the run on which the period stands. Whoever looks at somebody else's is recorded.
#[utoipa::path(get, path = "/v1/periods/{period}/statements/{participant}", params(Asked),
    responses((status = 200, description = "Traces as of `attain explain --format json`, or the statement as text.", content(
        (Object = "application/json"), (String = "text/plain")))))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path((period, participant)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let reach = caller.reach();
    reach.allows(&participant)?;
    let form = form(&headers, asked.lang.as_deref())?;
    let label = label(&service, period).await?;
    let run = standing::run_to_repeat(&service, &label, &reach).await?;
    let snapshot = snapshots::one(&service.database, run.snapshot).await?;
    let object = format!("{label}/{participant}");
    let is_own = caller.is(&participant);
    let is_narrow = reach.is_narrow();
    let statement = service.compute_in(&caller.principal.id, snapshot, move |opened| {
        work::statement(opened, (&label, &participant), form, &reach)
    });
    let statement = statement.await.map_err(|problem| problem.told_to(is_narrow))?.ok_or_else(Problem::not_found)?;
    if !is_own {
        let detail = vec![("run", run.id.to_string())];
        caller.looked(&service, Entry { action: "statement.read", object: &object, detail }).await?;
    }
    let kind = match form {
        Form::Traces => "application/json",
        Form::Text(_) => "text/plain; charset=utf-8",
    };
    Ok(([(header::CONTENT_TYPE, kind)], statement).into_response())
}

/// Text where it is accepted before JSON.
fn form(headers: &HeaderMap, language: Option<&str>) -> Result<Form, Problem> {
    let language = language.map(|word| {
        Language::parse(word).ok_or_else(|| {
            Problem::malformed(both!(
                "`{word}` is no language: write `en` or `zh-CN`",
                "`{word}` 不是语言：请写 `en` 或 `zh-CN`"
            ))
        })
    });
    let language = language.transpose()?;
    let accepted = headers.get(header::ACCEPT).and_then(|accepted| accepted.to_str().ok()).unwrap_or_default();
    let is_text = accepted.split(',').next().is_some_and(|first| first.trim().starts_with("text/plain"));
    Ok(if is_text { Form::Text(language) } else { Form::Traces })
}
