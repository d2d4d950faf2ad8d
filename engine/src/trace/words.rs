//! Traces in words: what a fact is, and how it came about, in both languages.

use attain_rules::both;
use attain_rules::plan::Months;
use attain_rules::rounding::{Rule, Step};
use attain_rules::text::Text;

use super::{FactId, How, Role, Withheld};
use crate::seal::Happened;

/// What a fact is: `rate of row 2`.
#[must_use]
pub fn role(role: &Role) -> Text {
    match role {
        Role::Column { transaction, column } => {
            both!("`{column}` of transaction {transaction}", "交易 {transaction} 的 `{column}`")
        }
        Role::Worth { transaction } => both!("what transaction {transaction} is worth", "交易 {transaction} 的计量值"),
        Role::Original { transaction } => {
            both!("what transaction {transaction} gave", "交易 {transaction} 所给的")
        }
        Role::Share { transaction } => both!("share of transaction {transaction}", "交易 {transaction} 的份额"),
        Role::OtherShare { transaction } => {
            both!("others' share of transaction {transaction}", "交易 {transaction} 中他人的份额")
        }
        Role::OtherLine { line } => both!("line `{line}`", "收入行 `{line}`"),
        Role::OtherPay { line } => both!("line `{line}` before limits", "收入行 `{line}` 的限额前金额"),
        Role::OtherCarried { line } => both!("carried by line `{line}`", "收入行 `{line}` 的结转变动"),
        Role::Credit { transaction, date, measure, below: Some(below) } => both!(
            "credit from transaction {transaction} of {below} to `{measure}` on {date}",
            "{below} 的交易 {transaction} 于 {date} 在 `{measure}` 上的归属"
        ),
        Role::Credit { transaction, date, measure, below: None } => both!(
            "credit from transaction {transaction} to `{measure}` on {date}",
            "交易 {transaction} 于 {date} 在 `{measure}` 上的归属"
        ),
        Role::Measure { measure, window } => both!("`{measure}`, {window}", "`{measure}`，{window}"),
        Role::QuotaPart { measure, period } => {
            let months = period.months();
            both!("quota of `{measure}` for {months}", "`{measure}` 在 {months} 的目标")
        }
        Role::Quota { measure, window } => both!("quota of `{measure}`, {window}", "`{measure}` 的目标，{window}"),
        Role::Attainment { measure, window } => {
            both!("attainment of `{measure}`, {window}", "`{measure}` 的达成率，{window}")
        }
        Role::Attribute { name } => Text::same(format!("`{name}`")),
        Role::Earned { component, window } => {
            both!("earned from `{component}`, {window}", "`{component}` 的应得，{window}")
        }
        Role::RowLimit { row } => both!("start of row {row}", "第 {row} 行的起点"),
        Role::Rate { row } => both!("rate of row {row}", "第 {row} 行的费率"),
        Role::RowAmount { row } => both!("amount of row {row}", "第 {row} 行的金额"),
        Role::Fee { row } => both!("entry fee of row {row}", "第 {row} 行的入门费"),
        Role::SliceIndex { row } => both!("index inside row {row}", "落在第 {row} 行的索引"),
        Role::SliceBase { row } => both!("base inside row {row}", "落在第 {row} 行的基数"),
        Role::SlicePay { row } => both!("pay of row {row}", "第 {row} 行所付"),
        Role::Each { key } => both!("pay of `{key}`", "`{key}` 所付"),
        Role::Member { participant } => both!("of {participant}", "{participant} 的值"),
        Role::Group { value } => Text::same(format!("`{value}`")),
        Role::Key { participant } => both!("what {participant} goes in with", "{participant} 的参与值"),
        Role::Adjustment { id, reason, approved_by } => both!(
            "adjustment {id}: {reason} (approved by {approved_by})",
            "调整 {id}：{reason}（批准人 {approved_by}）"
        ),
        Role::DayTotal { date } => both!("of {date}", "{date} 的合计"),
        Role::DueShare { row } => both!("share of part {row}", "第 {row} 部分的份额"),
        Role::DuePart { row } => both!("part {row}", "第 {row} 部分"),
        Role::MonthsUntilDue { row } => both!("months until part {row} is due", "至第 {row} 部分到期的月数"),
        Role::BackShare { row } => both!("share of part {row} that is taken back", "第 {row} 部分追回的份额"),
        Role::BackPart { row } => both!("taken back of part {row}", "第 {row} 部分追回"),
        Role::KeptShare { row } => both!("share of part {row} that is kept", "第 {row} 部分保留的份额"),
        Role::Kept { row } => both!("kept of part {row}", "第 {row} 部分保留"),
        Role::Forfeited { row } => both!("forfeited of part {row}", "第 {row} 部分作废"),
        Role::Sealed { line } => both!("line `{line}` as sealed", "封存的收入行 `{line}`"),
        Role::Recomputed { line } => both!("line `{line}` as computed now", "重新计算的收入行 `{line}`"),
        Role::Changed { happened, table, row } => changed(*happened, table, row),
        Role::Prize { place } => both!("prize of place {place}", "第 {place} 名的奖励"),
        Role::Rounded { step } => {
            let step = step_name(*step);
            both!("rounded {step}", "舍入后的{step}"; step)
        }
        plain => plain_role(plain),
    }
}

