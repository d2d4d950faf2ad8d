//! Several faults of structure in one file are told at once, and nothing that only follows from them.

use attain_rules::diagnostic::Diagnostics;
use attain_rules::read::{self, Known};
use attain_rules::source::{SourceId, Sources};

use super::{COMPANY, PLAN, check, headers, swap};

/// Code, line and marked text of everything found in file number `place`.
fn told(files: &[String], place: u32) -> Vec<(&'static str, usize, String)> {
    let (sources, found, _) = check(files);
    let text = &sources.get(SourceId(place)).expect("the file").text;
    let spans = found.iter().filter_map(|one| Some((one.code, one.labels.first()?.span)));
    let here = spans.filter(|(_, span)| span.source == SourceId(place));
    let mut told: Vec<_> = here
        .map(|(code, span)| (code, line_of(text, span.start), text[span.start as usize..span.end as usize].to_owned()))
        .collect();
    told.sort_by_key(|(_, line, _)| *line);
    told
}

/// The plan with parts replaced, and what is told of it.
fn in_plan(changes: &[(&str, &str)]) -> Vec<(&'static str, usize, String)> {
    let plan = changes.iter().fold(PLAN.to_owned(), |plan, (from, to)| swap(&plan, from, to));
    told(&[COMPANY.to_owned(), plan], 1)
}

fn is(code: &'static str, line: usize, marked: &str) -> (&'static str, usize, String) {
    (code, line, marked.to_owned())
}

#[test]
fn faults_of_several_entries_are_told_at_once() {
    let found = in_plan(&[
        ("title: { en: Account executive, zh: 客户经理 }", "title: 客户经理: 甲"),
        ("    dated: booked_on", "\tdated: booked_on"),
        ("      - { from: 0%, rate: 4% }", "      - { from: 0% rate: 4% }"),
        ("      - { from: 50%, rate: 6% }", "      - { from: 50%, rate: 6% } 满"),
    ]);
    let codes: Vec<_> = found.iter().map(|(code, line, _)| (*code, *line)).collect();
    assert_eq!(codes, [("S008", 2), ("S002", 13), ("S023", 23), ("S003", 24)]);
    assert_eq!(found.get(1).map(|(.., marked)| marked.as_str()), Some("\t"));
}

#[test]
fn other_findings_of_the_rest_are_told_beside() {
    // The measure `csat` that the gate names, and the tiers that the mode needs, are in the parts that were not read.
    let found = in_plan(&[
        ("pays: monthly", "pays: monthy"),
        ("  csat: { unit: percent, from: metrics.csat }", "  csat { unit: percent, from: metrics.csat }"),
        ("components:\n", "components:\n  - bonus: 奖金\n    amount: 1 == 1\n    every: weekly\n"),
    ]);
    let codes: Vec<_> = found.iter().map(|(code, line, _)| (*code, *line)).collect();
    assert_eq!(codes, [("T003", 5), ("S008", 16), ("F014", 19), ("T003", 20)], "{found:?}");
}

#[test]
fn what_may_stand_in_a_part_that_was_not_read_is_not_missed() {
    for (from, to, code, line, marked) in [
        ("measures:\n", "measures\n", "S022", 7, "measures"),
        (
            "  csat: { unit: percent, from: metrics.csat }",
            "  csat { unit: percent, from: metrics.csat }",
            "S008",
            16,
            ":",
        ),
        ("  csat: {", "\tcsat: {", "S002", 16, "\t"),
        ("  csat: {", "   csat: {", "S003", 16, "csat: { unit: percent, from: metrics.csat }"),
        ("components:\n", "  <<: *more\ncomponents:\n", "S013", 17, "<<"),
    ] {
        let gate = if to.contains("<<") { ("gate: csat", "gate: nps") } else { ("gate: csat", "gate: csat") };
        let told: Vec<_> = in_plan(&[gate, (from, to)]).into_iter().filter(|(found, ..)| *found != "S011").collect();
        assert_eq!(told.first(), Some(&is(code, line, marked)), "{to:?}");
        assert_eq!(told.len(), 1, "{to:?}: {told:?}");
    }
}

