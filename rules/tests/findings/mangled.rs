//! Files that were mangled by chance: whatever comes in, findings come out, each at a place that there is.

use attain_rules::render::{Style, render};
use attain_rules::text::Language;

use super::{COMPANY, PLAN, check};

/// A small generator: the same numbers in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit.max(1)
    }

    /// A boundary between two characters of `text`.
    fn place(&mut self, text: &str) -> usize {
        let wanted = self.below(text.len());
        (0..=wanted).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
    }

    fn mangle(&mut self, text: &mut String) {
        const PIECES: [&str; 40] = [
            "\t",
            " ",
            "\n",
            "  ",
            ":",
            ": ",
            ",",
            "，",
            "：",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "'",
            "|",
            ">",
            "#",
            " #",
            "-",
            "- ",
            "&a",
            "*a",
            "!t",
            "%",
            "@",
            "`",
            "\\",
            "(",
            ")",
            "满意度",
            "\u{feff}",
            "\r\n",
            "0",
            "1e9",
            "null",
            "---\n",
            "? ",
            "<<: ",
            "\u{0}",
        ];
        let (a, b) = (self.place(text), self.place(text));
        let (from, to) = (a.min(b), a.max(b).min(a.min(b).saturating_add(40)));
        let to = (to..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        match self.below(4) {
            0 => text.replace_range(from..to, ""),
            1 => {
                let copy = text.get(from..to).unwrap_or_default().to_owned();
                let at = self.place(text);
                text.insert_str(at, &copy);
            }
            _ => {
                let piece = PIECES.get(self.below(PIECES.len())).copied().unwrap_or_default();
                text.insert_str(from, piece);
            }
        }
    }
}

#[test]
fn whatever_comes_in_findings_come_out() {
    let mut chance = Chance(7);
    let mut clean = 0;
    for _ in 0..1_500 {
        let mut files = [COMPANY.to_owned(), PLAN.to_owned()];
        let which = chance.below(2);
        let file = files.get_mut(which).expect("one of two");
        for _ in 0..=chance.below(4) {
            chance.mangle(file);
        }
        let (sources, found, _) = check(&files);
        clean += u32::from(found.is_empty());
        for one in &found {
            for label in &one.labels {
                let text = &sources.get(label.span.source).expect("a file").text;
                let range = label.span.start as usize..label.span.end as usize;
                assert!(text.get(range).is_some(), "{one:?}\n{files:?}");
            }
            for language in [Language::English, Language::Chinese] {
                let page = render(one, &sources, language, Style { color: true, width: 80 });
                assert!(page.contains(one.code));
            }
        }
    }
    assert!((15..1_000).contains(&clean), "{clean} of the mangled files were still clean");
}
