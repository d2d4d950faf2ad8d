//! What the service computes, with the same office as the command line: a snapshot is laid out as a company's folder, and the work
//! is done on that.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use attain_engine::hash::hex;
use attain_engine::inputs::ParticipantIndex;
use attain_engine::preview::{Asked, Found};
use attain_engine::seal::{Closed, Seal};
use attain_engine::{Explain, Request};
use attain_intake::changes::Changes;
use attain_intake::files::Files;
use attain_intake::folder::{COMPANY_FILE, Folder};
use attain_intake::meter::Meter;
use attain_intake::payroll::PAYROLL_FOLDER;
use attain_office::beyond::Beyond;
use attain_office::changes;
use attain_office::company::{Computation, Estimate, Opened, payroll_of};
use attain_office::cost::Costs;
use attain_office::explained::{self, Reader};
use attain_office::failure::Failure;
use attain_office::goal::Sought;
use attain_office::line;
use attain_office::period::Stretch;
use attain_office::view::payroll::Payroll;
use attain_office::view::statement::Wanted;
use attain_office::view::statement::estimate::Sides;
use attain_office::view::{self, cost, finding, json, style};
use attain_rules::company::Company;
use attain_rules::diagnostic::{Diagnostic, Severity};
use attain_rules::text::{Language, Text};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tokio::runtime::Handle;

use crate::reach::Reach;
use crate::spool::{Spool, Spooled};
use crate::store::snapshots::Snapshot;
use crate::store::{Database, StoreError, files, periods, snapshots};
use crate::{clock, path};

/// How long an amount is looked for that reaches a goal.
const SEARCH_PATIENCE: Duration = Duration::from_secs(10);

/// Why work was not done.
#[derive(Debug)]
pub enum Undone {
    /// The company's files do not allow it.
    Failure(Box<Failure>),
    /// Adjustments stand in a file of this path, which does not wait for anybody.
    Adjustments(String),
    /// The database did not answer.
    Store(StoreError),
    /// The folder could not be written.
    Spool(std::io::Error),
    /// It broke off, by a fault of the service.
    Broke(String),
}

impl From<Failure> for Undone {
    fn from(failure: Failure) -> Self {
        match failure {
            // Where the service lays files out says nothing to whoever asks.
            Failure::Read(_, error) | Failure::Write(_, error) | Failure::Output(error) => Self::Spool(error),
            failure => Self::Failure(Box::new(failure)),
        }
    }
}

