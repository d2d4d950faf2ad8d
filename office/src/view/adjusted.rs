//! What somebody decided by hand: each with its reason and who approved it.

use attain_engine::inputs::{Adjusted, Adjustment, ParticipantIndex};
use attain_engine::outcome::LineKind;
use attain_engine::seal::{ADJUSTMENTS, Marks};
use attain_engine::trace::{Fact, Role};
use attain_rules::both;
use attain_rules::calendar::Calendar;
use attain_rules::period::Month;
use attain_rules::plan::{Component, Measure, MeasureSource, MeasureUnit};
use attain_rules::text::{Language, Text};
use attain_rules::unit::UnitPlace;

use super::amount;
use super::computed::Computed;
use super::grid::{Lean, grid};
use super::style;

/// Most adjustments that are listed unless all are asked for.
const MOST_ROWS: usize = 40;

/// The month to which an adjustment belongs: payments by when they are paid, credits by their day, values of metrics by the
/// last month of their period.
fn month(adjustment: &Adjustment, calendar: Calendar) -> Month {
    match &adjustment.what {
        Adjusted::Payment { paid_in, .. } => paid_in.last(),
        Adjusted::Credit { day, .. } => calendar.month_of(*day),
        Adjusted::Metric { period, .. } => period.last(),
    }
}

/// The adjustments that stand in the results of the run's months: those that belong to them, and those of closed periods that
/// became known later and count in differences that these months pay.
pub fn of_run<'a>(run: &Computed<'a>) -> impl Iterator<Item = &'a Adjustment> + use<'a> {
    let (stretch, calendar, closed) = (run.stretch, run.company.calendar, run.closed);
    let now = Marks::of_adjustments(run.inputs, calendar);
    let is_in = move |one: &&Adjustment| {
        let told = closed.told_in(&one.id, month(one, calendar), &now, (stretch.first, stretch.last));
        told.iter().any(|month| (stretch.first..=stretch.last).contains(month))
    };
    run.inputs.adjustments.iter().filter(is_in)
}

/// Does it belong to a period before those of the run, so that it counts in a difference?
fn is_late(run: &Computed<'_>, adjustment: &Adjustment) -> bool {
    month(adjustment, run.company.calendar) < run.stretch.first
}

/// The adjustments of one participant, or of all, with reason and approver; nothing where there are none. `component` picks
/// the payments of one by its name.
pub fn table(
    run: &Computed<'_>,
    (who, component): (Option<ParticipantIndex>, Option<&str>),
    language: Language,
    all: bool,
) -> String {
    let say = |text: Text| text.in_language(language).to_owned();
    let is_wanted = |one: &&Adjustment| {
        let named = match &one.what {
            Adjusted::Payment { component: paid, .. } => component.is_none_or(|name| **paid == *name),
            _ => component.is_none(),
        };
        named && who.is_none_or(|who| one.participant == who)
    };
    let adjustments: Vec<&Adjustment> = of_run(run).filter(is_wanted).collect();
    if adjustments.is_empty() {
        return String::new();
    }
    let mut header = vec![both!("adjustment", "调整")];
    header.extend(who.is_none().then(|| both!("id", "编号")));
    header.extend([
        both!("what", "内容"),
        both!("amount", "数额"),
        both!("reason", "理由"),
        both!("approved by", "批准人"),
    ]);
    let most = if all { usize::MAX } else { MOST_ROWS };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for one in adjustments.iter().take(most) {
        let mut row = vec![one.id.to_string()];
        row.extend(who.is_none().then(|| run.id(one.participant).to_owned()));
        row.extend([
            say(if is_late(run, one) { late(&what(run, one), is_in_difference(run, one)) } else { what(run, one) }),
            figure(run, one, language),
            one.reason.to_string(),
            one.approved_by.to_string(),
        ]);
        rows.push(row);
    }
    let hidden = adjustments.len().saturating_sub(most);
    if hidden > 0 {
        let hidden = amount::grouped(&hidden.to_string());
        rows.push(vec![say(both!("… {hidden} more: `--detail`", "…… 另有 {hidden} 行：`--detail`"))]);
    }
    let mut leans = vec![Lean::Left; header.len().saturating_sub(4)];
    leans.extend([Lean::Left, Lean::Right, Lean::Left, Lean::Left]);
    let heading = say(both!("Decided by hand", "手工调整"));
    format!("{}\n\n{}", style::strong(&heading), grid(header.into_iter().map(say).collect(), &leans, rows))
}

