//! The engine against the auditor, on random companies, to the cent.
//!
//! `ATTAIN_COMPANIES` says how many companies (1000 when it says nothing), `ATTAIN_SEED` with which one to begin.

use std::collections::{BTreeMap, BTreeSet};

use attain_engine::fault::Fault;
use attain_engine::inputs::Inputs;
use attain_engine::outcome::{LineKind, Outcome};
use attain_rules::number::Number;
use attain_tests::auditor::{Audited, Failed, Key, Pair, audit};
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
    "reserve",
    "reserve outside of the fund",
    "key below zero",
    "pool without keys",
    "pool with nothing left",
    "cap of a pool, lost",
    "cap of a pool, shared",
    "cap of a pool, several",
    "units left over",
    "units left over, same remainders",
    "units unassigned",
    "contest",
    "tie, share",
    "tie, each",
    "tie, lower id",
    "tie decided by a later score",
    "shared prize does not divide",
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
        Ok(computed) => (pairs(&company, &computed), left(&computed)),
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
    nothing_is_made_or_lost(&audited, &computed, &left).map_err(|why| format!("seed {seed}, {why}"))?;
    let audited = audited.lines;
    let mut keys: Vec<&Key> = audited.keys().chain(computed.keys()).collect();
    keys.sort();
    keys.dedup();
    for key in keys {
        let nothing = Pair::default();
        let (audit, engine) = (audited.get(key).unwrap_or(&nothing), computed.get(key).unwrap_or(&nothing));
        if audit != engine {
            let show = |pair: &Pair| format!("{} + {}", text(&pair.earning), text(&pair.guarantee));
            return Err(format!("seed {seed}, {key:?}: the auditor says {}, the engine {}", show(audit), show(engine)));
        }
    }
    Ok(())
}

/// What the engine reports that groups did not get: held back, and undistributed.
fn left((memory, _, outcome): &(Memory, Inputs, Outcome)) -> BTreeMap<Key, (Exact, Exact)> {
    let exact = |number: &Number| parse(&number.to_exact_text()).expect("money has few digits");
    let report = outcome.report.undistributed.iter().map(|row| {
        let label = memory.company.calendar.label(row.period);
        let key = (row.plan.to_string(), row.component.to_string(), label, row.group.to_string());
        (key, (exact(&row.reserved), exact(&row.undistributed)))
    });
    report.collect()
}

/// Shares, what is held back and what nobody gets are the whole fund; and both say the same about what nobody gets.
fn nothing_is_made_or_lost(
    audited: &Audited,
    computed: &BTreeMap<Key, Pair>,
    left: &BTreeMap<Key, (Exact, Exact)>,
) -> Result<(), String> {
    let mut reported = left.clone();
    for (key, whole) in &audited.groups {
        let (reserved, undistributed) = reported.remove(key).unwrap_or_default();
        if (&reserved, &undistributed) != (&whole.reserved, &whole.undistributed) {
            return Err(format!(
                "{key:?}: the engine reports {} + {}, the auditor {} + {}",
                text(&reserved),
                text(&undistributed),
                text(&whole.reserved),
                text(&whole.undistributed)
            ));
        }
        let (plan, component, label, _) = key;
        let share = |id: &String| {
            let pair = computed.get(&(id.clone(), plan.clone(), component.clone(), label.clone()));
            pair.map(|pair| pair.earning.clone()).unwrap_or_default()
        };
        let shares: Exact = whole.entrants.iter().map(share).sum();
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

fn pairs(company: &Company, (memory, inputs, outcome): &(Memory, Inputs, Outcome)) -> BTreeMap<Key, Pair> {
    let mut pairs: BTreeMap<Key, Pair> = BTreeMap::new();
    for line in &outcome.lines {
        let plan = &memory.plans[line.plan as usize];
        let key = (
            inputs.participants[line.participant.0 as usize].id.to_string(),
            plan.name.clone(),
            plan.components[line.component as usize].name.clone(),
            memory.company.calendar.label(line.earned_for),
        );
        let pair = pairs.entry(key).or_default();
        let amount = decimal(line.minor_units, company.digits);
        match line.kind {
            LineKind::Earning => pair.earning += amount,
            LineKind::Guarantee => pair.guarantee += amount,
            kind => panic!("the auditor knows no {}", kind.word()),
        }
    }
    pairs
}
