//! What a changed plan costs, as people and programs read it.

use attain_engine::outcome::Unmeasured;
use attain_intake::changes::Figures;
use attain_intake::replaced::Replaced;
use attain_rules::both;
use attain_rules::number::Number;
use attain_rules::text::{Language, Text};
use serde_json::{Map, Value, json};

use super::amount;
use super::computed::Computed;
use super::difference::{change, pair};
use super::grid::{Lean, grid};
use super::payouts::{Payout, Picture};
use super::report;
use super::stood_in::StandIn;
use super::style;
use crate::beyond::Beyond;
use crate::cost::{Cost, Costs, Minor};
use crate::difference::Pair;

/// Most people who are listed or drawn unless all are asked for: those whose pay changes most.
const MOST_ROWS: usize = 40;

/// A changed plan beside the one that it replaces.
pub struct Shown<'a> {
    /// What it costs.
    pub costs: &'a Costs,
    /// The run with the plan as it is.
    pub before: Computed<'a>,
    /// The run with the changed one.
    pub after: Computed<'a>,
    /// The quotas and metrics that the changed one reads and that nobody has in the period.
    pub lacking: &'a [(Figures, String)],
    /// How the changed one took its place.
    pub replaced: &'a Replaced,
    /// Path of its file.
    pub file: &'a str,
    /// Components that lean on more than the period.
    pub beyond: &'a Beyond,
    /// Are there closed periods, which the comparison leaves aside?
    pub seals_ignored: bool,
    /// The reader's language.
    pub language: Language,
}

