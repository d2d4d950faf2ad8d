//! [`Records`]: a text cut into rows and cells, without copying: cells are ranges of the row, so that findings can point at
//! the very characters.
//!
//! The rules are those of RFC 4180: a cell that starts with `"` ends with the next `"` that is not doubled, and may hold
//! delimiters and line ends. A quote inside a cell that does not start with one is an ordinary character. Lines without
//! anything in them are passed over. Rows end with `\n`, `\r\n` or `\r`.

mod resume;

use std::borrow::Cow;
use std::io::{self, Read};
use std::ops::Range;

use crate::limits::{MAX_COLUMNS, MAX_ROW_BYTES};

/// Bytes that are read at a time; fewer at first, for small files.
const CHUNK: usize = 256 << 10;
const FIRST_CHUNK: usize = 16 << 10;

/// A table's text, row by row.
pub struct Records<R> {
    reader: R,
    delimiter: u8,
    /// Were the bytes translated from another encoding?
    is_translated: bool,
    buffer: Vec<u8>,
    /// The bytes of `buffer` that hold text which no row has taken yet.
    rest: Range<usize>,
    ended: bool,
    /// Line of the next row, from 1.
    line: u32,
    /// The last row: its bytes in `buffer`, and its line.
    current: (Range<usize>, u32),
    cells: Vec<CellRange>,
    /// Line ends inside the quotes of the last row.
    lines_inside: u32,
    /// Lines that [`Records::resume`] passed over.
    passed: usize,
}

/// Where a cell stands in its row.
#[derive(Clone, Copy, Debug, Default)]
struct CellRange {
    /// First byte of what the cell says; behind the quote of a quoted cell.
    start: u32,
    /// Byte after the last.
    end: u32,
    /// Does it hold doubled quotes?
    doubled: bool,
    /// Does it stand in quotes?
    quoted: bool,
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// Its line in the file, from 1; a row may go over several.
    pub line: u32,
    /// All of it as it stands in the file, without the line's end.
    pub text: &'a str,
    cells: &'a [CellRange],
}

/// Why a row cannot be read. Behind one that is no text the next row can be; behind one that cannot be cut [`Records::resume`]
/// looks for it.
#[derive(Debug)]
pub enum RecordError {
    /// The file could not be read.
    Io(io::Error),
    /// The row that starts at `line` is no UTF-8: its bytes, and how many of them are.
    NotUtf8 {
        /// Line, from 1.
        line: u32,
        /// The row.
        row: Vec<u8>,
        /// Bytes before the first that is no UTF-8.
        valid: usize,
    },
    /// The row that starts at `line` holds characters that could not be translated from the file's encoding.
    Untranslated {
        /// Line, from 1.
        line: u32,
        /// The row, with U+FFFD for such characters.
        text: String,
        /// Byte of the first.
        at: usize,
    },
    /// Something else is wrong with the row.
    Broken {
        /// Line where the row starts, from 1.
        line: u32,
        /// Text of the row as far as it was read, its first bytes.
        text: String,
        /// Where in `text`.
        at: Range<usize>,
        /// What.
        what: BrokenRecord,
    },
}

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BrokenRecord {
    /// A quote was opened and never closed.
    OpenQuote,
    /// Text stands behind a closing quote.
    TextBehindQuote,
    /// More than [`MAX_ROW_BYTES`].
    TooLong,
    /// More than [`MAX_COLUMNS`].
    TooManyColumns,
}

/// How scanning a row from the buffer ended.
enum Scan {
    /// At this byte the row's text ends, and at that one the next row starts.
    Row { end: usize, next: usize },
    /// The buffer ended first.
    Short,
    /// It cannot be a row.
    Broken(BrokenRecord, Range<usize>),
}

impl<R: Read> Records<R> {
    /// Rows of `reader`, whose bytes are UTF-8 without a mark.
    pub fn new(reader: R, delimiter: u8) -> Self {
        Self {
            reader,
            delimiter,
            is_translated: false,
            buffer: Vec::new(),
            rest: 0..0,
            ended: false,
            line: 1,
            current: (0..0, 1),
            cells: Vec::new(),
            lines_inside: 0,
            passed: 0,
        }
    }

