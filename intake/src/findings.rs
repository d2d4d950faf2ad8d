//! [`Findings`]: what is wrong with the rows of one file, each with the row itself, up to a limit.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use attain_engine::inputs::LeftOut;
use attain_rules::both;
use attain_rules::company::BrokenRows;
use attain_rules::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use attain_rules::diagnostics::d::d050;
use attain_rules::diagnostics::explanation;
use attain_rules::number::Number;
use attain_rules::source::{SourceId, Sources, Span};
use attain_rules::text::Text;

use crate::limits::{MAX_ALIKE, MAX_FINDINGS, MAX_LOST_BYTES};
use crate::lines::Lines;

/// Longest text of a row that is kept for showing; cells behind it are pointed at by its end.
const MOST_SHOWN: usize = 16_000;

/// The findings of one file.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    file: Arc<str>,
    broken_rows: BrokenRows,
    found: Vec<Found>,
    /// Place in `found` of each kind of finding about rows.
    kinds: BTreeMap<(&'static str, String), usize>,
    /// All findings, shown or not.
    count: u64,
    /// Rows with findings past the limit.
    more: u64,
    /// Does anything stop the run, shown or not?
    refused: bool,
    /// Could the file not be read, or not to its end?
    unreadable: bool,
    lost: Box<Lost>,
    left_out: BTreeMap<Reason, Rows>,
}

/// What stands in rows that could not be read, between those that could.
#[derive(Clone, Debug, Default)]
struct Lost {
    text: String,
}

/// A finding, and the rows of the file that it shows: [`window`] says how its labels refer to them. Labels that refer to none
/// are good as they are.
#[derive(Clone, Debug)]
struct Found {
    windows: Vec<Window>,
    diagnostic: Diagnostic,
    /// The lines of the rows that it does not show.
    lines: Lines,
}

/// Rows that are left out for one reason.
#[derive(Clone, Debug, Default)]
struct Rows {
    rows: u64,
    /// What the amounts add up to that can be read; nothing where the file has no amounts.
    sum: Option<Number>,
    /// How many amounts cannot be read.
    unread: u64,
}

