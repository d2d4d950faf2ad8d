//! A plan file in the place of the plan of the same name, to see what it would have paid.

use std::collections::BTreeSet;

use attain_rules::date::DateRange;
use attain_rules::plan::Plan;
use attain_rules::read;

use crate::folder::Folder;

/// How a plan took the place of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Name of the plan.
    pub plan: String,
    /// The days on which it is in force now.
    pub days: DateRange,
    /// Are these the days that its file says?
    pub as_written: bool,
}

/// No plan has the name that the file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchPlan {
    /// The name.
    pub plan: String,
    /// Names of the company's plans.
    pub known: Vec<String>,
}

impl Folder {
    /// The same company with the plan that the file at `path` says in the place of the plan of its name. On the days on which
    /// it is in force, the versions of that plan step aside. Where it is in force on none of `days`, it takes all the days of
    /// all versions. `Ok(None)` when the file has errors, which then stand in the diagnostics.
    ///
    /// # Errors
    /// [`NoSuchPlan`].
    pub fn with_plan(&self, path: &str, days: DateRange) -> Result<(Self, Option<Replaced>), NoSuchPlan> {
        let mut folder = self.clone();
        folder.diagnostics = Default::default();
        let Some(company) = folder.company.clone() else { return Ok((folder, None)) };
        let Some(source) = folder.read_yaml(path) else { return Ok((folder, None)) };
        let read = read::plans(&[source], &folder.sources, &company, &mut folder.diagnostics).pop();
        let Some(plan) = read.filter(|_| !folder.diagnostics.has_errors()) else { return Ok((folder, None)) };
        let replaced = put(&mut folder.plans, plan, days)?;
        read::versions(&folder.plans, &company, &mut folder.diagnostics);
        Ok((folder, Some(replaced)))
    }
}

/// Puts `plan` among `plans`.
fn put(plans: &mut Vec<Plan>, mut plan: Plan, days: DateRange) -> Result<Replaced, NoSuchPlan> {
    let of_its_name = || plans.iter().filter(|other| other.name == plan.name).map(|other| other.effective);
    let first = of_its_name().map(|days| days.first).min();
    let last = of_its_name().map(|days| days.last).max();
    let (Some(first), Some(last)) = (first, last) else {
        let known: BTreeSet<&str> = plans.iter().map(|plan| plan.name.as_str()).collect();
        return Err(NoSuchPlan { plan: plan.name, known: known.into_iter().map(str::to_owned).collect() });
    };
    let as_written = plan.effective.overlaps(&days);
    if !as_written {
        plan.effective = DateRange { first, last };
    }
    let (own, name) = (plan.effective, plan.name.clone());
    let mut kept = Vec::with_capacity(plans.len().saturating_add(1));
    for other in plans.drain(..) {
        if other.name != name || !other.effective.overlaps(&own) {
            kept.push(other);
            continue;
        }
        let before = DateRange { first: other.effective.first, last: own.first.plus_days(-1) };
        let after = DateRange { first: own.last.plus_days(1), last: other.effective.last };
        let rest = [before, after].into_iter().filter(|days| days.first <= days.last);
        kept.extend(rest.map(|effective| Plan { effective, ..other.clone() }));
    }
    kept.push(plan);
    *plans = kept;
    Ok(Replaced { plan: name, days: own, as_written })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use attain_rules::date::Date;

    use super::*;
    use crate::files::Files;

    fn folder() -> Folder {
        let mut files = Files::of(Path::new("there is no such folder"));
        let company = "company: A\ncurrency: CNY\ndata:\n  participants: p\n  assignments: a\n  transactions: { file: t, columns: { day: { column: day, type: date, format: YYYY-MM-DD } } }\n";
        files.state("attain.yaml", company.as_bytes());
        files.state("p", "id\nE1\n".as_bytes());
        files.state("a", "participant,plan\nE1,seller\n".as_bytes());
        files.state("t", "id,owner,day,amount\n".as_bytes());
        for (file, days, rate) in [
            ("plans/a.yaml", "2026-01-01 .. 2026-06-30", "1%"),
            ("plans/b.yaml", "2026-07-01 ..", "2%"),
            ("new.yaml", "2026-05-01 .. 2026-08-31", "3%"),
            ("later.yaml", "2027-01-01 ..", "4%"),
            ("other.yaml", "2026-01-01 ..", "5%"),
        ] {
            let name = if file == "other.yaml" { "buyer" } else { "seller" };
            let plan = format!(
                "plan: {name}\neffective: {days}\npays: monthly\nmeasures:\n  sales: {{ unit: money, from: transactions, to: owner, dated: day }}\n\
                 components:\n  - commission: c\n    pays_on: sales\n    rate: {rate}\n"
            );
            files.state(file, plan.into_bytes());
        }
        let folder = Folder::of(files);
        assert!(!folder.diagnostics.has_errors(), "{:?}", folder.diagnostics);
        folder
    }

    fn day(year: i32, month: u8, day: u8) -> Date {
        Date::new(year, month, day).expect("a day")
    }

    fn days(plans: &[Plan]) -> Vec<String> {
        plans.iter().map(|plan| format!("{} .. {}", plan.effective.first, plan.effective.last)).collect()
    }

    #[test]
    fn versions_step_aside_on_the_days_of_the_file() {
        let period = DateRange { first: day(2026, 7, 1), last: day(2026, 9, 30) };
        let (folder, replaced) = folder().with_plan("new.yaml", period).expect("a plan of this name");
        assert!(replaced.expect("a plan").as_written && !folder.diagnostics.has_errors());
        assert_eq!(
            days(&folder.plans),
            ["2026-01-01 .. 2026-04-30", "2026-09-01 .. 9999-12-31", "2026-05-01 .. 2026-08-31"]
        );
    }

    #[test]
    fn a_plan_for_other_days_is_taken_as_if_it_were_in_force() {
        let period = DateRange { first: day(2026, 7, 1), last: day(2026, 9, 30) };
        let (folder, replaced) = folder().with_plan("later.yaml", period).expect("a plan of this name");
        assert!(!replaced.expect("a plan").as_written);
        assert_eq!(days(&folder.plans), ["2026-01-01 .. 9999-12-31"]);
    }

    #[test]
    fn a_file_that_is_no_plan_of_the_company_is_told() {
        let period = DateRange { first: day(2026, 7, 1), last: day(2026, 9, 30) };
        let none = folder().with_plan("other.yaml", period).expect_err("no plan of this name");
        assert_eq!((none.plan.as_str(), none.known), ("buyer", vec!["seller".to_owned()]));
        let (folder, replaced) = folder().with_plan("no such file.yaml", period).expect("findings");
        assert!(replaced.is_none() && folder.diagnostics.has_errors());
    }
}
