//! What a test expects: `expect` in `tests/*.yaml`.

use crate::both;
use crate::company::Company;
use crate::diagnostics::{explanation, n, t};
use crate::example::{Answer, ComponentName, Expectation, Expected, Figure, LINE_KINDS, MISSING, Word};
use crate::formula::expression::{Type, Unit};
use crate::nearest::nearest;
use crate::period::{Period, PeriodLength};
use crate::source::Span;
use crate::text::Text;
use crate::yaml::{Content, Entry, Node, Scalar};

use super::answer::{amount, answer, written};
use super::names::Names;
use super::question::{asked, is_formula};
use super::reader::Reader;

/// All that is expected, in the order of the file.
pub(super) fn expectations(
    reader: &mut Reader<'_>,
    node: &Node,
    (company, length): (&Company, PeriodLength),
    known: &Names<'_>,
) -> Vec<Expectation> {
    let Some(entries) = some_entries(reader, node, ("expect", node.span), &both!("what is expected", "预期结果"))
    else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for entry in entries {
        if entry.key.text == "lines" {
            lines(reader, entry, known, &mut all);
        } else if let Some(what) = expected(reader, entry, (company, length), known) {
            let (text, span) = (entry.key.text.clone(), entry.key.span);
            all.push(Expectation { what, text, span, value: entry.value.span });
        }
    }
    beside_error(reader, &all);
    all
}

/// The entries of a map of expectations, written under the key of this `name`. None would hold whatever comes out.
fn some_entries<'n>(
    reader: &mut Reader<'_>,
    node: &'n Node,
    (name, span): (&str, Span),
    what: &Text,
) -> Option<impl Iterator<Item = &'n Entry> + use<'n>> {
    let is_empty = match &node.content {
        Content::Empty => true,
        Content::Map(entries) => entries.is_empty(),
        _ => false,
    };
    if is_empty {
        reader.report(n::n048::empty(span, name));
        return None;
    }
    Some(reader.map(node, what)?.iter().filter(|entry| !entry.is_hole()))
}

/// Of a run that must fail nothing is compared.
fn beside_error(reader: &mut Reader<'_>, all: &[Expectation]) {
    let is_error = |one: &&Expectation| matches!(one.what, Expected::Error(_));
    let Some(error) = all.iter().find(is_error) else { return };
    for other in all.iter().filter(|one| !is_error(one)) {
        reader.report(n::n048::beside_error(other.span, &other.text, error.span));
    }
}

fn lines(reader: &mut Reader<'_>, entry: &Entry, known: &Names<'_>, out: &mut Vec<Expectation>) {
    let place = both!("the expected lines", "预期的收入行");
    let all = some_entries(reader, &entry.value, ("lines", entry.key.span), &place);
    for Entry { key, value } in all.into_iter().flatten() {
        let (name, is_known) = component(reader, &key.text, key.span, known);
        let mut line = |reader: &mut Reader<'_>, kind: Option<&'static str>, key: &Scalar, value: &Node| {
            let amount = amount(reader, &key.text, value, &both!("an amount", "数额"));
            if let Some(amount) = amount.filter(|_| is_known) {
                let what = Expected::Line { component: name.clone(), kind, amount };
                let text = kind.map_or_else(|| name.to_string(), |kind| format!("{name}: {kind}"));
                out.push(Expectation { what, text, span: key.span, value: value.span });
            }
        };
        if let Content::Map(_) = &value.content {
            let kinds = some_entries(reader, value, (&key.text, key.span), &place);
            for entry in kinds.into_iter().flatten() {
                let words = LINE_KINDS.map(|kind| (kind, kind));
                if let Some(kind) = reader.word_of(&entry.key.text, entry.key.span, &words) {
                    line(reader, Some(kind), &entry.key, &entry.value);
                }
            }
        } else {
            line(reader, None, key, value);
        }
    }
}

