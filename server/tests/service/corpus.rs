//! Every worked case and every example company, through HTTP: the same bytes as the office gives.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use attain_engine::{Explain, Request};
use attain_office::company::Opened;
use attain_office::view::json as views;

use crate::common::{Kind, Place, Server, Test, company};

/// All tests of this file.
pub const TESTS: [Test; 1] =
    [("corpus::every_case_and_every_example_gives_the_same_bytes", every_case_and_every_example_gives_the_same_bytes)];

/// Examples that come with their data.
const EXAMPLES: [&str; 4] = ["demo", "software", "insurance", "livestream"];

fn every_case_and_every_example_gives_the_same_bytes(kind: Kind) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let cases = std::fs::read_dir(root.join("tests/cases")).expect("a folder");
    let cases = cases.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir());
    let mut folders: Vec<PathBuf> = EXAMPLES.iter().map(|name| root.join("examples").join(name)).chain(cases).collect();
    folders.sort_unstable();
    assert!(folders.len() > 60, "the corpus was not found");
    for folder in folders {
        let opened = Opened::open(&folder).and_then(Opened::ready);
        let opened = opened.unwrap_or_else(|failure| panic!("{}: {}", folder.display(), failure.text().en));
        let place = Place::new(kind);
        let server = Server::with(&place, company(&folder), true);
        let payroll = server.somebody("li", "payroll");
        let periods = periods(&folder);
        assert!(!periods.is_empty(), "{} names no period", folder.display());
        for period in periods {
            let stretch = opened.stretch(Some(&period)).expect("a period");
            let request = Request { measured: true, ..stretch.request(Explain::Nobody) };
            let outcome = opened.compute(&request).expect("a result");
            let mut result = Vec::new();
            views::result(&opened.computed(&outcome, stretch), &mut result).expect("bytes");
            let run = payroll.compute(&period);
            let answer = payroll.get(&format!("/v1/runs/{run}/files/result.json"));
            assert!(answer.body == result, "{}, {period}: result.json differs", folder.display());
        }
    }
}

/// The periods that the company's file and its tests name, one by one.
fn periods(folder: &Path) -> BTreeSet<String> {
    let tests = std::fs::read_dir(folder.join("tests")).into_iter().flatten();
    let files = tests.map(|entry| entry.expect("an entry").path()).chain([folder.join("attain.yaml")]);
    let mut periods = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a text");
        let named = text.lines().filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("period:"));
        periods.extend(named.map(|period| period.trim().trim_matches('"').to_owned()));
    }
    periods.retain(|period| !period.contains("..") && !period.contains('#'));
    periods
}
