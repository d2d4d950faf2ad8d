//! Who gets a transaction's credit: `to`, `shares`, `overlay`, `splits`.

use crate::both;
use crate::diagnostics::t;
use crate::formula::Expected;
use crate::formula::expression::Type;
use crate::number::Number;
use crate::plan::{Share, Shares};
use crate::text::Text;
use crate::yaml::{Content, Node};

use super::fields::Fields;
use super::plan::Ground;
use super::reader::{Reader, head};
use super::uses;
use super::words::YES_NO;

const SHARES: &[(&str, bool)] = &[("percent", false), ("ratio", true)];

impl Reader<'_> {
    /// Reads who gets credit.
    pub(super) fn shares(&mut self, fields: &Fields<'_>, ground: &Ground<'_>) -> Option<Shares> {
        let ratios = fields.get("shares").map_or(Some(false), |node| self.word(node, SHARES));
        let to = self.require(fields, "to");
        let members = to.and_then(|node| self.members(node, ground, true));
        let overlays = fields.get("overlay").map_or(Some(Vec::new()), |node| self.members(node, ground, false));
        let from_splits = fields.get("splits").map_or(Some(false), |node| self.word(node, YES_NO));
        if let (Some(true), Some(node)) = (from_splits, fields.get("splits"))
            && ground.company.data.splits.is_none()
        {
            self.report(t::t029::table_missing(node.span, "splits", "splits"));
        }
        if let (Some(to), Some(members), Some(ratios)) = (to, &members, ratios) {
            self.add_up(to, members, ratios);
        }
        Some(Shares { members: members?, ratios: ratios?, overlays: overlays?, from_splits: from_splits? })
    }

    fn members(&mut self, node: &Node, ground: &Ground<'_>, may_rest: bool) -> Option<Vec<Share>> {
        let Content::Map(entries) = &node.content else {
            if !may_rest {
                self.wrong_kind(node, &both!("a map from column to share", "列到份额的键值"));
                return None;
            }
            let column = self.transaction_column(node, Some(Type::Text), ground)?;
            return Some(vec![Share { column, share: None }]);
        };
        if entries.is_empty() {
            self.report(t::t013::empty_list(node.span, if may_rest { "to" } else { "overlay" }));
            return None;
        }
        let scope = ground.of_transactions();
        let mut members = Vec::new();
        let mut whole = true;
        for entry in entries {
            let column = self.column_place(&entry.key.text, entry.key.span, Some(Type::Text), ground);
            let rest = may_rest && entry.value.scalar().is_some_and(|scalar| scalar.text == "rest");
            let share = if rest { Some(None) } else { self.formula(&entry.value, &scope, Expected::RATIO).map(Some) };
            match (column, share) {
                (Some(column), Some(share)) => members.push(Share { column, share }),
                _ => whole = false,
            }
        }
        whole.then_some(members)
    }

    /// Shares that are plain numbers must add up.
    fn add_up(&mut self, to: &Node, members: &[Share], ratios: bool) {
        if !matches!(to.content, Content::Map(_)) {
            return;
        }
        let rests = members.iter().filter(|member| member.share.is_none()).count();
        let mut problem = |text: Text| self.report(t::t022::shares(head(to), &text));
        if rests > 1 {
            return problem(both!("two members take the rest", "有两个成员写了 `rest`"));
        }
        if ratios {
            if rests > 0 {
                problem(both!("with `shares: ratio` there is no rest", "`shares: ratio` 时没有 `rest` 可言"));
            }
            return;
        }
        let mut sum = Number::ZERO;
        for share in members.iter().filter_map(|member| member.share.as_ref()) {
            let Some(number) = uses::constant(share) else { return };
            let Ok(next) = sum.add(&number) else { return };
            sum = next;
        }
        let fits = if rests == 1 { sum <= Number::ONE } else { sum == Number::ONE };
        if !fits {
            let percent = sum.multiply(&Number::whole(100)).unwrap_or(Number::ZERO);
            let shown = percent.to_exact_text();
            problem(both!("the shares add up to {shown} %", "份额合计为 {shown} %"));
        }
    }
}