fn expected(
    reader: &mut Reader<'_>,
    entry: &Entry,
    (company, length): (&Company, PeriodLength),
    known: &Names<'_>,
) -> Option<Expected> {
    let (key, span) = (entry.key.text.as_str(), entry.key.span);
    let money = Type::Number(Unit::Money).words();
    if key == "payable" {
        return amount(reader, key, &entry.value, &money).map(Expected::Payable);
    }
    if let Some(unit) = key.strip_prefix("payable in ").map(str::trim) {
        if company.unit_named(unit).is_none() {
            let names = || company.units.iter().map(|unit| unit.name.as_str());
            let known = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            reader.report(n::n027::unknown_unit(span, unit, nearest(unit, names()), &known));
        }
        let amount = amount(reader, key, &entry.value, &both!("an amount", "数额"))?;
        return Some(Expected::PayableIn { unit: unit.to_owned(), amount });
    }
    if let Some(name) = key.strip_prefix("taxable value of ") {
        let (component, is_known) = component(reader, name, span, known);
        let amount = amount(reader, key, &entry.value, &money)?;
        return is_known.then_some(Expected::Taxable { component, amount });
    }
    if key == "error" {
        let code = reader.text(&entry.value)?;
        if explanation(&code).is_none() {
            let codes = crate::diagnostics::all().map(|explanation| explanation.code);
            reader.report(n::n041::no_code(entry.value.span, &code, nearest(&code, codes)));
        }
        return Some(Expected::Error(code.to_uppercase()));
    }
    if let Some(name) = key.strip_prefix("gate of ") {
        let (component, is_known) = component(reader, name, span, known);
        let open = reader.word(&entry.value, super::words::YES_NO)?;
        return is_known.then_some(Expected::Gate { component, open });
    }
    if let Some(name) = key.strip_prefix("unmeasured of ") {
        let (component, is_known) = component(reader, name, span, known);
        let missing = reader.word(&entry.value, &MISSING.map(|word| (word, word)))?;
        return is_known.then_some(Expected::Unmeasured { component, missing });
    }
    if let Some((figure, name)) =
        Figure::parse(key).filter(|(figure, _)| !is_formula(figure, entry, (company, length), known))
    {
        let (component, is_known) = of_component(reader, name, span, known);
        let (figure, value) = figure_of(reader, figure, entry, company)?;
        return is_known.then_some(Expected::Value { figure, component, value });
    }
    asked(reader, entry, (company, length), known)
}

/// The figure, as its trace writes what it is told by, with what must come out.
fn figure_of(reader: &mut Reader<'_>, figure: Figure, entry: &Entry, company: &Company) -> Option<(Figure, Answer)> {
    let span = entry.key.span;
    let Figure::Traced { word, which } = figure else {
        return Some((figure, Answer::Number(written(reader, &entry.value)?)));
    };
    let known = Word::find(word)?;
    let kind = match (&which, word) {
        (Some(cell), "column") => {
            let columns = || company.schema.transactions.iter();
            let own =
                columns().find(|column| cell.strip_prefix(&*column.name).is_some_and(|rest| rest.starts_with(" of ")));
            if own.is_none() {
                let name = cell.split_once(" of ").map_or(cell.as_str(), |(name, _)| name);
                reader.unknown_column(name, span, columns().map(|column| column.name.as_str()));
            }
            own.map(|column| column.kind)
        }
        _ => known.kind,
    };
    if matches!(entry.value.content, Content::Empty) && !known.may_be_empty() {
        reader.wrong_kind(&entry.value, &both!("a value", "值"));
        return None;
    }
    let value = answer(reader, &entry.value, kind);
    let which = match which {
        Some(quota) if word == "quota part" => Some(quota_part(reader, &quota, span, company)?),
        which => which,
    };
    Some((Figure::Traced { word, which }, value?))
}

/// `bookings 2026-Q1` with the months of the period, whatever the calendar.
fn quota_part(reader: &mut Reader<'_>, text: &str, span: Span, company: &Company) -> Option<String> {
    let (measure, period) = text.rsplit_once(' ')?;
    let months = company.calendar.parse(period).map(Period::months);
    if months.is_none() {
        reader.report(t::t026::no_period(span, period));
    }
    Some(format!("{} {}", measure.trim(), months?))
}

/// The component of this name, and whether any plan has it. One that none has is reported, and nothing more is said of it.
fn component(reader: &mut Reader<'_>, name: &str, span: Span, known: &Names<'_>) -> (ComponentName, bool) {
    of_component(reader, ComponentName::parse(name), span, known)
}

/// As [`component`], of a name that may say of which plan.
pub(super) fn of_component(
    reader: &mut Reader<'_>,
    name: ComponentName,
    span: Span,
    known: &Names<'_>,
) -> (ComponentName, bool) {
    if known.has(&name) {
        return (name, true);
    }
    let written = name.to_string();
    let span = reader.end_of(span, &written);
    reader.report(n::n042::not_in_plans(span, &written, known.nearest(&name).as_deref()));
    (name, false)
}
