//! The command, run in a folder, and what it prints.

use std::path::Path;
use std::process::{Command, Output};

/// What the command does in `folder`, whatever language the machine speaks.
pub fn attain(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_attain"))
        .current_dir(folder)
        .env_remove("ATTAIN_LANG")
        .args(arguments)
        .output()
        .expect("the command runs")
}

/// What was printed.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}
