//! Every finding about a company's file and its plans: a small file that gives it, with the very place marked by `‸`.

#![expect(clippy::expect_used, reason = "tests")]

mod broken_lines;
mod company;
mod due;
mod mangled;
mod many;
mod names;
mod pages;
mod payroll;
mod settings;
mod several;
mod structure;
mod warnings;

use std::collections::BTreeSet;

use attain_rules::diagnostic::{Diagnostic, Diagnostics};
use attain_rules::read::Known;
use attain_rules::render::{Style, render};
use attain_rules::source::{SourceId, Sources};
use attain_rules::text::Language;

/// A company without faults.
pub const COMPANY: &str = "\
company: { en: Kunlun, zh: 昆仑 }
currency: CNY
time_zone: Asia/Shanghai
languages: [zh, en]
calendar: { year_starts: 1 }
period: 2026-Q3
broken_rows: refuse
data:
  participants: people.csv
  assignments: seats.csv
  quotas: quotas.csv
  metrics: metrics.csv
  splits: splits.csv
  transactions:
    - source: crm
      file: deals.csv
      columns:
        id: Deal Id
        owner: Sales Agent
        booked_on: { column: Close Date, type: date, format: YYYY/M/D }
        helper_share: { column: Helper Share, type: percent, default: 0% }
      keep: stage == \"Won\"
      lookups:
        - { file: products.csv, by: product, key: product, columns: { series: series }, missing: empty }
";

