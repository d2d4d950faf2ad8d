//! `payroll/NAME.yaml`: how the file of a payroll system is laid out.

use std::collections::BTreeSet;

use crate::both;
use crate::company::Company;
use crate::diagnostics::c::{c016, c017, c018};
use crate::diagnostics::t;
use crate::diagnostics::w::w014;
use crate::example::ComponentName;
use crate::payroll::{
    AmountForm, Content, DayForm, Field, LINE_KINDS, Mapping, Minus, PayCodes, PayrollColumn, PayrollEncoding,
};
use crate::plan::{ComponentKind, Plan};
use crate::source::Span;
use crate::yaml::{Entry, Node};

use super::names::Names;
use super::reader::{Reader, head, shorten};
use super::words::{Words, YES_NO};

const KEYS: &[&str] = &["payroll", "columns", "pay_codes", "amounts", "days", "delimiter", "encoding", "sum"];
const COLUMN_KEYS: &[&str] = &["header", "from", "text"];
const CODE_KEYS: &[&str] = &["components", "kinds", "default"];
const AMOUNT_KEYS: &[&str] = &["decimal", "digits", "minus"];

/// Columns that a file could have.
const SAMPLE: &str = "[{ header: Employee, from: participant }, { header: Amount, from: amount }]";

/// Most digits behind the point.
const MOST_DIGITS: u8 = 8;
/// Most columns of a file.
const MOST_COLUMNS: usize = 200;

const FIELDS: &Words<Field> = &[
    ("id", Field::Id),
    ("participant", Field::Participant),
    ("plan", Field::Plan),
    ("component", Field::Component),
    ("kind", Field::Kind),
    ("earned_for", Field::EarnedFor),
    ("earned_from", Field::EarnedFrom),
    ("earned_to", Field::EarnedTo),
    ("paid_in", Field::PaidIn),
    ("paid_from", Field::PaidFrom),
    ("paid_to", Field::PaidTo),
    ("amount", Field::Amount),
    ("currency", Field::Currency),
    ("taxable_value", Field::TaxableValue),
    ("pay_code", Field::PayCode),
    ("tax_class", Field::TaxClass),
    ("export", Field::Export),
];

const DECIMALS: &Words<char> = &[(".", '.'), (",", ',')];
const MINUSES: &Words<Minus> = &[("before", Minus::Before), ("after", Minus::After), ("brackets", Minus::Brackets)];
const DELIMITERS: &Words<char> = &[(",", ','), (";", ';'), ("tab", '\t'), ("|", '|')];
const ENCODINGS: &Words<PayrollEncoding> = &[
    ("utf-8", PayrollEncoding::Utf8),
    ("utf-8-bom", PayrollEncoding::Utf8Marked),
    ("gb18030", PayrollEncoding::Gb18030),
];
const DAYS: &Words<DayForm> = &[
    ("YYYY-MM-DD", DayForm("YYYY-MM-DD")),
    ("YYYYMMDD", DayForm("YYYYMMDD")),
    ("YYYY/MM/DD", DayForm("YYYY/MM/DD")),
    ("YYYY/M/D", DayForm("YYYY/M/D")),
    ("MM/DD/YYYY", DayForm("MM/DD/YYYY")),
    ("M/D/YYYY", DayForm("M/D/YYYY")),
    ("DD/MM/YYYY", DayForm("DD/MM/YYYY")),
    ("D/M/YYYY", DayForm("D/M/YYYY")),
    ("DD.MM.YYYY", DayForm("DD.MM.YYYY")),
    ("D.M.YYYY", DayForm("D.M.YYYY")),
    ("YYYY年MM月DD日", DayForm("YYYY年MM月DD日")),
    ("YYYY年M月D日", DayForm("YYYY年M月D日")),
];

/// Reads the file's tree. Nothing when the file would not be what it should be.
pub(super) fn read(reader: &mut Reader<'_>, root: &Node, company: &Company, names: &Names<'_>) -> Option<Mapping> {
    let before = reader.errors();
    let place = both!("a payroll file", "薪资文件");
    let fields = reader.fields_of_root(root, &place, KEYS)?;
    let title = reader.require(&fields, "payroll").and_then(|node| reader.title(node));
    let sum = fields.get("sum").and_then(|node| reader.word(node, YES_NO)).unwrap_or(false);
    if !fields.has("columns") {
        reader.report(t::t001::missing_key(fields.head, "columns", &place, SAMPLE));
    }
    let columns = fields.get("columns").map(|node| reader.payroll_columns(node, sum)).unwrap_or_default();
    let codes = fields.get("pay_codes");
    let pay_codes = codes.map(|node| reader.pay_codes(node, names)).unwrap_or_default();
    let amounts = fields.get("amounts").map(|node| reader.amount_form(node, company));
    let mapping = Mapping {
        title: title.unwrap_or_default(),
        columns,
        pay_codes,
        amounts: amounts.unwrap_or(AmountForm { decimal: '.', digits: 0, minus: Minus::Before }),
        days: fields.get("days").and_then(|node| reader.word(node, DAYS)).unwrap_or(DayForm("YYYY-MM-DD")),
        delimiter: fields.get("delimiter").and_then(|node| reader.word(node, DELIMITERS)).unwrap_or(','),
        encoding: fields.get("encoding").and_then(|node| reader.word(node, ENCODINGS)).unwrap_or(PayrollEncoding::Utf8),
        sum,
    };
    if reader.errors() > before {
        return None;
    }
    if mapping.has(Field::PayCode) {
        reader.lacking_codes(codes.map_or(fields.head, head), &mapping.pay_codes, names.plans);
    }
    Some(mapping)
}

