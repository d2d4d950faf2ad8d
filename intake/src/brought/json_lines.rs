//! Rows that are brought as an object a line. Numbers stay as they are written: none of them meets a binary float.

use std::fmt;
use std::io::{self, BufRead as _, BufReader, Read as _};

use attain_rules::both;
use attain_rules::text::Text;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::csv_rows::ambiguous;
use super::{Go, Visit, Wrongs, no_column, short, twice};
use crate::cell;
use crate::files::Files;
use crate::limits::{MAX_COLUMNS, MAX_ROW_BYTES};

/// An object as it is written: keys in their order, also those that stand there twice.
struct Object(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Object;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Object(fields))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// The keys of all objects, in the order in which they come first.
pub(super) fn columns(files: &Files, place: &str, wrongs: &mut Wrongs) -> io::Result<Vec<String>> {
    let mut columns: Vec<String> = Vec::new();
    let mut too_many = None;
    each_object(files, place, wrongs, &mut |line, Object(fields), _| {
        for (name, _) in fields {
            let name = cell::trim(&name);
            if !columns.iter().any(|column| column == name) {
                columns.push(name.to_owned());
            }
            if columns.len() > MAX_COLUMNS {
                too_many = Some(line);
                return Ok(Go::NoFurther);
            }
        }
        Ok(Go::On)
    })?;
    // What else is wrong is told when the rows are read.
    *wrongs = Wrongs::default();
    if let Some(line) = too_many {
        wrongs.add(line, || both!("more than {MAX_COLUMNS} columns", "超过 {MAX_COLUMNS} 列"));
    }
    Ok(columns)
}

/// Gives the cells of each object, in the order of `columns`.
pub(super) fn each(
    files: &Files,
    place: &str,
    columns: &[String],
    wrongs: &mut Wrongs,
    visit: &mut Visit<'_>,
) -> io::Result<()> {
    each_object(files, place, wrongs, &mut |line, Object(fields), wrongs| {
        let mut cells: Vec<Option<String>> = vec![None; columns.len()];
        let mut is_right = true;
        for (name, value) in fields {
            let name = cell::trim(&name);
            let mut named = columns.iter().enumerate().filter(|(_, column)| *column == name).map(|(place, _)| place);
            let (slot, other) = (named.next().and_then(|place| cells.get_mut(place)), named.next());
            let slip = match (slot, other, text_of(name, value.get())) {
                (None, ..) => Slip::NoColumn,
                (_, Some(_), _) => Slip::Ambiguous,
                (Some(Some(_)), ..) => Slip::Twice,
                (Some(None), None, Err(what)) => Slip::Value(what),
                (Some(slot), None, Ok(text)) => {
                    *slot = Some(text);
                    continue;
                }
            };
            is_right = false;
            wrongs.add(line, || match slip {
                Slip::NoColumn => no_column(name, columns),
                Slip::Ambiguous => ambiguous(name),
                Slip::Twice => twice(name),
                Slip::Value(what) => what,
            });
        }
        let cells: Vec<String> = cells.into_iter().map(Option::unwrap_or_default).collect();
        if is_right { visit(line, &cells, wrongs) } else { Ok(Go::On) }
    })
}

/// What is wrong with a field.
enum Slip {
    NoColumn,
    Ambiguous,
    Twice,
    Value(Text),
}

/// Gives each object with its line, and tells of lines that are none.
fn each_object(
    files: &Files,
    place: &str,
    wrongs: &mut Wrongs,
    visit: &mut dyn FnMut(u64, Object, &mut Wrongs) -> io::Result<Go>,
) -> io::Result<()> {
    let mut reader = BufReader::new(files.open(place)?.reader);
    let (mut text, mut line) = (Vec::new(), 0_u64);
    let most = u64::try_from(MAX_ROW_BYTES).unwrap_or(u64::MAX);
    loop {
        text.clear();
        line = line.saturating_add(1);
        if reader.by_ref().take(most.saturating_add(1)).read_until(b'\n', &mut text)? == 0 {
            return Ok(());
        }
        if text.len() > MAX_ROW_BYTES {
            wrongs.add(line, || both!("more than {MAX_ROW_BYTES} bytes", "超过 {MAX_ROW_BYTES} 字节"));
            return Ok(());
        }
        let bytes = text.strip_prefix("\u{feff}".as_bytes()).filter(|_| line == 1).unwrap_or(&text);
        if bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match serde_json::from_slice::<Object>(bytes) {
            Ok(object) => {
                if visit(line, object, wrongs)? == Go::NoFurther {
                    return Ok(());
                }
            }
            Err(error) => {
                let column = error.column();
                wrongs.add(line, || {
                    both!(
                        "this is no object in JSON, at its character {column}",
                        "这不是 JSON 对象，问题在第 {column} 个字符处"
                    )
                });
            }
        }
    }
}

/// What a value says as the text of a cell.
fn text_of(name: &str, raw: &str) -> Result<String, Text> {
    let name = &short(name);
    match raw.as_bytes().first() {
        Some(b'"') => match serde_json::from_str::<String>(raw) {
            Ok(text) if !text.contains('\0') => Ok(text),
            _ => Err(both!("`{name}` is no text", "`{name}` 不是文本")),
        },
        Some(b'{' | b'[') => Err(both!(
            "`{name}` is a list or an object: a cell is a text, a number, true, false or null",
            "`{name}` 是列表或对象：单元格只能是文本、数字、true、false 或 null"
        )),
        Some(b'n') => Ok(String::new()),
        Some(b'0'..=b'9' | b'-') if raw.contains(['e', 'E']) => Err(both!(
            "`{name}` is written with an exponent: write all its digits",
            "`{name}` 使用了指数写法：请写出全部数字"
        )),
        _ => Ok(raw.to_owned()),
    }
}