fn changed(happened: Happened, table: &str, row: &str) -> Text {
    // A transaction is named by its table's name too, which is mostly the same word.
    let row = row.strip_prefix(table).and_then(|row| row.strip_prefix(' ')).unwrap_or(row);
    let table = table_name(table);
    match happened {
        Happened::Came => both!("new in {table}: {row}", "{table}新增：{row}"; table),
        Happened::Went => both!("no longer in {table}: {row}", "{table}中已没有：{row}"; table),
        Happened::Changed => both!("changed in {table}: {row}", "{table}有改动：{row}"; table),
    }
}

/// A table of the data, or the files of the company, as people call them.
fn table_name(table: &str) -> Text {
    let zh = match table {
        "files" => "文件",
        "participants" => "人员",
        "assignments" => "任职",
        "quotas" => "目标",
        "metrics" => "外部指标",
        "splits" => "分配",
        "adjustments" => "手工调整",
        "transactions" => "交易",
        other => other,
    };
    Text { en: table.to_owned(), zh: zh.to_owned() }
}

fn plain_role(role: &Role) -> Text {
    let (en, zh) = match role {
        Role::Period => ("period", "期间"),
        Role::FirstDay => ("first day of the period", "本期首日"),
        Role::LastDay => ("last day of the period", "本期末日"),
        Role::Target => ("target amount", "目标金额"),
        Role::Gate => ("gate", "门槛"),
        Role::Base => ("base", "基数"),
        Role::BaseLimit => ("limit of the base", "基数的界限"),
        Role::Index => ("index", "索引"),
        Role::Origin => ("origin of the slices", "切分起点"),
        Role::Interpolated => ("value on the curve", "曲线上的值"),
        Role::Pay => ("pay before factors", "系数前金额"),
        Role::Factor => ("factor", "系数"),
        Role::AfterFactors => ("after factors", "系数后金额"),
        Role::Floor => ("floor", "下限"),
        Role::Cap => ("cap", "上限"),
        Role::Earlier => ("earlier lines of the same stretch", "同一区间前几期已给的"),
        Role::BeforeChange => {
            ("what this version would have given before it came into force", "本版本在生效前本应给的")
        }
        Role::SinceChange => ("what this version gives since it came into force", "本版本自生效起给的"),
        Role::AfterChange => ("with what the versions before it gave", "加上此前版本已给的"),
        Role::AfterLimit => ("after the limit", "限额后金额"),
        Role::Others => ("of all others", "其他人合计"),
        Role::Fund => ("sum to be shared", "待分配总额"),
        Role::Reserve => ("held back", "留存"),
        Role::PoolShare => ("share of the pool", "奖金池份额"),
        Role::CarriedBefore => ("carried before", "此前结转"),
        Role::Carried => ("carried on after", "此后结转"),
        Role::Received => ("received of what caps of the pool cut", "得到：奖金池上限削去的"),
        Role::Place => ("place", "名次"),
        Role::Won => ("prize", "奖励"),
        Role::DueIf => ("condition when due", "到期条件"),
        Role::LeftOn => ("last day of work", "最后工作日"),
        Role::LeftBecause => ("reason to leave", "离职原因"),
        Role::LeaverRule => ("rule for that reason", "该原因的规则"),
        Role::EarnedUntil => ("earned until", "应得截至"),
        Role::Served => ("months served since", "此后在职月数"),
        Role::PaidUntil => ("paid by", "付款截至"),
        Role::BackWithin => ("months within which it is taken back", "可追回的月数"),
        Role::TakenBack => ("taken back", "追回"),
        Role::StillToCome => ("due later", "以后到期"),
        Role::Released => ("falls due", "本期到期"),
        Role::Units => ("how many", "数量"),
        Role::UnitValue => ("value of one", "单位价值"),
        Role::TaxableValue => ("taxable value", "应税价值"),
        Role::Moved => ("deferred and released", "递延与释放"),
        Role::Earnings => ("pay before the draw", "预支前收入"),
        Role::DrawAmount => ("drawn up to", "预支补足到"),
        Role::OwedBefore => ("owed before", "此前欠款"),
        Role::OwedLimit => ("most that may be owed", "欠款上限"),
        Role::Drawn => ("drawn", "预支"),
        Role::RecoverIf => ("recovered in this period", "本期收回"),
        Role::Keep => ("pay that is kept", "保留收入"),
        Role::RecoveryShare => ("share that goes to recovery", "收回比例"),
        Role::Recovered => ("recovered", "收回"),
        Role::Owed => ("owed after", "此后欠款"),
        Role::Reach => ("what has to be reached", "须达到的数"),
        Role::ReachedOn => ("reached on", "达到日"),
        Role::Budget => ("budget", "预算"),
        Role::MoreChanges => ("further changes", "更多改变"),
        Role::Now => ("computed now", "重新计算"),
        Role::Posted => ("posted before", "此前已记"),
        Role::WithHand => ("with what was paid by hand", "计入手工支付"),
        Role::Guarantee => ("guaranteed amount", "保底金额"),
        Role::Line => ("amount of the line", "收入行金额"),
        _ => ("step of the work", "计算步骤"),
    };
    Text { en: en.to_owned(), zh: zh.to_owned() }
}

