//! The `attain` command: reads the command line, runs one command, and turns what came of it into an exit code.

mod arguments;
mod command;
mod context;
mod example;
mod folder;
mod opening;
mod progress;
mod reader;

use std::io::BufWriter;
use std::process::ExitCode;

use attain_office::company::Computation;
use attain_office::failure::Failure;
use attain_office::view::{finding, style};
use attain_rules::diagnostic::Severity;
use context::{Context, Screen};
use reader::Reader;

fn main() -> ExitCode {
    let arguments = arguments::read();
    let context = Context::new(&arguments);
    let mut screen = Screen {
        out: &mut BufWriter::new(Reader::new(anstream::AutoStream::auto(std::io::stdout()))),
        machine: &mut BufWriter::with_capacity(1 << 16, Reader::new(std::io::stdout())),
        err: &mut Reader::new(anstream::AutoStream::auto(std::io::stderr())),
    };
    let result = command::run(arguments.command.unwrap_or_default(), &context, &mut screen)
        .and_then(|outcome| screen.flush().map(|()| outcome).map_err(Failure::from));
    match result {
        Ok(outcome) => ExitCode::from(outcome.code()),
        Err(failure) => {
            // What was printed before the failure still belongs to the reader; if that cannot be written either, the
            // failure at hand is the one to tell.
            drop(screen.flush());
            report(&failure, &context, &mut screen)
        }
    }
}

/// Tells what stood in the way. Programs that asked for JSON get it where the result would have been.
fn tell(computation: &Computation, context: &Context, screen: &mut Screen<'_>) -> std::io::Result<()> {
    let Computation { findings, sources, more, .. } = computation;
    if context.is_json() {
        writeln!(screen.machine, "{:#}", finding::document(findings, sources, *more, None))?;
        return screen.flush();
    }
    for found in findings.iter().filter(|found| found.severity == Severity::Error) {
        writeln!(screen.err, "{}", finding::text(found, sources, context.language()))?;
    }
    if *more > 0 {
        writeln!(screen.err, "{}", finding::more(*more).in_language(context.language()))?;
    }
    Ok(())
}

/// Says why a command could not run.
fn report(failure: &Failure, context: &Context, screen: &mut Screen<'_>) -> ExitCode {
    if let Failure::Refused(computation) | Failure::NotTested(computation) = failure {
        // Nobody is left to tell when the output is closed.
        drop(tell(computation, context, screen));
    }
    let message = failure.text();
    let sign = style::error(&attain_rules::both!("error", "错误"), context.language());
    // Nobody is left to tell when stderr is closed.
    let text = attain_rules::both!("{sign}: {message}", "{sign}：{message}"; message);
    drop(writeln!(screen.err, "{}", text.in_language(context.language())));
    ExitCode::from(context::Exit::CouldNotRun.code())
}
