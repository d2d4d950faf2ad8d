//! `attain verify`: adds a trace up again, without plan or engine.

use std::path::PathBuf;

use attain_engine::trace::verify::{Discrepancy, Verified, verify};
use attain_rules::both;
use attain_rules::source::Sources;
use attain_rules::text::Text;
use clap::Args;
use serde_json::json;

use crate::arguments::FormatOption;
use crate::context::{Context, Exit, Screen};
use attain_office::failure::Failure;
use attain_office::view::{amount, finding, style};

/// Arguments of `attain verify`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// A file that `attain explain --format json` wrote
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    pub format: FormatOption,
}

/// Adds the file up and says what does not hold.
///
/// # Errors
/// [`Failure::Read`] when the file cannot be read.
pub fn run(arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    let path = context.path(&arguments.file);
    let bytes = std::fs::read(&path).map_err(|error| Failure::Read(path.clone(), error))?;
    // Bytes that are no text cannot be a trace; the reader says so.
    let text = String::from_utf8_lossy(&bytes);
    let result = verify(&text);
    if arguments.format.is_json() {
        write_json(&result, screen)?;
    } else {
        write_text(&result, context, screen)?;
    }
    Ok(if result.is_ok() { Exit::Fine } else { Exit::Found })
}

fn write_text(
    result: &Result<Verified, Vec<Discrepancy>>,
    context: &Context,
    screen: &mut Screen<'_>,
) -> Result<(), Failure> {
    let language = context.language();
    let found = match result {
        Ok(verified) => {
            if !context.quiet() {
                let count = |count: usize| amount::grouped(&count.to_string());
                let (lines, facts) = (count(verified.lines), count(verified.facts));
                let add = if verified.lines == 1 { "adds" } else { "add" };
                let en = format!("{} {add} up", amount::counted(verified.lines, "line"));
                let of = amount::counted(verified.facts, "fact");
                let word = style::good(both!("verified:", "核验通过：").in_language(language));
                let text = both!("{en} from {of}", "{lines} 个收入行由 {facts} 条事实逐一加总，全部相符");
                let withheld = match verified.withheld {
                    0 => Text::same(""),
                    count => {
                        let (en, is) = (amount::counted(count, "total"), if count == 1 { "is" } else { "are" });
                        both!(
                            ", of which {en} {is} of others, whose figures are withheld",
                            "；其中 {count} 条是其他人的合计，其各自的数字未列出"
                        )
                    }
                };
                let text = both!(" {text}{withheld}", "{text}{withheld}"; text, withheld);
                writeln!(screen.out, "{word}{}", text.in_language(language))?;
            }
            return Ok(());
        }
        Err(found) => found,
    };
    let mut line = None;
    for discrepancy in found {
        if discrepancy.line != line {
            line.clone_from(&discrepancy.line);
            if let Some(line) = &line {
                writeln!(screen.out, "{}", style::strong(line))?;
            }
        }
        write!(screen.out, "{}", finding::text(&discrepancy.diagnostic, &Sources::default(), language))?;
    }
    let count = found.len();
    let does = if count == 1 { "does" } else { "do" };
    let en = amount::counted(count, "thing");
    let text = both!("{en} {does} not hold", "有 {count} 处不符");
    writeln!(screen.out, "{}", text.in_language(language))?;
    Ok(())
}

fn write_json(result: &Result<Verified, Vec<Discrepancy>>, screen: &mut Screen<'_>) -> Result<(), Failure> {
    let value = match result {
        Ok(verified) => {
            json!({ "verified": true, "lines": verified.lines, "facts": verified.facts, "withheld": verified.withheld })
        }
        Err(found) => {
            let found = found.iter().map(|discrepancy| {
                let mut value = finding::json(&discrepancy.diagnostic, &Sources::default());
                if let Some(map) = value.as_object_mut() {
                    map.insert("line".to_owned(), json!(discrepancy.line));
                    map.insert("fact".to_owned(), json!(discrepancy.fact));
                }
                value
            });
            json!({ "verified": false, "discrepancies": found.collect::<Vec<_>>() })
        }
    };
    writeln!(screen.out, "{value:#}")?;
    Ok(())
}
