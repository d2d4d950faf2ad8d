//! What a leave means, by its reason: for parts of `due` that are still to come, and for those that were paid.

use crate::both;
use crate::diagnostics::t;
use crate::number::Number;
use crate::plan::{BackRule, ByReason, Clawback, DuePart, LeaverRule};
use crate::source::{Span, Spanned};
use crate::yaml::{Content, Node};

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
        Some(Clawback { within: within?, span: stated?.span, leavers: leavers?? })
    }

    /// `all`, `not_served`, a share.
    fn back_rule(&mut self, node: &Node) -> Option<BackRule> {
        let scalar = self.scalar(node, &both!("a word, or a share such as `50%`", "一个词，或份额，如 `50%`"))?;
        let text = scalar.text.trim();
        if let Some(share) = parse_number(text) {
            if share.is_negative() || share > Number::ONE {
                self.report(t::t045::no_share_back(scalar.span, text));
                return None;
            }
            return Some(BackRule::Share(share));
        }
        let known = BackRule::WORDS.into_iter().find(|rule| rule.word() == Some(text));
        known.or_else(|| {
            let words = BackRule::WORDS.map(|rule| rule.word().unwrap_or_default());
            let near = self.unknown_word(text, scalar.span, &words)?;
            BackRule::WORDS.into_iter().find(|rule| rule.word() == Some(near))
        })
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
