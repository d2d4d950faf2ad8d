//! The JSON file of traces, `attain-trace/1`: documented in `docs/trace.md`, stable, with every number as exact text.
//!
//! Each line and each fact also says the same once more in one line of plain text (`says`). What a calculation does not
//! hold in place, such as a rate that was given, a literal in a condition or the line of a file, stands there twice, so
//! that a change of one number anywhere shows.

mod error;
mod how;
mod role;

use std::fmt::Write;

use attain_rules::date::Date;
use attain_rules::number::Number;
use serde::{Deserialize, Serialize};

use self::how::HowWire;
use self::role::RoleWire;
use super::{Fact, Trace};
use crate::outcome::{LineKind, line_id};
use crate::value::Value;

pub use self::error::ReadError;

/// What the files call themselves.
pub const FORMAT: &str = "attain-trace/1";

/// Largest file that is read, in bytes.
pub const MOST_BYTES: usize = 256 * 1024 * 1024;

/// Most facts of all lines of a file together.
pub const MOST_FACTS: usize = 2_000_000;

/// What a line is, beside its trace: the words and numbers of the run's own JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineHeader {
    /// As [`crate::outcome::line_id`] makes it from what stands below.
    pub id: String,
    /// Id of the participant.
    pub participant: String,
    /// Name of the plan.
    pub plan: String,
    /// Name of the component.
    pub component: String,
    /// The word of a [`LineKind`].
    pub kind: String,
    /// Label of the period for which it was earned.
    pub earned_for: String,
    /// Label of the period in which it is paid.
    pub paid_in: String,
    /// The amount with all of the currency's digits, no separators: `97000.00`.
    pub amount: String,
    /// ISO code of the currency.
    pub currency: String,
}

impl LineHeader {
    /// The id that the other fields make, with the version's first day where the id names one behind the plan; `None` for a
    /// kind that there is not.
    #[must_use]
    pub fn expected_id(&self) -> Option<String> {
        let kind = LineKind::of_word(&self.kind)?;
        let up_to_version = format!("{}/{}/{}@", self.earned_for, self.participant, self.plan);
        let version = self.id.strip_prefix(&up_to_version).and_then(|rest| rest.split('/').next());
        let since = version.and_then(Date::parse);
        let periods = (self.earned_for.as_str(), self.paid_in.as_str());
        // A thing that tells lines apart is what the amount counts.
        let apart = format!("/{}:{}/", self.component, self.currency);
        let component = (self.component.as_str(), self.id.contains(&apart).then_some(self.currency.as_str()));
        Some(line_id(periods, &self.participant, &self.plan, component, kind, since))
    }
}

/// A line as it stands in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LineWire {
    id: String,
    participant: String,
    plan: String,
    component: String,
    kind: String,
    earned_for: String,
    paid_in: String,
    amount: String,
    currency: String,
    pub(super) says: String,
    pub(super) facts: Vec<FactWire>,
}

/// A fact as it stands in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactWire {
    role: RoleWire,
    value: String,
    #[serde(rename = "type")]
    kind: String,
    how: HowWire,
    place: String,
    pub(super) says: String,
}

/// A whole file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileWire {
    format: String,
    pub(super) digest: String,
    pub(super) lines: Vec<LineWire>,
}

/// The JSON of `lines`: one fact a line, so that two files can be compared by eye.
#[must_use]
pub fn write(lines: &[(LineHeader, &Trace)]) -> String {
    let lines: Vec<LineWire> = lines.iter().map(|(header, trace)| LineWire::of(header, trace)).collect();
    let mut out =
        format!("{{\n\"format\": {},\n\"digest\": {},\n\"lines\": [", quoted(FORMAT), quoted(&digest(&lines)));
    for (number, line) in lines.iter().enumerate() {
        out.push_str(if number == 0 { "\n{" } else { ",\n{" });
        let fields = [
            ("id", &line.id),
            ("participant", &line.participant),
            ("plan", &line.plan),
            ("component", &line.component),
            ("kind", &line.kind),
            ("earned_for", &line.earned_for),
            ("paid_in", &line.paid_in),
            ("amount", &line.amount),
            ("currency", &line.currency),
            ("says", &line.says),
        ];
        for (name, value) in fields {
            let _ = write!(out, "\n\"{name}\": {},", quoted(value));
        }
        out.push_str("\n\"facts\": [");
        for (number, fact) in line.facts.iter().enumerate() {
            out.push_str(if number == 0 { "\n" } else { ",\n" });
            out.push_str(&compact(fact));
        }
        out.push_str("\n]}");
    }
    out.push_str("\n]\n}\n");
    out
}

/// Reads what [`write()`] wrote. Whether the numbers hold is the business of [`super::verify`].
///
/// # Errors
/// [`ReadError`] for the first thing that is no such file.
pub fn read(text: &str) -> Result<Vec<(LineHeader, Trace)>, ReadError> {
    let file = FileWire::parse(text)?;
    file.lines.iter().map(|line| Ok((line.header(), line.trace()?))).collect()
}