    /// The first bytes of what follows, as far as they are read at once.
    ///
    /// # Errors
    /// As reading does.
    pub fn peek(&mut self) -> io::Result<&[u8]> {
        if self.rest.is_empty() && !self.ended {
            self.fill()?;
        }
        Ok(&self.buffer[self.rest.clone()])
    }

    /// What stands between cells.
    pub const fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Cuts at `delimiter` from here on.
    pub fn set_delimiter(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
    }

    /// Counts lines from `line` on.
    pub fn start_at(&mut self, line: u32) {
        self.line = line;
    }

    /// Were the bytes translated from another encoding?
    pub const fn is_translated(&self) -> bool {
        self.is_translated
    }

    /// Refuses rows with U+FFFD from here on: so does text that was translated stand for what could not be.
    pub fn refuse_untranslated(&mut self) {
        self.is_translated = true;
    }

    /// The next row; `None` when there are no more.
    ///
    /// # Errors
    /// [`RecordError`].
    pub fn read(&mut self) -> Result<Option<Record<'_>>, RecordError> {
        let (start, end, line) = loop {
            let (end, next) = match self.scan() {
                Scan::Row { end, .. } if end - self.rest.start > MAX_ROW_BYTES => {
                    return Err(self.broken(BrokenRecord::TooLong, 0..self.rest.len()));
                }
                Scan::Row { end, next } => (end, next),
                Scan::Short if self.rest.len() > MAX_ROW_BYTES => {
                    return Err(match self.open_quote() {
                        Some(quote) => self.broken(BrokenRecord::OpenQuote, quote..self.rest.len()),
                        None => self.broken(BrokenRecord::TooLong, 0..self.rest.len()),
                    });
                }
                Scan::Short => {
                    self.fill().map_err(RecordError::Io)?;
                    if self.ended && self.rest.is_empty() {
                        return Ok(None);
                    }
                    continue;
                }
                Scan::Broken(what, at) => return Err(self.broken(what, at)),
            };
            let (start, line) = (self.rest.start, self.line);
            self.line = line.saturating_add(1).saturating_add(self.lines_inside);
            self.rest.start = next;
            if end > start {
                break (start, end, line);
            }
        };
        self.current = (start..end, line);
        let bytes = &self.buffer[start..end];
        match std::str::from_utf8(bytes) {
            Ok(text) if self.is_translated && text.contains('\u{fffd}') => {
                let at = text.find('\u{fffd}').unwrap_or(0);
                Err(RecordError::Untranslated { line, text: text.to_owned(), at })
            }
            Ok(text) => Ok(Some(Record { line, text, cells: &self.cells })),
            Err(error) => Err(RecordError::NotUtf8 { line, row: bytes.to_vec(), valid: error.valid_up_to() }),
        }
    }

    /// The row that [`Records::read`] gave last.
    #[must_use]
    pub fn current(&self) -> Record<'_> {
        let (bytes, line) = self.current.clone();
        let text = std::str::from_utf8(&self.buffer[bytes]).unwrap_or_default();
        Record { line, text, cells: &self.cells }
    }

    /// Line of the row that [`Records::read`] gave last, from 1.
    #[inline]
    #[must_use]
    pub fn current_line(&self) -> u32 {
        self.current.1
    }

    /// Passes over the next `bytes`, which are one line.
    pub fn skip_line(&mut self, bytes: usize) {
        self.rest.start = self.rest.end.min(self.rest.start + bytes);
        self.line += 1;
    }

    /// Moves the unread bytes to the front and reads until the buffer is full or the file ends.
    fn fill(&mut self) -> io::Result<()> {
        if self.ended {
            return Ok(());
        }
        self.buffer.copy_within(self.rest.clone(), 0);
        self.rest = 0..self.rest.len();
        if self.buffer.is_empty() {
            // The system has pages of zeros; most files are no longer than these.
            self.buffer = vec![0; FIRST_CHUNK];
        } else if self.buffer.len() < self.rest.end + CHUNK {
            self.buffer.resize(self.rest.end + CHUNK, 0);
        }
        while self.rest.end < self.buffer.len() {
            match self.reader.read(&mut self.buffer[self.rest.end..]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => self.rest.end += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Cuts the next row into `cells`.
    fn scan(&mut self) -> Scan {
        self.cells.clear();
        self.lines_inside = 0;
        let mut ends = Ends::new(self.delimiter);
        let bytes = &self.buffer[self.rest.clone()];
        let base = self.rest.start;
        let mut at = 0;
        loop {
            if self.cells.len() == MAX_COLUMNS {
                return Scan::Broken(BrokenRecord::TooManyColumns, at..at);
            }
            let (cell, end) = if bytes.get(at) == Some(&b'"') {
                match quoted_cell(bytes, at) {
                    Some((cell, end)) => {
                        self.lines_inside += count_lines(&bytes[at..end]);
                        (cell, end)
                    }
                    None if self.ended => return Scan::Broken(BrokenRecord::OpenQuote, at..bytes.len()),
                    None => return Scan::Short,
                }
            } else {
                let end = ends.find(bytes, at);
                (CellRange { start: at as u32, end: end as u32, doubled: false, quoted: false }, end)
            };
            match bytes.get(end) {
                Some(byte) if *byte == self.delimiter => at = end + 1,
                Some(b'\n') => {
                    self.cells.push(cell);
                    return Scan::Row { end: base + end, next: base + end + 1 };
                }
                Some(b'\r') => {
                    let next = match bytes.get(end + 1) {
                        Some(b'\n') => end + 2,
                        None if !self.ended => return Scan::Short,
                        _ => end + 1,
                    };
                    self.cells.push(cell);
                    return Scan::Row { end: base + end, next: base + next };
                }
                Some(_) => {
                    return Scan::Broken(BrokenRecord::TextBehindQuote, end..ends.find(bytes, end));
                }
                None if self.ended && !bytes.is_empty() => {
                    self.cells.push(cell);
                    return Scan::Row { end: base + end, next: base + end };
                }
                None => return Scan::Short,
            }
            self.cells.push(cell);
        }
    }

    /// The quote inside which the unread text stops, if it does.
    fn open_quote(&self) -> Option<usize> {
        let start = self.cells.last().map_or(0, |cell| cell.end as usize + usize::from(cell.quoted) + 1);
        (self.buffer[self.rest.clone()].get(start) == Some(&b'"')).then_some(start)
    }

    /// The error `what` at `at`, with the row's text up to the end of that line; an open quote has the whole file behind it.
    fn broken(&self, what: BrokenRecord, at: Range<usize>) -> RecordError {
        let bytes = &self.buffer[self.rest.clone()];
        let shown = (at.start + 2_000).min(bytes.len());
        let text = String::from_utf8_lossy(&bytes[..shown]);
        let start = floor(&text, at.start);
        let end = text[start..].find(['\n', '\r']).map_or(text.len(), |end| start + end);
        let at = start..floor(&text, at.end.min(end)).max(start);
        RecordError::Broken { line: self.line, text: text[..end].to_owned(), at, what }
    }
}

/// The nearest place at or before `at` where a character starts.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|place| text.is_char_boundary(*place)).unwrap_or(0)
}

/// The cell that starts with the quote at `start`, and the byte after its closing quote. `None` when that is not there (or
/// could be the first of two).
fn quoted_cell(bytes: &[u8], start: usize) -> Option<(CellRange, usize)> {
    let mut doubled = false;
    let mut at = start + 1;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == b'"')?;
        if bytes.get(at + 1) == Some(&b'"') {
            doubled = true;
            at += 2;
        } else {
            return Some((CellRange { start: start as u32 + 1, end: at as u32, doubled, quoted: true }, at + 1));
        }
    }
}

