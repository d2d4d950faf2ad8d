//! The JSON that the service answers with. What it is asked with stands beside each endpoint.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::checkpoint::Checkpoint;
use crate::record::Record;
use crate::store::{exports, files, periods, principals, runs};

/// The bytes of a file. It stands for them in the description alone.
#[derive(Debug)]
pub struct Bytes;

impl PartialSchema for Bytes {
    fn schema() -> RefOr<Schema> {
        let binary = SchemaFormat::KnownFormat(KnownFormat::Binary);
        ObjectBuilder::new().schema_type(Type::String).format(Some(binary)).into()
    }
}

impl ToSchema for Bytes {}

/// A version of a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct Version {
    /// Where the file stands in the company's folder.
    pub path: String,
    /// Its number, from 1 on.
    pub version: i64,
    /// The digest of its bytes.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: i64,
    /// Who brought it.
    pub made_by: String,
    /// When, in UTC.
    pub made_at: String,
    /// Who published it; null while it waits.
    pub published_by: Option<String>,
    /// When, in UTC.
    pub published_at: Option<String>,
}

impl From<files::Version> for Version {
    fn from(version: files::Version) -> Self {
        let files::Version { path, version, sha256, bytes, made_by, made_at, published_by, published_at } = version;
        Self { path, version, sha256, bytes, made_by, made_at, published_by, published_at }
    }
}

/// All versions of all files.
#[derive(Debug, Serialize, ToSchema)]
pub struct Files {
    /// In the order of their paths and numbers.
    pub files: Vec<Version>,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
}

/// How far a period has come.
#[derive(Debug, Serialize, ToSchema)]
pub struct Period {
    /// Its label, such as `2026-09`.
    pub period: String,
    /// `open`, `calculated`, `approved`, `closed`, `exported` or `acknowledged`.
    pub state: String,
    /// The run that it stands on; null while it is open.
    pub run: Option<i64>,
    /// Who approved it; null before.
    pub approved_by: Option<String>,
}

impl From<periods::Period> for Period {
    fn from(period: periods::Period) -> Self {
        let periods::Period { label, state, run, approved_by } = period;
        Self { period: label, state, run, approved_by }
    }
}

/// Periods with which something was done.
#[derive(Debug, Serialize, ToSchema)]
pub struct Periods {
    /// In the order of their labels.
    pub periods: Vec<Period>,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
}

/// A period whose approval was taken back.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reopened {
    /// Its label.
    pub period: String,
    /// `calculated`.
    pub state: String,
}

/// A period that was closed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Closed {
    /// Its label.
    pub period: String,
    /// `closed`.
    pub state: String,
    /// The run that is paid.
    pub run: i64,
    /// How many lines are sealed.
    pub lines: usize,
    /// The digest of the seal.
    pub seal: String,
    /// How far the audit log has come with it. Kept elsewhere, it shows a log that was written anew.
    pub checkpoint: Checkpoint,
}

/// A run that waits.
#[derive(Debug, Serialize, ToSchema)]
pub struct Started {
    /// Its number.
    pub run: i64,
    /// The period that it computes.
    pub period: String,
    /// `queued`.
    pub state: String,
    /// The digest of what it reads.
    pub snapshot: String,
}

/// How far a run has come.
#[derive(Debug, Serialize, ToSchema)]
pub struct Run {
    /// Its number.
    pub run: i64,
    /// The period that it computes.
    pub period: String,
    /// `queued`, `finished` or `refused`.
    pub state: String,
    /// The digest of what it reads.
    pub snapshot: String,
    /// The engine that ended it; null while it waits.
    pub engine: Option<String>,
    /// Who asked for it.
    pub made_by: String,
    /// When, in UTC.
    pub made_at: String,
    /// When it ended, in UTC.
    pub ended_at: Option<String>,
    /// Why it was refused; null otherwise.
    #[schema(value_type = Option<crate::problem::Body>)]
    pub problem: Option<Value>,
}

impl From<(runs::Run, String)> for Run {
    fn from((run, snapshot): (runs::Run, String)) -> Self {
        let runs::Run { id, period, engine, made_by, made_at, state, ended_at, .. } = run;
        let state = state.word().to_owned();
        Self { run: id, period, state, snapshot, engine, made_by, made_at, ended_at, problem: None }
    }
}

