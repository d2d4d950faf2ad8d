//! [`Stretches`]: rows that hold for some days, of which only one may hold at a time.

use attain_rules::date::DateRange;

use crate::doubles::{Double, Rivals, Verdicts};

/// The days of a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    /// Both ends are included.
    pub days: DateRange,
    /// Its line.
    pub line: u32,
    /// The fingerprint of its cells.
    pub cells: u128,
    /// Whose it is: those of one may share days with each other.
    pub of: u128,
}

/// The stretches of all keys.
#[derive(Debug)]
pub(super) struct Stretches<K> {
    rows: Vec<(K, Stretch)>,
}

impl<K: Ord> Default for Stretches<K> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

impl<K: Ord> Stretches<K> {
    /// Takes note of a row.
    pub(super) fn note(&mut self, key: K, stretch: Stretch) {
        self.rows.push((key, stretch));
    }

    /// Finds the rows that share days with another one's of their key, of which none counts; those that are the same in every cell
    /// count as one.
    pub(super) fn judge(mut self) -> Verdicts {
        self.rows.sort_unstable_by(|(a, one), (b, other)| {
            a.cmp(b).then_with(|| (one.days.first, one.line).cmp(&(other.days.first, other.line)))
        });
        let mut verdicts = Verdicts::default();
        for rows in self.rows.chunk_by(|a, b| a.0 == b.0).filter(|rows| rows.len() > 1) {
            let rows: Vec<Stretch> = rows.iter().map(|(_, stretch)| *stretch).collect();
            judge(&rows, &mut verdicts);
        }
        verdicts
    }
}

/// Judges the stretches of one key, sorted by their first days and lines.
fn judge(rows: &[Stretch], verdicts: &mut Verdicts) {
    let ahead = ahead(rows);
    let mut behind = Behind::default();
    let mut last: Option<Stretch> = None;
    for (row, ahead) in rows.iter().zip(ahead) {
        let before = behind.of_others(row.of).filter(|other| other.days.last >= row.days.first);
        let after = ahead.filter(|other| other.days.first <= row.days.last);
        let lines: Vec<u32> = [Some(*row), before, after].into_iter().flatten().map(|one| one.line).collect();
        let again = last.filter(|last| last.cells == row.cells);
        if lines.len() > 1 {
            verdicts.say(row.line, Double::Differs(Rivals::of(lines)));
        } else if let Some(first) = again {
            verdicts.say(row.line, Double::Again(first.line));
        }
        last = again.or(Some(*row));
        behind.take(*row);
    }
}

/// For each row the next one that is another's.
fn ahead(rows: &[Stretch]) -> Vec<Option<Stretch>> {
    let mut ahead: Vec<Option<Stretch>> = Vec::with_capacity(rows.len());
    for pair in rows.windows(2).rev() {
        let [row, next] = pair else { continue };
        let behind_it = ahead.last().copied().flatten();
        ahead.push(if next.of == row.of { behind_it } else { Some(*next) });
    }
    ahead.reverse();
    ahead.push(None);
    ahead
}

/// Of the rows that went by the one that ends last, and the one that ends last among those of others.
#[derive(Default)]
struct Behind {
    longest: Option<Stretch>,
    next: Option<Stretch>,
}

impl Behind {
    fn of_others(&self, of: u128) -> Option<Stretch> {
        self.longest.filter(|longest| longest.of != of).or(self.next)
    }

    fn take(&mut self, row: Stretch) {
        let ends_later = |known: Option<Stretch>| known.is_none_or(|known| known.days.last < row.days.last);
        if self.longest.is_none_or(|longest| longest.of == row.of) {
            if ends_later(self.longest) {
                self.longest = Some(row);
            }
        } else if ends_later(self.longest) {
            self.next = self.longest.replace(row);
        } else if ends_later(self.next) {
            self.next = Some(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Days, cells and holder of each row, on lines from 0.
    fn verdicts(rows: &[(i32, i32, u128, u128)]) -> Vec<String> {
        let mut stretches: Stretches<()> = Stretches::default();
        for (line, (first, last, cells, of)) in rows.iter().enumerate() {
            let [first, last] = [first, last].map(|day| DateRange::BEGINNING.plus_days(*day));
            let days = DateRange { first, last };
            stretches.note((), Stretch { days, line: line as u32, cells: *cells, of: *of });
        }
        let verdicts = stretches.judge();
        (0..rows.len() as u32)
            .map(|line| match verdicts.of(line) {
                None => "counts".to_owned(),
                Some(Double::Again(first)) => format!("again {first}"),
                Some(Double::Differs(rivals)) => format!("differs {:?}", rivals.beside(line).0.collect::<Vec<_>>()),
            })
            .collect()
    }

    #[test]
    fn a_chain_of_overlaps_is_named_link_by_link() {
        let rows = [(1, 10, 1, 1), (10, 20, 2, 2), (20, 30, 3, 3), (31, 40, 4, 4)];
        assert_eq!(verdicts(&rows), ["differs [1]", "differs [0, 2]", "differs [1]", "counts"]);
        // Whoever starts first and ends last has days with all of them.
        let rows = [(5, 6, 1, 1), (1, 30, 2, 2), (8, 9, 3, 3), (31, 40, 4, 4)];
        assert_eq!(verdicts(&rows), ["differs [1]", "differs [0]", "differs [1]", "counts"]);
    }

    #[test]
    fn the_same_row_again_is_one_row() {
        let rows = [(1, 10, 7, 7), (11, 20, 8, 8), (1, 10, 7, 7), (1, 10, 7, 7)];
        assert_eq!(verdicts(&rows), ["counts", "counts", "again 0", "again 0"]);
        let rows = [(1, 10, 7, 7), (10, 20, 8, 8), (1, 10, 7, 7)];
        assert_eq!(verdicts(&rows), ["differs [1]", "differs [0]", "differs [1]"]);
    }

    #[test]
    fn rows_of_one_holder_may_share_days() {
        let rows = [(1, 10, 1, 5), (5, 20, 2, 5), (15, 30, 3, 6), (21, 22, 4, 5)];
        assert_eq!(verdicts(&rows), ["counts", "differs [2]", "differs [1, 3]", "differs [2]"]);
    }

    /// Held against a naive look at all pairs.
    #[test]
    fn pairs_say_the_same() {
        let mut seed = 1u32;
        let mut next = |most: u32| {
            seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345);
            (seed >> 16) % most
        };
        for _ in 0..2_000 {
            let rows: Vec<(i32, i32, u128, u128)> = (0..next(7))
                .map(|line| {
                    let first = next(12) as i32;
                    (first, first + next(5) as i32, u128::from(line), u128::from(next(3)))
                })
                .collect();
            let clashes = |(first, last, _, of): &(i32, i32, u128, u128)| {
                rows.iter().any(|other| other.3 != *of && other.0 <= *last && other.1 >= *first)
            };
            let naive: Vec<bool> = rows.iter().map(clashes).collect();
            let found: Vec<bool> = verdicts(&rows).iter().map(|verdict| verdict.starts_with("differs")).collect();
            assert_eq!(found, naive, "{rows:?}");
        }
    }
}
