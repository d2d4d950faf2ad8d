//! Runs, and how far they have come.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::store::runs;

/// What a run does that somebody computes.
const COMPUTING: &str = "computing";

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
    /// `queued`, `computing`, `finished` or `refused`.
    pub state: String,
    /// How far it has read; null before it was begun.
    pub progress: Option<Progress>,
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

/// How far the transactions of a run have been read. Behind them it settles what they come to, and writes its files.
#[derive(Debug, Serialize, ToSchema)]
pub struct Progress {
    /// Bytes that were read. It may begin again once: to see first which revisions count.
    pub read: i64,
    /// Bytes of all of them.
    pub of: i64,
    /// When this was seen, in UTC.
    pub at: String,
}

impl From<(runs::Run, String)> for Run {
    fn from((run, snapshot): (runs::Run, String)) -> Self {
        let runs::Run { id, period, engine, made_by, made_at, state, ended_at, progress, .. } = run;
        let state = match state {
            runs::RunState::Queued if progress.is_some() => COMPUTING,
            state => state.word(),
        }
        .to_owned();
        let progress = progress.map(|runs::Progress { read, of, at }| Progress { read, of, at });
        Self { run: id, period, state, progress, snapshot, engine, made_by, made_at, ended_at, problem: None }
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
