//! [`Spellings`]: values that make groups, and those that differ from them in their spelling alone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use attain_rules::diagnostics::d::d054;

use super::TableRow;

/// How a value was first spelled: its text, and the file and line where it stands.
type First = (String, Arc<str>, u32);

/// The values of attributes that make groups, as they were first spelled.
#[derive(Debug)]
pub(super) struct Spellings<'a> {
    /// Places of the attributes.
    grouping: &'a BTreeSet<usize>,
    /// By attribute, and by what all spellings have in common.
    first: BTreeMap<(usize, String), First>,
}

impl<'a> Spellings<'a> {
    /// Of the attributes at these places.
    pub(super) fn new(grouping: &'a BTreeSet<usize>) -> Self {
        Self { grouping, first: BTreeMap::new() }
    }

    /// Looks at the text in `column`, which is the attribute at `place` and called `name`: one that was spelled otherwise
    /// before is remarked upon.
    pub(super) fn look(&mut self, row: &mut TableRow<'_>, column: usize, (place, name): (usize, &str)) {
        let text = row.text(column);
        if !self.grouping.contains(&place) || text.is_empty() {
            return;
        }
        let (text, here) = (text.to_owned(), row.place());
        let first = self.first.entry((place, common(&text))).or_insert_with(|| (text.clone(), here.file, here.line));
        if first.0 != text {
            let other = (first.0.as_str(), &*first.1, first.2);
            row.reader.remark(column, |place| d054::other_spelling(place, name, &text, other));
        }
    }
}

/// What is left of a text without case, width and blanks.
pub(crate) fn common(text: &str) -> String {
    let narrow = |sign: char| match u32::from(sign) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(sign),
        _ => sign,
    };
    let is_blank = |sign: &char| sign.is_whitespace() || matches!(sign, '\u{200b}' | '\u{feff}');
    text.chars().filter(|sign| !is_blank(sign)).map(narrow).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::common;

    #[test]
    fn case_width_and_blanks_are_left_out() {
        assert_eq!(common("Team\u{3000}Ａ\u{200b}"), "teama");
        assert_eq!(common("华北 一组"), common("华北一组"));
        assert_ne!(common("Team A"), common("Team B"));
        assert_ne!(common("Team-A"), common("Team A"));
    }
}