/// The sum of a pool less what is held back of it.
#[must_use]
pub fn net_fund() -> Text {
    both!("to be shared after the reserve", "留存后待分配")
}

fn step_name(step: Step) -> Text {
    let (en, zh) = match step {
        Step::Credit => ("credit", "归属"),
        Step::Quotient => ("attainment", "达成率"),
        Step::SliceBase => ("base of a row", "行内基数"),
        Step::SlicePay => ("pay of a row", "行内所付"),
        Step::Factor => ("factor", "系数"),
        Step::Each => ("pay of one", "单笔所付"),
        Step::Fund => ("sum to be shared", "待分配总额"),
        Step::Line => ("amount", "金额"),
    };
    Text { en: en.to_owned(), zh: zh.to_owned() }
}

/// A rounding rule for people.
#[must_use]
pub fn rule(rule: Rule) -> Text {
    let (en, zh) = match rule {
        Rule::HalfUp => ("half up", "四舍五入"),
        Rule::HalfEven => ("half to even", "四舍六入五成双"),
        Rule::Up => ("up", "向上舍入"),
        Rule::Down => ("towards zero", "向零舍去"),
        Rule::Floor => ("down", "向下舍入"),
    };
    Text { en: en.to_owned(), zh: zh.to_owned() }
}

/// How a fact came about, as a short expression: `3,500,000.00 × 1%`. The caller says how each fact is shown: as its
/// number, or by a name. Longer lists than [`MOST_TERMS`] are only counted.
#[must_use]
pub fn how(how: &How, show: &dyn Fn(FactId) -> String) -> Text {
    match how {
        How::Given { text } => both!("given as `{text}`", "给定 `{text}`"),
        How::Formula { text, inputs } => formula(text, inputs.iter().map(|(name, fact)| (name.as_ref(), show(*fact)))),
        How::Sum(facts) => joined(facts, &added, show).unwrap_or_else(sum_of),
        How::Product(facts) => joined(facts, &|terms| terms.join(" × "), show)
            .unwrap_or_else(|count| both!("product of {count} values", "{count} 个值之积")),
        How::Count(facts) => {
            let count = facts.len();
            both!("how many: {count}", "个数：{count}")
        }
        How::Average(facts) => {
            let (count, sum) = (facts.len(), bracketed(facts, show));
            both!("{sum} ÷ {count}", "{sum} ÷ {count}"; sum)
        }
        How::Least(facts) => list(&both!("smallest of", "最小值："), facts, show),
        How::Greatest(facts) => list(&both!("largest of", "最大值："), facts, show),
        How::Distinct(facts) => list(&both!("how many different among", "不同值个数："), facts, show),
        How::Last(facts) => list(&both!("last of", "最后一个："), facts, show),
        How::Difference(from, less) => Text::same(less_by(&show(*from), &show(*less))),
        How::Quotient(above, below) => Text::same(format!("{} ÷ {}", show(*above), show(*below))),
        How::Overlap { origin, index, low, high } => overlap([*origin, *index], [*low, *high], show),
        How::Line { index, x0, y0, x1, y1 } => {
            let [index, x0, y0, x1, y1] = [index, x0, y0, x1, y1].map(|fact| show(*fact));
            both!(
                "at {index} on the straight line from ({x0}, {y0}) to ({x1}, {y1})",
                "在 ({x0}, {y0}) 到 ({x1}, {y1}) 的直线上取 {index}"
            )
        }
        How::Rounding { of, rule: by, unit } => {
            let (of, unit, by) = (show(*of), show(*unit), rule(*by));
            both!("{of} rounded {by} to {unit}", "{of} {by}到 {unit}"; by)
        }
        How::Allocation { sum, keys, own, .. } => {
            let key = keys.get(*own as usize).map(|key| show(*key)).unwrap_or_default();
            let (sum, count) = (show(*sum), keys.len());
            both!(
                "{sum} shared among {count} in proportion to their keys, own key {key}",
                "{sum} 按份额键在 {count} 人之间分配，本人的份额键为 {key}"
            )
        }
        How::Tranche { sum, shares, own, .. } => {
            let share = shares.get(*own as usize).map(|share| show(*share)).unwrap_or_default();
            let (sum, count, number) = (show(*sum), shares.len(), own.saturating_add(1));
            both!("part {number} of {count}: {share} of {sum}", "{count} 份中的第 {number} 份：{sum} 的 {share}")
        }
        How::Months { from, until, months } => months_between(*months, &show(*from), &show(*until)),
        How::Place { scores, own, .. } | How::Prize { scores, own, .. } => {
            let own = scores.first().and_then(|scores| scores.get(*own as usize)).map(|score| show(*score));
            let (own, count) = (own.unwrap_or_default(), scores.first().map_or(0, Vec::len));
            both!("with {own} among {count}", "{count} 人中以 {own} 参评")
        }
        How::Reached { days, reach } => {
            let (reach, count) = (show(*reach), days.len());
            both!("at {reach} or above since, by the totals of {count} days", "按 {count} 天的合计，自此不低于 {reach}")
        }
        How::Budget { amounts, budget, own, .. } => {
            let amount = amounts.get(*own as usize).map(|amount| show(*amount)).unwrap_or_default();
            let (budget, count) = (show(*budget), amounts.len());
            both!("{amount} out of {budget} for {count}", "{count} 人共 {budget}，其中 {amount}")
        }
        How::Same(fact) => Text::same(show(*fact)),
        How::Closed(fact) => {
            let condition = show(*fact);
            both!("nothing, because {condition} does not hold", "{condition} 不成立，不付")
        }
        How::Withheld(what) => withheld(what, show),
    }
}

