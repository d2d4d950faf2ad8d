//! A run as JSON: the form is documented in `docs/commands.md` and stays. Amounts are strings in the currency's digits.
//!
//! Lines are written one by one, because there can be hundreds of thousands.

mod totals;

use std::collections::BTreeMap;
use std::io::{self, Write};

use attain_engine::inputs::{Adjusted, ParticipantIndex};
use attain_engine::line_gaps::LineGap;
use attain_engine::outcome::{
    Balance, BalanceKind, Line, Tally, ToCome, Uncredited, Undistributed, Unmeasured, line_id,
};
use attain_engine::outside::Beyond;
use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::plan::Direction;
use attain_rules::unit::UnitPlace;
use serde_json::{Map, Value, json};

use self::totals::totals;
use super::computed::Computed;
use super::{adjusted, amount, cut_to, kept};

/// The columns of `lines.csv`, and the keys of a line in JSON.
pub const COLUMNS: [&str; 9] =
    ["id", "participant", "plan", "component", "kind", "earned_for", "paid_in", "amount", "currency"];

/// What of a line is taxable: a key of those lines in JSON of which something is, and the last column of `lines.csv`.
const TAXABLE: &str = "taxable_value";

/// Writes the whole result.
///
/// # Errors
/// When `out` cannot be written.
pub fn result(run: &Computed<'_>, out: &mut dyn Write) -> io::Result<()> {
    let period = run.stretch.label(run.company.calendar);
    write!(out, "{{\n  \"period\": {},\n  \"currency\": {},\n  \"lines\": [", quoted(&period), quoted(run.currency()))?;
    let mut words = Words::new(run);
    let mut text: Vec<u8> = Vec::with_capacity(512);
    for (number, line) in run.outcome.lines.iter().enumerate() {
        text.clear();
        text.extend_from_slice(if number == 0 { b"\n    {" } else { b",\n    {" });
        words.write(line, &mut text);
        text.push(b'}');
        out.write_all(&text)?;
    }
    out.write_all(if run.outcome.lines.is_empty() { b"],\n" } else { b"\n  ],\n" })?;
    let balances = Value::from(balances(run));
    writeln!(out, "  \"balances\": {},", nested(&balances))?;
    writeln!(out, "  \"to_come\": {},", nested(&Value::from(to_come(run))))?;
    writeln!(out, "  \"totals\": {},", nested(&totals(run)))?;
    writeln!(out, "  \"adjustments\": {},", nested(&adjustments(run)))?;
    writeln!(out, "  \"report\": {}\n}}", nested(&report(run)))
}

/// Writes the lines as CSV.
///
/// # Errors
/// When `out` cannot be written.
pub fn csv(run: &Computed<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{},{TAXABLE}", COLUMNS.join(","))?;
    let mut labels = Labels::new(run);
    for line in &run.outcome.lines {
        let taxable = line.taxable.map(|taxable| amount::plain(taxable.into(), run.digits())).unwrap_or_default();
        let cells = labels.cells(line);
        let cells: Vec<&str> = cells.iter().chain([&taxable]).map(String::as_str).collect();
        row(&cells, out)?;
    }
    Ok(())
}

/// Writes what was measured as CSV: figures exact, in the measure's unit, attainment to six places.
///
/// # Errors
/// When `out` cannot be written.
pub fn measured(run: &Computed<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "participant,plan,measure,period,total,quota,attainment")?;
    let mut labels = Labels::new(run);
    let figure = |number: &Option<Number>| number.as_ref().map(Number::to_exact_text).unwrap_or_default();
    for one in &run.outcome.measured {
        let plan = usize::try_from(one.plan).ok().and_then(|place| run.plans.get(place));
        let measure = plan.and_then(|plan| plan.measures.get(usize::try_from(one.measure).ok()?));
        let (Some(plan), Some(measure)) = (plan, measure) else { continue };
        let attainment =
            one.total.as_ref().zip(one.quota.as_ref()).and_then(|(total, quota)| match measure.direction {
                Direction::Higher => total.divide(quota).ok(),
                Direction::Lower => quota.divide(total).ok(),
            });
        let attainment = attainment.map(|attainment| attainment.to_fixed_text(6)).unwrap_or_default();
        let cells = [
            run.id(one.participant),
            &plan.name,
            &measure.name,
            &labels.period(one.period),
            &figure(&one.total),
            &figure(&one.quota),
            &attainment,
        ];
        row(&cells, out)?;
    }
    Ok(())
}

