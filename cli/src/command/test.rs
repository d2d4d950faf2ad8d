//! `attain test`: runs the examples in `tests/`.

use std::collections::BTreeSet;

use attain_engine::asked::Answer;
use attain_engine::outcome::Outcome;
use attain_engine::{Explain, Request};
use attain_rules::both;
use attain_rules::diagnostic::{Diagnostic, Diagnostics, Severity};
use attain_rules::example::{Example, Expected, GivenTable, TableName};
use attain_rules::text::Text;
use clap::Args;
use serde_json::{Value, json};

use crate::arguments::FormatOption;
use crate::context::{Context, Exit, Screen};
use crate::opening;
use crate::progress::watching;
use attain_office::asked::{Asked, asked};
use attain_office::company::{Computation, Opened};
use attain_office::failure::Failure;
use attain_office::period::Stretch;
use attain_office::verdict::verdict;
use attain_office::view::amount::counted;
use attain_office::view::{finding, not_run, style, verdict as view};

/// Arguments of `attain test`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Run only tests whose name contains this
    #[arg(value_name = "NAME")]
    only: Option<String>,
    #[command(flatten)]
    pub format: FormatOption,
}

/// Runs the examples and says which pass.
///
/// # Errors
/// [`Failure`] when the company or the tests cannot be read.
pub fn run(arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    let opened = opening::with_examples(context).map_err(not_tested)?;
    let is_meant = |example: &&Example| {
        // A test whose name cannot be read may be any.
        arguments.only.as_ref().zip(example.name.as_ref()).is_none_or(|(only, name)| name.value.contains(only))
    };
    let examples: Vec<&Example> = opened.examples().iter().filter(is_meant).collect();
    if examples.is_empty() && opened.findings().is_empty() {
        return Err(Failure::NoTests(arguments.only.clone()));
    }
    let reports = watching(opened.meter(), context, || reports_on(&opened, &examples));
    let reports = reports.map_err(|none| not_tested(none.into()))?;
    if arguments.format.is_json() {
        writeln!(screen.out, "{:#}", as_json(&reports, &opened))?;
    } else {
        as_text(&reports, &opened, context, screen)?;
    }
    let is_fine = opened.findings().is_empty() && reports.iter().all(view::Report::passed);
    Ok(if is_fine { Exit::Fine } else { Exit::Found })
}

/// The failure as whoever runs tests reads it.
fn not_tested(failure: Failure) -> Failure {
    match failure {
        Failure::Refused(computation) => Failure::NotTested(computation),
        other => other,
    }
}

/// What is wrong with the files, then how each test went, and which were not run, and why.
fn as_text(
    reports: &[view::Report<'_>],
    opened: &Opened,
    context: &Context,
    screen: &mut Screen<'_>,
) -> Result<(), Failure> {
    let language = context.language();
    for found in opened.findings() {
        writeln!(screen.out, "{}", finding::text(found, opened.sources(), language))?;
    }
    let was_run = reports.iter().filter(|report| report.failures.is_empty());
    for report in was_run.filter(|report| !context.quiet() || !report.passed()) {
        write!(screen.out, "{}", view::text(report, opened.digits(), opened.sources(), language))?;
    }
    write!(screen.out, "{}", not_run::text(reports, language))?;
    let (all, passed, not_run) = (reports.len(), passed(reports), not_run::count(reports));
    let (en, failed) = (counted(all, "test"), all.saturating_sub(passed));
    let sum = both!("{en}: {passed} passed, {failed} failed", "共 {all} 个测试：{passed} 个通过，{failed} 个失败");
    let sum = match not_run {
        0 => sum,
        _ => both!("{sum} ({not_run} of them not run)", "{sum}（其中 {not_run} 个未运行）"; sum),
    };
    let sum = match opened.findings() {
        [] => sum,
        findings => {
            let errors = finding::counted(findings, Severity::Error);
            both!("{sum}; {errors} in their files", "{sum}；其文件中有 {errors}"; sum, errors)
        }
    };
    writeln!(screen.out, "{}", style::strong(sum.in_language(language)))?;
    Ok(())
}

fn passed(reports: &[view::Report<'_>]) -> usize {
    reports.iter().filter(|report| report.passed()).count()
}

/// Runs the examples, one after the other.
///
/// # Errors
/// The company's own data are broken.
fn reports_on<'e>(opened: &'e Opened, examples: &'e [&'e Example]) -> Result<Vec<view::Report<'e>>, Computation> {
    let mut shared = Shared::new(opened, examples);
    let mut reports = Vec::with_capacity(examples.len());
    for (number, example) in examples.iter().enumerate() {
        let place = opened.sources().place(example.span);
        let mut report = view::Report {
            name: example.name.as_ref().map(|name| name.value.as_str()),
            place: format!("{}:{}", place.file, place.line),
            mismatches: Vec::new(),
            trouble: None,
            failures: Vec::new(),
            findings: Vec::new(),
        };
        let tried = if example.found.has_errors() {
            report.findings = opened.faults_of(example);
            Ok(())
        } else if example.given.is_empty() {
            shared.judge(number, &mut report)
        } else {
            by_itself(opened, example, &mut report)
        };
        tried?;
        reports.push(report);
    }
    Ok(reports)
}

