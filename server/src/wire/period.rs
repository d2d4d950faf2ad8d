//! Periods, and how far they have come.

use serde::Serialize;
use utoipa::ToSchema;

use crate::checkpoint::Checkpoint;
use crate::store::periods;

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

/// A warning.
#[derive(Debug, Serialize, ToSchema)]
pub struct Warning {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
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
    /// What should have been looked at before, as `attain close --dry-run` shows it: in English and Chinese.
    pub warnings: Vec<Warning>,
    /// How far the audit log has come with it. Kept elsewhere, it shows a log that was written anew.
    pub checkpoint: Checkpoint,
}