/// Finds what ends cells without quotes: delimiters and line ends. Eight bytes are looked at together, once for all ends that
/// they hold.
struct Ends {
    delimiters: u64,
    /// First of the eight bytes at hand.
    base: usize,
    /// The highest bit of each of them that ends a cell and has not been passed.
    hits: u64,
}

const EACH: u64 = 0x0101_0101_0101_0101;
const LOW_BITS: u64 = 0x7f7f_7f7f_7f7f_7f7f;

impl Ends {
    fn new(delimiter: u8) -> Self {
        // No eight bytes are at hand yet: the place is one that no row reaches.
        Self { delimiters: EACH.wrapping_mul(u64::from(delimiter)), base: usize::MAX - 8, hits: 0 }
    }

    /// The first end at or after `at`; the end of `bytes` when there is none.
    #[inline]
    fn find(&mut self, bytes: &[u8], at: usize) -> usize {
        let inside = at.wrapping_sub(self.base);
        if inside < 8 {
            self.hits &= u64::MAX << (inside * 8);
        } else {
            self.load(bytes, at);
        }
        while self.hits == 0 {
            let next = self.base + 8;
            if next >= bytes.len() {
                return bytes.len();
            }
            self.load(bytes, next);
        }
        self.base + self.hits.trailing_zeros() as usize / 8
    }

