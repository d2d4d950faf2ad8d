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
        /// What is the matter there.
        trouble: JsonTrouble,
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

/// What is the matter with a text that should be JSON of a known shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonTrouble {
    /// It ends too early.
    CutOff,
    /// It is no JSON.
    NoJson,
    /// A field is missing; its name.
    Missing(String),
    /// A field that there is not; its name.
    Unknown(String),
    /// A field stands there twice; its name.
    Double(String),
    /// Something of another type than belongs there, or a word that there is not.
    OtherType,
}

impl JsonTrouble {
    fn of(error: &serde_json::Error) -> Self {
        use serde_json::error::Category;
        let whole = error.to_string();
        let named = |start: &str| whole.strip_prefix(start)?.split('`').next().map(str::to_owned);
        match error.classify() {
            Category::Eof => Self::CutOff,
            Category::Io | Category::Syntax => Self::NoJson,
            Category::Data => named("missing field `")
                .map(Self::Missing)
                .or_else(|| named("unknown field `").map(Self::Unknown))
                .or_else(|| named("duplicate field `").map(Self::Double))
                .unwrap_or(Self::OtherType),
        }
    }

    fn text(&self) -> Text {
        match self {
            Self::CutOff => both!("the file ends in the middle", "文件到此中断"),
            Self::NoJson => both!("this is no JSON", "这不是 JSON"),
            Self::Missing(name) => both!("the field `{name}` is missing", "缺少字段 `{name}`"),
            Self::Unknown(name) => both!("there is no field `{name}`", "没有 `{name}` 这个字段"),
            Self::Double(name) => both!("the field `{name}` stands here twice", "字段 `{name}` 出现了两次"),
            Self::OtherType => {
                both!("what stands here is of another type than belongs here", "此处的内容与应有的类型不符")
            }
        }
    }
}

impl ReadError {
    pub(super) fn of_json(error: &serde_json::Error) -> Self {
        Self::Json { line: error.line(), column: error.column(), trouble: JsonTrouble::of(error) }
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
            Self::Json { line, column, trouble } => {
                let what = trouble.text();
                both!("line {line}, column {column}: {what}", "第 {line} 行第 {column} 列：{what}"; what)
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
