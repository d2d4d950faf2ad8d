//! Words of the language and what they mean.

use crate::both;
use crate::company::BrokenRows;
use crate::diagnostics::t;
use crate::formula::expression::{Type, Unit};
use crate::nearest::nearest;
use crate::period::PeriodLength;
use crate::plan::{
    AsOf, Cut, Direction, Leftover, MeasureUnit, Mode, Outside, OverCap, PrizeTo, Reversals, Ties, Vacant,
};
use crate::source::Span;
use crate::text::Language;
use crate::weeks::{WeekPattern, Weekday, YearBegins};
use crate::yaml::Node;

use super::reader::Reader;

/// Words with their meanings.
pub(super) type Words<T> = [(&'static str, T)];

pub(super) const PAYS: &Words<PeriodLength> = &[
    ("monthly", PeriodLength::Month),
    ("quarterly", PeriodLength::Quarter),
    ("half_yearly", PeriodLength::Half),
    ("yearly", PeriodLength::Year),
];

pub(super) const LENGTHS: &Words<PeriodLength> = &[
    ("month", PeriodLength::Month),
    ("quarter", PeriodLength::Quarter),
    ("half", PeriodLength::Half),
    ("year", PeriodLength::Year),
];

pub(super) const WEEK_PATTERNS: &Words<WeekPattern> =
    &[("4-4-5", WeekPattern::FourFourFive), ("4-5-4", WeekPattern::FourFiveFour), ("5-4-4", WeekPattern::FiveFourFour)];

pub(super) const WEEKDAYS: &Words<Weekday> = &[
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

pub(super) const YEAR_BEGINS: &Words<YearBegins> = &[
    ("nearest", YearBegins::Nearest),
    ("on_or_before", YearBegins::OnOrBefore),
    ("on_or_after", YearBegins::OnOrAfter),
];

pub(super) const MEASURE_UNITS: &Words<MeasureUnit> = &[
    ("money", MeasureUnit::Money),
    ("count", MeasureUnit::Count),
    ("percent", MeasureUnit::Percent),
    ("number", MeasureUnit::Number),
    ("points", MeasureUnit::Points),
];

/// The type of columns whose numbers are percentages.
pub(super) const PERCENT: &str = "percent";

/// Types of columns.
pub(super) const COLUMN_TYPES: &Words<Type> = &[
    ("text", Type::Text),
    ("money", Type::Number(Unit::Money)),
    ("number", Type::Number(Unit::Ratio)),
    (PERCENT, Type::Number(Unit::Ratio)),
    ("count", Type::Number(Unit::Count)),
    ("points", Type::Number(Unit::Points)),
    ("date", Type::Date),
    ("yes_no", Type::YesNo),
];

pub(super) const DIRECTIONS: &Words<Direction> = &[("higher", Direction::Higher), ("lower", Direction::Lower)];

pub(super) const MODES: &Words<Mode> = &[
    ("marginal", Mode::Marginal),
    ("retroactive", Mode::Retroactive),
    ("step_adding", Mode::StepAdding),
    ("step_replacing", Mode::StepReplacing),
];

pub(super) const AS_OF: &Words<AsOf> = &[("window", AsOf::Window), ("before", AsOf::Before), ("after", AsOf::After)];

pub(super) const REVERSALS: &Words<Reversals> = &[
    ("recalculated", Reversals::Recalculated),
    ("rate", Reversals::Rate),
    ("calculated", Reversals::Calculated),
    ("paid", Reversals::Paid),
];

pub(super) const OUTSIDE: &Words<Outside> =
    &[("nearest", Outside::Nearest), ("zero", Outside::Zero), ("error", Outside::Error)];

pub(super) const VACANT: &Words<Vacant> =
    &[("nobody", Vacant::Nobody), ("above", Vacant::Above), ("acting", Vacant::Acting)];

pub(super) const OVER_CAP: &Words<OverCap> =
    &[(Cut::Lost.word(), OverCap::Lost), (Cut::Shared.word(), OverCap::Shared), ("carried", OverCap::Carried)];

pub(super) const LEFTOVERS: &Words<Leftover> =
    &[(Leftover::Shared.word(), Leftover::Shared), (Leftover::Unassigned.word(), Leftover::Unassigned)];

pub(super) const TIES: &Words<Ties> =
    &[(Ties::Share.word(), Ties::Share), (Ties::Each.word(), Ties::Each), (Ties::LowerId.word(), Ties::LowerId)];

pub(super) const PRIZE_TO: &Words<PrizeTo> = &[("each", PrizeTo::Each), ("shared", PrizeTo::Shared)];

pub(super) const BROKEN_ROWS: &Words<BrokenRows> =
    &[("refuse", BrokenRows::Refuse), ("set_aside", BrokenRows::SetAside)];

pub(super) const LANGUAGES: &Words<Language> = &[("en", Language::English), ("zh", Language::Chinese)];

pub(super) const YES_NO: &Words<bool> = &[("yes", true), ("no", false)];

/// The word of a period's length as plans use it under `pays`.
pub(super) fn pays_word(length: PeriodLength) -> &'static str {
    PAYS.iter().find(|(_, known)| *known == length).map_or("", |(word, _)| word)
}

/// The word for a type of columns.
pub(super) fn type_word(kind: Type) -> &'static str {
    COLUMN_TYPES.iter().find(|(_, known)| *known == kind).map_or("number", |(word, _)| word)
}

impl Reader<'_> {
    /// The node as one of `words`.
    pub(super) fn word<T: Clone>(&mut self, node: &Node, words: &Words<T>) -> Option<T> {
        let scalar = self.scalar(node, &both!("a word", "一个词"))?;
        self.word_of(&scalar.text, scalar.span, words)
    }

    /// As [`Reader::word`], of a text at `span`.
    pub(super) fn word_of<T: Clone>(&mut self, text: &str, span: Span, words: &Words<T>) -> Option<T> {
        let meaning = |wanted: &str| words.iter().find(|(word, _)| *word == wanted).map(|(_, meaning)| meaning.clone());
        meaning(text).or_else(|| {
            let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            // Reading goes on with what was probably meant, so that one slip is one finding.
            self.unknown_word(text, span, &names).and_then(meaning)
        })
    }

    /// Says that `text` is none of `words`; gives the one that was probably meant.
    pub(super) fn unknown_word<'w>(&mut self, text: &str, span: Span, words: &[&'w str]) -> Option<&'w str> {
        let list = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let near = nearest(text, words.iter().copied());
        self.report(t::t003::unknown_word(span, text, &list, near));
        near
    }
}
