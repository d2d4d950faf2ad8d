//! What the service computes, with the same office as the command line: a snapshot is laid out as a company's folder, and the work
//! is done on that.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use attain_engine::Explain;
use attain_engine::inputs::ParticipantIndex;
use attain_engine::seal::{Closed, Seal};
use attain_intake::folder::COMPANY_FILE;
use attain_office::company::{Computation, Opened};
use attain_office::explained::{self, Reader};
use attain_office::failure::Failure;
use attain_office::period::Stretch;
use attain_office::view::statement::Wanted;
use attain_office::view::{finding, json, style};
use attain_rules::both;
use attain_rules::diagnostic::{Diagnostic, Severity};
use attain_rules::text::{Language, Text};
use serde_json::Value;
use tokio::runtime::Handle;

use crate::store::snapshots::Snapshot;
use crate::store::{Database, StoreError, files, periods, snapshots};

/// A company's folder that is there as long as this is kept.
#[derive(Debug)]
pub struct Spooled(PathBuf);

impl Spooled {
    /// Where it stands.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// An empty folder in `spool`.
    fn new(spool: &Path) -> std::io::Result<Self> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = spool.join(format!("{}-{number}", std::process::id()));
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    fn file(&self, path: &str) -> std::io::Result<fs::File> {
        let path = self.0.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::File::create(path)
    }
}

impl Drop for Spooled {
    fn drop(&mut self) {
        // What cannot be cleaned up is cleaned up at the next start.
        drop(fs::remove_dir_all(&self.0));
    }
}

/// Why work was not done.
#[derive(Debug)]
pub enum Undone {
    /// The company's files do not allow it.
    Failure(Box<Failure>),
    /// The database did not answer.
    Store(StoreError),
    /// The folder could not be written.
    Spool(std::io::Error),
}

impl From<Failure> for Undone {
    fn from(failure: Failure) -> Self {
        Self::Failure(Box::new(failure))
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

/// What of a company is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// All of it.
    Whole,
    /// Its own file: enough to know its calendar.
    OwnFile,
}

/// What became of a computation: the files of `attain run --out`.
pub type Files = Vec<(&'static str, Vec<u8>)>;

/// Does work that takes long where it keeps nobody from being answered.
///
/// # Errors
/// [`Undone`].
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T, Undone> + Send + 'static) -> Result<T, Undone> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => Err(Undone::Spool(std::io::Error::other(error))),
    }
}

/// Lays a snapshot out, with `instead` in the place of published versions. It must run where it may wait.
///
/// # Errors
/// [`Undone::Store`], [`Undone::Spool`].
pub fn lay_out(
    (database, spool): (&Database, &Path),
    snapshot: &Snapshot,
    what: What,
    instead: &[(String, i64)],
) -> Result<Spooled, Undone> {
    let handle = Handle::current();
    let folder = Spooled::new(spool)?;
    let mut all = handle.block_on(snapshots::files(database, snapshot.id))?;
    all.retain(|(path, _)| instead.iter().all(|(other, _)| path != other));
    all.extend(instead.iter().cloned());
    all.retain(|(path, _)| what == What::Whole || path == COMPANY_FILE);
    for (path, version) in all {
        let mut file = folder.file(&path)?;
        for place in 0.. {
            let Some(bytes) = handle.block_on(files::chunk(database, (&path, version), place))? else { break };
            file.write_all(&bytes)?;
        }
    }
    for (period, text) in handle.block_on(periods::seals(database, snapshot.seals))? {
        folder.file(&Closed::path(&period))?.write_all(&text)?;
    }
    Ok(folder)
}

/// Computes a period: the files of its result.
///
/// # Errors
/// [`Undone`].
pub fn compute(folder: &Path, period: &str) -> Result<Files, Undone> {
    let opened = Opened::open(folder)?.ready()?;
    let stretch = opened.stretch(Some(period))?;
    let request = attain_engine::Request { measured: true, ..stretch.request(Explain::Nobody) };
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

/// The statement of the participant with this id; nothing where there is none.
///
/// # Errors
/// [`Undone`].
pub fn statement(folder: &Path, period: &str, id: &str, form: Form) -> Result<Option<String>, Undone> {
    let opened = Opened::open(folder)?.ready()?;
    let stretch = opened.stretch(Some(period))?;
    let who = opened.inputs().participants.iter().position(|one| *one.id == *id);
    let Some(who) = who.and_then(|place| u32::try_from(place).ok()).map(ParticipantIndex) else { return Ok(None) };
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

/// The seal of a period.
///
/// # Errors
/// [`Undone`].
pub fn seal(folder: &Path, period: &str) -> Result<Seal, Undone> {
    let opened = Opened::open(folder)?.ready()?;
    let period = opened.company().calendar.parse(period).ok_or_else(|| Failure::NotOnePeriod(period.to_owned()))?;
    Ok(opened.seal(period)?.seal)
}

/// The label of the period that `text` names, as it can be closed.
///
/// # Errors
/// [`Undone`].
pub fn label(folder: &Path, text: &str) -> Result<String, Undone> {
    let opened = Opened::open(folder)?;
    let period = opened.company().calendar.parse(text).ok_or_else(|| Failure::NotOnePeriod(text.to_owned()))?;
    Ok(Stretch::from(period).label(opened.company().calendar))
}

/// Everything that can be found in the files: the document of `attain check --format json`, and a text for each error
/// outside of the data. What is wrong with rows, or is missing, may be mended by the next file: a company is built file by file, and
/// nothing is computed until it is whole.
///
/// # Errors
/// [`Undone`].
pub fn check(folder: &Path) -> Result<(Value, BTreeSet<String>), Undone> {
    let opened = Opened::open(folder)?.checked()?;
    let document = finding::document(opened.findings(), opened.sources(), opened.more(), None);
    let counts = |found: &&Diagnostic| found.severity == Severity::Error && !found.code.starts_with('D');
    let text = |found: &Diagnostic| {
        let place = found.labels.first().map(|label| opened.sources().place(label.span)).unwrap_or_default();
        format!("{} {} {}", found.code, place.file, found.message.en)
    };
    Ok((document, opened.findings().iter().filter(counts).map(text).collect()))
}

/// Why nothing was computed, for people, and the findings for programs.
#[must_use]
pub fn told(failure: &Failure) -> (Text, Value) {
    match failure {
        Failure::Refused(computation) => {
            let Computation { findings, sources, more, .. } = &**computation;
            (failure.text(), finding::document(findings, sources, *more, None))
        }
        // Where the folder stands says nothing to whoever asks.
        Failure::NoCompany(_) => {
            (both!("there is no `attain.yaml` yet: send it first", "还没有 `attain.yaml`：请先上传"), Value::Null)
        }
        _ => (failure.text(), Value::Null),
    }
}
