//! From the text of a cell to its value.
//!
//! Blanks at both ends of a cell do not count, in ids as little as in numbers: spaces, tabs, no-break, full-width and
//! zero-width spaces. A cell with nothing else in it is empty.

pub mod date;
pub mod number;
pub mod yes_no;

use attain_engine::inputs::Cells;
use attain_engine::value::Value;
use attain_rules::date::Date;
use attain_rules::diagnostics::d::{d020, d022};
use attain_rules::formula::expression::{Type, Unit};
use attain_rules::number::Number;

use date::DateFormat;
use number::NumberKind;

/// How the cells of a column are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// As numbers.
    Number(NumberKind),
    /// As they stand.
    Text,
    /// As yes or no.
    YesNo,
    /// As days.
    Date(DateFormat),
}

/// Why a cell cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellTrouble {
    /// It should be a number.
    Number(NumberKind, d020::Trouble),
    /// It has more digits than any number may have.
    TooManyDigits,
    /// It should be a day.
    Date(d022::Trouble),
    /// It should be yes or no.
    YesNo,
}

impl CellKind {
    /// How cells of `kind` are read, days in `format`, moments in `time_zone`.
    #[must_use]
    pub fn of(kind: Type, format: Option<&str>, time_zone: Option<&str>) -> Self {
        match kind {
            Type::Number(Unit::Money) => Self::Number(NumberKind::Money),
            Type::Number(Unit::Count | Unit::Days) => Self::Number(NumberKind::Count),
            Type::Number(Unit::Points) => Self::Number(NumberKind::Points),
            Type::Number(Unit::Ratio | Unit::Literal) => Self::Number(NumberKind::Ratio),
            Type::Text => Self::Text,
            Type::YesNo => Self::YesNo,
            Type::Date => Self::Date(format.map_or(DateFormat::Iso, |format| DateFormat::of(format, time_zone))),
        }
    }

    /// A column of such cells, still empty.
    #[must_use]
    pub fn column(&self) -> Cells {
        match self {
            Self::Number(_) => Cells::Numbers(Vec::new()),
            Self::Text => Cells::Texts(attain_engine::inputs::Texts::default()),
            Self::YesNo => Cells::YesNo(Vec::new()),
            Self::Date(_) => Cells::Dates(Vec::new()),
        }
    }

    /// The value of `text`.
    ///
    /// # Errors
    /// [`CellTrouble`].
    pub fn value(&self, text: &str) -> Result<Value, CellTrouble> {
        let text = trim(text);
        if text.is_empty() {
            return Ok(Value::Empty);
        }
        Ok(match self {
            Self::Number(kind) => Value::Number(self.number(*kind, text)?),
            Self::Text => Value::Text(text.into()),
            Self::YesNo => Value::YesNo(yes_no::parse(text).ok_or(CellTrouble::YesNo)?),
            Self::Date(format) => Value::Date(self.date(format, text)?),
        })
    }

    /// Puts the value of `text` under `column`, which must be of this kind.
    ///
    /// # Errors
    /// [`CellTrouble`]; nothing was added then.
    #[inline]
    pub fn push(&self, text: &str, column: &mut Cells) -> Result<(), CellTrouble> {
        let text = trim(text);
        match (self, column) {
            (Self::Number(kind), Cells::Numbers(cells)) => {
                let number = if text.is_empty() { None } else { Some(self.number(*kind, text)?) };
                cells.push(number);
            }
            (Self::Text, Cells::Texts(cells)) => cells.push(text),
            (Self::Date(format), Cells::Dates(cells)) => {
                let date = if text.is_empty() { None } else { Some(self.date(format, text)?) };
                cells.push(date);
            }
            (Self::YesNo, Cells::YesNo(cells)) => {
                let yes = if text.is_empty() { None } else { Some(yes_no::parse(text).ok_or(CellTrouble::YesNo)?) };
                cells.push(yes);
            }
            (_, column) => push_value(&Value::Empty, column),
        }
        Ok(())
    }

    #[inline]
    fn number(&self, kind: NumberKind, text: &str) -> Result<Number, CellTrouble> {
        number::parse(kind, text)
    }

