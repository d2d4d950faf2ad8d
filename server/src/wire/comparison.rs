//! Two periods beside each other.

use attain_office::difference::Pair;
use attain_office::summed::{ByUnit, Part};
use attain_rules::number::NumberError;
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

impl UnitPair {
    /// The sums of a unit.
    ///
    /// # Errors
    /// [`NumberError`] where they are too far apart.
    pub fn of((unit, pair): (Option<String>, Pair)) -> Result<Self, NumberError> {
        let [before, after, difference] = texts(&pair)?;
        Ok(Self { unit, before, after, difference })
    }
}

impl ComponentPair {
    /// The sums of a component.
    ///
    /// # Errors
    /// As [`UnitPair::of`].
    pub fn of((Part { plan, component, kind, unit }, pair): (Part, Pair)) -> Result<Self, NumberError> {
        let [before, after, difference] = texts(&pair)?;
        Ok(Self { plan, component, kind, unit, before, after, difference })
    }
}

impl PersonPair {
    /// The sums of a participant.
    ///
    /// # Errors
    /// As [`UnitPair::of`].
    pub fn of((participant, sums): (String, ByUnit)) -> Result<Self, NumberError> {
        let sums = sums.into_iter().map(UnitPair::of).collect::<Result<_, _>>()?;
        Ok(Self { participant, sums })
    }
}

/// Before, after, and after less before.
fn texts(pair: &Pair) -> Result<[String; 3], NumberError> {
    let difference = pair.difference()?;
    Ok([&pair.before, &pair.after, &difference].map(|number| number.to_fixed_text(pair.digits)))
}
