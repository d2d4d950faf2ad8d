//! Which transactions stand twice, and which are replaced by a higher revision.
//!
//! Ids that ascend through a file are told apart by their order alone. Where they do not, the files are read once more (more
//! often when there are more rows than fit), and the fingerprints of all ids are sorted. Rows with one source, id and revision
//! are then read again and held against each other, cell by cell. A fingerprint is the first half of a SHA-256: nobody has ever
//! seen two texts that share one.

use attain_engine::inputs::Batch;
use attain_rules::company::Schema;
use attain_rules::id::natural_cmp;
use sha2::{Digest, Sha256};

use crate::doubles::{Double, half, judge};

use super::stream::{Next, Stream, text};

/// Fingerprints that are held at a time: 32 bytes each.
const MAX_HELD: usize = 2 << 20;

/// Place of a file among the company's transaction files, and a line of it.
pub(super) type Row = (usize, u32);

/// A row to be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Skipped {
    /// Where it stands.
    pub row: Row,
    /// Why.
    pub why: Leave,
}

/// Why a row is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Leave {
    /// A higher revision replaces it.
    Replaced,
    /// Another row has its source, id and revision.
    Double(Double<Row>),
}

/// A row whose source, id and revision are those of another one.
struct Twin {
    row: Row,
    /// Which of them belong together.
    group: usize,
    /// Does a higher revision replace them?
    is_replaced: bool,
    /// What stands in it.
    cells: u128,
}

/// Do ids ascend through each file? Then none stands twice.
#[derive(Debug, Default)]
pub(super) struct Order {
    file: Option<usize>,
    last: String,
    broken: bool,
}

impl Order {
    /// Takes the last row of `batch`, which `stream` just read.
    #[inline]
    pub fn take(&mut self, stream: &Stream, batch: &Batch) {
        if self.broken {
            return;
        }
        let id = text(batch, Schema::ID, batch.rows - 1);
        if self.file == Some(stream.file()) {
            self.broken = !ascends(&self.last, id);
        } else {
            self.file = Some(stream.file());
            self.broken = !stream.has_one_source();
        }
        self.last.clear();
        self.last.push_str(id);
    }

    /// Did they, so far?
    pub fn is_kept(&self) -> bool {
        !self.broken
    }
}

/// Does `id` stand behind `last` in the order of ids? Where only the last character differs, that alone decides.
#[inline]
fn ascends(last: &str, id: &str) -> bool {
    match (last.as_bytes(), id.as_bytes()) {
        ([start @ .., a], [other @ .., b]) if start == other && a.is_ascii_digit() && b.is_ascii_digit() => a < b,
        _ => natural_cmp(last, id).is_lt(),
    }
}

/// What identifies a row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    fingerprint: u128,
    revision: u64,
    file: u32,
    line: u32,
}

/// Looks through all rows of `stream`, from the start, for those that stand twice or are replaced; sorted by file and line.
pub(super) fn scan(stream: &Stream) -> Vec<Skipped> {
    scan_with(stream, MAX_HELD)
}

/// The same, with at most `held` fingerprints at a time.
fn scan_with(stream: &Stream, held: usize) -> Vec<Skipped> {
    let mut skipped = Vec::new();
    let mut twins = Vec::new();
    let mut share = Share { parts: 1, part: 0 };
    while share.part < share.parts {
        let marks = read_marks(stream.scan(), &mut share, held);
        part(marks, &mut skipped, &mut twins);
        share.part += 1;
    }
    settle(stream.scan(), twins, &mut skipped);
    skipped.sort_by_key(|skipped| skipped.row);
    skipped
}

/// The part of all fingerprints that a pass looks at: those whose remainder by `parts`, a power of two, is `part`.
#[derive(Clone, Copy)]
struct Share {
    parts: u128,
    part: u128,
}

/// The marks of the rows in `share`. The first pass divides the rows into as many parts as it takes to hold one of them.
fn read_marks(mut stream: Stream, share: &mut Share, held: usize) -> Vec<Mark> {
    let mut batch = Batch::default();
    let mut marks = Vec::new();
    loop {
        stream.clear(&mut batch);
        match stream.next(&mut batch) {
            Next::Row => stream.pad(&mut batch),
            Next::FileEnd => continue,
            Next::End => return marks,
        }
        let fingerprint = fingerprint(text(&batch, Schema::SOURCE, 0), text(&batch, Schema::ID, 0));
        if fingerprint % share.parts != share.part {
            continue;
        }
        let file = u32::try_from(stream.file()).unwrap_or(u32::MAX);
        let line = batch.lines.first().copied().unwrap_or(0);
        marks.push(Mark { fingerprint, revision: stream.revision(&batch), file, line });
        while marks.len() > held && share.part == 0 && share.parts < 1 << 32 {
            share.parts *= 2;
            marks.retain(|mark: &Mark| mark.fingerprint.is_multiple_of(share.parts));
        }
    }
}

