//! What a leave means, by its reason: for parts of `due` that are still to come, and for those that were paid.

use crate::both;
use crate::diagnostics::t;
use crate::number::Number;
use crate::plan::{AgeRow, BackRule, ByReason, Clawback, DuePart, LeaverRule};
use crate::source::{Span, Spanned};
use crate::yaml::{Content, Entry, Node, Scalar};

use super::reader::{Reader, head};
use super::value::parse_number;

impl Reader<'_> {
    /// What becomes of parts that are still to come; `key` is where it is written.
    pub(super) fn leavers(&mut self, node: &Node, key: Span) -> Option<ByReason<LeaverRule>> {
        let words = LeaverRule::ALL.map(|rule| (rule.word(), rule));
        self.by_reason(node, key, |reader, node| reader.word(node, &words))
    }

    /// What is taken back of the `parts` that were paid.
    pub(super) fn clawback(&mut self, node: &Node, parts: Option<&[DuePart]>) -> Option<Clawback> {
        let fields = self.fields(node, &both!("`clawback`", "`clawback`"), &["within", "leavers"])?;
        let stated = self.require(&fields, "within");
        let within = stated.and_then(|node| {
            let within = self.months(node)?;
            if within == 0 {
                self.report(t::t045::no_time_to_take_back(head(node)));
            }
            (within > 0).then_some(within)
        });
        let leavers = match fields.key("leavers") {
            Some(key) => self.stated(&fields, "leavers", |reader, node| reader.by_reason(node, key, Self::back_rule)),
            None => self.require(&fields, "leavers").and(None),
        };
        if parts.is_some_and(|parts| parts.iter().any(|part| part.condition.is_some())) {
            self.report(t::t045::back_of_conditional(fields.head));
            return None;
        }
        if let (Some(within), Some(at), Some(Some(leavers))) = (within, stated, &leavers) {
            let rules = leavers.reasons.iter().map(|(_, rule)| rule).chain(&leavers.otherwise);
            let rows = rules.filter_map(|rule| if let BackRule::ByAge(rows) = &rule.value { Some(rows) } else { None });
            let late: Vec<Span> = rows.flatten().filter(|row| row.from >= within).map(|row| row.share.span).collect();
            if !late.is_empty() {
                late.into_iter().for_each(|row| self.report(t::t045::age_never_reached(row, head(at))));
                return None;
            }
        }
        Some(Clawback { within: within?, span: stated?.span, leavers: leavers?? })
    }

    /// `all`, `not_served`, a share, or shares by age.
    fn back_rule(&mut self, node: &Node) -> Option<BackRule> {
        if let Content::Map(entries) = &node.content {
            return self.ages(node.span, entries).map(BackRule::ByAge);
        }
        let scalar = self.scalar(node, &both!("a word, or a share such as `50%`", "一个词，或份额，如 `50%`"))?;
        let text = scalar.text.trim();
        if let Some(share) = parse_number(text) {
            return self.share_back(scalar, share).map(BackRule::Share);
        }
        let known = BackRule::WORDS.into_iter().find(|rule| rule.word() == Some(text));
        known.or_else(|| {
            let words = BackRule::WORDS.map(|rule| rule.word().unwrap_or_default());
            let near = self.unknown_word(text, scalar.span, &words)?;
            BackRule::WORDS.into_iter().find(|rule| rule.word() == Some(near))
        })
    }

    fn share_back(&mut self, scalar: &Scalar, share: Number) -> Option<Number> {
        if share.is_negative() || share > Number::ONE {
            self.report(t::t045::no_share_back(scalar.span, scalar.text.trim()));
            return None;
        }
        Some(share)
    }

    /// `{ 0 months: 100%, 6 months: 50% }`: so many completed months after the payment, so much is taken back.
    fn ages(&mut self, span: Span, entries: &[Entry]) -> Option<Vec<AgeRow>> {
        let rows: Vec<Option<AgeRow>> = entries
            .iter()
            .map(|Entry { key, value }| {
                let from = self.months_of(key);
                let scalar = self.scalar(value, &both!("a share such as `50%`", "份额，如 `50%`"))?;
                let Some(share) = parse_number(scalar.text.trim()) else {
                    self.report(t::t045::no_share_back(scalar.span, scalar.text.trim()));
                    return None;
                };
                let share = self.share_back(scalar, share)?;
                Some(AgeRow { from: from?, share: Spanned::new(share, scalar.span) })
            })
            .collect();
        // Every row is looked at, also behind one that is wrong.
        let rows: Vec<AgeRow> = rows.into_iter().collect::<Option<_>>()?;
        let ascend = rows.iter().zip(rows.iter().skip(1)).all(|(one, next)| one.from < next.from);
        if !ascend || rows.first().is_none_or(|first| first.from != 0) {
            self.report(t::t045::ages_out_of_order(span));
            return None;
        }
        Some(rows)
    }

    /// A rule for each reason, and one under `else`.
    fn by_reason<R>(
        &mut self,
        node: &Node,
        key: Span,
        rule: impl Fn(&mut Self, &Node) -> Option<R>,
    ) -> Option<ByReason<R>> {
        let entries = self.entries(node, &both!("`leavers`", "`leavers`"))?;
        if entries.is_empty() {
            self.report(t::t013::empty_list(node.span, "leavers"));
            return None;
        }
        let mut leavers = ByReason { reasons: Vec::new(), otherwise: None, span: key };
        let mut whole = true;
        for entry in entries {
            let rule = if matches!(entry.value.content, Content::Empty) {
                self.report(t::t024::empty_value(entry.key.span, &entry.key.text));
                None
            } else {
                rule(self, &entry.value)
            };
            // Every rule is looked at, also behind one that is wrong.
            let Some(rule) = rule else {
                whole = false;
                continue;
            };
            let rule = Spanned::new(rule, entry.value.span);
            match entry.key.text.trim() {
                "else" => leavers.otherwise = Some(rule),
                reason => leavers.reasons.push((reason.to_owned(), rule)),
            }
        }
        whole.then_some(leavers)
    }
}
