//! What a team gets, and how far it has come.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

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
