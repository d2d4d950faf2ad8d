//! `attain run`: computes what everybody gets, and what was left over.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use attain_engine::{Explain, Request};
use attain_rules::both;
use clap::Args;

use crate::arguments::FormatOption;
use crate::context::{Context, Exit, Screen};
use crate::folder::NewFolder;
use crate::opening;
use attain_office::failure::Failure;
use attain_office::view::computed::Computed;
use attain_office::view::{adjusted, amount, balance, json, pay, report, to_come};

/// Arguments of `attain run`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Period: 2026-03, 2026-Q1, 2026-H1, 2026 or 2026-01..2026-06 (default: the `period` of attain.yaml)
    #[arg(short, long, value_name = "PERIOD")]
    period: Option<String>,
    /// Write lines.csv, measures.csv, result.json and report.json into this new folder
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// List every participant
    #[arg(long)]
    detail: bool,
    #[command(flatten)]
    pub format: FormatOption,
}

/// Computes the period and shows or writes the result.
///
/// # Errors
/// [`Failure`] when nothing could be computed or written.
pub fn run(arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    let opened = opening::ready(context)?;
    let stretch = opened.stretch(arguments.period.as_deref())?;
    let request = Request { measured: arguments.out.is_some(), ..stretch.request(Explain::Nobody) };
    let outcome = opening::compute(&opened, &request, context)?;
    let run = opened.computed(&outcome, stretch);
    if let Some(target) = &arguments.out {
        let target = context.path(target);
        write(&run, &target)?;
        if !context.quiet() {
            let (path, lines) = (target.display(), outcome.lines.len());
            let en = amount::counted(lines, "line");
            let text = both!("`{path}` holds {en}", "`{path}` 已写入 {lines} 行");
            writeln!(screen.err, "{}", text.in_language(context.language()))?;
        }
    } else if arguments.format.is_json() {
        json::result(&run, screen.machine)?;
    } else {
        show(&run, arguments.detail, context, screen)?;
    }
    Ok(Exit::Fine)
}

fn show(run: &Computed<'_>, all: bool, context: &Context, screen: &mut Screen<'_>) -> Result<(), Failure> {
    let language = context.language();
    write!(screen.out, "{}", pay::pay(run, language, all))?;
    let balances = balance::balances(run, language, all);
    if !balances.is_empty() {
        write!(screen.out, "\n{balances}")?;
    }
    for section in [adjusted::table(run, (None, None), language, all), to_come::of_company(run, language)] {
        if !section.is_empty() {
            write!(screen.out, "\n{section}")?;
        }
    }
    if !context.quiet() {
        let report = report::report(run, language);
        if !report.is_empty() {
            write!(screen.out, "\n{report}")?;
        }
    }
    Ok(())
}

/// All files, or none.
fn write(run: &Computed<'_>, target: &Path) -> Result<(), Failure> {
    let folder = NewFolder::begin(target)?;
    let file = |name: &str, fill: &dyn Fn(&mut dyn Write) -> std::io::Result<()>| {
        let mut out = BufWriter::new(folder.create(name)?);
        let written = fill(&mut out).and_then(|()| out.flush());
        written.map_err(|error| Failure::Write(target.join(name), error))
    };
    file("lines.csv", &|out| json::csv(run, out))?;
    file("measures.csv", &|out| json::measured(run, out))?;
    file("result.json", &|out| json::result(run, out))?;
    file("report.json", &|out| writeln!(out, "{:#}", json::report(run)))?;
    folder.finish()
}
