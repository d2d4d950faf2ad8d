//! [`Stored`]: a result as `attain run` wrote it, read again.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read as _};
use std::path::{Path, PathBuf};

use attain_rules::both;
use attain_rules::number::Number;
use attain_rules::text::Text;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::failure::Failure;

/// Name of the result's file in the folder of `attain run --out`.
pub const RESULT_FILE: &str = "result.json";

/// Largest file that is read: some two million lines.
const MOST_BYTES: u64 = 1 << 29;

/// A result with its lines.
pub struct Stored {
    /// What was computed: `2026-Q3`.
    pub period: String,
    /// The currency's ISO code.
    pub currency: String,
    /// By their ids.
    pub lines: BTreeMap<String, StoredLine>,
}

/// An amount in the digits of its unit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct StoredAmount {
    /// How much.
    pub number: Number,
    /// Digits behind the point.
    pub digits: u8,
}

impl TryFrom<String> for StoredAmount {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::read(&text).ok_or("an amount is no number")
    }
}

impl StoredAmount {
    /// The amount that is written so.
    fn read(text: &str) -> Option<Self> {
        let digits = text.split_once('.').map_or(0, |(_, behind)| behind.len());
        Some(Self { number: Number::parse(text).ok()?, digits: u8::try_from(digits).ok()? })
    }

    /// As it was written.
    #[must_use]
    pub fn text(&self) -> String {
        self.number.to_fixed_text(self.digits)
    }
}

/// A line of a result.
pub struct StoredLine {
    /// How much.
    pub amount: StoredAmount,
    /// All its fields as they were written.
    pub fields: Map<String, Value>,
}

impl Stored {
    /// Reads the result at `path`: a file of JSON, or a folder with `result.json` in it.
    ///
    /// # Errors
    /// [`Failure::Read`]; [`Failure::NoResult`] when it holds something else.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let path = if path.is_dir() { path.join(RESULT_FILE) } else { path.to_owned() };
        let read = |error| Failure::Read(path.clone(), error);
        let file = File::open(&path).map_err(read)?;
        if file.metadata().map_err(read)?.len() > MOST_BYTES {
            let why = both!("it has more than {MOST_BYTES} bytes", "文件超过 {MOST_BYTES} 字节");
            return Err(Failure::NoResult(path, why));
        }
        let value = match serde_json::from_reader(BufReader::new(file.take(MOST_BYTES))) {
            Ok(value) => value,
            Err(error) if error.is_io() => return Err(read(io::Error::from(error))),
            Err(error) => {
                let (line, column) = (error.line(), error.column());
                let why = both!("at {line}:{column} it is no JSON", "第 {line} 行第 {column} 列不是 JSON");
                return Err(Failure::NoResult(path, why));
            }
        };
        Self::of(value).map_err(|why| Failure::NoResult(path, why))
    }

    /// Reads the bytes of a result.
    ///
    /// # Errors
    /// [`Failure::NoResult`] when they are something else.
    pub fn of_bytes(bytes: &[u8]) -> Result<Self, Failure> {
        let read = serde_json::from_slice(bytes).map_err(|_| both!("it is no JSON", "不是 JSON"));
        read.and_then(Self::of).map_err(|why| Failure::NoResult(PathBuf::from(RESULT_FILE), why))
    }

    fn of(value: Value) -> Result<Self, Text> {
        let Value::Object(mut result) = value else { return Err(both!("it is no object", "内容不是对象")) };
        let text = |key: &str| match result.get(key).and_then(Value::as_str) {
            Some(text) => Ok(text.to_owned()),
            None => Err(both!("`{key}` is missing", "缺少 `{key}`")),
        };
        let (period, currency) = (text("period")?, text("currency")?);
        let Some(Value::Array(all)) = result.remove("lines") else {
            return Err(both!("`lines` is missing", "缺少 `lines`"));
        };
        let mut lines = BTreeMap::new();
        for (number, line) in all.into_iter().enumerate() {
            let number = number.saturating_add(1);
            let Some((id, line)) = StoredLine::of(line) else {
                return Err(both!(
                    "line {number} of `lines` has no id, or no amount such as \"97000.00\"",
                    "`lines` 的第 {number} 行没有编号，或没有 \"97000.00\" 这样的金额"
                ));
            };
            if lines.insert(id.clone(), line).is_some() {
                return Err(both!("the line `{id}` stands in it twice", "其中有两行 `{id}`"));
            }
        }
        Ok(Self { period, currency, lines })
    }
}

impl StoredLine {
    fn of(line: Value) -> Option<(String, Self)> {
        let Value::Object(fields) = line else { return None };
        let id = fields.get("id")?.as_str()?.to_owned();
        let amount = StoredAmount::read(fields.get("amount")?.as_str()?)?;
        Some((id, Self { amount, fields }))
    }

    /// ISO code of its currency; empty where none is written.
    pub fn currency(&self) -> &str {
        self.fields.get("currency").and_then(Value::as_str).unwrap_or_default()
    }
}