#[test]
fn a_lost_part_hides_no_name_that_is_not_written_there() {
    let gate = ("    gate: csat >= 50%", "    gate: cast >= 50%");
    let missed = is("N002", 25, "cast");
    assert_eq!(in_plan(&[gate]), std::slice::from_ref(&missed));
    for (from, to, code, line, marked) in [
        ("plan: ae\n", "plan ae\n", "S022", 1, "plan ae"),
        ("plan: ae\n", "plan ae # sales\n", "S022", 1, "plan ae # sales"),
        ("title: { en: Account executive, zh", "title: { en: Account executive zh", "S023", 2, "zh"),
        ("title: { en: Account executive, zh: 客户经理 }", "title: \"AE\" too", "S007", 2, "too"),
        ("title: { en: Account executive, zh: 客户经理 }", "title: @ae", "S016", 2, "@"),
        ("effective: ", "effective: : ", "S008", 3, ":"),
        ("pays: monthly\n", "pays monthly\n", "S022", 5, "pays monthly"),
        ("pays: monthly\n", "pays: !!str\n", "S012", 5, "!!str"),
        ("title: { en: Account executive,", "title: { en：Account executive,", "S009", 2, "："),
        ("title: { en: Account executive, zh: 客户经理 }", "title: { [en]: Account executive }", "S019", 2, "[en]"),
        ("rounding: half_up", "rounding: *up", "S011", 6, "*up"),
        ("measures:\n", "measures\n", "S022", 7, "measures"),
        ("  bookings:\n", "  bookings\n", "S022", 8, "bookings"),
        ("    unit: money\n", "\tunit: money\n", "S002", 9, "\t"),
        ("    dated: booked_on", "   dated: booked_on", "S003", 13, "dated: booked_on"),
    ] {
        assert_eq!(in_plan(&[gate, (from, to)]), [is(code, line, marked), missed.clone()], "{to:?}");
    }
}

/// What is unusual in a formula by itself is told beside a fault of structure; what may have its reason in the lost part is not.
#[test]
fn a_lost_part_hides_no_warning_of_a_formula() {
    let found = in_plan(&[
        ("    gate: csat >= 50%", "    gate: 2 >= 1"),
        ("rate: 4%", "rate: 4"),
        ("    cap: 300000 per year\n", ""),
        ("pays: monthly\n", "pays monthly\n"),
    ]);
    assert_eq!(found, [is("S022", 5, "pays monthly"), is("W007", 23, "4"), is("W004", 25, "2 >= 1")]);
}

/// What is wrong with the structure of one component hides nothing about names in the one above it and the one below it.
#[test]
fn a_broken_component_hides_no_name_of_others() {
    let above = "components:\n  - bonus: above\n    amount: money(cast)\n";
    let below = "    cap: 300000 per year\n  - bonus: below\n    amount: money(cast) + earned(above)\n";
    let others = [("components:\n", above), ("    cap: 300000 per year\n", below)];
    for (from, to, code) in [
        ("    mode: marginal", "    mode: : marginal", "S008"),
        ("    mode: marginal", "    mode marginal", "S022"),
        ("    mode: marginal", "    mode: \"marginal\" always", "S007"),
        ("    mode: marginal", "    mode: `marginal`", "S016"),
        ("    mode: marginal", "\tmode: marginal", "S002"),
        ("    mode: marginal", "   mode: marginal", "S003"),
        ("    gate: csat >= 50%", "    gate: *cast", "S011"),
        ("    gate: csat >= 50%", "    gate: !cast", "S012"),
        ("    gate: csat >= 50%", "    gate cast >= 50%", "S022"),
        ("    gate: csat >= 50%", "    gate：cast >= 50%", "S009"),
        ("      - { from: 0%, rate: 4% }", "      - { from: 0% rate: 4% }", "S023"),
        ("      - { from: 0%, rate: 4% }", "      - { from：0%, rate: 4% }", "S009"),
        ("  - commission: sales", "  - commission sales", "S022"),
    ] {
        let found = in_plan(&[others[0], others[1], (from, to)]);
        let codes: Vec<_> = found.iter().map(|(code, ..)| *code).collect();
        assert_eq!(codes, ["N002", code, "N002"], "{to:?}: {found:?}");
    }
    // What a component is called that was not read is not missed either, while others are.
    let broken = ("  - commission: sales", "  - commission sales");
    let earned = |name: &str| format!("    cap: 300000 per year\n  - bonus: below\n    amount: earned({name})\n");
    for (name, codes) in [("sales", vec!["S022"]), ("sale", vec!["S022", "N004"])] {
        let found = in_plan(&[broken, ("    cap: 300000 per year\n", &earned(name))]);
        assert_eq!(found.iter().map(|(code, ..)| *code).collect::<Vec<_>>(), codes, "{found:?}");
    }
}

