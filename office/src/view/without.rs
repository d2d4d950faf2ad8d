//! Why a participant has no line where one might be looked for.

use attain_engine::inputs::ParticipantIndex;
use attain_engine::outcome::MissingFigure;
use attain_rules::both;
use attain_rules::date::DateRange;
use attain_rules::plan::{Component, Plan};
use attain_rules::source::Sources;
use attain_rules::text::{Language, Text};

use super::computed::Computed;
use super::statement::{lines, name};

/// One sentence for each component of the participant's plans that gave no line, or for why there is no plan at all.
pub fn reasons(
    run: &Computed<'_>,
    sources: &Sources,
    who: ParticipantIndex,
    component: Option<&str>,
    language: Language,
) -> String {
    let mut reasons = Vec::new();
    let days = run.stretch.days(run.company.calendar);
    let mut on_plan = false;
    for (place, plan) in run.plans.iter().enumerate().filter(|(_, plan)| plan.effective.overlaps(&days)) {
        if !is_on(run, who, plan, days) {
            continue;
        }
        on_plan = true;
        let wanted = plan.components.iter().enumerate();
        for (at, one) in wanted.filter(|(_, one)| component.is_none_or(|name| one.name == name)) {
            let has_line = run.outcome.lines.iter().any(|line| {
                line.participant == who
                    && usize::try_from(line.plan) == Ok(place)
                    && usize::try_from(line.component) == Ok(at)
            });
            if !has_line {
                reasons.extend(component_reason(run, sources, who, plan, one));
            }
        }
    }
    if !on_plan {
        reasons.push(no_plan(run, who, lines(run, who, None).iter().any(|line| line.minor_units != 0)));
    } else if component.is_some()
        && reasons.is_empty()
        && lines(run, who, component).is_empty()
        && !has_gap(run, who, component)
    {
        reasons.push(both!("none of the participant's plans has this component", "此人的方案里没有这个组成部分"));
    }
    reasons.extend(unmeasured(run, who, component));
    reasons.iter().map(|reason| format!("{}\n", reason.in_language(language))).collect()
}

fn has_gap(run: &Computed<'_>, who: ParticipantIndex, component: Option<&str>) -> bool {
    !unmeasured(run, who, component).is_empty()
}

fn is_on(run: &Computed<'_>, who: ParticipantIndex, plan: &Plan, days: DateRange) -> bool {
    run.inputs.assignments.iter().any(|assignment| {
        assignment.participant == who
            && *assignment.plan == *plan.name
            && assignment.days.overlaps(&days)
            && assignment.days.overlaps(&plan.effective)
    })
}

/// Not on a plan: on which ones then, and when.
fn no_plan(run: &Computed<'_>, who: ParticipantIndex, is_paid: bool) -> Text {
    let person = run.participant(who).map(name).unwrap_or_default();
    let period = run.stretch.label(run.company.calendar);
    let others: Vec<String> = run
        .inputs
        .assignments
        .iter()
        .filter(|assignment| assignment.participant == who)
        .map(|assignment| {
            let last = if assignment.days.last == DateRange::FOREVER {
                String::new()
            } else {
                assignment.days.last.to_string()
            };
            // Without a first day the assignment holds since ever.
            let first = if assignment.days.first == DateRange::BEGINNING {
                String::new()
            } else {
                assignment.days.first.to_string()
            };
            if first.is_empty() && last.is_empty() {
                return assignment.plan.to_string();
            }
            format!("{} ({})", assignment.plan, format!("{first} .. {last}").trim())
        })
        .collect();
    let others_of = || Text { en: others.join(", "), zh: others.join("、") };
    if is_paid && !others.is_empty() {
        let others = others_of();
        both!(
            "{person} is on no plan in {period}, and what is still due is settled; the assignments say {others}",
            "{person} 在 {period} 不在任何方案上，只结清此前未结的部分；任职表写的是 {others}"; others
        )
    } else if others.is_empty() {
        both!("{person} stands on no plan: no row of the assignments names them", "{person} 没有方案：任职表中没有此人")
    } else {
        let others = others_of();
        both!(
            "{person} stands on no plan in {period}; the assignments say {others}",
            "{person} 在 {period} 没有方案；任职表写的是 {others}"; others
        )
    }
}

/// Why a component that the participant's plan has gave no line.
fn component_reason(
    run: &Computed<'_>,
    sources: &Sources,
    who: ParticipantIndex,
    plan: &Plan,
    component: &Component,
) -> Option<Text> {
    let gap =
        run.outcome.report.unmeasured.iter().any(|gap| gap.participant == who && *gap.component == *component.name);
    if gap {
        return None;
    }
    let (title, period) = (&component.title, run.stretch.label(run.company.calendar));
    let ends = (run.stretch.first.0..=run.stretch.last.0).any(|month| {
        let month = attain_rules::period::Month(month);
        run.company.calendar.period_of(month, component.every).last() == month
    });
    if !ends {
        let every = component.every.word();
        let zh = match component.every {
            attain_rules::period::PeriodLength::Month => "月",
            attain_rules::period::PeriodLength::Quarter => "季",
            attain_rules::period::PeriodLength::Half => "半年",
            attain_rules::period::PeriodLength::Year => "年",
        };
        return Some(both!(
            "no line of {title} in {period}: it is paid every {every}, and none ends in this period",
            "{period} 没有{title}：它按{zh}支付，而该期间不含{zh}末"; title
        ));
    }
    let eligible = component.eligible.as_ref()?;
    let place = sources.place(eligible.span);
    let (condition, file, line, name) = (&eligible.text, place.file, place.line, &plan.name);
    Some(both!(
        "no line of {title} in {period}: `eligible: {condition}` of {name} does not hold ({file}:{line})",
        "{period} 没有{title}：{name} 的 `eligible: {condition}` 不成立（{file}:{line}）"; title
    ))
}

/// What could not be measured for the participant.
fn unmeasured(run: &Computed<'_>, who: ParticipantIndex, component: Option<&str>) -> Vec<Text> {
    let gaps = run.outcome.report.unmeasured.iter().filter(|gap| gap.participant == who);
    gaps.filter(|gap| component.is_none_or(|name| *gap.component == *name))
        .map(|gap| {
            let (component, measure) = (&gap.component, &gap.measure);
            let period = run.company.calendar.label(gap.period);
            if !gap.of.contains(&who) {
                return both!(
                    "`{component}` is not paid for {period}: it takes the figures of several people, and one for `{measure}` is missing",
                    "{period} 的 `{component}` 未支付：它取决于多人的数字，而其中缺少 `{measure}` 的一个数字"
                );
            }
            match gap.what {
                MissingFigure::Quota => both!(
                    "`{component}` is not paid for {period}: there is no quota of `{measure}`",
                    "{period} 的 `{component}` 未支付：没有 `{measure}` 的目标"
                ),
                MissingFigure::ZeroQuota => both!(
                    "`{component}` is not paid for {period}: the quota of `{measure}` is 0",
                    "{period} 的 `{component}` 未支付：`{measure}` 的目标是 0"
                ),
                MissingFigure::Zero => both!(
                    "`{component}` is not paid for {period}: `{measure}` is 0, and where less is better that has no attainment",
                    "{period} 的 `{component}` 未支付：`{measure}` 为 0，而越少越好时没有达成率可言"
                ),
                MissingFigure::Metric => both!(
                    "`{component}` is not paid for {period}: there is no value of `{measure}`",
                    "{period} 的 `{component}` 未支付：没有 `{measure}` 的值"
                ),
            }
        })
        .collect()
}
