//! What an outcome says about the figures that examples name.

use attain_engine::outcome::Line;
use attain_engine::trace::{FactId, How, Role, Trace};
use attain_engine::value::Value;

use crate::exact::{Exact, decimal, parse, whole};
use crate::library::Run;

/// The figure called `name` in the lines of `participant`, for a gate 1 or 0; `None` when no line knows it.
#[must_use]
pub fn figure(run: &Run, participant: &str, name: &str) -> Option<Exact> {
    let mine: Vec<&Line> = run.lines_of(participant).collect();
    let pays = |line: &&Line| decimal(line.minor_units, u32::from(run.company.digits_of(line.unit)));
    if name == "payable" {
        return Some(mine.iter().copied().filter(|line| line.unit.is_none()).map(|line| pays(&line)).sum());
    }
    if let Some(unit) = name.strip_prefix("payable in ") {
        let of = mine.iter().copied().filter(|line| run.company.name_of(line.unit) == unit);
        return Some(of.map(|line| pays(&line)).sum());
    }
    if let Some(component) = name.strip_prefix("taxable value of ") {
        let of = mine.iter().filter(|line| run.component(line) == component).filter_map(|line| line.taxable);
        return Some(of.map(|taxable| decimal(taxable, run.digits())).sum());
    }
    if let Some(component) = name.strip_prefix("line of ") {
        let of: Vec<_> = mine.iter().filter(|line| run.component(line) == component).collect();
        // Units that become money are counted as that.
        let has_money = of.iter().any(|line| line.unit.is_none());
        let counts = |line: &&&&Line| line.unit.is_none() || !has_money;
        return (!of.is_empty()).then(|| of.iter().filter(counts).map(|line| pays(line)).sum());
    }
    let earnings = mine.iter().filter(|line| line.kind.is_own());
    let (what, component) = match name.split_once(" of ") {
        Some((what, component)) => (what, Some(component)),
        None => (name, None),
    };
    let of = earnings.filter(|line| component.is_none_or(|component| run.component(line) == component));
    of.filter_map(|line| line.trace.as_deref()).find_map(|trace| traced(trace, what))
}

/// The fact that is called `what`, rounded where it was rounded.
fn traced(trace: &Trace, what: &str) -> Option<Exact> {
    // What stands last is the latest word: the part of a base behind the base, a running total behind the one before.
    let place = trace.facts.iter().rposition(|fact| is(&fact.role, what))?;
    let id = FactId(u32::try_from(place).ok()?);
    let rounded = trace.facts.iter().find(|fact| matches!(fact.how, How::Rounding { of, .. } if of == id));
    exact(&rounded.unwrap_or(&trace.facts[place]).value)
}

/// The number that a value is; of yes and no 1 and 0.
#[must_use]
pub fn exact(value: &Value) -> Option<Exact> {
    if let Value::YesNo(holds) = value {
        return Some(whole(i64::from(*holds)));
    }
    let text = value.to_exact_text();
    match text.split_once('/') {
        Some((numerator, denominator)) => Some(parse(numerator)? / parse(denominator)?),
        None => parse(&text),
    }
}

fn is(role: &Role, what: &str) -> bool {
    let called = match role {
        Role::Measure { measure, .. } => format!("total({measure})"),
        Role::Quota { measure, .. } => format!("quota({measure})"),
        Role::Attainment { measure, .. } => format!("attainment({measure})"),
        Role::Base => "base".to_owned(),
        Role::Index => "index".to_owned(),
        Role::Rate { row } => format!("rate {row}"),
        Role::SlicePay { row } => format!("slice {row}"),
        Role::SliceBase { row } => format!("slice base {row}"),
        Role::Factor => "factor".to_owned(),
        Role::Pay => "pay".to_owned(),
        Role::Each { key } => format!("each {key}"),
        Role::Group { value } => value.to_string(),
        Role::Gate => "gate".to_owned(),
        Role::Fund => "fund".to_owned(),
        Role::Reserve => "reserve".to_owned(),
        Role::Place => "place".to_owned(),
        Role::Owed => "owed".to_owned(),
        Role::Carried => "carried".to_owned(),
        Role::CarriedBefore => "carried before".to_owned(),
        Role::PoolShare => "pool share".to_owned(),
        Role::Received => "received".to_owned(),
        Role::Cap => "cap".to_owned(),
        _ => return false,
    };
    called == what
}
