//! `units`: what a company pays in beside money.

use iso_currency::Currency;

use crate::both;
use crate::date::{Date, DateRange};
use crate::diagnostics::{c, n};
use crate::nearest::nearest;
use crate::number::Number;
use crate::source::Spanned;
use crate::unit::{CompanyUnit, UnitPlace};
use crate::yaml::{Content, Entry, Node};

use super::plan::Ground;
use super::reader::{Reader, head, shorten};
use super::value::parse_number;
use super::words::YES_NO;

const KEYS: &[&str] = &["title", "digits", "value", "taxable"];

/// Most units.
const MOST_UNITS: usize = 200;

/// Most digits behind the point.
const MOST_DIGITS: u8 = 8;

/// Most values by day.
const MOST_VALUES: usize = 5_000;

impl Reader<'_> {
    /// Reads `units`. One with a mistake in its settings is there nevertheless, so that plans can name it.
    pub(super) fn units(&mut self, node: &Node) -> Vec<CompanyUnit> {
        let Some(entries) = self.map(node, &both!("`units`", "`units`")) else { return Vec::new() };
        if entries.len() > MOST_UNITS {
            self.report(c::c013::too_many(head(node), "units", MOST_UNITS));
        }
        let whole = entries.iter().filter(|entry| !entry.is_hole());
        whole.take(MOST_UNITS).map(|entry| self.unit(entry)).collect()
    }

    fn unit(&mut self, Entry { key, value }: &Entry) -> CompanyUnit {
        let name = key.text.trim();
        self.check_name(name, key.span);
        if Currency::from_code(name).is_some() {
            self.report(n::n024::name_taken(key.span, name, &both!("a currency", "货币代码")));
        }
        let fields = self.fields(value, &both!("a unit", "一个单位"), KEYS);
        let get = |wanted| fields.as_ref().and_then(|fields| fields.get(wanted));
        let values = get("value").map(|node| self.values(node)).unwrap_or_default();
        let taxable = get("taxable").and_then(|node| self.word(node, YES_NO)).unwrap_or(false);
        if taxable && fields.as_ref().is_some_and(|fields| !fields.has("value")) {
            self.report(c::c013::taxable_without_value(key.span, name));
        }
        CompanyUnit {
            name: name.to_owned(),
            title: self.title_or(get("title"), name),
            digits: get("digits").and_then(|node| self.unit_digits(node)).unwrap_or(0),
            values,
            taxable,
            span: key.span,
        }
    }

    fn unit_digits(&mut self, node: &Node) -> Option<u8> {
        let scalar = self.scalar(node, &both!("a whole number", "整数"))?;
        let digits = scalar.text.trim().parse().ok().filter(|digits| *digits <= MOST_DIGITS);
        if digits.is_none() {
            self.report(c::c013::no_digits(scalar.span, &shorten(&scalar.text), MOST_DIGITS));
        }
        digits
    }

    /// One value for ever, or values by the days from which they hold.
    fn values(&mut self, node: &Node) -> Vec<(Date, Spanned<Number>)> {
        let Content::Map(_) = node.content else {
            return self.unit_value(node).map(|value| (DateRange::BEGINNING, value)).into_iter().collect();
        };
        let Some(entries) = self.entries(node, &both!("`value`", "`value`")) else { return Vec::new() };
        if entries.len() > MOST_VALUES {
            self.report(c::c013::too_many(head(node), "value", MOST_VALUES));
            return Vec::new();
        }
        let mut values: Vec<(Date, Spanned<Number>)> = Vec::new();
        for Entry { key, value } in entries {
            let value = self.unit_value(value);
            let Some(day) = Date::parse(key.text.trim()) else {
                self.report(c::c013::no_day(key.span, &shorten(&key.text)));
                continue;
            };
            if values.last().is_some_and(|(before, _)| *before >= day) {
                self.report(c::c013::out_of_order(key.span));
            }
            values.extend(value.map(|value| (day, value)));
        }
        values
    }

    fn unit_value(&mut self, node: &Node) -> Option<Spanned<Number>> {
        let scalar = self.scalar(node, &both!("an amount of money", "金额"))?;
        let text = scalar.text.trim();
        let value = parse_number(text).filter(|value| *value > Number::ZERO && !text.ends_with('%'));
        if value.is_none() {
            self.report(c::c013::no_value(scalar.span, &shorten(text)));
        }
        value.map(|value| Spanned::new(value, scalar.span))
    }

    /// The company's unit that `node` names.
    pub(super) fn unit_named(&mut self, node: &Node, ground: &Ground<'_>) -> Option<UnitPlace> {
        let scalar = self.scalar(node, &both!("the name of a unit", "单位的名称"))?;
        let name = scalar.text.trim();
        let place = ground.company.unit_named(name);
        if place.is_none() {
            let names = || ground.company.units.iter().map(|unit| unit.name.as_str());
            let known = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            self.report(n::n027::unknown_unit(scalar.span, &shorten(name), nearest(name, names()), &known));
        }
        place
    }
}
