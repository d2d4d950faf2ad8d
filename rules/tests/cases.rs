//! The worked examples are read without a finding that stops them.

#![expect(clippy::expect_used, reason = "a test that cannot read its files must fail")]

use std::path::{Path, PathBuf};

use attain_rules::diagnostic::{Diagnostics, Severity};
use attain_rules::render::{Style, render};
use attain_rules::source::Sources;
use attain_rules::text::Language;

fn plan_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder.join("plans")).expect("plans").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

/// Everything that is wrong with a company folder, as people read it.
fn errors(folder: &Path) -> Vec<String> {
    let mut sources = Sources::default();
    let mut out = Diagnostics::default();
    let text = std::fs::read_to_string(folder.join("attain.yaml")).expect("attain.yaml");
    let source = sources.add("attain.yaml", text);
    let mut headers = |head: &attain_rules::read::FileHead<'_>| {
        let text = std::fs::read_to_string(folder.join(head.path)).ok()?;
        let delimiter = head.delimiter.map_or(',', char::from);
        Some(text.lines().next()?.split(delimiter).map(|header| header.trim().trim_matches('"').to_owned()).collect())
    };
    let company = attain_rules::read::company(source, &sources, &mut headers, &mut out);
    if let Some(company) = company {
        let files: Vec<_> = plan_files(folder)
            .iter()
            .map(|file| {
                let name = file.file_name().expect("a name").to_string_lossy().into_owned();
                sources.add(format!("plans/{name}"), std::fs::read_to_string(file).expect("a plan"))
            })
            .collect();
        let plans = attain_rules::read::plans(&files, &sources, &company, &mut out);
        assert!(out.has_errors() || plans.len() == files.len(), "a plan was left out in silence");
    }
    let found = out.sorted();
    let sources = &sources;
    let shown = |language| found.iter().map(move |one| render(one, sources, language, Style::default()));
    if std::env::var_os("SHOW").is_some() {
        println!("{}", folder.display());
        shown(Language::English).chain(shown(Language::Chinese)).for_each(|one| println!("{one}"));
    }
    let is_error = found.iter().map(|one| one.severity == Severity::Error);
    shown(Language::English).zip(is_error).filter(|(_, is_error)| *is_error).map(|(text, _)| text).collect()
}

#[test]
fn the_worked_examples_have_no_errors() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases");
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(cases).expect("cases").map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    assert!(folders.len() > 15, "the examples are not there");
    for folder in folders.iter().filter(|folder| folder.join("attain.yaml").exists()) {
        let errors = errors(folder);
        assert!(errors.is_empty(), "{}\n{}", folder.display(), errors.join("\n"));
    }
}