fn withheld(what: &Withheld, show: &dyn Fn(FactId) -> String) -> Text {
    match what {
        Withheld::Total { others } => {
            both!("sum of {others} others, each withheld", "其他 {others} 人之和，不逐一列出")
        }
        Withheld::Share { sum, key, others, .. } => {
            let [sum, key, others] = [sum, key, others].map(|fact| show(*fact));
            both!(
                "{sum} shared in proportion to keys, own key {key} beside {others} of all others",
                "{sum} 按份额键分配，本人的份额键为 {key}，其他人合计 {others}"
            )
        }
        Withheld::Place { others, .. } => both!("among {others} others", "与其他 {others} 名参赛者相比"),
        Withheld::Prize { place, .. } => {
            let place = show(*place);
            both!("prize of place {place}", "第 {place} 名的奖励")
        }
        Withheld::Budget { amount, others, budget, .. } => {
            let [amount, others, budget] = [amount, others, budget].map(|fact| show(*fact));
            both!(
                "{amount} out of {budget}, beside {others} of all others",
                "{budget} 中的 {amount}，其他人合计 {others}"
            )
        }
    }
}

fn months_between(months: Months, from: &str, until: &str) -> Text {
    match months {
        Months::Completed => both!("completed from {from} to {until}", "{from} 至 {until} 的满月数"),
        Months::Begun => both!("begun from {from} to {until}", "{from} 至 {until} 已开始的月数"),
    }
}

/// Longest list that is written out.
pub const MOST_TERMS: usize = 6;

fn formula<'a>(text: &str, inputs: impl Iterator<Item = (&'a str, String)>) -> Text {
    let inputs: Vec<String> = inputs.map(|(name, value)| format!("{name} = {value}")).collect();
    if inputs.is_empty() {
        return Text::same(text);
    }
    let inputs = Text { en: inputs.join(", "), zh: inputs.join("，") };
    both!("{text}, with {inputs}", "{text}，其中 {inputs}"; inputs)
}

