//! [`Lines`]: which lines of a file, in stretches.

use attain_rules::both;
use attain_rules::text::Text;

use crate::limits::MAX_STRETCHES;

/// Lines of a file as they come, those that follow each other as one stretch.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    /// First and last line of each.
    stretches: Vec<(u32, u32)>,
    /// The last line of all, where there are more stretches than are named.
    beyond: Option<u32>,
}

impl Lines {
    /// Takes a line in.
    pub(crate) fn add(&mut self, line: u32) {
        if self.beyond.is_some() {
            self.beyond = self.beyond.max(Some(line));
            return;
        }
        let has_room = self.stretches.len() < MAX_STRETCHES;
        match self.stretches.last_mut() {
            Some((_, last)) if last.saturating_add(1) == line => *last = line,
            _ if has_room => self.stretches.push((line, line)),
            _ => self.beyond = Some(line),
        }
    }

    /// `lines 5, 7–104`.
    pub(crate) fn words(&self) -> Text {
        let stretch = |(first, last): &(u32, u32)| match first == last {
            true => first.to_string(),
            false => format!("{first}–{last}"),
        };
        let stretches: Vec<String> = self.stretches.iter().map(stretch).collect();
        let named = Text { en: stretches.join(", "), zh: stretches.join("、") };
        match (self.beyond, self.stretches.as_slice()) {
            (Some(last), _) => {
                both!("lines {named} and others, to line {last}", "第 {named} 行等，直到第 {last} 行"; named)
            }
            (None, [(first, last)]) if first == last => both!("line {named}", "第 {named} 行"; named),
            (None, _) => both!("lines {named}", "第 {named} 行"; named),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(lines: impl IntoIterator<Item = u32>) -> Text {
        let mut all = Lines::default();
        lines.into_iter().for_each(|line| all.add(line));
        all.words()
    }

    #[test]
    fn lines_are_named_in_stretches() {
        assert_eq!(words([5]).en, "line 5");
        assert_eq!(words([5, 7, 8, 9, 11]).en, "lines 5, 7–9, 11");
        assert_eq!(words([5, 7, 8, 9, 11]).zh, "第 5、7–9、11 行");
        assert_eq!(words(5..1_000_000).en, "lines 5–999999");
    }

    #[test]
    fn there_is_a_limit() {
        let every_other = (0..=MAX_STRETCHES as u32).map(|number| 2 * number);
        let named: Vec<String> = every_other.clone().take(MAX_STRETCHES).map(|line| line.to_string()).collect();
        let en = format!("lines {} and others, to line 400", named.join(", "));
        assert_eq!(words(every_other).en, en);
    }
}
