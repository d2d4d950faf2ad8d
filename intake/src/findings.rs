//! [`Findings`]: what is wrong with the rows of one file, each with the row itself, up to a limit.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use attain_engine::inputs::LeftOut;
use attain_rules::both;
use attain_rules::company::BrokenRows;
use attain_rules::diagnostic::{Diagnostic, Diagnostics, Severity};
use attain_rules::diagnostics::d::d050;
use attain_rules::diagnostics::explanation;
use attain_rules::number::Number;
use attain_rules::source::{SourceId, Sources, Span};
use attain_rules::text::Text;

use crate::limits::{MAX_ALIKE, MAX_FINDINGS};

/// Lines that are named for findings which are not shown.
const MAX_LINES: usize = 10;

/// Longest text of a row that is kept for showing; cells behind it are pointed at by its end.
const MOST_SHOWN: usize = 16_000;

/// The findings of one file.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    file: Arc<str>,
    broken_rows: BrokenRows,
    /// With the window into the file; without one the diagnostic's spans are good as they are.
    found: Vec<(Option<Window>, Diagnostic)>,
    /// Findings with the same words as ones that are shown.
    alike: BTreeMap<String, Alike>,
    /// All findings, shown or not.
    count: u64,
    /// Findings past the limit.
    more: u64,
    /// Does anything stop the run, shown or not?
    refused: bool,
    /// Could the file not be read, or not to its end?
    unreadable: bool,
    left_out: BTreeMap<Reason, (u64, Number)>,
}

/// Findings that say the same.
#[derive(Clone, Debug, Default)]
struct Alike {
    shown: usize,
    /// Place of the last one that is shown.
    last: usize,
    /// How many are not.
    more: u64,
    /// Where the first of those stand.
    lines: Vec<String>,
}

/// A row as it stands in its file.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Line where it starts, from 1.
    pub line: u32,
    /// All of it.
    pub text: &'a str,
}

/// Why a row is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The mapping's `keep` says no.
    NotKept,
    /// Another row of the same transaction has a higher revision.
    Replaced,
    /// It is broken: the code of its first finding.
    Broken(&'static str),
}

/// The row that a finding is about.
#[derive(Clone, Debug)]
struct Window {
    line: u32,
    text: String,
}

impl Findings {
    /// No findings yet of `file`, where broken rows are treated as `broken_rows` says.
    #[must_use]
    pub fn new(file: Arc<str>, broken_rows: BrokenRows) -> Self {
        Self { file, broken_rows, ..Self::default() }
    }

    /// The file's name.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Something is wrong with a row, so that it cannot be used: refused or set aside. `at` is the cell in `text`, the row that
    /// starts at `line`; `make` gets the cell's place. Gives back the code.
    pub fn row(&mut self, row: Row<'_>, at: Range<usize>, make: impl FnOnce(Span) -> Diagnostic) -> &'static str {
        let refuse = self.broken_rows == BrokenRows::Refuse;
        self.refused |= refuse;
        let mut diagnostic = make(row.span(&at));
        if !refuse {
            diagnostic.severity = Severity::Warning;
        }
        let code = diagnostic.code;
        self.show(Some(row.window()), diagnostic);
        code
    }

    /// Something is wrong with the form of the file, seen at a row: always refused.
    pub fn form(&mut self, row: Row<'_>, at: Range<usize>, make: impl FnOnce(Span) -> Diagnostic) {
        (self.refused, self.unreadable) = (true, true);
        let diagnostic = make(row.span(&at));
        self.show(Some(row.window()), diagnostic);
    }

    /// Something worth saying about a row that is used all the same.
    pub fn remark(&mut self, row: Row<'_>, at: Range<usize>, make: impl FnOnce(Span) -> Diagnostic) {
        let diagnostic = make(row.span(&at));
        self.show(Some(row.window()), diagnostic);
    }

    /// Something is wrong with the file as a whole; the diagnostic's place is in the company's file.
    pub fn file_error(&mut self, diagnostic: Diagnostic) {
        (self.refused, self.unreadable) = (true, true);
        self.show(None, diagnostic);
    }

    fn show(&mut self, window: Option<Window>, diagnostic: Diagnostic) {
        self.count += 1;
        let line = window.as_ref().map_or(0, |window| window.line);
        if let Some(alike) = self.alike.get_mut(&diagnostic.message.en) {
            if alike.shown == MAX_ALIKE {
                alike.more += 1;
                if alike.lines.len() < MAX_LINES {
                    alike.lines.push(line.to_string());
                }
                return;
            }
            if self.found.len() < MAX_FINDINGS {
                alike.shown += 1;
                alike.last = self.found.len();
            }
        } else if self.found.len() < MAX_FINDINGS {
            let alike = Alike { shown: 1, last: self.found.len(), ..Alike::default() };
            self.alike.insert(diagnostic.message.en.clone(), alike);
        }
        if self.found.len() < MAX_FINDINGS {
            self.found.push((window, diagnostic));
        } else {
            self.more += 1;
        }
    }

    /// Counts a row that is left out.
    pub fn leave_out(&mut self, reason: Reason, amount: Option<&Number>) {
        let (rows, sum) = self.left_out.entry(reason).or_default();
        *rows += 1;
        if let Some(total) = amount.and_then(|amount| sum.add(amount).ok()) {
            *sum = total;
        }
    }

    /// Will further findings be shown? Then it is worth the effort to look for the nearest name.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.count < MAX_FINDINGS as u64
    }

