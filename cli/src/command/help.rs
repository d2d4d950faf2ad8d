//! `attain help`: explains a code, or a command.

use attain_rules::both;
use attain_rules::diagnostics::{self, Explanation};
use clap::Args;

use crate::arguments;
use crate::context::{Context, Exit, Screen};
use attain_office::failure::Failure;
use attain_office::view;

/// Arguments of `attain help`.
#[derive(Args, Debug, Default)]
pub struct Arguments {
    /// A code, a command, or `codes` for the list of all codes
    #[arg(value_name = "CODE")]
    what: Option<String>,
}

/// Explains what was asked for.
///
/// # Errors
/// [`Failure::NoHelp`] when there is no such code and no such command.
pub fn run(arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    let language = context.language();
    let mut command = arguments::clap(language);
    let Some(what) = arguments.what.as_deref() else {
        write!(screen.out, "{}", command.render_help())?;
        return Ok(Exit::Fine);
    };
    command.build();
    if let Some(sub) = command.find_subcommand_mut(what) {
        write!(screen.out, "{}", sub.render_help())?;
    } else if what == "codes" {
        for explanation in diagnostics::all() {
            writeln!(screen.out, "{}  {}", explanation.code, explanation.title().in_language(language))?;
        }
    } else if let Some(explanation) = diagnostics::explanation(what) {
        explain(explanation, context, screen)?;
    } else {
        return Err(Failure::NoHelp(what.to_owned()));
    }
    Ok(Exit::Fine)
}

fn explain(explanation: &Explanation, context: &Context, screen: &mut Screen<'_>) -> Result<(), Failure> {
    let language = context.language();
    let pick = |[en, zh]: [&'static str; 2]| match language {
        attain_rules::text::Language::English => en,
        attain_rules::text::Language::Chinese => zh,
    };
    let heading = |text: &attain_rules::text::Text| view::style::strong(text.in_language(language));
    let title = format!("{}  {}", explanation.code, pick(explanation.title));
    writeln!(screen.out, "{}\n\n{}", view::style::strong(&title), pick(explanation.what))?;
    if !explanation.example.is_empty() {
        writeln!(screen.out, "\n{}", heading(&both!("For example", "例如")))?;
        for line in explanation.example.trim_end().lines() {
            writeln!(screen.out, "    {line}")?;
        }
    }
    writeln!(screen.out, "\n{}\n{}", heading(&both!("How to mend it", "如何改正")), pick(explanation.mend))?;
    Ok(())
}
