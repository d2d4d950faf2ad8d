//! [`Figure`]: numbers on the way to a line, by the words that name them.

use super::ComponentName;
use super::traced::{TRACED, Which, Word};
use crate::both;
use crate::date::Date;
use crate::nearest::nearest;
use crate::rounding::Step;
use crate::text::Text;

/// Numbers on the way to a line that are named by words: those of one component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// `base of C`.
    Base,
    /// `index of C`.
    Index,
    /// `rate N of C`.
    Rate(u32),
    /// `rate of C`: the one that the whole base was paid at.
    OneRate,
    /// `slice N of C`: what row N pays.
    Slice(u32),
    /// `slice base N of C`.
    SliceBase(u32),
    /// `factor of C`.
    Factor,
    /// `target of C`.
    Target,
    /// `floor of C`: the least that a component pays.
    Floor,
    /// `cap of C`: the most that it pays.
    Cap,
    /// `pay of C`: before factors and limits.
    Pay,
    /// `each KEY of C`: what one transaction or group pays.
    Each(String),
    /// `credit KEY of C`: what one transaction is credited to the participant for what the component reads.
    Credit(String),
    /// `fund of C`: what a pool shares, after its reserve.
    Fund,
    /// `reserve of C`: what a pool holds back.
    Reserve,
    /// `place of C`: the place in a contest.
    Place,
    /// `owed of C`: what is owed from a draw after the period.
    Owed,
    /// `carried of C`: what caps of a pool cut and later periods pay, after the period.
    Carried,
    /// `fee N of C`, `earlier of C`, `share KEY of C`: any other fact, by the word that its trace has for it.
    Traced {
        /// The word, one of [`TRACED`].
        word: &'static str,
        /// The row, part or place, or the key, where there are several.
        which: Option<String>,
    },
}

/// Figures of a component that are named by one word.
const WORDS: [(&str, Figure); 13] = [
    ("base", Figure::Base),
    ("rate", Figure::OneRate),
    ("index", Figure::Index),
    ("factor", Figure::Factor),
    ("target", Figure::Target),
    ("floor", Figure::Floor),
    ("cap", Figure::Cap),
    ("pay", Figure::Pay),
    ("fund", Figure::Fund),
    ("reserve", Figure::Reserve),
    ("place", Figure::Place),
    ("owed", Figure::Owed),
    ("carried", Figure::Carried),
];

/// Other figures of which there is one for each row.
const BY_NUMBER: [&str; 3] = ["slice base", "slice", "rate"];

/// Figures of which there is one for each transaction or group.
const BY_KEY: [&str; 2] = ["each", "credit"];

/// Words of a component with which other expectations begin.
const OTHERS: [&str; 3] = ["gate", "unmeasured", "taxable value"];

/// Words of expectations that name no component.
const ALONE: [&str; 3] = ["payable", "lines", "error"];

impl Figure {
    /// Reads the name of a figure with that of its component.
    #[must_use]
    pub fn parse(text: &str) -> Option<(Self, ComponentName)> {
        let (figure, component) = text.rsplit_once(" of ")?;
        Some((Self::parse_words(figure.trim())?, ComponentName::parse(component)))
    }

    fn parse_words(text: &str) -> Option<Self> {
        let behind = |word: &str| text.strip_prefix(word)?.strip_prefix(' ').map(str::trim);
        if let Some(key) = behind("each") {
            return Some(Self::Each(key.to_owned()));
        }
        if let Some(key) = behind("credit") {
            return Some(Self::Credit(key.to_owned()));
        }
        let row = |text: &str| text.parse::<u32>().ok().filter(|row| *row > 0);
        let numbered = |word: &str| behind(word).and_then(row);
        if let Some(row) = numbered("slice base") {
            return Some(Self::SliceBase(row));
        }
        if let Some(row) = numbered("slice") {
            return Some(Self::Slice(row));
        }
        if let Some(row) = numbered("rate") {
            return Some(Self::Rate(row));
        }
        let word = WORDS.iter().find(|(word, _)| *word == text).map(|(_, figure)| figure.clone());
        word.or_else(|| {
            TRACED.iter().find_map(|known| {
                let which = match known.which {
                    Which::Last => (text == known.word).then_some(None),
                    Which::Number => numbered(known.word).map(|row| Some(row.to_string())),
                    Which::Key => {
                        behind(known.word).filter(|key| is_key(known.word, key)).map(|key| Some(key.to_owned()))
                    }
                };
                Some(Self::Traced { word: known.word, which: which? })
            })
        })
    }