/// A row's amount.
#[derive(Clone, Copy, Debug)]
pub enum Amount<'a> {
    /// Rows of this file have none.
    Absent,
    /// It cannot be read, or it is in another currency.
    Unread,
    /// This one.
    Of(&'a Number),
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
        self.show(row, diagnostic);
        code
    }

    /// Something is wrong with the form of the file, seen at a row: always refused.
    pub fn form(&mut self, row: Row<'_>, at: Range<usize>, make: impl FnOnce(Span) -> Diagnostic) {
        (self.refused, self.unreadable) = (true, true);
        let diagnostic = make(row.span(&at));
        self.show(row, diagnostic);
    }

    /// Something is wrong with the form of the file, so that `lost` could not be read, but what stands behind it could: always
    /// refused.
    pub fn lose(&mut self, row: Row<'_>, at: Range<usize>, lost: &str, make: impl FnOnce(Span) -> Diagnostic) {
        self.refused = true;
        let known = &mut self.lost.text;
        if known.len() + lost.len() > MAX_LOST_BYTES {
            self.unreadable = true;
        } else {
            known.push_str(lost);
            known.push('\n');
        }
        let diagnostic = make(row.span(&at));
        self.show(row, diagnostic);
    }

    /// Something worth saying about a row that is used all the same.
    pub fn remark(&mut self, row: Row<'_>, at: Range<usize>, make: impl FnOnce(Span) -> Diagnostic) {
        let diagnostic = make(row.span(&at));
        self.show(row, diagnostic);
    }

    /// Something is wrong with the file as a whole; the diagnostic's place is in the company's file.
    pub fn file_error(&mut self, diagnostic: Diagnostic) {
        (self.refused, self.unreadable) = (true, true);
        self.count += 1;
        if self.found.len() < MAX_FINDINGS {
            self.found.push(Found { windows: Vec::new(), diagnostic, lines: Lines::default() });
        } else {
            self.more += 1;
        }
    }

    /// Rows with the same mistake are told together.
    fn show(&mut self, row: Row<'_>, mut diagnostic: Diagnostic) {
        self.count += 1;
        let kind = diagnostic.kind.clone().unwrap_or_else(|| diagnostic.message.en.clone());
        let kind = (diagnostic.code, kind);
        if let Some(found) = self.kinds.get(&kind).and_then(|place| self.found.get_mut(*place)) {
            found.add(row, diagnostic);
        } else if self.found.len() < MAX_FINDINGS {
            self.kinds.insert(kind, self.found.len());
            diagnostic.rows = 1;
            self.found.push(Found { windows: vec![row.window()], diagnostic, lines: Lines::default() });
        } else {
            self.more += 1;
        }
    }

    /// Something is wrong with several rows together, so that what they are about cannot be used; `shown` are their lines and
    /// texts, each with the cell in question.
    pub fn rows(&mut self, shown: &[(u32, String, Range<usize>)], make: impl FnOnce(&[Span]) -> Diagnostic) {
        let refuse = self.broken_rows == BrokenRows::Refuse;
        self.refused |= refuse;
        self.count += 1;
        if self.found.len() >= MAX_FINDINGS {
            return self.count_more(1);
        }
        let rows: Vec<Row<'_>> = shown.iter().map(|(line, text, _)| Row { line: *line, text }).collect();
        let cells = rows.iter().zip(shown).enumerate();
        let spans: Vec<Span> =
            cells.map(|(place, (row, (.., at)))| Span { source: window(place), ..row.span(at) }).collect();
        let mut diagnostic = make(&spans);
        if !refuse {
            diagnostic.severity = Severity::Warning;
        }
        diagnostic.rows = rows.len() as u64;
        self.found.push(Found { windows: rows.iter().map(Row::window).collect(), diagnostic, lines: Lines::default() });
    }

    /// Counts findings that are not even looked at.
    pub fn count_more(&mut self, more: u64) {
        self.more += more;
    }

    /// Counts a row that is left out.
    pub fn leave_out(&mut self, reason: Reason, amount: Amount<'_>) {
        let left = self.left_out.entry(reason).or_default();
        left.rows += 1;
        match amount {
            Amount::Absent => {}
            Amount::Unread => {
                left.unread += 1;
                left.sum.get_or_insert(Number::ZERO);
            }
            Amount::Of(amount) => {
                let sum = left.sum.get_or_insert(Number::ZERO);
                if let Ok(total) = sum.add(amount) {
                    *sum = total;
                }
            }
        }
    }

    /// Will further findings be shown? Then it is worth the effort to look for the nearest name.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.count < MAX_FINDINGS as u64
    }

    /// Are broken rows set aside?
    #[must_use]
    pub fn sets_aside(&self) -> bool {
        self.broken_rows == BrokenRows::SetAside
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

    /// What stands in rows that could not be read, between those that could.
    #[must_use]
    pub fn lost(&self) -> &str {
        &self.lost.text
    }

    /// The rows that were left out.
    #[must_use]
    pub fn left_out(&self) -> Vec<LeftOut> {
        let entry = |(reason, left): (&Reason, &Rows)| LeftOut {
            file: self.file.to_string(),
            reason: reason.words(),
            rows: left.rows,
            sum: left.sum.clone(),
            unread: left.unread,
            broken: matches!(reason, Reason::Broken(_)),
        };
        self.left_out.iter().map(entry).collect()
    }

    /// Hands the findings over, and the rows that they show to `sources`.
    pub fn finish(self, sources: &mut Sources, diagnostics: &mut Diagnostics) {
        let mut last = Span::default();
        for found in self.found {
            let diagnostic = found.finish(&self.file, sources);
            last = diagnostic.labels.first().map_or(last, |label| label.span);
            diagnostics.push(diagnostic);
        }
        if self.more > 0 {
            diagnostics.push(d050::and_more(last, &self.file, self.more));
        }
    }
}

impl Found {
    /// Takes in a further row with the same mistake; the first of them are shown.
    fn add(&mut self, row: Row<'_>, diagnostic: Diagnostic) {
        self.diagnostic.rows += 1;
        if self.windows.len() >= MAX_ALIKE {
            return self.lines.add(row.line);
        }
        for mut label in diagnostic.labels {
            if label.span.source == window(0) {
                label.span.source = window(self.windows.len());
            }
            // The rows stand together, and behind them what helps to see why.
            let labels = &mut self.diagnostic.labels;
            let is_row = |label: &Label| (0..=self.windows.len()).any(|place| label.span.source == window(place));
            if !labels.contains(&label) {
                let behind = labels.iter().position(|known| !is_row(known)).filter(|_| is_row(&label));
                labels.insert(behind.unwrap_or(labels.len()), label);
            }
        }
        self.windows.push(row.window());
    }

    fn finish(self, file: &str, sources: &mut Sources) -> Diagnostic {
        let Self { windows, mut diagnostic, lines } = self;
        let hidden = diagnostic.rows.saturating_sub(windows.len() as u64);
        for (place, shown) in windows.into_iter().enumerate() {
            let id = sources.add_window(file, shown.text, shown.line);
            for label in diagnostic.labels.iter_mut().filter(|label| label.span.source == window(place)) {
                label.span.source = id;
            }
        }
        if hidden > 0 {
            let rows = if hidden == 1 { "row" } else { "rows" };
            let lines = lines.words();
            diagnostic.further = Some(both!("and {hidden} more {rows}: {lines}", "另有 {hidden} 行：{lines}"; lines));
        }
        diagnostic
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

/// Stands for the row in this place among those that a finding shows, until it has an id of its own.
fn window(place: usize) -> SourceId {
    SourceId(u32::MAX - u32::try_from(place).unwrap_or(0))
}

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
        Span { source: window(0), start: place(at.start), end: place(at.end) }
    }
}
