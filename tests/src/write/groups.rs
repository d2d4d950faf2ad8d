//! Pools, contests, draws and reporting lines as plans write them.

use crate::company::{Contest, Draw, Plan, Pool, Ties, Up};

use super::{block, condition_text, formula_text, line};

pub(super) fn pool_yaml(out: &mut String, pool: &Pool, plan: &Plan) {
    line(out, format_args!("    fund: {}", formula_text(&pool.fund, plan)));
    for (key, formula) in [("reserve", &pool.reserve), ("share_by", &pool.share_by), ("cap", &pool.most)] {
        if let Some(formula) = formula {
            line(out, format_args!("    {key}: {}", formula_text(formula, plan)));
        }
    }
    if pool.cut_is_shared {
        line(out, format_args!("    over_cap: shared"));
    }
    leftover_yaml(out, pool.unassigned);
}

pub(super) fn contest_yaml(out: &mut String, contest: &Contest, plan: &Plan) {
    for (key, formulas) in [("rank_by", &contest.rank_by), ("prizes", &contest.prizes)] {
        line(out, format_args!("    {key}:"));
        for formula in formulas {
            line(out, format_args!("      - {}", formula_text(formula, plan)));
        }
    }
    match contest.ties {
        Ties::Share => {}
        Ties::Each => line(out, format_args!("    ties: each")),
        Ties::LowerId => line(out, format_args!("    ties: lower_id")),
    }
    leftover_yaml(out, contest.unassigned);
}

pub(super) fn draw_yaml(out: &mut String, draw: &Draw, plan: &Plan) {
    line(out, format_args!("    amount: {}", formula_text(&draw.amount, plan)));
    if let Some(of) = &draw.of {
        let names: Vec<&str> = of.iter().map(|place| plan.components[*place].name.as_str()).collect();
        line(
            out,
            format_args!(
                "    of: {}",
                if names.len() == 1 { names[0].to_owned() } else { format!("[{}]", names.join(", ")) }
            ),
        );
    }
    line(out, format_args!("    recover: {}", if draw.recover { "yes" } else { "no" }));
    if let Some(recover_if) = &draw.recover_if {
        line(out, format_args!("    recover_if: {}", block(&condition_text(recover_if, plan), 6)));
    }
    for (key, formula) in [("share", &draw.share), ("keep", &draw.keep), ("limit", &draw.limit)] {
        if let Some(formula) = formula {
            line(out, format_args!("    {key}: {}", formula_text(formula, plan)));
        }
    }
}

fn leftover_yaml(out: &mut String, unassigned: bool) {
    if unassigned {
        line(out, format_args!("    leftover: unassigned"));
    }
}

pub(super) fn up_yaml(out: &mut String, up: Up) {
    let lowest = up.lowest;
    match up.highest {
        Some(highest) if highest == lowest => line(out, format_args!("    up: {lowest}")),
        Some(highest) => line(out, format_args!("    up: {lowest}..{highest}")),
        None => line(out, format_args!("    up: {lowest}..")),
    }
    if up.vacant_above {
        line(out, format_args!("    vacant: above"));
    }
}
