//! `POST /v1/periods/{period}/exports/{export}/acknowledgement`: payroll has taken the export in, as the count and the totals that it
//! read show. Once.

use std::collections::{BTreeMap, BTreeSet};

use attain_rules::both;
use attain_rules::number::Number;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::body;
use crate::caller::{Answer, Begun, Caller};
use crate::code::Code;
use crate::label::label;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::exports::{self, Export};
use crate::store::{StoreError, periods};
use crate::wire;

/// What the payroll system read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Acknowledgement)]
pub struct Read {
    /// How many rows.
    rows: i64,
    /// What they come to, by currency and unit.
    totals: BTreeMap<String, String>,
}

/// The export, acknowledged.
#[utoipa::path(post, path = "/v1/periods/{period}/exports/{export}/acknowledgement", request_body = Read,
    responses((status = 200, description = "It is acknowledged.", body = wire::Export)))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path((period, id)): Path<(String, String)>,
    body: Bytes,
) -> Result<Answer, Problem> {
    let (read, digest): (Read, String) = body::json(&body)?;
    if let Some(answer) = caller.before(&service, &digest).await? {
        return Ok(answer);
    }
    let label = label(&service, period).await?;
    let mut writing = match caller.begin(&service, &digest).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let all = exports::all_of(&mut writing, &label).await?;
    let export = all.into_iter().find(|export| export.id == id).ok_or_else(Problem::not_found)?;
    let by = (caller.principal.id.as_str(), caller.origin.at.as_str());
    if !periods::acknowledged(&mut writing, &label).await? {
        return Err(acknowledged(&label));
    }
    let differs = differs(&export, &read);
    if !differs.is_empty() {
        return Err(Problem::conflict(
            Code::Differs,
            both!(
                "what payroll read is not what was exported: nothing is acknowledged; see `differs`, and let it read the file once more",
                "薪资系统读到的与导出的不同：未作确认；见 `differs`，请让它重新读取文件"
            ),
        )
        .differing(Value::Object(differs)));
    }
    match exports::acknowledge(&mut writing, (&label, &id), by).await {
        Ok(()) => {}
        Err(StoreError::Taken) => return Err(acknowledged(&label)),
        Err(error) => return Err(error.into()),
    }
    let detail = vec![("export", id), ("rows", export.rows.to_string()), ("totals", json!(export.totals).to_string())];
    caller.record(&mut writing, Entry { action: "export.acknowledge", object: &label, detail }).await?;
    let (who, at) = by;
    let export = Export { acknowledged_by: Some(who.to_owned()), acknowledged_at: Some(at.to_owned()), ..export };
    caller.end(writing, &digest, Answer::new(StatusCode::OK, &wire::Export::from(export))?).await
}

/// Where what was read is not what was exported.
fn differs(export: &Export, read: &Read) -> Map<String, Value> {
    let known = export.totals.keys().map(String::as_str);
    let units: BTreeSet<&str> = known.chain(read.totals.keys().map(String::as_str)).collect();
    let mut amounts = Map::new();
    for unit in units {
        let exported = export.totals.get(unit).map(String::as_str);
        let read = read.totals.get(unit).map(String::as_str);
        let number = |text: Option<&str>| text.and_then(|text| Number::parse(text).ok());
        if number(exported).is_none() || number(exported) != number(read) {
            amounts.insert(unit.to_owned(), json!({ "exported": exported, "read": read }));
        }
    }
    let mut differs = Map::new();
    if read.rows != export.rows {
        differs.insert("rows".to_owned(), json!({ "exported": export.rows, "read": read.rows }));
    }
    if !amounts.is_empty() {
        differs.insert("totals".to_owned(), Value::Object(amounts));
    }
    differs
}

fn acknowledged(label: &str) -> Problem {
    Problem::conflict(
        Code::Acknowledged,
        both!("payroll has taken in an export of `{label}`: that is once", "薪资系统已接收 `{label}` 的导出：只能一次"),
    )
}