/// Runs of a period.
#[derive(Debug, Serialize, ToSchema)]
pub struct Runs {
    /// Latest first. Why one was refused stands in it when it is asked for alone.
    pub runs: Vec<Run>,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
}

/// What a team gets, and how far it has come.
#[derive(Debug, Serialize, ToSchema)]
pub struct Team {
    /// The label of the period.
    pub period: String,
    /// The run on which it stands.
    pub run: i64,
    /// The company's currency.
    pub currency: String,
    /// They, in the order of their ids.
    pub people: Vec<Member>,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
}

/// Somebody of a team.
#[derive(Debug, Serialize, ToSchema)]
pub struct Member {
    /// Who.
    pub participant: String,
    /// What they get in money; null where no line is theirs.
    pub amount: Option<String>,
    /// What they get in other units, by unit.
    pub units: BTreeMap<String, String>,
    /// How far they have come, by plan and measure.
    pub measures: Vec<Reached>,
}

/// How far somebody has come.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reached {
    /// The plan.
    pub plan: String,
    /// The measure.
    pub measure: String,
    /// For which period.
    pub period: String,
    /// Its total, in its unit; null where it is not known.
    pub total: Option<String>,
    /// The quota; null without one.
    pub quota: Option<String>,
    /// How much of the quota is reached, as a fraction to six places: `0.800000` is 80 %. Null without a quota.
    pub attainment: Option<String>,
}

/// Two periods beside each other.
#[derive(Debug, Serialize, ToSchema)]
pub struct Comparison {
    /// The label of the period: what is after.
    pub period: String,
    /// The run on which it stands.
    pub run: i64,
    /// The label of the period with which it is compared: what is before.
    pub with: String,
    /// The run on which that one stands.
    pub with_run: i64,
    /// The company's currency.
    pub currency: String,
    /// Of everything: money first, then each other unit.
    pub totals: Vec<UnitPair>,
    /// Of each component.
    pub components: Vec<ComponentPair>,
    /// Of each participant, in the order of their ids.
    pub people: Vec<PersonPair>,
    /// Where the next page of participants begins; null on the last one.
    pub next: Option<String>,
}

/// A sum of everything.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitPair {
    /// The unit; null for money.
    pub unit: Option<String>,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
    /// After less before.
    pub difference: String,
}

/// The sum of a component.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComponentPair {
    /// The plan.
    pub plan: String,
    /// The component.
    pub component: String,
    /// The kind of lines.
    pub kind: String,
    /// The unit; null for money.
    pub unit: Option<String>,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
    /// After less before.
    pub difference: String,
}

/// The sum of a participant.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonPair {
    /// Who.
    pub participant: String,
    /// The unit; null for money.
    pub unit: Option<String>,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
    /// After less before.
    pub difference: String,
}

/// What went to payroll of a period.
#[derive(Debug, Serialize, ToSchema)]
pub struct Exports {
    /// Earliest first.
    pub exports: Vec<Export>,
}

/// What a closed period pays, as payroll takes it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Export {
    /// Its id.
    pub export: String,
    /// The label of its period.
    pub period: String,
    /// The mapping by which its last file is laid out; null without one.
    pub mapping: Option<Mapping>,
    /// The digest of the seal that it is made of.
    pub seal: String,
    /// How many rows payroll reads.
    pub rows: i64,
    /// What they come to, by currency and unit.
    pub totals: BTreeMap<String, String>,
    /// What of units is taxable, in the company's currency.
    pub taxable_value: String,
    /// Its files.
    pub files: Vec<ExportFile>,
    /// Who made it.
    pub made_by: String,
    /// When, in UTC.
    pub made_at: String,
    /// Who said that payroll has taken it in; null before.
    pub acknowledged_by: Option<String>,
    /// When, in UTC.
    pub acknowledged_at: Option<String>,
}

/// A version of a mapping.
#[derive(Debug, Serialize, ToSchema)]
pub struct Mapping {
    /// Its name: `NAME` of `payroll/NAME.yaml`.
    pub name: String,
    /// The number of the version.
    pub version: i64,
}

/// A file of an export.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExportFile {
    /// Its name.
    pub name: String,
    /// How many rows it has.
    pub rows: i64,
    /// How many bytes.
    pub bytes: i64,
    /// Their digest.
    pub sha256: String,
}

