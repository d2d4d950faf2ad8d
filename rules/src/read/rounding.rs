//! `rounding`: a rule, a rule `to` a unit, or a map from step to rule.

use crate::both;
use crate::diagnostics::t;
use crate::number::Number;
use crate::rounding::{Rounding, Roundings, Rule, Step};
use crate::yaml::{Content, Node};

use super::reader::Reader;
use super::value::parse_number;

impl Reader<'_> {
    /// The roundings that `node` asks for, at the steps that are `allowed`, and below them those of `outer`. `smallest` is the
    /// smallest amount of what is paid: 0.01 of a yuan, 1 yen, a point.
    pub(super) fn roundings(
        &mut self,
        node: Option<&Node>,
        outer: &Roundings,
        allowed: &[Step],
        smallest: &Number,
    ) -> Roundings {
        let mut steps = outer.steps.clone();
        for (step, rounding) in node.map(|node| self.stated_roundings(node, allowed, smallest)).unwrap_or_default() {
            steps.retain(|(at, _)| *at != step);
            steps.push((step, rounding));
        }
        steps.sort_by_key(|(step, _)| *step);
        Roundings { steps }
    }

    fn stated_roundings(&mut self, node: &Node, allowed: &[Step], smallest: &Number) -> Vec<(Step, Rounding)> {
        let words: Vec<&str> = allowed.iter().map(|step| step.word()).collect();
        if let Content::Map(_) = node.content {
            let Some(fields) = self.fields(node, &both!("`rounding`", "`rounding`"), &words) else { return Vec::new() };
            let mut stated = Vec::new();
            for step in allowed {
                let rounding = fields.get(step.word()).and_then(|node| self.rounding(node, *step, smallest));
                stated.extend(rounding.map(|rounding| (*step, rounding)));
            }
            return stated;
        }
        self.rounding(node, Step::Line, smallest).map(|rounding| (Step::Line, rounding)).into_iter().collect()
    }

    fn rounding(&mut self, node: &Node, step: Step, smallest: &Number) -> Option<Rounding> {
        let scalar = self.scalar(node, &both!("a rounding rule", "舍入规则"))?;
        let (word, unit) = match scalar.text.split_once(" to ") {
            Some((word, unit)) => (word.trim(), Some(unit.trim())),
            None => (scalar.text.trim(), None),
        };
        let rules: Vec<(&'static str, Rule)> = Rule::ALL.iter().map(|rule| (rule.word(), *rule)).collect();
        let rule = self.word_of(word, scalar.span, &rules);
        let unit = match unit {
            Some(unit) => {
                let number = parse_number(unit).filter(|number| !number.is_negative() && !number.is_zero());
                if number.is_none() {
                    let problem = both!("the unit `{unit}` is no number above zero", "单位 `{unit}` 不是大于零的数字");
                    self.report(t::t023::rounding_unit(scalar.span, &problem));
                }
                number
            }
            None if step == Step::Line => Some(smallest.clone()),
            None => {
                let word = step.word();
                let problem = both!("`{word}` has no unit to round to", "`{word}` 没有写明舍入到什么单位");
                self.report(t::t023::rounding_unit(scalar.span, &problem));
                None
            }
        };
        Some(Rounding { rule: rule?, unit: unit? })
    }
}
