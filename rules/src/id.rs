//! The order of ids: runs of digits by value, so that `E9` stands before `E10`.

use std::cmp::Ordering;

/// Compares two ids piece by piece: runs of digits by their value, everything else by bytes. Ids that differ only in leading
/// zeros are told apart by their bytes, so that only equal ids are equal.
#[must_use]
pub fn natural_cmp(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.as_bytes(), b.as_bytes());
    loop {
        match (left.split_first(), right.split_first()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some((x, after_x)), Some((y, after_y))) => {
                if x.is_ascii_digit() && y.is_ascii_digit() {
                    let (number, rest) = digits(left);
                    let (other, other_rest) = digits(right);
                    let order = number.len().cmp(&other.len()).then_with(|| number.cmp(other));
                    if order != Ordering::Equal {
                        return order;
                    }
                    (left, right) = (rest, other_rest);
                } else if x == y {
                    (left, right) = (after_x, after_y);
                } else {
                    return x.cmp(y);
                }
            }
        }
    }
}

/// An id, or a name that people sort like one, in the order of [`natural_cmp`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Natural<'a>(pub &'a str);

impl PartialOrd for Natural<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Natural<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        natural_cmp(self.0, other.0)
    }
}

/// The run of digits at the start, without its leading zeros, and what follows it.
fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (run, rest) = text.split_at_checked(end).unwrap_or((text, &[]));
    let zeros = run.iter().position(|byte| *byte != b'0').unwrap_or(run.len());
    (run.get(zeros..).unwrap_or_default(), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_count_by_value_and_the_rest_by_bytes() {
        let mut ids =
            ["E10", "E9", "E09", "E9a", "E", "王10", "王9", "e1", "E10-2", "E10-10", "12345678901234567890123"];
        ids.sort_by(|a, b| natural_cmp(a, b));
        assert_eq!(
            ids,
            ["12345678901234567890123", "E", "E09", "E9", "E9a", "E10", "E10-2", "E10-10", "e1", "王9", "王10"]
        );
    }

    #[test]
    fn only_equal_ids_are_equal() {
        assert_eq!(natural_cmp("E007", "E7"), Ordering::Less);
        assert_eq!(natural_cmp("E7", "E007"), Ordering::Greater);
        assert_eq!(natural_cmp("", ""), Ordering::Equal);
        assert_eq!(natural_cmp("E007", "E007"), Ordering::Equal);
    }
}
