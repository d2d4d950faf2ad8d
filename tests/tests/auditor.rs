//! The engine against the auditor, on random companies, to the cent.
//!
//! `ATTAIN_COMPANIES` says how many companies (1000 when it says nothing), `ATTAIN_SEED` with which one to begin.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use attain_engine::cut_to::Destination;
use attain_engine::fault::Fault;
use attain_engine::inputs::{Inputs, ParticipantIndex};
use attain_engine::outcome::{LineKind, Outcome};
use attain_rules::number::Number;
use attain_rules::unit::UnitPlace;
use attain_tests::auditor::{Audited, Balance, Failed, Key, Pair, audit};
use attain_tests::company::Company;
use attain_tests::counters::Counters;
use attain_tests::exact::{Exact, decimal, parse, text};
use attain_tests::generate;
use attain_tests::memory::{Memory, Refusal, run_in_memory};

/// What must have occurred for the comparison to mean anything.
const OCCURRED: &[&str] = &[
    "marginal",
    "retroactive",
    "step_adding",
    "step_replacing",
    "curve of rate",
    "curve of payout",
    "marginal below zero",
    "retroactive below zero",
    "step_adding below zero",
    "step_replacing below zero",
    "curve of rate below zero",
    "curve of payout below zero",
    "marginal at zero",
    "retroactive at zero",
    "marginal across rows",
    "retroactive across rows",
    "step_adding across rows",
    "step_replacing across rows",
    "slices of several rows",
    "on a limit of `from`",
    "on a limit of `above`",
    "outside, nearest",
    "outside, zero",
    "outside, error",
    "points of percent on a target",
    "points of percent on a base",
    "as of before",
    "as of after",
    "over each sale",
    "over each deal",
    "no accumulate",
    "accumulate through the quarter",
    "accumulate through the half",
    "accumulate through the year",
    "accumulate through the plan",
    "index beside the base",
    "origin",
    "entry fee",
    "not eligible",
    "gate closed",
    "gate closed, otherwise",
    "cap",
    "cap over longer time",
    "cap of each",
    "floor",
    "floor over longer time",
    "floor of each",
    "guarantee tops up",
    "negative line",
    "not measured",
    "less is better",
    "nothing of what should be little",
    "divided in a formula",
    "divided in a credit",
    "several people to blame",
    "failed, outside of a table",
    "failed, divided by zero",
    "failed, nothing of what should be little",
    "runs that may fail and do not",
    "half_up",
    "half_even",
    "up",
    "down",
    "floor rounding",
    "shares of single sales",
    "ratios of single sales",
    "credits by ratios of single sales",
    "refunds",
    "two versions",
    "a new version inside a period",
    "slices cut at a change of version",
    "a value of the whole group",
    "a value of those who report",
    "nobody reports",
    "credit from below",
    "credit of one's own in a line",
    "vacant seat",
    "vacant seat passed over",
    "top of the line",
    "manager nobody knows",
    "somebody in no group",
    "a group settled by a later version",
    "not eligible in a group",
    "gate of a group closed",
    "pool",
    "equal shares",
    "fund below zero",
    "fund by a table",
    "reserve",
    "reserve outside of the fund",
    "key below zero",
    "pool without keys",
    "pool with nothing left",
    "cap of a pool, lost",
    "cap of a pool, shared",
    "cap of a pool, several",
    "cap of a pool, carried",
    "carried, paid",
    "cap of a pool, for another",
    "cut, received",
    "cut in several groups, received",
    "received without a share",
    "cut for somebody who is not there",
    "carried, paid in part",
    "carried on without a line",
    "units left over",
    "units left over, same remainders",
    "units unassigned",
    "contest",
    "first to",
    "first to, lost again",
    "first to, never",
    "everyone above",
    "nobody above",
    "one stage",
    "several stages",
    "stage paid before",
    "inside of the budget",
    "budget, what is left",
    "budget, what is left is shared",
    "teams compete",
    "a team's prize for each",
    "a team's prize, shared",
    "a team's prize by keys",
    "total below zero, no place",
    "prize below zero",
    "tie, share",
    "tie, each",
    "tie, lower id",
    "tie decided by a later score",
    "shared prize does not divide",
    "deferred",
    "released",
    "released, earned before the year",
    "released, on a condition that holds",
    "forfeited",
    "still to come",
    "due after days",
    "due on a day",
    "due on a day that is over",
    "waits up to a day",
    "waits for days",
    "parts that do not divide, largest",
    "parts that do not divide, running",
    "parts that do not divide, running_down",
    "parts that do not divide, first",
    "parts that do not divide, last",
    "parts that do not divide, all_first",
    "parts that do not divide, all_last",
    "parts that do not divide, fraction",
    "left, forfeit",
    "left, accelerate",
    "left, pro_rata",
    "left, pro_rata_begun",
    "forfeited by a leave",
    "kept in part",
    "waited",
    "taken back, all",
    "taken back, a share",
    "taken back, by age",
    "taken back, not_served",
    "taken back, not_served_begun",
    "credit by hand",
    "score by hand",
    "payment by hand",
    "payment by hand, later",
    "drawn, owed back",
    "drawn for good",
    "limit of what is owed",
    "nothing taken back yet",
    "not so much that it would be drawn again",
    "taken back during the draw",
    "taken back after the draw",
    "taken back by a share",
    "taken back in part",
    "a draw settled by a later version",
    "left with a debt",
    "a debt rests",
    "months of weeks",
    "somebody acts for a vacant seat",
    "nobody acts",
    "taxable",
    "taxable at a later value",
    "taxable, and paid as money",
    "units paid as money",
    "units paid as money later",
    "payment by hand, in a unit",
    "things are won",
    "things are won by teams",
    "no thing by stages",
    "a thing by stages",
    "the same thing by stages",
    "several things by stages",
    "things by stages for teams",
    "thing given before",
    "a thing that nobody wins",
    "reversal at the rate",
    "reversal of what was calculated",
    "reversal of what was paid",
    "reversal in the period of the sale",
    "reversal of a whole sale of an earlier period",
    "reversal of a part of a sale of an earlier period",
    "reversal of a sale that gave nothing",
    "reversal of a sale under an earlier version",
    "failed, nothing to reverse",
];

