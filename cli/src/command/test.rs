//! `attain test`: runs the examples in `tests/`.

use std::collections::BTreeSet;

use attain_engine::Explain;
use attain_engine::outcome::Outcome;
use attain_rules::both;
use attain_rules::diagnostic::Severity;
use attain_rules::example::{Example, Expected};
use attain_rules::text::Text;
use clap::Args;
use serde_json::json;

use crate::arguments::FormatOption;
use crate::company::{Computation, Opened};
use crate::context::{Context, Exit, Screen};
use crate::failure::Failure;
use crate::period::Stretch;
use crate::verdict::verdict;
use crate::view::amount::counted;
use crate::view::{style, verdict as view};
use crate::who;

/// Arguments of `attain test`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Run only tests whose name contains this
    #[arg(value_name = "NAME")]
    only: Option<String>,
    #[command(flatten)]
    format: FormatOption,
}

/// Runs the examples and says which pass.
///
/// # Errors
/// [`Failure`] when the company or the tests cannot be read.
pub fn run(arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    let opened = Opened::with_examples(context, screen)?;
    let examples: Vec<&Example> = opened
        .examples()
        .iter()
        .filter(|example| arguments.only.as_ref().is_none_or(|only| example.name.value.contains(only)))
        .collect();
    if examples.is_empty() {
        return Err(Failure::NoTests(arguments.only.clone()));
    }
    let mut shared: Option<(Stretch, Result<Outcome, Computation>)> = None;
    let mut reports = Vec::with_capacity(examples.len());
    let progress = opened.progress(context);
    for example in &examples {
        reports.push(one(&opened, example, (&examples, context), &mut shared)?);
    }
    drop(progress);
    let passed = reports.iter().filter(|report| report.passed()).count();
    if arguments.format.is_json() {
        let tests = reports.iter().map(|report| as_json(report, opened.digits()));
        let value = json!({ "passed": passed, "failed": reports.len().saturating_sub(passed), "tests": tests.collect::<Vec<_>>() });
        writeln!(screen.out, "{value:#}")?;
    } else {
        let language = context.language();
        for report in reports.iter().filter(|report| !context.quiet() || !report.passed()) {
            write!(screen.out, "{}", view::text(report, opened.digits(), language))?;
        }
        let (all, failed) = (reports.len(), reports.len().saturating_sub(passed));
        let en = counted(all, "test");
        let sum = both!("{en}: {passed} passed, {failed} failed", "共 {all} 个测试：{passed} 个通过，{failed} 个失败");
        writeln!(screen.out, "{}", style::strong(sum.in_language(language)))?;
    }
    Ok(if passed == reports.len() { Exit::Fine } else { Exit::Found })
}

/// Runs one. Examples without tables of their own share one run for each period.
fn one<'e>(
    opened: &Opened,
    example: &'e Example,
    (all, context): (&[&Example], &Context),
    shared: &mut Option<(Stretch, Result<Outcome, Computation>)>,
) -> Result<view::Report<'e>, Failure> {
    let stretch = Stretch::from(example.period.value);
    let place = opened.sources().place(example.name.span);
    let mut report = view::Report {
        name: &example.name.value,
        place: format!("{}:{}", place.file, place.line),
        mismatches: Vec::new(),
        trouble: None,
    };
    if !example.given.is_empty() {
        let stated = match opened.with_given(&example.given) {
            Ok(stated) => stated,
            Err(computation) => {
                report.trouble = trouble(example, &computation);
                return Ok(report);
            }
        };
        let mut outcome = stated.try_compute(&stretch.request(Explain::Everybody), context);
        if outcome.is_err()
            && let Ok(who) = who::find(stated.inputs(), &example.participant.value)
        {
            // Given tables seldom hold figures for everybody else; what others lack is not what the example is about.
            outcome = stated.only(who).try_compute(&stretch.request(Explain::Everybody), context);
        }
        judge(&stated, example, stretch, &outcome, &mut report);
        return Ok(report);
    }
    if shared.as_ref().is_none_or(|(known, _)| *known != stretch) {
        let people: BTreeSet<_> = all
            .iter()
            .filter(|other| other.given.is_empty())
            .filter_map(|other| who::find(opened.inputs(), &other.participant.value).ok())
            .collect();
        let outcome = opened.try_compute(&stretch.request(Explain::Only(people.into_iter().collect())), context);
        *shared = Some((stretch, outcome));
    }
    if let Some((_, outcome)) = shared {
        judge(opened, example, stretch, outcome, &mut report);
    }
    Ok(report)
}

fn judge(
    opened: &Opened,
    example: &Example,
    stretch: Stretch,
    outcome: &Result<Outcome, Computation>,
    report: &mut view::Report<'_>,
) {
    match outcome {
        Err(computation) => report.trouble = trouble(example, computation),
        Ok(_) if expected_error(example).is_some() => report.trouble = expected_error(example).map(no_failure),
        Ok(outcome) => match who::find(opened.inputs(), &example.participant.value) {
            Ok(who) => report.mismatches = verdict(&opened.computed(outcome, stretch), who, example),
            Err(failure) => report.trouble = Some(failure.text()),
        },
    }
}

fn expected_error(example: &Example) -> Option<&str> {
    example.expect.iter().find_map(|expectation| match &expectation.what {
        Expected::Error(code) => Some(code.as_str()),
        _ => None,
    })
}

/// The run gave a result where a failure was expected.
fn no_failure(expected: &str) -> Text {
    both!(
        "expected the run to fail with {expected}, but it gave a result",
        "预期运行以 {expected} 失败，但它得出了结果"
    )
}

/// What is wrong about the codes with which a run failed; nothing when that was expected.
fn trouble(example: &Example, computation: &Computation) -> Option<Text> {
    let Some(expected) = expected_error(example) else { return Some(failed(computation)) };
    if computation.codes.contains(expected) {
        return None;
    }
    let list = computation.codes.iter().copied().collect::<Vec<_>>().join(", ");
    Some(both!(
        "expected the run to fail with {expected}, it failed with {list}",
        "预期运行以 {expected} 失败，实际以 {list} 失败"
    ))
}

/// Why nothing was computed: the first finding, and how many there are beside it.
fn failed(computation: &Computation) -> Text {
    let mut errors = computation.findings.iter().filter(|found| found.severity == Severity::Error);
    let Some(first) = errors.next() else { return both!("nothing was computed", "没有计算") };
    let (code, place) = (first.code, computation.place(first));
    let mut message = first.message.clone();
    if code.starts_with('D') {
        // The message of a finding in data does not name its row.
        let (file, line) = (&place.file, place.line);
        message = both!("{message} ({file}:{line})", "{message}（{file}:{line}）"; message);
    }
    match errors.count() {
        0 => both!("nothing was computed: [{code}] {message}", "没有计算：[{code}] {message}"; message),
        more => both!(
            "nothing was computed: [{code}] {message}, and {more} more",
            "没有计算：[{code}] {message}，另有 {more} 个"; message
        ),
    }
}

fn as_json(report: &view::Report<'_>, digits: u8) -> serde_json::Value {
    json!({
        "test": report.name,
        "place": report.place,
        "passed": report.passed(),
        "trouble": report.trouble.as_ref().map(|text| json!({ "en": text.en, "zh": text.zh })),
        "mismatches": report.mismatches.iter().map(|mismatch| view::json(mismatch, digits)).collect::<Vec<_>>(),
    })
}
