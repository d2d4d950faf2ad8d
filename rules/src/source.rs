//! Where a text stands: the files that were read, and places in them.

use std::sync::Arc;

/// Which file of [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SourceId(pub u32);

/// A stretch of a file, in bytes, half open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
}

/// A value with the place where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A file that was read, under the name by which people know it.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path relative to the company folder, with `/`.
    pub name: String,
    /// The whole text. For data files, a window around the rows in question.
    pub text: Arc<str>,
    /// Line number of the text's first line; 1 unless it is a window.
    pub first_line: u32,
}

/// All files that messages may point into.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Takes a whole file in.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> SourceId {
        self.add_window(name, text, 1)
    }

    /// Takes in a part of a file that starts at line `first_line`.
    pub fn add_window(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>, first_line: u32) -> SourceId {
        let id = SourceId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(Source { name: name.into(), text: text.into(), first_line });
        id
    }

    /// The file with this id.
    #[must_use]
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.files.get(usize::try_from(id.0).ok()?)
    }

    /// The text at `span`; empty when there is none.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        let range = span.start as usize..span.end as usize;
        self.get(span.source).and_then(|source| source.text.get(range)).unwrap_or_default()
    }

    /// File name, line and column (both from 1, the column in characters) of the first character of `span`.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        let Some(source) = self.get(span.source) else { return Place::default() };
        let before = source.text.get(..span.start as usize).unwrap_or(&source.text);
        let line_start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
        let newlines = u32::try_from(before.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX);
        let column = before.get(line_start..).map_or(0, |line| line.chars().count());
        Place {
            file: source.name.clone(),
            line: source.first_line.saturating_add(newlines),
            column: u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1),
        }
    }
}

/// A place as people read it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// File name, relative to the company folder.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
}
