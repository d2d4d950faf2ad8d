//! What `attain diff --plan` says is what the company pays before and after: on random companies, to the cent.

use std::collections::BTreeMap;

use attain_tests::command::{attain, binary};
use attain_tests::company::{Company, Formula, Pay};
use attain_tests::exact::{Exact, decimal, parse, whole};
use attain_tests::generate;
use attain_tests::library::{Run, run_files};
use attain_tests::scratch::Scratch;
use attain_tests::write::{files, write};
use serde_json::Value;

/// What people and components get in money before and after, by name.
type Sums = BTreeMap<String, [Exact; 2]>;

#[test]
fn the_cost_of_a_changed_plan_is_what_would_have_been_paid() {
    let binary = binary();
    let [mut seen, mut moved, mut units] = [0; 3];
    for seed in (0..).filter(|seed| !two_versions(&generate::company(*seed))).take(24) {
        let (company, changed) = (generate::company(seed), changed(generate::company(seed)));
        let [Ok(before), Ok(after)] = [&company, &changed].map(|company| run_files(&files(company), None)) else {
            continue;
        };
        let folder = Scratch::new();
        write(&files(&company), folder.path());
        let [_, (_, plan), ..] = &files(&changed)[..] else { panic!("a company has a plan") };
        std::fs::write(folder.path().join("changed.yaml"), plan).expect("a file can be written");
        let told = attain(&binary, folder.path(), &["diff", "--plan", "changed.yaml", "--format", "json"]);
        let told: Value = serde_json::from_slice(&told.stdout)
            .unwrap_or_else(|why| panic!("seed {seed}: {why}: {}", String::from_utf8_lossy(&told.stderr)));
        let name = &company.plans[0].name;
        let by_person = sums([&before, &after], name, |run, line| run.participant(&run.outcome.lines[line]).to_owned());
        let by_part = sums([&before, &after], name, |run, line| run.component(&run.outcome.lines[line]).to_owned());
        assert_eq!(without_nothing(of_json(&told["participants"], "participant")), by_person, "seed {seed}");
        assert_eq!(without_nothing(of_json(&told["components"], "component")), by_part, "seed {seed}");
        let all = by_person.values().fold([whole(0), whole(0)], |[a, b], [one, other]| [a + one, b + other]);
        assert_eq!(pair(&told["cost"]), all, "seed {seed}");
        same_people(&told, &by_person, seed);
        seen += 1;
        moved += i32::from(all[0] != all[1]);
        units += i32::from(before.outcome.lines.iter().any(|line| line.unit.is_some() && line.minor_units != 0));
    }
    assert!(seen > 15 && moved > 3 && units > 0, "{seen} companies, {moved} of which move; {units} with units");
}

fn two_versions(company: &Company) -> bool {
    company.plans.iter().filter(|plan| plan.name == company.plans[0].name).count() > 1
}

/// The same with other rates, sums and limits in its first plan.
fn changed(mut company: Company) -> Company {
    for component in &mut company.plans[0].components {
        component.limits.clear();
        if let Pay::Table(table) = &mut component.pay {
            for row in &mut table.rows {
                if let Formula::Number(value) | Formula::Percent(value) = &mut row.value {
                    *value *= decimal(15, 1);
                }
            }
        }
    }
    company
}

/// Money alone, of the lines of this plan.
fn sums(runs: [&Run; 2], plan: &str, name: impl Fn(&Run, usize) -> String) -> Sums {
    let mut sums = Sums::new();
    for (side, run) in runs.into_iter().enumerate() {
        for (place, line) in run.outcome.lines.iter().enumerate() {
            if run.plans[line.plan as usize].name == plan && line.unit.is_none() {
                sums.entry(name(run, place)).or_default()[side] += decimal(line.minor_units, run.digits());
            }
        }
    }
    without_nothing(sums)
}

fn without_nothing(mut sums: Sums) -> Sums {
    sums.retain(|_, pair| pair.iter().any(|amount| *amount != whole(0)));
    sums
}

fn pair(value: &Value) -> [Exact; 2] {
    ["before", "after"].map(|key| parse(value[key].as_str().expect("a text")).expect("a number"))
}

fn of_json(rows: &Value, key: &str) -> Sums {
    let rows = rows.as_array().expect("a list");
    rows.iter().map(|row| (row[key].as_str().expect("a name").to_owned(), pair(row))).collect()
}

/// How many gain, lose and get nothing.
fn same_people(told: &Value, sums: &Sums, seed: u64) {
    let people = &told["people"];
    let count = |suits: &dyn Fn(&[Exact; 2]) -> bool| sums.values().filter(|pair| suits(pair)).count() as u64;
    let all = people["all"].as_u64().expect("a number");
    assert_eq!(people["up"], count(&|[before, after]| after > before), "seed {seed}");
    assert_eq!(people["down"], count(&|[before, after]| after < before), "seed {seed}");
    let [before, after] = [0, 1].map(|side| all - count(&|pair| pair[side] != whole(0)));
    assert_eq!(people["nothing_before"], before, "seed {seed}");
    assert_eq!(people["nothing_after"], after, "seed {seed}");
}