fn row(cells: &[&str], out: &mut dyn Write) -> io::Result<()> {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        if cell.contains([',', '"', '\n', '\r']) {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\n")
}

/// Words of lines, with the labels of periods kept: there are many lines and few periods.
pub struct Labels<'a> {
    run: &'a Computed<'a>,
    periods: BTreeMap<Period, String>,
}

impl<'a> Labels<'a> {
    /// For the lines of `run`.
    pub fn new(run: &'a Computed<'a>) -> Self {
        Self { run, periods: BTreeMap::new() }
    }

    fn period(&mut self, period: Period) -> String {
        self.periods.entry(period).or_insert_with(|| self.run.company.calendar.label(period)).clone()
    }

    /// In the order of [`COLUMNS`].
    pub fn cells(&mut self, line: &Line) -> [String; 9] {
        let (earned_for, paid_in) = (self.period(line.earned_for), self.period(line.paid_in));
        let participant = self.run.id(line.participant);
        let (plan, component) =
            self.run.component(line).map_or(("", ""), |(plan, component)| (&plan.name, &component.name));
        [
            line_id(
                (&earned_for, &paid_in),
                participant,
                plan,
                (component, line.apart(self.run.plans, self.run.company)),
                line.kind,
                line.since(self.run.plans, self.run.company.calendar),
            ),
            participant.to_owned(),
            plan.to_owned(),
            component.to_owned(),
            line.kind.word().to_owned(),
            earned_for,
            paid_in,
            amount::plain(line.minor_units.into(), self.run.digits_of(line.unit)),
            self.run.company.name_of(line.unit).to_owned(),
        ]
    }
}

/// Lines as JSON, with the words of plans and periods escaped once and for all.
struct Words<'a> {
    run: &'a Computed<'a>,
    periods: BTreeMap<Period, String>,
    parts: BTreeMap<(u32, u32), [String; 2]>,
    participant: Option<(ParticipantIndex, String)>,
    /// Names of units and of money.
    units: BTreeMap<Option<UnitPlace>, String>,
}

impl<'a> Words<'a> {
    fn new(run: &'a Computed<'a>) -> Self {
        Self { run, periods: BTreeMap::new(), parts: BTreeMap::new(), participant: None, units: BTreeMap::new() }
    }

    /// The keys and values of a line.
    fn write(&mut self, line: &Line, out: &mut Vec<u8>) {
        let Self { run, periods, parts, participant, units } = self;
        for period in [line.earned_for, line.paid_in] {
            periods.entry(period).or_insert_with(|| escaped(&run.company.calendar.label(period)));
        }
        let label = |period| periods.get(&period).map_or("", String::as_str);
        let (earned_for, paid_in) = (label(line.earned_for), label(line.paid_in));
        if participant.as_ref().is_none_or(|(known, _)| *known != line.participant) {
            *participant = Some((line.participant, escaped(run.id(line.participant))));
        }
        let participant = participant.as_ref().map_or("", |(_, id)| id);
        let [plan, component] = parts.entry((line.plan, line.component)).or_insert_with(|| {
            run.component(line).map_or_else(Default::default, |(plan, component)| {
                [&plan.name, &component.name].map(|name| escaped(name))
            })
        });
        let kind = line.kind.word();
        let amount = amount::plain(line.minor_units.into(), run.digits_of(line.unit));
        let unit = units.entry(line.unit).or_insert_with(|| escaped(run.company.name_of(line.unit)));
        let id = line_id(
            (earned_for, paid_in),
            participant,
            plan,
            (component, line.apart(run.plans, run.company)),
            line.kind,
            line.since(run.plans, run.company.calendar),
        );
        let cells = [&id, participant, plan, component, kind, earned_for, paid_in, &amount, unit];
        for (at, (key, cell)) in COLUMNS.iter().zip(cells).enumerate() {
            if at > 0 {
                out.extend_from_slice(b", ");
            }
            for piece in ["\"", key, "\": \"", cell, "\""] {
                out.extend_from_slice(piece.as_bytes());
            }
        }
        if let Some(taxable) = line.taxable {
            let taxable = amount::plain(taxable.into(), run.digits());
            out.extend_from_slice(format!(", \"{TAXABLE}\": \"{taxable}\"").as_bytes());
        }
    }
}

