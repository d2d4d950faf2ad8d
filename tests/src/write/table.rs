//! Tables and curves as plans write them.

use crate::company::{AsOf, Base, Mode, Outside, Over, Plan, Reversals, Row, Table};
use crate::exact::text;

use super::{formula_text, line};

pub(super) fn table_yaml(out: &mut String, table: &Table, plan: &Plan) {
    match &table.base {
        Base::Target(target) => line(out, format_args!("    target: {}", formula_text(target, plan))),
        Base::Amount(amount, above, below) => {
            line(out, format_args!("    pays_on: {}", formula_text(amount, plan)));
            for (key, limit) in [("above", above), ("below", below)] {
                if let Some(limit) = limit {
                    line(out, format_args!("    {key}: {}", text(limit)));
                }
            }
        }
    }
    if !matches!(table.mode, Mode::CurveOfRate | Mode::CurveOfPayout) {
        outside_yaml(out, "    ", table.outside);
    }
    let mode = match table.mode {
        Mode::Marginal => "marginal",
        Mode::Retroactive => "retroactive",
        Mode::StepAdding => "step_adding",
        Mode::StepReplacing => "step_replacing",
        Mode::CurveOfRate => return curve_yaml(out, table, "rate", plan),
        Mode::CurveOfPayout => return curve_yaml(out, table, "payout", plan),
    };
    if let Some(index) = &table.index {
        line(out, format_args!("    rate_by: {}", formula_text(index, plan)));
    }
    match table.over {
        Over::Total => {}
        Over::Sale => line(out, format_args!("    over: transaction")),
        Over::Deal => line(out, format_args!("    over: deal")),
    }
    match table.as_of {
        AsOf::Window => {}
        AsOf::Before => line(out, format_args!("    as_of: before")),
        AsOf::After => line(out, format_args!("    as_of: after")),
    }
    if table.reversals != Reversals::Recalculated {
        line(out, format_args!("    reversals: {}", table.reversals.word()));
    }
    if let Some(origin) = &table.origin {
        line(out, format_args!("    origin: {}", text(origin)));
    }
    line(out, format_args!("    mode: {mode}"));
    let steps = matches!(table.mode, Mode::StepAdding | Mode::StepReplacing);
    rows_yaml(out, "tiers", &table.rows, if steps { "amount" } else { "rate" }, plan);
}

pub(super) fn rows_yaml(out: &mut String, key: &str, rows: &[Row], value: &str, plan: &Plan) {
    line(out, format_args!("    {key}:"));
    for row in rows {
        let from = if row.inclusive { "from" } else { "above" };
        let fee = row.fee.as_ref().map(|fee| format!(", fee: {}", text(fee))).unwrap_or_default();
        let pays = formula_text(&row.value, plan);
        line(out, format_args!("      - {{ {from}: {}, {value}: '{pays}'{fee} }}", text(&row.limit)));
    }
}

fn curve_yaml(out: &mut String, table: &Table, of: &str, plan: &Plan) {
    let by = formula_text(table.index.as_ref().expect("a curve has an axis"), plan);
    line(out, format_args!("    curve:\n      by: {by}\n      of: {of}"));
    outside_yaml(out, "      ", table.outside);
    line(out, format_args!("      points:"));
    for row in &table.rows {
        line(out, format_args!("        {}: {}", text(&row.limit), formula_text(&row.value, plan)));
    }
}

fn outside_yaml(out: &mut String, indent: &str, outside: Outside) {
    match outside {
        Outside::Nearest => {}
        Outside::Zero => line(out, format_args!("{indent}outside: zero")),
        Outside::Error => line(out, format_args!("{indent}outside: error")),
    }
}
