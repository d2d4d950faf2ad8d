//! A company's folder through the library: opened, checked and run.

use std::fmt;
use std::path::Path;

use attain_engine::inputs::Inputs;
use attain_engine::outcome::{Line, Outcome};
use attain_engine::seal::{Marked, Seal};
use attain_engine::{Explain, Request, run as compute};
use attain_intake::changes::Changes;
use attain_intake::files::Files;
use attain_intake::folder::Folder;
use attain_intake::transactions::{Ended, ReadAhead};
use attain_rules::company::Company;
use attain_rules::diagnostic::{Diagnostic, Severity};
use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::plan::Plan;
use attain_rules::render::{Style, render};
use attain_rules::source::Sources;
use attain_rules::text::Language;

use crate::write::File;

/// A run and what it was made from.
pub struct Run {
    /// The company.
    pub company: Company,
    /// Its plans.
    pub plans: Vec<Plan>,
    /// Its data.
    pub inputs: Inputs,
    /// What came out, every line with its trace.
    pub outcome: Outcome,
}

/// Why there is no outcome.
pub struct Refusal {
    /// Codes of all errors.
    pub codes: Vec<String>,
    text: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Runs the folder for `period` (one, or two with `..` between), or for the one that the company names.
///
/// # Errors
/// All errors of check, data and run.
pub fn run(folder: &Path, period: Option<&str>) -> Result<Run, Refusal> {
    run_folder(Folder::open(folder), period, Reading::AtOnce)
}

/// Runs a company of which there are only texts.
///
/// # Errors
/// All errors of check, data and run.
pub fn run_files(files: &[File], period: Option<&str>) -> Result<Run, Refusal> {
    run_folder(in_memory(files), period, Reading::AtOnce)
}

/// How transactions are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Whenever the engine wants more of them.
    AtOnce,
    /// On a thread of their own, in batches of so many rows.
    Ahead(usize),
}

/// As [`run_files`], with transactions read as `reading` says.
///
/// # Errors
/// As [`run_files`].
pub fn run_files_reading(files: &[File], reading: Reading) -> Result<Run, Refusal> {
    run_folder(in_memory(files), None, reading)
}

/// The same company with changes laid over its data, for a preview.
///
/// # Errors
/// As [`run_files`], also for what the changes name.
pub fn run_files_with(files: &[File], changes: &Changes) -> Result<Run, Refusal> {
    match in_memory(files).with_changes(changes) {
        Ok(changed) => run_folder(changed.folder, None, Reading::AtOnce),
        Err(misfit) => Err(Refusal { codes: Vec::new(), text: misfit.text().en }),
    }
}

/// A company of which there are only texts, opened.
#[must_use]
pub fn in_memory(files: &[File]) -> Folder {
    let mut in_memory = Files::of(Path::new("no such folder"));
    for (path, text) in files {
        in_memory.state(path.clone(), text.clone().into_bytes());
    }
    Folder::of(in_memory)
}

/// Closes a period of the folder, as `attain close` does.
///
/// # Errors
/// All errors of check, data and run.
///
/// # Panics
/// When the seal cannot be written.
pub fn close(folder: &Path, period: &str) -> Result<(), Refusal> {
    let (run, seal) = run_closing(Folder::open(folder), Some(period), Reading::AtOnce, true)?;
    let label = run.company.calendar.label(run.company.calendar.parse(period).expect("a period"));
    let text = seal.expect("a period that is closed has a seal").write();
    attain_intake::closed::write(folder, &label, &text).expect("a seal can be written");
    Ok(())
}

/// What a period of a company of which there are only texts pays when it is closed, and its seal where there is one; without
/// traces.
///
/// # Errors
/// As [`run_files`].
pub fn close_files(files: &[File], period: &str) -> Result<(Run, Option<File>), Refusal> {
    let (run, seal) = run_closing(in_memory(files), Some(period), Reading::AtOnce, true)?;
    Ok((run, seal.map(|seal| (format!("closed/{period}.json"), seal.write()))))
}

fn run_folder(folder: Folder, period: Option<&str>, reading: Reading) -> Result<Run, Refusal> {
    run_closing(folder, period, reading, false).map(|(run, _)| run)
}