    /// What was most likely meant by `text`, written so that a test can expect it, rather than one of `names`, which formulas may
    /// use. Nothing where it is no word or two.
    #[must_use]
    pub fn nearest<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> Option<Text> {
        let (figure, of) = text.rsplit_once(" of ").map_or((text, None), |(figure, of)| (figure, Some(of.trim())));
        let (word, row) = figure.trim().rsplit_once(' ').filter(|(_, row)| row.parse::<u32>().is_ok()).unzip();
        let word = word.unwrap_or(figure).trim();
        let words = || {
            let plain = WORDS.iter().map(|(word, _)| *word).chain(OTHERS).chain(ALONE);
            plain.chain(BY_NUMBER).chain(BY_KEY).chain(TRACED.iter().map(|known| known.word))
        };
        let known = words().find(|known| *known == word).or_else(|| nearest(word, words().chain(names)))?;
        let known = words().find(|word| *word == known)?;
        if ALONE.contains(&known) {
            return Some(match of.filter(|_| known == "lines") {
                Some(of) => both!("lines: {{ {of}: ... }}", "lines: {{ {of}: ... }}"),
                None => Text::same(known),
            });
        }
        let alone = WORDS.iter().any(|(word, _)| *word == known) && row.is_none();
        let is_of = |which| Word::find(known).is_some_and(|known| known.which == which);
        let which = if BY_KEY.contains(&known) || is_of(Which::Key) {
            " KEY".to_owned()
        } else if !alone && (BY_NUMBER.contains(&known) || is_of(Which::Number)) {
            // Rows count from 1.
            let row = row.and_then(|row| row.parse().ok()).unwrap_or(0u32);
            format!(" {}", row.max(1))
        } else {
            String::new()
        };
        Some(match of {
            Some(of) => both!("{known}{which} of {of}", "{known}{which} of {of}"),
            None => both!("{known}{which} of COMPONENT", "{known}{which} of 组成部分"),
        })
    }
}

/// Can there be such a key behind the word?
fn is_key(word: &str, key: &str) -> bool {
    match word {
        "rounded" => Step::ALL.iter().any(|step| step.word().replace('_', " ") == key),
        "day total" => Date::parse(key).is_some(),
        "column" => key.contains(" of "),
        "quota part" => key.contains(' '),
        _ => !key.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_they_are_documented() {
        let of = |figure, component: &str| Some((figure, ComponentName::parse(component)));
        let traced = |word, which: Option<&str>| Figure::Traced { word, which: which.map(str::to_owned) };
        assert_eq!(Figure::parse("cap of commission"), of(Figure::Cap, "commission"));
        assert_eq!(Figure::parse("slice base 2 of commission"), of(Figure::SliceBase(2), "commission"));
        assert_eq!(Figure::parse("rate 1 of 提成"), of(Figure::Rate(1), "提成"));
        assert_eq!(Figure::parse("rate of ae/commission"), of(Figure::OneRate, "ae/commission"));
        assert_eq!(Figure::parse("each T1 of T2 of deals"), of(Figure::Each("T1 of T2".to_owned()), "deals"));
        assert_eq!(Figure::parse("credit T1 of deals"), of(Figure::Credit("T1".to_owned()), "deals"));
        assert_eq!(Figure::parse("place of contest"), of(Figure::Place, "contest"));
        assert_eq!(Figure::parse("fee 2 of c"), of(traced("fee", Some("2")), "c"));
        assert_eq!(Figure::parse("row limit 3 of c"), of(traced("row limit", Some("3")), "c"));
        assert_eq!(Figure::parse("after factors of c"), of(traced("after factors", None), "c"));
        assert_eq!(Figure::parse("share T1 of c"), of(traced("share", Some("T1")), "c"));
        assert_eq!(Figure::parse("other share T1 of T2 of c"), of(traced("other share", Some("T1 of T2")), "c"));
        assert_eq!(Figure::parse("column amount of T1 of c"), of(traced("column", Some("amount of T1")), "c"));
        assert_eq!(Figure::parse("rounded slice pay of c"), of(traced("rounded", Some("slice pay")), "c"));
        assert_eq!(Figure::parse("left on of c"), of(traced("left on", None), "c"));
        for text in ["share of c", "rounded up of c", "day total soon of c", "column amount of c", "quota part of c"] {
            assert_eq!(Figure::parse(text), None, "{text}");
        }
        for text in ["slice of c", "slice 0 of c", "fee of c", "fee 0 of c", "base", "profit of c", "total(b) of c", ""]
        {
            assert_eq!(Figure::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_misspelt_figure_is_known_again_unless_a_name_is_nearer() {
        let meant = |text: &str, name: &str| Figure::nearest(text, [name].into_iter()).map(|meant| meant.en);
        assert_eq!(meant("slize 1 of commission", "bookings").as_deref(), Some("slice 1 of commission"));
        assert_eq!(meant("lins", "bookings").as_deref(), Some("lines"));
        assert_eq!(meant("base", "bookings").as_deref(), Some("base of COMPONENT"));
        assert_eq!(meant("happiness of commission", "bookings"), None);
        assert_eq!(meant("bokings", "bookings"), None);
        assert_eq!(meant("factr", "factors"), Some("factor of COMPONENT".to_owned()));
    }

    /// What is offered can be written.
    #[test]
    fn what_is_offered_is_accepted() {
        for (text, offered) in [
            ("slice of c", "slice 1 of c"),
            ("slice 0 of c", "slice 1 of c"),
            ("slize base of c", "slice base 1 of c"),
            ("rate 0 of c", "rate 1 of c"),
            ("rat of c", "rate of c"),
            ("base 2 of c", "base of c"),
            ("fees 2 of c", "fee 2 of c"),
            ("earlyer of c", "earlier of c"),
        ] {
            assert_eq!(Figure::nearest(text, std::iter::empty()).map(|meant| meant.en).as_deref(), Some(offered));
            assert!(Figure::parse(text).is_none() && Figure::parse(offered).is_some(), "{text}");
        }
        let line = Figure::nearest("line of c", std::iter::empty()).map(|meant| meant.en);
        assert_eq!(line.as_deref(), Some("lines: { c: ... }"));
        assert_eq!(
            Figure::nearest("each of c", std::iter::empty()).map(|meant| meant.en).as_deref(),
            Some("each KEY of c")
        );
    }
}
