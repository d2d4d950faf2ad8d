//! Findings as text with marks under the very characters, and as JSON.

use attain_rules::both;
use attain_rules::diagnostic::{Diagnostic, Severity};
use attain_rules::render::{Style, render};
use attain_rules::source::Sources;
use attain_rules::text::{Language, Text};
use serde_json::{Value, json};

use super::amount;

/// Widest text where the terminal does not say how wide it is.
const WIDTH: usize = 100;

/// The finding as people read it.
pub fn text(finding: &Diagnostic, sources: &Sources, language: Language) -> String {
    render(finding, sources, language, Style { color: true, width: WIDTH })
}

/// How many findings of one severity, in words: `2 errors (104 rows)`, where some of them are told of several rows.
pub fn counted(findings: &[Diagnostic], severity: Severity) -> Text {
    let of = || findings.iter().filter(|finding| finding.severity == severity);
    let (count, rows): (usize, u64) = (of().count(), of().map(|finding| finding.rows).sum());
    let (en, zh) = match severity {
        Severity::Error => ("error", "错误"),
        Severity::Warning => ("warning", "警告"),
        Severity::Note => ("note", "提示"),
    };
    let en = amount::counted(count, en);
    if of().all(|finding| finding.rows < 2) {
        return both!("{en}", "{count} 个{zh}");
    }
    both!("{en} ({rows} rows)", "{count} 个{zh}（{rows} 行）")
}

/// That there are `more` findings than are listed.
pub fn more(more: u64) -> Text {
    both!("and {more} more of this kind", "另有 {more} 个")
}

/// Findings for programs, with how many there are: the document of `attain check`, and of every command that could not compute for
/// them. `more` failures are not listed; `tried` says which months were tried, if any were.
pub fn document(findings: &[Diagnostic], sources: &Sources, more: u64, tried: Option<Value>) -> Value {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note].map(count);
    let findings: Vec<_> = findings.iter().map(|found| json(found, sources)).collect();
    json!({
        "errors": errors, "warnings": warnings, "notes": notes, "findings": findings, "more": more, "tried": tried,
    })
}

/// The finding for programs, in both languages.
pub fn json(finding: &Diagnostic, sources: &Sources) -> Value {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let places = finding.labels.iter().map(|label| {
        let place = sources.place(label.span);
        json!({
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "text": sources.text(label.span),
            "label": { "en": label.text.en, "zh": label.text.zh },
        })
    });
    json!({
        "code": finding.code,
        "severity": severity,
        "message": { "en": finding.message.en, "zh": finding.message.zh },
        "help": finding.help.as_ref().map(|help| json!({ "en": help.en, "zh": help.zh })),
        "places": places.collect::<Vec<_>>(),
        "rows": finding.rows,
        "further": finding.further.as_ref().map(|further| json!({ "en": further.en, "zh": further.zh })),
    })
}
