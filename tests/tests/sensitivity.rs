//! Every number that goes into a worked example matters: changing it changes some answer.
//!
//! Cells of the data and numbers of the plans are changed one by one, each in several ways. Where no way changes an answer
//! that the example names, the number stands in [`EXPLAINED`] with the reason.

use std::path::{Path, PathBuf};

use attain_tests::asked::answer;
use attain_tests::exact::{Exact, decimal, parse, text, whole};
use attain_tests::expectation::{Example, examples};
use attain_tests::library::{in_memory, run_files};
use attain_tests::observed::figure;
use attain_tests::write::File;

/// Case, number, how often it stands there without effect, and why.
///
/// Everywhere else without effect is only where the first row of a table starts: below it, its rate holds all the same.
const EXPLAINED: &[(&str, &str, usize, &str)] = &[
    ("000", "5%", 4, "no sale and no month is large enough for the last row"),
    ("000", "1%", 1, "the first month already ends in the second row, and the whole sum is paid at one rate"),
    ("000", "1000", 1, "the first month already ends in the second row, and the whole sum is paid at one rate"),
    ("016", "0", 1, "sales that reach no row are paid nothing, whatever is deducted"),
    ("049", "60%", 1, "a share that is changed alone is refused: all of a sale are 100 %"),
    ("049", "40%", 1, "a share that is changed alone is refused: all of a sale are 100 %"),
    ("058", "0", 1, "on no sales any rate pays nothing"),
    ("210", "0", 2, "everybody has a figure, and no team sold nothing"),
    ("215", "0%", 1, "the quarter reaches its quota exactly, and falls into the second row"),
    ("215", "48000", 1, "no quarter of the year 2024 is looked at"),
    ("215", "900", 1, "sold the day before the first month that is looked at"),
    ("215", "200", 1, "sold the day after the last month that is looked at"),
    ("216", "4000", 1, "sold while nobody holds the seat: nobody gets the credit"),
    ("218", "30", 3, "the cap cuts what the fee adds; only `calculated` looks at pay before the cap"),
    ("226", "500", 1, "a sample, which `keep` leaves out"),
    ("201", "1", 1, "heads are counted to compare teams, and whatever counts for one counts for all"),
    ("117", "10000", 1, "below the threshold nothing is paid of any target"),
    ("227", "0", 1, "both policies were cancelled within their year"),
    ("227", "50%", 2, "a share that is changed alone is refused: the parts must be 100 %"),
    ("245", "0", 1, "the first row of shares by age is always that of 0 months"),
    ("245", "20000", 1, "who leaves for another reason gives nothing back"),
    ("246", "8000", 1, "who leaves loses the rest, whatever the customers pay in that month"),
    ("239", "01", 1, "a day is written with two digits for its month: any other number is refused"),
    ("230", "1%", 1, "where the second version holds, sales are beyond its first row already"),
    ("231", "0", 2, "everybody has sales, and the second quarter tells nothing of complaints"),
    ("231", "250", 1, "nobody has a third place"),
    ("231", "300", 1, "no second team has a place"),
    ("231", "10%", 4, "any share of sales below zero counts as zero"),
    ("231", "1", 2, "the prize behind it counts as zero"),
    ("233", "3000", 1, "of rows that differ none counts"),
    ("233", "4000", 1, "of rows that differ none counts"),
    ("233", "5000", 1, "no lower revision takes the place of rows that differ"),
    ("233", "6000", 2, "of rows that differ none counts"),
    ("233", "700", 1, "a higher revision goes before rows that differ"),
    ("233", "800", 1, "a higher revision goes before rows that differ"),
    ("232", "10%", 1, "below 15 % every rate leaves the differences as they are"),
];

#[test]
fn changing_any_input_changes_an_answer() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut unexplained = Vec::new();
    let mut found = vec![0; EXPLAINED.len()];
    let mut numbers = 0;
    for case in sorted(&cases) {
        let name = case.file_name().and_then(|name| name.to_str()).expect("folders have plain names").to_owned();
        let files = read(&case);
        let examples: Vec<_> = examples(&case).into_iter().filter(|example| example.given.is_empty()).collect();
        let answers = answers(&files, &examples).expect("the case can be computed");
        for place in places(&files) {
            numbers += 1;
            let changes = ways(&place.text).into_iter().any(|other| {
                let changed = place.replaced(&files, &other);
                self::answers(&changed, &examples).is_some_and(|changed| changed != answers)
            });
            if changes || place.starts_a_table(&files) {
                continue;
            }
            match EXPLAINED.iter().position(|(case, number, ..)| name.starts_with(case) && place.text == *number) {
                Some(reason) => found[reason] += 1,
                None => {
                    let (file, line) = (&files[place.file].0, place.line + 1);
                    unexplained.push(format!("{name}, {file}:{line}: {} may change without effect", place.text));
                }
            }
        }
    }
    assert!(numbers > 300, "only {numbers} numbers were found");
    assert!(unexplained.is_empty(), "{}", unexplained.join("\n"));
    for ((case, number, times, _), found) in EXPLAINED.iter().zip(found) {
        assert_eq!(
            *times, found,
            "{case}: {number} is explained {times} times, and stands without effect {found} times"
        );
    }
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("the folder can be listed").path()).collect();
    paths.sort();
    paths
}

