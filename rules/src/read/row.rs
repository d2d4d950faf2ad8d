//! Rows of tables.

use crate::both;
use crate::diagnostics::{t, w};
use crate::formula::expression::{Expression, Formula, Node as Tree, Type, Unit};
use crate::formula::{Expected, Scope, is_attainment, most, percent_of_unlikely_attainment};
use crate::number::Number;
use crate::plan::{Base, Boundary, Component, Gate, Mode, Otherwise, Row};
use crate::text::Text;
use crate::yaml::{Content, Node};

use super::fields::Fields;
use super::measure::default_formula;
use super::pay::Shape;
use super::reader::Reader;
use super::uses::constant;

const KEYS: &[&str] = &["from", "above", "rate", "amount", "fee"];

/// A row that holds from zero on and everywhere.
pub(super) fn single(value: Formula, mode: Mode) -> Row {
    let span = value.span;
    let limit = default_formula(Tree::Number(Number::ZERO), Type::Number(Unit::Ratio), "0", span);
    let (rate, amount) = if is_step(mode) { (None, Some(value)) } else { (Some(value), None) };
    Row { limit, boundary: Boundary::Lower, rate, amount, fee: None, span }
}

const fn is_step(mode: Mode) -> bool {
    matches!(mode, Mode::StepAdding | Mode::StepReplacing)
}

