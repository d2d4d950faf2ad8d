//! Reads `tests/*.yaml`.

use std::collections::btree_map::Entry as Place;
use std::collections::{BTreeMap, BTreeSet};

use crate::asked::ask;
use crate::both;
use crate::company::Company;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostics::{explanation, f, n, t};
use crate::example::{
    Answer, ComponentName, Example, Expectation, Expected, Figure, LINE_KINDS, MISSING, Which, Word, Written,
    component_behind,
};
use crate::formula::expression::{Formula, Node as Tree, Type, Unit};
use crate::formula::{FormulaText, faults};
use crate::nearest::nearest;
use crate::number::Number;
use crate::period::{Period, PeriodLength};
use crate::plan::Plan;
use crate::source::{Span, Spanned};
use crate::text::Text;
use crate::yaml::{Content, Entry, Node, Scalar};

use super::given::given;
use super::names::Known;
use super::reader::Reader;
use super::uses::{Settled, settled};
use super::value::parse_number;

/// The names that expectations may use.
pub(super) struct Names<'p> {
    known: Known<'p>,
    /// The plans without errors.
    plans: &'p [Plan],
    components: Option<BTreeSet<&'p str>>,
}

impl<'p> Names<'p> {
    pub(super) fn new(known: &'p Known<'p>) -> Self {
        Self { known: *known, plans: known.sound(), components: known.components() }
    }

    /// Does any plan have it, as far as that is known?
    fn has(&self, name: &ComponentName) -> bool {
        let means = |plan: &Plan| plan.components.iter().any(|component| name.means(&plan.name, &component.name));
        if self.known.is_whole() {
            return self.plans.iter().any(means);
        }
        self.components.as_ref().is_none_or(|known| known.contains(&*name.component))
    }

    /// What of the findings about a formula holds also if it is one of a plan that could not be read.
    fn certain(&self, found: Diagnostics, formula: &FormulaText, file: &str) -> Diagnostics {
        if self.known.is_whole() {
            return found;
        }
        let mut certain = faults(formula);
        if certain.has_errors() {
            return certain;
        }
        let name = |finding: &Diagnostic| {
            let span = finding.labels.first()?.span;
            file.get(usize::try_from(span.start).ok()?..usize::try_from(span.end).ok()?)
        };
        let is_certain = |finding: &&Diagnostic| match finding.code {
            code if code == n::n003::EXPLANATION.code || code == f::f021::EXPLANATION.code => true,
            code if code == n::n002::EXPLANATION.code => name(finding).is_some_and(|name| !self.known.may_know(name)),
            _ => false,
        };
        found.all().iter().filter(is_certain).for_each(|finding| certain.push(finding.clone()));
        certain
    }

    /// What may be meant by a name that no plan has, as it is written.
    fn nearest(&self, name: &ComponentName) -> Option<String> {
        let component = nearest(&name.component, self.components.iter().flatten().copied())?;
        let Some(plan) = &name.plan else { return Some(component.to_owned()) };
        let has = |plan: &&Plan| plan.components.iter().any(|own| own.name == component);
        let plans = || self.plans.iter().filter(has).map(|plan| plan.name.as_str());
        let plan = nearest(plan, plans()).or_else(|| plans().next())?;
        Some(format!("{plan}/{component}"))
    }
}

/// Where each name of a test stands first, in all files.
pub(super) type Named = BTreeMap<String, Span>;

/// Reads one file: a map with the key `tests`.
pub(super) fn read(
    reader: &mut Reader<'_>,
    root: &Node,
    (company, named): (&Company, &mut Named),
    known: &Names<'_>,
) -> Vec<Example> {
    let Some(fields) = reader.fields_of_root(root, &both!("a file of tests", "测试文件"), &["tests"]) else {
        return Vec::new();
    };
    let Some(list) = reader.require(&fields, "tests").and_then(|node| reader.list(node, "tests")) else {
        return Vec::new();
    };
    list.iter().filter_map(|node| example(reader, node, (company, named), known)).collect()
}

