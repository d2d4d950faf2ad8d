//! [`verify`]: adds traces up again, without plan, data or engine.
//!
//! Every fact that is worked out is worked out again from the facts before it. What is given is held to the text by which
//! it was given, and the amount of another line to that line, where it stands in the file. Everything in a line and in a fact, down to the literals of formulas and the lines of files, is held to
//! the plain text that stands beside it. So whoever changes one number, whichever it is, has to be found out, even when
//! the digest was made again.

mod formula;
mod recompute;
mod withheld;

use std::collections::BTreeMap;

use attain_rules::diagnostic::Diagnostic;
use attain_rules::diagnostics::v;
use attain_rules::number::Number;

use self::recompute::Obstacle;
use super::json::{FileWire, LineHeader, LineWire, digest};
use super::{Fact, FactId, How, Role, Trace, Withheld, words};
use crate::value::Value;

/// Most discrepancies that are told.
pub const MOST_DISCREPANCIES: usize = 100;

/// What was added up again and holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many lines.
    pub lines: usize,
    /// How many facts, of all lines together.
    pub facts: usize,
    /// How many of them are figures of others that nothing holds, because what they add up is withheld.
    pub withheld: usize,
}

/// Something in a file that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discrepancy {
    /// Id of the line, where it is about one.
    pub line: Option<String>,
    /// Number of the fact in that line's trace, from 0, where it is about one.
    pub fact: Option<usize>,
    /// What is wrong, with what was expected and what was found; a code of the family `V`.
    pub diagnostic: Diagnostic,
}

/// Adds all traces of a file up again.
///
/// # Errors
/// Everything that does not hold, in the order of the file, at most [`MOST_DISCREPANCIES`]; for a text that is no file of
/// traces, that alone.
pub fn verify(text: &str) -> Result<Verified, Vec<Discrepancy>> {
    let alone = |diagnostic| Discrepancy { line: None, fact: None, diagnostic };
    let file = FileWire::parse(text).map_err(|error| vec![alone(v::v001::unreadable(&error.text()))])?;
    let mut found = Vec::new();
    let expected = digest(&file.lines);
    if expected != file.digest {
        found.push(alone(v::v002::digest(&expected, &file.digest)));
    }
    let traces: Result<Vec<Trace>, _> = file.lines.iter().map(LineWire::trace).collect();
    let traces = traces.map_err(|error| vec![alone(v::v001::unreadable(&error.text()))])?;
    let (amounts, carried) = (amounts(&file.lines, &traces), carried(&file.lines, &traces));
    let (mut facts, mut withheld) = (0usize, 0usize);
    for (wire, trace) in file.lines.iter().zip(&traces) {
        facts = facts.saturating_add(trace.facts.len());
        let totals = trace.facts.iter().filter(|fact| matches!(fact.how, How::Withheld(Withheld::Total { .. })));
        withheld = withheld.saturating_add(totals.count());
        let mut line = LineCheck { header: wire.header(), amounts: &amounts, carried: &carried, found: &mut found };
        line.check(wire, trace);
        if found.len() >= MOST_DISCREPANCIES {
            found.truncate(MOST_DISCREPANCIES);
            break;
        }
    }
    // The advice is the same for all of them; once is enough.
    found.iter_mut().skip(1).for_each(|found| found.diagnostic.help = None);
    if found.is_empty() { Ok(Verified { lines: file.lines.len(), facts, withheld }) } else { Err(found) }
}

/// What other lines may say of each line that the file tells of, by its id. What was sealed of a line is not what it gives by
/// what is known now: that stands in the difference, if there is one.
fn amounts(lines: &[LineWire], traces: &[Trace]) -> BTreeMap<String, Value> {
    let worked_out = lines.iter().zip(traces).filter(|(_, trace)| !is_sealed(trace)).filter_map(|(line, _)| {
        let header = line.header();
        let amount = Number::parse(&header.amount).ok()?;
        Some((header.id, Value::Number(amount)))
    });
    let recomputed = traces.iter().flat_map(|trace| &trace.facts).filter_map(|fact| match &fact.role {
        Role::Recomputed { line } => Some((line.to_string(), fact.value.clone())),
        _ => None,
    });
    recomputed.chain(worked_out).collect()
}

/// What each line leaves to be carried on, less what it pays of what was carried before, by its id.
fn carried(lines: &[LineWire], traces: &[Trace]) -> BTreeMap<String, Value> {
    let number = |trace: &Trace, wanted: &Role| {
        let fact = trace.facts.iter().rev().find(|fact| fact.role == *wanted)?;
        match &fact.value {
            Value::Number(number) => Some(number.clone()),
            _ => None,
        }
    };
    let all = lines.iter().zip(traces).filter_map(|(line, trace)| {
        let carried = match (number(trace, &Role::CarriedBefore), number(trace, &Role::Carried)) {
            (Some(before), Some(after)) => after.subtract(&before).ok()?,
            // A line that is explained and says nothing of it carries nothing.
            _ if trace.facts.is_empty() || is_sealed(trace) => return None,
            _ => Number::ZERO,
        };
        Some((line.header().id, Value::Number(carried)))
    });
    all.collect()
}

