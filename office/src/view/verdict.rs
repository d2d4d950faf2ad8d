//! Passes and failures of examples, as people read them.

use attain_rules::both;
use attain_rules::diagnostic::Diagnostic;
use attain_rules::number::Number;
use attain_rules::source::Sources;
use attain_rules::text::{Language, Text};
use serde_json::{Value, json};

use super::{amount, finding, style};
use crate::verdict::{Got, Mismatch, Shown};

/// How one example went.
pub struct Report<'a> {
    /// Its name; none that could not be read.
    pub name: Option<&'a str>,
    /// Where it is written: `tests/ae.yaml:3`.
    pub place: String,
    /// What does not agree; nothing when it passed.
    pub mismatches: Vec<Mismatch>,
    /// Why it could not be run as it should, or failed with other codes than expected.
    pub trouble: Option<Text>,
    /// What the run told that it needs and that failed, so that it was not run.
    pub failures: Vec<Text>,
    /// What is wrong with the test itself, so that it was not run.
    pub findings: Vec<Diagnostic>,
}

impl Report<'_> {
    /// Did it pass?
    pub fn passed(&self) -> bool {
        self.mismatches.is_empty() && self.trouble.is_none() && self.findings.is_empty()
    }

    /// What to call it.
    pub(super) fn called(&self) -> Text {
        self.name.map_or_else(|| both!("(a test without a name)", "（没有名称的测试）"), Text::same)
    }
}

/// One example: a line when it passed, a few when not.
pub fn text(report: &Report<'_>, digits: u8, sources: &Sources, language: Language) -> String {
    let name = report.called();
    let name = name.in_language(language);
    let place = style::faint(&report.place);
    if report.passed() {
        let word = style::good(both!("PASS", "通过").in_language(language));
        return format!("{word} {name}\n");
    }
    let word = style::bad(both!("FAIL", "失败").in_language(language));
    let mut out = format!("{word} {name}   {place}\n");
    if let Some(trouble) = &report.trouble {
        out.push_str(&format!("     {}\n", trouble.in_language(language)));
    }
    for found in &report.findings {
        for line in finding::text(found, sources, language).lines() {
            out.push_str(&format!("     {line}\n"));
        }
    }
    let parts = report.mismatches.len() > 1;
    for (number, mismatch) in report.mismatches.iter().enumerate() {
        let sentence = sentence(mismatch, digits);
        // The others may follow from the first one.
        let sentence = match parts && number == 0 {
            true => both!("they part here: {sentence}", "分歧始于此：{sentence}"; sentence),
            false => sentence,
        };
        out.push_str(&format!("     {}   {}\n", sentence.in_language(language), style::faint(&places(mismatch))));
    }
    out
}

/// Where it is expected, where the figure is written, and where the plan says it: `tests/ae.yaml:9, plans/ae.yaml:14`.
fn places(mismatch: &Mismatch) -> String {
    let mut places: Vec<&str> = Vec::new();
    for place in [&mismatch.test_place, &mismatch.place, &mismatch.plan_place] {
        if !place.is_empty() && !places.contains(&place.as_str()) {
            places.push(place);
        }
    }
    places.join(", ")
}

