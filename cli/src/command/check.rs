//! `attain check`: finds everything that is wrong before any money is computed.

use attain_intake::tried::Tried;
use attain_rules::both;
use attain_rules::diagnostic::{Diagnostic, Severity};
use attain_rules::period::{Month, PeriodLength};
use attain_rules::text::Text;
use clap::Args;
use serde_json::json;

use crate::arguments::FormatOption;
use crate::context::{Context, Exit, Screen};
use crate::opening;
use attain_office::company::Opened;
use attain_office::failure::Failure;
use attain_office::view::amount::counted;
use attain_office::view::{finding, style};

/// Arguments of `attain check`.
#[derive(Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    pub format: FormatOption,
}

/// Checks the company's files, plans, data and tests.
///
/// # Errors
/// [`Failure`] when there is no company's folder.
pub fn run(arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    let opened = opening::checked(context)?;
    let findings = opened.findings();
    if arguments.format.is_json() {
        let tried = opened.tried().map(|tried| {
            json!({ "from": label(&opened, tried.first), "to": label(&opened, tried.last), "cut": tried.is_cut })
        });
        let document = finding::document(findings, opened.sources(), opened.more(), tried);
        writeln!(screen.out, "{document:#}")?;
    } else {
        let language = context.language();
        for found in findings.iter().filter(|found| !context.quiet() || found.severity == Severity::Error) {
            writeln!(screen.out, "{}", finding::text(found, opened.sources(), language))?;
        }
        if opened.more() > 0 {
            writeln!(screen.out, "{}", finding::more(opened.more()).in_language(language))?;
        }
        if !context.quiet() {
            writeln!(screen.out, "{}", summary(&opened, findings).in_language(language))?;
            if let Some(tried) = opened.tried() {
                writeln!(screen.out, "{}", stretch(&opened, tried).in_language(language))?;
            }
        }
    }
    let is_error = |finding: &Diagnostic| finding.severity == Severity::Error;
    Ok(if findings.iter().any(is_error) { Exit::Found } else { Exit::Fine })
}

fn label(opened: &Opened, month: Month) -> String {
    let calendar = opened.company().calendar;
    calendar.label(calendar.period_of(month, PeriodLength::Month))
}

/// One line on the periods that were tried.
fn stretch(opened: &Opened, tried: Tried) -> Text {
    let [first, last] = [tried.first, tried.last].map(|month| label(opened, month));
    let (en, zh) = match first == last {
        true => (format!("tried: {first}"), format!("已试算：{first}")),
        false => (format!("tried: {first} to {last}"), format!("已试算：{first} 至 {last}")),
    };
    match tried.is_cut {
        true => both!("{en}; periods before were not", "{zh}；此前的期间没有试算"),
        false => Text { en, zh },
    }
}

/// One line on what was checked and what was found.
fn summary(opened: &Opened, findings: &[Diagnostic]) -> Text {
    let (plans, tests) = (opened.plans().len(), opened.examples().len());
    let en = format!("{}, {}", counted(plans, "plan"), counted(tests, "test"));
    let what = both!("{en}", "{plans} 个方案，{tests} 个测试");
    if findings.is_empty() {
        let good = Text { en: style::good("no problems"), zh: style::good("没有问题") };
        return both!("{good} in {what}", "{what}：{good}"; good, what);
    }
    let [errors, warnings, notes] =
        [Severity::Error, Severity::Warning, Severity::Note].map(|severity| finding::counted(findings, severity));
    let found = both!("{errors}, {warnings}, {notes}", "{errors}，{warnings}，{notes}"; errors, warnings, notes);
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        // Plans that cannot be read would not be counted.
        return found;
    }
    both!("{found} in {what}", "{what}：{found}"; found, what)
}
