//! A small company in memory, for the tests to change.

#![allow(dead_code, reason = "each test uses its part of this")]

use std::path::Path;

use attain_engine::inputs::{Batch, LeftOut, SourceStopped, TransactionSource};
use attain_intake::cell::value_at;
use attain_intake::files::Files;
use attain_intake::folder::Folder;
use attain_rules::diagnostic::Diagnostics;
use attain_rules::source::Sources;

pub const COMPANY: &str = "\
company: Acme
currency: CNY
data:
  participants: people.csv
  assignments: assignments.csv
  quotas: quotas.csv
  metrics: metrics.csv
  splits: splits.csv
  transactions: { file: sales.csv, columns: { day: { column: day, type: date } } }
";

pub const PLAN: &str = "\
plan: sales
effective: 2026-01-01 .. 2026-12-31
pays: monthly
measures:
  bookings:
    unit: money
    from: transactions
    to: owner
    dated: day
    splits: yes
    quota: bookings
    without_quota: report
  csat: { unit: percent, from: metrics.csat }
components:
  - commission: commission
    pays_on: bookings
    rate: 5%
    multiply_by: csat
    cap: none
";

/// The company's files; `changes` replace some of them.
pub fn files(changes: &[(&str, &[u8])]) -> Files {
    let mut files = Files::of(Path::new("/there is no such folder"));
    for (path, text) in [
        ("attain.yaml", COMPANY),
        ("plans/sales.yaml", PLAN),
        ("people.csv", "id,name\nE10,Ann\nE9,王芳\n"),
        ("assignments.csv", "participant,plan,from,to,team\nE9,sales,,,north\nE10,sales,2026-01-01,2026-06-30,南\n"),
        ("quotas.csv", "participant,quota,period,amount\nE9,bookings,2026-Q1,90000\n"),
        ("metrics.csv", "participant,metric,period,value\nE9,csat,2026-01,92%\n"),
        ("splits.csv", "transaction,participant,share\nT2,E9,60%\nT2,E10,0.4\n"),
        ("sales.csv", "id,owner,day,amount\nT1,E9,2026-01-05,100.50\nT2,E10,2026-01-06,-20\n"),
    ] {
        files.state(path, text.as_bytes());
    }
    // Other transactions than T2 are not shared.
    if changes.iter().any(|(path, _)| *path == "sales.csv") {
        files.state("splits.csv", b"transaction,participant,share\n".as_slice());
    }
    for (path, bytes) in changes {
        files.state(*path, *bytes);
    }
    files
}

/// The company, opened, its transactions checked.
pub fn checked(changes: &[(&str, &[u8])]) -> Folder {
    let mut folder = Folder::of(files(changes));
    folder.check_transactions();
    folder
}

/// `attain.yaml` with another entry for a table: everything behind `key:` on that line.
pub fn with_table(key: &str, value: &str) -> String {
    let line = |line: &str| match line.split_once(':') {
        Some((found, _)) if found.trim() == key => format!("  {key}: {value}\n"),
        _ => format!("{line}\n"),
    };
    COMPANY.lines().map(line).collect()
}

/// Code, place and marked text of every finding but notes, in order of finding.
pub fn found(folder: &Folder) -> Vec<String> {
    listed(&folder.diagnostics, &folder.sources)
}

/// The same of diagnostics by themselves.
pub fn listed(diagnostics: &Diagnostics, sources: &Sources) -> Vec<String> {
    let one = |finding: &attain_rules::diagnostic::Diagnostic| {
        let span = finding.labels.first().map(|label| label.span).unwrap_or_default();
        let place = sources.place(span);
        format!("{} {}:{}:{} {}", finding.code, place.file, place.line, place.column, sources.text(span))
    };
    diagnostics.all().iter().filter(|finding| !finding.code.starts_with('W')).map(one).collect()
}

/// All transactions as text, one line each, and how the stream ended.
pub fn streamed(
    folder: &Folder,
    batch_rows: usize,
) -> (Vec<String>, Result<bool, SourceStopped>, Vec<LeftOut>, Vec<String>) {
    let Some(source) = folder.transactions() else { return (Vec::new(), Ok(false), Vec::new(), Vec::new()) };
    let mut source = source.with_batch_rows(batch_rows);
    let (mut batch, mut rows) = (Batch::default(), Vec::new());
    let end = loop {
        match source.next(&mut batch) {
            Ok(true) => {}
            end => break end,
        }
        assert!(batch.rows > 0 && batch.rows <= batch_rows && batch.lines.len() == batch.rows);
        for row in 0..batch.rows {
            let cells: Vec<String> = batch.columns.iter().map(|cells| value_at(cells, row).to_exact_text()).collect();
            rows.push(format!("{}:{} {}", batch.file, batch.lines[row], cells.join("|")));
        }
    };
    let mut sources = Sources::default();
    let ended = source.finish(&mut sources);
    (rows, end, ended.left_out, listed(&ended.found, &sources))
}