fn sentence(mismatch: &Mismatch, digits: u8) -> Text {
    let (text, expected) = (&mismatch.text, shown(&mismatch.expected, digits));
    match &mismatch.got {
        Got::Nothing => both!(
            "{text}: expected {expected}, but there is no such figure",
            "{text}：预期 {expected}，但没有这个数值"; expected
        ),
        Got::None(why) => both!(
            "{text}: expected {expected}, but {why}",
            "{text}：预期 {expected}，但{why}"; expected, why
        ),
        Got::Several(several) | Got::OfPlans(several) => {
            let list = |language: Language| {
                let part = |(component, figure): &(String, Shown)| {
                    let figure = shown(figure, digits);
                    let part = both!("{figure} of {component}", "`{component}` 为 {figure}"; figure);
                    part.in_language(language).to_owned()
                };
                several.iter().map(part).collect::<Vec<_>>()
            };
            let list = Text { en: list(Language::English).join(", "), zh: list(Language::Chinese).join("、") };
            if matches!(mismatch.got, Got::OfPlans(_)) {
                return both!(
                    "{text}: expected {expected}, but several plans pay it ({list}); write the plan before the name, `PLAN/COMPONENT`",
                    "{text}：预期 {expected}，但由几个方案支付（{list}）；请在名称前写上方案，`方案/组成部分`"; expected, list
                );
            }
            both!(
                "{text}: expected {expected}, but components differ ({list}); write `{text} of COMPONENT`",
                "{text}：预期 {expected}，但各组成部分不同（{list}）；请写 `{text} of 组成部分`"; expected, list
            )
        }
        Got::Figure(got) => {
            let difference = difference(&mismatch.expected, got, digits);
            let got = shown(got, digits);
            both!(
                "{text}: expected {expected}, got {got}{difference}",
                "{text}：预期 {expected}，实得 {got}{difference}"; expected, got
            )
        }
    }
}

fn shown(figure: &Shown, digits: u8) -> Text {
    match figure {
        Shown::Money(number) => Text::same(amount::money(number, digits)),
        Shown::Number(number, places) => Text::same(plain(number, *places)),
        Shown::Percent(number) => Text::same(amount::percent(number)),
        Shown::YesNo(true) => both!("yes", "是"),
        Shown::YesNo(false) => both!("no", "否"),
        Shown::Text(text) => Text::same(text),
        Shown::Date(date) => Text::same(date.to_string()),
        Shown::Nothing => both!("nothing", "空值"),
    }
}

/// As many digits as were written, more where the figure has more.
fn plain(number: &Number, places: u8) -> String {
    let exact = amount::number(number);
    let fixed = amount::grouped(&number.to_fixed_text(places));
    if Number::parse(&number.to_fixed_text(places)).as_ref() == Ok(number) { fixed } else { exact }
}

/// ` (+8,000.00)`.
fn difference(expected: &Shown, got: &Shown, digits: u8) -> String {
    let number = |figure: &Shown| match figure {
        Shown::Money(number) | Shown::Number(number, _) | Shown::Percent(number) => Some(number.clone()),
        Shown::YesNo(_) | Shown::Text(_) | Shown::Date(_) | Shown::Nothing => None,
    };
    let Some((a, b)) = number(expected).zip(number(got)) else { return String::new() };
    let Ok(difference) = b.subtract(&a) else { return String::new() };
    let text = match expected {
        Shown::Number(_, places) => plain(&difference, *places),
        Shown::Percent(_) => amount::percent(&difference),
        _ => amount::money(&difference, digits),
    };
    let sign = if difference.is_negative() { "" } else { "+" };
    format!(" ({sign}{text})")
}

/// A mismatch for programs: figures as plain texts.
pub fn json(mismatch: &Mismatch, digits: u8) -> Value {
    let figure = |figure: &Shown| match figure {
        Shown::Money(number) => json!(number.to_fixed_text(digits)),
        Shown::Number(number, _) | Shown::Percent(number) => json!(number.to_exact_text()),
        Shown::YesNo(yes) => json!(yes.to_string()),
        Shown::Text(text) => json!(text),
        Shown::Date(date) => json!(date.to_string()),
        Shown::Nothing => json!(""),
    };
    let got = match &mismatch.got {
        Got::Figure(got) => figure(got),
        Got::Nothing | Got::None(_) => Value::Null,
        Got::Several(several) | Got::OfPlans(several) => {
            several.iter().map(|(component, got)| (component.clone(), figure(got))).collect()
        }
    };
    let why = match &mismatch.got {
        Got::None(why) => json!({ "en": why.en, "zh": why.zh }),
        _ => Value::Null,
    };
    json!({
        "figure": mismatch.text,
        "expected": figure(&mismatch.expected),
        "got": got,
        "why": why,
        "place": mismatch.place,
        "test_place": mismatch.test_place,
        "plan_place": mismatch.plan_place,
    })
}