/// Does the trace say of its line only that it was sealed?
fn is_sealed(trace: &Trace) -> bool {
    matches!(trace.facts.first(), Some(Fact { role: Role::Sealed { .. }, .. }))
}

/// One line under the eye.
struct LineCheck<'a> {
    header: LineHeader,
    /// See [`amounts`].
    amounts: &'a BTreeMap<String, Value>,
    /// See [`carried`].
    carried: &'a BTreeMap<String, Value>,
    found: &'a mut Vec<Discrepancy>,
}

impl LineCheck<'_> {
    fn say(&mut self, fact: Option<usize>, diagnostic: Diagnostic) {
        self.found.push(Discrepancy { line: Some(self.header.id.clone()), fact, diagnostic });
    }

    fn check(&mut self, wire: &LineWire, trace: &Trace) {
        self.check_header(wire);
        for (number, (fact, stored)) in trace.facts.iter().zip(&wire.facts).enumerate() {
            let expected = stored.in_words(number);
            let before = trace.facts.get(..number).unwrap_or_default();
            let elsewhere = match &fact.role {
                Role::OtherLine { line } => self.amounts.get(&**line),
                Role::OtherCarried { line } => self.carried.get(&**line),
                _ => None,
            };
            if let Some(wrong) = wrong(fact, before, elsewhere, (&expected, &stored.says)) {
                self.say_of_fact(number, fact, &wrong);
                if self.found.len() >= MOST_DISCREPANCIES {
                    return;
                }
            }
        }
        self.check_amount(trace);
    }

    fn check_header(&mut self, wire: &LineWire) {
        let diagnostic = match self.header.expected_id() {
            None => Some(v::v009::kind(&self.header.id, &self.header.kind)),
            Some(expected) => (expected != self.header.id).then(|| v::v009::id(&expected, &self.header.id)),
        };
        if let Some(diagnostic) = diagnostic {
            self.say(None, diagnostic);
        }
        let expected = wire.in_words();
        if expected != wire.says {
            let diagnostic = v::v007::line(&self.header.id, &expected, &wire.says);
            self.say(None, diagnostic);
        }
    }

    fn say_of_fact(&mut self, number: usize, fact: &Fact, wrong: &Wrong<'_>) {
        let (line, role, found) = (self.header.id.clone(), words::role(&fact.role), fact.value.to_exact_text());
        let place = v::FactPlace { line: &line, fact: number, role: &role };
        let diagnostic = match wrong {
            Wrong::Reference(to) => v::v003::reference(&place, to.0),
            Wrong::Value(expected) => v::v004::value(&place, &expected.to_exact_text(), &found),
            Wrong::Worked(Obstacle::GivenOtherwise(text)) => v::v005::given(&place, text, &found),
            Wrong::Worked(obstacle) => v::v006::unworkable(&place, &obstacle.text()),
            Wrong::Says { expected, says } => v::v007::fact(&place, expected, says),
        };
        self.say(Some(number), diagnostic);
    }

    fn check_amount(&mut self, trace: &Trace) {
        let line = self.header.id.clone();
        match trace.facts.last() {
            Some(Fact { role: Role::Line, value: Value::Number(end), .. }) => {
                if Number::parse(&self.header.amount).as_ref() != Ok(end) {
                    let diagnostic = v::v008::amount(&line, &end.to_exact_text(), &self.header.amount);
                    self.say(None, diagnostic);
                }
            }
            _ => self.say(None, v::v008::no_end(&line)),
        }
    }
}

/// What is wrong with a fact.
enum Wrong<'a> {
    /// It refers to a fact that does not stand before it.
    Reference(FactId),
    /// It comes out as this.
    Value(Value),
    /// It does not come out at all.
    Worked(Obstacle),
    /// Its plain text and its fields differ.
    Says { expected: &'a str, says: &'a str },
}

/// The plain text is looked at last: it only matters where nothing else shows that something was changed. `elsewhere` is what
/// the fact has to be because it stands elsewhere in the file.
fn wrong<'a>(
    fact: &Fact,
    before: &[Fact],
    elsewhere: Option<&Value>,
    (expected, says): (&'a str, &'a str),
) -> Option<Wrong<'a>> {
    if let Some(to) = fact.how.references().into_iter().find(|to| before.len() <= to.0 as usize) {
        return Some(Wrong::Reference(to));
    }
    match recompute::value(fact, before) {
        Err(obstacle) => Some(Wrong::Worked(obstacle)),
        Ok(value) if value != fact.value => Some(Wrong::Value(value)),
        Ok(value) if elsewhere.is_some_and(|elsewhere| *elsewhere != value) => elsewhere.cloned().map(Wrong::Value),
        Ok(_) => (expected != says).then_some(Wrong::Says { expected, says }),
    }
}

#[cfg(test)]
mod tests;
