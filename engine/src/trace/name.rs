//! [`name`]: the words by which a test of a company names a fact.

use super::Role;

/// The word of a fact, and by what it is told from others of this word: the number of a row, part or place, or a key. Nothing of
/// facts that tests name otherwise: by a formula (measures, quotas, attainments, attributes, sums of groups, what was earned, days
/// of the period) or as a line or its taxable value; of steps, which have no name; and of what others bring in, of which tests see each.
#[must_use]
pub fn name(role: &Role) -> Option<(&'static str, Option<String>)> {
    let key = |word, key: &str| Some((word, Some(key.to_owned())));
    let row = |word, row: &u32| Some((word, Some(row.to_string())));
    match role {
        Role::Measure { .. }
        | Role::Quota { .. }
        | Role::Attainment { .. }
        | Role::Attribute { .. }
        | Role::Earned { .. }
        | Role::Group { .. }
        | Role::Period
        | Role::FirstDay
        | Role::LastDay
        | Role::TaxableValue
        | Role::Others
        | Role::Line
        | Role::Part => None,
        Role::Column { transaction, column } => key("column", &format!("{column} of {transaction}")),
        Role::Worth { transaction } => key("worth", transaction),
        Role::Original { transaction } => key("original", transaction),
        Role::Share { transaction } => key("share", transaction),
        Role::OtherShare { transaction } => key("other share", transaction),
        Role::Credit { transaction, .. } => key("credit", transaction),
        Role::QuotaPart { measure, period } => key("quota part", &format!("{measure} {}", period.months())),
        Role::Each { key: of } => key("each", of),
        Role::OtherLine { line } => key("other line", line),
        Role::OtherPay { line } => key("other pay", line),
        Role::OtherCarried { line } => key("other carried", line),
        Role::Rounded { step } => key("rounded", &step.word().replace('_', " ")),
        Role::Member { participant } => key("member", participant),
        Role::Key { participant } => key("key", participant),
        Role::DayTotal { date } => key("day total", &date.to_string()),
        Role::Adjustment { id, .. } => key("adjustment", id),
        Role::Sealed { line } => key("sealed", line),
        Role::Recomputed { line } => key("recomputed", line),
        Role::Changed { happened, table, row } => {
            // A transaction is named by its table's name too.
            let row = row.strip_prefix(&**table).and_then(|row| row.strip_prefix(' ')).unwrap_or(row);
            key(happened.word(), &format!("{table} {row}"))
        }
        Role::RowLimit { row: number } => row("row limit", number),
        Role::Rate { row: number } => row("rate", number),
        Role::RowAmount { row: number } => row("row amount", number),
        Role::Fee { row: number } => row("fee", number),
        Role::SliceIndex { row: number } => row("slice index", number),
        Role::SliceBase { row: number } => row("slice base", number),
        Role::SlicePay { row: number } => row("slice", number),
        Role::Prize { place } => row("prize", place),
        Role::DueShare { row: number } => row("due share", number),
        Role::DuePart { row: number } => row("due part", number),
        Role::MonthsUntilDue { row: number } => row("months until due", number),
        Role::BackShare { row: number } => row("back share", number),
        Role::BackPart { row: number } => row("back part", number),
        Role::KeptShare { row: number } => row("kept share", number),
        Role::Kept { row: number } => row("kept", number),
        Role::Forfeited { row: number } => row("forfeited", number),
        plain => Some((of_one(plain)?, None)),
    }
}

/// The word of a fact of which the last one counts. The others are listed, so that none is forgotten.
#[expect(clippy::too_many_lines, reason = "one line for each fact, without which a new one does not compile")]
const fn of_one(role: &Role) -> Option<&'static str> {
    Some(match role {
        Role::Target => "target",
        Role::Gate => "gate",
        Role::Base => "base",
        Role::BaseLimit => "base limit",
        Role::Index => "index",
        Role::Origin => "origin",
        Role::Interpolated => "interpolated",
        Role::Pay => "pay",
        Role::Factor => "factor",
        Role::AfterFactors => "after factors",
        Role::Floor => "floor",
        Role::Cap => "cap",
        Role::Earlier => "earlier",
        Role::BeforeChange => "before change",
        Role::SinceChange => "since change",
        Role::AfterChange => "after change",
        Role::AfterLimit => "after limit",
        Role::Fund => "fund",
        Role::Reserve => "reserve",
        Role::PoolShare => "pool share",
        Role::CarriedBefore => "carried before",
        Role::Carried => "carried",
        Role::Received => "received",
        Role::Place => "place",
        Role::Won => "won",
        Role::DueIf => "due if",
        Role::LeftOn => "left on",
        Role::LeftBecause => "left because",
        Role::LeaverRule => "leaver rule",
        Role::EarnedUntil => "earned until",
        Role::Served => "served",
        Role::PaidUntil => "paid until",
        Role::BackWithin => "back within",
        Role::TakenBack => "taken back",
        Role::StillToCome => "still to come",
        Role::Released => "released",
        Role::Units => "units",
        Role::UnitValue => "unit value",
        Role::Moved => "moved",
        Role::Earnings => "earnings",
        Role::DrawAmount => "draw amount",
        Role::OwedBefore => "owed before",
        Role::OwedLimit => "owed limit",
        Role::Drawn => "drawn",
        Role::RecoverIf => "recover if",
        Role::Keep => "keep",
        Role::RecoveryShare => "recovery share",
        Role::Recovered => "recovered",
        Role::Owed => "owed",
        Role::Reach => "reach",
        Role::ReachedOn => "reached on",
        Role::Budget => "budget",
        Role::MoreChanges => "more changes",
        Role::Now => "now",
        Role::Posted => "posted",
        Role::WithHand => "with hand",
        Role::Guarantee => "guarantee",
        Role::Column { .. }
        | Role::Worth { .. }
        | Role::Original { .. }
        | Role::Share { .. }
        | Role::OtherShare { .. }
        | Role::Credit { .. }
        | Role::Measure { .. }
        | Role::QuotaPart { .. }
        | Role::Quota { .. }
        | Role::Attainment { .. }
        | Role::Attribute { .. }
        | Role::Earned { .. }
        | Role::Each { .. }
        | Role::OtherLine { .. }
        | Role::OtherPay { .. }
        | Role::OtherCarried { .. }
        | Role::Rounded { .. }
        | Role::Member { .. }
        | Role::Group { .. }
        | Role::Key { .. }
        | Role::DayTotal { .. }
        | Role::Adjustment { .. }
        | Role::Sealed { .. }
        | Role::Recomputed { .. }
        | Role::Changed { .. }
        | Role::RowLimit { .. }
        | Role::Rate { .. }
        | Role::RowAmount { .. }
        | Role::Fee { .. }
        | Role::SliceIndex { .. }
        | Role::SliceBase { .. }
        | Role::SlicePay { .. }
        | Role::Prize { .. }
        | Role::DueShare { .. }
        | Role::DuePart { .. }
        | Role::MonthsUntilDue { .. }
        | Role::BackShare { .. }
        | Role::BackPart { .. }
        | Role::KeptShare { .. }
        | Role::Kept { .. }
        | Role::Forfeited { .. }
        | Role::Period
        | Role::FirstDay
        | Role::LastDay
        | Role::TaxableValue
        | Role::Others
        | Role::Line
        | Role::Part => return None,
    })
}