    #[inline]
    fn load(&mut self, bytes: &[u8], base: usize) {
        const LINE_FEEDS: u64 = EACH.wrapping_mul(b'\n' as u64);
        const RETURNS: u64 = EACH.wrapping_mul(b'\r' as u64);
        let rest = bytes.get(base..).unwrap_or_default();
        let word = match rest.first_chunk::<8>() {
            Some(eight) => u64::from_le_bytes(*eight),
            // Zeros behind the last bytes end no cell.
            None => rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
        };
        self.base = base;
        self.hits = zero_bytes(word ^ self.delimiters) | zero_bytes(word ^ LINE_FEEDS) | zero_bytes(word ^ RETURNS);
    }
}

/// The highest bit of each byte that is zero.
#[inline]
const fn zero_bytes(word: u64) -> u64 {
    !((word & LOW_BITS).wrapping_add(LOW_BITS) | word | LOW_BITS)
}

/// How many lines end in `bytes`.
#[inline]
fn count_lines(bytes: &[u8]) -> u32 {
    let mut lines = 0;
    let mut before = 0;
    for &byte in bytes {
        lines += u32::from(byte == b'\r') + u32::from(byte == b'\n' && before != b'\r');
        before = byte;
    }
    lines
}

impl<'a> Record<'a> {
    /// How many cells.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// No cells? Never so for a row that was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// What the cell says, without its quotes; empty past the end.
    #[inline]
    #[must_use]
    pub fn cell(&self, place: usize) -> Cow<'a, str> {
        let Some(cell) = self.cells.get(place) else { return Cow::Borrowed("") };
        let text = self.text.get(cell.start as usize..cell.end as usize).unwrap_or_default();
        if cell.doubled { Cow::Owned(text.replace("\"\"", "\"")) } else { Cow::Borrowed(text) }
    }

    /// What the cell says, when it stands in the row as it is: without doubled quotes.
    #[inline]
    #[must_use]
    pub fn plain_cell(&self, place: usize) -> Option<&'a str> {
        let cell = self.cells.get(place)?;
        if cell.doubled { None } else { self.text.get(cell.start as usize..cell.end as usize) }
    }

    /// Where the cell stands in [`Record::text`], with its quotes.
    #[must_use]
    pub fn span(&self, place: usize) -> Range<usize> {
        let Some(cell) = self.cells.get(place) else { return self.text.len()..self.text.len() };
        let quote = usize::from(cell.quoted);
        cell.start as usize - quote..cell.end as usize + quote
    }

    /// Has no cell anything in it?
    #[must_use]
    pub fn is_blank(&self) -> bool {
        (0..self.len()).all(|place| self.cell(place).chars().all(crate::cell::is_blank))
    }
}
