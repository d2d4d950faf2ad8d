//! The report of a run: where everything went that came in, and what people should know.

use std::collections::BTreeSet;
use std::sync::Arc;

use attain_engine::SetAside;
use attain_engine::inputs::{Leave, LeftOut, ParticipantIndex};
use attain_engine::line_gaps::LineGap;
use attain_engine::outcome::{MeasureReport, MissingFigure, Moved, Tally, Uncredited, Unmeasured, WithoutGroup};
use attain_engine::outside::Beyond;
use attain_rules::both;
use attain_rules::date::DateRange;
use attain_rules::number::Number;
use attain_rules::plan::MeasureUnit;
use attain_rules::text::{Language, Text};
use attain_rules::unit::UnitPlace;

use super::amount;
use super::computed::Computed;
use super::grid::{Lean, grid};
use super::{cut_to, kept, style};

/// Most names that one sentence lists.
pub(super) const MOST_NAMES: usize = 10;

/// The report as text; sections without content are left out.
pub fn report(run: &Computed<'_>, language: Language) -> String {
    let mut out = String::new();
    let notes = notes(run);
    let has_measures = !run.outcome.report.measures.is_empty();
    if has_measures || !notes.is_empty() {
        let heading = match run.outcome.report.days.filter(|_| has_measures) {
            Some(DateRange { first, last }) => {
                both!("What came in from {first} to {last}, and where it went", "{first} 至 {last} 进来的数据去了哪里")
            }
            None => both!("What came in, and where it went", "进来的数据去了哪里"),
        };
        out.push_str(&style::strong(heading.in_language(language)));
        out.push_str("\n\n");
    }
    if has_measures {
        out.push_str(&measures(run, language));
    }
    if has_measures && !notes.is_empty() {
        out.push('\n');
    }
    for note in notes {
        out.push_str("  ");
        out.push_str(note.in_language(language));
        out.push('\n');
    }
    out
}

fn measures(run: &Computed<'_>, language: Language) -> String {
    let say = |text: Text| text.in_language(language).to_owned();
    let mut header = vec![
        say(both!("measure", "指标")),
        say(both!("plan", "方案")),
        say(both!("rows", "行数")),
        say(both!("came in", "进入")),
        say(both!("= credited", "= 已归属")),
    ];
    let aside = run.outcome.report.measures.iter().any(|measure| measure.set_aside.tally.count > 0);
    header.extend(aside.then(|| say(both!("+ set aside", "+ 搁置"))));
    header.extend([say(both!("+ uncredited", "+ 未归属")), say(both!("overlay", "叠加"))]);
    let by_hand = run.outcome.report.measures.iter().any(|measure| measure.adjusted.count > 0);
    header.extend(by_hand.then(|| say(both!("by hand", "手工"))));
    let rows = run.outcome.report.measures.iter().map(|measure| {
        let figure = |sum: &Number| figure(run, measure, sum);
        let uncredited = measure.uncredited.iter().try_fold(Number::ZERO, |sum, (_, tally)| sum.add(&tally.sum));
        let apart = |tally: &Tally| if tally.count == 0 { String::new() } else { figure(&tally.sum) };
        let mut row = vec![
            title(run, measure).in_language(language).to_owned(),
            measure.plan.to_string(),
            amount::grouped(&measure.came_in.count.to_string()),
            figure(&measure.came_in.sum),
            figure(&measure.credited.sum),
        ];
        let SetAside { tally, unread } = &measure.set_aside;
        // Of rows that nobody can read there is no sum, and 0 would be a wrong one.
        let sum = || if *unread == tally.count { say(both!("unread", "无法读取")) } else { figure(&tally.sum) };
        row.extend(aside.then(|| if tally.count == 0 { String::new() } else { sum() }));
        row.extend([uncredited.map(|sum| figure(&sum)).unwrap_or_default(), apart(&measure.overlays)]);
        row.extend(by_hand.then(|| apart(&measure.adjusted)));
        row
    });
    grid(header, &[Lean::Left, Lean::Left], rows.collect())
}

