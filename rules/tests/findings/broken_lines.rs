//! Each line of the files of the examples, broken in some way: what is told of it, and what is told beside it.

use std::path::{Path, PathBuf};

use attain_rules::diagnostic::{Diagnostic, Diagnostics, Severity};
use attain_rules::read::{self, Broken, FileHead, Known};
use attain_rules::source::{SourceId, Sources};

use super::several::line_of;

/// A small generator: the same numbers in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit.max(1)
    }
}

/// A company's folder: the files in YAML with their names, `attain.yaml` first.
struct Folder {
    path: PathBuf,
    files: Vec<(String, String)>,
}

impl Folder {
    fn read(path: &Path) -> Self {
        let mut names = vec!["attain.yaml".to_owned()];
        for part in ["plans", "tests"] {
            let Ok(listed) = std::fs::read_dir(path.join(part)) else { continue };
            let name = |entry: std::io::Result<std::fs::DirEntry>| entry.expect("an entry").file_name();
            names.extend(listed.map(|entry| format!("{part}/{}", name(entry).to_string_lossy())));
        }
        names.retain(|name| name.ends_with(".yaml"));
        names.sort_by_key(|name| (name != "attain.yaml", name.clone()));
        let text = |name: &String| std::fs::read_to_string(path.join(name)).expect("a text");
        Self { path: path.to_owned(), files: names.iter().map(|name| (name.clone(), text(name))).collect() }
    }

    /// Code, file and line of all errors.
    fn errors(&self) -> Vec<(&'static str, String, usize)> {
        let mut sources = Sources::default();
        let mut out = Diagnostics::default();
        let ids: Vec<_> = self.files.iter().map(|(name, text)| sources.add(name.clone(), text.clone())).collect();
        let mut headers = |head: &FileHead<'_>| {
            let text = std::fs::read_to_string(self.path.join(head.path)).ok()?;
            let delimiter = head.delimiter.map_or(',', char::from);
            let header = |header: &str| header.trim().trim_matches('"').to_owned();
            Some(text.lines().next()?.split(delimiter).map(header).collect())
        };
        let of = |part: &str| -> Vec<_> {
            let zipped = self.files.iter().zip(&ids);
            zipped.filter(|((name, _), _)| name.starts_with(part)).map(|(_, id)| *id).collect()
        };
        let company = read::company(*ids.first().expect("a company"), &sources, &mut headers, &mut out);
        let company = company.unwrap_or_else(read::unread_company);
        let files = of("plans/");
        let plans = read::plans(&files, &sources, &company, &mut out);
        let is_broken = |file: SourceId| !plans.iter().any(|plan| plan.span.source == file);
        let broken = Broken::of(&files, &is_broken, &sources);
        let known = match &broken {
            _ if plans.len() == files.len() => Known::Plans(&plans),
            Some(broken) => Known::Some(&plans, broken),
            None => Known::Nothing,
        };
        let examples = read::examples(&of("tests/"), &sources, &company, &known, &mut out);
        examples.into_iter().for_each(|example| out.append(example.found));
        let errors = out.sorted().into_iter().filter(|one| one.severity == Severity::Error);
        let place = |one: Diagnostic| {
            let span = one.labels.first().expect("a place").span;
            let source = sources.get(span.source).expect("a file");
            (one.code, source.name.clone(), line_of(&source.text, span.start))
        };
        errors.map(place).collect()
    }
}

fn folders() -> Vec<Folder> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for part in ["examples", "tests/cases"] {
        for entry in std::fs::read_dir(root.join(part)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.join("attain.yaml").exists() {
                found.push(path);
            }
        }
    }
    found.sort();
    found.iter().map(|path| Folder::read(path)).collect()
}

/// In how many ways a line is broken.
const WAYS: usize = 12;
/// Those that move it.
const INDENTATION: std::ops::Range<usize> = 4..9;

/// Breaks a line; none when that leaves it as it is.
fn broken(line: &str, how: usize) -> Option<String> {
    let content = line.trim_start();
    let indent = line.len() - content.len();
    let blanks = |count: usize| " ".repeat(count);
    let broken = match how {
        0 => format!("\t{content}"),
        1 => format!("{}\t{content}", blanks(indent)),
        2 => line.replacen(": ", " ", 1),
        3 => line.strip_suffix(':')?.to_owned(),
        4 => format!("{}{content}", blanks(indent + 1)),
        5 => format!("{}{content}", blanks(indent + 3)),
        6 => format!("{}{content}", blanks(indent.checked_sub(1)?)),
        7 => format!("{}{content}", blanks(indent.checked_sub(2)?)),
        8 => content.to_owned(),
        9 => line.replacen(": ", ":", 1),
        10 => line.replacen(", ", " ", 1),
        _ => line.replacen(": ", ": : ", 1),
    };
    let says = !content.is_empty() && !content.starts_with('#');
    (says && broken != line).then_some(broken)
}

/// Breaks each line of each file of the examples in some way. A fault of structure is told where it was made, or not far
/// away, and nothing else is told of lines that were fine.
#[test]
fn a_broken_line_is_told_and_nothing_that_follows_from_it() {
    for seed in [3, 11, 29] {
        break_lines(Chance(seed));
    }
}

