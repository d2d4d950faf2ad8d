//! [`Summed`]: what is read again of `result.json`, the file of a run: its sums.

use attain_rules::number::Number;
use serde::Deserialize;

use crate::problem::Problem;

/// The sums of a result.
#[derive(Debug, Deserialize)]
pub struct Summed {
    /// The company's currency.
    pub currency: String,
    /// Of everything, of each participant, of each component.
    pub totals: Totals,
}

/// The sums, by what they are of.
#[derive(Debug, Deserialize)]
pub struct Totals {
    /// Of everything, in money.
    pub amount: Amount,
    /// Of each participant, in money.
    pub participants: Vec<Total>,
    /// Of each component, in whatever it pays.
    pub components: Vec<PartTotal>,
    /// In each other unit.
    #[serde(default)]
    pub units: Vec<UnitTotals>,
}

/// The sum of a participant.
#[derive(Debug, Deserialize)]
pub struct Total {
    /// Who.
    pub participant: String,
    /// How much.
    pub amount: Amount,
}

/// The sums of a unit.
#[derive(Debug, Deserialize)]
pub struct UnitTotals {
    /// The unit.
    pub unit: String,
    /// Of everything.
    pub amount: Amount,
    /// Of each participant.
    pub participants: Vec<Total>,
}

/// The sum of a component of a version of a plan.
#[derive(Debug, Deserialize)]
pub struct PartTotal {
    /// The plan.
    pub plan: String,
    /// The component.
    pub component: String,
    /// The kind of lines.
    pub kind: String,
    /// The unit; nothing for money.
    pub unit: Option<String>,
    /// How much.
    pub amount: Amount,
}

/// An amount in the digits of its unit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Amount {
    /// How much.
    pub number: Number,
    /// Digits behind the point.
    pub digits: u8,
}

impl TryFrom<String> for Amount {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digits = text.split_once('.').map_or(0, |(_, behind)| behind.len());
        let number = Number::parse(&text).map_err(|_| "an amount is no number")?;
        Ok(Self { number, digits: u8::try_from(digits).map_err(|_| "an amount has too many digits")? })
    }
}

impl Amount {
    /// As it was written.
    #[must_use]
    pub fn text(&self) -> String {
        self.number.to_fixed_text(self.digits)
    }
}

impl Summed {
    /// The sums of the result with these bytes.
    ///
    /// # Errors
    /// [`Problem::unavailable`] for bytes that are no result.
    pub fn read(result: &[u8]) -> Result<Self, Problem> {
        serde_json::from_slice(result).map_err(|error| {
            tracing::error!(%error, "the result of a run cannot be read");
            Problem::unavailable()
        })
    }
}