/// Digits behind the point of sums of a measure: those of the currency where it measures money.
pub fn digits(run: &Computed<'_>, report: &MeasureReport) -> u8 {
    let is_money = plan_measure(run, report).is_some_and(|measure| measure.unit == MeasureUnit::Money);
    if is_money { run.digits() } else { 0 }
}

/// The measure itself; versions of a plan that do not know it are passed over.
fn plan_measure<'a>(run: &Computed<'a>, report: &MeasureReport) -> Option<&'a attain_rules::plan::Measure> {
    let mut versions = run.plans.iter().filter(|plan| *plan.name == *report.plan);
    versions.find_map(|plan| plan.measures.iter().find(|measure| *measure.name == *report.measure))
}

fn title(run: &Computed<'_>, report: &MeasureReport) -> Text {
    plan_measure(run, report).map_or_else(|| Text::same(&*report.measure), |measure| measure.title.clone())
}

/// The title of a measure within a sentence; where it has none, the name as such.
fn named(run: &Computed<'_>, report: &MeasureReport) -> Text {
    let (name, title) = (&report.measure, title(run, report));
    if title.zh == **name { both!("`{name}`", "`{name}`") } else { title }
}

fn figure(run: &Computed<'_>, report: &MeasureReport, sum: &Number) -> String {
    match plan_measure(run, report).map(|measure| measure.unit) {
        Some(MeasureUnit::Money) => amount::money(sum, run.digits()),
        Some(MeasureUnit::Percent) => amount::percent(sum),
        _ => amount::number(sum),
    }
}

fn notes(run: &Computed<'_>) -> Vec<Text> {
    let report = &run.outcome.report;
    let mut notes = Vec::new();
    let deals = |tally: &Tally| amount::counted(usize::try_from(tally.count).unwrap_or(usize::MAX), "transaction");
    for measure in &report.measures {
        notes.extend(set_aside(run, measure));
        for (reason, tally) in measure.uncredited.iter().filter(|(_, tally)| tally.count > 0) {
            let (count, sum) = (amount::grouped(&tally.count.to_string()), figure(run, measure, &tally.sum));
            let en = amount::counted(usize::try_from(tally.count).unwrap_or(usize::MAX), "credit");
            let (why, title) = (uncredited(*reason), named(run, measure));
            notes.push(both!("uncredited {title}: {en} for {sum}: {why}", "{title}，未归属：{count} 份，共 {sum}：{why}"; why, title));
        }
        notes.extend(line_gaps(run, measure));
    }
    notes.extend(report.left_out.iter().map(|rows| left_out(run, rows)));
    notes.extend(outside(run));
    if report.credited_to_nobody.count > 0 {
        let count = amount::grouped(&report.credited_to_nobody.count.to_string());
        let sum = in_all(run, &report.credited_to_nobody);
        let ids = names(report.nobody_examples.iter().map(ToString::to_string), report.credited_to_nobody.count);
        let en = deals(&report.credited_to_nobody);
        notes.push(both!(
            "credited to nobody under any plan: {en}{sum}: {ids}",
            "没有归属任何人：{count} 笔交易{sum}：{ids}"; sum, ids
        ));
    }
    if !report.splits_without_transaction.is_empty() {
        let count = report.splits_without_transaction.len();
        let ids = report.splits_without_transaction.iter().map(ToString::to_string);
        let ids = names(ids, u64::try_from(count).unwrap_or(u64::MAX));
        notes.push(both!(
            "splits of transactions that are not in the data: {count}: {ids}",
            "分单数据中的交易不存在：{count} 笔：{ids}"; ids
        ));
    }
    if !report.without_plan.is_empty() {
        let paid: BTreeSet<ParticipantIndex> =
            run.outcome.lines.iter().filter(|line| line.minor_units != 0).map(|line| line.participant).collect();
        let (left, none): (Vec<_>, Vec<_>) = report.without_plan.iter().partition(|index| paid.contains(index));
        if !none.is_empty() {
            let (count, who) = people(run, &none);
            notes.push(both!("on no plan: {count}: {who}", "没有方案：{count} 人：{who}"; who));
        }
        if !left.is_empty() {
            let (count, who) = people(run, &left);
            notes.push(both!(
                "on no plan in this period, and what is still due is settled: {count}: {who}",
                "本期不在任何方案上，只结清此前未结的部分：{count} 人：{who}"; who
            ));
        }
    }
    notes.extend(unmeasured(run, None));
    notes.extend(without_group(run));
    notes.extend(moved(run));
    notes.extend(undistributed(run).into_iter().chain(cut_to::sentences(run)));
    notes.extend(kept::sentences(run));
    notes.extend(forfeited(run));
    notes
}

