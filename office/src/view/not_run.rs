//! Examples that were not run because the computation failed that they need: what failed stands there once for all of them.

use attain_rules::both;
use attain_rules::diagnostic::Severity;
use attain_rules::text::{Language, Text};

use super::verdict::Report;
use super::{finding, style};
use crate::company::Computation;

/// How many failures are told of one computation: whoever has no row of a figure is a failure of its own.
const MOST_TOLD: usize = 5;

/// What failed, as people read it.
pub fn failures(computation: &Computation) -> Vec<Text> {
    let Computation { findings, sources, more, .. } = computation;
    let errors = || findings.iter().filter(|found| found.severity == Severity::Error);
    let text = |language| move |found| finding::text(found, sources, language);
    let told = errors().take(MOST_TOLD);
    let told = told.map(|found| Text { en: text(Language::English)(found), zh: text(Language::Chinese)(found) });
    let more = more.saturating_add(u64::try_from(errors().skip(MOST_TOLD).count()).unwrap_or(u64::MAX));
    told.chain((more > 0).then(|| finding::more(more))).collect()
}

/// How many of them were not run.
pub fn count(reports: &[Report<'_>]) -> usize {
    reports.iter().filter(|report| !report.failures.is_empty()).count()
}

/// Each set of failures with the examples that were not run because of it, in the order of the first of these.
pub fn text(reports: &[Report<'_>], language: Language) -> String {
    let mut groups: Vec<(&[Text], Vec<&Report<'_>>)> = Vec::new();
    for report in reports.iter().filter(|report| !report.failures.is_empty()) {
        match groups.iter_mut().find(|(failures, _)| *failures == report.failures.as_slice()) {
            Some((_, group)) => group.push(report),
            None => groups.push((&report.failures, vec![report])),
        }
    }
    let texts: Vec<String> = groups.iter().map(|(failures, group)| of_group(failures, group, language)).collect();
    if texts.is_empty() { String::new() } else { format!("\n{}", texts.concat()) }
}

fn of_group(failures: &[Text], group: &[&Report<'_>], language: Language) -> String {
    let word = both!("NOT RUN because of this:", "因此未运行：");
    let mut out: String = failures.iter().map(|failure| format!("{}\n", failure.in_language(language))).collect();
    out.push_str(&format!("{}\n", style::bad(word.in_language(language))));
    for report in group {
        out.push_str(&format!("     {}   {}\n", report.called().in_language(language), style::faint(&report.place)));
    }
    out.push('\n');
    out
}
