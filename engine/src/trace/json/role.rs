//! The JSON form of a [`Role`]: a word under `is`, and what the role is about.

use std::fmt::Write;
use std::sync::Arc;

use attain_rules::calendar::Calendar;
use attain_rules::date::Date;
use attain_rules::period::{Period, PeriodLength};
use attain_rules::rounding::Step;
use serde::{Deserialize, Serialize};

use super::super::Role;
use crate::seal::Happened;

/// A role as it stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoleWire {
    is: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    transaction: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    measure: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    component: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    window: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    participant: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    adjustment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    approved_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    happened: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<String>,
}

fn text(field: &Arc<str>) -> Option<String> {
    Some(field.to_string())
}

fn arc(field: Option<&String>) -> Option<Arc<str>> {
    field.map(|text| Arc::from(text.as_str()))
}

/// The name of a role of one row or part, and its number.
fn numbered(role: &Role) -> Option<(&'static str, u32)> {
    Some(match role {
        Role::RowLimit { row } => ("row_limit", *row),
        Role::Rate { row } => ("rate", *row),
        Role::RowAmount { row } => ("row_amount", *row),
        Role::Fee { row } => ("fee", *row),
        Role::SliceIndex { row } => ("slice_index", *row),
        Role::SliceBase { row } => ("slice_base", *row),
        Role::SlicePay { row } => ("slice_pay", *row),
        Role::DueShare { row } => ("due_share", *row),
        Role::DuePart { row } => ("due_part", *row),
        Role::MonthsUntilDue { row } => ("months_until_due", *row),
        Role::KeptShare { row } => ("kept_share", *row),
        Role::BackShare { row } => ("back_share", *row),
        Role::BackPart { row } => ("back_part", *row),
        Role::Kept { row } => ("kept", *row),
        Role::Forfeited { row } => ("forfeited", *row),
        _ => return None,
    })
}

impl RoleWire {
    /// The role as it is written to a file.
    pub(super) fn of(role: &Role) -> Self {
        let plain = |is: &str| Self { is: is.to_owned(), ..Self::default() };
        if let Some((is, row)) = numbered(role) {
            return Self { row: Some(row), ..plain(is) };
        }
        match role {
            Role::Column { transaction, column } => {
                Self { transaction: text(transaction), column: text(column), ..plain("column") }
            }
            Role::Worth { transaction } => Self { transaction: text(transaction), ..plain("worth") },
            Role::Original { transaction } => Self { transaction: text(transaction), ..plain("original") },
            Role::Share { transaction } => Self { transaction: text(transaction), ..plain("share") },
            Role::OtherShare { transaction } => Self { transaction: text(transaction), ..plain("other_share") },
            Role::OtherLine { line } => Self { line: text(line), ..plain("other_line") },
            Role::OtherPay { line } => Self { line: text(line), ..plain("other_pay") },
            Role::OtherCarried { line } => Self { line: text(line), ..plain("other_carried") },
            Role::Credit { transaction, date, measure, below } => Self {
                participant: below.as_ref().and_then(text),
                transaction: text(transaction),
                date: Some(date.to_string()),
                measure: text(measure),
                ..plain("credit")
            },
            Role::Measure { measure, window } => {
                Self { measure: text(measure), window: text(window), ..plain("measure") }
            }
            Role::QuotaPart { measure, period } => {
                Self { measure: text(measure), period: Some(period.months()), ..plain("quota_part") }
            }
            Role::Quota { measure, window } => Self { measure: text(measure), window: text(window), ..plain("quota") },
            Role::Attainment { measure, window } => {
                Self { measure: text(measure), window: text(window), ..plain("attainment") }
            }
            Role::Attribute { name } => Self { name: text(name), ..plain("attribute") },
            Role::Earned { component, window } => {
                Self { component: text(component), window: text(window), ..plain("earned") }
            }
            Role::Each { key } => Self { key: text(key), ..plain("each") },
            Role::Member { participant } => Self { participant: text(participant), ..plain("member") },
            Role::Group { value } => Self { value: text(value), ..plain("group") },
            Role::Key { participant } => Self { participant: text(participant), ..plain("key") },
            Role::DayTotal { date } => Self { date: Some(date.to_string()), ..plain("day_total") },
            Role::Prize { place } => Self { place: Some(*place), ..plain("prize") },
            Role::Adjustment { id, reason, approved_by } => Self {
                adjustment: text(id),
                reason: text(reason),
                approved_by: text(approved_by),
                ..plain("adjustment")
            },
            Role::Sealed { line } => Self { line: text(line), ..plain("sealed") },
            Role::Recomputed { line } => Self { line: text(line), ..plain("recomputed") },
            Role::Changed { happened, table, row } => Self {
                happened: Some(happened.word().to_owned()),
                table: text(table),
                name: text(row),
                ..plain("changed")
            },
            Role::Rounded { step } => Self { step: Some(step.word().to_owned()), ..plain("rounded") },
            other => plain(PLAIN.iter().find(|(_, role)| role == other).map_or("", |(word, _)| *word)),
        }
    }