/// What transactions add up to; nothing where they have no amount of their own, so that nobody reads a zero as their sum.
fn in_all(run: &Computed<'_>, tally: &Tally) -> Text {
    if run.company.schema.without_amount.is_some() {
        return Text::default();
    }
    let sum = amount::money(&tally.sum, run.digits());
    both!(", {sum} in all", "，共 {sum}")
}

/// One sentence for each side of the days of the run on which transactions lie.
fn outside(run: &Computed<'_>) -> Vec<Text> {
    let [before, after, without_plan] = run.outcome.report.outside.parts();
    let sides = [
        (before, both!("before the days of this run", "早于本次计算的日期")),
        (after, both!("after the days of this run", "晚于本次计算的日期")),
        (
            without_plan,
            both!(
                "on days on which no plan counts transactions, so that no run counts them (D068)",
                "所在日期没有方案计入交易，任何计算都不计入（D068）"
            ),
        ),
    ];
    let sentence = |(side, what): (&Beyond, Text)| {
        let (count, sum) = (amount::grouped(&side.tally.count.to_string()), in_all(run, &side.tally));
        let en = amount::counted(usize::try_from(side.tally.count).unwrap_or(usize::MAX), "transaction");
        let days = match side.days {
            None => Text::default(),
            Some(DateRange { first, last }) if first == last => both!(" of {first}", "，日期 {first}"),
            Some(DateRange { first, last }) => both!(" from {first} to {last}", "，{first} 至 {last}"),
        };
        let ids = names(side.examples.iter().map(ToString::to_string), side.tally.count);
        both!("{what}: {en}{days}{sum}: {ids}", "{what}：{count} 笔交易{days}{sum}：{ids}"; what, days, sum, ids)
    };
    sides.into_iter().filter(|(side, _)| side.tally.count > 0).map(sentence).collect()
}

/// What of a measure went no further up than to a place that nobody holds.
fn line_gaps(run: &Computed<'_>, measure: &MeasureReport) -> Vec<Text> {
    let Some(gaps) = &measure.line_gaps else { return Vec::new() };
    let kinds = [
        (&gaps.vacant_seats, both!("a vacant seat", "空缺的职位")),
        (&gaps.unknown_managers, both!("a manager who is no participant", "不在人员表中的上级")),
    ];
    let sentence = |(gap, what): (&LineGap, Text)| {
        let LineGap { tally, seats, transactions } = gap;
        let (count, sum) = (amount::grouped(&tally.count.to_string()), figure(run, measure, &tally.sum));
        let en = amount::counted(usize::try_from(tally.count).unwrap_or(usize::MAX), "transaction");
        let seats = names(seats.iter().map(ToString::to_string), u64::try_from(seats.len()).unwrap_or(u64::MAX));
        let (ids, title) = (names(transactions.iter().map(ToString::to_string), tally.count), named(run, measure));
        both!(
            "stopped below {what} ({seats}), so that no level from there up has it, {title}: {en} for {sum}: {ids}",
            "止于{what}（{seats}）之下，从那一级往上都没有得到，{title}：{count} 笔交易，共 {sum}：{ids}";
            what, seats, ids, title
        )
    };
    kinds.into_iter().filter(|(gap, _)| gap.tally.count > 0).map(sentence).collect()
}

/// What was set aside of a measure.
fn set_aside(run: &Computed<'_>, measure: &MeasureReport) -> Option<Text> {
    let SetAside { tally, unread } = &measure.set_aside;
    let (count, title) = (amount::grouped(&tally.count.to_string()), named(run, measure));
    let en = amount::counted(usize::try_from(tally.count).unwrap_or(usize::MAX), "row");
    let sum = figure(run, measure, &tally.sum);
    match (tally.count.saturating_sub(*unread), *unread) {
        (0, 0) => None,
        (_, 0) => Some(both!("set aside of {title}: {en} for {sum}", "搁置的{title}：{count} 行，共 {sum}"; title)),
        (0, _) => Some(both!(
            "set aside of {title}: {en} whose worth cannot be read",
            "搁置的{title}：{count} 行；价值无法读取"; title
        )),
        (_, unread) => Some(both!(
            "set aside of {title}: {en} for {sum}, not counting {unread} whose worth cannot be read",
            "搁置的{title}：{count} 行，共 {sum}，其中 {unread} 行的价值无法读取，未计入"; title
        )),
    }
}