fn example(
    reader: &mut Reader<'_>,
    node: &Node,
    (company, named): (&Company, &mut Named),
    known: &Names<'_>,
) -> Option<Example> {
    let keys = ["test", "participant", "period", "given", "expect"];
    let fields = reader.fields(node, &both!("a test", "一个测试"), &keys)?;
    let text = |reader: &mut Reader<'_>, key| {
        let node = reader.require(&fields, key)?;
        Some(Spanned::new(reader.text(node)?, node.span))
    };
    let name = text(reader, "test");
    if let Some(name) = &name {
        match named.entry(name.value.clone()) {
            Place::Occupied(first) => reader.report(n::n050::test_twice(name.span, &name.value, *first.get())),
            Place::Vacant(first) => {
                first.insert(name.span);
            }
        }
    }
    let participant = text(reader, "participant");
    let period = text(reader, "period").and_then(|text| {
        let period = company.calendar.parse(&text.value);
        if period.is_none() {
            reader.report(t::t026::no_period(text.span, &text.value));
        }
        Some(Spanned::new(period?, text.span))
    });
    let before = reader.errors();
    let given = fields.get("given").map(|node| given(reader, node, company)).unwrap_or_default();
    let is_given = reader.errors() == before;
    // No window is too long for a period that is not known.
    let length = period.as_ref().map_or(PeriodLength::Year, |period| period.value.length);
    let expect = reader
        .require(&fields, "expect")
        .map(|node| expectations(reader, node, (company, length), known))
        .unwrap_or_default();
    Some(Example { name: name?, participant: participant?, period: period?, given, is_given, expect })
}

