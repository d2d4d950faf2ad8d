//! `floor` and `cap`: `300000`, `300000 per year`, a list of such, or `none`.

use crate::both;
use crate::diagnostics::t;
use crate::formula::expression::Formula;
use crate::formula::{FormulaText, Scope};
use crate::period::PeriodLength;
use crate::plan::{Limit, LimitKind, Over, Per};
use crate::source::Span;
use crate::text::Text;
use crate::yaml::{Node, Scalar};

use super::fields::Fields;
use super::reader::Reader;
use super::uses::constant;

/// How the component is paid, as far as limits must know.
pub(super) struct Paid {
    pub(super) every: PeriodLength,
    pub(super) over: Over,
    /// Each transaction at the rate of the running total?
    pub(super) by_running_total: bool,
    /// Slices of the running total, through which a transaction may run?
    pub(super) slices_running_total: bool,
}

/// The limits of a component.
pub(super) struct Limits {
    /// Floors, then caps.
    pub(super) limits: Vec<Limit>,
    /// Does the plan speak of a cap, be it `none`?
    pub(super) says_cap: bool,
}

const PER: &[(&str, Per)] = &[
    ("month", Per::Length(PeriodLength::Month)),
    ("quarter", Per::Length(PeriodLength::Quarter)),
    ("half", Per::Length(PeriodLength::Half)),
    ("year", Per::Length(PeriodLength::Year)),
    ("plan", Per::Plan),
    ("transaction", Per::Each),
    ("group", Per::Each),
];

impl Reader<'_> {
    /// Reads floors and caps; none when one of them could not be read.
    pub(super) fn limits(&mut self, fields: &Fields<'_>, scope: &Scope<'_>, paid: &Paid) -> Option<Limits> {
        let mut limits: Vec<Limit> = Vec::new();
        let mut whole = true;
        for (key, kind) in [("floor", LimitKind::Floor), ("cap", LimitKind::Cap)] {
            let Some(node) = fields.get(key) else { continue };
            if node.scalar().is_some_and(|scalar| scalar.text == "none") {
                continue;
            }
            for node in self.one_or_many(node, key) {
                match self.limit(node, kind, scope, paid) {
                    Some(limit) => {
                        self.compare_limits(&limits, &limit, key);
                        limits.push(limit);
                    }
                    None => whole = false,
                }
            }
        }
        whole.then_some(Limits { limits, says_cap: fields.has("cap") })
    }

    fn limit(&mut self, node: &Node, kind: LimitKind, scope: &Scope<'_>, paid: &Paid) -> Option<Limit> {
        let scalar = self.scalar(node, &both!("an amount", "金额"))?;
        let whole = self.formula_text(scalar)?;
        let Some(at) = whole.text.rfind(" per ") else {
            if let Some((amount, word)) = without_per(&whole.text) {
                self.report(t::t018::without_per(scalar.span, amount, word));
                return None;
            }
            let amount = self.limit_amount(&whole, kind, scope)?;
            return Some(Limit { kind, amount, per: Per::Own, span: scalar.span });
        };
        let word_at = at.saturating_add(" per ".len());
        let word = Scalar::part(&whole, word_at..whole.text.len());
        let per = self.word_of(word.text.trim(), word.span, PER);
        let fits = per.is_none_or(|per| self.limit_fits(per, word.text.trim(), word.span, paid));
        let amount = Scalar::part(&whole, 0..at);
        let amount = self.limit_amount(&amount, kind, scope)?;
        fits.then_some(Limit { kind, amount, per: per?, span: scalar.span })
    }

    /// A floor may lie below zero, where a period may end with less than nothing; a cap may not.
    fn limit_amount(&mut self, text: &FormulaText, kind: LimitKind, scope: &Scope<'_>) -> Option<Formula> {
        let amount = self.checked(text, scope, scope.expected_pay())?;
        (kind == LimitKind::Floor || self.is_from_zero(&amount, "cap")).then_some(amount)
    }

    fn limit_fits(&mut self, per: Per, word: &str, span: Span, paid: &Paid) -> bool {
        let reason: Option<Text> = match per {
            Per::Length(length) if length < paid.every => {
                let every = paid.every.word();
                Some(both!("the component pays by the {every}", "该组成部分按 `{every}` 支付"))
            }
            Per::Each if word == "transaction" && paid.slices_running_total => Some(both!(
                "a marginal table cuts the running total, so a transaction has no pay of its own",
                "超额累进表切分的是累计值，单笔交易没有自己的金额"
            )),
            Per::Each if word == "transaction" && paid.over != Over::Transaction && !paid.by_running_total => {
                Some(both!("the component is not paid by the transaction", "该组成部分不按笔支付"))
            }
            Per::Each if word == "group" && !matches!(paid.over, Over::Group(_)) => {
                Some(both!("the component is not paid by groups", "该组成部分不按组支付"))
            }
            _ => None,
        };
        if let Some(reason) = &reason {
            self.report(t::t018::limit_per(span, word, reason));
        }
        reason.is_none()
    }

    /// A cap below a floor, or two limits of one kind, over the same time.
    fn compare_limits(&mut self, earlier: &[Limit], limit: &Limit, key: &str) {
        let mut same = earlier.iter().filter(|other| other.per == limit.per);
        if let Some(other) = same.clone().find(|other| other.kind == limit.kind) {
            let per = per_word(limit.per);
            self.report(t::t030::limit_twice(limit.span, key, per, other.span));
        }
        if let Some(other) = same.find(|other| other.kind != limit.kind)
            && let (Some(cap), Some(floor)) = (constant(&limit.amount), constant(&other.amount))
            && cap < floor
        {
            let (cap, floor) = (&limit.amount.text, &other.amount.text);
            self.report(t::t028::cap_below_floor(limit.span, cap, floor, other.span));
        }
    }
}

/// `300000 year`, `300000/year` or `300000 每年`: the amount, and the time for which it was meant.
fn without_per(text: &str) -> Option<(&str, &'static str)> {
    let at = text.find(|sign: char| !sign.is_ascii_digit() && !matches!(sign, '.' | '%'))?;
    let (amount, rest) = text.split_at_checked(at).filter(|(amount, _)| !amount.is_empty())?;
    let rest = rest.trim().trim_start_matches('/').trim();
    let rest = ["a ", "an ", "each ", "every ", "per ", "每个", "每"]
        .iter()
        .find_map(|each| rest.strip_prefix(each))
        .unwrap_or(rest);
    let chinese = [
        ("月", "month"),
        ("季度", "quarter"),
        ("季", "quarter"),
        ("半年", "half"),
        ("年", "year"),
        ("笔", "transaction"),
    ];
    let words = PER.iter().map(|(word, _)| (*word, *word)).chain(chinese);
    words.into_iter().find(|(written, _)| written.eq_ignore_ascii_case(rest)).map(|(_, word)| (amount, word))
}

fn per_word(per: Per) -> &'static str {
    PER.iter().find(|(_, known)| *known == per).map_or("period", |(word, _)| word)
}