/// Breaks each line in ways of `chance`, those of plans in two.
fn break_lines(mut chance: Chance) {
    let (mut faults, mut at_the_line) = (0u32, 0u32);
    for mut folder in folders() {
        assert!(folder.errors().is_empty(), "{:?}", folder.errors());
        for file in 0..folder.files.len() {
            let (name, whole) = folder.files[file].clone();
            let times = if name.starts_with("plans/") { 2 } else { 1 };
            for at in (0..whole.lines().count()).flat_map(|at| std::iter::repeat_n(at, times)) {
                let how = chance.below(WAYS);
                let mut lines: Vec<String> = whole.lines().map(str::to_owned).collect();
                let Some(line) = broken(&lines[at], how) else { continue };
                lines[at] = line;
                folder.files[file].1 = lines.join("\n") + "\n";
                let errors = folder.errors();
                let is_here = |file: &str, line: usize| file == name && line == at + 1;
                if !errors.iter().any(|(code, file, _)| code.starts_with('S') && *file == name) {
                    continue;
                }
                let told = || format!("{}: {name}:{} {:?}: {errors:?}", folder.path.display(), at + 1, lines[at]);
                faults += 1;
                let hit = errors.iter().any(|(_, file, line)| is_here(file, *line));
                at_the_line += u32::from(hit);
                // What is wrong about an indentation may as well be the lines behind.
                assert!(hit || INDENTATION.contains(&how), "{}", told());
                assert!(errors.iter().any(|(_, file, line)| *file == name && *line > at), "{}", told());
                // A key that moved out of its map is missed in there.
                let moved = |code: &str| code == "T001" && INDENTATION.contains(&how);
                let follows = errors
                    .iter()
                    .find(|(code, file, line)| !code.starts_with('S') && !is_here(file, *line) && !moved(code));
                assert!(follows.is_none(), "{}", told());
            }
            folder.files[file].1 = whole;
        }
    }
    assert!(faults > 800 && at_the_line * 5 > faults * 4, "{at_the_line} of {faults}");
}

/// A component that names what nothing is called, before all others or behind them.
fn planted(plan: &str, is_first: bool) -> Option<String> {
    let (above, components) = plan.split_once("\ncomponents:\n")?;
    let indent = components.lines().next()?.split_once('-')?.0;
    let component = format!("{indent}- bonus: planted\n{indent}  amount: nothing_is_called_so\n");
    let components = if is_first { [&component, components].concat() } else { [components, &component].concat() };
    Some([above, "\ncomponents:\n", &components].concat())
}

/// Breaks each line of each plan of the examples in some way, beside a component that is sound but for a name. Of a line that is
/// indented otherwise it is a guess to what it belongs.
#[test]
fn an_unknown_name_is_told_beside_a_broken_line() {
    let mut chance = Chance(5);
    let (mut faults, mut told) = (0u32, 0u32);
    let is_told = |folder: &Folder| folder.errors().iter().any(|(code, ..)| *code == "N002");
    for mut folder in folders() {
        for file in 0..folder.files.len() {
            let (name, whole) = folder.files[file].clone();
            let plans = [true, false].map(|is_first| planted(&whole, is_first).filter(|_| name.starts_with("plans/")));
            for plan in plans.into_iter().flatten() {
                folder.files[file].1.clone_from(&plan);
                // Where the first lines of data are not at hand, nobody knows which attributes there are.
                if !is_told(&folder) {
                    continue;
                }
                for at in 0..plan.lines().count() {
                    let mut lines: Vec<String> = plan.lines().map(str::to_owned).collect();
                    let is_planted = lines[at].contains("planted") || lines[at].contains("nothing_is_called_so");
                    let Some(line) = broken(&lines[at], chance.below(WAYS)).filter(|_| !is_planted) else { continue };
                    lines[at] = line;
                    folder.files[file].1 = lines.join("\n") + "\n";
                    if folder.errors().iter().any(|(code, ..)| code.starts_with('S')) {
                        faults += 1;
                        told += u32::from(is_told(&folder));
                    }
                }
            }
            folder.files[file].1 = whole;
        }
    }
    assert!(faults > 2000 && told * 5 > faults * 4, "{told} of {faults}");
}

/// Breaks each line of each plan of the examples in some way, beside a test that names a component and a measure which no plan
/// has: both are told, whatever plan has the broken line, unless too much of the file was lost to say.
#[test]
fn unknown_names_in_tests_are_told_beside_a_broken_line_of_a_plan() {
    let planted = "tests:\n  - test: planted\n    participant: E1\n    period: 2026-Q1\n    expect:\n      \
                   lines: { no_component: 1 }\n      no_measure * 2: 1\n      attainment(no_measure) of no_component: 1\n";
    let mut chance = Chance(7);
    let (mut faults, mut told) = (0u32, 0u32);
    for mut folder in folders() {
        folder.files.push(("tests/zz-planted.yaml".to_owned(), planted.to_owned()));
        let names = |folder: &Folder| {
            let all = folder.errors().into_iter().filter(|(_, file, _)| file == "tests/zz-planted.yaml");
            all.map(|(code, _, line)| (code, line)).collect::<Vec<_>>()
        };
        let whole = names(&folder);
        // Where the first lines of data are not at hand, nobody knows which attributes there are.
        assert!(
            [vec![("N042", 6), ("N002", 7), ("N042", 8)], vec![("N042", 6), ("N042", 8)]].contains(&whole),
            "{whole:?}"
        );
        for file in 0..folder.files.len() {
            let (name, plan) = folder.files[file].clone();
            for at in (0..plan.lines().count()).filter(|_| name.starts_with("plans/")) {
                let mut lines: Vec<String> = plan.lines().map(str::to_owned).collect();
                let Some(line) = broken(&lines[at], chance.below(WAYS)) else { continue };
                lines[at] = line;
                folder.files[file].1 = lines.join("\n") + "\n";
                if folder.errors().iter().any(|(code, ..)| code.starts_with('S')) {
                    faults += 1;
                    told += u32::from(names(&folder) == whole);
                }
            }
            folder.files[file].1 = plan;
        }
    }
    assert!(faults > 1000 && told * 100 > faults * 99, "{told} of {faults}");
}
