//! The rules of the house, as far as a program can see them: who may use whom, and what no file may contain.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The rooms, and what each may use: `rules <- engine <- intake <- office <- {server, cli}`; `cli` may start
/// `server`. `tests` may use all.
const ROOMS: [(&str, &[&str]); 7] = [
    ("attain-rules", &[]),
    ("attain-engine", &["attain-rules"]),
    ("attain-intake", &["attain-rules", "attain-engine"]),
    ("attain-office", &["attain-rules", "attain-engine", "attain-intake"]),
    ("attain-server", &["attain-rules", "attain-engine", "attain-intake", "attain-office"]),
    ("attain-cli", &["attain-rules", "attain-engine", "attain-intake", "attain-office", "attain-server"]),
    (
        "attain-tests",
        &["attain-rules", "attain-engine", "attain-intake", "attain-office", "attain-server", "attain-cli"],
    ),
];

/// Libraries that one room alone may know.
const ONLY: [(&str, &[&str]); 5] = [
    ("attain-rules", &["granit-parser", "num-rational", "rhai"]),
    ("attain-intake", &["encoding_rs"]),
    ("attain-office", &["comfy-table"]),
    ("attain-server", &["axum", "hyper", "hyper-util", "sqlx", "tokio", "tower", "tracing"]),
    ("attain-cli", &["anstream", "clap", "indicatif"]),
];

/// The rooms whose sources compute or carry money.
const MONEY: [&str; 3] = ["rules", "engine", "intake"];

/// Most lines of a source file, its tests not counted.
const MOST_LINES: usize = 500;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_path_buf()
}

/// Each workspace member and the names of everything its Cargo.toml depends on, for the program itself or for its tests.
fn members() -> BTreeMap<String, Vec<String>> {
    let metadata = metadata();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    metadata["packages"]
        .as_array()
        .expect("packages")
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("dependencies");
            (text(&package["name"]), dependencies.iter().map(|dependency| text(&dependency["name"])).collect())
        })
        .collect()
}

/// What cargo knows of the workspace.
fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// All files below `folder` that belong to the project, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if ["target", ".git", "corpus", "artifacts"].contains(&name.as_str()) && !path.join("mod.rs").exists() {
                continue;
            }
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// Rust sources of a room: path relative to the workspace, and text.
fn sources(room: &str) -> Vec<(String, String)> {
    let sources: Vec<_> = files(&root().join(room).join("src"))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| {
            let name = path.strip_prefix(root()).expect("below the root").display().to_string();
            (name, fs::read_to_string(&path).expect("a text"))
        })
        .collect();
    assert!(!sources.is_empty(), "{room} has no sources");
    sources
}

/// The text without its tests at the end.
fn without_tests(text: &str) -> &str {
    text.split("\n#[cfg(test)]\nmod ").next().unwrap_or(text)
}

/// The lines of code with their numbers: no comments, no texts in quotes.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, String)> {
    without_tests(text).lines().enumerate().map(|(at, line)| {
        let code = line.split("//").next().unwrap_or_default();
        (at + 1, code.split('"').step_by(2).collect::<Vec<_>>().join("\"\""))
    })
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_')
}

#[test]
fn arrows_point_to_the_left() {
    let members = members();
    let known: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    for (member, dependencies) in &members {
        let Some((_, allowed)) = ROOMS.iter().find(|(room, _)| room == member) else {
            panic!("`{member}` is a new room: say in ROOMS what it may use, and in ARCHITECTURE.md what it is for");
        };
        for dependency in dependencies {
            let forbidden = dependency.starts_with("attain-") && !allowed.contains(&dependency.as_str());
            assert!(
                !forbidden,
                "`{member}` must not use `{dependency}`: arrows are rules <- engine <- intake <- office <- cli"
            );
        }
    }
    assert_eq!(members.len(), known.len(), "a room is missing: {:?}", members.keys());
}

#[test]
fn there_is_one_binary() {
    let metadata = metadata();
    let targets = metadata["packages"].as_array().expect("packages").iter().flat_map(|package| {
        package["targets"].as_array().expect("targets").iter().filter(|target| target["kind"][0] == "bin")
    });
    let names: Vec<&str> = targets.filter_map(|target| target["name"].as_str()).collect();
    assert_eq!(names, ["attain"], "`cargo run` would ask which one is meant; make the others examples");
}