#[test]
fn engine_and_auditor_agree_to_the_cent() {
    let number = |name, default| std::env::var(name).map_or(default, |text| text.parse().expect("a number"));
    let (first, count): (u64, u64) = (number("ATTAIN_SEED", 0), number("ATTAIN_COMPANIES", 1000));
    let mut counters = Counters::default();
    let mut differences = Vec::new();
    for seed in first..first + count {
        if let Err(difference) = compare(seed, &mut counters) {
            differences.push(difference);
        }
        if differences.len() >= 10 {
            break;
        }
    }
    println!("{counters}");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    if count >= 1000 {
        let missing: Vec<_> = OCCURRED.iter().filter(|what| counters.count(what) == 0).collect();
        assert!(missing.is_empty(), "these never occurred: {missing:?}");
    }
}

/// One company; an `Err` says how to see the difference again.
fn compare(seed: u64, counters: &mut Counters) -> Result<(), String> {
    let may_fail = seed % 4 == 3;
    let company = if may_fail { generate::company_that_may_fail(seed) } else { generate::company(seed) };
    counters.company(&company);
    let audited = audit(&company, counters);
    // Batches of any size give the same; so each company comes in another.
    let batch = usize::try_from(seed % 7 + 1).expect("a small number");
    let (computed, left) = match run_in_memory(&company, batch, false) {
        Ok(computed) => (found(&company, &computed), left(&company, &computed)),
        Err(refusal) => {
            return same_failures(&audited, &refusal).map_err(|why| format!("seed {seed} {why}:\n{refusal}"));
        }
    };
    if let Some((key, failed)) = audited.failed.first() {
        return Err(format!("seed {seed}, {key:?}: {failed:?} says the auditor, and the engine computes it"));
    }
    if may_fail {
        counters.add("runs that may fail and do not");
    }
    nothing_is_made_or_lost(&audited, (&computed.lines, &computed.balances), &left)
        .and_then(|()| {
            let show = |pair: &Pair| [&pair.earning, &pair.guarantee, &pair.deferral].map(text).join(" + ");
            same("a line", &audited.lines, &computed.lines, show)?;
            let show = |balance: &Balance| {
                [&balance.opening, &balance.added, &balance.taken, &balance.closing].map(text).join(", ")
            };
            same("a balance", &audited.balances, &computed.balances, show)?;
            same("a release", &audited.released, &computed.released, text)?;
            same("a clawback", &audited.taken_back, &computed.taken_back, text)?;
            same("units as money", &audited.cash, &computed.cash, text)?;
            same("a taxable value", &audited.taxable, &computed.taxable, text)?;
            same("a payment by hand", &audited.by_hand, &computed.by_hand, text)?;
            same("something forfeited", &audited.forfeited, &computed.forfeited, text)?;
            same("something to come", &audited.to_come, &computed.to_come, text)
        })
        .map_err(|why| format!("seed {seed}, {why}"))
}

