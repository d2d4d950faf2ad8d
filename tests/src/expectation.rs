//! What the files under `tests/` of a company's folder expect, read by a reader of the corpus's own.
//!
//! It knows no more YAML than those files use: keys and values, one in a line; lists of maps; maps in one line.

use std::path::Path;

/// One example: given this, expect that.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// Its name.
    pub name: String,
    /// Whose pay it looks at.
    pub participant: String,
    /// Label of the period.
    pub period: String,
    /// Tables that replace the company's own: the name, and rows of columns and cells.
    pub given: Vec<(String, Vec<Pairs>)>,
    /// Names of figures and what they should be; the lines of components as `line of C`.
    pub expect: Pairs,
}

/// Keys with their values.
pub type Pairs = Vec<(String, String)>;

/// All examples of a company's folder, file by file in the order of their names.
///
/// # Panics
/// When a file cannot be read or is written in another way than this reader knows.
#[must_use]
pub fn examples(folder: &Path) -> Vec<Example> {
    let mut files: Vec<_> = std::fs::read_dir(folder.join("tests"))
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("the folder can be listed").path())
        .collect();
    files.sort();
    files.iter().flat_map(|file| read(&std::fs::read_to_string(file).expect("the file can be read"))).collect()
}

fn read(text: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut section = String::new();
    let mut below = String::new();
    for line in text.lines() {
        let line = line.split(" #").next().unwrap_or_default().trim_end();
        if line.is_empty() || line == "tests:" {
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let content = line.trim_start().trim_start_matches("- ");
        if line.trim_start().starts_with("- test:") {
            examples.push(Example::default());
        }
        let example = examples.last_mut().expect("an example starts with its name");
        if indent == 8 && line.trim_start().starts_with("- {") {
            let table = example.given.last_mut().expect("rows stand under the name of their table");
            table.1.push(map(content));
            continue;
        }
        let (key, value) = pair(content);
        match (indent, section.as_str()) {
            (2 | 4, _) => match key.as_str() {
                "test" => example.name = value,
                "participant" => example.participant = value,
                "period" => example.period = value,
                _ => section = key,
            },
            (6, "given") => example.given.push((key, Vec::new())),
            (6, "expect") if key == "lines" => {
                below.clone_from(&key);
                example.expect.extend(map(&value).into_iter().map(|(name, value)| (format!("line of {name}"), value)));
            }
            (6, "expect") => example.expect.push((key, value)),
            (8, "expect") if below == "lines" => example.expect.push((format!("line of {key}"), value)),
            _ => panic!("this reader does not know `{line}`"),
        }
    }
    examples
}

fn pair(content: &str) -> (String, String) {
    let (key, value) = content.split_once(':').unwrap_or_else(|| panic!("`{content}` is no key with a value"));
    (key.trim().to_owned(), value.trim().to_owned())
}

/// `{ a: 1, b: 2 }`.
fn map(text: &str) -> Pairs {
    let inside = text.trim().trim_start_matches('{').trim_end_matches('}').trim();
    inside.split(',').filter(|part| !part.trim().is_empty()).map(pair).collect()
}
