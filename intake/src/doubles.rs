//! [`Double`]: rows that share a key which only one may have. Which of them holds never depends on their order in the file.

use std::collections::BTreeMap;
use std::sync::Arc;

use attain_engine::inputs::Cells;
use attain_rules::both;
use attain_rules::text::Text;
use sha2::{Digest, Sha256};

use crate::cell::value_at;
use crate::limits::MAX_RIVALS;
use crate::lines::Lines;

/// What is wrong with a row whose key other rows have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Double<P> {
    /// The row here counts: it stands before this one and is the same in every cell, or this one is laid over it by a preview.
    Again(P),
    /// The rows differ: nobody knows which of them holds, and none counts.
    Differs(Arc<Rivals<P>>),
}

/// Rows of which none counts, because they differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rivals<P> {
    /// Where the first of them stand.
    first: Vec<P>,
    /// How many there are.
    rows: usize,
}

impl<P: Copy + PartialEq> Rivals<P> {
    /// The rows at `places`.
    pub(crate) fn of(mut places: Vec<P>) -> Arc<Self> {
        let rows = places.len();
        // One of those who are named may be the row at hand.
        places.truncate(MAX_RIVALS + 1);
        places.shrink_to_fit();
        Arc::new(Self { first: places, rows })
    }

    /// The others beside the row at `own` that are named, and how many more there are.
    pub(crate) fn beside(&self, own: P) -> (impl Iterator<Item = P>, usize) {
        let others = self.first.iter().copied().filter(move |place| *place != own).take(MAX_RIVALS);
        (others, self.rows.saturating_sub(MAX_RIVALS + 1))
    }
}

/// Says of the rows with one key, in the order of their places, which are double; each has the fingerprint of its cells.
pub(crate) fn judge<P: Copy + PartialEq>(rows: &[(P, u128)], mut say: impl FnMut(P, Double<P>)) {
    let Some(((first, cells), rest)) = rows.split_first() else { return };
    if rest.iter().all(|(_, other)| other == cells) {
        return rest.iter().for_each(|(place, _)| say(*place, Double::Again(*first)));
    }
    let rivals = Rivals::of(rows.iter().map(|(place, _)| *place).collect());
    rows.iter().for_each(|(place, _)| say(*place, Double::Differs(Arc::clone(&rivals))));
}

/// The lines beside `own` on which rivals stand in the same file, in words.
pub(crate) fn lines_beside(rivals: &Rivals<u32>, own: u32) -> Text {
    let (others, more) = rivals.beside(own);
    in_words(others, more)
}

/// `lines 3, 7–9 and 4 more`.
pub(crate) fn in_words(lines: impl Iterator<Item = u32>, more: usize) -> Text {
    let mut named = Lines::default();
    lines.for_each(|line| named.add(line));
    let named = named.words();
    match more {
        0 => named,
        more => both!("{named} and {more} more", "{named}等，另有 {more} 行"; named),
    }
}

/// The first half of a SHA-256 of the cells in `row` of `columns`, as they were read; of the columns `unread` what is `written`
/// there.
pub(crate) fn fingerprint<'c>(
    columns: impl Iterator<Item = &'c Cells>,
    row: usize,
    unread: &[usize],
    written: impl Fn(usize) -> &'c str,
) -> u128 {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    columns.for_each(|cells| add(&value_at(cells, row).to_exact_text()));
    for column in unread {
        // An empty cell and one that cannot be read are not the same.
        add(&column.to_string());
        add(written(*column));
    }
    half(hash)
}

/// The first half of a digest: nobody has ever seen two texts that share one.
pub(crate) fn half(hash: Sha256) -> u128 {
    hash.finalize().iter().take(16).fold(0, |sum, byte| (sum << 8) | u128::from(*byte))
}

/// The fingerprint of a row with cells that cannot be read: it is like none that can be.
pub(crate) const UNREADABLE: u128 = 0;

/// What a first look at a table told of its doubles, by line. A second look has it.
#[derive(Debug, Default)]
pub(crate) struct Verdicts(BTreeMap<u32, Double<u32>>);

impl Verdicts {
    /// What is wrong with the row on `line`.
    pub(crate) fn of(&self, line: u32) -> Option<&Double<u32>> {
        self.0.get(&line)
    }

    /// Takes in that the row on `line` is double.
    pub(crate) fn say(&mut self, line: u32, double: Double<u32>) {
        self.0.insert(line, double);
    }
}

/// The keys of a table's rows.
#[derive(Debug)]
pub(crate) struct Keys<K> {
    rows: Vec<(K, u32, u128)>,
}

impl<K: Ord> Default for Keys<K> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

impl<K: Ord> Keys<K> {
    /// Takes note of a row: its key, its line, and the fingerprint of its cells.
    pub(crate) fn note(&mut self, key: K, line: u32, cells: u128) {
        self.rows.push((key, line, cells));
    }

    /// The keys of all rows.
    pub(crate) fn all(&self) -> impl Iterator<Item = &K> {
        self.rows.iter().map(|(key, ..)| key)
    }

    /// Judges all rows.
    pub(crate) fn judge(mut self) -> Verdicts {
        let mut verdicts = Verdicts::default();
        self.rows.sort_unstable_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        for rows in self.rows.chunk_by(|a, b| a.0 == b.0).filter(|rows| rows.len() > 1) {
            let rows: Vec<(u32, u128)> = rows.iter().map(|(_, line, cells)| (*line, *cells)).collect();
            judge(&rows, |line, double| verdicts.say(line, double));
        }
        verdicts
    }
}

/// Reads a table with `read`, and once more where rows turn out to be double: only then all is known that is to be said of each.
/// There are verdicts for each kind of key that the table has.
pub(crate) fn read_twice<T, const KEYS: usize>(mut read: impl FnMut(&[Verdicts; KEYS]) -> (T, [Verdicts; KEYS])) -> T {
    let (table, verdicts) = read(&std::array::from_fn(|_| Verdicts::default()));
    if verdicts.iter().all(|verdicts| verdicts.0.is_empty()) { table } else { read(&verdicts).0 }
}