fn overlap([origin, index]: [FactId; 2], [low, high]: [Option<FactId>; 2], show: &dyn Fn(FactId) -> String) -> Text {
    let (origin, index) = (show(origin), show(index));
    match (low.map(show), high.map(show)) {
        (None, None) => both!("from {origin} to {index}", "从 {origin} 到 {index}"),
        (Some(low), None) => {
            both!("part of {origin} to {index} above {low}", "{origin} 到 {index} 中高于 {low} 的部分")
        }
        (None, Some(high)) => {
            both!("part of {origin} to {index} below {high}", "{origin} 到 {index} 中低于 {high} 的部分")
        }
        (Some(low), Some(high)) => both!(
            "part of {origin} to {index} between {low} and {high}",
            "{origin} 到 {index} 中介于 {low} 与 {high} 之间的部分"
        ),
    }
}

/// The facts joined, or how many they are when they are too many or none.
fn joined(facts: &[FactId], by: &dyn Fn(&[String]) -> String, show: &dyn Fn(FactId) -> String) -> Result<Text, usize> {
    if facts.is_empty() || facts.len() > MOST_TERMS {
        return Err(facts.len());
    }
    let terms: Vec<String> = facts.iter().map(|fact| show(*fact)).collect();
    Ok(Text::same(by(&terms)))
}

/// Terms added up: `500.00 + 300.00 − 200.00`.
#[must_use]
pub fn added(terms: &[String]) -> String {
    let mut out = String::new();
    for term in terms {
        match term.strip_prefix('-') {
            _ if out.is_empty() => out.push_str(term),
            Some(term) => out.push_str(&format!(" − {term}")),
            None => out.push_str(&format!(" + {term}")),
        }
    }
    out
}

/// One taken off the other: `500.00 − 200.00`.
#[must_use]
pub fn less_by(from: &str, less: &str) -> String {
    match less.strip_prefix('-') {
        Some(less) => format!("{from} + {less}"),
        None => format!("{from} − {less}"),
    }
}

fn bracketed(facts: &[FactId], show: &dyn Fn(FactId) -> String) -> Text {
    match joined(facts, &added, show) {
        Ok(terms) => both!("({terms})", "({terms})"; terms),
        Err(count) => sum_of(count),
    }
}

fn sum_of(count: usize) -> Text {
    match count {
        0 => both!("nothing to add up", "没有可加总的值"),
        _ => both!("sum of {count} values", "{count} 个值之和"),
    }
}

fn list(before: &Text, facts: &[FactId], show: &dyn Fn(FactId) -> String) -> Text {
    let values =
        joined(facts, &|terms| terms.join(", "), show).unwrap_or_else(|count| both!("{count} values", "{count} 个值"));
    Text { en: format!("{} {}", before.en, values.en), zh: format!("{}{}", before.zh, values.zh) }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use proptest::prelude::*;

    fn number(fact: FactId) -> String {
        format!("#{}", fact.0)
    }

    #[test]
    fn short_expressions_say_how() {
        let all = |count: u32| (1..=count).map(FactId).collect::<Vec<_>>();
        for (given, en, zh) in [
            (How::Sum(all(3)), "#1 + #2 + #3", "#1 + #2 + #3"),
            (How::Sum(all(7)), "sum of 7 values", "7 个值之和"),
            (How::Sum(all(0)), "nothing to add up", "没有可加总的值"),
            (How::Product(all(2)), "#1 × #2", "#1 × #2"),
            (How::Average(all(2)), "(#1 + #2) ÷ 2", "(#1 + #2) ÷ 2"),
            (How::Greatest(all(2)), "largest of #1, #2", "最大值：#1, #2"),
            (How::Closed(FactId(4)), "nothing, because #4 does not hold", "#4 不成立，不付"),
            (
                How::Formula { text: "a * 2".into(), inputs: vec![("a".into(), FactId(5))] },
                "a * 2, with a = #5",
                "a * 2，其中 a = #5",
            ),
            (
                How::Overlap { origin: FactId(1), index: FactId(2), low: Some(FactId(3)), high: None },
                "part of #1 to #2 above #3",
                "#1 到 #2 中高于 #3 的部分",
            ),
            (
                How::Rounding { of: FactId(1), rule: Rule::HalfUp, unit: FactId(2) },
                "#1 rounded half up to #2",
                "#1 四舍五入到 #2",
            ),
        ] {
            assert_eq!(how(&given, &number), Text { en: en.into(), zh: zh.into() });
        }
    }

    proptest! {
        #[test]
        fn everything_has_words_in_both_languages((_, trace) in samples::any_line()) {
            for fact in &trace.facts {
                for text in [role(&fact.role), how(&fact.how, &number)] {
                    let formula_alone = matches!(&fact.how, How::Formula { text, .. } if text.is_empty());
                    prop_assert!(formula_alone || (!text.en.is_empty() && !text.zh.is_empty()), "{:?}", fact);
                }
            }
        }
    }
}
