//! What a leave says about parts that are still to come, or were paid, as rows of a statement.

use attain_engine::trace::{Fact, How, Role, words};
use attain_rules::both;
use attain_rules::number::Number;
use attain_rules::plan::{BackRule, LeaverRule, Months};
use attain_rules::text::Text;

use super::super::amount;
use super::Shown;

/// What stands in a row: its label, and the text of a value that is not shown as it is; `None` for what a row needs not say.
pub(super) fn told(shown: Shown<'_>, fact: &Fact) -> Option<(Text, Option<Text>)> {
    let of_quotient = |fact: &Fact| {
        let shares = fact.how.references().into_iter().filter_map(|id| shown.fact(id));
        shares.into_iter().any(|share| matches!(share.how, How::Quotient(..)))
    };
    let is_told = match fact.role {
        Role::LeftOn | Role::LeftBecause | Role::LeaverRule | Role::Served | Role::Forfeited { .. } => true,
        // All of a part or nothing by the rule needs no share.
        Role::KeptShare { .. } => matches!(fact.how, How::Quotient(..)),
        Role::PaidUntil | Role::BackShare { .. } | Role::BackPart { .. } => true,
        Role::Kept { .. } => of_quotient(fact),
        _ => false,
    };
    let value = (fact.role == Role::LeaverRule).then(|| rule(fact));
    is_told.then(|| (words::role(&fact.role), value))
}

/// What a rule means.
fn rule(fact: &Fact) -> Text {
    let word = fact.value.to_exact_text();
    if let Ok(share) = Number::parse(&word) {
        let share = amount::percent(&share);
        return both!("{share} of what was paid is taken back", "追回已付金额的 {share}");
    }
    if word == BackRule::BY_AGE {
        return both!("taken back by the completed months since the payment", "按付款后经过的满月数追回");
    }
    if let Some(back) = BackRule::WORDS.into_iter().find(|rule| rule.word() == Some(word.as_str())) {
        return match back {
            BackRule::All => both!("what was paid is taken back", "追回已付金额"),
            BackRule::NotServed(Months::Completed) => {
                both!("taken back for what was not served, by completed months", "按未服务的时间追回，以满月计")
            }
            BackRule::NotServed(Months::Begun) => {
                both!("taken back for what was not served, by months begun", "按未服务的时间追回，以已开始的月份计")
            }
            BackRule::Nothing | BackRule::Share(_) | BackRule::ByAge(_) => Text::same(word),
        };
    }
    match LeaverRule::ALL.into_iter().find(|rule| rule.word() == word) {
        Some(LeaverRule::Forfeit) => both!("what is still to come is lost", "未到期部分作废"),
        Some(LeaverRule::ProRata(Months::Completed)) => both!("in proportion, by completed months", "按满月比例支付"),
        Some(LeaverRule::ProRata(Months::Begun)) => both!("in proportion, by months begun", "按已开始的月份比例支付"),
        Some(LeaverRule::Accelerate) => both!("what is still to come is paid at once", "未到期部分立即支付"),
        Some(LeaverRule::Keep) | None => Text::same(word),
    }
}
