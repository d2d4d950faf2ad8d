//! The statement of one participant: every line with the numbers that it comes from and the places where they stand.

mod changed;
mod contest;
mod credit;
mod draw;
mod each;
pub mod estimate;
mod facts;
mod labels;
mod layout;
mod leaver;
mod limit;
mod measured;
mod parts;
mod point;
mod units;

use attain_engine::inputs::{Participant, ParticipantIndex};
use attain_engine::outcome::{Line, LineKind};
use attain_rules::both;
use attain_rules::period::Period;
use attain_rules::plan::{Component, Plan};
use attain_rules::text::{Language, Text};

use super::adjusted;
use super::amount;
use super::computed::Computed;
use super::grid::{Lean, grid};
use super::kind;
use super::style;
use super::to_come;

/// Most rows of text that explain several lines at once, unless everything is asked for; where there are more, the lines
/// are listed with their amounts alone.
const MOST_ROWS: usize = 60;

/// What a statement shows.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// Only this component.
    pub component: Option<&'a str>,
    /// Every transaction, every line.
    pub detail: bool,
    /// In which language.
    pub language: Language,
}

/// A line with all that a statement needs to explain it.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    run: &'a Computed<'a>,
    line: &'a Line,
    plan: &'a Plan,
    component: &'a Component,
    language: Language,
}

/// The lines of `who` that are wanted.
pub fn lines<'a>(run: &Computed<'a>, who: ParticipantIndex, component: Option<&str>) -> Vec<&'a Line> {
    let wanted = |line: &&Line| {
        component.is_none_or(|name| run.component(line).is_some_and(|(_, component)| component.name == name))
    };
    run.outcome.lines.iter().filter(|line| line.participant == who).filter(wanted).collect()
}

/// The statement of `who`, who has at least one line.
pub fn statement(run: &Computed<'_>, who: ParticipantIndex, wanted: Wanted<'_>) -> String {
    let language = wanted.language;
    let lines = lines(run, who, wanted.component);
    let shown: Vec<Shown<'_>> = lines
        .iter()
        .filter_map(|line| {
            let (plan, component) = run.component(line)?;
            Some(Shown { run, line, plan, component, language })
        })
        .collect();
    let mut out = String::new();
    let mut heading = String::new();
    let explained = |derived| shown.iter().map(|line| explained(*line, wanted.detail, derived)).collect();
    let is_long = |explanations: &[String]| {
        let rows: usize = explanations.iter().map(|text| text.lines().count()).sum();
        rows > MOST_ROWS && shown.len() > 2 && !wanted.detail
    };
    let mut explanations: Vec<String> = explained(true);
    let derived = !is_long(&explanations);
    if !derived {
        explanations = explained(false);
    }
    if is_long(&explanations) {
        out.push_str(&style::strong(&person(run, who)));
        out.push_str("\n\n");
        out.push_str(&list(run, &shown, language));
        let hint = both!(
            "each line's why: a shorter --period, one --component, or --detail",
            "每一行的来历：用更短的 --period、单个 --component，或 --detail"
        );
        out.push_str(&format!("\n  {}\n", style::faint(hint.in_language(language))));
    } else {
        for (line, explanation) in shown.iter().zip(&explanations) {
            let next = format!("{} · {}", person(run, who), version(line.plan, language));
            if next != heading {
                out.push_str(&style::strong(&next));
                out.push('\n');
                heading = next;
            }
            out.push('\n');
            out.push_str(explanation);
        }
        if !derived && shown.iter().any(|shown| shown.line.kind == LineKind::Difference) {
            let hint = both!(
                "how what is computed now came about: one --component, or --detail",
                "“重新计算”的由来：用单个 --component，或 --detail"
            );
            out.push_str(&format!("\n  {}\n", style::faint(hint.in_language(language))));
        }
    }
    out.push('\n');
    out.push_str(&total(run, &shown, language));
    for section in [
        adjusted::table(run, (Some(who), wanted.component), language, wanted.detail),
        to_come::forfeited(run, who, wanted.component, language),
        to_come::of_person(run, who, wanted.component, language),
    ] {
        if !section.is_empty() {
            out.push_str(&format!("\n{section}"));
        }
    }
    out
}

fn person(run: &Computed<'_>, who: ParticipantIndex) -> String {
    run.participant(who).map(name).unwrap_or_default()
}

/// `王芳 E1007`, or the id alone.
pub fn name(participant: &Participant) -> String {
    if participant.name == participant.id {
        participant.id.to_string()
    } else {
        format!("{} {}", participant.name, participant.id)
    }
}