/// The company's own files; what is expected stays out.
fn read(case: &Path) -> Vec<File> {
    let mut files = Vec::new();
    for (folder, prefix) in [(case.to_owned(), ""), (case.join("plans"), "plans/"), (case.join("data"), "data/")] {
        for path in sorted(&folder).into_iter().filter(|path| path.is_file()) {
            let name = path.file_name().and_then(|name| name.to_str()).expect("files have plain names");
            files.push((format!("{prefix}{name}"), std::fs::read_to_string(&path).expect("the file can be read")));
        }
    }
    files
}

/// What the examples name; `None` when the company is refused.
fn answers(files: &[File], examples: &[Example]) -> Option<Vec<Option<String>>> {
    let folder = in_memory(files);
    let mut answers = Vec::new();
    let mut periods: Vec<&str> = examples.iter().map(|example| example.period.as_str()).collect();
    periods.sort_unstable();
    periods.dedup();
    for period in periods {
        let run = run_files(files, Some(period)).ok()?;
        for example in examples.iter().filter(|example| example.period == period) {
            answers.extend(example.expect.iter().map(|(name, _)| {
                let shown = figure(&run, &example.participant, name).map(|found| found.to_string());
                shown.or_else(|| Some(answer(&folder, example, name)?.to_exact_text()))
            }));
        }
    }
    Some(answers)
}

/// A number in a file.
struct Place {
    file: usize,
    line: usize,
    start: usize,
    text: String,
}

impl Place {
    /// Is it where the first row of a table starts, below which the same row holds?
    fn starts_a_table(&self, files: &[File]) -> bool {
        let lines: Vec<&str> = files[self.file].1.lines().collect();
        let first_row = self.line > 0 && lines[self.line - 1].trim() == "tiers:";
        let limit =
            lines[self.line][..self.start].ends_with("from: ") || lines[self.line][..self.start].ends_with("above: ");
        let nearest = !lines[..self.line].iter().rev().take(4).any(|line| line.trim() == "outside: zero");
        first_row && limit && nearest
    }

    fn replaced(&self, files: &[File], other: &str) -> Vec<File> {
        let mut files = files.to_vec();
        let text = &mut files[self.file].1;
        let before: usize = text.split_inclusive('\n').take(self.line).map(str::len).sum();
        let start = before + self.start;
        text.replace_range(start..start + self.text.len(), other);
        files
    }
}

/// All numbers in data cells and plans, but for ids, days and periods.
fn places(files: &[File]) -> Vec<Place> {
    let mut places = Vec::new();
    for (file, (path, content)) in files.iter().enumerate() {
        for (line, written) in content.lines().enumerate() {
            let written_in_plan = !written.trim_start().starts_with('#') && !written.starts_with("effective");
            if path.starts_with("data/") && line > 0 {
                let mut start = 0;
                for cell in written.split(',') {
                    if parse(cell).is_some() && !is_label(path, written, start) {
                        places.push(Place { file, line, start, text: cell.to_owned() });
                    }
                    start += cell.len() + 1;
                }
            } else if path.starts_with("plans/") && written_in_plan {
                places.extend(numbers(written).into_iter().map(|(start, text)| Place { file, line, start, text }));
            }
        }
    }
    places
}

/// The third cell of quotas and metrics is a period, and a year looks like a number.
fn is_label(path: &str, line: &str, start: usize) -> bool {
    let figures = path.ends_with("quotas.csv") || path.ends_with("metrics.csv");
    figures && line[..start].matches(',').count() == 2
}

fn numbers(line: &str) -> Vec<(usize, String)> {
    let line = line.split(" #").next().unwrap_or_default();
    let belongs = |c: char| c.is_alphanumeric() || matches!(c, '.' | '%' | '_');
    let mut numbers = Vec::new();
    let mut start = 0;
    for piece in line.split_inclusive(|c: char| !belongs(c)) {
        let word = piece.trim_end_matches(|c: char| !belongs(c));
        if parse(word).is_some() {
            numbers.push((start, word.to_owned()));
        }
        start += piece.len();
    }
    numbers
}

/// Other numbers to put in a number's place, written as it is.
fn ways(number: &str) -> Vec<String> {
    let value = parse(number).expect("a number");
    let percent = number.ends_with('%');
    let written = |value: Exact| {
        if percent { format!("{}%", text(&(value * whole(100)))) } else { text(&value) }
    };
    let factors = [decimal(5, 1), decimal(9, 1), decimal(11, 1), whole(2), whole(0)];
    let mut ways: Vec<_> = factors.iter().map(|factor| written(&value * factor)).collect();
    let one = if percent { decimal(1, 2) } else { whole(1) };
    ways.extend([written(&value + &one), written(&value - &one), written(&value + whole(100))]);
    ways.retain(|way| way != number);
    ways
}