impl Reader<'_> {
    fn payroll_columns(&mut self, node: &Node, sum: bool) -> Vec<PayrollColumn> {
        let Some(nodes) = self.list(node, "columns") else { return Vec::new() };
        if nodes.len() > MOST_COLUMNS {
            self.report(c016::too_many(head(node), MOST_COLUMNS));
            return Vec::new();
        }
        let before = self.errors();
        let mut columns: Vec<PayrollColumn> = Vec::new();
        for node in nodes {
            let Some((column, span)) = self.payroll_column(node) else { continue };
            if columns.iter().any(|known| known.header == column.header) {
                self.report(c016::header_twice(span, &shorten(&column.header)));
            }
            if sum && column.content == Content::Of(Field::Id) {
                self.report(c016::id_of_a_sum(span));
            }
            columns.push(column);
        }
        let is_whole = self.errors() == before && !node.has_hole();
        for (word, needed) in FIELDS.iter().filter(|(_, field)| [Field::Participant, Field::Amount].contains(field)) {
            if is_whole && !columns.iter().any(|column| column.content == Content::Of(*needed)) {
                self.report(c016::lacks(head(node), word));
            }
        }
        columns
    }

    fn payroll_column(&mut self, node: &Node) -> Option<(PayrollColumn, Span)> {
        let place = both!("a column", "一列");
        let fields = self.fields(node, &place, COLUMN_KEYS)?;
        let header = self.require(&fields, "header").and_then(|node| self.text(node));
        self.alone(&fields, "from", &["text"]);
        let content = match fields.get("text") {
            Some(node) => self.text(node).map(Content::Fixed),
            None if !fields.has("from") && !fields.has("text") => {
                self.report(t::t001::missing_key(fields.head, "from", &place, "participant"));
                None
            }
            None => fields.get("from").and_then(|node| self.word(node, FIELDS)).map(Content::Of),
        };
        Some((PayrollColumn { header: header?, content: content? }, fields.head))
    }

    fn pay_codes(&mut self, node: &Node, names: &Names<'_>) -> PayCodes {
        let Some(fields) = self.fields(node, &both!("`pay_codes`", "`pay_codes`"), CODE_KEYS) else {
            return PayCodes::default();
        };
        let mut codes = PayCodes::default();
        for (Entry { key, .. }, code) in self.codes(fields.get("components"), &both!("`components`", "`components`")) {
            let name = ComponentName::parse(&key.text);
            if !names.has(&name) {
                self.report(c018::no_component(key.span, &shorten(&key.text), names.nearest(&name).as_deref()));
            }
            codes.components.push((name, code));
        }
        for (Entry { key, .. }, code) in self.codes(fields.get("kinds"), &both!("`kinds`", "`kinds`")) {
            let kind = key.text.trim();
            if !LINE_KINDS.contains(&kind) {
                self.unknown_word(kind, key.span, &LINE_KINDS);
            }
            codes.kinds.push((kind.to_owned(), code));
        }
        codes.default = fields.get("default").and_then(|node| self.text(node));
        codes
    }

    fn codes<'n>(&mut self, node: Option<&'n Node>, place: &crate::text::Text) -> Vec<(&'n Entry, String)> {
        let entries = node.and_then(|node| self.entries(node, place)).unwrap_or_default();
        entries.iter().filter_map(|entry| Some((entry, self.text(&entry.value)?))).collect()
    }

    fn amount_form(&mut self, node: &Node, company: &Company) -> AmountForm {
        let fields = self.fields(node, &both!("`amounts`", "`amounts`"), AMOUNT_KEYS);
        let get = |key| fields.as_ref().and_then(|fields| fields.get(key));
        AmountForm {
            decimal: get("decimal").and_then(|node| self.word(node, DECIMALS)).unwrap_or('.'),
            digits: get("digits").and_then(|node| self.payroll_digits(node, company)).unwrap_or(0),
            minus: get("minus").and_then(|node| self.word(node, MINUSES)).unwrap_or(Minus::Before),
        }
    }

    /// Digits behind the point: never fewer than the currency has.
    fn payroll_digits(&mut self, node: &Node, company: &Company) -> Option<u8> {
        let scalar = self.scalar(node, &both!("a whole number", "整数"))?;
        let least = company.minor_digits();
        let digits = scalar.text.trim().parse().ok().filter(|digits| (least..=MOST_DIGITS).contains(digits));
        if digits.is_none() {
            let of = company.currency.code();
            self.report(c017::digits(scalar.span, &shorten(&scalar.text), (least, MOST_DIGITS), of));
        }
        digits
    }

    /// Warns of components whose lines would go out without a code.
    fn lacking_codes(&mut self, span: Span, codes: &PayCodes, plans: &[Plan]) {
        let mut lacking = BTreeSet::new();
        for plan in plans {
            for component in &plan.components {
                let kind = if component.kind == ComponentKind::Draw { "draw" } else { "earning" };
                if codes.code((&plan.name, &component.name), kind, component.pay_code.as_deref()).is_none() {
                    lacking.insert(format!("{}/{}", plan.name, component.name));
                }
            }
        }
        if !lacking.is_empty() {
            self.report(w014::no_code(span, &lacking));
        }
    }
}
