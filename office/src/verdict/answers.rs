//! [`compare_answers`]: do the answers to an example's questions agree with what it expects?

use attain_engine::asked::{Answer, NoAnswer, Question};
use attain_engine::outcome::MissingFigure;
use attain_engine::value::Value;
use attain_rules::both;
use attain_rules::example;
use attain_rules::text::Text;

use super::parting::Parting;
use super::{Got, Parted, Shown, agrees};
use crate::view::computed::Computed;

impl Shown {
    /// A value as the expected one is written.
    pub(super) fn like(value: &Value, expected: &example::Answer) -> Self {
        match (value, expected) {
            (Value::Empty, _) => Self::Nothing,
            (Value::Number(number), example::Answer::Number(written)) => Self::as_written(number, written),
            (Value::Number(number), _) => Self::exact(number),
            (Value::Text(text), _) => Self::Text(text.to_string()),
            (Value::YesNo(yes), _) => Self::YesNo(*yes),
            (Value::Date(date), _) => Self::Date(*date),
        }
    }

    pub(super) fn expected(answer: &example::Answer) -> Self {
        match answer {
            example::Answer::Number(written) => Self::as_written(&written.number, written),
            example::Answer::Text(text) => Self::Text(text.clone()),
            example::Answer::YesNo(yes) => Self::YesNo(*yes),
            example::Answer::Date(date) => Self::Date(*date),
            example::Answer::Nothing => Self::Nothing,
        }
    }
}

/// An answer with the name of the turn at which it was given.
pub(super) type Answered<'a> = (&'a String, (&'a Question, &'a Answer));

/// Does the formula give what is expected, wherever it is asked?
pub(super) fn compare_answers(
    run: &Computed<'_>,
    answered: &[Answered<'_>],
    expected: &example::Answer,
) -> Option<Parted> {
    let read = answered.iter().map(|(_, (question, _))| Parting::of_question(run, question));
    let parting = read.max_by_key(|read| read.order).unwrap_or_default();
    let mismatch = |got, place| Some(Parted::new(parting, Shown::expected(expected), got).at(place));
    let mut values: Vec<(&String, &Value, &str)> = Vec::new();
    for (turn, (_, answer)) in answered {
        match &answer.value {
            Err(none) => return mismatch(Got::None(why(run, none)), String::new()),
            Ok(value) if values.iter().any(|(_, known, _)| *known == value) => {}
            Ok(value) => values.push((turn, value, &answer.place)),
        }
    }
    match values.as_slice() {
        [] => mismatch(Got::Nothing, String::new()),
        [(_, value, place)] if !is_answer(value, expected) => {
            mismatch(Got::Figure(Shown::like(value, expected)), (*place).to_owned())
        }
        [_] => None,
        several => {
            let shown = several.iter().map(|(turn, value, _)| ((*turn).clone(), Shown::like(value, expected)));
            mismatch(Got::Several(shown.collect()), String::new())
        }
    }
}

pub(super) fn is_answer(value: &Value, expected: &example::Answer) -> bool {
    match (value, expected) {
        (Value::Number(got), example::Answer::Number(written)) => agrees(got, written),
        (Value::Text(got), example::Answer::Text(text)) => **got == **text,
        (Value::YesNo(got), example::Answer::YesNo(yes)) => got == yes,
        (Value::Date(got), example::Answer::Date(date)) => got == date,
        (Value::Empty, example::Answer::Nothing) => true,
        _ => false,
    }
}

/// Why there is no answer.
fn why(run: &Computed<'_>, none: &NoAnswer) -> Text {
    match none {
        NoAnswer::NoGroup => both!("there is no group for this participant", "此人不在任何小组中"),
        NoAnswer::NotOnPlan => both!("the plan does not hold then", "方案那时不适用"),
        NoAnswer::Unmeasured(measure, MissingFigure::Quota) => {
            both!("there is no quota of `{measure}`", "没有 `{measure}` 的目标")
        }
        NoAnswer::Unmeasured(measure, MissingFigure::ZeroQuota) => {
            both!("the quota of `{measure}` is 0", "`{measure}` 的目标是 0")
        }
        NoAnswer::Unmeasured(measure, MissingFigure::Metric) => {
            both!("there is no value of `{measure}`", "没有 `{measure}` 的值")
        }
        NoAnswer::Unmeasured(measure, MissingFigure::Zero) => {
            both!("`{measure}`, of which less is better, is 0", "越少越好的 `{measure}` 为 0")
        }
        NoAnswer::Failed(failure) => failure.diagnostic(run.company, run.inputs).message,
    }
}
