//! The value that a curve has at one of its points: exactly there, or beyond the last and below the first.

use attain_engine::trace::{Fact, Role, words};
use attain_engine::value::Value;
use attain_rules::both;
use attain_rules::plan::Mode;

use super::facts::Scene;
use super::layout::Row;

impl Scene<'_> {
    /// Is the component paid by a curve?
    pub(super) fn is_curve(&self) -> bool {
        matches!(self.shown.component.pay.table(), Some(table) if matches!(table.mode, Mode::InterpolatedRate | Mode::InterpolatedPayout))
    }

    /// The value at the point that `pay` was worked out with, where the curve is not read between two points.
    pub(super) fn point(&self, pay: &Fact) -> Option<Row> {
        if !self.is_curve() {
            return None;
        }
        let parts = std::iter::once(pay).chain(pay.how.references().into_iter().filter_map(|id| self.shown.fact(id)));
        let (row, value) = parts.into_iter().find_map(|part| match part.role {
            Role::Rate { row } | Role::RowAmount { row } => Some((row, part)),
            _ => None,
        })?;
        let (_, limit) = self.limits().find(|(number, _)| *number == row)?;
        let index = self.of_role(&|role| *role == Role::Index)?;
        let (Value::Number(at), Value::Number(from)) = (&index.value, &limit.value) else { return None };
        let (shown_at, x, y) = (self.shown.value(index), self.shown.value(limit), self.shown.value(value));
        let work = if at == from {
            both!("at the point ({x}, {y})", "正好在点 ({x}, {y})")
        } else if at > from {
            both!("at {shown_at}, beyond the last point ({x}, {y})", "在 {shown_at}，超出最后一点 ({x}, {y})")
        } else {
            both!("at {shown_at}, below the first point ({x}, {y})", "在 {shown_at}，低于第一点 ({x}, {y})")
        };
        Some(Row { work: self.say(&work), ..self.plain(value, &words::role(&Role::Interpolated)) })
    }
}