/// Rows that never reached the engine.
fn left_out(run: &Computed<'_>, left_out: &LeftOut) -> Text {
    let (file, reason, unread) = (&left_out.file, &left_out.reason, left_out.unread);
    let rows = amount::grouped(&left_out.rows.to_string());
    let en = amount::counted(usize::try_from(left_out.rows).unwrap_or(usize::MAX), "row");
    let sum = left_out.sum.as_ref().map(|sum| amount::money(sum, run.digits()));
    let sum = match sum {
        Some(sum) if unread == 0 => both!(", {sum} in all", "，共 {sum}"),
        Some(_) if unread == left_out.rows => {
            both!(" with no amount that can be read", "，金额无法读取")
        }
        Some(sum) => both!(
            ", {sum} in all, not counting {unread} with no amount that can be read",
            "，共 {sum}，另有 {unread} 行金额无法读取"
        ),
        None => Text::default(),
    };
    if left_out.broken {
        both!("set aside: {en} of {file}{sum}: {reason}", "搁置：{file} 中 {rows} 行{sum}：{reason}"; sum, reason)
    } else {
        both!("not kept: {en} of {file}{sum}: {reason}", "未保留：{file} 中 {rows} 行{sum}：{reason}"; sum, reason)
    }
}

/// One sentence for each part that fell due and was not paid.
fn forfeited(run: &Computed<'_>) -> Vec<Text> {
    let parts = run.outcome.report.forfeited.iter().map(|part| {
        let (who, component) = (person(run, part.participant), &part.component);
        let (due, earned_for) = (run.company.calendar.label(part.due), run.company.calendar.label(part.earned_for));
        let count = |language| run.counted(part.minor_units.into(), part.unit, language);
        let sum = Text { en: count(Language::English), zh: count(Language::Chinese) };
        let Some(Leave { on, because }) = &part.left else {
            return both!(
                "forfeited: {sum} of `{component}` of {earned_for} for {who}, whose condition did not hold in {due}",
                "作废：{who} 在 {earned_for} 的 `{component}` 中 {sum}，{due} 到期时条件不成立"; sum
            );
        };
        match because {
            Some(because) => both!(
                "forfeited: {sum} of `{component}` of {earned_for} for {who}, who left on {on} (`{because}`)",
                "作废：{who} 在 {earned_for} 的 `{component}` 中 {sum}，因 {on} 离职（`{because}`）"; sum
            ),
            None => both!(
                "forfeited: {sum} of `{component}` of {earned_for} for {who}, who left on {on}",
                "作废：{who} 在 {earned_for} 的 `{component}` 中 {sum}，因 {on} 离职"; sum
            ),
        }
    });
    parts.collect()
}

/// One sentence for each component and period that found members without a group.
fn without_group(run: &Computed<'_>) -> Vec<Text> {
    let gaps = &run.outcome.report.without_group;
    let mut found: Vec<(&WithoutGroup, Vec<String>)> = Vec::new();
    for gap in gaps {
        let same = |(first, _): &&mut (&WithoutGroup, _)| {
            (&first.plan, &first.component, first.period) == (&gap.plan, &gap.component, gap.period)
        };
        match found.iter_mut().find(same) {
            Some((_, who)) => who.push(person(run, gap.participant)),
            None => found.push((gap, vec![person(run, gap.participant)])),
        }
    }
    let sentence = |(gap, who): (&WithoutGroup, Vec<String>)| {
        let (plan, component, period) = (&gap.plan, &gap.component, run.company.calendar.label(gap.period));
        let count = u64::try_from(who.len()).unwrap_or(u64::MAX);
        let who = names(who.into_iter(), count);
        both!(
            "in no group, so not paid, {plan} {component} {period}: {count}: {who}",
            "不属于任何小组，未支付，{plan} {component} {period}：{count} 人：{who}"; who
        )
    };
    found.into_iter().map(sentence).collect()
}