/// Both say the same; what is missing is nothing.
fn same<K: Ord + Debug, V: Default + PartialEq>(
    what: &str,
    audited: &BTreeMap<K, V>,
    computed: &BTreeMap<K, V>,
    show: impl Fn(&V) -> String,
) -> Result<(), String> {
    let keys: BTreeSet<&K> = audited.keys().chain(computed.keys()).collect();
    for key in keys {
        let nothing = V::default();
        let (audit, engine) = (audited.get(key).unwrap_or(&nothing), computed.get(key).unwrap_or(&nothing));
        if audit != engine {
            return Err(format!("{what}, {key:?}: the auditor says {}, the engine {}", show(audit), show(engine)));
        }
    }
    Ok(())
}

/// What the engine reports that groups did not get: held back, undistributed, and gone to a fund.
type Left = BTreeMap<Key, [Exact; 3]>;

fn left(company: &Company, (memory, _, outcome): &(Memory, Inputs, Outcome)) -> Left {
    let exact = |number: &Number| parse(&number.to_exact_text()).expect("money has few digits");
    let key = |plan: &str, component: &str, unit: Option<UnitPlace>, period, group: &str| {
        let component = company.paid_in(component, unit.map(|unit| usize::from(unit.0)));
        (plan.to_owned(), component, memory.company.calendar.label(period), group.to_owned())
    };
    let mut left = Left::new();
    for row in &outcome.report.undistributed {
        let key = key(&row.plan, &row.component, row.unit, row.period, &row.group);
        left.insert(key, [exact(&row.reserved), exact(&row.undistributed), Exact::default()]);
    }
    for row in &outcome.report.cut_to {
        if let Destination::Fund(_) = row.to {
            let key = key(&row.plan, &row.component, row.unit, row.period, &row.group);
            left.entry(key).or_default()[2] += exact(&row.sum);
        }
    }
    left
}

/// Shares, what is carried on more than before, what is held back and what nobody gets are the whole fund; and both say the same about what nobody gets.
fn nothing_is_made_or_lost(
    audited: &Audited,
    (computed, balances): (&BTreeMap<Key, Pair>, &BTreeMap<Key, Balance>),
    left: &Left,
) -> Result<(), String> {
    let mut reported = left.clone();
    for (key, whole) in &audited.groups {
        let reported = reported.remove(key).unwrap_or_default();
        let fund = if whole.to_fund { whole.cut.clone() } else { Exact::default() };
        let known = [whole.reserved.clone(), whole.undistributed.clone(), fund];
        if reported != known {
            let [reported, known] = [reported, known].map(|sums| sums.each_ref().map(text).join(" + "));
            return Err(format!("{key:?}: the engine reports {reported}, the auditor {known}"));
        }
        let [reserved, undistributed, _] = reported;
        let (plan, component, label, _) = key;
        let share = |id: &String| {
            let key = (id.clone(), plan.clone(), component.clone(), label.clone());
            let paid = computed.get(&key).map(|pair| pair.earning.clone()).unwrap_or_default();
            let carried = balances.get(&key).map(|balance| &balance.closing - &balance.opening);
            paid + carried.unwrap_or_default()
        };
        let shares: Exact = whole.entrants.iter().map(share).sum();
        let shares = shares - &whole.received + &whole.cut;
        if whole.is_pool && &shares + reserved + undistributed != whole.sum {
            return Err(format!("{key:?}: shares of {} do not make up {}", text(&shares), text(&whole.sum)));
        }
    }
    match reported.first_key_value() {
        Some((key, _)) => Err(format!("{key:?}: the engine reports something left, and the auditor does not")),
        None => Ok(()),
    }
}

