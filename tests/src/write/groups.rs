//! Pools, contests, draws and reporting lines as plans write them.

use crate::company::{Company, Contest, Draw, Formula, Fund, OverCap, Plan, Pool, Ties, Up, Vacant, Wins};
use crate::exact::text;

use super::table::table_yaml;
use super::{block, condition_text, formula_text, line};

pub(super) fn pool_yaml(out: &mut String, pool: &Pool, plan: &Plan) {
    match &pool.fund {
        Fund::Amount(fund) => line(out, format_args!("    fund: {}", formula_text(fund, plan))),
        Fund::Table(table) => table_yaml(out, table, plan),
    }
    for (key, formula) in [("reserve", &pool.reserve), ("share_by", &pool.share_by), ("cap", &pool.most)] {
        if let Some(formula) = formula {
            line(out, format_args!("    {key}: {}", formula_text(formula, plan)));
        }
    }
    match &pool.over_cap {
        OverCap::Lost => {}
        OverCap::Shared => line(out, format_args!("    over_cap: shared")),
        OverCap::Carried => line(out, format_args!("    over_cap: carried")),
        OverCap::To(id) => line(out, format_args!("    over_cap: {{ to: {id} }}")),
        OverCap::Fund => line(out, format_args!("    over_cap: {{ fund: rainy days }}")),
    }
    leftover_yaml(out, pool.unassigned);
}

pub(super) fn contest_yaml(out: &mut String, contest: &Contest, plan: &Plan, company: &Company) {
    let formulas = |out: &mut String, key: &str, formulas: &[Formula]| {
        line(out, format_args!("    {key}:"));
        for formula in formulas {
            line(out, format_args!("      - {}", formula_text(formula, plan)));
        }
    };
    if let Some(teams) = &contest.teams {
        let to = if teams.shared { "shared" } else { "each" };
        line(out, format_args!("    entrants: team\n    prize_to: {to}"));
        if let Some(key) = &teams.share_by {
            line(out, format_args!("    share_by: {}", formula_text(key, plan)));
        }
    }
    if !contest.rank_by.is_empty() {
        formulas(out, "rank_by", &contest.rank_by);
    }
    if let Some((measure, reach)) = &contest.first_to {
        let measure = plan.measures[*measure].name;
        line(out, format_args!("    first_to: {{ measure: {measure}, reach: {} }}", text(reach)));
    }
    let things: Vec<_> =
        contest.things.iter().map(|thing| format!("{{ thing: {} }}", company.units[*thing].name)).collect();
    match &contest.wins {
        Wins::Places(_) if !things.is_empty() => line(out, format_args!("    prizes: [{}]", things.join(", "))),
        Wins::Places(prizes) => formulas(out, "prizes", prizes),
        Wins::Everyone(above, prize) => {
            line(out, format_args!("    everyone_above: {}", block(&condition_text(above, plan), 6)));
            let prize = things.first().cloned().unwrap_or_else(|| formula_text(prize, plan));
            line(out, format_args!("    prizes: {prize}"));
        }
        Wins::Stages(by, stages) => {
            line(out, format_args!("    stages_by: {}\n    stages:", formula_text(by, plan)));
            for (at, (reach, prize)) in stages.iter().enumerate() {
                let prize = things.get(at).cloned().unwrap_or_else(|| text(prize));
                line(out, format_args!("      - {{ reach: {}, prize: {prize} }}", text(reach)));
            }
        }
    }
    if let Some(budget) = &contest.budget {
        line(out, format_args!("    budget: {}", formula_text(budget, plan)));
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
    match up.vacant {
        Vacant::Nobody => {}
        Vacant::Above => line(out, format_args!("    vacant: above")),
        Vacant::Acting => line(out, format_args!("    vacant: acting")),
    }
}
