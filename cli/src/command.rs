//! The commands, one file each.

pub mod demo;
pub mod help;

use crate::arguments::Command;
use crate::context::{Context, Exit, Screen};
use crate::failure::Failure;

/// Runs one.
///
/// # Errors
/// [`Failure`] when it cannot do its work.
pub fn run(command: Command, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    match command {
        Command::Demo(arguments) => demo::run(&arguments, context, screen),
        Command::Help(arguments) => help::run(&arguments, context, screen),
    }
}