/// `Account executive 2026 · account-executive, version of 2026-01-01`.
fn version(plan: &Plan, language: Language) -> String {
    let (title, name, first) = (&plan.title, &plan.name, plan.effective.first);
    let named = |title: &str| if title == name { title.to_owned() } else { format!("{title} · {name}") };
    let named = Text { en: named(&title.en), zh: named(&title.zh) };
    let text = both!("{named}, version of {first}", "{named}，{first} 版本"; named);
    text.in_language(language).to_owned()
}

/// The label of a line: its component, what kind of line it is, and the thing where that tells lines apart.
fn line_title(line: &Shown<'_>) -> Text {
    let (title, run) = (kind::titled(line.line.kind, &line.component.title), line.run);
    if line.line.apart(run.plans, run.company).is_none() {
        return title;
    }
    let thing = run.company.title_of(line.line.unit);
    both!("{title}, {thing}", "{title}，{thing}"; title, thing)
}

fn label(run: &Computed<'_>, period: Period) -> String {
    run.company.calendar.label(period)
}

/// The periods of a line: one, or two where it is paid later than earned.
fn periods(run: &Computed<'_>, line: &Line) -> Text {
    let (earned_for, paid_in) = (label(run, line.earned_for), label(run, line.paid_in));
    if line.paid_in == line.earned_for {
        Text::same(earned_for)
    } else {
        both!("{earned_for}, paid in {paid_in}", "{earned_for}，于 {paid_in} 支付")
    }
}

/// Why a line is what it is; of what is due for a closed period also how what is computed now is `derived`.
fn explained(shown: Shown<'_>, detail: bool, derived: bool) -> String {
    let title = line_title(&shown);
    let (title_text, name) = (title.in_language(shown.language), &shown.component.name);
    let is_named = kind::titled(shown.line.kind, &shown.component.title).in_language(shown.language) == name;
    let named = if is_named { String::new() } else { format!(" · {name}") };
    let heading = format!("{title_text}{named} · {}", periods(shown.run, shown.line).in_language(shown.language));
    let mut rows = parts::rows(shown, detail, derived);
    rows.push(layout::Row {
        label: title.in_language(shown.language).to_owned(),
        value: shown.run.counted(shown.line.minor_units.into(), shown.line.unit, shown.language),
        strong: true,
        ..layout::Row::default()
    });
    format!("  {}\n{}", style::strong(&heading), layout::lay_out(&rows))
}

/// All lines with their amounts alone.
fn list(run: &Computed<'_>, shown: &[Shown<'_>], language: Language) -> String {
    let say = |text: Text| text.in_language(language).to_owned();
    let header = vec![
        say(both!("period", "期间")),
        say(both!("component", "组成部分")),
        say(both!("plan", "方案")),
        say(both!("amount", "金额")),
    ];
    let something = shown.iter().filter(|shown| shown.line.is_something());
    let mut rows: Vec<Vec<String>> = something
        .map(|shown| {
            vec![
                say(periods(run, shown.line)),
                say(line_title(shown)),
                named_apart(run, shown),
                run.counted(shown.line.minor_units.into(), shown.line.unit, language),
            ]
        })
        .collect();
    let nothing = shown.len().saturating_sub(rows.len());
    if nothing > 0 {
        let en = amount::counted(nothing, "line");
        let label = both!("… {en} of nothing", "…… 另有 {nothing} 行为零");
        rows.push(vec![say(label), String::new(), String::new(), amount::minor(0, run.digits())]);
    }
    grid(header, &[Lean::Left, Lean::Left, Lean::Left], rows)
}

/// The plan's name, with the first day of its version as in the line's id where the period has several.
fn named_apart(run: &Computed<'_>, shown: &Shown<'_>) -> String {
    let name = &shown.plan.name;
    shown.line.since(run.plans, run.company.calendar).map_or_else(|| name.clone(), |day| format!("{name}@{day}"))
}

fn total(run: &Computed<'_>, shown: &[Shown<'_>], language: Language) -> String {
    let label = run.stretch.label(run.company.calendar);
    let mut out = String::new();
    for (unit, sum) in Computed::sums(shown.iter().map(|shown| shown.line)) {
        let total = amount::minor(sum.amount, run.digits_of(unit));
        let name = run.company.title_of(unit);
        let text = both!("Total {label}: {total} {name}", "合计 {label}：{total} {name}"; name);
        out.push_str(&format!("{}\n", style::strong(text.in_language(language))));
        if let Some(taxable) = sum.taxable {
            out.push_str(&format!("{}\n", taxed(run, taxable).in_language(language)));
        }
    }
    out
}

/// What of units is taxable, which is not paid.
pub(super) fn taxed(run: &Computed<'_>, taxable: i128) -> Text {
    let (taxable, currency) = (amount::minor(taxable, run.digits()), run.currency());
    both!("taxable value {taxable} {currency}, not paid", "应税价值 {taxable} {currency}，不支付")
}
