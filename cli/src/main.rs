//! The `attain` command: reads the command line, runs one command, and turns what came of it into an exit code.

mod arguments;
mod asked;
mod beyond;
mod changes;
mod command;
mod company;
mod context;
mod cost;
mod difference;
mod example;
mod failure;
mod folder;
mod given;
mod goal;
mod period;
mod progress;
mod reader;
mod stored;
mod verdict;
mod view;
mod who;

use std::io::BufWriter;
use std::process::ExitCode;

use context::{Context, Screen};
use failure::Failure;
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

/// Says why a command could not run.
fn report(failure: &Failure, context: &Context, screen: &mut Screen<'_>) -> ExitCode {
    let message = failure.text();
    let sign = view::style::error(&attain_rules::both!("error", "错误"), context.language());
    // Nobody is left to tell when stderr is closed.
    let text = attain_rules::both!("{sign}: {message}", "{sign}：{message}"; message);
    drop(writeln!(screen.err, "{}", text.in_language(context.language())));
    ExitCode::from(context::Exit::CouldNotRun.code())
}
