//! Values that are the same everywhere: titles, names, numbers, days, currencies.

use iso_currency::Currency;

use crate::both;
use crate::date::{Date, DateRange};
use crate::diagnostics::{n, t, w};
use crate::formula::is_name;
use crate::number::Number;
use crate::plan::Missing;
use crate::source::Span;
use crate::text::Text;
use crate::yaml::{Content, Node, Scalar};

use super::reader::Reader;

/// Words that stand for something in every formula of a component.
const BUILT_IN: &[&str] = &[
    "target",
    "period",
    "first_day",
    "last_day",
    "days_on_plan",
    "days_in_group",
    "on_plan_at_start",
    "on_plan_at_end",
    "total",
    "attainment",
    "quota",
    "earned",
    "column",
    "month",
    "quarter",
    "half",
    "year",
    "quarter_to_date",
    "half_to_date",
    "year_to_date",
    "plan_to_date",
    "rolling",
    "previous",
    "min",
    "max",
    "abs",
    "round",
    "floor",
    "ceiling",
    "money",
    "number",
    "is_empty",
    "contains",
    "starts_with",
    "days_between",
    "months_between",
    "add_months",
    "date",
];

/// A number as it is typed: digits, perhaps with a `%` right behind.
pub(super) fn parse_number(text: &str) -> Option<Number> {
    match text.strip_suffix('%') {
        Some(digits) => Number::parse(digits).ok().map(Number::percent),
        None => Number::parse(text).ok(),
    }
}

impl Reader<'_> {
    /// The node as a text that says something.
    pub(super) fn text(&mut self, node: &Node) -> Option<String> {
        let scalar = self.scalar(node, &both!("a text", "文本"))?;
        let text = scalar.text.trim();
        if text.is_empty() {
            self.report(t::t002::wrong_kind(node.span, &both!("a text", "文本"), &both!("an empty text", "空文本")));
            return None;
        }
        if let Some(comment) = self.numbered_comment(scalar) {
            self.report(w::w018::cut(comment, text));
        }
        Some(text.to_owned())
    }

    /// The node as a title: one text, or a map with `en` and `zh`.
    pub(super) fn title(&mut self, node: &Node) -> Option<Text> {
        let Content::Map(_) = &node.content else { return self.text(node).map(Text::same) };
        let fields = self.fields(node, &both!("a title", "标题"), &["en", "zh"])?;
        let en = fields.get("en").and_then(|node| self.text(node));
        let zh = fields.get("zh").and_then(|node| self.text(node));
        match (en, zh) {
            (Some(en), Some(zh)) => Some(Text { en, zh }),
            (Some(one), None) | (None, Some(one)) => Some(Text::same(one)),
            (None, None) => None,
        }
    }

    /// A title under `key`, or `name` where there is none.
    pub(super) fn title_or(&mut self, node: Option<&Node>, name: &str) -> Text {
        node.and_then(|node| self.title(node)).unwrap_or_else(|| Text::same(name))
    }

    /// Checks that formulas can use `name`, which stands at `span`.
    pub(super) fn check_name(&mut self, name: &str, span: Span) {
        if !is_name(name) {
            self.report(n::n023::no_name(span, name));
        } else if BUILT_IN.contains(&name) {
            let by = both!("a word of the language", "语言自带的词");
            self.report(n::n024::name_taken(span, name, &by));
        }
    }

    /// `error`, `report` or a number.
    pub(super) fn missing(&mut self, node: &Node) -> Option<Missing> {
        let scalar = self.scalar(node, &both!("`error`, `report` or a number", "`error`、`report` 或数字"))?;
        match scalar.text.trim() {
            "error" => Some(Missing::Error),
            "report" => Some(Missing::Report),
            text => {
                let number = parse_number(text);
                if number.is_none() {
                    self.unknown_word(text, scalar.span, &["error", "report", "100%"]);
                }
                number.map(Missing::Value)
            }
        }
    }

    /// The node as days: `2026-01-01 .. 2026-12-31` or `2026-01-01 ..`.
    pub(super) fn days(&mut self, node: &Node) -> Option<DateRange> {
        let scalar = self.scalar(node, &both!("days", "日期范围"))?;
        let days = parse_days(&scalar.text);
        if days.is_none() {
            let text = super::reader::shorten(&scalar.text);
            self.report(t::t005::no_days(scalar.span, &text, why_no_days(&scalar.text)));
        }
        days
    }

    /// The node as a currency.
    pub(super) fn currency(&mut self, node: &Node) -> Option<Currency> {
        let scalar: &Scalar = self.scalar(node, &both!("a currency", "货币代码"))?;
        // Codes for gold or for "no currency" have no smallest unit in which somebody could be paid.
        let currency = Currency::from_code(&scalar.text).filter(|currency| currency.exponent().is_some());
        if currency.is_none() {
            self.report(t::t006::no_currency(scalar.span, &super::reader::shorten(&scalar.text)));
        }
        currency
    }
}

/// What keeps `text` from being a range of days.
fn why_no_days(text: &str) -> Text {
    let Some((first, last)) = text.split_once("..") else {
        return both!("two dots stand between the first and the last day", "首日与末日之间写两个点");
    };
    let has_form = |day: &str| day.len() == 10 && day.split('-').map(str::len).eq([4, 2, 2]);
    for day in [first.trim(), last.trim()] {
        if Date::parse(day).is_some() || day.is_empty() && !first.trim().is_empty() {
            continue;
        }
        return if has_form(day) {
            both!("the calendar has no day `{day}`", "日历上没有 `{day}` 这一天")
        } else {
            both!("days are written like `2026-01-31`", "日期写成 `2026-01-31`")
        };
    }
    both!("it ends before it begins", "结束早于开始")
}

fn parse_days(text: &str) -> Option<DateRange> {
    let (first, last) = text.split_once("..")?;
    let first = Date::parse(first.trim())?;
    let last = match last.trim() {
        "" => DateRange::FOREVER,
        last => Date::parse(last)?,
    };
    (first <= last).then_some(DateRange { first, last })
}
