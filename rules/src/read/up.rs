//! `up`: credit that goes up the reporting line.

use crate::both;
use crate::diagnostics::t;
use crate::plan::{Up, Vacant};
use crate::yaml::Node;

use super::fields::Fields;
use super::plan::Ground;
use super::reader::Reader;
use super::words::VACANT;

impl Reader<'_> {
    /// Reads `up` with `vacant`. Outer none: there is a hole. Inner none: credit stays with whom the transaction names.
    #[expect(clippy::option_option, reason = "a setting that is wrong differs from one that is absent")]
    pub(super) fn up(&mut self, fields: &Fields<'_>, ground: &Ground<'_>) -> Option<Option<Up>> {
        self.needs(fields, "vacant", &["up"]);
        let vacant = self.stated(fields, "vacant", |reader, node| reader.word(node, VACANT));
        let steps = self.stated(fields, "up", |reader, node| reader.steps(node));
        if let Some(key) = fields.key("up").filter(|_| ground.company.schema.manager().is_none()) {
            self.report(t::t035::no_line(key));
            return None;
        }
        let vacant: Vacant = vacant?.unwrap_or_default();
        if let Some(key) = fields.key("vacant").filter(|_| vacant == Vacant::Acting)
            && ground.company.schema.acting_for().is_none()
        {
            self.report(t::t035::nobody_acts(key));
            return None;
        }
        Some(steps?.map(|(lowest, highest)| Up { lowest, highest, vacant }))
    }

    /// `1`, `1..3` or `0..`.
    fn steps(&mut self, node: &Node) -> Option<(u16, Option<u16>)> {
        let scalar = self.scalar(node, &both!("steps such as `1`, `1..3` or `0..`", "级数，如 `1`、`1..3`、`0..`"))?;
        let one = |text: &str| text.trim().parse::<u16>().ok().filter(|step| *step <= 99);
        let steps = match scalar.text.split_once("..") {
            None => one(&scalar.text).map(|step| (step, Some(step))),
            Some((lowest, "")) => one(lowest).map(|lowest| (lowest, None)),
            Some((lowest, highest)) => one(lowest).zip(one(highest)).map(|(lowest, highest)| (lowest, Some(highest))),
        };
        let steps = steps.filter(|(lowest, highest)| highest.is_none_or(|highest| *lowest <= highest));
        if steps.is_none() {
            self.report(t::t035::no_steps(scalar.span, &scalar.text));
        }
        steps
    }
}
