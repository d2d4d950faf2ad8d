//! Holds the documents to the code: a page for each code, links that lead somewhere, two languages that say the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use attain_rules::diagnostics::{self, Explanation};

/// Set to write the pages of `docs/errors` instead of comparing them.
const WRITE: &str = "ATTAIN_WRITE_PAGES";

/// Codes that no file can give.
const WITHOUT_EXAMPLE: [&str; 1] = ["R011"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_path_buf()
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn page(explanation: &Explanation) -> String {
    let Explanation { code, title, what, example, mend } = explanation;
    let example = match example.trim_end() {
        "" => String::new(),
        example => format!("```\n{example}\n```\n\n"),
    };
    format!(
        "# {code}: {}\n\n{}\n\n{example}**How to mend it.** {}\n\n## {code}：{}\n\n{}\n\n**怎么改。** {}\n\n[All codes · 全部代码](README.md)\n",
        title[0], what[0], mend[0], title[1], what[1], mend[1]
    )
}

fn index() -> String {
    let mut text = "# Codes · 代码\n\nEverything that `attain` may find. `attain help CODE` says the same as these pages.\n\n`attain` 可能发现的一切。`attain help 代码` 显示同样的内容。\n\n| | | |\n|---|---|---|\n".to_owned();
    for Explanation { code, title, .. } in diagnostics::all() {
        writeln!(text, "| [{code}]({code}.md) | {} | {} |", title[0], title[1]).expect("a text takes it");
    }
    text
}

#[test]
fn each_code_has_its_page() {
    let folder = root().join("docs/errors");
    let mut pages: BTreeMap<String, String> =
        diagnostics::all().map(|explanation| (format!("{}.md", explanation.code), page(explanation))).collect();
    pages.insert("README.md".to_owned(), index());
    if std::env::var_os(WRITE).is_some() {
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("a folder that can go");
        }
        fs::create_dir_all(&folder).expect("a folder");
        for (name, text) in &pages {
            fs::write(folder.join(name), text).expect("a page");
        }
    }
    let there: BTreeSet<String> = fs::read_dir(&folder)
        .expect("docs/errors")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    let differs = pages.iter().any(|(name, text)| fs::read_to_string(folder.join(name)).ok().as_ref() != Some(text));
    let same = !differs && there.iter().eq(pages.keys());
    assert!(same, "docs/errors is behind the code; mend it with\n{WRITE}=1 cargo test -p attain-tests --test docs");
}

#[test]
fn explanations_are_whole_and_in_order() {
    let mut codes: Vec<&str> = Vec::new();
    for Explanation { code, title, what, example, mend } in diagnostics::all() {
        assert!(codes.last().is_none_or(|last| last < code), "{code} stands in the wrong place, or twice");
        codes.push(code);
        assert!(example.trim().is_empty() == WITHOUT_EXAMPLE.contains(code), "{code} has no example, or needs none");
        for (what_it_is, [english, chinese]) in [("title", title), ("what", what), ("mend", mend)] {
            assert!(!english.trim().is_empty(), "{code} has no English {what_it_is}");
            assert!(chinese.chars().any(is_chinese), "{code} has no Chinese {what_it_is}");
        }
    }
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Code files: `n/n002.rs` belongs to N002, and each is in the registry.
#[test]
fn each_file_of_a_code_is_in_the_registry() {
    let known: BTreeSet<String> = diagnostics::all().map(|explanation| explanation.code.to_lowercase()).collect();
    let mut files = BTreeSet::new();
    for family in "cdfnrstvw".chars() {
        let folder = root().join("rules/src/diagnostics").join(family.to_string());
        for entry in fs::read_dir(folder).expect("a family") {
            let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
            if let Some(code) = name.strip_suffix(".rs").filter(|stem| *stem != "mod") {
                files.insert(code.to_owned());
            }
        }
    }
    assert_eq!(files, known, "rules/src/diagnostics: files on the left, registry on the right");
}

/// Files of Markdown that belong to the project.
fn documents() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && name != "target" && !name.starts_with('.') {
                folders.push(path);
            } else if name.ends_with(".md") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn links_lead_somewhere() {
    let mut count = 0;
    for document in documents() {
        let text = fs::read_to_string(&document).expect("a text");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = link.split('#').next().unwrap_or_default();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            count += 1;
            let path = document.parent().expect("a folder").join(target);
            assert!(path.exists(), "{}: `{link}` leads nowhere", document.display());
        }
    }
    assert!(count > 10, "no links were found");
}

/// The lines of the blocks of Markdown that are marked as shell commands.
fn commands(text: &str) -> Vec<&str> {
    text.split("\n```sh\n").skip(1).flat_map(|rest| rest.split("\n```").next().unwrap_or_default().lines()).collect()
}

#[test]
fn both_readmes_give_the_same_commands() {
    let (english, chinese) = (read("README.md"), read("README.zh-CN.md"));
    assert!(commands(&english).contains(&"cargo test"));
    assert_eq!(commands(&english), commands(&chinese));
}