    /// Is there anything that stops the run?
    #[must_use]
    pub fn refused(&self) -> bool {
        self.refused
    }

    /// Could the file not be read, or not to its end? Then what it does not have may well be in it.
    #[must_use]
    pub fn unreadable(&self) -> bool {
        self.unreadable
    }

    /// The rows that were left out.
    #[must_use]
    pub fn left_out(&self) -> Vec<LeftOut> {
        let entry = |(reason, (rows, sum)): (&Reason, &(u64, Number))| LeftOut {
            file: self.file.to_string(),
            reason: reason.words(),
            rows: *rows,
            sum: sum.clone(),
            broken: matches!(reason, Reason::Broken(_)),
        };
        self.left_out.iter().map(entry).collect()
    }

    /// Hands the findings over, and the rows that they show to `sources`.
    pub fn finish(self, sources: &mut Sources, diagnostics: &mut Diagnostics) {
        let mut last = Span::default();
        let alike: BTreeMap<usize, &Alike> = self.alike.values().map(|alike| (alike.last, alike)).collect();
        for (place, (window, mut diagnostic)) in self.found.into_iter().enumerate() {
            if let Some(window) = window {
                let id = sources.add_window(self.file.to_string(), window.text, window.line);
                for label in diagnostic.labels.iter_mut().filter(|label| label.span.source == WINDOW) {
                    label.span.source = id;
                }
            }
            last = diagnostic.labels.first().map_or(last, |label| label.span);
            diagnostics.push(diagnostic);
            if let Some(alike) = alike.get(&place).filter(|alike| alike.more > 0) {
                diagnostics.push(d050::same_again(last, &self.file, alike.more, &alike.lines.join(", ")));
            }
        }
        if self.more > 0 {
            diagnostics.push(d050::and_more(last, &self.file, self.more));
        }
    }
}

impl Reason {
    fn words(self) -> Text {
        match self {
            Self::NotKept => both!("not kept (`keep`)", "未保留（`keep`）"),
            Self::Replaced => both!("replaced by a higher revision", "已被更高的修订替换"),
            Self::Broken(code) => explanation(code).map_or_else(|| Text::same(code), |found| found.title()),
        }
    }
}

/// Stands for the window until it has an id of its own.
const WINDOW: SourceId = SourceId(u32::MAX);

impl Row<'_> {
    fn window(&self) -> Window {
        Window { line: self.line, text: self.text[..self.shown()].to_owned() }
    }

    fn shown(&self) -> usize {
        (0..=self.text.len().min(MOST_SHOWN)).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0)
    }

    fn span(&self, at: &Range<usize>) -> Span {
        let shown = self.shown();
        let place = |at: usize| u32::try_from(at.min(shown)).unwrap_or(u32::MAX);
        Span { source: WINDOW, start: place(at.start), end: place(at.end) }
    }
}
