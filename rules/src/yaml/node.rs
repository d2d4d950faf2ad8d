//! [`Node`]: a part of a YAML file.

use crate::source::Span;

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub content: Content,
    /// Where it stands; for an empty value, its key.
    pub span: Span,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Content {
    /// Nothing stands behind the colon.
    Empty,
    /// Something stands there, or may stand there, that could not be read: an error speaks of it. In a map under an empty
    /// key: any key may.
    Broken,
    /// A text.
    Scalar(Scalar),
    /// Keys and values in the order of the file; no key stands twice.
    Map(Vec<Entry>),
    /// Values in a row.
    List(Vec<Node>),
}

/// A file's text as a tree.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The whole of it.
    pub root: Node,
    /// Is a part missing, because of an error that has been told? What is not there may be in that part.
    pub partial: bool,
    /// Lines that were left out as a whole. What stands for them in the tree has the same place.
    pub lost: Vec<Span>,
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: Scalar,
    /// The value.
    pub value: Node,
}

/// A text: everything that is no map and no list, numbers included.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// What it says, without quotes and escapes.
    pub text: String,
    /// How it is written.
    pub style: Style,
    /// Where, quotes included.
    pub span: Span,
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As it is.
    Plain,
    /// `'...'`
    SingleQuoted,
    /// `"..."`
    DoubleQuoted,
    /// A block behind `|`, which keeps its lines.
    Literal,
    /// A block behind `>`, which joins them.
    Folded,
}

impl Entry {
    /// Does it stand for keys that could not be read?
    #[must_use]
    pub const fn is_hole(&self) -> bool {
        matches!(self.value.content, Content::Broken) && self.key.text.is_empty()
    }
}

impl Node {
    /// The text, if it is one.
    #[must_use]
    pub const fn scalar(&self) -> Option<&Scalar> {
        match &self.content {
            Content::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The value behind a key, if it is a map that has it.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<&Self> {
        let Content::Map(entries) = &self.content else { return None };
        entries.iter().find(|entry| entry.key.text == key).map(|entry| &entry.value)
    }

    /// Is there a part of it that could not be read?
    #[must_use]
    pub fn has_hole(&self) -> bool {
        match &self.content {
            Content::Broken => true,
            Content::Empty | Content::Scalar(_) => false,
            Content::Map(entries) => entries.iter().any(|entry| entry.value.has_hole()),
            Content::List(nodes) => nodes.iter().any(Self::has_hole),
        }
    }
}

impl Node {
    /// What it says, without layout, comments and quotes, and without the entries `but` of the map that it is: the same texts
    /// give the same wording, other texts another.
    #[must_use]
    pub fn wording(&self, but: &[&str]) -> String {
        let mut out = String::new();
        self.write_wording(but, &mut out);
        out
    }

    fn write_wording(&self, but: &[&str], out: &mut String) {
        // Lengths stand before texts, so that no text can look like the end of another.
        let mut text = |sign: char, text: &str| {
            out.push(sign);
            out.push_str(&text.len().to_string());
            out.push(' ');
            out.push_str(text);
        };
        match &self.content {
            Content::Empty | Content::Broken => text('e', ""),
            Content::Scalar(scalar) => text('t', &scalar.text),
            Content::Map(entries) => {
                out.push('{');
                for entry in entries.iter().filter(|entry| !but.contains(&entry.key.text.as_str())) {
                    out.push_str(&format!("k{} {}", entry.key.text.len(), entry.key.text));
                    entry.value.write_wording(&[], out);
                }
                out.push('}');
            }
            Content::List(nodes) => {
                out.push('[');
                nodes.iter().for_each(|node| node.write_wording(&[], out));
                out.push(']');
            }
        }
    }
}