/// A plan without faults.
pub const PLAN: &str = "\
plan: ae
title: { en: Account executive, zh: 客户经理 }
effective: 2026-01-01 .. 2026-12-31
currency: CNY
pays: monthly
rounding: half_up
measures:
  bookings:
    unit: money
    from: transactions
    where: type in [\"new\", \"renewal\"]
    to: { owner: rest, helper: helper_share }
    dated: booked_on
    quota: bookings
    without_quota: error
  csat: { unit: percent, from: metrics.csat }
components:
  - commission: sales
    pays_on: bookings
    rate_by: attainment(bookings)
    mode: marginal
    tiers:
      - { from: 0%, rate: 4% }
      - { from: 50%, rate: 6% }
    gate: csat >= 50%
    cap: 300000 per year
";

/// The first lines of the company's data files.
fn headers(path: &str) -> Option<Vec<String>> {
    let line = match path {
        "people.csv" => "id,name,grade",
        "seats.csv" => "participant,plan,from,to,role,team,salary",
        "quotas.csv" => "participant,quota,period,amount",
        "metrics.csv" => "participant,metric,period,value",
        "slips.csv" => "id,name,grade,lfet_on",
        "shouted.csv" => "ID,name,grade",
        "splits.csv" => "transaction,participant,share",
        "deals.csv" => "Deal Id,Sales Agent,Close Date,Helper Share,helper,amount,type,stage,product",
        "counts.csv" => "Deal Id,Sales Agent,Close Date,Helper Share,helper,pieces,type,stage,product",
        "more.csv" => "id,amount,product,booked_on",
        "products.csv" => "product,series,price",
        "semicolons.csv" => return Some(vec!["id;name;grade".to_owned()]),
        "bars.csv" => return Some(vec!["id|name|grade".to_owned()]),
        _ => return None,
    };
    Some(line.split(',').map(str::to_owned).collect())
}

/// `whole` with `from` replaced, which must be there once.
pub fn swap(whole: &str, from: &str, to: &str) -> String {
    assert_eq!(whole.matches(from).count(), 1, "{from:?} must be there once");
    whole.replacen(from, to, 1)
}

/// The company's file with a part replaced.
pub fn company(from: &str, to: &str) -> Vec<String> {
    vec![swap(COMPANY, from, to), PLAN.to_owned()]
}

/// The plan with a part replaced.
pub fn plan(from: &str, to: &str) -> Vec<String> {
    vec![COMPANY.to_owned(), swap(PLAN, from, to)]
}

/// Everything found in a company's file and plans; also the place of the mark.
pub fn check(files: &[String]) -> (Sources, Vec<Diagnostic>, Option<(SourceId, u32)>) {
    let mut sources = Sources::default();
    let mut mark = None;
    let mut ids = Vec::new();
    for (place, text) in files.iter().enumerate() {
        let text_alone = text.replacen('‸', "", 1);
        let folder = if text_alone.starts_with("payroll:") { "payroll" } else { "plans" };
        let name = if place == 0 { "attain.yaml".to_owned() } else { format!("{folder}/{place}.yaml") };
        let id = sources.add(name, text_alone);
        if let Some(at) = text.find('‸') {
            mark = Some((id, u32::try_from(at).expect("a small file")));
        }
        ids.push(id);
    }
    let mut out = Diagnostics::default();
    let (first, rest) = ids.split_first().expect("a company");
    let company = attain_rules::read::company(
        *first,
        &sources,
        &mut |head: &attain_rules::read::FileHead<'_>| headers(head.path),
        &mut out,
    );
    if let Some(company) = company {
        let is_mapping = |id: &&SourceId| sources.get(**id).is_some_and(|source| source.name.starts_with("payroll/"));
        let (mappings, rest): (Vec<&SourceId>, Vec<&SourceId>) = rest.iter().partition(is_mapping);
        let rest: Vec<SourceId> = rest.into_iter().copied().collect();
        let plans = attain_rules::read::plans(&rest, &sources, &company, &mut out);
        assert!(plans.len() <= rest.len());
        assert!(out.has_errors() || plans.len() == rest.len(), "a plan was left out in silence");
        for mapping in mappings {
            let known = Known::Plans(&plans);
            let read = attain_rules::read::payroll(*mapping, &sources, &company, &known, &mut out);
            assert_eq!(read.is_none(), out.has_errors(), "a mapping was left out in silence, or taken with an error");
        }
    }
    (sources, out.sorted(), mark)
}

/// Checks that `files` give a finding with this code exactly at the mark, said in both languages.
fn expect(code: &str, files: &[String]) -> Result<(), String> {
    let (sources, found, mark) = check(files);
    let mark = mark.ok_or_else(|| format!("{code}: no mark"))?;
    let pages = |language| -> String {
        found.iter().map(|one| render(one, &sources, language, Style::default())).collect::<Vec<_>>().join("\n")
    };
    let hit = found.iter().find(|one| {
        one.code == code && one.labels.first().is_some_and(|label| (label.span.source, label.span.start) == mark)
    });
    let Some(hit) = hit else {
        return Err(format!("{code} was not found at {mark:?}:\n{}", pages(Language::English)));
    };
    let texts = [Some(&hit.message), hit.help.as_ref()].into_iter().flatten().chain(hit.labels.iter().map(|l| &l.text));
    for text in texts {
        assert!(!text.en.is_empty() && !text.zh.is_empty(), "{code}: an empty text");
        let is_name = text.en.chars().filter(|c| !c.is_ascii()).count() * 2 > text.en.chars().count();
        assert!(text.en != text.zh || is_name, "{code}: one language only: {}", text.en);
        assert!(!text.zh.is_ascii(), "{code}: no Chinese: {}", text.zh);
    }
    assert!(hit.help.is_some(), "{code}: no word on how to mend it");
    assert_ne!(pages(Language::English), pages(Language::Chinese));
    Ok(())
}

/// All cases: code and files.
fn cases() -> Vec<(&'static str, Vec<String>)> {
    [
        structure::cases(),
        company::cases(),
        names::cases(),
        settings::cases(),
        due::cases(),
        payroll::cases(),
        warnings::cases(),
    ]
    .concat()
}

#[test]
fn files_without_faults_give_no_finding() {
    let (sources, found, _) = check(&[COMPANY.to_owned(), PLAN.to_owned()]);
    let pages: Vec<String> =
        found.iter().map(|one| render(one, &sources, Language::English, Style::default())).collect();
    assert!(pages.is_empty(), "{}", pages.join("\n"));
}

#[test]
fn every_finding_is_found_where_it_is() {
    let failures: Vec<String> = cases().iter().filter_map(|(code, files)| expect(code, files).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_code_has_a_case() {
    let mine = |code: &str| {
        let number: u32 = code.get(1..).and_then(|digits| digits.parse().ok()).unwrap_or(0);
        code.starts_with(['S', 'C', 'T'])
            || code.starts_with('N') && (20..40).contains(&number)
            || code.starts_with('W') && !matches!(number, 5 | 6 | 9 | 10 | 12 | 13 | 15 | 16)
    };
    let cases = cases();
    let tried: BTreeSet<&str> = cases.iter().map(|(code, _)| *code).filter(|code| mine(code)).collect();
    let documented: BTreeSet<&str> =
        attain_rules::diagnostics::all().map(|one| one.code).filter(|code| mine(code)).collect();
    assert_eq!(tried, documented);
}

#[test]
fn codes_are_unique_sorted_and_explained_in_both_languages() {
    let codes: Vec<&str> = attain_rules::diagnostics::all().map(|one| one.code).collect();
    assert!(codes.len() > 100);
    assert!(codes.windows(2).all(|pair| pair.first() < pair.last()), "{codes:?}");
    for one in attain_rules::diagnostics::all() {
        for [en, zh] in [one.title, one.what, one.mend] {
            assert!(!en.is_empty() && !zh.is_ascii(), "{}", one.code);
        }
    }
}
