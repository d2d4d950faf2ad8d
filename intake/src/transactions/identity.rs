//! Which transactions stand twice, and which are replaced by a higher revision.
//!
//! Ids that ascend through a file are told apart by their order alone. Where they do not, the files are read once more (more
//! often when there are more rows than fit), and the fingerprints of all ids are sorted. A fingerprint is the first half of a
//! SHA-256: nobody has ever seen two texts that share one.

use attain_engine::inputs::Batch;
use attain_rules::company::Schema;
use attain_rules::id::natural_cmp;
use sha2::{Digest, Sha256};

use super::stream::{Next, Stream, revision, text};

/// Fingerprints that are held at a time: 32 bytes each.
const MAX_HELD: usize = 2 << 20;

/// A row to be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Skipped {
    /// Place of its file among the company's transaction files.
    pub file: usize,
    /// Its line.
    pub line: u32,
    /// Why.
    pub why: Leave,
}

/// Why a row is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Leave {
    /// A higher revision replaces it.
    Replaced,
    /// Source, id and revision are those of this row.
    Double {
        /// Place of its file.
        file: usize,
        /// Its line.
        line: u32,
    },
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
    let mut share = Share { parts: 1, part: 0 };
    while share.part < share.parts {
        let marks = read_marks(stream.scan(), &mut share, held);
        judge(marks, &mut skipped);
        share.part += 1;
    }
    skipped.sort_by_key(|row| (row.file, row.line));
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
        marks.push(Mark { fingerprint, revision: revision(&batch, 0).unwrap_or(0), file, line });
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
    hash.finalize().iter().take(16).fold(0, |sum, byte| (sum << 8) | u128::from(*byte))
}

/// Finds the rows of `marks` that are to be left out.
fn judge(mut marks: Vec<Mark>, skipped: &mut Vec<Skipped>) {
    marks.sort_unstable();
    for rows in marks.chunk_by(|a, b| a.fingerprint == b.fingerprint) {
        let highest = rows.last().map_or(0, |row| row.revision);
        for same in rows.chunk_by(|a, b| a.revision == b.revision) {
            for (place, row) in same.iter().enumerate() {
                let why = match (place, row.revision == highest) {
                    (0, true) => continue,
                    (0, false) => Leave::Replaced,
                    _ => Leave::Double { file: same[0].file as usize, line: same[0].line },
                };
                skipped.push(Skipped { file: row.file as usize, line: row.line, why });
            }
        }
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
            assert!(all.len() > 50 && all.iter().any(|row| matches!(row.why, Leave::Double { .. })), "{}", all.len());
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