/// One sentence for each who was in several groups within a period.
fn moved(run: &Computed<'_>) -> Vec<Text> {
    let moved = &run.outcome.report.moved;
    let sentence = |one: &Moved| {
        let (plan, component, period) = (&one.plan, &one.component, run.company.calendar.label(one.period));
        let who = person(run, one.participant);
        let [en, zh] = ["none", "无"].map(|none| {
            let name = |group: &Arc<str>| if group.is_empty() { none.to_owned() } else { group.to_string() };
            one.groups.iter().map(name).collect::<Vec<_>>().join(" → ")
        });
        both!(
            "moved, and counts in the last group, {plan} {component} {period}: {who}: {en}",
            "换过小组，按最后一个计，{plan} {component} {period}：{who}：{zh}"
        )
    };
    let mut sentences: Vec<Text> = moved.iter().take(MOST_NAMES).map(sentence).collect();
    if let Some(more) = moved.len().checked_sub(MOST_NAMES).filter(|more| *more > 0) {
        sentences.push(both!(
            "moved in {more} more cases: see `attain run --format json`",
            "另有 {more} 处换组：见 `attain run --format json`"
        ));
    }
    sentences
}

/// How much of a unit, or of money.
pub(super) fn in_unit(run: &Computed<'_>, number: &Number, unit: Option<UnitPlace>) -> Text {
    let number = amount::money(number, run.digits_of(unit));
    let name = run.company.title_of(unit);
    if unit.is_none() { Text::same(number) } else { both!("{number} {name}", "{number} {name}"; name) }
}

/// What pools and contests did not give to anybody, group by group.
pub(super) fn undistributed(run: &Computed<'_>) -> Vec<Text> {
    let gaps = &run.outcome.report.undistributed;
    let mut sentences = Vec::new();
    for gap in gaps.iter().take(MOST_NAMES) {
        let period = run.company.calendar.label(gap.period);
        let whose: Vec<&str> = [&gap.plan, &gap.component, &gap.group]
            .into_iter()
            .map(|name| &**name)
            .filter(|name| !name.is_empty())
            .collect();
        let whose = whose.join(" ");
        let (reserved, rest) = (in_unit(run, &gap.reserved, gap.unit), in_unit(run, &gap.undistributed, gap.unit));
        if !gap.reserved.is_zero() {
            sentences.push(both!(
                "held back, {whose} {period}: {reserved}",
                "留存，{whose} {period}：{reserved}"; reserved
            ));
        }
        if !gap.undistributed.is_zero() {
            sentences.push(both!(
                "undistributed, {whose} {period}: {rest}",
                "未分配，{whose} {period}：{rest}"; rest
            ));
        }
    }
    if let Some(more) = gaps.len().checked_sub(MOST_NAMES).filter(|more| *more > 0) {
        sentences.push(both!(
            "held back or undistributed in {more} more groups and periods: see `attain run --format json`",
            "另有 {more} 个小组和期间有留存或未分配：见 `attain run --format json`"
        ));
    }
    sentences
}

fn uncredited(reason: Uncredited) -> Text {
    match reason {
        Uncredited::NoParticipant => both!("the row names nobody", "该行没有写明是谁"),
        Uncredited::UnknownParticipant => both!("there is no such participant", "没有这个人"),
        Uncredited::NobodyAbove => both!("nobody stands as far above", "上面没有这一级"),
        Uncredited::VacantSeat => both!("the seat above is vacant on that day", "当天上级职位空缺"),
        Uncredited::UnknownManager => both!("the manager is no participant", "上级不在人员表中"),
        Uncredited::NotOnPlan => {
            both!("the participant is not on this plan on that day", "此人当天不在该方案上")
        }
    }
}

/// Lines that are missing because the same figure is.
struct Gap<'r> {
    first: &'r Unmeasured,
    /// Whose lines are missing.
    unpaid: BTreeSet<ParticipantIndex>,
    /// Whose figures are missing.
    lacking: BTreeSet<ParticipantIndex>,
}

