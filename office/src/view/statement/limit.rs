//! Floors and caps in a statement: for how long they hold, whether they were reached, and what earlier lines leave of them.

use attain_engine::trace::{Fact, FactId, How, Role, words};
use attain_rules::both;
use attain_rules::period::PeriodLength;
use attain_rules::plan::{Limit, LimitKind, Per};
use attain_rules::text::Text;

use super::facts::Scene;
use super::layout::Row;

impl Scene<'_> {
    /// The rows of a floor or a cap: the limit as the plan says it, or what earlier lines leave of it.
    pub(super) fn limit(&self, fact: &Fact) -> Vec<Row> {
        let How::Difference(_, earlier) = &fact.how else { return vec![self.level(fact)] };
        let left =
            Row { inner: true, ..self.plain(fact, &both!("left after earlier lines", "此前各期之后尚余")) };
        let lines = self.shown.fact(*earlier).map(|earlier| self.lines_of(earlier)).unwrap_or_default();
        std::iter::once(left).chain(lines).collect()
    }

    /// Are these the earlier lines that have taken their part of a limit?
    pub(super) fn is_of_limit(&self, earlier: &Fact) -> bool {
        self.facts.iter().filter(|fact| matches!(fact.role, Role::Floor | Role::Cap)).any(|limit| match limit.how {
            How::Difference(_, less) => self.shown.fact(less).is_some_and(|less| std::ptr::eq(less, earlier)),
            _ => false,
        })
    }

    /// Did a limit leave the amount as it was?
    pub(super) fn is_kept(&self, after: &Fact) -> bool {
        let before = after.how.references().first().and_then(|id| self.shown.fact(*id));
        before.is_some_and(|before| before.value == after.value)
    }

    /// A limit as the plan says it: the same row in the first period of its stretch and in those after it.
    fn level(&self, fact: &Fact) -> Row {
        let row = self.plain(fact, &self.label(fact));
        let work = match (self.reached(fact), row.work.as_str()) {
            (None, _) => row.work.clone(),
            (Some(reached), "") => self.say(&reached),
            (Some(reached), work) => self.say(&both!("{reached}: {work}", "{reached}：{work}"; reached)),
        };
        Row { limit: true, work, ..row }
    }

    /// `cap for the year`.
    fn label(&self, fact: &Fact) -> Text {
        let kind = words::role(&fact.role);
        match self.per(fact) {
            None | Some(Per::Each | Per::Own) => kind,
            Some(Per::Plan) => both!("{kind} for the plan's days", "方案期间{kind}"; kind),
            Some(Per::Length(PeriodLength::Month)) => both!("{kind} for the month", "月度{kind}"; kind),
            Some(Per::Length(PeriodLength::Quarter)) => both!("{kind} for the quarter", "季度{kind}"; kind),
            Some(Per::Length(PeriodLength::Half)) => both!("{kind} for the half", "半年度{kind}"; kind),
            Some(Per::Length(PeriodLength::Year)) => both!("{kind} for the year", "年度{kind}"; kind),
        }
    }

    /// For how long the limit holds, where the plan has but one that is written so.
    fn per(&self, fact: &Fact) -> Option<Per> {
        let How::Formula { text, .. } = &fact.how else { return None };
        let is_it = |limit: &&Limit| {
            let role = match limit.kind {
                LimitKind::Floor => Role::Floor,
                LimitKind::Cap => Role::Cap,
            };
            role == fact.role && limit.per != Per::Each && limit.amount.text == *text
        };
        let mut limits = self.shown.component.limits.iter().filter(is_it).map(|limit| limit.per);
        limits.next().filter(|per| limits.all(|other| other == *per))
    }

    /// Whether the limit was reached; nothing where no amount was held against it.
    fn reached(&self, level: &Fact) -> Option<Text> {
        let same = |id: FactId, other: &Fact| self.shown.fact(id).is_some_and(|fact| std::ptr::eq(fact, other));
        let is_level = |id: &FactId| match self.shown.fact(*id).map(|fact| &fact.how) {
            Some(How::Difference(of, _) | How::Rounding { of, .. }) => same(*id, level) || same(*of, level),
            _ => same(*id, level),
        };
        self.facts.iter().filter(|fact| fact.role == Role::AfterLimit).find_map(|after| {
            let references = after.how.references();
            let limit = references.iter().find(|id| is_level(id)).and_then(|id| self.shown.fact(*id))?;
            Some(match (&after.how, limit.value == after.value) {
                (How::Least(_), true) => both!("reached", "达到"),
                (How::Least(_), false) => both!("not reached", "未达到"),
                _ if self.is_kept(after) => both!("not needed", "未用到"),
                _ => both!("applied", "生效"),
            })
        })
    }
}
