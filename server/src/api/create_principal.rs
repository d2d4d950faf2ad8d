//! `POST /v1/principals`: lets somebody in, and shows their token once.

use attain_rules::both;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::create_token::give;
use crate::caller::{Answer, Begun, Caller};
use crate::code::Code;
use crate::problem::Problem;
use crate::role::Role;
use crate::service::Service;
use crate::store::StoreError;
use crate::store::audit::Entry;
use crate::store::principals::{self, Principal, SERVICE};
use crate::{body, wire};

/// How long a token holds when nothing is said.
const DAYS: i64 = 90;
/// The longest that it may.
const MOST_DAYS: i64 = 400;
/// Longest id.
const MOST_ID_BYTES: usize = 100;

/// Who is let in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPrincipal)]
pub struct Asked {
    /// Under which name everything that they do is recorded.
    #[schema(max_length = 100)]
    id: String,
    /// `admin`, `comp_admin`, `payroll`, `manager`, `rep` or `auditor`.
    role: String,
    /// Which participant they are. A `rep` or a `manager` is one.
    participant: Option<String>,
    /// How many days the token holds; 90 when nothing is said.
    #[schema(minimum = 1, maximum = 400)]
    days: Option<i64>,
}

/// The new principal and their token.
#[utoipa::path(post, path = "/v1/principals", request_body = Asked,
    responses((status = 201, description = "They were let in.", body = wire::Principal)))]
pub async fn answer(State(service): State<Service>, caller: Caller, body: Bytes) -> Result<Answer, Problem> {
    let (Asked { id, role, participant, days }, digest) = body::json(&body)?;
    let Some(role) = Role::of(&role) else {
        let known = Role::ALL.map(Role::word).join(", ");
        return Err(Problem::malformed(both!(
            "there is no role `{role}`: write one of {known}",
            "没有角色 `{role}`：请写 {known} 之一"
        )));
    };
    for id in std::iter::once(&id).chain(&participant) {
        check_id(id)?;
    }
    if participant.is_none() && role.is_participant() {
        return Err(Problem::malformed(both!(
            "a `rep` or a `manager` is a participant: write which",
            "`rep` 和 `manager` 是人员：请写 `participant`"
        )));
    }
    let days = days_of(days)?;
    let mut writing = match caller.begin(&service, &digest).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let principal = Principal { id, role, participant };
    match principals::add(&mut writing, &principal, &caller.origin.at).await {
        Err(StoreError::Taken) => {
            let id = &principal.id;
            return Err(Problem::conflict(Code::PrincipalExists, both!("there is a principal `{id}`", "已有 `{id}`")));
        }
        added => added?,
    }
    let (token, until) = give(&mut writing, &principal.id, days).await?;
    let mut detail = vec![("role", role.word().to_owned()), ("token", token.id.clone()), ("expires_at", until.clone())];
    detail.extend(principal.participant.clone().map(|participant| ("participant", participant)));
    caller.record(&mut writing, Entry { action: "principal.create", object: &principal.id, detail }).await?;
    let shown = |token: Option<String>| {
        let Principal { id, participant, .. } = principal.clone();
        let body = wire::Principal { id, role: role.word().to_owned(), participant, token, expires_at: until.clone() };
        Answer::new(StatusCode::CREATED, &body)
    };
    // What is kept to be answered again has no secret in it.
    caller.end(writing, &digest, shown(None)?).await?;
    shown(Some(token.text()))
}

/// Sees that somebody can be called so.
fn check_id(id: &str) -> Result<(), Problem> {
    let is_plain = id == id.trim() && !id.is_empty() && id.len() <= MOST_ID_BYTES && !id.chars().any(char::is_control);
    if is_plain && id != SERVICE {
        return Ok(());
    }
    Err(Problem::malformed(both!(
        "an id has 1 to {MOST_ID_BYTES} bytes, no blanks at its ends, and is not `{SERVICE}`",
        "编号须为 1 至 {MOST_ID_BYTES} 字节，首尾没有空格，且不是 `{SERVICE}`"
    )))
}

/// How many days a token holds that is asked for with these.
///
/// # Errors
/// [`Problem::malformed`] for none and too many.
pub fn days_of(asked: Option<i64>) -> Result<i64, Problem> {
    let days = asked.unwrap_or(DAYS);
    if (1..=MOST_DAYS).contains(&days) {
        return Ok(days);
    }
    Err(Problem::malformed(both!("a token holds for 1 to {MOST_DAYS} days", "令牌有效期为 1 至 {MOST_DAYS} 天")))
}
