//! What caps of pools cut and no line has: it went to a fund, or who was to get it is not there.

use attain_engine::cut_to::{CutTo, Destination};
use attain_rules::both;
use attain_rules::text::Text;
use serde_json::{Value, json};

use super::computed::Computed;
use super::report::{MOST_NAMES, in_unit};

/// One sentence for each group.
pub fn sentences(run: &Computed<'_>) -> Vec<Text> {
    let all = &run.outcome.report.cut_to;
    let mut sentences: Vec<Text> = all.iter().take(MOST_NAMES).map(|one| sentence(run, one)).collect();
    if let Some(more) = all.len().checked_sub(MOST_NAMES).filter(|more| *more > 0) {
        sentences.push(both!(
            "cut by caps in {more} more groups and periods: see `attain run --format json`",
            "另有 {more} 个小组和期间有上限削去的：见 `attain run --format json`"
        ));
    }
    sentences
}

fn sentence(run: &Computed<'_>, one: &CutTo) -> Text {
    let whose: Vec<&str> =
        [&*one.plan, &*one.component, &*one.group].into_iter().filter(|name| !name.is_empty()).collect();
    let (whose, period) = (whose.join(" "), run.company.calendar.label(one.period));
    let sum = in_unit(run, &one.sum, one.unit);
    match &one.to {
        Destination::Fund(fund) => both!(
            "cut by caps and gone to `{fund}`, {whose} {period}: {sum}",
            "上限削去，归入 `{fund}`，{whose} {period}：{sum}"; sum
        ),
        Destination::Absent(who) => both!(
            "of what is undistributed, cut by caps for `{who}`, who has no line of it then, {whose} {period}: {sum}",
            "未分配中，上限削去应给 `{who}` 而此人当期没有这一行的，{whose} {period}：{sum}"; sum
        ),
    }
}

/// As in the report of a run.
pub fn entries(run: &Computed<'_>) -> Vec<Value> {
    let entry = |one: &CutTo| {
        let (fund, participant) = match &one.to {
            Destination::Fund(fund) => (Some(&**fund), None),
            Destination::Absent(who) => (None, Some(&**who)),
        };
        let entry = json!({
            "plan": &*one.plan,
            "component": &*one.component,
            "group": &*one.group,
            "period": run.company.calendar.label(one.period),
            "fund": fund,
            "participant": participant,
            "sum": one.sum.to_fixed_text(run.digits_of(one.unit)),
        });
        super::json::in_unit(run, entry, one.unit)
    };
    run.outcome.report.cut_to.iter().map(entry).collect()
}
