//! Findings as text with marks under the very characters, and as JSON.

use attain_rules::both;
use attain_rules::diagnostic::{Diagnostic, Severity};
use attain_rules::render::{Style, render};
use attain_rules::source::Sources;
use attain_rules::text::{Language, Text};
use serde_json::{Value, json};

/// Widest text where the terminal does not say how wide it is.
const WIDTH: usize = 100;

/// The finding as people read it.
pub fn text(finding: &Diagnostic, sources: &Sources, language: Language) -> String {
    render(finding, sources, language, Style { color: true, width: WIDTH })
}

/// That there are `more` findings than are listed.
pub fn more(more: u64) -> Text {
    both!("and {more} more of this kind", "另有 {more} 个")
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
    })
}
