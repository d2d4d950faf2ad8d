//! A small company of which one file is damaged: the whole way from files to pay.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use attain_engine::fault::Fault;
use attain_engine::{Explain, Request, run};
use attain_intake::files::Files;
use attain_intake::folder::Folder;
use attain_intake::transactions::Transactions;
use attain_rules::diagnostic::{Diagnostics, Severity};
use attain_rules::read;
use attain_rules::render::{Style, render};
use attain_rules::source::Sources;
use attain_rules::text::Language;

const COMPANY: &str = include_str!("../../../fuzz/seeds/mapping/small.yaml");
const PLAN: &str = include_str!("../../../fuzz/seeds/plan_yaml/commission.yaml");
const TRANSACTIONS: &str = include_str!("../../../fuzz/seeds/csv/usual.csv");
const PARTICIPANTS: &str = "id,name\nE1,王芳\nE2,Bo\n";
const ASSIGNMENTS: &str =
    "participant,plan,salary,role,from,to\nE1,ae,12000.00,lead,,\nE2,ae,9000.00,rep,2026-02-10,\n";
const QUOTAS: &str = "participant,quota,period,amount\nE1,bookings,2026,120000\nE2,bookings,2026-Q1,9000\n";
const METRICS: &str = "participant,metric,period,value\nE1,csat,2026-Q1,92%\n";
const PRODUCTS: &str = "product,series\nP1,S\nP2,S\nP3,T\n";

/// A plan.
pub fn plan_yaml(bytes: &[u8]) {
    let (files, folder) = usual();
    let mut folder = folder.clone();
    let file = folder.sources.add("plans/fuzz.yaml", String::from_utf8_lossy(bytes));
    let Some(company) = folder.company.clone() else { return };
    folder.plans = read::plans(&[file], &folder.sources, &company, &mut folder.diagnostics);
    told(&folder.diagnostics, &folder.sources);
    pays(folder, files);
}

/// A company's file.
pub fn mapping(bytes: &[u8]) {
    let mut files = usual().0.clone();
    files.state("attain.yaml", bytes);
    let folder = Folder::of(files.clone());
    told(&folder.diagnostics, &folder.sources);
    assert!(folder.company.is_some() || folder.diagnostics.has_errors(), "there is no company, and no word about it");
    pays(folder, &files);
}

/// A file of transactions.
pub fn csv(bytes: &[u8]) {
    let (files, folder) = usual();
    let mut files = files.clone();
    files.state("data/transactions.csv", bytes);
    pays(folder.clone(), &files);
}

/// The company as it should be.
fn usual() -> &'static (Files, Folder) {
    static USUAL: OnceLock<(Files, Folder)> = OnceLock::new();
    USUAL.get_or_init(|| {
        let mut files = Files::of(Path::new("no such folder"));
        for (path, text) in [
            ("attain.yaml", COMPANY),
            ("plans/ae.yaml", PLAN),
            ("data/transactions.csv", TRANSACTIONS),
            ("data/participants.csv", PARTICIPANTS),
            ("data/assignments.csv", ASSIGNMENTS),
            ("data/quotas.csv", QUOTAS),
            ("data/metrics.csv", METRICS),
            ("data/products.csv", PRODUCTS),
        ] {
            files.state(path, text.as_bytes());
        }
        let folder = Folder::of(files.clone());
        let wrong: Vec<_> = folder.diagnostics.all().iter().filter(|found| found.severity == Severity::Error).collect();
        assert!(wrong.is_empty(), "the usual company is broken: {wrong:#?}");
        (files, folder)
    })
}

/// Whatever was found to be right is paid, or fails for a reason that lies in the data.
fn pays(mut folder: Folder, files: &Files) {
    let Some(company) = folder.company.clone().filter(|_| !folder.diagnostics.has_errors()) else { return };
    let Some(period) = company.period else { return };
    let mut transactions = Transactions::new(files.clone(), Arc::clone(&company));
    let request = Request { explain: Explain::Everybody, ..Request::of(period) };
    let outcome = run(&folder.plans, &company, &folder.sources, &folder.inputs, &mut transactions, &request);
    let found = transactions.finish(&mut folder.sources).found;
    told(&found, &folder.sources);
    match outcome {
        Ok(outcome) => {
            assert!(!found.has_errors(), "broken rows were paid");
            for line in &outcome.lines {
                assert!(line.trace.as_ref().is_some_and(|trace| !trace.facts.is_empty()), "a line without a reason");
            }
        }
        Err(failed) => {
            assert!(!failed.failures.is_empty() || failed.source_stopped, "a run failed without a word");
            assert!(!failed.source_stopped || found.has_errors(), "the transactions stopped without a word");
            for failure in &failed.failures {
                assert!(failure.fault != Fault::Unchecked, "a checked formula does not hold together");
                let mut one = Diagnostics::default();
                one.push(failure.diagnostic(&company, &folder.inputs));
                told(&one, &folder.sources);
            }
        }
    }
}

/// Every finding can be drawn, in both languages.
fn told(found: &Diagnostics, sources: &Sources) {
    for diagnostic in found.all().iter().take(20) {
        for language in [Language::English, Language::Chinese] {
            let drawn = render(diagnostic, sources, language, Style::default());
            assert!(drawn.contains(diagnostic.code), "{} was not drawn", diagnostic.code);
        }
        for label in &diagnostic.labels {
            let Some(source) = sources.get(label.span.source) else { continue };
            let range = label.span.start as usize..label.span.end as usize;
            assert!(source.text.get(range).is_some(), "{} points outside, or into a character", diagnostic.code);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_company_is_paid() {
        let (files, folder) = usual();
        let company = folder.company.clone().expect("a company");
        let mut transactions = Transactions::new(files.clone(), Arc::clone(&company));
        let request = Request::of(company.period.expect("a period"));
        let outcome = run(&folder.plans, &company, &folder.sources, &folder.inputs, &mut transactions, &request);
        let lines = outcome.expect("pay").lines;
        assert!(lines.iter().filter(|line| line.minor_units != 0).count() >= 5, "{lines:#?}");
    }
}