/// `text` as it stands between the quotes of a JSON string.
fn escaped(text: &str) -> String {
    let quoted = quoted(text);
    quoted.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or_default().to_owned()
}

/// What was earned and is due later.
pub fn to_come(run: &Computed<'_>) -> Vec<Value> {
    let label = |period| run.company.calendar.label(period);
    let part = |one: &ToCome| {
        let (plan, component) = run.component_at(one.plan, one.component)?;
        let row = json!({
            "participant": run.id(one.participant),
            "plan": plan.name,
            "component": component.name,
            "earned_for": label(one.earned_for),
            "due": label(one.due),
            "due_on": one.due_on.to_string(),
            "amount": amount::plain(one.minor_units.into(), run.digits_of(component.unit())),
            "conditional": one.conditional,
            "until": one.until.map(label),
        });
        Some(in_unit(run, row, component.unit()))
    };
    run.outcome.to_come.iter().filter_map(part).collect()
}

/// An entry with the name of its unit, where it is not money.
pub(super) fn in_unit(run: &Computed<'_>, mut entry: Value, unit: Option<UnitPlace>) -> Value {
    if let Some(entry) = entry.as_object_mut().filter(|_| unit.is_some()) {
        entry.insert("unit".to_owned(), json!(run.company.name_of(unit)));
    }
    entry
}

/// What goes on from period to period, before and after each.
pub fn balances(run: &Computed<'_>) -> Vec<Value> {
    let balance = |one: &Balance| {
        let (plan, component) = run.component_at(one.plan, one.component)?;
        let digits = run.digits_of(component.unit());
        let amount = |minor: i64| amount::plain(minor.into(), digits);
        let (added, taken) = match one.kind {
            BalanceKind::Owed => ("drawn", "recovered"),
            BalanceKind::Carried => ("cut", "paid"),
        };
        let row = json!({
            "participant": run.id(one.participant),
            "plan": plan.name,
            "component": component.name,
            "period": run.company.calendar.label(one.period),
            "closed": run.is_closed(one.period),
            "kind": one.kind.word(),
            "opening": amount(one.opening),
            added: amount(one.added),
            taken: amount(one.taken),
            "closing": amount(one.closing),
        });
        Some(in_unit(run, row, component.unit()))
    };
    run.outcome.balances.iter().filter_map(balance).collect()
}

/// What somebody decided by hand for the periods of the run.
fn adjustments(run: &Computed<'_>) -> Value {
    let label = |period| run.company.calendar.label(period);
    let rows = adjusted::of_run(run).map(|one| {
        let (kind, what, about) = match &one.what {
            Adjusted::Payment { plan, component, period, paid_in, .. } => {
                let about = json!({ "plan": &**plan, "period": label(*period), "paid_in": label(*paid_in) });
                ("payment", component, about)
            }
            Adjusted::Credit { plan, measure, day } => {
                ("credit", measure, json!({ "plan": plan.as_deref(), "day": day.to_string() }))
            }
            Adjusted::Metric { metric, period } => ("metric", metric, json!({ "period": label(*period) })),
        };
        let mut row = json!({
            "id": &*one.id,
            "participant": run.id(one.participant),
            "kind": kind,
            "what": &**what,
            "amount": amount::exact(&one.amount, adjusted::digits(run, &one.what)),
            "reason": &*one.reason,
            "approved_by": &*one.approved_by,
        });
        if let (Value::Object(row), Value::Object(about)) = (&mut row, about) {
            row.extend(about);
        }
        row
    });
    Value::Array(rows.collect())
}