fn run_closing(
    mut folder: Folder,
    period: Option<&str>,
    reading: Reading,
    closing: bool,
) -> Result<(Run, Option<Seal>), Refusal> {
    if folder.diagnostics.has_errors() {
        return Err(refusal(folder.diagnostics.sorted(), &folder.sources));
    }
    let company = Company::clone(folder.company.as_deref().expect("without errors there is a company"));
    let parse = |label: &str| company.calendar.parse(label).expect("a period");
    let (first, last) = match (period.map(|label| label.split_once("..").unwrap_or((label, label))), company.period) {
        (Some((first, last)), _) => (parse(first), parse(last)),
        (None, Some(period)) => (period, period),
        (None, None) => return Err(Refusal { codes: Vec::new(), text: "no period is named".to_owned() }),
    };
    let transactions = folder.transactions().expect("without errors there are transactions");
    let explain = if closing { Explain::Nobody } else { Explain::Everybody };
    let request = Request { last: last.last(), explain, ..Request::of(first) };
    let all = folder.closed.request(&request, &folder.plans, &company, &folder.inputs);
    let mut passed = folder.transactions().filter(|_| closing || !folder.closed.is_empty());
    let known = folder.closed.columns();
    let marks = passed.as_mut().map(|passed| Marked::new(passed, &folder.inputs, &company, known).read_to_end());
    let marks = marks.unwrap_or_default();
    let (plans, inputs, sources) = (&folder.plans, &folder.inputs, &folder.sources);
    let (outcome, transactions) = match reading {
        Reading::AtOnce => {
            let mut transactions = transactions;
            (compute(plans, &company, sources, inputs, &mut transactions, &all), transactions)
        }
        Reading::Ahead(rows) => {
            let mut ahead = ReadAhead::new(transactions.with_batch_rows(rows));
            let outcome = compute(plans, &company, sources, inputs, &mut ahead, &all);
            (outcome, ahead.finish())
        }
    };
    let Ended { mut found, left_out, aside } = transactions.finish(&mut folder.sources);
    match outcome {
        Ok(outcome) if !found.has_errors() => {
            let closing_period = closing.then_some(first);
            let files = folder.files_to_settle(closing_period);
            let settled = files.and_then(|files| folder.settle(outcome, &marks, &request, closing_period, &files));
            let mut outcome = settled.map_err(|findings| refusal(findings, &folder.sources))?;
            let sealed = closing.then(|| folder.seal(&outcome, &marks, first));
            let seal = sealed.transpose().map_err(|findings| refusal(findings, &folder.sources))?.flatten();
            aside.report(&mut outcome.report);
            outcome.report.left_out.extend(folder.left_out.into_iter().chain(left_out));
            Ok((Run { company, plans: folder.plans, inputs: folder.inputs, outcome }, seal))
        }
        Ok(_) => Err(refusal(found.sorted(), &folder.sources)),
        Err(error) => {
            for failure in &error.failures {
                found.push(failure.diagnostic(&company, &folder.inputs));
            }
            Err(refusal(found.sorted(), &folder.sources))
        }
    }
}

fn refusal(found: Vec<Diagnostic>, sources: &Sources) -> Refusal {
    let errors: Vec<_> = found.into_iter().filter(|one| one.severity == Severity::Error).collect();
    let style = Style::default();
    Refusal {
        codes: errors.iter().map(|one| one.code.to_owned()).collect(),
        text: errors.iter().map(|one| render(one, sources, Language::English, style)).collect(),
    }
}

impl Run {
    /// Digits of the currency's minor unit.
    #[must_use]
    pub fn digits(&self) -> u32 {
        u32::from(self.company.minor_digits())
    }

    /// Lines of the participant with this id.
    pub fn lines_of(&self, id: &str) -> impl Iterator<Item = &Line> {
        self.outcome.lines.iter().filter(move |line| self.participant(line) == id)
    }

    /// Id of the line's participant.
    #[must_use]
    pub fn participant(&self, line: &Line) -> &str {
        &self.inputs.participants[line.participant.0 as usize].id
    }

    /// Name of the line's component.
    #[must_use]
    pub fn component(&self, line: &Line) -> &str {
        &self.plans[line.plan as usize].components[line.component as usize].name
    }

    /// Label of a period.
    #[must_use]
    pub fn label(&self, period: Period) -> String {
        self.company.calendar.label(period)
    }

    /// Every line: participant, component, period, and amount in the digits of the currency, or of its unit.
    #[must_use]
    pub fn rows(&self) -> Vec<[String; 4]> {
        let amount = |line: &Line| {
            let digits = self.company.digits_of(line.unit);
            Number::decimal(line.minor_units.into(), digits).to_fixed_text(digits)
        };
        let row = |line: &Line| {
            let (participant, component) = (self.participant(line).to_owned(), self.component(line).to_owned());
            [participant, component, self.label(line.earned_for), amount(line)]
        };
        self.outcome.lines.iter().map(row).collect()
    }

    /// The whole outcome as text: lines, traces and report, but for the lines of data files, which move with the rows.
    #[must_use]
    pub fn text(&self) -> String {
        let mut outcome = self.outcome.clone();
        for fact in outcome.lines.iter_mut().filter_map(|line| line.trace.as_mut()).flat_map(|trace| &mut trace.facts) {
            if fact.place.starts_with("data/") {
                fact.place = "data".into();
            }
        }
        format!("{outcome:#?}")
    }
}