impl Reader<'_> {
    /// Reads rows and checks their order.
    pub(super) fn rows(&mut self, node: &Node, scope: &Scope<'_>, shape: &Shape) -> Option<Vec<Row>> {
        let nodes = self.list(node, "tiers")?;
        // Every row is looked at, also behind one that is wrong.
        let rows: Vec<Option<Row>> = nodes.iter().map(|node| self.row(node, scope, shape)).collect();
        let read: Vec<&Row> = rows.iter().flatten().collect();
        self.order(&read);
        rows.into_iter().collect()
    }

    /// What applies behind a closed gate: a rate, or rows.
    pub(super) fn otherwise(&mut self, node: &Node, scope: &Scope<'_>, shape: &Shape) -> Option<Vec<Row>> {
        if let Content::List(_) = node.content {
            return self.rows(node, scope, shape);
        }
        let mode = shape.mode.unwrap_or(Mode::Retroactive);
        let kinds = if is_step(mode) { scope.expected_pay() } else { shape.rate };
        self.formula(node, scope, kinds).map(|value| vec![single(value, mode)])
    }

    fn row(&mut self, node: &Node, scope: &Scope<'_>, shape: &Shape) -> Option<Row> {
        let fields = self.fields(node, &both!("a row", "一行"), KEYS)?;
        let step = shape.mode.map_or_else(|| fields.has("amount"), is_step);
        let curve = shape.mode.is_some_and(Mode::is_curve);
        let fits = self.row_entries(&fields, step, curve);
        let (key, boundary) = if fields.has("above") { ("above", Boundary::Upper) } else { ("from", Boundary::Lower) };
        let limit = fields.get(key).and_then(|node| self.formula(node, scope, shape.limit));
        let rate = self.stated(&fields, "rate", |reader, node| reader.formula(node, scope, shape.rate));
        let amount = self.stated(&fields, "amount", |reader, node| reader.formula(node, scope, scope.expected_pay()));
        let fee = self.stated(&fields, "fee", |reader, node| reader.formula(node, scope, scope.expected_pay()));
        if !fits {
            return None;
        }
        Some(Row { limit: limit?, boundary, rate: rate?, amount: amount?, fee: fee?, span: node.span })
    }

    fn row_entries(&mut self, fields: &Fields<'_>, step: bool, curve: bool) -> bool {
        let mut fits = true;
        let mut problem = |reader: &mut Self, text: Text| {
            reader.report(t::t014::row_entries(fields.head, &text));
            fits = false;
        };
        match (fields.has("from"), fields.has("above")) {
            (true, true) => {
                problem(self, both!("the row has both `from` and `above`", "这一行同时写了 `from` 和 `above`"))
            }
            (false, false) => problem(
                self,
                both!(
                    "the row does not say where it begins: `from` or `above`",
                    "这一行没有写明起点：`from` 或 `above`"
                ),
            ),
            _ => {}
        }
        match (step, fields.has("rate"), fields.has("amount")) {
            (true, _, false) => {
                problem(self, both!("a row of a step table needs `amount`", "阶梯金额表的行需要 `amount`"))
            }
            (true, true, true) => {
                problem(self, both!("a row of a step table has no `rate`", "阶梯金额表的行不能有 `rate`"));
            }
            (false, _, true) => problem(
                self,
                both!(
                    "`amount` stands only in step tables (`mode: step_adding` or `step_replacing`)",
                    "`amount` 只用于阶梯金额表（`mode: step_adding` 或 `step_replacing`）"
                ),
            ),
            (false, false, false) => problem(self, both!("the row has no `rate`", "这一行没有 `rate`")),
            _ => {}
        }
        if (step || curve) && fields.has("fee") {
            problem(self, both!("only rows of rates have a `fee`", "只有费率表的行可以有 `fee`"));
        }
        fits
    }

    /// Limits that are plain numbers must rise.
    pub(super) fn order(&mut self, rows: &[&Row]) {
        for pair in rows.windows(2) {
            let [before, row] = pair else { continue };
            let (Some(low), Some(high)) = (constant(&before.limit), constant(&row.limit)) else { continue };
            if high < low {
                let (limit, earlier) = (&row.limit, &before.limit);
                self.report(t::t011::out_of_order(limit.span, &limit.text, &earlier.text, earlier.span));
            } else if high == low && !(before.boundary == Boundary::Lower && row.boundary == Boundary::Upper) {
                self.report(t::t012::never_reached(before.limit.span, &before.limit.text, row.limit.span));
            }
        }
    }

    /// A warning where nobody said what holds below the first row.
    pub(super) fn begins_above_zero(&mut self, rows: &[Row], mode: Option<Mode>) {
        let Some(first) = rows.first().filter(|_| mode.is_some_and(|mode| !is_step(mode))) else { return };
        // A first row that gives nothing says it by itself.
        let value = first.rate.as_ref().or(first.amount.as_ref()).and_then(constant);
        if constant(&first.limit).is_some_and(|limit| limit > Number::ZERO)
            && value.is_none_or(|value| !value.is_zero())
        {
            self.report(w::w001::first_row(first.limit.span, &first.limit.text));
        }
    }

    /// A warning where a rate on money is more than the whole of it.
    pub(super) fn more_than_whole(&mut self, rows: &[Row], shape: &Shape) {
        if !matches!(shape.rate, Expected::Number(Unit::Ratio)) {
            return;
        }
        // What has its sign is meant so.
        let unsigned = |rate: &&Formula| !rate.text.trim_end().ends_with('%');
        for rate in rows.iter().filter_map(|row| row.rate.as_ref()).filter(unsigned) {
            let percent =
                constant(rate).filter(|rate| *rate > Number::ONE).map(|rate| rate.multiply(&Number::whole(100)));
            if let Some(Ok(percent)) = percent {
                let text = percent.to_exact_text();
                // More than a hundred times the base: also as a percentage it would be more than the whole.
                let is_sum = percent > Number::whole(10_000);
                let finding = if is_sum { w::w007::sum_as_rate } else { w::w007::more_than_whole };
                self.report(finding(rate.span, &rate.text, &text));
            }
        }
    }

    /// Rows must not begin beyond the most that what picks them can be.
    pub(super) fn beyond_reach(&mut self, component: &Component) {
        // A point that is never reached may still end the line from the one before it.
        let Some(table) = component.pay.table().filter(|table| !table.mode.is_curve()) else { return };
        let index = match &table.base {
            Base::Amount { amount, .. } => table.index.as_ref().unwrap_or(amount),
            Base::Target => return,
        };
        let Some(most) = most(&index.expression) else { return };
        for row in &table.rows {
            let Some(limit) = constant(&row.limit) else { continue };
            if limit > most || limit == most && row.boundary == Boundary::Upper {
                self.report(t::t012::beyond_reach(row.limit.span, &row.limit.text, index.span, &index.text));
            }
        }
    }

    /// Warnings where factors, limits of attainment or shares of a target lack their percent sign.
    pub(super) fn without_percent(&mut self, component: &Component) {
        for factor in &component.factors {
            for branch in branches(&factor.expression) {
                if let Tree::Number(number) = &branch.node
                    && let Some(percent) = percent_of_unlikely_attainment(number)
                    // Whoever writes `700%` means it.
                    && !factor.text.replace(' ', "").contains(&format!("{percent}%"))
                {
                    self.report(w::w007::factor(branch.span, &number.to_exact_text(), &percent));
                }
            }
        }
        let Some(table) = component.pay.table() else { return };
        let otherwise: &[Row] = match &component.gate {
            Some(Gate { otherwise: Otherwise::Rows(rows), .. }) => rows,
            _ => &[],
        };
        let rows = || table.rows.iter().chain(otherwise);
        if table.index.as_ref().is_some_and(|index| is_attainment(&index.expression)) {
            for limit in rows().map(|row| &row.limit).chain(&table.origin) {
                if let Some(percent) = unlikely(limit) {
                    self.report(w::w007::attainment(limit.span, &limit.text, &percent));
                }
            }
        }
        if matches!(table.base, Base::Target) {
            for rate in rows().filter_map(|row| row.rate.as_ref()) {
                if let Some(percent) = unlikely(rate) {
                    self.report(w::w007::more_than_whole(rate.span, &rate.text, &percent));
                }
            }
        }
    }
}

/// What a formula can come to: both sides of each `if`, or the formula itself.
fn branches(expression: &Expression) -> Vec<&Expression> {
    match &expression.node {
        Tree::If(parts) => {
            let [_, yes, no] = &**parts;
            [branches(yes), branches(no)].concat()
        }
        _ => vec![expression],
    }
}

/// A number without `%` that is more than anybody reaches, in percent.
fn unlikely(formula: &Formula) -> Option<String> {
    let number = constant(formula).filter(|_| !formula.text.ends_with(['%', '％']))?;
    percent_of_unlikely_attainment(&number)
}