/// For each heading, in order, the words in backticks in the first cells of its tables.
fn keys(text: &str) -> Vec<BTreeSet<String>> {
    let mut sections = vec![BTreeSet::new()];
    for line in text.lines() {
        if line.starts_with('#') {
            sections.push(BTreeSet::new());
        } else if let Some(cell) = line.strip_prefix("| ").and_then(|rest| rest.split(" |").next()) {
            let words = cell.split('`').skip(1).step_by(2).map(str::to_owned);
            sections.last_mut().expect("a section").extend(words);
        }
    }
    sections
}

/// The company that the reference shows is one that is computed: each of its files stands in both pages as it is.
#[test]
fn the_company_of_the_reference_is_a_worked_example() {
    let case = root().join("tests/cases/226-a-whole-company");
    let mut files = vec![case.join("attain.yaml")];
    for folder in ["data", "plans", "tests"] {
        let entries = fs::read_dir(case.join(folder)).expect("the folder can be listed");
        files.extend(entries.map(|entry| entry.expect("an entry").path()));
    }
    assert_eq!(files.len(), 9);
    for page in ["docs/language.md", "docs/zh/language.md"] {
        let page = read(page);
        for file in &files {
            let text = fs::read_to_string(file).expect("the file can be read");
            let block: String =
                text.lines().map(|line| if line.is_empty() { "\n".into() } else { format!("    {line}\n") }).collect();
            let name = file.strip_prefix(&case).expect("a file of the case").display();
            assert!(page.contains(&format!("`{name}`:\n\n{block}\n")), "{name} stands in the page as it is");
        }
    }
}

#[test]
fn both_languages_of_the_reference_have_the_same_keys() {
    let (english, chinese) = (keys(&read("docs/language.md")), keys(&read("docs/zh/language.md")));
    assert_eq!(english.len(), chinese.len(), "one of them has a heading more");
    for (english, chinese) in english.iter().zip(&chinese) {
        let translated = english.iter().any(|key| key.contains("Commission"));
        assert!(translated || english == chinese, "docs/language.md: {english:?}\ndocs/zh/language.md: {chinese:?}");
    }
    let words: usize = english.iter().map(BTreeSet::len).sum();
    assert!(words > 80, "the tables were not read");
}

#[test]
fn each_decision_is_listed_in_both_languages() {
    let mut count = 0;
    for entry in fs::read_dir(root().join("docs/decisions")).expect("decisions") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        if name == "README.md" {
            continue;
        }
        count += 1;
        for (page, link) in [("docs/decisions/README.md", ""), ("docs/zh/decisions.md", "../decisions/")] {
            assert!(read(page).contains(&format!("]({link}{name})")), "{page} does not lead to {name}");
        }
    }
    assert!(count > 10, "the decisions were not read");
}

/// The value of a constant as it is written: a number, a product or a shift.
fn value(written: &str) -> Option<u64> {
    let number = |text: &str| text.trim().replace('_', "").parse::<u64>().ok();
    if let Some((left, right)) = written.split_once("<<") {
        return Some(number(left)? << number(right)?);
    }
    written.split('*').map(number).product()
}

/// Every constant of rules, engine, intake and server whose name begins with `MAX_` or `MOST_`: file and name, to its value.
fn limits_of_the_code() -> BTreeMap<(String, String), u64> {
    let mut found = BTreeMap::new();
    let mut folders: Vec<PathBuf> =
        ["rules/src", "engine/src", "intake/src", "server/src"].map(|room| root().join(room)).to_vec();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(root()).expect("below the root").display().to_string();
            let text = fs::read_to_string(&path).expect("a text");
            for line in text.split("#[cfg(test)]").next().unwrap_or_default().lines() {
                let Some((_, rest)) = line.split_once("const M").filter(|_| !line.trim_start().starts_with("//"))
                else {
                    continue;
                };
                let Some((constant, rest)) = rest.split_once(": ") else { continue };
                if !constant.starts_with("AX_") && !constant.starts_with("OST_") {
                    continue;
                }
                let written = rest.split_once(" = ").and_then(|(_, value)| value.strip_suffix(';')).unwrap_or_default();
                let value = value(written).unwrap_or_else(|| panic!("{name}: M{constant} is written as `{written}`"));
                found.insert((name.clone(), format!("M{constant}")), value);
            }
        }
    }
    found
}

#[test]
fn every_limit_is_documented() {
    let code = limits_of_the_code();
    assert!(code.len() > 20, "the constants were not read");
    for page in ["docs/limits.md", "docs/zh/limits.md"] {
        let mut documented = BTreeMap::new();
        for line in read(page).lines().filter(|line| line.starts_with("| ")) {
            let cells: Vec<&str> = line.split(" | ").collect();
            let [_, limit, constant] = cells.as_slice() else { continue };
            let mut quoted = constant.split('`').skip(1).step_by(2).map(str::to_owned);
            if let (Some(file), Some(name), Ok(limit)) = (quoted.next(), quoted.next(), limit.replace(',', "").parse())
            {
                documented.insert((file, name), limit);
            }
        }
        for (constant, limit) in &code {
            assert_eq!(
                documented.get(constant),
                Some(limit),
                "{constant:?}: {page} on the left, the code on the right"
            );
        }
        for constant in documented.keys() {
            assert!(code.contains_key(constant), "{constant:?} stands in {page} alone");
        }
    }
}