/// One sentence for each measure, figure and component that lacked something, of all plans or of one.
pub fn unmeasured(run: &Computed<'_>, plan: Option<&str>) -> Vec<Text> {
    let mut gaps: Vec<Gap<'_>> = Vec::new();
    let wanted = |one: &&Unmeasured| plan.is_none_or(|plan| *one.plan == *plan);
    for one in run.outcome.report.unmeasured.iter().filter(wanted) {
        let key =
            |gap: &Unmeasured| (gap.plan.clone(), gap.measure.clone(), gap.component.clone(), gap.what, gap.period);
        let known = gaps.iter().position(|gap| key(gap.first) == key(one)).unwrap_or(gaps.len());
        if known == gaps.len() {
            gaps.push(Gap { first: one, unpaid: BTreeSet::new(), lacking: BTreeSet::new() });
        }
        if let Some(gap) = gaps.get_mut(known) {
            gap.unpaid.insert(one.participant);
            gap.lacking.extend(one.of.iter().copied());
        }
    }
    gaps.iter().map(|gap| unmeasured_sentence(run, gap)).collect()
}

fn unmeasured_sentence(run: &Computed<'_>, gap: &Gap<'_>) -> Text {
    let (plan, component, measure) = (&gap.first.plan, &gap.first.component, &gap.first.measure);
    let period = run.company.calendar.label(gap.first.period);
    let (count, who) = (gap.lacking.len(), names_of(run, &gap.lacking));
    let unpaid = gap.unpaid.len();
    let not_paid = if gap.unpaid == gap.lacking {
        both!("not paid, {plan} {component} {period}", "未支付，{plan} {component} {period}")
    } else {
        both!("not paid to {unpaid}, {plan} {component} {period}", "{unpaid} 人未支付，{plan} {component} {period}")
    };
    match gap.first.what {
        MissingFigure::Quota => both!(
            "{not_paid}: no quota of `{measure}` for {count}: {who}",
            "{not_paid}：{count} 人没有 `{measure}` 的目标：{who}"; not_paid, who
        ),
        MissingFigure::ZeroQuota => both!(
            "{not_paid}: the quota of `{measure}` is 0 for {count}: {who}",
            "{not_paid}：{count} 人 `{measure}` 的目标是 0：{who}"; not_paid, who
        ),
        MissingFigure::Zero => both!(
            "{not_paid}: `{measure}`, of which less is better, is 0 for {count}: {who}",
            "{not_paid}：{count} 人越少越好的 `{measure}` 为 0：{who}"; not_paid, who
        ),
        MissingFigure::Metric => both!(
            "{not_paid}: no value of `{measure}` for {count}: {who}",
            "{not_paid}：{count} 人没有 `{measure}` 的值：{who}"; not_paid, who
        ),
    }
}

/// The first of these people by name, and how many more there are.
pub(super) fn names_of(run: &Computed<'_>, people: &BTreeSet<ParticipantIndex>) -> Text {
    let count = u64::try_from(people.len()).unwrap_or(u64::MAX);
    names(people.iter().map(|who| person(run, *who)), count)
}

fn person(run: &Computed<'_>, index: ParticipantIndex) -> String {
    match run.participant(index) {
        Some(participant) if participant.name != participant.id => format!("{} {}", participant.id, participant.name),
        _ => run.id(index).to_owned(),
    }
}

/// How many, and their names.
fn people(run: &Computed<'_>, who: &[ParticipantIndex]) -> (usize, Text) {
    let count = who.len();
    (count, names(who.iter().map(|index| person(run, *index)), u64::try_from(count).unwrap_or(u64::MAX)))
}

/// The first names of `count`, and how many more there are.
fn names(names: impl Iterator<Item = String>, count: u64) -> Text {
    let shown: Vec<String> = names.take(MOST_NAMES).collect();
    let more = count.saturating_sub(u64::try_from(shown.len()).unwrap_or(u64::MAX));
    let (en, zh) = (shown.join(", "), shown.join("、"));
    if more == 0 { both!("{en}", "{zh}") } else { both!("{en} and {more} more", "{zh} 等，另有 {more} 个") }
}
