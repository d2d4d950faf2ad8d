//! Runs, and how far they have come.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::store::runs;

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