impl Shown<'_> {
    fn say(&self, text: &Text) -> String {
        text.in_language(self.language).to_owned()
    }

    fn digits(&self, cost: &Cost) -> u8 {
        self.before.company.digits_of(cost.unit)
    }

    fn pair(&self, cost: &Cost, sum: Minor) -> Pair {
        let digits = self.digits(cost);
        let [before, after] = [sum.before, sum.after].map(|sum| Number::decimal(sum, digits));
        Pair { before, after, digits }
    }

    /// What is compared, component by component, person by person, and the sum of it.
    pub fn text(&self, all: bool) -> String {
        let (file, plan, period) = (self.file, &self.replaced.plan, self.period());
        let heading = both!("{plan} as in `{file}` instead · {period}", "{plan}：改用 `{file}` · {period}");
        let mut out = format!("{}\n", style::strong(&self.say(&heading)));
        if let Some(days) = self.days() {
            out.push_str(&format!("{}\n", self.say(&days)));
        }
        for note in self.notes() {
            out.push_str(&format!("{}\n", self.say(&note)));
        }
        let is_paid = |cost: &&Cost| cost.unit.is_some() || !cost.components.is_empty();
        for cost in self.costs.all().filter(is_paid) {
            if cost.unit.is_some() {
                let unit = self.before.company.title_of(cost.unit);
                out.push_str(&format!("\n{}\n", style::strong(&self.say(&unit))));
            }
            out.push_str(&format!("\n{}\n{}\n", self.components(cost), self.people(cost, all)));
            out.push_str(&format!("{}\n", style::strong(&self.sentence(cost))));
        }
        out
    }

    fn period(&self) -> String {
        self.before.stretch.label(self.before.company.calendar)
    }

    /// What to know where the plan is not compared on the days that its file says.
    fn days(&self) -> Option<Text> {
        if self.replaced.as_written {
            return None;
        }
        let period = self.period();
        let (first, last) = (self.replaced.days.first, self.replaced.days.last);
        Some(both!(
            "by its `effective` it is not in force in {period}; it is computed as if it were in force from {first} to {last}",
            "按其 `effective`，它在 {period} 并未生效；此处按自 {first} 至 {last} 生效计算"
        ))
    }

    /// What the comparison does not show.
    fn notes(&self) -> Vec<Text> {
        let mut notes = Vec::new();
        if !self.beyond.components.is_empty() {
            let names = self.beyond.components.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let period = self.period();
            notes.push(both!(
                "what {names} pays in {period} leans on other periods, too (running totals, longer limits, what is owed or due): each side is computed as if its plan had always held, and only {period} is compared; name a longer `--period` to see the whole change",
                "{names} 在 {period} 的支付还与其他期间有关（累计、更长时段的限额、欠款或延期支付）：两边各按其方案一直有效计算，只比较 {period}；要看全部变化，请用 `--period` 指定更长的期间"
            ));
        }
        if self.seals_ignored {
            notes.push(both!(
                "closed periods are left aside: both sides are computed from the data as it is now, and may differ from what was paid",
                "不考虑已关闭的期间：两边都按现在的数据计算，可能与实际支付的不同"
            ));
        }
        notes.extend(self.nobody_has());
        let period = self.period();
        notes.extend(self.stand_ins().map(|one| one.sentence(&self.after, &period)));
        let sides = [(both!("before", "之前"), &self.before), (both!("after", "之后"), &self.after)];
        for (side, run) in sides {
            for gap in report::unmeasured(run, Some(&self.replaced.plan)) {
                notes.push(both!("{side}: {gap}", "{side}：{gap}"; side, gap));
            }
        }
        notes
    }

    /// Figures that the changed plan reads, that some have, and that its own numbers stand in for with the others.
    fn stand_ins(&self) -> impl Iterator<Item = StandIn<'_>> {
        let nobody_has =
            |one: &StandIn<'_>| self.lacking.iter().any(|(kind, name)| (*kind, name.as_str()) == (one.kind, one.name));
        let all = StandIn::all(&self.after, &self.replaced.plan);
        all.into_iter().filter(move |one| !nobody_has(one))
    }

    /// Which figures the changed plan reads that nobody has.
    fn nobody_has(&self) -> Option<Text> {
        let named = self.lacking.iter().map(|(kind, name)| {
            let kind = kind.title();
            both!("{kind} `{name}`", "{kind} `{name}`"; kind)
        });
        let named: Vec<Text> = named.collect();
        let join = |of: fn(&Text) -> &str, between: &str| named.iter().map(of).collect::<Vec<_>>().join(between);
        let names = Text { en: join(|text| &text.en, ", "), zh: join(|text| &text.zh, "、") };
        let period = self.period();
        (!named.is_empty()).then(|| {
            both!(
                "nobody has these figures for {period}, which the changed plan reads: {names}; what depends on them is computed as `missing` and `without_quota` say",
                "修改后的方案读取的这些数字，{period} 没有任何人有：{names}；依赖它们的部分按 `missing` 和 `without_quota` 所写的计算"; names
            )
        })
    }

    fn header(&self, first: Vec<String>) -> Vec<String> {
        let rest = [both!("before", "之前"), both!("after", "之后"), both!("difference", "差额")];
        first.into_iter().chain(rest.iter().map(|text| self.say(text))).collect()
    }

    fn row(&self, cost: &Cost, first: Vec<String>, sum: Minor) -> Vec<String> {
        let digits = self.digits(cost);
        let change = Number::decimal(sum.change(), digits);
        let sign = match sum.change() {
            0 => "",
            1.. => "▲ ",
            _ => "▼ ",
        };
        let figures = [
            amount::minor(sum.before, digits),
            amount::minor(sum.after, digits),
            format!("{sign}{}", amount::signed(&change, digits)),
        ];
        first.into_iter().chain(figures).collect()
    }

    fn components(&self, cost: &Cost) -> String {
        let mut rows: Vec<Vec<String>> =
            cost.components.iter().map(|part| self.row(cost, vec![self.say(&part.title)], part.sum)).collect();
        rows.push(self.row(cost, vec![self.say(&both!("total", "合计"))], cost.all));
        grid(self.header(vec![self.say(&both!("component", "组成部分"))]), &[Lean::Left], rows)
    }

    fn people(&self, cost: &Cost, all: bool) -> String {
        let people = cost.ranked(if all { usize::MAX } else { MOST_ROWS });
        let run = &self.before;
        let name = |index| run.participant(index).map_or_else(String::new, |one| one.name.to_string());
        let mut rows: Vec<Vec<String>> =
            people.iter().map(|(who, sum)| self.row(cost, vec![run.id(*who).to_owned(), name(*who)], *sum)).collect();
        let hidden = cost.people.len().saturating_sub(people.len());
        if hidden > 0 {
            let hidden = amount::grouped(&hidden.to_string());
            rows.push(vec![self.say(&both!(
                "… {hidden} more, whose pay changes less: `--detail`",
                "…… 另有 {hidden} 人变化较小：`--detail`"
            ))]);
        }
        let header = self.header(vec![self.say(&both!("id", "编号")), self.say(&both!("name", "姓名"))]);
        grid(header, &[Lean::Left, Lean::Left], rows)
    }

    /// `cost 812,400.00 -> 861,900.00 CNY (+49,500.00, +6.1 %)`.
    fn sum(&self, cost: &Cost) -> Text {
        let digits = self.digits(cost);
        let [before, after] = [cost.all.before, cost.all.after].map(|sum| amount::minor(sum, digits));
        let (unit, change) = (self.before.company.title_of(cost.unit), change(&self.pair(cost, cost.all)));
        both!("cost {before} -> {after} {unit} ({change})", "成本 {before} -> {after} {unit}（{change}）"; unit, change)
    }

    /// What it comes to, who gains, who loses, how many get nothing.
    fn sentence(&self, cost: &Cost) -> String {
        let sum = self.sum(cost);
        let [up, down, same] = cost.up_down_same();
        let [nothing, now_nothing] = cost.nothing();
        let count = cost.people.len();
        let people = if count == 1 { "person" } else { "people" };
        let text = both!(
            "{sum}; of {count} {people} {up} gain, {down} lose, {same} stay the same; {nothing} earned nothing before, {now_nothing} after.",
            "{sum}；{count} 人中 {up} 人增加，{down} 人减少，{same} 人不变；毫无所得者之前 {nothing} 人，之后 {now_nothing} 人。"; sum
        );
        self.say(&text)
    }

    /// Everybody's payout of money before and after, or that of those whose pay changes most.
    pub fn picture(&self) -> Picture {
        let cost = &self.costs.money;
        let people = cost.ranked(MOST_ROWS);
        let (plan, period) = (&self.replaced.plan, self.period());
        let title =
            both!("Payouts under {plan}, {period}: before and after", "{plan} 的应付金额，{period}：之前与之后");
        let (shown, all) = (people.len(), cost.people.len());
        let sum = self.sum(cost);
        let part = both!(
            "{sum}; here the {shown} of {all} people whose pay changes most",
            "{sum}；图中为 {all} 人中变化最大的 {shown} 人"; sum
        );
        let name = |who| self.before.participant(who).map(super::statement::name).unwrap_or_default();
        Picture {
            title: self.say(&title),
            subtitle: self.say(if shown < all { &part } else { &sum }),
            sentence: self.sentence(cost),
            payouts: people.into_iter().map(|(who, sum)| Payout { who: name(who), sum }).collect(),
            currency: self.before.currency().to_owned(),
            digits: self.before.digits(),
            language: self.language,
        }
    }

    /// The same for programs; always everybody.
    pub fn json(&self) -> Value {
        let units = self.costs.units.iter().map(|cost| {
            let mut value = Map::new();
            value.insert("unit".to_owned(), json!(self.before.company.name_of(cost.unit)));
            value.extend(self.cost_json(cost));
            value
        });
        let head = [
            ("plan", json!(self.replaced.plan)),
            ("file", json!(self.file)),
            ("period", json!(self.period())),
            ("currency", json!(self.before.currency())),
            ("from", json!(self.replaced.days.first.to_string())),
            ("to", json!(self.replaced.days.last.to_string())),
            ("as_written", json!(self.replaced.as_written)),
            ("beyond", json!(self.beyond.components)),
            ("seals_ignored", json!(self.seals_ignored)),
            ("lacking", self.lacking.iter().map(|(kind, name)| json!({ kind.word(): name })).collect()),
            ("stood_in", self.stand_ins().map(|one| one.json(&self.after)).collect()),
            ("unmeasured", json!({ "before": self.unmeasured(&self.before), "after": self.unmeasured(&self.after) })),
        ];
        let mut value: Map<String, Value> = head.map(|(key, value)| (key.to_owned(), value)).into_iter().collect();
        value.extend(self.cost_json(&self.costs.money));
        value.insert("units".to_owned(), units.collect());
        Value::Object(value)
    }

    /// What a run of the plan did not pay, because a figure is missing.
    fn unmeasured(&self, run: &Computed<'_>) -> Vec<Value> {
        let of_plan = |gap: &&Unmeasured| *gap.plan == *self.replaced.plan;
        run.outcome.report.unmeasured.iter().filter(of_plan).map(|gap| super::json::unmeasured(run, gap)).collect()
    }

    fn cost_json(&self, cost: &Cost) -> Map<String, Value> {
        let [up, down, same] = cost.up_down_same();
        let [nothing_before, nothing_after] = cost.nothing();
        let components = cost.components.iter().map(|part| {
            let mut value = pair(&self.pair(cost, part.sum));
            value.insert("component".to_owned(), json!(part.component));
            value
        });
        let participants = cost.people.iter().map(|(who, sum)| {
            let mut value = pair(&self.pair(cost, *sum));
            value.insert("participant".to_owned(), json!(self.before.id(*who)));
            value
        });
        let people = json!({
            "all": cost.people.len(), "up": up, "down": down, "same": same,
            "nothing_before": nothing_before, "nothing_after": nothing_after,
        });
        [
            ("cost", Value::Object(pair(&self.pair(cost, cost.all)))),
            ("people", people),
            ("components", components.collect()),
            ("participants", participants.collect()),
        ]
        .map(|(key, value)| (key.to_owned(), value))
        .into_iter()
        .collect()
    }
}