#[test]
fn each_library_stays_in_its_room() {
    for (member, dependencies) in members() {
        for (owner, libraries) in ONLY {
            for library in libraries {
                let used = dependencies.iter().any(|dependency| dependency == library);
                let at_home = owner == member || member == "attain-tests";
                assert!(!used || at_home, "`{member}` uses `{library}`, which is the business of `{owner}` alone");
                assert!(used || owner != member, "`{owner}` no longer uses `{library}`: take it out of ONLY");
            }
        }
    }
}

#[test]
fn each_room_uses_what_it_depends_on() {
    for (member, dependencies) in members() {
        let room = root().join(member.trim_start_matches("attain-"));
        let text: String = files(&room)
            .iter()
            .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
            .map(|path| fs::read_to_string(path).expect("a text"))
            .collect();
        for dependency in dependencies {
            let name = dependency.replace('-', "_");
            assert!(words(&text).any(|word| word == name), "`{member}` depends on `{dependency}` and does not use it");
        }
    }
}

#[test]
fn no_binary_floating_point_near_money() {
    for (name, text) in MONEY.iter().flat_map(|room| sources(room)) {
        for (line, code) in code_lines(&text) {
            let float = words(&code).any(|word| word == "f32" || word == "f64");
            assert!(!float, "{name}:{line} uses a binary float");
        }
    }
}

#[test]
fn rules_and_engine_touch_neither_files_nor_clock_nor_threads() {
    for (name, text) in ["rules", "engine"].iter().flat_map(|room| sources(room)) {
        for (line, code) in code_lines(&text) {
            for module in ["std::fs", "std::env", "std::net", "std::process", "std::thread", "std::time", "std::io"] {
                assert!(!code.contains(module), "{name}:{line} uses {module}; that belongs into intake or cli");
            }
        }
    }
}

#[test]
fn files_are_short() {
    for (name, text) in
        ["rules", "engine", "intake", "office", "server", "cli", "tests"].iter().flat_map(|room| sources(room))
    {
        let lines = without_tests(&text).lines().count();
        assert!(lines <= MOST_LINES, "{name} has {lines} lines without its tests; split it by its nouns");
    }
}

#[test]
fn nothing_is_left_for_later_or_switched_off() {
    let later =
        ["TO".to_owned() + "DO", "FIX".to_owned() + "ME", "#[ig".to_owned() + "nore", "#[al".to_owned() + "low("];
    for (name, text) in
        ["rules", "engine", "intake", "office", "server", "cli", "tests"].iter().flat_map(|room| sources(room))
    {
        for (at, line) in text.lines().enumerate() {
            for mark in &later {
                assert!(!line.contains(mark.as_str()), "{name}:{} contains {mark}", at + 1);
            }
        }
    }
}

#[test]
fn every_room_holds_itself_to_docs_and_short_functions() {
    for (room, crate_root) in [
        ("rules", "lib.rs"),
        ("engine", "lib.rs"),
        ("intake", "lib.rs"),
        ("office", "lib.rs"),
        ("server", "lib.rs"),
        ("cli", "main.rs"),
    ] {
        let manifest = fs::read_to_string(root().join(room).join("Cargo.toml")).expect("a manifest");
        assert!(manifest.contains("[lints]\nworkspace = true"), "{room} does not take the workspace's lints");
        let text = fs::read_to_string(root().join(room).join("src").join(crate_root)).expect("a crate root");
        assert!(text.starts_with("//!"), "{room}/src/{crate_root} does not say what the room is for");
    }
    let workspace = fs::read_to_string(root().join("Cargo.toml")).expect("a manifest");
    for lint in ["unsafe_code = \"forbid\"", "missing_docs = \"warn\"", "unwrap_used = \"warn\"", "panic = \"warn\""] {
        assert!(workspace.contains(lint), "the workspace lost the lint {lint}");
    }
}

#[test]
fn no_path_of_one_machine() {
    let machines =
        ["/ro".to_owned() + "ot/", "/ho".to_owned() + "me/", "/wo".to_owned() + "rk/", "/Us".to_owned() + "ers/"];
    for path in files(&root()) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for (at, line) in text.lines().enumerate() {
            for machine in &machines {
                let found = line.match_indices(machine.as_str()).any(|(start, _)| {
                    let before = line.get(..start).and_then(|before| before.chars().next_back());
                    !before.is_some_and(|c| c.is_alphanumeric() || "._-/".contains(c))
                });
                assert!(!found, "{}:{} names a path of one machine", path.display(), at + 1);
            }
        }
    }
}

#[test]
fn no_large_files() {
    for path in files(&root()) {
        let size = fs::metadata(&path).expect("a file").len();
        assert!(size <= 200_000, "{} has {size} bytes; large files are made, not kept", path.display());
    }
}