fn fingerprint(source: &str, id: &str) -> u128 {
    let mut hash = Sha256::new();
    hash.update((source.len() as u64).to_le_bytes());
    hash.update(source.as_bytes());
    hash.update(id.as_bytes());
    half(hash)
}

/// Finds the rows of `marks` that a higher revision replaces, and those that stand twice.
fn part(mut marks: Vec<Mark>, skipped: &mut Vec<Skipped>, twins: &mut Vec<Twin>) {
    marks.sort_unstable();
    for rows in marks.chunk_by(|a, b| a.fingerprint == b.fingerprint) {
        let highest = rows.last().map_or(0, |row| row.revision);
        for same in rows.chunk_by(|a, b| a.revision == b.revision) {
            let is_replaced = same.first().is_some_and(|row| row.revision < highest);
            let rows = same.iter().map(|row| (row.file as usize, row.line));
            if same.len() > 1 {
                let group = twins.last().map_or(0, |twin| twin.group + 1);
                twins.extend(rows.map(|row| Twin { row, group, is_replaced, cells: 0 }));
            } else if is_replaced {
                skipped.extend(rows.map(|row| Skipped { row, why: Leave::Replaced }));
            }
        }
    }
}

/// Reads `twins` once more, to hold them against each other.
fn settle(mut stream: Stream, mut twins: Vec<Twin>, skipped: &mut Vec<Skipped>) {
    twins.sort_unstable_by_key(|twin| twin.row);
    let mut batch = Batch::default();
    let mut rest = twins.iter_mut().peekable();
    while let Some(row) = rest.peek().map(|twin| twin.row) {
        stream.clear(&mut batch);
        match stream.next(&mut batch) {
            Next::Row if (stream.file(), batch.lines.first().copied().unwrap_or(0)) == row => {
                stream.pad(&mut batch);
                let cells = stream.fingerprint(&batch);
                rest.next().into_iter().for_each(|twin| twin.cells = cells);
            }
            Next::Row | Next::FileEnd => {}
            Next::End => break,
        }
    }
    twins.sort_by_key(|twin| twin.group);
    for same in twins.chunk_by(|a, b| a.group == b.group) {
        let rows: Vec<(Row, u128)> = same.iter().map(|twin| (twin.row, twin.cells)).collect();
        let (own, laid_over) = rows.split_at(rows.partition_point(|(row, _)| row.0 < stream.own_files()));
        let before = skipped.len();
        let mut say = |row, double| skipped.push(Skipped { row, why: Leave::Double(double) });
        match own.first() {
            // What a preview adds says nothing against what stands there.
            Some((first, _)) => {
                judge(own, &mut say);
                laid_over.iter().for_each(|(row, _)| say(*row, Double::Again(*first)));
            }
            None => judge(laid_over, &mut say),
        }
        let counts_first = skipped.len() - before < rows.len();
        let replaced = same.first().filter(|twin| twin.is_replaced && counts_first);
        skipped.extend(replaced.map(|twin| Skipped { row: twin.row, why: Leave::Replaced }));
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::files::Files;
    use crate::folder::Folder;

    /// Ids in no order, every seventh twice, some in two revisions.
    fn stream(columns: &str) -> Stream {
        let row = |row: u32| format!("T{},{},1\n", row * 37 % 200 / 7 * 7 + row % 6, row % 3);
        let sales: String = (0..200).map(row).collect();
        let company = "company: A\ncurrency: CNY\ndata: { participants: p, assignments: a, transactions: t }\n";
        let mut files = Files::of(Path::new("/there is no such folder"));
        files.state("attain.yaml", company.as_bytes());
        files.state("t", format!("{columns}\n{sales}").into_bytes());
        let company = Folder::of(files.clone()).company.expect("a company");
        Stream::new(files, Arc::clone(&company))
    }

    #[test]
    fn passes_over_parts_find_what_one_pass_finds() {
        for columns in ["id,revision,amount", "id,other,amount"] {
            let stream = stream(columns);
            let all = scan(&stream);
            assert!(all.len() > 50 && all.iter().any(|row| matches!(row.why, Leave::Double(_))), "{}", all.len());
            for held in [1, 3, 40, 199] {
                assert_eq!(scan_with(&stream, held), all, "{columns}, {held} held");
            }
        }
    }

    #[test]
    fn ascending_ids_need_no_look() {
        assert!(ascends("T9", "T10") && ascends("T19", "T20") && ascends("T18", "T19") && ascends("A", "a"));
        assert!(!ascends("T10", "T9") && !ascends("T1", "T1") && !ascends("T9", "T8") && !ascends("b", "a"));
    }
}
