//! What must come out, as a test writes it: numbers, days, texts, yes and no.

use crate::both;
use crate::date::Date;
use crate::diagnostics::{n, t};
use crate::example::{Answer, Written};
use crate::formula::expression::Type;
use crate::number::Number;
use crate::text::Text;
use crate::yaml::{Content, Node};

use super::reader::Reader;
use super::value::parse_number;

/// What a formula of this type must give. Where the type is not known, a number if it is one.
pub(super) fn answer(reader: &mut Reader<'_>, node: &Node, kind: Option<Type>) -> Option<Answer> {
    if matches!(node.content, Content::Empty) {
        return Some(Answer::Nothing);
    }
    match kind {
        Some(Type::Number(_)) => written(reader, node).map(Answer::Number),
        Some(Type::YesNo) => reader.word(node, super::words::YES_NO).map(Answer::YesNo),
        Some(Type::Date) => {
            let date = node.scalar().and_then(|scalar| Date::parse(scalar.text.trim()));
            if date.is_none() {
                reader.wrong_kind(node, &both!("a day such as `2026-01-31`", "日期，如 `2026-01-31`"));
            }
            date.map(Answer::Date)
        }
        Some(Type::Text) => {
            let text = reader.scalar(node, &both!("a text", "文本"))?.text.trim().to_owned();
            Some(if text.is_empty() { Answer::Nothing } else { Answer::Text(text) })
        }
        None if node.scalar().is_some_and(|scalar| parse_number(scalar.text.trim()).is_some()) => {
            written(reader, node).map(Answer::Number)
        }
        None => Some(Answer::Text(reader.scalar(node, &both!("a value", "值"))?.text.trim().to_owned())),
    }
}

/// The node as a number: digits, perhaps with a `%` right behind.
fn number(reader: &mut Reader<'_>, node: &Node) -> Option<Number> {
    let text = node.scalar().map_or("", |scalar| scalar.text.trim());
    let number = parse_number(text);
    if number.is_none() {
        match without_separators(text) {
            Some(meant) => reader.report(t::t002::separators(node.span, text, &meant)),
            None => reader
                .wrong_kind(node, &both!("a number such as `35000.00` or `97.33%`", "数字，如 `35000.00` 或 `97.33%`")),
        }
    }
    number
}

/// The number without its thousands separators; nothing where the commas part other than thousands.
fn without_separators(text: &str) -> Option<String> {
    let end = text.find(['.', '%']).unwrap_or(text.len());
    let (whole, behind) = text.split_at_checked(end)?;
    let (first, groups) = whole.trim_start_matches(['-', '+']).split_once(',')?;
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let plain = format!("{}{behind}", whole.replace(',', ""));
    let is_parted = (1..=3).contains(&first.len()) && groups.split(',').all(is_group);
    (is_parted && parse_number(&plain).is_some()).then_some(plain)
}

/// The node as an amount of `what`, which no percentage is.
pub(super) fn amount(reader: &mut Reader<'_>, key: &str, node: &Node, what: &Text) -> Option<Number> {
    let written = written(reader, node)?;
    if written.percent {
        reader.report(n::n046::no_ratio(node.span, key, &written.text(), what));
        return None;
    }
    Some(written.number)
}

/// The node as a number, with how it is written.
pub(super) fn written(reader: &mut Reader<'_>, node: &Node) -> Option<Written> {
    let number = number(reader, node)?;
    let text = node.scalar().map_or("", |scalar| scalar.text.trim());
    Some(Written { number, places: places(text), percent: text.ends_with('%') })
}

/// Digits behind the point, in the number itself: `97.33%` has four.
fn places(text: &str) -> u8 {
    let (digits, percent) = text.strip_suffix('%').map_or((text, 0), |digits| (digits, 2));
    let written = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    u8::try_from(written).unwrap_or(u8::MAX).saturating_add(percent)
}