/// The report of a run.
pub fn report(run: &Computed<'_>) -> Value {
    let report = &run.outcome.report;
    let label = |period| run.company.calendar.label(period);
    let money = |sum: &Number| amount::exact(sum, run.digits());
    // Where transactions have no amount of their own, a zero would be a wrong sum.
    let has_amount = run.company.schema.without_amount.is_none();
    let in_all = |tally: &Tally| has_amount.then(|| money(&tally.sum));
    let beyond = |side: &Beyond| beyond(side, in_all(&side.tally));
    let measures = report.measures.iter().map(|measure| {
        let digits = super::report::digits(run, measure);
        let credits = |tally: &Tally| json!({ "credits": tally.count, "sum": amount::exact(&tally.sum, digits) });
        let uncredited: Map<String, Value> =
            measure.uncredited.iter().map(|(reason, sum)| (uncredited(*reason).to_owned(), credits(sum))).collect();
        let mut value = json!({
            "plan": &*measure.plan,
            "measure": &*measure.measure,
            "came_in": { "count": measure.came_in.count, "sum": amount::exact(&measure.came_in.sum, digits) },
            "credited": credits(&measure.credited),
            "set_aside": {
                "count": measure.set_aside.tally.count,
                "sum": amount::exact(&measure.set_aside.tally.sum, digits),
                "unread": measure.set_aside.unread,
            },
            "uncredited": uncredited,
            "overlays": credits(&measure.overlays),
            "adjusted": credits(&measure.adjusted),
        });
        if let (Some(gaps), Some(keys)) = (&measure.line_gaps, value.as_object_mut()) {
            keys.insert("vacant_seats".to_owned(), line_gap(&gaps.vacant_seats, digits));
            keys.insert("unknown_managers".to_owned(), line_gap(&gaps.unknown_managers, digits));
        }
        value
    });
    let left_out = report.left_out.iter().map(|rows| {
        json!({
            "file": rows.file,
            "why": if rows.broken { "set_aside" } else { "not_kept" },
            "reason": { "en": rows.reason.en, "zh": rows.reason.zh },
            "rows": rows.rows,
            "sum": rows.sum.as_ref().map(money),
            "unread": rows.unread,
        })
    });
    let unmeasured = report.unmeasured.iter().map(|gap| unmeasured(run, gap));
    let undistributed = report.undistributed.iter().map(|gap| undistributed(run, gap));
    let forfeited = report.forfeited.iter().map(|part| {
        let entry = json!({
            "participant": run.id(part.participant),
            "plan": &*part.plan,
            "component": &*part.component,
            "earned_for": label(part.earned_for),
            "due": label(part.due),
            "amount": amount::plain(part.minor_units.into(), run.digits_of(part.unit)),
            "left_on": part.left.as_ref().map(|left| left.on.to_string()),
            "left_because": part.left.as_ref().and_then(|left| left.because.as_deref()),
        });
        in_unit(run, entry, part.unit)
    });
    let without_group = report.without_group.iter().map(|gap| {
        json!({
            "participant": run.id(gap.participant),
            "plan": &*gap.plan,
            "component": &*gap.component,
            "period": label(gap.period),
        })
    });
    let days = report.days.map(|days| json!({ "first": days.first.to_string(), "last": days.last.to_string() }));
    let outside = report.outside.tally();
    let moved = report.moved.iter().map(|one| {
        json!({
            "participant": run.id(one.participant),
            "plan": &*one.plan,
            "component": &*one.component,
            "period": label(one.period),
            "groups": one.groups.iter().map(|group| &**group).collect::<Vec<_>>(),
        })
    });
    json!({
        "days": days,
        "measures": measures.collect::<Vec<_>>(),
        "left_out": left_out.collect::<Vec<_>>(),
        "outside": {
            "count": outside.count,
            "sum": in_all(&outside),
            "before": beyond(&report.outside.before),
            "after": beyond(&report.outside.after),
            "no_plan": beyond(&report.outside.no_plan),
        },
        "credited_to_nobody": {
            "count": report.credited_to_nobody.count,
            "sum": in_all(&report.credited_to_nobody),
            "examples": report.nobody_examples.iter().map(|id| &**id).collect::<Vec<_>>(),
        },
        "splits_without_transaction": report.splits_without_transaction.iter().map(|id| &**id).collect::<Vec<_>>(),
        "without_plan": report.without_plan.iter().map(|index| run.id(*index)).collect::<Vec<_>>(),
        "unmeasured": unmeasured.collect::<Vec<_>>(),
        "undistributed": undistributed.collect::<Vec<_>>(),
        "cut_to": cut_to::entries(run),
        "forfeited": forfeited.collect::<Vec<_>>(),
        "without_group": without_group.collect::<Vec<_>>(),
        "moved": moved.collect::<Vec<_>>(),
        "kept": kept::entries(run),
    })
}

