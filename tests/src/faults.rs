//! [`faults`]: what can be planted in the engine to see whether tests notice.

use std::fs;
use std::path::Path;

/// A fault to be planted.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What it does, in words.
    pub name: String,
    /// The file in which it is planted, from the workspace on.
    pub file: String,
    /// The text that it replaces: stands once in the file.
    pub find: String,
    /// The text that stands there then.
    pub replace: String,
}

/// The faults of `tests/mutations/faults.txt`: blocks of `name:`, `file:`, `find:` and `replace:`; texts of several lines go
/// on with `|`.
///
/// # Panics
/// When the file cannot be read.
#[must_use]
pub fn faults() -> Vec<Fault> {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("mutations/faults.txt");
    let text = fs::read_to_string(list).expect("the list of faults can be read");
    let mut faults: Vec<Fault> = Vec::new();
    let mut replacing = false;
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (key, value) = line.split_once(": ").or_else(|| line.split_once(':')).expect("a key and a value");
        let value = value.to_owned();
        if key == "name" {
            faults.push(Fault { name: value, file: String::new(), find: String::new(), replace: String::new() });
            continue;
        }
        let fault = faults.last_mut().expect("a fault begins with its name");
        match key {
            "file" => fault.file = value,
            "find" => (fault.find, replacing) = (value, false),
            "replace" => (fault.replace, replacing) = (value, true),
            "   |" if replacing => fault.replace += &format!("\n{value}"),
            "   |" => fault.find += &format!("\n{value}"),
            _ => panic!("`{key}` is no key of a fault"),
        }
    }
    faults
}