impl From<exports::Export> for Export {
    fn from(export: exports::Export) -> Self {
        let file = |file: exports::ExportFile| {
            let exports::ExportFile { name, rows, size, sha256 } = file;
            ExportFile { name, rows, bytes: size, sha256 }
        };
        let name = |path: String| path.strip_suffix(".yaml")?.rsplit('/').next().map(str::to_owned);
        let version = export.version;
        Self {
            export: export.id,
            period: export.period,
            mapping: export.mapping.and_then(name).map(|name| Mapping { name, version }),
            seal: export.seal,
            rows: export.rows,
            totals: export.totals,
            taxable_value: export.taxable,
            files: export.files.into_iter().map(file).collect(),
            made_by: export.made_by,
            made_at: export.made_at,
            acknowledged_by: export.acknowledged_by,
            acknowledged_at: export.acknowledged_at,
        }
    }
}

/// Somebody who was let in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Principal {
    /// Under which name everything that they do is recorded.
    pub id: String,
    /// What they are here to do.
    pub role: String,
    /// Which participant they are, if any.
    pub participant: Option<String>,
    /// Their token; null when the same request is answered again.
    pub token: Option<String>,
    /// Until when it holds, in UTC.
    pub expires_at: String,
}

/// People who were let in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Principals {
    /// In the order of their ids.
    pub principals: Vec<Known>,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
}

/// Somebody who was let in, and since when.
#[derive(Debug, Serialize, ToSchema)]
pub struct Known {
    /// Under which name everything that they do is recorded.
    pub id: String,
    /// What they are here to do.
    pub role: String,
    /// Which participant they are, if any.
    pub participant: Option<String>,
    /// Since when, in UTC.
    pub created_at: String,
}

impl From<principals::Known> for Known {
    fn from(known: principals::Known) -> Self {
        let principals::Known { principal: principals::Principal { id, role, participant }, created_at } = known;
        Self { id, role: role.word().to_owned(), participant, created_at }
    }
}

/// Tokens that somebody has or had.
#[derive(Debug, Serialize, ToSchema)]
pub struct Tokens {
    /// In the order of their ids.
    pub tokens: Vec<Given>,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
}

/// A token, without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct Given {
    /// Its id.
    pub token: String,
    /// Until when it holds, in UTC.
    pub expires_at: String,
    /// Since when it holds no longer, in UTC; null while nobody revoked it.
    pub revoked_at: Option<String>,
}

impl From<principals::Given> for Given {
    fn from(given: principals::Given) -> Self {
        let principals::Given { id, expires_at, revoked_at } = given;
        Self { token: id, expires_at, revoked_at }
    }
}

/// A token that was given.
#[derive(Debug, Serialize, ToSchema)]
pub struct Token {
    /// Whose it is.
    pub id: String,
    /// The token; null when the same request is answered again.
    pub token: Option<String>,
    /// Until when it holds, in UTC.
    pub expires_at: String,
}

/// A token that holds no longer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Revoked {
    /// Its id.
    pub token: String,
    /// Since when, in UTC.
    pub revoked_at: String,
}

/// Records of the audit log.
#[derive(Debug, Serialize, ToSchema)]
pub struct Log {
    /// In the order of their numbers.
    pub records: Vec<Recorded>,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
}

/// A record as it is stored.
#[derive(Debug, Serialize, ToSchema)]
pub struct Recorded {
    /// Its number.
    pub seq: i64,
    /// What it says; null when it is not written as records are.
    pub record: Option<Record>,
    /// The bytes over which its digest is made.
    pub bytes: String,
    /// That digest.
    pub sha256: String,
    /// What the key of the log signed.
    pub signature: String,
}

/// Whether the audit log is whole.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Verification {
    /// It is.
    Whole(Whole),
    /// It is not.
    Broken(Broken),
}

/// A log that is whole.
#[derive(Debug, Serialize, ToSchema)]
pub struct Whole {
    /// `true`.
    pub whole: bool,
    /// How many records it has.
    pub records: u64,
    /// The digest of the last one.
    pub head: String,
    /// The key that signed all of them.
    pub key: String,
}

/// A log that is not whole.
#[derive(Debug, Serialize, ToSchema)]
pub struct Broken {
    /// `false`.
    pub whole: bool,
    /// The number of the first bad record.
    pub first_bad: u64,
    /// What is wrong with it, in English.
    pub why: String,
    /// The same in Chinese.
    pub why_zh: String,
}