impl FileWire {
    /// The file in its own terms.
    pub(super) fn parse(text: &str) -> Result<Self, ReadError> {
        if text.len() > MOST_BYTES {
            return Err(ReadError::TooLarge { bytes: text.len() });
        }
        // Editors put a byte-order mark in front of what they save.
        let file: Self = serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text))
            .map_err(|error| ReadError::of_json(&error))?;
        if file.format != FORMAT {
            return Err(ReadError::Format { found: file.format });
        }
        let facts = file.lines.iter().map(|line| line.facts.len()).fold(0usize, usize::saturating_add);
        if facts > MOST_FACTS {
            return Err(ReadError::TooManyFacts { facts });
        }
        Ok(file)
    }
}

impl LineWire {
    fn of(header: &LineHeader, trace: &Trace) -> Self {
        let facts = trace.facts.iter().enumerate().map(|(number, fact)| FactWire::of(number, fact)).collect();
        let header = header.clone();
        let mut line = Self {
            id: header.id,
            participant: header.participant,
            plan: header.plan,
            component: header.component,
            kind: header.kind,
            earned_for: header.earned_for,
            paid_in: header.paid_in,
            amount: header.amount,
            currency: header.currency,
            says: String::new(),
            facts,
        };
        line.says = line.in_words();
        line
    }

    /// The line without its facts.
    pub(super) fn header(&self) -> LineHeader {
        LineHeader {
            id: self.id.clone(),
            participant: self.participant.clone(),
            plan: self.plan.clone(),
            component: self.component.clone(),
            kind: self.kind.clone(),
            earned_for: self.earned_for.clone(),
            paid_in: self.paid_in.clone(),
            amount: self.amount.clone(),
            currency: self.currency.clone(),
        }
    }

    /// Its facts.
    pub(super) fn trace(&self) -> Result<Trace, ReadError> {
        let facts = self.facts.iter().enumerate().map(|(number, fact)| fact.read(&self.id, number));
        Ok(Trace { facts: facts.collect::<Result<_, _>>()? })
    }

    /// What `says` has to be.
    pub(super) fn in_words(&self) -> String {
        // The id alone says since when a version holds that took over within the period.
        let since = self.id.split('/').nth(2).and_then(|plan| plan.strip_prefix(self.plan.as_str()));
        format!(
            "{} {} to {} for {} of {}{} ({}), earned for {}, paid in {}",
            self.amount,
            self.currency,
            self.participant,
            self.component,
            self.plan,
            since.unwrap_or_default(),
            self.kind,
            self.earned_for,
            self.paid_in
        )
    }
}

impl FactWire {
    fn of(number: usize, fact: &Fact) -> Self {
        let mut wire = Self {
            role: RoleWire::of(&fact.role),
            value: fact.value.to_exact_text(),
            kind: type_word(&fact.value).to_owned(),
            how: HowWire::of(&fact.how),
            place: fact.place.to_string(),
            says: String::new(),
        };
        wire.says = wire.in_words(number);
        wire
    }

    fn read(&self, line: &str, number: usize) -> Result<Fact, ReadError> {
        let fact = || (line.to_owned(), number);
        Ok(Fact {
            role: self.role.read().ok_or_else(|| ReadError::Role { fact: fact() })?,
            value: parse_value(&self.kind, &self.value).ok_or_else(|| ReadError::Value {
                fact: fact(),
                found: self.value.clone(),
                kind: self.kind.clone(),
            })?,
            how: self.how.read().ok_or_else(|| ReadError::How { fact: fact() })?,
            place: self.place.as_str().into(),
        })
    }

    /// What `says` has to be for the fact with this number.
    pub(super) fn in_words(&self, number: usize) -> String {
        let mut line = format!("#{number} ");
        self.role.write_line(&mut line);
        let _ = write!(line, " = {}, ", self.value);
        self.how.write_line(&mut line);
        if !self.place.is_empty() {
            let _ = write!(line, ", {}", self.place);
        }
        line
    }
}

/// `sha256:` and the digest of the lines as compact JSON.
pub(super) fn digest(lines: &[LineWire]) -> String {
    crate::hash::digest(compact(lines).as_bytes())
}

/// The word for a value's type.
fn type_word(value: &Value) -> &'static str {
    match value {
        Value::Empty => "empty",
        Value::Number(_) => "number",
        Value::Text(_) => "text",
        Value::YesNo(_) => "yes_no",
        Value::Date(_) => "date",
    }
}

fn parse_value(kind: &str, text: &str) -> Option<Value> {
    match (kind, text) {
        ("empty", "") => Some(Value::Empty),
        ("number", text) => Number::parse_exact(text).ok().map(Value::Number),
        ("text", text) => (!text.is_empty()).then(|| Value::Text(text.into())),
        ("yes_no", "true") => Some(Value::YesNo(true)),
        ("yes_no", "false") => Some(Value::YesNo(false)),
        ("date", text) => Date::parse(text).map(Value::Date),
        _ => None,
    }
}

fn quoted(text: &str) -> String {
    compact(text)
}

fn compact<T: Serialize + ?Sized>(value: &T) -> String {
    // Structs of texts and whole numbers always have a JSON form; there is nothing here that could fail.
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests;
