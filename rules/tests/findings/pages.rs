//! Whole pages, as they are drawn.

use attain_rules::render::{Style, render};
use attain_rules::text::Language;

use super::{check, company, plan};

fn pages(files: &[String], language: Language) -> String {
    let (sources, found, _) = check(files);
    found
        .iter()
        .map(|one| render(one, &sources, language, Style { color: false, width: 80 }))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn an_unknown_key_in_english_and_chinese() {
    let files = plan("pays_on: bookings", "pays_of: bookings");
    insta::assert_snapshot!("unknown_key_en", pages(&files, Language::English));
    insta::assert_snapshot!("unknown_key_zh", pages(&files, Language::Chinese));
}

#[test]
fn a_formula_that_yaml_cuts() {
    let files = plan("{ from: 50%, rate: 6% }", "{ from: 50%, rate: if role == \"高级\" { 5% } else { 6% } }");
    insta::assert_snapshot!("formula_cut_en", pages(&files, Language::English));
    insta::assert_snapshot!("formula_cut_zh", pages(&files, Language::Chinese));
}

#[test]
fn two_places_in_one_file() {
    let files = company("    - source: crm\n", "    - { source: crm, file: more.csv }\n    - source: crm\n");
    insta::assert_snapshot!("two_places_en", pages(&files, Language::English));
}

#[test]
fn colours_are_never_the_only_sign() {
    let (sources, found, _) = check(&plan("mode: marginal", "mode: sliding"));
    let one = found.first().expect("a finding");
    let plain = render(one, &sources, Language::English, Style { color: false, width: 80 });
    let painted = render(one, &sources, Language::English, Style { color: true, width: 80 });
    let mut bare = String::new();
    let mut rest = painted.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        bare.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    bare.push_str(rest);
    assert_ne!(painted, plain);
    assert_eq!(bare, plain);
}
