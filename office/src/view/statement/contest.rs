//! What decided a contest, in its own words: score, place, prize, stage.

use attain_engine::trace::{Fact, FactId, How, Role};
use attain_engine::value::Value;
use attain_rules::both;
use attain_rules::number::Number;
use attain_rules::plan::{Contest, Entrants, PrizeTo, Ties, Wins};
use attain_rules::text::Text;

use super::super::amount;
use super::Shown;
use super::facts::Scene;
use super::layout::Row;

/// The rows of a fact that only contests have, or have words of their own for; nothing where it is told as everywhere.
pub(super) fn rows(scene: &Scene<'_>, contest: &Contest, fact: &Fact) -> Option<Vec<Row>> {
    Some(match &fact.role {
        // What others go in with is given; one's own or that of one's team is worked out.
        Role::Key { .. } if matches!(fact.how, How::Given { .. }) => Vec::new(),
        Role::Key { participant } => vec![score(scene, contest, fact, participant)],
        Role::Place => vec![place(scene, fact)],
        Role::Won => vec![won(scene, contest, fact)],
        Role::PoolShare => {
            vec![scene.plain(fact, &both!("share of the prize", "奖励中的份额"))]
        }
        // Whoever is not there yet has no place.
        Role::Gate if is_reach(fact) => vec![scene.plain(fact, &both!("reached", "已达到"))],
        Role::Gate if is_total_from_zero(fact) => {
            vec![scene.plain(fact, &both!("total from zero on", "总额不小于零"))]
        }
        Role::Gate if is_mark(contest, fact) => vec![scene.plain(fact, &both!("condition of the prize", "获奖条件"))],
        Role::Prize { place } => {
            let of_all = both!("prize of everyone who meets it", "满足条件者的奖励");
            let of_place = both!("prize of place {place}", "第 {place} 名的奖励");
            let label = if matches!(contest.wins, Wins::Everyone { .. }) { of_all } else { of_place };
            scene.not_below_zero(fact, &label).into_iter().collect()
        }
        Role::Index => vec![scene.plain(fact, &both!("how far", "进度"))],
        Role::Pay if matches!(contest.wins, Wins::Stages { .. }) => stages(scene, fact),
        _ => return None,
    })
}

/// Does the fact say that the own entrant has not reached what counts?
fn is_reach(fact: &Fact) -> bool {
    matches!(&fact.how, How::Formula { inputs, .. } if matches!(inputs.as_slice(), [(total, _), (reach, _)] if (&**total, &**reach) == ("total", "reach")))
}

/// Does the fact say that the own entrant's total is below zero, so that it has no place?
fn is_total_from_zero(fact: &Fact) -> bool {
    matches!(&fact.how, How::Formula { text, .. } if fact.role == Role::Gate && **text == *"total >= 0")
}

/// Is it the condition that everyone has to meet who wins?
fn is_mark(contest: &Contest, fact: &Fact) -> bool {
    let Wins::Everyone { above, .. } = &contest.wins else { return false };
    matches!(&fact.how, How::Formula { text, .. } if **text == *above.text)
}

/// What is compared, of the own entrant; or the own share in the prize of one's team.
fn score(scene: &Scene<'_>, contest: &Contest, fact: &Fact, entrant: &str) -> Row {
    let own = scene.shown.run.id(scene.shown.line.participant) == entrant;
    let is_days =
        matches!(&fact.how, How::Formula { inputs, .. } if inputs.iter().any(|(name, _)| &**name == "reached_on"));
    match &contest.entrants {
        _ if is_days => {
            // In the trace the days stand below zero, so that fewer of them are better.
            let days = match &fact.value {
                Value::Number(days) => days.absolute().as_ref().map(amount::number).unwrap_or_default(),
                _ => String::new(),
            };
            Row { work: String::new(), value: days, ..scene.plain(fact, &both!("days that it took", "所用天数")) }
        }
        Entrants::Teams { .. } if own => scene.plain(fact, &both!("own part in sharing it", "本人的分奖份额")),
        Entrants::Teams { .. } => scene.plain(fact, &both!("score of {entrant}", "{entrant} 的成绩")),
        Entrants::Members => scene.plain(fact, &both!("score", "成绩")),
    }
}

/// The place, among how many, and whether others share it.
fn place(scene: &Scene<'_>, fact: &Fact) -> Row {
    let How::Place { scores, own, .. } = &fact.how else { return scene.plain(fact, &both!("place", "名次")) };
    let (count, tied) = (scores.first().map_or(0, Vec::len), tied(scene.shown, scores, *own));
    let work = match tied.saturating_sub(1) {
        0 => both!("of {count}", "共 {count} 名参赛者"),
        others => {
            let en = if others == 1 { "1 other".to_owned() } else { format!("{others} others") };
            both!("of {count}, the same as {en}", "共 {count} 名参赛者，与另外 {others} 名并列")
        }
    };
    Row { work: scene.say(&work), ..scene.plain(fact, &both!("place", "名次")) }
}

/// How many entrants have the same scores as the own one, this one included.
fn tied(shown: Shown<'_>, scores: &[Vec<FactId>], own: u32) -> usize {
    let value =
        |of: &[FactId], entrant: usize| of.get(entrant).and_then(|id| shown.fact(*id)).map(|fact| fact.value.clone());
    let own = own as usize;
    let count = scores.first().map_or(0, Vec::len);
    (0..count).filter(|entrant| scores.iter().all(|of| value(of, *entrant) == value(of, own))).count()
}