/// The same lines fail for the same reasons, here and there. The engine does not look at lines before the year that no line of
/// the year needs.
fn same_failures(audited: &Audited, refusal: &Refusal) -> Result<(), String> {
    let mut found = BTreeSet::new();
    for (key, fault) in &refusal.failed {
        let failed = match fault {
            Fault::DivisionByZero => Failed::DivisionByZero,
            Fault::AtZero { .. } => Failed::AtZero,
            Fault::OutsideTable { .. } => Failed::Outside,
            Fault::NoOriginal { .. } => Failed::NoOriginal,
            other => return Err(format!("fails at {key:?} with {other:?}")),
        };
        found.insert((key.clone(), failed));
    }
    let unexpected = found.iter().find(|one| !audited.failed.contains(one) && !audited.failed_before.contains(one));
    let missing = audited.failed.difference(&found).next().filter(|_| refusal.is_all);
    match (unexpected, missing) {
        _ if found.is_empty() => Err("is refused".to_owned()),
        (Some(one), _) => Err(format!("fails at {one:?}, and the auditor computes it")),
        (None, Some(one)) => Err(format!("does not fail at {one:?}, as the auditor says")),
        (None, None) => Ok(()),
    }
}

/// What the engine says, in the auditor's words.
fn found(company: &Company, (memory, inputs, outcome): &(Memory, Inputs, Outcome)) -> Audited {
    let mut found = Audited::default();
    let label = |period| memory.company.calendar.label(period);
    let id = |participant: ParticipantIndex| inputs.participants[participant.0 as usize].id.to_string();
    let unit = |place: Option<UnitPlace>| place.map(|place| usize::from(place.0));
    let component = |plan: u32, component: u32, place| {
        let plan = &memory.plans[plan as usize];
        (plan.name.clone(), company.paid_in(&plan.components[component as usize].name, unit(place)))
    };
    let money = |minor_units| decimal(minor_units, company.digits);
    let amount = |minor_units, place| {
        decimal(minor_units, unit(place).map_or(company.digits, |unit| company.units[unit].digits))
    };
    for line in &outcome.lines {
        let (plan, component) = component(line.plan, line.component, line.unit);
        let key = (id(line.participant), plan, component, label(line.earned_for));
        let amount = amount(line.minor_units, line.unit);
        if let Some(taxable) = line.taxable {
            *found.taxable.entry((key.clone(), label(line.paid_in))).or_default() += money(taxable);
        }
        if line.kind == LineKind::Cash {
            *found.cash.entry((key, label(line.paid_in))).or_default() += amount;
            continue;
        }
        if line.kind == LineKind::Release {
            *found.released.entry((key, label(line.paid_in))).or_default() += amount;
            continue;
        }
        if line.kind == LineKind::Clawback {
            *found.taken_back.entry((key, label(line.paid_in))).or_default() += amount;
            continue;
        }
        if line.kind == LineKind::Adjustment {
            *found.by_hand.entry((key, label(line.paid_in))).or_default() += amount;
            continue;
        }
        let pair = found.lines.entry(key).or_default();
        match line.kind {
            LineKind::Earning | LineKind::Draw | LineKind::Recovery => pair.earning += amount,
            LineKind::Guarantee => pair.guarantee += amount,
            LineKind::Deferral => pair.deferral += amount,
            kind => panic!("the auditor knows no {}", kind.word()),
        }
    }
    for balance in &outcome.balances {
        let unit = memory.plans[balance.plan as usize].components[balance.component as usize].unit();
        let (plan, component) = component(balance.plan, balance.component, unit);
        let key = (id(balance.participant), plan, component, label(balance.period));
        let sums = [balance.opening, balance.added, balance.taken, balance.closing];
        let [opening, added, taken, closing] = sums.map(|sum| amount(sum, unit));
        found.balances.insert(key, Balance { opening, added, taken, closing });
    }
    for part in &outcome.report.forfeited {
        let (plan, component) = (part.plan.to_string(), company.paid_in(&part.component, unit(part.unit)));
        let key = (id(part.participant), plan, component, label(part.earned_for));
        *found.forfeited.entry((key, label(part.due))).or_default() += amount(part.minor_units, part.unit);
    }
    for part in &outcome.to_come {
        let place = memory.plans[part.plan as usize].components[part.component as usize].unit();
        let (plan, component) = component(part.plan, part.component, place);
        let key = (id(part.participant), plan, component, label(part.earned_for));
        *found.to_come.entry((key, label(part.due), part.conditional)).or_default() += amount(part.minor_units, place);
    }
    found
}