/// Is it the company's own data that is broken, rather than anything that the example is about?
fn is_broken_data(example: &Example, computation: &Computation) -> bool {
    let is_own = |table: &GivenTable| table.table.value == TableName::Transactions;
    expected_error(example).is_none()
        && !example.given.iter().any(is_own)
        && !computation.codes.is_empty()
        && computation.codes.iter().all(|code| code.starts_with('D'))
}

/// Runs an example with tables of its own.
///
/// # Errors
/// The company's own data are broken.
fn by_itself(opened: &Opened, example: &Example, report: &mut view::Report<'_>) -> Result<(), Computation> {
    let stated = match opened.with_given(&example.given) {
        Ok(stated) => stated,
        Err(computation) => {
            match expected_error(example) {
                Some(_) => report.trouble = trouble(example, &computation),
                None => report.findings = opened.faults_of(example),
            }
            return Ok(());
        }
    };
    let Ok(asked) = asked(stated.ground(), example) else {
        report.findings = opened.faults_of(example);
        return Ok(());
    };
    let stretch = Stretch::from(asked.period);
    let request = Request { questions: asked.questions.clone(), ..stretch.request(Explain::Everybody) };
    let mut outcome = stated.try_compute(&request);
    if outcome.is_err() {
        // Given tables seldom hold figures for everybody else; what others lack is not what the example is about.
        outcome = stated.only(asked.who).try_compute(&request);
    }
    outcome = match outcome {
        Err(computation) if is_broken_data(example, &computation) => return Err(computation),
        other => other,
    };
    let answers = outcome.as_ref().map_or(&[] as &[_], |outcome| &outcome.answers);
    judge(&stated, (example, &asked), stretch, (&outcome, answers), report);
    for mismatch in &mut report.mismatches {
        mismatch.place = stated.written_place(&mismatch.place);
    }
    Ok(())
}

/// Examples without tables of their own, which share one run for each period.
struct Shared<'e> {
    opened: &'e Opened,
    examples: &'e [&'e Example],
    /// What each of the examples asks; nothing of those with tables of their own and of those that cannot be run.
    asked: Vec<Option<Result<Asked, Diagnostics>>>,
    /// The last run.
    run: Option<(Stretch, Result<Outcome, Computation>)>,
}