/// What was won: by which place, by which stages, or as far as a budget goes.
fn won(scene: &Scene<'_>, contest: &Contest, fact: &Fact) -> Row {
    let label = match &contest.entrants {
        Entrants::Members => both!("prize", "奖励"),
        Entrants::Teams { prize_to: PrizeTo::Each, .. } => both!("prize, for each of the team", "奖励，团队每人各得"),
        Entrants::Teams { prize_to: PrizeTo::Shared, .. } => both!("prize of the team", "团队的奖励"),
    };
    let row = scene.plain(fact, &label);
    let work = match &fact.how {
        How::Prize { scores, prizes, ties, own, .. } => by_place(scene.shown, scores, prizes, (*ties, *own)),
        How::Budget { amounts, budget, own, .. } => {
            let full = amounts.get(*own as usize).map(|id| scene.shown.value_of(*id)).unwrap_or_default();
            let budget = scene.shown.value_of(*budget);
            both!("{full}, as far as the budget of {budget} goes", "{full}，以预算 {budget} 为限")
        }
        How::Closed(condition) if scene.shown.fact(*condition).is_some_and(is_reach) => {
            both!("nothing, because it is not reached", "未达到，没有奖励")
        }
        How::Closed(condition) if scene.shown.fact(*condition).is_some_and(is_total_from_zero) => {
            both!("a total below zero wins no prize", "总额小于零，没有奖励")
        }
        _ => return row,
    };
    Row { work: scene.say(&work), ..row }
}

/// `prize of place 2`, or `(460.00 + 225.00) ÷ 2` where the place is shared.
fn by_place(shown: Shown<'_>, scores: &[Vec<FactId>], prizes: &[FactId], (ties, own): (Ties, u32)) -> Text {
    let better = |entrant: usize| {
        let order = scores.iter().map(|of| {
            let value = |at: usize| of.get(at).and_then(|id| shown.fact(*id)).and_then(number);
            value(entrant).cmp(&value(own as usize))
        });
        order.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then).is_gt()
    };
    let count = scores.first().map_or(0, Vec::len);
    let before = (0..count).filter(|entrant| better(*entrant)).count();
    let (place, tied) = (before.saturating_add(1), tied(shown, scores, own));
    let taken: Vec<String> = prizes.iter().skip(before).take(tied).map(|id| shown.value_of(*id)).collect();
    if taken.is_empty() {
        return both!("place {place} has no prize", "第 {place} 名没有奖励");
    }
    if ties == Ties::Share && tied > 1 {
        let sum = taken.join(" + ");
        return both!("({sum}) ÷ {tied}", "({sum}) ÷ {tied}");
    }
    match ties {
        // The lower id goes first, so the place is not the first of those who are the same.
        Ties::LowerId if tied > 1 => both!("the lower id goes first", "编号小者在先"),
        _ => both!("prize of place {place}", "第 {place} 名的奖励"),
    }
}

/// The stages that were reached with their prizes, and the next one.
fn stages(scene: &Scene<'_>, fact: &Fact) -> Vec<Row> {
    let parts = fact.how.references();
    let mut rows: Vec<Row> = parts
        .iter()
        .filter_map(|id| scene.shown.fact(*id))
        .filter_map(|part| match part.role {
            Role::RowAmount { row } => {
                let limit = scene.limits().find(|(of, _)| *of == row);
                let from = limit.map(|(_, limit)| scene.shown.value(limit)).unwrap_or_default();
                let label = both!("stage {from}, prize", "达到 {from} 的奖励");
                Some(scene.not_below_zero(part, &label).unwrap_or_else(|| scene.plain(part, &label)))
            }
            _ => None,
        })
        .collect();
    if rows.is_empty() {
        rows.push(scene.plain(fact, &both!("no stage is reached yet", "尚未达到任何阶段")));
    }
    rows.extend(next(scene));
    rows
}

/// The next stage, what is lacking to it, and its prize.
fn next(scene: &Scene<'_>) -> Option<Row> {
    let reached = scene.of_role(&|role| *role == Role::Index).and_then(number)?;
    let (row, limit) = scene.limits().find(|(_, limit)| number(limit).is_some_and(|limit| limit > reached))?;
    let lacking = number(limit)?.subtract(&reached).ok()?;
    // The last one counts: one below zero stands there before it counts as zero.
    let prize = scene.facts.iter().rfind(|fact| fact.role == Role::RowAmount { row });
    let prize = prize.map(|prize| scene.shown.value(prize));
    let (from, lacking, prize) =
        (scene.shown.value(limit), scene.shown.like(&lacking, limit), prize.unwrap_or_default());
    let work = both!("{lacking} to go, prize {prize}", "还差 {lacking}，奖励 {prize}");
    let label = both!("next stage {from}", "下一阶段 {from}");
    Some(Row { label: scene.say(&label), work: scene.say(&work), place: limit.place.to_string(), ..Row::default() })
}

fn number(fact: &Fact) -> Option<Number> {
    match &fact.value {
        Value::Number(number) => Some(number.clone()),
        _ => None,
    }
}