impl From<StoreError> for Undone {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<std::io::Error> for Undone {
    fn from(error: std::io::Error) -> Self {
        Self::Spool(error)
    }
}

/// What became of a computation: the files of `attain run --out`.
pub type ResultFiles = Vec<(&'static str, Vec<u8>)>;

/// A version in the place of the published one of its path; or nothing there.
pub type Instead = (String, Option<i64>);

/// Lays a snapshot out, with `instead` in the place of published versions. It must run where it may wait.
///
/// # Errors
/// [`Undone::Store`], [`Undone::Spool`].
pub fn lay_out(
    (database, spool): (&Database, &Spool),
    snapshot: &Snapshot,
    instead: &[Instead],
) -> Result<Spooled, Undone> {
    let handle = Handle::current();
    let folder = spool.folder()?;
    let mut all = handle.block_on(snapshots::files(database, snapshot.id))?;
    all.retain(|(path, _)| instead.iter().all(|(other, _)| path != other));
    all.extend(instead.iter().filter_map(|(path, version)| Some((path.clone(), (*version)?))));
    for (path, version) in all {
        write(database, &folder, (&path, version), &path)?;
    }
    for (period, text) in handle.block_on(periods::seals(database, snapshot.seals))? {
        folder.file(&Closed::path(&period))?.write_all(&text)?;
    }
    Ok(folder)
}

/// Lays a version out beside the others, where it counts for nothing: its place in the folder.
///
/// # Errors
/// As [`lay_out`].
pub fn lay_aside(database: &Database, folder: &Spooled, (path, version): &(String, i64)) -> Result<PathBuf, Undone> {
    let place = format!("version-{version}/{path}");
    write(database, folder, (path, *version), &place)?;
    Ok(PathBuf::from(place))
}

/// Writes the bytes of a version to `place` in the folder.
fn write(database: &Database, folder: &Spooled, (path, version): (&str, i64), place: &str) -> Result<(), Undone> {
    let handle = Handle::current();
    let known = handle.block_on(files::one(database, path, version))?.ok_or(StoreError::Damaged)?;
    let (mut file, mut hasher) = (folder.file(place)?, Sha256::new());
    for part in 0.. {
        let Some(bytes) = handle.block_on(files::chunk(database, (path, version), part))? else { break };
        hasher.update(&bytes);
        file.write_all(&bytes)?;
    }
    if hex(&hasher.finalize()) == known.sha256 { Ok(()) } else { Err(StoreError::Damaged.into()) }
}

/// The company that was laid out. Whoever wrote its file reaches nothing but what lies beside it, and pay by hand stands in a file
/// that waits until somebody else publishes it.
///
/// # Errors
/// [`Undone`].
pub fn open(folder: &Path) -> Result<Opened, Undone> {
    open_files(Files::confined(folder))
}

/// The same, from `files` of a folder.
///
/// # Errors
/// [`Undone`].
pub fn open_files(files: Files) -> Result<Opened, Undone> {
    let opened = Opened::of_files(files)?;
    match &opened.company().data.adjustments {
        Some(table) if !path::waits(&table.path.value) => Err(Undone::Adjustments(table.path.value.clone())),
        _ => Ok(opened),
    }
}

/// Computes a period: the files of its result. `meter` says meanwhile how far the transactions have been read.
///
/// # Errors
/// [`Undone`].
pub fn compute(folder: &Path, period: &str, meter: Meter) -> Result<ResultFiles, Undone> {
    let opened = open_files(Files::confined(folder).counted_by(meter))?.ready()?;
    let stretch = opened.stretch(Some(period))?;
    let request = Request { measured: true, ..stretch.request(Explain::Nobody) };
    let outcome = opened.compute(&request)?;
    let run = opened.computed(&outcome, stretch);
    let (mut lines, mut measures, mut result) = (Vec::new(), Vec::new(), Vec::new());
    json::csv(&run, &mut lines)?;
    json::measured(&run, &mut measures)?;
    json::result(&run, &mut result)?;
    let report = format!("{:#}\n", json::report(&run)).into_bytes();
    Ok(vec![("lines.csv", lines), ("measures.csv", measures), ("result.json", result), ("report.json", report)])
}

/// How a statement is asked for.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// The traces, for programs.
    Traces,
    /// The statement as people read it; in the company's first language when none is named.
    Text(Option<Language>),
}

/// The statement of the participant with this id; nothing where there is none within `reach`.
///
/// # Errors
/// [`Undone`].
pub fn statement(
    opened: &Opened,
    (period, id): (&str, &str),
    form: Form,
    reach: &Reach,
) -> Result<Option<String>, Undone> {
    let stretch = opened.stretch(Some(period))?;
    let Some(who) = within(opened, id, stretch, reach) else { return Ok(None) };
    let outcome = opened.compute(&stretch.request(Explain::Only(vec![who])))?;
    let run = opened.computed(&outcome, stretch);
    Ok(Some(match form {
        Form::Traces => explained::traces(&run, (who, None), Reader::Participant)?,
        Form::Text(language) => {
            let language = language.or_else(|| opened.languages().first().copied()).unwrap_or_default();
            let wanted = Wanted { component: None, detail: true, language };
            style::plain(&explained::text(&run, opened.sources(), who, wanted))
        }
    }))
}

/// What is looked for: how much, and by which column of which deal, as `--goal` and `--by` of the command line have it.
#[derive(Clone, Debug)]
pub struct Goal {
    /// An amount, or `next-tier`.
    pub pay: String,
    /// A column of the deal that is added, or of a transaction, behind its id and a colon.
    pub by: String,
}

/// What somebody would get with `changes`, and with the value that reaches the goal where there is one: the document of `attain what-if --format json`, or why these cannot be made; nothing where
/// there is nobody of this id within `reach`.
///
/// # Errors
/// [`Undone`], for what has nothing to do with the changes.
pub fn preview(
    opened: &Opened,
    (period, id): (&str, &str),
    (changes, goal): (&Changes, Option<&Goal>),
    reach: &Reach,
) -> Result<Option<Result<Value, Failure>>, Undone> {
    let stretch = opened.stretch(Some(period))?;
    let Some(who) = within(opened, id, stretch, reach) else { return Ok(None) };
    let request = stretch.request(Explain::Only(vec![who]));
    let before = opened.compute(&request)?;
    let label = stretch.label(opened.company().calendar);
    let changes = Changes { participant: id.to_owned(), period: Some(label), ..changes.clone() };
    let (estimate, search) = match estimated(opened, changes, goal, (who, &request)) {
        Ok(estimated) => estimated,
        Err(failure) => return Ok(Some(Err(failure))),
    };
    // Without the changes it can be computed: what hinders it is theirs.
    let after = match estimate.opened.compute(&request) {
        Ok(after) => after,
        Err(failure) => return Ok(Some(Err(failure))),
    };
    let (before, after) = (opened.computed(&before, stretch), estimate.opened.computed(&after, stretch));
    let sides = Sides { before: &before, after: &after, who, component: None };
    let search = search.as_ref().map(|(sought, found)| (sought, found));
    Ok(Some(Ok(view::goal::document(&sides, &estimate.changed.applied, search))))
}

/// The company with `changes`, and what was looked for and found, where there is a goal.
fn estimated(
    opened: &Opened,
    mut changes: Changes,
    goal: Option<&Goal>,
    (who, request): (ParticipantIndex, &Request),
) -> Result<(Estimate, Option<(Sought, Found)>), Failure> {
    let sought = goal.map(|Goal { pay, by }| Sought::new(pay, by, opened.company())).transpose()?;
    if let Some(sought) = &sought {
        sought.lay_over(&mut changes);
    }
    if changes::is_nothing(&changes) {
        return Err(Failure::NothingChanged);
    }
    let Some(sought) = sought else { return Ok((opened.with_changes(&changes)?, None)) };
    let begun = clock::begun();
    let asked = Asked { who, component: None, goal: sought.goal };
    let goes_on = || begun.elapsed() < SEARCH_PATIENCE;
    let (estimate, found) = sought.search((opened, &mut changes), asked, request, &goes_on)?;
    Ok((estimate, Some((sought, found))))
}

/// What the plan in the file at `plan`, a place in the folder, would have cost beside the one of its name: the document of
/// `attain diff --plan --format json`.
///
/// # Errors
/// [`Undone`].
pub fn impact(folder: &Path, plan: &Path, period: Option<&str>) -> Result<Value, Undone> {
    let opened = open(folder)?.ready()?;
    let seals_ignored = opened.has_closed();
    let opened = opened.without_seals();
    let stretch = opened.stretch(period)?;
    let (changed, replaced) = opened.with_plan(plan, stretch)?;
    let request = stretch.request(Explain::Nobody);
    let (before, after) = (opened.compute(&request)?, changed.compute(&request)?);
    let (before, after) = (opened.computed(&before, stretch), changed.computed(&after, stretch));
    let shown = cost::Shown {
        costs: &Costs::of(&replaced.plan, &before, &after),
        beyond: &Beyond::of(&replaced.plan, [&before, &after]),
        before,
        after,
        lacking: &changed.nobody_has(&replaced.plan, stretch),
        replaced: &replaced,
        file: &plan.display().to_string(),
        seals_ignored,
        language: Language::default(),
    };
    Ok(shown.json())
}

/// The ids of everybody who stood below the participant `above` in each month of the period.
///
/// # Errors
/// [`Undone`].
pub fn line(opened: &Opened, period: &str, above: &str) -> Result<BTreeSet<String>, Undone> {
    let stretch = opened.stretch(Some(period))?;
    let Some(above) = participant(opened, above) else { return Ok(BTreeSet::new()) };
    let below = line::below_throughout(opened.inputs(), opened.company(), above, stretch);
    let people = below.into_iter().filter_map(|who| opened.inputs().participant(who));
    Ok(people.map(|one| one.id.to_string()).collect())
}

/// The participant of this id, where it is within `reach` in these months.
fn within(opened: &Opened, id: &str, stretch: Stretch, reach: &Reach) -> Option<ParticipantIndex> {
    participant(opened, id).filter(|who| reach.holds(opened, (*who, id), stretch))
}

/// The participant of this id.
#[must_use]
pub fn participant(opened: &Opened, id: &str) -> Option<ParticipantIndex> {
    let place = opened.inputs().participants.iter().position(|one| *one.id == *id)?;
    u32::try_from(place).ok().map(ParticipantIndex)
}

/// The seal of a period, and what should be looked at before it is sealed.
///
/// # Errors
/// [`Undone`].
pub fn seal(folder: &Path, period: &str) -> Result<(Seal, Vec<Text>), Undone> {
    let opened = open(folder)?.ready()?;
    let period = opened.company().calendar.parse(period).ok_or_else(|| Failure::NotOnePeriod(period.to_owned()))?;
    let sealing = opened.seal(period)?;
    Ok((sealing.seal, sealing.warnings))
}

/// What the seal of these bytes pays, with the file of a payroll system where there is the text of a mapping, under its name; in the
/// company whose own file has the bytes `company`.
///
/// # Errors
/// [`Undone::Store`] for bytes that are no seal; [`Undone::Failure`].
pub fn payroll(company: Vec<u8>, seal: Vec<u8>, mapping: Option<(String, Vec<u8>)>) -> Result<Payroll, Undone> {
    let mut files = Files::confined(Path::new(COMPANY_FILE));
    files.state(COMPANY_FILE, company);
    let name = mapping.map(|(name, text)| {
        files.state(format!("{PAYROLL_FOLDER}/{name}.yaml"), text);
        name
    });
    let text = String::from_utf8(seal).map_err(|_| StoreError::Damaged)?;
    let seal = Seal::read(&text).map_err(|_| StoreError::Damaged)?;
    // Nothing but these files is there: what else the company lacks is not asked here.
    Ok(payroll_of(&mut Folder::of(files), &seal, name.as_deref())?)
}

/// The company whose own file has these bytes, as far as that says. Nothing but this file is there: what else is wrong is not asked
/// here.
#[must_use]
pub fn company_of(bytes: Vec<u8>) -> Option<Arc<Company>> {
    let mut files = Files::confined(Path::new(COMPANY_FILE));
    files.state(COMPANY_FILE, bytes);
    Folder::of(files).company
}

/// The label of the period that lies so many periods of its length behind the one that `text` names, in the calendar of the company whose own file has these bytes.
///
/// # Errors
/// [`Undone::Failure`].
pub fn label(company: Vec<u8>, text: &str, periods: i32) -> Result<String, Undone> {
    let calendar = company_of(company).map(|company| company.calendar).unwrap_or_default();
    let period = calendar.parse(text).ok_or_else(|| Failure::NotOnePeriod(text.to_owned()))?;
    Ok(Stretch::from(period.plus(periods)).label(calendar))
}

/// What may be wrong while a company is built file by file: a file is missing (D001), or a plan that somebody is on (D033).
pub const STILL_TO_COME: [&str; 2] = ["D001", "D033"];

/// What can be found in the files.
#[derive(Debug)]
pub struct Checked {
    /// The document of `attain check --format json`.
    pub document: Value,
    /// May anything count beside it? Broken data hide what is wrong with plans. Tests decide about nothing.
    pub may_count: bool,
    /// Is nothing lacking, either?
    pub is_whole: bool,
}

/// Everything that can be found in the files.
///
/// # Errors
/// [`Undone`].
pub fn check(folder: &Path) -> Result<Checked, Undone> {
    let opened = open(folder)?.checked()?;
    let document = finding::document(opened.findings(), opened.sources(), opened.more(), None);
    let is_bad = |found: &&Diagnostic| {
        let place = found.labels.first().map(|label| opened.sources().place(label.span)).unwrap_or_default();
        found.severity == Severity::Error && !place.file.starts_with("tests/")
    };
    let bad: Vec<&Diagnostic> = opened.findings().iter().filter(is_bad).collect();
    let may_count = bad.iter().all(|found| STILL_TO_COME.contains(&found.code));
    Ok(Checked { document, may_count, is_whole: bad.is_empty() })
}

/// Why nothing was computed, for people, and the findings for programs.
#[must_use]
pub fn told(failure: &Failure) -> (Text, Value) {
    match failure {
        Failure::Refused(computation) => {
            let Computation { findings, sources, more, .. } = &**computation;
            (failure.text(), finding::document(findings, sources, *more, None))
        }
        _ => (failure.text(), Value::Null),
    }
}