/// What a group was to get and nobody did, as in the report of a run.
pub fn undistributed(run: &Computed<'_>, gap: &Undistributed) -> Value {
    let digits = run.digits_of(gap.unit);
    let entry = json!({
        "plan": &*gap.plan,
        "component": &*gap.component,
        "group": &*gap.group,
        "period": run.company.calendar.label(gap.period),
        "reserved": gap.reserved.to_fixed_text(digits),
        "undistributed": gap.undistributed.to_fixed_text(digits),
    });
    in_unit(run, entry, gap.unit)
}

/// What was not paid because a figure is missing.
pub fn unmeasured(run: &Computed<'_>, gap: &Unmeasured) -> Value {
    json!({
        "participant": run.id(gap.participant),
        "of": gap.of.iter().map(|who| run.id(*who)).collect::<Vec<_>>(),
        "plan": &*gap.plan,
        "component": &*gap.component,
        "measure": &*gap.measure,
        "missing": gap.what.word(),
        "period": run.company.calendar.label(gap.period),
    })
}

fn beyond(side: &Beyond, sum: Option<String>) -> Value {
    json!({
        "count": side.tally.count,
        "sum": sum,
        "first": side.days.map(|days| days.first.to_string()),
        "last": side.days.map(|days| days.last.to_string()),
        "examples": side.examples.iter().map(|id| &**id).collect::<Vec<_>>(),
    })
}

fn line_gap(gap: &LineGap, digits: u8) -> Value {
    json!({
        "count": gap.tally.count,
        "sum": amount::exact(&gap.tally.sum, digits),
        "seats": gap.seats.iter().map(|id| &**id).collect::<Vec<_>>(),
        "transactions": gap.transactions.iter().map(|id| &**id).collect::<Vec<_>>(),
    })
}

const fn uncredited(reason: Uncredited) -> &'static str {
    match reason {
        Uncredited::NoParticipant => "no_participant",
        Uncredited::UnknownParticipant => "unknown_participant",
        Uncredited::NotOnPlan => "not_on_plan",
        Uncredited::NobodyAbove => "nobody_above",
        Uncredited::VacantSeat => "vacant_seat",
        Uncredited::UnknownManager => "unknown_manager",
    }
}

/// `text` as a JSON string.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// `value` over several lines, to stand one level deep.
fn nested(value: &Value) -> String {
    format!("{value:#}").replace('\n', "\n  ")
}
