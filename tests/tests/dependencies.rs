//! What the project is built from: licences that go together with its own, and libraries that stay out.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Licences under which a dependency may come.
const LICENCES: [&str; 10] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Dependencies that come under another licence, and why that does no harm.
const EXCEPTIONS: [(&str, &str, &str); 1] =
    [("smartstring", "MPL-2.0+", "used unchanged by rhai; the licence asks only for changes to its own files")];

/// Libraries that what computes must not contain, and why: everything but the service and the command that starts it.
const BANNED_BELOW: [(&str, &str); 6] = [
    ("tokio", "nothing here waits: a run is a computation"),
    ("async-std", "nothing here waits: a run is a computation"),
    ("futures-core", "nothing here waits: a run is a computation"),
    ("hyper", "what computes opens no connection"),
    ("sqlx", "what computes keeps no database"),
    ("rand", "results never depend on chance"),
];

/// Libraries that the command must not contain, and why.
const BANNED: [(&str, &str); 10] = [
    ("reqwest", "nothing here calls anybody"),
    ("ureq", "nothing here calls anybody"),
    ("openssl-sys", "connections to a database are encrypted by `rustls`"),
    ("rusqlite", "the database is reached through `sqlx`"),
    ("arrow", "114 packages; belongs behind a feature"),
    ("parquet", "114 packages; belongs behind a feature"),
    ("chrono", "days are `attain_rules::date::Date`"),
    ("time", "days are `attain_rules::date::Date`"),
    ("serde_yaml", "no longer maintained, keeps the last of two equal keys"),
    ("bigdecimal", "numbers are `attain_rules::number::Number`"),
];

/// Most packages that the command may be built from.
const MOST_PACKAGES: usize = 240;

struct Package {
    name: String,
    version: String,
    licence: String,
    from_registry: bool,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let output = String::from_utf8(output.stdout).expect("a text");
    output.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host").to_owned()
}

fn cargo(arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .arg("--offline")
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// Everything that the workspace is built and tested with.
fn packages() -> Vec<Package> {
    let output = cargo(&["metadata", "--format-version", "1", "--filter-platform", &host()]);
    let metadata: Value = serde_json::from_slice(&output).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages").iter().map(|package| Package {
        name: text(&package["name"]),
        version: text(&package["version"]),
        licence: text(&package["license"]),
        from_registry: text(&package["source"]).starts_with("registry+"),
    });
    packages.collect()
}

/// Names of what a package is built from, tests and build scripts not counted.
fn built_into(package: &str) -> BTreeSet<String> {
    let output = cargo(&["tree", "--package", package, "--edges", "normal", "--prefix", "none", "--format", "{p}"]);
    let output = String::from_utf8(output).expect("a text");
    output.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

/// May a package under this expression be used? `OR` needs one side, `AND` both.
fn allowed(expression: &str) -> bool {
    let expression = expression.trim();
    if let Some((left, right)) = split_outside(expression, " AND ") {
        return allowed(left) && allowed(right);
    }
    if let Some((left, right)) = split_outside(expression, " OR ").or_else(|| split_outside(expression, "/")) {
        return allowed(left) || allowed(right);
    }
    match expression.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => allowed(inner),
        None => LICENCES.contains(&expression),
    }
}

/// Splits at the first `separator` that stands in no parentheses.
fn split_outside<'a>(expression: &'a str, separator: &str) -> Option<(&'a str, &'a str)> {
    expression
        .match_indices(separator)
        .map(|(at, _)| (&expression[..at], &expression[at + separator.len()..]))
        .find(|(left, _)| left.matches('(').count() == left.matches(')').count())
}

#[test]
fn licence_expressions_are_understood() {
    for yes in ["MIT", "MIT/Apache-2.0", "GPL-3.0 OR MIT", "(MIT OR Apache-2.0) AND Unicode-3.0"] {
        assert!(allowed(yes), "{yes}");
    }
    for no in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Apache-2.0) AND GPL-3.0", "(MIT AND GPL-3.0) OR AGPL-3.0"] {
        assert!(!allowed(no), "{no}");
    }
}

#[test]
fn every_licence_goes_together_with_ours() {
    for package in packages() {
        let excepted = EXCEPTIONS.iter().any(|(name, licence, _)| *name == package.name && *licence == package.licence);
        let Package { name, version, licence, .. } = &package;
        assert!(excepted || allowed(licence), "`{name}` {version} comes under `{licence}`");
    }
}

#[test]
fn everything_comes_from_the_registry() {
    for package in packages() {
        let own = package.name.starts_with("attain-");
        assert!(own || package.from_registry, "`{}` comes from elsewhere than the package registry", package.name);
    }
}

#[test]
fn banned_libraries_stay_out_of_the_command() {
    let (command, computation) = (built_into("attain-cli"), built_into("attain-office"));
    assert!(command.contains("rhai") && computation.contains("rhai"), "the tree was not read");
    for (name, why) in BANNED {
        assert!(!command.contains(name), "`{name}` is banned from the command: {why}");
    }
    for (name, why) in BANNED_BELOW {
        assert!(!computation.contains(name), "`{name}` is banned from what computes: {why}");
    }
    let count = command.len();
    assert!(count <= MOST_PACKAGES, "the command is built from {count} packages, more than {MOST_PACKAGES}");
}
