//! [`ReadError`]: why a text is no file of traces.

use attain_rules::both;
use attain_rules::text::Text;

use super::{FORMAT, MOST_BYTES, MOST_FACTS};

/// Why a text is no file of traces. A fact is named by the id of its line and its place in it, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// Larger than [`MOST_BYTES`].
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// More facts than [`MOST_FACTS`].
    TooManyFacts {
        /// How many.
        facts: usize,
    },
    /// No JSON, or JSON of another shape.
    Json {
        /// Line of the file, from 1.
        line: usize,
        /// Column in that line, from 1.
        column: usize,
        /// What the reader of JSON says.
        detail: String,
    },
    /// It calls itself something else.
    Format {
        /// What it calls itself.
        found: String,
    },
    /// A role that there is not, or one with other fields than it has.
    Role {
        /// Where.
        fact: (String, usize),
    },
    /// A way that there is not, or one with other fields than it has.
    How {
        /// Where.
        fact: (String, usize),
    },
    /// A value that is none of its type.
    Value {
        /// Where.
        fact: (String, usize),
        /// The value.
        found: String,
        /// The type.
        kind: String,
    },
}

impl ReadError {
    pub(super) fn of_json(error: &serde_json::Error) -> Self {
        let whole = error.to_string();
        let detail = whole.split(" at line ").next().unwrap_or_default().to_owned();
        Self::Json { line: error.line(), column: error.column(), detail }
    }

    /// The reason as a half sentence.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::TooLarge { bytes } => {
                both!("it has {bytes} bytes, more than {MOST_BYTES}", "文件有 {bytes} 字节，超过 {MOST_BYTES}")
            }
            Self::TooManyFacts { facts } => {
                both!("it has {facts} facts, more than {MOST_FACTS}", "文件有 {facts} 条事实，超过 {MOST_FACTS}")
            }
            Self::Json { line, column, detail } => {
                both!("line {line}, column {column}: {detail}", "第 {line} 行第 {column} 列：{detail}")
            }
            Self::Format { found } => {
                both!("its `format` is `{found}`, not `{FORMAT}`", "`format` 是 `{found}`，不是 `{FORMAT}`")
            }
            Self::Role { fact: (line, number) } => both!(
                "fact {number} of line `{line}` has a `role` that there is not",
                "收入行 `{line}` 的事实 {number} 的 `role` 不存在"
            ),
            Self::How { fact: (line, number) } => both!(
                "fact {number} of line `{line}` has a `how` that there is not",
                "收入行 `{line}` 的事实 {number} 的 `how` 不存在"
            ),
            Self::Value { fact: (line, number), found, kind } => both!(
                "the value `{found}` of fact {number} of line `{line}` is no `{kind}`",
                "收入行 `{line}` 的事实 {number} 的值 `{found}` 不是 `{kind}`"
            ),
        }
    }
}
