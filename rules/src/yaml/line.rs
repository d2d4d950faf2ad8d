//! [`Line`]: a line of a file, as somebody reads it who looks for the place at which reading can go on.

/// What a line begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing, a comment, or a piece of a block behind `|` or `>`.
    Silent,
    /// The dash of a list.
    Dash,
    /// A key with its colon.
    Key,
    /// Something else.
    Other,
}

/// A line of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Its first byte.
    pub(super) start: usize,
    /// What it says, without indentation and trailing blanks.
    pub(super) content: &'a str,
    /// How many blanks stand in front.
    pub(super) indent: usize,
    /// Is there a tab among them? Then they tell nothing.
    pub(super) tabbed: bool,
    /// What it begins with.
    pub(super) kind: Kind,
    /// Does it belong to a block, or is it the first that says something behind one?
    pub(super) near_block: bool,
}

impl Line<'_> {
    /// Indentation of what stands behind the dash, if there is one.
    pub(super) fn inner_indent(&self) -> Option<usize> {
        let behind = self.content.strip_prefix('-')?;
        let blanks = behind.len().saturating_sub(behind.trim_start().len());
        (!behind.trim().is_empty()).then(|| self.indent.saturating_add(1).saturating_add(blanks))
    }

    /// The key of which nothing stands on this line but the key, perhaps behind a dash.
    pub(super) fn bare_key(&self) -> Option<&str> {
        let said = without_comment(self.content.strip_prefix("- ").unwrap_or(self.content)).trim();
        said.strip_suffix(':')
    }
}

/// How many bytes of its line stand in front of the byte at `at`.
pub fn column(text: &str, at: usize) -> usize {
    let above = text.get(..at).unwrap_or_default();
    above.len().saturating_sub(above.rfind('\n').map_or(0, |end| end.saturating_add(1)))
}

/// The lines of `text`, in order.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0usize;
    // Indentation of the line whose block is being read.
    let mut block: Option<usize> = None;
    let mut behind_block = false;
    for whole in text.split_inclusive('\n') {
        let content = whole.trim();
        let indent = whole.len().saturating_sub(whole.trim_start().len()).min(whole.len());
        let tabbed = whole.get(..indent).is_some_and(|blank| blank.contains('\t'));
        if let Some(outer) = block
            && !content.is_empty()
            && indent <= outer
        {
            block = None;
            behind_block = true;
        }
        let kind = if block.is_some() { Kind::Silent } else { kind(content) };
        let says = kind != Kind::Silent;
        lines.push(Line { start, content, indent, tabbed, kind, near_block: block.is_some() || behind_block && says });
        if says {
            behind_block = false;
            if opens_block(content) {
                block = Some(indent);
            }
        }
        start = start.saturating_add(whole.len());
    }
    lines
}

fn kind(content: &str) -> Kind {
    if content.is_empty() || content.starts_with('#') {
        Kind::Silent
    } else if content == "-" || content.starts_with("- ") {
        Kind::Dash
    } else if is_key(content) {
        Kind::Key
    } else {
        Kind::Other
    }
}

fn is_key(content: &str) -> bool {
    let begins = content.starts_with(|first: char| first.is_alphanumeric() || matches!(first, '_' | '"' | '\''));
    let said = without_comment(content);
    begins && (said.contains(": ") || said.trim_end().ends_with(':'))
}

fn without_comment(content: &str) -> &str {
    content.split(" #").next().unwrap_or_default()
}

/// Does the line end in the sign of a block?
fn opens_block(content: &str) -> bool {
    let said = without_comment(content).trim_end();
    let sign = said.trim_end_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, '+' | '-'));
    let before = sign.strip_suffix(['|', '>']);
    before.is_some_and(|before| before.ends_with(": ") || before.ends_with("- "))
}