    /// The role, if the word is known and exactly its fields are there.
    pub(super) fn read(&self) -> Option<Role> {
        let role = match self.is.as_str() {
            "column" => {
                Role::Column { transaction: arc(self.transaction.as_ref())?, column: arc(self.column.as_ref())? }
            }
            "worth" => Role::Worth { transaction: arc(self.transaction.as_ref())? },
            "original" => Role::Original { transaction: arc(self.transaction.as_ref())? },
            "share" => Role::Share { transaction: arc(self.transaction.as_ref())? },
            "other_share" => Role::OtherShare { transaction: arc(self.transaction.as_ref())? },
            "other_line" => Role::OtherLine { line: arc(self.line.as_ref())? },
            "other_pay" => Role::OtherPay { line: arc(self.line.as_ref())? },
            "other_carried" => Role::OtherCarried { line: arc(self.line.as_ref())? },
            "credit" => Role::Credit {
                transaction: arc(self.transaction.as_ref())?,
                date: Date::parse(self.date.as_ref()?)?,
                measure: arc(self.measure.as_ref())?,
                below: arc(self.participant.as_ref()),
            },
            "measure" => Role::Measure { measure: arc(self.measure.as_ref())?, window: arc(self.window.as_ref())? },
            "quota_part" => {
                Role::QuotaPart { measure: arc(self.measure.as_ref())?, period: parse_months(self.period.as_ref()?)? }
            }
            "quota" => Role::Quota { measure: arc(self.measure.as_ref())?, window: arc(self.window.as_ref())? },
            "attainment" => {
                Role::Attainment { measure: arc(self.measure.as_ref())?, window: arc(self.window.as_ref())? }
            }
            "attribute" => Role::Attribute { name: arc(self.name.as_ref())? },
            "earned" => Role::Earned { component: arc(self.component.as_ref())?, window: arc(self.window.as_ref())? },
            "row_limit" => Role::RowLimit { row: self.row? },
            "rate" => Role::Rate { row: self.row? },
            "row_amount" => Role::RowAmount { row: self.row? },
            "fee" => Role::Fee { row: self.row? },
            "slice_index" => Role::SliceIndex { row: self.row? },
            "slice_base" => Role::SliceBase { row: self.row? },
            "slice_pay" => Role::SlicePay { row: self.row? },
            "due_share" => Role::DueShare { row: self.row? },
            "due_part" => Role::DuePart { row: self.row? },
            "months_until_due" => Role::MonthsUntilDue { row: self.row? },
            "kept_share" => Role::KeptShare { row: self.row? },
            "back_share" => Role::BackShare { row: self.row? },
            "back_part" => Role::BackPart { row: self.row? },
            "kept" => Role::Kept { row: self.row? },
            "forfeited" => Role::Forfeited { row: self.row? },
            "each" => Role::Each { key: arc(self.key.as_ref())? },
            "member" => Role::Member { participant: arc(self.participant.as_ref())? },
            "group" => Role::Group { value: arc(self.value.as_ref())? },
            "key" => Role::Key { participant: arc(self.participant.as_ref())? },
            "adjustment" => Role::Adjustment {
                id: arc(self.adjustment.as_ref())?,
                reason: arc(self.reason.as_ref())?,
                approved_by: arc(self.approved_by.as_ref())?,
            },
            "day_total" => Role::DayTotal { date: Date::parse(self.date.as_ref()?)? },
            "sealed" => Role::Sealed { line: arc(self.line.as_ref())? },
            "recomputed" => Role::Recomputed { line: arc(self.line.as_ref())? },
            "changed" => {
                let word = self.happened.as_ref()?;
                Role::Changed {
                    happened: Happened::ALL.into_iter().find(|happened| happened.word() == word)?,
                    table: arc(self.table.as_ref())?,
                    row: arc(self.name.as_ref())?,
                }
            }
            "prize" => Role::Prize { place: self.place? },
            "rounded" => {
                let word = self.step.as_ref()?;
                Role::Rounded { step: Step::ALL.into_iter().find(|step| step.word() == word)? }
            }
            word => PLAIN.iter().find(|(known, _)| *known == word).map(|(_, role)| role.clone())?,
        };
        // What the role has no use for would be a number that nothing holds.
        (Self::of(&role) == *self).then_some(role)
    }