fn expectations(
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
) -> Option<&'n [Entry]> {
    let is_empty = match &node.content {
        Content::Empty => true,
        Content::Map(entries) => entries.is_empty(),
        _ => false,
    };
    if is_empty {
        reader.report(n::n048::empty(span, name));
        return None;
    }
    reader.entries(node, what)
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
    for Entry { key, value } in all.unwrap_or_default() {
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
            for entry in kinds.unwrap_or_default() {
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

/// Does the word of a trace stand for something of a plan, as `units` may be a measure and `share > 1` a formula? Then that is meant.
fn is_formula(figure: &Figure, entry: &Entry, (company, length): (&Company, PeriodLength), known: &Names<'_>) -> bool {
    let by_key = match figure {
        Figure::Traced { word, which } => {
            which.is_none() || Word::find(word).is_some_and(|known| known.which == Which::Key)
        }
        Figure::Credit(_) | Figure::Each(_) => true,
        _ => false,
    };
    let (end, name) = component_behind(&entry.key.text);
    let text = entry.key.text.get(..end).filter(|_| by_key);
    text.is_some_and(|text| {
        let formula = FormulaText::plain(text, entry.key.span);
        checked(&formula, name.as_ref(), (company, length), known).is_ok()
    })
}

/// What is expected of a formula. It must make sense in some plan; in which, the participant decides.
fn asked(
    reader: &mut Reader<'_>,
    entry: &Entry,
    (company, length): (&Company, PeriodLength),
    known: &Names<'_>,
) -> Option<Expected> {
    let whole = reader.formula_text(&entry.key)?;
    let (end, of) = component_behind(&whole.text);
    let formula = Scalar::part(&whole, 0..end);
    let mut kind = None;
    if let Some(name) = &of
        && !of_component(reader, name.clone(), entry.key.span, known).1
    {
        return None;
    }
    match checked(&formula, of.as_ref(), (company, length), known) {
        Ok(found) => {
            if let Some(settled) = settled(&found.expression, of.is_some()) {
                reader.report(never_fails(entry.key.span, formula.text.trim(), &settled));
                return None;
            }
            kind = Some(found.kind);
        }
        Err(found) => {
            let found = known.certain(found, &formula, reader.file);
            if found.has_errors() {
                match misspelt(&entry.key, company, known) {
                    Some(finding) => reader.report(finding),
                    None => reader.out.append(found),
                }
                return None;
            }
        }
    }
    let value = answer(reader, &entry.value, kind)?;
    Some(Expected::Asked { formula, component: of, value })
}

/// What to say of a formula that gives the same whatever is calculated.
fn never_fails(span: Span, text: &str, settled: &Settled) -> Diagnostic {
    let value = match settled {
        Settled::Unread => return n::n048::constant(span, text),
        Settled::Calendar => return n::n048::calendar(span, text),
        Settled::Always(Tree::Number(number)) => number.to_exact_text(),
        Settled::Always(Tree::Date(date)) => date.to_string(),
        Settled::Always(Tree::Text(text)) => text.to_string(),
        Settled::Always(node) => if matches!(node, Tree::YesNo(true)) { "yes" } else { "no" }.to_owned(),
    };
    n::n048::always(span, text, &value)
}

/// The formula in the first plan that knows its names; else what is wrong with it where least is.
fn checked(
    formula: &FormulaText,
    of: Option<&ComponentName>,
    (company, length): (&Company, PeriodLength),
    known: &Names<'_>,
) -> Result<Formula, Diagnostics> {
    let mut least: Option<Diagnostics> = None;
    let means = |plan: &Plan, of: &ComponentName| plan.components.iter().any(|own| of.means(&plan.name, &own.name));
    for plan in known.plans.iter().filter(|plan| of.is_none_or(|of| means(plan, of))) {
        let mut found = Diagnostics::default();
        let component = of.map(|of| of.component.as_str());
        if let Some(asked) = ask(formula, component, (plan, company), length, &mut found).into_iter().next() {
            return Ok(asked.formula);
        }
        if least.as_ref().is_none_or(|least| found.all().len() < least.all().len()) {
            least = Some(found);
        }
    }
    Err(least.unwrap_or_default())
}

/// What to say of words that are no formula: they were meant to be one of the figures that have words.
fn misspelt(key: &Scalar, company: &Company, known: &Names<'_>) -> Option<Diagnostic> {
    let text = key.text.trim();
    let (end, _) = component_behind(text);
    let figure = text.get(..end).unwrap_or_default();
    if !figure.chars().all(|character| character.is_alphanumeric() || matches!(character, '_' | ' ')) {
        return None;
    }
    let measures = known.plans.iter().flat_map(|plan| &plan.measures).map(|measure| measure.name.as_str());
    let attributes = company.schema.attributes.iter().map(|attribute| attribute.name.as_str());
    let near = Figure::nearest(text, measures.chain(attributes));
    let is_name = !figure.contains(' ');
    // Of a single name the check of formulas knows what is near.
    (near.is_some() || !is_name).then(|| n::n040::no_figure(key.span, text, near.as_ref()))
}

/// What a formula of this type must give. Where the type is not known, a number if it is one.
fn answer(reader: &mut Reader<'_>, node: &Node, kind: Option<Type>) -> Option<Answer> {
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
    let number = node.scalar().and_then(|scalar| parse_number(scalar.text.trim()));
    if number.is_none() {
        reader.wrong_kind(node, &both!("a number such as `35000.00` or `97.33%`", "数字，如 `35000.00` 或 `97.33%`"));
    }
    number
}

/// The node as an amount of `what`, which no percentage is.
fn amount(reader: &mut Reader<'_>, key: &str, node: &Node, what: &Text) -> Option<Number> {
    let written = written(reader, node)?;
    if written.percent {
        reader.report(n::n046::no_ratio(node.span, key, &written.text(), what));
        return None;
    }
    Some(written.number)
}

/// The node as a number, with how it is written.
fn written(reader: &mut Reader<'_>, node: &Node) -> Option<Written> {
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

/// The component of this name, and whether any plan has it. One that none has is reported, and nothing more is said of it.
fn component(reader: &mut Reader<'_>, name: &str, span: Span, known: &Names<'_>) -> (ComponentName, bool) {
    of_component(reader, ComponentName::parse(name), span, known)
}

fn of_component(reader: &mut Reader<'_>, name: ComponentName, span: Span, known: &Names<'_>) -> (ComponentName, bool) {
    if known.has(&name) {
        return (name, true);
    }
    reader.report(n::n042::not_in_plans(span, &name.to_string(), known.nearest(&name).as_deref()));
    (name, false)
}
