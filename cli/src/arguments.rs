//! The command line, in English and Chinese.

use std::io::Write as _;
use std::path::PathBuf;

use attain_rules::text::Language;
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};

use crate::command::{
    check, close, curve, demo, diff, explain, freeze, help, payroll, run, standings, test, verify, what_if,
};

mod chinese;
mod mistake;
pub mod statement;

use statement::StatementOptions;

/// Computes incentive pay from plans that read like a letter, and explains every number.
#[derive(Debug, Parser)]
#[command(name = "attain", version, disable_help_subcommand = true)]
#[command(
    after_help = "Exit codes: 0 all is well, 1 something was found, 2 could not run.\nFirst steps: attain demo && cd demo && attain run"
)]
pub struct Arguments {
    /// What to do; without it, the help.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
}

/// Where the options of every command stand in the help: behind those of the command itself.
const BEHIND: usize = 100;

/// Options of every command.
#[derive(Args, Debug)]
pub struct Global {
    /// Folder of the company (the one with attain.yaml)
    #[arg(
        short = 'C',
        value_name = "DIR",
        global = true,
        default_value = ".",
        hide_default_value = true,
        display_order = BEHIND
    )]
    pub directory: PathBuf,
    /// Language: en or zh-CN (default: ATTAIN_LANG, then the company's first language)
    #[arg(long = "lang", value_name = "LANGUAGE", global = true, value_parser = language, display_order = BEHIND + 1)]
    pub language: Option<Language>,
    /// Print the result alone
    #[arg(short, long, global = true, display_order = BEHIND + 2)]
    pub quiet: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write an example company to try things on
    Demo(demo::Arguments),
    /// Find everything that is wrong before any money is computed
    Check(check::Arguments),
    /// Compute what everybody gets, and what was left over
    Run(run::Arguments),
    /// Show one participant's statement, each number with its why
    Explain(explain::Arguments),
    /// Show the statement as it would be with other deals, metrics or quotas
    WhatIf(what_if::Arguments),
    /// Show who stands where in a contest, on any day
    Standings(standings::Arguments),
    /// Write down the rules of contests, so that nobody changes them unseen
    Freeze(freeze::Arguments),
    /// Run the examples in tests/
    Test(test::Arguments),
    /// Add a trace up again, without plan or engine
    Verify(verify::Arguments),
    /// Compare two results line by line, or what a changed plan would have paid
    Diff(diff::Arguments),
    /// Seal what a period pays, so that nothing changes it afterwards
    Close(close::Arguments),
    /// Make the files from which a closed period is paid
    Payroll(payroll::Arguments),
    /// Draw a component's payout curve as SVG, with a table beside it
    Curve(curve::Arguments),
    /// Serve the company over HTTP, from a database, with an audit log
    #[cfg(feature = "serve")]
    Serve(crate::command::serve::Arguments),
    /// See whether the audit log of the service is whole
    #[cfg(feature = "serve")]
    Audit(crate::command::audit::Arguments),
    /// Explain a code such as N002, or a command
    Help(help::Arguments),
}

impl Command {
    /// Was JSON asked for?
    pub fn is_json(&self) -> bool {
        match self {
            Self::Check(check::Arguments { format, .. })
            | Self::Run(run::Arguments { format, .. })
            | Self::Explain(explain::Arguments { statement: StatementOptions { format, .. }, .. })
            | Self::WhatIf(what_if::Arguments { statement: StatementOptions { format, .. }, .. })
            | Self::Standings(standings::Arguments { format, .. })
            | Self::Test(test::Arguments { format, .. })
            | Self::Verify(verify::Arguments { format, .. })
            | Self::Diff(diff::Arguments { format, .. })
            | Self::Close(close::Arguments { format, .. })
            | Self::Payroll(payroll::Arguments { format, .. })
            | Self::Curve(curve::Arguments { format, .. }) => format.is_json(),
            Self::Demo(_) | Self::Freeze(_) | Self::Help(_) => false,
            #[cfg(feature = "serve")]
            Self::Serve(_) => false,
            #[cfg(feature = "serve")]
            Self::Audit(crate::command::audit::Arguments { action: crate::command::audit::Action::Verify(verify) }) => {
                verify.format.is_json()
            }
        }
    }
}

impl Default for Command {
    fn default() -> Self {
        Self::Help(help::Arguments::default())
    }
}

/// Text for people, or JSON for programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs; the form is stable.
    Json,
}

/// The option `--format`.
#[derive(Args, Debug)]
pub struct FormatOption {
    /// Text for people, or JSON for programs
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

impl FormatOption {
    /// Was JSON asked for?
    pub fn is_json(&self) -> bool {
        self.format == Format::Json
    }
}

fn language(word: &str) -> Result<Language, String> {
    // What to write instead is said in both languages: see [`mistake::of_language`].
    Language::parse(word).ok_or_else(String::new)
}

/// The language of the environment, when `ATTAIN_LANG` names one.
fn environment() -> Option<Language> {
    std::env::var("ATTAIN_LANG").ok().and_then(|word| Language::parse(&word))
}

/// The whole command, with its help in `language`.
pub fn clap(language: Language) -> clap::Command {
    let command = Arguments::command();
    match language {
        Language::English => command,
        Language::Chinese => chinese::translate(command),
    }
}

/// Reads the process's command line; help, version and mistakes end the process here, with the exit codes 0 and 2.
pub fn read() -> Arguments {
    // Help and mistakes are told before the options are understood, so their language is looked for by hand.
    let words: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    let named = words.iter().enumerate().find_map(|(at, word)| match word.strip_prefix("--lang") {
        Some("") => words.get(at.saturating_add(1)).and_then(|next| Language::parse(next)),
        Some(rest) => rest.strip_prefix('=').and_then(Language::parse),
        None => None,
    });
    let language = named.or_else(environment).unwrap_or_default();
    let read = clap(language).try_get_matches().and_then(|matches| Arguments::from_arg_matches(&matches));
    match read {
        Ok(mut arguments) => {
            arguments.global.language = arguments.global.language.or_else(environment);
            arguments
        }
        Err(error) => {
            if let Some(both) = mistake::of_language(&error) {
                drop(writeln!(std::io::stderr(), "{both}"));
                std::process::exit(error.exit_code())
            }
            if error.use_stderr() && language == Language::Chinese {
                // Nobody is left to tell when stderr is closed.
                drop(writeln!(std::io::stderr(), "{}", mistake::in_chinese(&error)));
                std::process::exit(error.exit_code())
            }
            error.exit()
        }
    }
}