    /// The role in one line: `rate(row 2)`.
    pub(super) fn write_line(&self, line: &mut String) {
        line.push_str(&self.is);
        let row = self.row.map(|row| row.to_string());
        let place = self.place.map(|place| place.to_string());
        let fields = [
            ("transaction", &self.transaction),
            ("column", &self.column),
            ("date", &self.date),
            ("measure", &self.measure),
            ("period", &self.period),
            ("name", &self.name),
            ("component", &self.component),
            ("window", &self.window),
            ("row", &row),
            ("key", &self.key),
            ("step", &self.step),
            ("line", &self.line),
            ("participant", &self.participant),
            ("place", &place),
            ("value", &self.value),
            ("adjustment", &self.adjustment),
            ("reason", &self.reason),
            ("approved_by", &self.approved_by),
            ("happened", &self.happened),
            ("table", &self.table),
        ];
        let mut before = "(";
        for (name, value) in fields {
            if let Some(value) = value {
                let _ = write!(line, "{before}{name} {value}");
                before = ", ";
            }
        }
        if before == ", " {
            line.push(')');
        }
    }
}

/// Roles that need no more than their word.
pub(super) static PLAIN: [(&str, Role); 64] = [
    ("period", Role::Period),
    ("first_day", Role::FirstDay),
    ("last_day", Role::LastDay),
    ("target", Role::Target),
    ("gate", Role::Gate),
    ("base", Role::Base),
    ("base_limit", Role::BaseLimit),
    ("index", Role::Index),
    ("origin", Role::Origin),
    ("interpolated", Role::Interpolated),
    ("pay", Role::Pay),
    ("factor", Role::Factor),
    ("after_factors", Role::AfterFactors),
    ("floor", Role::Floor),
    ("cap", Role::Cap),
    ("earlier", Role::Earlier),
    ("before_change", Role::BeforeChange),
    ("since_change", Role::SinceChange),
    ("after_change", Role::AfterChange),
    ("after_limit", Role::AfterLimit),
    ("guarantee", Role::Guarantee),
    ("due_if", Role::DueIf),
    ("left_on", Role::LeftOn),
    ("left_because", Role::LeftBecause),
    ("leaver_rule", Role::LeaverRule),
    ("earned_until", Role::EarnedUntil),
    ("served", Role::Served),
    ("paid_until", Role::PaidUntil),
    ("back_within", Role::BackWithin),
    ("taken_back", Role::TakenBack),
    ("still_to_come", Role::StillToCome),
    ("released", Role::Released),
    ("units", Role::Units),
    ("unit_value", Role::UnitValue),
    ("taxable_value", Role::TaxableValue),
    ("moved", Role::Moved),
    ("earnings", Role::Earnings),
    ("draw_amount", Role::DrawAmount),
    ("owed_before", Role::OwedBefore),
    ("owed_limit", Role::OwedLimit),
    ("drawn", Role::Drawn),
    ("recover_if", Role::RecoverIf),
    ("keep", Role::Keep),
    ("recovery_share", Role::RecoveryShare),
    ("recovered", Role::Recovered),
    ("owed", Role::Owed),
    ("others", Role::Others),
    ("fund", Role::Fund),
    ("reserve", Role::Reserve),
    ("pool_share", Role::PoolShare),
    ("carried_before", Role::CarriedBefore),
    ("carried", Role::Carried),
    ("received", Role::Received),
    ("place", Role::Place),
    ("won", Role::Won),
    ("reach", Role::Reach),
    ("reached_on", Role::ReachedOn),
    ("budget", Role::Budget),
    ("more_changes", Role::MoreChanges),
    ("now", Role::Now),
    ("posted", Role::Posted),
    ("with_hand", Role::WithHand),
    ("part", Role::Part),
    ("line", Role::Line),
];

/// What [`Period::months`] writes.
fn parse_months(text: &str) -> Option<Period> {
    let month = |text: &str| Calendar::default().parse(text).filter(|period| period.length == PeriodLength::Month);
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let (first, last) = (month(first)?.first, month(last)?.first);
    PeriodLength::ALL.into_iter().map(|length| Period { first, length }).find(|period| period.last() == last)
}