impl<'e> Shared<'e> {
    fn new(opened: &'e Opened, examples: &'e [&'e Example]) -> Self {
        let is_shared = |example: &Example| example.given.is_empty() && !example.found.has_errors();
        let own = |example: &&Example| is_shared(example).then(|| asked(opened.ground(), example));
        Self { opened, examples, asked: examples.iter().map(own).collect(), run: None }
    }

    /// What the examples of a period ask, by their numbers.
    fn of(&self, stretch: Stretch) -> impl Iterator<Item = (usize, &Asked)> {
        let all = self.asked.iter().enumerate();
        all.filter_map(|(number, asked)| Some((number, asked.as_ref()?.as_ref().ok()?)))
            .filter(move |(_, asked)| Stretch::from(asked.period) == stretch)
    }

    /// Judges one of the examples.
    ///
    /// # Errors
    /// The company's data are broken.
    fn judge(&mut self, number: usize, report: &mut view::Report<'_>) -> Result<(), Computation> {
        let Some(example) = self.examples.get(number) else { return Ok(()) };
        let stretch = match self.asked.get(number) {
            Some(Some(Ok(asked))) => Stretch::from(asked.period),
            Some(Some(Err(found))) => {
                report.findings = found.clone().sorted();
                return Ok(());
            }
            _ => return Ok(()),
        };
        if self.run.as_ref().is_none_or(|(known, _)| *known != stretch) {
            let people: BTreeSet<_> = self.asked.iter().flatten().flatten().map(|asked| asked.who).collect();
            let questions = self.of(stretch).flat_map(|(_, asked)| asked.questions.iter().cloned()).collect();
            let explain = Explain::Only(people.into_iter().collect());
            let outcome = self.opened.try_compute(&Request { questions, ..stretch.request(explain) });
            self.run = Some((stretch, outcome));
        }
        if let Some((_, Err(computation))) = self
            .run
            .take_if(|(_, outcome)| outcome.as_ref().is_err_and(|computation| is_broken_data(example, computation)))
        {
            return Err(computation);
        }
        let (Some((_, outcome)), Some(Some(Ok(asked)))) = (&self.run, self.asked.get(number)) else { return Ok(()) };
        let before = self.of(stretch).take_while(|(other, _)| *other < number).map(|(_, asked)| asked.questions.len());
        let before: usize = before.sum();
        let answers = outcome.as_ref().ok().and_then(|outcome| outcome.answers.get(before..)).unwrap_or_default();
        judge(self.opened, (example, asked), stretch, (outcome, answers), report);
        Ok(())
    }
}

fn judge(
    opened: &Opened,
    (example, asked): (&Example, &Asked),
    stretch: Stretch,
    (outcome, answers): (&Result<Outcome, Computation>, &[Answer]),
    report: &mut view::Report<'_>,
) {
    match outcome {
        Err(computation) => {
            report.trouble = trouble(example, computation);
            if expected_error(example).is_none() {
                report.failures = not_run::failures(computation);
            }
        }
        Ok(_) if expected_error(example).is_some() => report.trouble = expected_error(example).map(no_failure),
        Ok(outcome) => {
            let run = (&opened.computed(outcome, stretch), opened.sources());
            report.mismatches = verdict(run, example, asked, answers);
        }
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

fn as_json(reports: &[view::Report<'_>], opened: &Opened) -> Value {
    let (digits, sources, passed) = (opened.digits(), opened.sources(), passed(reports));
    let findings = |found: &[Diagnostic]| found.iter().map(|found| finding::json(found, sources)).collect::<Vec<_>>();
    let test = |report: &view::Report<'_>| {
        json!({
            "test": report.name,
            "place": report.place,
            "passed": report.passed(),
            "trouble": report.trouble.as_ref().map(|text| json!({ "en": text.en, "zh": text.zh })),
            "findings": findings(&report.findings),
            "mismatches": report.mismatches.iter().map(|mismatch| view::json(mismatch, digits)).collect::<Vec<_>>(),
        })
    };
    json!({
        "passed": passed,
        "failed": reports.len().saturating_sub(passed),
        "not_run": not_run::count(reports),
        "tests": reports.iter().map(test).collect::<Vec<_>>(),
        "findings": findings(opened.findings()),
    })
}