    #[inline]
    fn date(&self, format: &DateFormat, text: &str) -> Result<Date, CellTrouble> {
        format.parse(text).ok_or_else(|| CellTrouble::Date(format.trouble(text)))
    }
}

/// Puts `value` under `column`; as empty where it is of another type.
pub fn push_value(value: &Value, column: &mut Cells) {
    match column {
        Cells::Numbers(cells) => {
            cells.push(if let Value::Number(number) = value { Some(number.clone()) } else { None })
        }
        Cells::Texts(cells) => cells.push(if let Value::Text(text) = value { text } else { "" }),
        Cells::YesNo(cells) => cells.push(if let Value::YesNo(yes) = value { Some(*yes) } else { None }),
        Cells::Dates(cells) => cells.push(if let Value::Date(date) = value { Some(*date) } else { None }),
    }
}

/// Keeps the first `rows` cells of `column`.
pub fn truncate(column: &mut Cells, rows: usize) {
    match column {
        Cells::Numbers(cells) => cells.truncate(rows),
        Cells::Texts(cells) => cells.truncate(rows),
        Cells::YesNo(cells) => cells.truncate(rows),
        Cells::Dates(cells) => cells.truncate(rows),
    }
}

/// Adds empty cells to `column` until there are `rows`.
pub fn pad(column: &mut Cells, rows: usize) {
    match column {
        Cells::Numbers(cells) => cells.resize_with(rows.max(cells.len()), || None),
        Cells::Texts(cells) => cells.pad(rows),
        Cells::YesNo(cells) => cells.resize(rows.max(cells.len()), None),
        Cells::Dates(cells) => cells.resize(rows.max(cells.len()), None),
    }
}

/// How many cells `column` has.
#[must_use]
pub fn count(column: &Cells) -> usize {
    match column {
        Cells::Numbers(cells) => cells.len(),
        Cells::Texts(cells) => cells.len(),
        Cells::YesNo(cells) => cells.len(),
        Cells::Dates(cells) => cells.len(),
    }
}

/// The value in a row of `column`.
#[must_use]
pub fn value_at(column: &Cells, row: usize) -> Value {
    match column {
        Cells::Numbers(cells) => cells.get(row).cloned().flatten().map_or(Value::Empty, Value::Number),
        Cells::Texts(cells) => match cells.get(row) {
            "" => Value::Empty,
            text => Value::Text(text.into()),
        },
        Cells::YesNo(cells) => cells.get(row).copied().flatten().map_or(Value::Empty, Value::YesNo),
        Cells::Dates(cells) => cells.get(row).copied().flatten().map_or(Value::Empty, Value::Date),
    }
}

/// Is it a character that nobody sees?
#[must_use]
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// The text without blanks at its ends.
#[inline]
#[must_use]
pub fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [0x21..=0x7e] | [0x21..=0x7e, .., 0x21..=0x7e] | [] => text,
        _ => text.trim_matches(is_blank),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_at_the_ends_do_not_count() {
        assert_eq!(trim(" \u{a0}E1 7\u{3000}\t"), "E1 7");
        assert_eq!(trim("\u{feff}\u{200b}"), "");
        assert_eq!(trim("王芳 "), "王芳");
        assert_eq!(CellKind::Number(NumberKind::Money).value(" 5 "), Ok(Value::Number(Number::whole(5))));
    }

    #[test]
    fn a_column_gives_back_what_went_in() {
        let kinds = [
            (CellKind::Number(NumberKind::Ratio), "92%"),
            (CellKind::Text, "王芳"),
            (CellKind::YesNo, "是"),
            (CellKind::Date(DateFormat::Iso), "2026-02-28"),
        ];
        for (kind, text) in kinds {
            let mut column = kind.column();
            kind.push(text, &mut column).expect("readable");
            kind.push(" ", &mut column).expect("empty");
            push_value(&value_at(&column, 0), &mut column);
            assert_eq!(Ok(value_at(&column, 0)), kind.value(text), "{text}");
            assert_eq!(value_at(&column, 1), Value::Empty);
            assert_eq!(value_at(&column, 2), value_at(&column, 0));
            truncate(&mut column, 1);
            assert_eq!(value_at(&column, 2), Value::Empty);
        }
    }
}
