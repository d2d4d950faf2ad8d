//! Two periods beside each other.

use serde::Serialize;
use utoipa::ToSchema;

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

/// A sum in one unit.
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

/// The sums of a participant.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonPair {
    /// Who.
    pub participant: String,
    /// What they get: money first, then each other unit.
    pub sums: Vec<UnitPair>,
}