#[test]
fn behind_an_open_quote_bracket_or_block_nothing_is_guessed() {
    let later = ("    gate: csat >= 50%", "    gate csat >= 50%");
    for (from, to, code) in [
        ("currency: CNY", "currency: \"CNY", "S004"),
        ("currency: CNY", "currency: 'CNY", "S004"),
        ("zh: 客户经理 }", "zh: 客户经理", "S005"),
        ("      - { from: 0%, rate: 4% }", "      - { from: 0%, rate: 4%", "S005"),
        ("    dated: booked_on", "    dated: |\n booked_on", "S003"),
    ] {
        let codes: Vec<_> = in_plan(&[(from, to), later]).into_iter().map(|(code, ..)| code).collect();
        assert_eq!(codes, [code], "{to:?}");
    }
}

#[test]
fn plans_are_checked_although_a_part_of_the_company_was_not_read() {
    let plan = swap(PLAN, "pays: monthly", "pays: monthy");
    for (from, to, code) in [
        ("currency: CNY", "currency CNY", "S022"),
        ("  quotas: quotas.csv", "\tquotas: quotas.csv", "S002"),
        ("broken_rows: refuse", "broken_rows: : refuse", "S008"),
        ("      file: deals.csv", "     file: deals.csv", "S003"),
    ] {
        let files = [swap(COMPANY, from, to), plan.clone()];
        let codes = |place| told(&files, place).into_iter().map(|(code, ..)| code).collect::<Vec<_>>();
        assert_eq!((codes(0), codes(1)), (vec![code], vec!["T003"]), "{to:?}");
    }
}

