//! Readers: from YAML to a checked [`Company`] and checked [`Plan`]s. They collect findings and go on.
//!
//! One file per noun of the language. What each key means is in `docs/language.md`.

use std::collections::BTreeMap;

use crate::company::{Company, Schema};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostics::{n, t};
use crate::example::Example;
use crate::payroll::Mapping;
use crate::plan::Plan;
use crate::source::{SourceId, Sources};

mod answer;
mod bounds;
mod clawback;
mod column;
mod company;
mod component;
mod contest;
mod curve;
mod data;
mod draw;
mod due;
mod example;
mod expectation;
mod fields;
mod given;
mod group;
mod header;
mod limit;
pub(crate) mod lost;
pub(crate) mod measure;
mod medium;
mod names;
mod pay;
mod payroll;
mod plan;
mod question;
mod reader;
mod rounding;
mod row;
mod running;
mod schema;
mod shares;
mod things;
mod units;
mod up;
pub(crate) mod uses;
mod value;
mod versions;
mod words;

pub use data::{FileHead, Headers};
pub use names::{Broken, Known};

/// Reads `attain.yaml`. `headers` gives the first line of a data file, as far as it can be read; without it, what depends
/// on it is not checked here.
///
/// With a result, `out` may still have errors: the plans can be checked nevertheless, but nothing may be computed.
pub fn company(
    source: SourceId,
    sources: &Sources,
    headers: &mut Headers<'_>,
    out: &mut Diagnostics,
) -> Option<Company> {
    let text = &sources.get(source)?.text;
    let mut found = Diagnostics::default();
    let tree = crate::yaml::parse(source, text, &mut found);
    let lost = tree.as_ref().map(|tree| lost::Lost::of(tree, text));
    let company = tree.zip(lost.as_ref()).and_then(|(tree, lost)| {
        company::read(&mut reader::Reader::new(text, &mut found).beside(lost), &tree.root, headers)
    });
    let told = |finding: &&Diagnostic| lost.as_ref().is_none_or(|lost| lost.leaves(finding, text));
    found.all().iter().filter(told).for_each(|finding| out.push(finding.clone()));
    company
}

/// Reads all plan files of a company. A file that cannot be read as a plan has errors in `out` and no plan in the result;
/// nothing may be computed when `out` has errors.
pub fn plans(files: &[SourceId], sources: &Sources, company: &Company, out: &mut Diagnostics) -> Vec<Plan> {
    let mut plans = Vec::new();
    for file in files {
        let Some(text) = sources.get(*file).map(|source| &source.text) else { continue };
        if let Some(tree) = crate::yaml::parse(*file, text, out) {
            let mut found = Diagnostics::default();
            let plan = plan::read(&mut reader::Reader::new(text, &mut found), &tree.root, company);
            plans.extend(plan.filter(|_| !tree.partial));
            let lost = lost::Lost::of(&tree, text);
            for finding in unexcused(&found, text, &company.schema).all() {
                if lost.leaves(finding, text) {
                    out.push(finding.clone());
                }
            }
        }
    }
    versions::check(&plans, company.calendar, out);
    plans
}

/// Holds versions of plans against each other, as [`plans`] does with those that it reads.
pub fn versions(plans: &[Plan], company: &Company, out: &mut Diagnostics) {
    versions::check(plans, company.calendar, out);
}

/// Stands for a company whose own file cannot be read, so that its plans and tests can be checked all the same: what depends
/// on that file is not missed in them.
#[must_use]
pub fn unread_company() -> Company {
    company::unread()
}

/// The findings in `text` without those that are excused.
fn unexcused(found: &Diagnostics, text: &str, schema: &Schema) -> Diagnostics {
    let mut rest = Diagnostics::default();
    found.all().iter().filter(|one| !is_excused(one, text, schema)).for_each(|one| rest.push(one.clone()));
    rest
}

/// Is an unknown name no wonder, because the file that may have it could not be read, or the lines of `attain.yaml` in which it
/// is written? These have a finding of their own.
fn is_excused(finding: &Diagnostic, text: &str, schema: &Schema) -> bool {
    let of_columns = [n::n001::EXPLANATION.code, n::n021::EXPLANATION.code];
    let of_attributes = [n::n002::EXPLANATION.code, n::n021::EXPLANATION.code, n::n025::EXPLANATION.code];
    let is_lost = || {
        let span = finding.labels.first().map(|label| label.span);
        let name = span.and_then(|span| text.get(span.start as usize..span.end as usize));
        // Marked may be `distinct customer`.
        let may_be = |word: &str| schema.untyped.contains(word) || schema.lost.may_have_measure(word);
        name.is_some_and(|name| name.split_whitespace().any(may_be))
    };
    match finding.code {
        code if code == n::n027::EXPLANATION.code => schema.units_partial,
        code if code == t::t029::EXPLANATION.code => schema.tables_unread,
        code => {
            let (columns, attributes) = (of_columns.contains(&code), of_attributes.contains(&code));
            columns && schema.transactions_partial
                || attributes && schema.attributes_partial
                || (columns || attributes) && is_lost()
        }
    }
}

/// Reads the tests of a company (`tests/*.yaml`). Names of components and measures that no plan has are reported, as far as
/// the names that plans have are `known`. What is wrong with one test stands with it; `out` is what is wrong with the files
/// around them.
pub fn examples(
    files: &[SourceId],
    sources: &Sources,
    company: &Company,
    known: &Known<'_>,
    out: &mut Diagnostics,
) -> Vec<Example> {
    let known = names::Names::new(known);
    let mut examples: Vec<Example> = Vec::new();
    let mut named = BTreeMap::new();
    for file in files {
        let Some(text) = sources.get(*file).map(|source| &source.text) else { continue };
        if let Some(tree) = crate::yaml::parse(*file, text, out) {
            let mut found = Diagnostics::default();
            let mut reader = reader::Reader::new(text, &mut found);
            let read = example::read(&mut reader, &tree.root, (company, &mut named), &known);
            out.append(unexcused(&found, text, &company.schema));
            let excused = |one: Example| Example { found: unexcused(&one.found, text, &company.schema), ..one };
            examples.extend(read.into_iter().map(excused));
        }
    }
    examples
}

/// Reads a file that lays out what a payroll system reads (`payroll/*.yaml`). Names of components that no plan has are reported, as
/// far as the names that plans have are `known`. There is none when the file has an error.
pub fn payroll(
    file: SourceId,
    sources: &Sources,
    company: &Company,
    known: &Known<'_>,
    out: &mut Diagnostics,
) -> Option<Mapping> {
    let text = &sources.get(file)?.text;
    let tree = crate::yaml::parse(file, text, out)?;
    let (names, mut found) = (names::Names::new(known), Diagnostics::default());
    let mapping = payroll::read(&mut reader::Reader::new(text, &mut found), &tree.root, company, &names);
    let lost = lost::Lost::of(&tree, text);
    found.all().iter().filter(|finding| lost.leaves(finding, text)).for_each(|finding| out.push(finding.clone()));
    mapping.filter(|_| !tree.partial)
}