/// The amount, as what it adjusts is written.
fn figure(run: &Computed<'_>, adjustment: &Adjustment, language: Language) -> String {
    if let Adjusted::Payment { plan, component, minor_units, .. } = &adjustment.what {
        return run.counted((*minor_units).into(), unit(run, plan, component), language);
    }
    match measure(run, &adjustment.what).map(|measure| measure.unit) {
        Some(MeasureUnit::Money) => amount::money(&adjustment.amount, run.digits()),
        Some(MeasureUnit::Percent) => amount::percent(&adjustment.amount),
        _ => amount::number(&adjustment.amount),
    }
}

/// Digits behind the point of its amount in JSON: those of money or of the unit that is paid.
pub(super) fn digits(run: &Computed<'_>, what: &Adjusted) -> u8 {
    match what {
        Adjusted::Payment { plan, component, .. } => run.digits_of(unit(run, plan, component)),
        _ if measure(run, what).is_some_and(|measure| measure.unit == MeasureUnit::Money) => run.digits(),
        _ => 0,
    }
}

/// The unit in which a component pays; nothing for money.
fn unit(run: &Computed<'_>, plan: &str, component: &str) -> Option<UnitPlace> {
    let plans = run.plans.iter().filter(|known| *known.name == *plan);
    let part = plans.flat_map(|plan| &plan.components).find(|known| *known.name == *component);
    part.filter(|part| !part.is_paid_as_money()).and_then(Component::unit)
}

/// The measure that is adjusted.
fn measure<'a>(run: &Computed<'a>, what: &Adjusted) -> Option<&'a Measure> {
    let mut measures = run.plans.iter().flat_map(|plan| &plan.measures);
    match what {
        Adjusted::Payment { .. } => None,
        Adjusted::Credit { measure, .. } => measures.find(|known| *known.name == **measure),
        Adjusted::Metric { metric, .. } => measures.find(|known| match &known.source {
            MeasureSource::Metric(source) => *source.name == **metric,
            _ => false,
        }),
    }
}

/// Does a difference of these months come of what was decided? Not of the credit that a pool or a contest alone reads, which are
/// final; which ones do is known of lines whose trace has the changes that they come from.
fn is_in_difference(run: &Computed<'_>, adjustment: &Adjustment) -> bool {
    if let Adjusted::Payment { .. } = adjustment.what {
        return true;
    }
    let month = month(adjustment, run.company.calendar);
    let names = |fact: &Fact| match &fact.role {
        Role::Changed { table, row, .. } => **table == *ADJUSTMENTS && **row == *adjustment.id,
        Role::MoreChanges => true,
        _ => false,
    };
    run.outcome.lines.iter().any(|line| {
        line.kind == LineKind::Difference
            && line.participant == adjustment.participant
            && line.earned_for.last() >= month
            && line.is_something()
            && line.trace.as_ref().is_none_or(|trace| {
                let is_told = trace.facts.iter().any(|fact| matches!(fact.role, Role::Changed { .. }));
                !is_told || trace.facts.iter().any(names)
            })
    })
}

/// What was decided for a period that was closed already.
fn late(what: &Text, is_in_difference: bool) -> Text {
    if !is_in_difference {
        return both!(
            "{what}: closed by then, no difference comes of it",
            "{what}：当时已关闭，没有由此产生差额"; what
        );
    }
    both!("{what}: closed by then, counts in the difference", "{what}：当时已关闭，计入差额"; what)
}

/// What was decided: `payment of commission 2026-01, paid in 2026-03`.
fn what(run: &Computed<'_>, adjustment: &Adjustment) -> Text {
    let label = |period| run.company.calendar.label(period);
    match &adjustment.what {
        Adjusted::Payment { component, period, paid_in, .. } => {
            let (earned_for, paid) = (label(*period), label(*paid_in));
            if period == paid_in {
                both!("payment, `{component}` of {earned_for}", "支付，{earned_for} 的 `{component}`")
            } else {
                both!(
                    "payment, `{component}` of {earned_for}, paid in {paid}",
                    "支付，{earned_for} 的 `{component}`，于 {paid} 支付"
                )
            }
        }
        Adjusted::Credit { measure, day, .. } => both!("credit, `{measure}` on {day}", "归属，{day} 的 `{measure}`"),
        Adjusted::Metric { metric, period } => {
            let period = label(*period);
            both!("value, `{metric}` of {period}", "数值，{period} 的 `{metric}`")
        }
    }
}
