//! `attain payroll`: what a closed period pays, as files for payroll.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use attain_office::failure::Failure;
use attain_office::view::payroll::{BYTE_ORDER_MARK, NEUTRAL_CSV, Payroll};
use attain_rules::both;
use clap::Args;

use crate::arguments::FormatOption;
use crate::context::{Context, Exit, Screen};
use crate::folder::NewFolder;
use crate::opening;

/// Arguments of `attain payroll`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Period that is closed: 2026-03, 2026-Q1, 2026-H1 or 2026
    #[arg(value_name = "PERIOD")]
    closed: String,
    /// Lay out the file of a payroll system too, as payroll/NAME.yaml says
    #[arg(short, long, value_name = "NAME")]
    mapping: Option<String>,
    /// Write the files into this new folder
    #[arg(short, long = "out", value_name = "DIR")]
    payroll_out: Option<PathBuf>,
    /// Begin payroll.csv with a byte-order mark, as spreadsheets want it
    #[arg(long)]
    bom: bool,
    #[command(flatten)]
    pub format: FormatOption,
}

/// Makes the export from the period's seal, and shows what it comes to or writes its files.
///
/// # Errors
/// [`Failure`] when the period is not closed, or its mapping does not fit.
pub fn run(arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    let opened = opening::open(context)?;
    let payroll = opened.payroll(&arguments.closed, arguments.mapping.as_deref())?;
    if let Some(target) = &arguments.payroll_out {
        write(&payroll, &context.path(target), arguments.bom)?;
    }
    if arguments.format.is_json() {
        writeln!(screen.machine, "{:#}", payroll.json())?;
    } else if !context.quiet() {
        let language = context.language();
        writeln!(screen.out, "{}", payroll.sentence().in_language(language))?;
        for file in &payroll.files {
            writeln!(screen.out, "{}  {}", file.sha256, file.name)?;
        }
        if arguments.payroll_out.is_none() {
            let hint =
                both!("nothing is written: name a folder with `--out DIR`", "没有写入：请用 `--out 文件夹` 指定");
            writeln!(screen.err, "{}", hint.in_language(language))?;
        }
    }
    Ok(Exit::Fine)
}

/// All files, or none.
fn write(payroll: &Payroll, target: &Path, bom: bool) -> Result<(), Failure> {
    let folder = NewFolder::begin(target)?;
    for file in &payroll.files {
        let mark = if bom && file.name == NEUTRAL_CSV { BYTE_ORDER_MARK } else { &[] };
        let mut out = folder.create(file.name)?;
        let written = out.write_all(mark).and_then(|()| out.write_all(&file.bytes));
        written.map_err(|error| Failure::Write(target.join(file.name), error))?;
    }
    folder.finish()
}
