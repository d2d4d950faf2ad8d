//! `POST /v1/periods/{period}/exports`: what a closed period pays, for payroll. Made of the seal, and of the mapping as it is published,
//! and once: whoever asks again gets the same export.

use attain_intake::folder::COMPANY_FILE;
use attain_intake::payroll::PAYROLL_FOLDER;
use attain_office::view::payroll::{Payroll, PayrollFile};
use attain_rules::both;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::caller::{Answer, Begun, Caller};
use crate::code::Code;
use crate::label::label;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::exports::{self, Export, ExportFile};
use crate::store::{StoreError, Writing, files, periods};
use crate::{body, path, wire, work};

/// What goes out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewExport)]
pub struct Asked {
    /// The name of a mapping, whose published version lays out the file of a payroll system; the neutral files alone without one.
    mapping: Option<String>,
}

/// The export.
#[utoipa::path(post, path = "/v1/periods/{period}/exports", request_body = Asked,
    responses(
        (status = 201, description = "It was made.", body = wire::Export),
        (status = 200, description = "It is there already.", body = wire::Export),
    ))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path(period): Path<String>,
    body: Bytes,
) -> Result<Answer, Problem> {
    let (Asked { mapping }, digest) = body::json(&body)?;
    if let Some(answer) = caller.before(&service, &digest).await? {
        return Ok(answer);
    }
    let label = label(&service, period).await?;
    let seal = periods::seal(&service.database, &label).await?.ok_or_else(|| not_closed(&label))?;
    let mapping = published(&service, mapping).await?;
    let made_by = mapping.as_ref().map(|mapping| (mapping.path.clone(), mapping.version));
    let (_, company) = files::published_text(&service.database, COMPANY_FILE).await?.ok_or_else(Problem::no_company)?;
    let text = mapping.map(|mapping| (mapping.name, mapping.text));
    let payroll = service.compute(move || work::payroll(company, seal, text)).await?;
    let mut writing = match caller.begin(&service, &digest).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let all = exports::all_of(&mut writing, &label).await?;
    if let Some(known) = all.into_iter().find(|known| known.id == payroll.id) {
        return caller.end(writing, &digest, Answer::new(StatusCode::OK, &wire::Export::from(known))?).await;
    }
    if !periods::exported(&mut writing, &label).await? {
        return Err(Problem::conflict(
            Code::Acknowledged,
            both!(
                "payroll has taken in another export of `{label}`: what was paid cannot go out once more",
                "薪资系统已接收 `{label}` 的另一份导出：已支付的不能再次导出"
            ),
        ));
    }
    let export = keep(&mut writing, &caller, (payroll, made_by)).await?;
    let csv = export.files.last().map(|file| file.sha256.clone()).unwrap_or_default();
    let detail = vec![
        ("export", export.id.clone()),
        ("mapping", export.mapping.as_ref().map(|path| format!("{path}@{}", export.version)).unwrap_or_default()),
        ("rows", export.rows.to_string()),
        ("totals", json!(export.totals).to_string()),
        ("sha256", csv),
    ];
    caller.record(&mut writing, Entry { action: "export.make", object: &label, detail }).await?;
    caller.end(writing, &digest, Answer::new(StatusCode::CREATED, &wire::Export::from(export))?).await
}

/// A mapping that counts.
struct Published {
    name: String,
    path: String,
    version: i64,
    text: Vec<u8>,
}

/// The mapping of this name, if one is asked for.
async fn published(service: &Service, name: Option<String>) -> Result<Option<Published>, Problem> {
    let Some(name) = name else { return Ok(None) };
    let path = format!("{PAYROLL_FOLDER}/{name}.yaml");
    let known = match path::check(&path) {
        Ok(()) => files::published_text(&service.database, &path).await?,
        Err(_) => None,
    };
    let (version, text) = known.ok_or_else(|| Problem::no_mapping(&name))?;
    Ok(Some(Published { name, path, version, text }))
}

/// Writes an export with its files.
async fn keep(
    writing: &mut Writing,
    caller: &Caller,
    (payroll, mapping): (Payroll, Option<(String, i64)>),
) -> Result<Export, StoreError> {
    let (mapping, version) = mapping.unzip();
    let file = |file: &PayrollFile| ExportFile {
        name: file.name.to_owned(),
        rows: count(file.rows),
        size: count(file.bytes.len()),
        sha256: file.sha256.clone(),
    };
    let export = Export {
        mapping,
        version: version.unwrap_or_default(),
        rows: count(payroll.rows),
        totals: payroll.totals,
        made_by: caller.principal.id.clone(),
        made_at: caller.origin.at.clone(),
        acknowledged_by: None,
        acknowledged_at: None,
        files: payroll.files.iter().map(file).collect(),
        id: payroll.id,
        period: payroll.period,
        seal: payroll.seal,
        taxable: payroll.taxable,
    };
    exports::add(writing, &export).await?;
    for ((place, known), file) in (1..).zip(&export.files).zip(payroll.files) {
        exports::add_file(writing, (&export.id, place), known, file.bytes).await?;
    }
    Ok(export)
}

fn count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn not_closed(label: &str) -> Problem {
    Problem::conflict(
        Code::NotClosed,
        both!("`{label}` is not closed: what may still change is not paid", "`{label}` 尚未关闭：还可能变化的不能支付"),
    )
}