/// What is wrong with the structure of the company's file hides no misspelt column in the rest of it that is not written in the
/// lines left out.
#[test]
fn a_lost_part_of_the_company_hides_no_column() {
    let keep = ("keep: stage ==", "keep: stge ==");
    let by = ("by: product", "by: prodct");
    let lost = |from: &str, to: &str| {
        let text = [keep, by, (from, to)].iter().fold(COMPANY.to_owned(), |text, (from, to)| swap(&text, from, to));
        told(&[text, PLAN.to_owned()], 0).into_iter().map(|(code, _, marked)| (code, marked)).collect::<Vec<_>>()
    };
    let (no_key, keep, by) = (("S022", "currency CNY"), ("N001", "stge"), ("N021", "prodct"));
    let owned =
        |all: &[(&'static str, &str)]| all.iter().map(|(code, text)| (*code, (*text).to_owned())).collect::<Vec<_>>();
    assert_eq!(lost("currency: CNY", "currency CNY"), owned(&[no_key, keep, by]));
    assert_eq!(lost("currency: CNY", "currency CNY # stge"), owned(&[("S022", "currency CNY # stge"), by]));
    assert_eq!(lost("currency: CNY", "<<: *more"), owned(&[("S013", "<<")]));
}

/// What is wrong with the structure of one table hides nothing of the others, nor names of columns in plans that are not written in
/// the lines left out; and nothing is said to be missing that may stand there.
#[test]
fn a_broken_table_hides_nothing_of_the_others() {
    let slips = [
        ("  quotas: quotas.csv", "  quotas: { file: quotas.csv, columns: { amount: Amuont } }"),
        (
            "    - source: crm",
            "    - source: erp\n      file: more.csv\n      columns: { booked_on: { column: booked_on, type: date } }\n      keep: amuont > 0\n    - source: crm",
        ),
    ];
    let company = slips.iter().fold(COMPANY.to_owned(), |company, (from, to)| swap(&company, from, to));
    let plan = swap(PLAN, "type in [", "tpye in [");
    let plan = swap(&plan, "    gate: csat >= 50%", "    gate: cast >= 50%");
    let codes = |from: &str, to: &str| {
        let files = [swap(&company, from, to), plan.clone()];
        let all = |place| told(&files, place).into_iter().map(|(code, _, marked)| (code, marked)).collect::<Vec<_>>();
        let of_plan = all(1);
        assert_eq!(of_plan, [("N001", "tpye".to_owned()), ("N002", "cast".to_owned())], "{to:?}");
        all(0)
    };
    let owned =
        |all: &[(&'static str, &str)]| all.iter().map(|(code, text)| (*code, (*text).to_owned())).collect::<Vec<_>>();
    let others = [("C008", "amount"), ("N001", "amuont")];
    assert_eq!(codes("period: 2026-Q3\n", "period: 2026-Q3\n"), owned(&others));
    for (from, to, code, marked) in [
        ("  metrics: metrics.csv", "  metrics metrics.csv", "S022", "metrics metrics.csv"),
        ("  metrics: metrics.csv", "  metrics: metrics.csv: 指标", "S008", ":"),
        ("  splits: splits.csv", "  splits: \"splits.csv\" 分成", "S007", "分成"),
        ("  splits: splits.csv", "  splits：splits.csv", "S009", "："),
        ("  splits: splits.csv", "  splits: { file: splits.csv delimiter: \",\" }", "S023", "delimiter"),
        ("        id: Deal Id", "        id Deal Id", "S022", "id Deal Id"),
        ("        id: Deal Id", "        id: *deal", "S011", "*deal"),
        ("        id: Deal Id", "        id：Deal Id", "S009", "："),
        ("type: percent, default: 0%", "type: percent default: 0%", "S023", "default"),
        ("      keep: stage", "      keep: : stage", "S008", ":"),
        ("        - { file: products.csv,", "        - { file: products.csv", "S023", "by"),
    ] {
        let mut all = codes(from, to);
        assert!(all.contains(&(code, marked.to_owned())), "{to:?}: {all:?}");
        all.retain(|(found, _)| *found != code);
        assert_eq!(all, owned(&others), "{to:?}");
    }
}

#[test]
fn anchors_aliases_and_tags_hide_nothing() {
    let typing = ("    gate: csat >= 50%", "    gate: cast >= 50%");
    let missed = is("N002", 25, "cast");
    for (from, to, mut told, whole) in [
        ("pays: monthly", "pays: &p monthly", vec![is("S011", 5, "&p")], true),
        ("  csat: {", "  csat: &p {", vec![is("S011", 16, "&p")], true),
        ("pays: monthly", "pays: !!str monthly", vec![is("S012", 5, "!!str")], true),
        ("pays: monthly", "pays: !!str", vec![is("S012", 5, "!!str")], true),
        ("rate: 4%", "rate: *p", vec![is("S011", 23, "*p")], true),
        ("  csat: { unit: percent, from: metrics.csat }", "  csat: *p", vec![is("S011", 16, "*p")], true),
        ("currency: CNY", "<<: *p", vec![is("S013", 4, "<<")], false),
    ] {
        if whole {
            told.push(missed.clone());
        }
        assert_eq!(in_plan(&[typing, (from, to)]), told, "{to:?}");
    }
    let codes = in_plan(&[("rate: 4%", "rate: *p"), ("cap: 300000 per year", "cap: -300000 per yaer")]);
    let codes: Vec<_> = codes.iter().map(|(code, line, _)| (*code, *line)).collect();
    assert_eq!(codes, [("S011", 23), ("T051", 26), ("T003", 26)]);
}

#[test]
fn plans_and_tests_are_checked_although_the_company_cannot_be_read() {
    for company in ["", "company: \"Kunlun\n", "[a, b]\n", "company: { en: Kunlun\n"] {
        let plan = swap(PLAN, "pays: monthly", "pays: monthy");
        let plan = swap(&plan, "    cap: 300000 per year\n", "    cap: 300000 per year\n    group: branch\n");
        let mut sources = Sources::default();
        let ids = [company, plan.as_str()].map(|text| sources.add("x.yaml", text));
        let mut out = Diagnostics::default();
        assert!(read::company(ids[0], &sources, &mut |_| None, &mut out).is_none(), "{company:?}");
        let before = out.clone().sorted().len();
        read::plans(&ids[1..], &sources, &read::unread_company(), &mut out);
        let codes: Vec<_> = out.sorted().iter().map(|found| found.code).skip(before).collect();
        assert_eq!(codes, ["T003"], "{company:?}");
    }
}

/// A comment behind the first line ends what YAML takes for the text of the whole file.
#[test]
fn a_first_line_without_a_colon_is_told_there() {
    let is_told = |change: (&str, &str), line: usize, marked: &str| {
        let gate = ("    gate: csat >= 50%", "    gate: cast >= 50%");
        let found = in_plan(&[gate, change]);
        let added = change.1.matches('\n').count() - 1;
        assert_eq!(found, [is("S022", line, marked), is("N002", 25 + added, "cast")], "{change:?}");
    };
    is_told(("plan: ae\n", "plan ae\n# 客户经理\n"), 1, "plan ae");
    is_told(("plan: ae\n", "# 客户经理\n\nplan\n  # of sales\n"), 3, "plan");
    let mut sources = Sources::default();
    let test = sources.add("tests/x.yaml", "tests\n  # 用例\n  - test: one\n    period: 2026-Q1\n");
    let mut out = Diagnostics::default();
    read::examples(&[test], &sources, &read::unread_company(), &Known::Nothing, &mut out);
    let found = out.sorted();
    let marked: Vec<_> = found.iter().map(|one| (one.code, sources.text(one.labels[0].span))).collect();
    assert_eq!(marked, [("S022", "tests")]);
}

/// What is wrong with a part of a test hides nothing in its others.
#[test]
fn a_broken_part_of_a_test_hides_no_name_in_the_others() {
    let test = "tests:\n  - test: 退款\n    participant: E1\n    period: 2026-Q3\n    given:\n      transactions:\n        \
                - { id: A1, booked_on: 2026-02-10, amount: 5 }\n      quotas:\n        - { participant: E1, quota: bookings, \
                period: 2026-Q1, amnt: 5, amount: 5 }\n    expect:\n      lines: { no_component: 1 }\n      payable: 5\n";
    let told = |from: &str, to: &str| {
        let mut sources = Sources::default();
        let ids = [COMPANY, PLAN, &swap(test, from, to)].map(|text| sources.add("x.yaml", text));
        let mut out = Diagnostics::default();
        let company = read::company(ids[0], &sources, &mut |head| headers(head.path), &mut out).expect("a company");
        let plans = read::plans(&ids[1..2], &sources, &company, &mut out);
        let examples = read::examples(&ids[2..], &sources, &company, &Known::Plans(&plans), &mut out);
        examples.iter().for_each(|example| out.append(example.found.clone()));
        let is_run = examples.len() == 1;
        let found = out.sorted().into_iter().filter(|one| one.labels[0].span.source == ids[2]);
        (is_run, found.map(|one| (one.code, sources.text(one.labels[0].span).to_owned())).collect::<Vec<_>>())
    };
    let names = [("N021", "amnt".to_owned()), ("N042", "no_component".to_owned())];
    assert_eq!(told("payable: 5", "payable: 5"), (true, names.to_vec()));
    for (from, to, code, marked) in [
        ("id: A1, booked_on", "id: A1 booked_on", "S023", "booked_on"),
        ("      transactions:", "      transactions", "S022", "transactions"),
        ("    period: 2026-Q3", "    period 2026-Q3", "S022", "period 2026-Q3"),
        ("    participant: E1\n", "    participant：E1\n", "S009", "："),
        ("      payable: 5", "      payable: 5: 6", "S008", ":"),
    ] {
        let (is_run, found) = told(from, to);
        let mut all = names.to_vec();
        all.push((code, marked.to_owned()));
        all.sort();
        let mut sorted = found.clone();
        sorted.sort();
        assert_eq!((is_run, sorted), (false, all), "{to:?}");
    }
}

#[test]
fn an_indented_beginning_is_told_once() {
    let found = told(&[format!("  {COMPANY}"), PLAN.to_owned()], 0);
    assert_eq!(found, [is("S003", 1, "company: { en: Kunlun, zh: 昆仑 }")]);
}

/// Number of the line of a byte, counted from one.
pub(super) fn line_of(text: &str, at: u32) -> usize {
    text[..at as usize].matches('\n').count() + 1
}

/// How many people a group has differs from group to group, also where nothing of them is looked at.
#[test]
fn a_condition_that_counts_heads_is_not_told_as_constant() {
    assert!(in_plan(&[("gate: csat >= 50%", "gate: 2 >= 2")]).iter().any(|(code, ..)| *code == "W004"));
    assert!(
        !in_plan(&[("gate: csat >= 50%", "group: plan\n    gate: group(1) >= 2")])
            .iter()
            .any(|(code, ..)| *code == "W004")
    );
}
