//! Plants one fault after the other in a copy of the engine and sees whether the tests of its figures notice: the auditor, the
//! worked examples, what lines take over from lines before them, what is left over.
//!
//!     cargo run -p attain-tests --example mutations [PART OF A NAME]...
//!
//! The faults stand in `tests/mutations/faults.txt`. The copy and its target folder lie in `target/mutations`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use attain_tests::faults::{Fault, faults};

/// What the copy consists of.
const PARTS: [&str; 11] = [
    "Cargo.toml",
    "Cargo.lock",
    "rules",
    "engine",
    "intake",
    "cli",
    "tests",
    "benches",
    "docs",
    "examples",
    "fuzz/seeds",
];

/// The tests that have to notice the faults.
const TESTS: [&str; 12] = [
    "auditor",
    "cases",
    "changes",
    "closed_shares",
    "closing",
    "draws",
    "due",
    "lacking",
    "leavers",
    "leftovers",
    "movers",
    "seven_answers",
];

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let is_wanted = |fault: &&Fault| wanted.is_empty() || wanted.iter().any(|part| fault.name.contains(part));
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the workspace");
    let target = workspace.join("target/mutations/target");
    let copy = workspace.join("target/mutations/workspace");
    let _ = fs::remove_dir_all(&copy);
    fs::create_dir_all(&copy).expect("the copy can be made");
    for part in PARTS {
        copy_all(&workspace.join(part), &copy.join(part));
    }
    let faults = faults();
    let faults: Vec<&Fault> = faults.iter().filter(is_wanted).collect();
    if !builds(&copy, &target, "no fault", &TESTS) || !passes(&copy, &target, &TESTS) {
        println!("the tests fail without any fault: nothing can be said");
        return ExitCode::FAILURE;
    }
    let mut missed = 0;
    for fault in &faults {
        let file = copy.join(&fault.file);
        let sound = fs::read_to_string(&file).expect("the file of a fault can be read");
        assert_eq!(
            sound.matches(&fault.find).count(),
            1,
            "`{}`: the text to replace stands once in its file",
            fault.name
        );
        fs::write(&file, sound.replace(&fault.find, &fault.replace)).expect("the copy can be written");
        let caught = is_caught(&copy, &target, &fault.name);
        println!("{} {}", if caught { "caught" } else { "MISSED" }, fault.name);
        missed += u32::from(!caught);
        fs::write(&file, sound).expect("the copy can be written");
    }
    println!("{} faults, {missed} missed", faults.len());
    if missed == 0 && !faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Does any test notice what stands in the copy? The one that is most likely to is asked first, so that mostly no other has to
/// be built.
fn is_caught(copy: &Path, target: &Path, name: &str) -> bool {
    let subject = name.split_once(':').map_or("", |(subject, _)| subject);
    let likely = TESTS.into_iter().find(|test| !subject.is_empty() && test.starts_with(subject)).unwrap_or("auditor");
    let others: Vec<&str> = TESTS.into_iter().filter(|test| *test != likely).collect();
    let is_noticed = |tests: &[&str]| !passes(copy, target, tests);
    builds(copy, target, name, &[likely])
        && (is_noticed(&[likely]) || (builds(copy, target, name, &others) && is_noticed(&others)))
}

/// `cargo test` of the copy; what changes with every fault is not optimised, so that it is built fast.
fn cargo(copy: &Path, target: &Path, tests: &[&str]) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_INCREMENTAL", "1");
    cargo.args(["test", "--quiet", "--package", "attain-tests"]);
    for test in tests {
        cargo.args(["--test", test]);
    }
    for package in ["attain-engine", "attain-tests"] {
        cargo.arg("--config").arg(format!("profile.dev.package.{package}.opt-level=0"));
    }
    cargo
}

/// Does the copy still build? A fault that the compiler finds proves nothing.
fn builds(copy: &Path, target: &Path, name: &str, tests: &[&str]) -> bool {
    let output = cargo(copy, target, tests).arg("--no-run").output().expect("cargo can be started");
    if !output.status.success() {
        println!("{name}: does not build\n{}", String::from_utf8_lossy(&output.stderr));
    }
    output.status.success()
}

fn passes(copy: &Path, target: &Path, tests: &[&str]) -> bool {
    let output = cargo(copy, target, tests).env("ATTAIN_COMPANIES", "300").output().expect("cargo can be started");
    output.status.success()
}

fn copy_all(from: &Path, to: &PathBuf) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("the copy can be made");
        for entry in fs::read_dir(from).expect("the workspace can be listed") {
            let entry = entry.expect("the workspace can be listed");
            copy_all(&entry.path(), &to.join(entry.file_name()));
        }
    } else if from.is_file() {
        fs::copy(from, to).expect("the copy can be made");
    }
}
