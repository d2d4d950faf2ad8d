//! Plants faults in a copy of the engine and sees whether the tests of its figures notice each of them: the auditor, the
//! worked examples, what lines take over from lines before them, what is left over.
//!
//!     cargo run -p attain-tests --example mutations [PART OF A NAME]...
//!
//! The faults stand in `tests/mutations/faults.txt`; all of them are in one build, and the tests run once for each with that
//! one awake. The copy and its target folder lie in `target/mutations`.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use attain_tests::command::WITHOUT_SERVICE;
use attain_tests::faults::{Fault, faults};
use attain_tests::plant::{AWAKE, Numbered, SWITCH, plant};

/// What the copy consists of.
const PARTS: [&str; 13] = [
    "Cargo.toml",
    "Cargo.lock",
    "rules",
    "engine",
    "intake",
    "office",
    "server",
    "cli",
    "tests",
    "benches",
    "docs",
    "examples",
    "fuzz/seeds",
];

/// The tests that have to notice the faults, the fastest first.
const TESTS: [&str; 22] = [
    "lacking",
    "leftovers",
    "seven_answers",
    "units",
    "changes",
    "movers",
    "closed_shares",
    "hurts",
    "lines",
    "causes",
    "auditor",
    "draws",
    "due",
    "leavers",
    "cases",
    "closing",
    "illegible",
    "histories",
    "cost",
    "preview",
    "traces",
    "goal",
];

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let is_wanted = |fault: &&Fault| wanted.is_empty() || wanted.iter().any(|part| fault.name.contains(part));
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the workspace");
    let copy = workspace.join("target/mutations/workspace");
    let all = faults();
    let faults: Vec<Numbered> = all.iter().enumerate().filter(|(_, fault)| is_wanted(fault)).collect();
    let planted = planted(workspace, &all);
    for part in PARTS {
        copy_all(&workspace.join(part), &copy.join(part), &planted);
    }
    let Some(tests) = Tests::built(&copy, &workspace.join("target/mutations/target")) else {
        return ExitCode::FAILURE;
    };
    if let Some(failed) = TESTS.iter().find(|test| !tests.passes(test, None)) {
        println!("`{failed}` fails without any fault: nothing can be said");
        return ExitCode::FAILURE;
    }
    let (next, missed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        while let Some((number, fault)) = faults.get(next.fetch_add(1, Ordering::Relaxed)) {
            #[expect(clippy::disallowed_methods, reason = "how long a fault takes is told, and decides nothing")]
            let start = Instant::now();
            let noticed = tests.noticing(*number, fault);
            let seconds = start.elapsed().as_secs_f32();
            match noticed {
                Some(test) => println!("caught {} ({test}, {seconds:.1} s)", fault.name),
                None => println!("MISSED {} ({seconds:.1} s)", fault.name),
            }
            missed.fetch_add(usize::from(noticed.is_none()), Ordering::Relaxed);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let missed = missed.into_inner();
    println!("{} faults, {missed} missed", faults.len());
    if missed == 0 && !faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The files that have faults in them, and those of their crates that get what wakes them.
fn planted(workspace: &Path, faults: &[Fault]) -> BTreeMap<PathBuf, String> {
    let mut files: BTreeMap<&str, Vec<Numbered>> = BTreeMap::new();
    for (number, fault) in faults.iter().enumerate() {
        files.entry(&fault.file).or_default().push((number, fault));
    }
    let read = |file: &Path| fs::read_to_string(file).expect("the file of a fault can be read");
    let mut planted = BTreeMap::new();
    for (file, faults) in &files {
        let file = workspace.join(file);
        let text = plant(&read(&file), faults).unwrap_or_else(|why| panic!("{why}"));
        planted.insert(file, text);
    }
    let crates: BTreeSet<&str> = files.keys().filter_map(|file| file.split('/').next()).collect();
    for name in crates {
        let root = |file| workspace.join(name).join(file);
        let file = [root("src/lib.rs"), root("src/main.rs")].into_iter().find(|file| file.is_file());
        let file = file.expect("a crate has a root");
        *planted.entry(file).or_insert_with_key(|file| read(file)) += SWITCH;
    }
    planted
}

/// The tests of the copy, built.
struct Tests {
    folder: PathBuf,
    target: PathBuf,
    binaries: BTreeMap<String, PathBuf>,
}

impl Tests {
    /// Builds them; tells what does not build.
    fn built(copy: &Path, target: &Path) -> Option<Self> {
        let mut tests = Self { folder: copy.join("tests"), target: target.to_owned(), binaries: BTreeMap::new() };
        let mut cargo = tests.command(Path::new(&std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())));
        cargo.args([
            "test",
            "--quiet",
            "--package",
            "attain-tests",
            "--no-run",
            "--message-format=json-render-diagnostics",
        ]);
        for test in TESTS {
            cargo.args(["--test", test]);
        }
        let output = cargo.output().expect("cargo can be started");
        if !output.status.success() {
            println!("the faults do not build\n{}", String::from_utf8_lossy(&output.stderr));
            return None;
        }
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let message: serde_json::Value = serde_json::from_str(line).expect("cargo writes JSON");
            if let (Some(name), Some(binary)) = (message["target"]["name"].as_str(), message["executable"].as_str()) {
                tests.binaries.insert(name.to_owned(), binary.into());
            }
        }
        Some(tests)
    }

    /// Which test notices the fault? The one that is most likely to is asked first.
    fn noticing(&self, number: usize, fault: &Fault) -> Option<&'static str> {
        let subject = fault.name.split_once(':').map_or("", |(subject, _)| subject);
        let likely = TESTS.into_iter().find(|test| !subject.is_empty() && test.starts_with(subject));
        let others = TESTS.into_iter().filter(|test| Some(*test) != likely);
        likely.into_iter().chain(others).find(|test| !self.passes(test, Some(number)))
    }

    fn passes(&self, test: &str, fault: Option<usize>) -> bool {
        let mut command = self.command(&self.binaries[test]);
        if let Some(fault) = fault {
            command.env(AWAKE, fault.to_string());
        }
        // A goal takes hundreds of runs.
        let companies = match test {
            "goal" => "6",
            "preview" => "60",
            _ => "300",
        };
        let command = command.env("ATTAIN_COMPANIES", companies).env("ATTAIN_HISTORIES", "12");
        command.output().expect("a test can be started").status.success()
    }

    /// A program that runs where the tests are, and builds what it builds as they are built.
    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.folder).env("CARGO_TARGET_DIR", &self.target).env("CARGO_PROFILE_DEV_DEBUG", "0");
        command.env_remove(AWAKE).env(WITHOUT_SERVICE, "1");
        command
    }
}

/// Copies a folder or a file. What is there already stays as it is, so that what was built from it is not built again.
fn copy_all(from: &Path, to: &Path, planted: &BTreeMap<PathBuf, String>) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("the copy can be made");
        let names = |folder: &Path| -> BTreeSet<OsString> {
            let entries = fs::read_dir(folder).expect("a folder can be listed");
            entries.map(|entry| entry.expect("a folder can be listed").file_name()).collect()
        };
        let wanted = names(from);
        for gone in names(to).difference(&wanted).map(|name| to.join(name)) {
            let removed = if gone.is_dir() { fs::remove_dir_all(&gone) } else { fs::remove_file(&gone) };
            removed.expect("what is gone can be removed");
        }
        for name in &wanted {
            copy_all(&from.join(name), &to.join(name), planted);
        }
    } else if from.is_file() {
        let text = planted.get(from).map(|text| text.clone().into_bytes());
        let text = text.unwrap_or_else(|| fs::read(from).expect("the workspace can be read"));
        if fs::read(to).ok().as_ref() != Some(&text) {
            fs::create_dir_all(to.parent().expect("the copy is a folder")).expect("the copy can be made");
            fs::write(to, text).expect("the copy can be written");
        }
    }
}
