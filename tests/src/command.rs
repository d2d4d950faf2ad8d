//! The command line's binary, built like the tests and lying beside them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The variable with which the binary is built without the service: that takes long, and many tests ask for none.
pub const WITHOUT_SERVICE: &str = "ATTAIN_WITHOUT_SERVICE";

/// Builds the binary of the command line, once for all tests of a process.
///
/// # Panics
/// When it cannot be built.
#[must_use]
pub fn binary() -> PathBuf {
    let here = std::env::current_exe().expect("a test knows where it runs");
    let profile = here.ancestors().nth(2).expect("tests run in `deps` of a profile's folder");
    let target = profile.parent().expect("a profile's folder lies in the target folder");
    let name = profile.file_name().and_then(|name| name.to_str()).expect("a profile has a name");
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--quiet", "--package", "attain-cli", "--target-dir"]).arg(target);
    cargo.args(["--profile", if name == "debug" { "dev" } else { name }]);
    if std::env::var_os(WITHOUT_SERVICE).is_some() {
        cargo.arg("--no-default-features");
    }
    let status = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).status().expect("cargo can be started");
    assert!(status.success(), "the command line can be built");
    profile.join(format!("attain{}", std::env::consts::EXE_SUFFIX))
}

/// Runs the command line in `folder`, in English and without colours.
///
/// # Panics
/// When it cannot be started.
#[must_use]
pub fn attain(binary: &Path, folder: &Path, arguments: &[&str]) -> Output {
    let (command, rest) = arguments.split_first().expect("a command");
    Command::new(binary)
        .arg(command)
        .arg("-C")
        .arg(folder)
        .args(["--lang", "en"])
        .args(rest)
        .env("NO_COLOR", "1")
        .output()
        .expect("the command line can be started")
}
