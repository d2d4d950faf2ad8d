//! From the facts of a trace to the rows of a statement: what people ask about is shown, what only carries it is not.

use std::collections::BTreeMap;

use attain_engine::outcome::LineKind;
use attain_engine::trace::{Fact, FactId, How, Role, words, written_at};
use attain_engine::value::Value;
use attain_rules::both;
use attain_rules::number::Number;
use attain_rules::plan::Pay;
use attain_rules::text::Text;

use super::labels::{line_label, posted_label, recomputed_label};
use super::layout::Row;
use super::{Shown, changed, contest, draw, each, leaver};

/// The rows of these facts of a line: what was measured, then everything in the order of the work. Transactions are summed up
/// unless `detail` is asked for.
pub fn rows(shown: Shown<'_>, facts: &[Fact], detail: bool) -> Vec<Row> {
    // What another version would have given is worked out in the same words, and is not this line's own work.
    let own = facts.iter().rposition(|fact| fact.role == Role::BeforeChange).map_or(0, |at| at.saturating_add(1));
    let limits: BTreeMap<u32, &Fact> = facts
        .iter()
        .filter_map(|fact| match fact.role {
            Role::RowLimit { row } => Some((row, fact)),
            _ => None,
        })
        .collect();
    let scene = Scene { shown, facts, limits, detail };
    // Whether the participant is taken in at all is looked at before that.
    let eligible = facts.iter().position(|fact| scene.is_eligible(fact));
    let mut measured: Vec<(usize, Row)> = Vec::new();
    let mut worked: Vec<Row> = Vec::new();
    // What single transactions or groups were paid stands in their own rows, not in those of the whole.
    let first_after_each =
        facts.iter().rposition(|fact| matches!(fact.role, Role::Each { .. })).map_or(0, |at| at.saturating_add(1));
    for (at, fact) in facts.iter().enumerate() {
        match &fact.role {
            _ if at < own && eligible.is_none_or(|eligible| at > eligible) => {}
            Role::Measure { .. } | Role::Quota { .. } | Role::Attainment { .. } => scene.measured(fact, &mut measured),
            role if at < first_after_each && each::is_inner(role) => {}
            _ => scene.worked(fact, &mut worked),
        }
    }
    if first_after_each > 0 {
        let at = worked.iter().position(|row| row.after_each).unwrap_or(worked.len());
        let rows = each::rows(shown, facts.get(own..).unwrap_or_default(), detail);
        worked.splice(at..at, rows);
    }
    measured.sort_by_key(|(place, _)| *place);
    measured.into_iter().map(|(_, row)| row).chain(worked).collect()
}

/// Facts of a line, and what is looked for in them.
pub(super) struct Scene<'a> {
    pub shown: Shown<'a>,
    pub facts: &'a [Fact],
    limits: BTreeMap<u32, &'a Fact>,
    pub detail: bool,
}

impl Scene<'_> {
    pub(super) fn say(&self, text: &Text) -> String {
        text.in_language(self.shown.language).to_owned()
    }

    /// The row of a fact as it is, under `label`.
    pub(super) fn plain(&self, fact: &Fact, label: &Text) -> Row {
        Row {
            label: self.say(label),
            work: self.work(fact),
            value: self.shown.value(fact),
            place: self.place(fact).to_owned(),
            ..Row::default()
        }
    }

    /// Where the fact is written; what lies between two points of a curve stands at the first of them.
    fn place<'f>(&'f self, fact: &'f Fact) -> &'f str {
        match &fact.how {
            How::Line { y0, .. } => self.shown.fact(*y0).map_or("", |point| &point.place),
            _ => &fact.place,
        }
    }

    /// How the fact came about, where that says more than the value.
    pub(super) fn work(&self, fact: &Fact) -> String {
        match &fact.how {
            How::Same(_) | How::Given { .. } => String::new(),
            How::Formula { inputs, .. } if inputs.is_empty() => String::new(),
            How::Sum(facts) if facts.len() < 2 => String::new(),
            // What the others brought in is theirs.
            How::Sum(facts) if matches!(fact.role, Role::Group { .. }) => self.of_members(facts),
            How::Formula { text, inputs } if inputs.len() == 1 => {
                let value = inputs.first().map(|(_, fact)| self.shown.value_of(*fact)).unwrap_or_default();
                if **text == *inputs.first().map_or("", |(name, _)| name) {
                    // A condition that is a name alone is known by it.
                    if matches!(fact.value, Value::YesNo(_)) { text.to_string() } else { String::new() }
                } else {
                    format!("{text}   ({value})")
                }
            }
            // That the limit was reached stands in its own row.
            How::Least(_) | How::Greatest(_) if fact.role == Role::AfterLimit => String::new(),
            How::Closed(condition) => self.say(&self.closed(*condition)),
            How::Allocation { sum, keys, own, .. } => self.shared(*sum, keys, *own),
            _ => self.say(&words::how(&fact.how, &|id| self.shown.value_of(id))),
        }
    }

    /// What is shared, and in which proportion: one's own key and all of them together, those of others for themselves never.
    fn shared(&self, sum: FactId, keys: &[FactId], own: u32) -> String {
        let facts = keys.iter().filter_map(|key| self.shown.fact(*key));
        // A key below zero counts as zero.
        let all = facts.clone().try_fold(Number::ZERO, |all, key| match &key.value {
            Value::Number(number) => all.add(&number.clone().max(Number::ZERO)).ok(),
            _ => None,
        });
        let own = facts.clone().nth(own as usize);
        let (Some(all), Some(own)) = (all, own) else { return String::new() };
        let (sum, count) = (self.shown.value_of(sum), keys.len());
        let (all, own) = (self.shown.like(&all, own), self.shown.value(own));
        self.say(&both!(
            "{sum} shared among {count} in proportion to their keys: own key {own} of {all}",
            "{sum} 按份额键在 {count} 人之间分配：本人的份额键为 {own}，合计 {all}"
        ))
    }

    /// Is it the most that somebody gets of what is shared?
    fn is_most(&self, fact: &Fact) -> bool {
        let limits = self.facts.iter().filter_map(|fact| match &fact.how {
            How::Allocation { most, .. } => Some(most),
            _ => None,
        });
        limits.flatten().filter_map(|id| self.shown.fact(*id)).any(|most| std::ptr::eq(most, fact))
    }

    /// That less than nothing counts as nothing; no row where it is not less.
    pub(super) fn not_below_zero(&self, fact: &Fact, label: &Text) -> Option<Row> {
        let How::Greatest(of) = &fact.how else { return None };
        let before = of.first().and_then(|id| self.shown.fact(*id)).filter(|before| before.value != fact.value)?;
        let before = self.shown.value(before);
        let work = self.say(&both!("{before}, below zero counts as zero", "{before}，小于零按零计"));
        Some(Row { work, ..self.plain(fact, label) })
    }

    /// Which condition did not hold, in words.
    fn closed(&self, condition: FactId) -> Text {
        match self.shown.fact(condition).map(|fact| &fact.how) {
            Some(How::Formula { text, inputs }) => match inputs.as_slice() {
                [(name, fact)] if name == text => {
                    let value = self.shown.value_of(*fact);
                    both!("nothing, because `{text}` is {value}", "`{text}` 为{value}，不付")
                }
                _ => both!("nothing, because `{text}` does not hold", "`{text}` 不成立，不付"),
            },
            _ => words::how(&How::Closed(condition), &|id| self.shown.value_of(id)),
        }
    }

    /// The limits of the rows, from the first on.
    pub(super) fn limits(&self) -> impl Iterator<Item = (u32, &Fact)> {
        self.limits.iter().map(|(row, limit)| (*row, *limit))
    }

    /// The first fact of a role that suits.
    pub(super) fn of_role(&self, suits: &dyn Fn(&Role) -> bool) -> Option<&Fact> {
        self.facts.iter().find(|fact| suits(&fact.role))
    }

    /// How many members a sum of the group has, and what the line's own participant brings in.
    fn of_members(&self, facts: &[FactId]) -> String {
        let (count, own) = (facts.len(), self.shown.run.id(self.shown.line.participant));
        let is_own = |id: &&FactId| {
            self.shown
                .fact(**id)
                .is_some_and(|fact| matches!(&fact.role, Role::Member { participant } if **participant == *own))
        };
        let own = facts.iter().find(is_own).map(|own| self.shown.value_of(*own));
        self.say(&match own {
            Some(own) => both!("{count} members, own part {own}", "共 {count} 名成员，本人 {own}"),
            None => both!("{count} members", "共 {count} 名成员"),
        })
    }

    fn worked(&self, fact: &Fact, out: &mut Vec<Row>) {
        if let Pay::Contest(contest) = &self.shown.component.pay
            && !self.is_eligible(fact)
            && let Some(rows) = contest::rows(self, contest, fact)
        {
            out.extend(rows);
            return;
        }
        let label = if self.is_eligible(fact) { both!("eligible", "参与条件") } else { words::role(&fact.role) };
        match &fact.role {
            Role::SlicePay { row } => {
                out.extend(self.point(fact));
                out.push(self.slice(fact, *row));
            }
            Role::Pay => {
                out.extend(self.pay(fact));
                if self.shown.line.kind == LineKind::Guarantee {
                    out.extend(self.lines_of(fact));
                }
            }
            Role::Earlier if self.is_of_limit(fact) => {}
            Role::Earlier => {
                out.push(self.earlier(fact));
                out.extend(self.lines_of(fact));
            }
            Role::Earned { .. } | Role::OwedBefore | Role::CarriedBefore | Role::Moved => {
                out.push(self.plain(fact, &label));
                out.extend(self.lines_of(fact));
            }
            Role::Rounded { .. } if self.unchanged(fact) => {}
            Role::AfterLimit if self.is_kept(fact) => {}
            // A guarantee has a line of its own when it adds something.
            Role::Guarantee if self.shown.line.kind == LineKind::Earning && !self.detail => {}
            Role::Attribute { .. } if self.is_for_guarantee(fact) && !self.detail => {}
            Role::Attribute { .. }
            | Role::Target
            | Role::SinceChange
            | Role::AfterChange
            | Role::BaseLimit
            | Role::Interpolated
            | Role::Factor
            | Role::AfterFactors
            | Role::AfterLimit
            | Role::Rounded { .. }
            | Role::Guarantee
            | Role::DrawAmount
            | Role::OwedLimit
            | Role::RecoverIf
            | Role::DueIf
            | Role::RecoveryShare
            | Role::Owed
            | Role::Carried
            | Role::Received
            | Role::Gate => {
                // An attribute that several formulas read stands in the trace as often, and here once.
                let row = self.plain(fact, &label);
                if !(matches!(fact.role, Role::Attribute { .. }) && out.contains(&row)) {
                    out.push(row);
                }
            }
            // All parts are worked out; those that the line is made of are told.
            Role::DuePart { .. } if !self.is_read(fact) => {}
            Role::LeftOn
            | Role::LeftBecause
            | Role::LeaverRule
            | Role::Served
            | Role::KeptShare { .. }
            | Role::Kept { .. }
            | Role::Forfeited { .. }
            | Role::PaidUntil
            | Role::BackShare { .. }
            | Role::BackPart { .. } => out.extend(self.leaver(fact)),
            // One part alone is the line already.
            Role::StillToCome | Role::Released | Role::TakenBack
                if fact.how.references().len() < 2 && !matches!(fact.how, How::Closed(_)) => {}
            Role::DuePart { .. } | Role::StillToCome | Role::Released | Role::TakenBack => {
                out.push(self.plain(fact, &label));
                out.extend(Some(()).filter(|()| matches!(fact.how, How::Closed(_))).and_then(|()| self.forfeited()));
            }
            Role::Drawn | Role::Recovered => {
                let row = self.plain(fact, &label);
                match draw::steps(self.shown, fact) {
                    Some((steps, decided)) => {
                        out.extend(steps);
                        out.push(Row { work: self.say(&decided), ..row });
                    }
                    None => out.push(row),
                }
            }
            // One component's lines are the pay already, and what is kept without a word of the plan is nothing.
            Role::Earnings if fact.how.references().len() < 2 => {}
            Role::Keep if matches!(fact.how, How::Given { .. }) => {}
            Role::Earnings | Role::Keep => out.push(self.plain(fact, &label)),
            Role::Fund if matches!(fact.how, How::Greatest(_)) => out.extend(self.not_below_zero(fact, &label)),
            Role::Fund if matches!(fact.how, How::Difference(..)) => out.push(self.plain(fact, &words::net_fund())),
            // The share stands in the product.
            Role::Reserve if matches!(fact.how, How::Formula { .. }) => {}
            // What others go in with is given, one's own or that of one's team is worked out.
            Role::Key { .. } if matches!(fact.how, How::Given { .. }) => {}
            Role::Key { .. } if self.is_most(fact) => out.push(self.plain(fact, &words::role(&Role::Cap))),
            Role::Group { .. }
            | Role::Fund
            | Role::Reserve
            | Role::Key { .. }
            | Role::PoolShare
            | Role::Place
            | Role::ReachedOn
            | Role::Budget
            | Role::Won => out.push(self.plain(fact, &label)),
            Role::Adjustment { .. } if self.is_told_below(fact) => {}
            Role::Adjustment { .. } => out.push(self.plain(fact, &label)),
            Role::Changed { .. } | Role::MoreChanges => out.extend(changed::row(self, fact)),
            // What was nothing stands in the trace, so that it can be proved.
            Role::Recomputed { .. } | Role::Sealed { .. } if !is_something(fact) && !self.detail => {}
            // Where that leaves no line, what is computed now is said all the same.
            Role::Now if !self.shown.facts().iter().any(|fact| self.is_told_now(fact)) => {
                out.push(self.plain(fact, &label))
            }
            Role::Recomputed { line } => out.push(self.plain(fact, &recomputed_label(line))),
            Role::Sealed { line } => out.push(self.plain(fact, &posted_label(line))),
            Role::TaxableValue if matches!(fact.how, How::Given { .. }) => {
                out.push(self.plain(fact, &both!("taxable value as sealed", "封存的应税价值")));
            }
            Role::UnitValue | Role::TaxableValue => out.push(self.plain(fact, &label)),
            Role::Floor | Role::Cap => out.extend(self.limit(fact)),
            _ => {}
        }
    }

    /// What of the line is not paid because its condition did not hold.
    fn forfeited(&self) -> Option<Row> {
        let Shown { run, line, plan, component, .. } = self.shown;
        let parts = run.outcome.report.forfeited.iter().filter(|part| {
            (part.participant, part.earned_for, part.due) == (line.participant, line.earned_for, line.paid_in)
                && part.left.is_none()
                && (&*part.plan, &*part.component) == (plan.name.as_str(), component.name.as_str())
        });
        let sum: i128 = parts.map(|part| i128::from(part.minor_units)).sum();
        let label = self.say(&both!("forfeited", "作废"));
        let value = run.counted(sum, component.unit(), self.shown.language);
        (sum != 0).then(|| Row { label, value, ..Row::default() })
    }

    /// What was paid before factors and limits, where that is not plain from the rows above: the reached steps, or a sum.
    fn pay(&self, fact: &Fact) -> Vec<Row> {
        let parts: Vec<&Fact> = fact.how.references().iter().filter_map(|id| self.shown.fact(*id)).collect();
        let mut rows: Vec<Row> = parts
            .iter()
            .filter_map(|part| match part.role {
                Role::RowAmount { .. } if self.is_curve() => self.point(part),
                Role::RowAmount { row } => Some(self.step(part, row)),
                Role::Fee { .. } => Some(self.plain(part, &words::role(&part.role))),
                _ => None,
            })
            .collect();
        let changed = self
            .facts
            .iter()
            .any(|fact| matches!(fact.role, Role::AfterFactors | Role::SinceChange | Role::AfterLimit | Role::Earlier));
        let told = !rows.is_empty() && parts.len() < 2;
        let formula = matches!(fact.how, How::Formula { .. });
        let guarantee = self.shown.line.kind == LineKind::Guarantee;
        if formula || (changed && parts.len() > 1 && !told) || guarantee {
            let told_each = parts.iter().any(|part| matches!(part.role, Role::Each { .. }));
            let label =
                if guarantee { both!("earned without it", "保底之外的应得") } else { both!("pay", "金额") };
            let row = self.plain(fact, &label);
            let work = if told_each { String::new() } else { row.work.clone() };
            rows.push(Row { after_each: true, work, ..row });
        }
        if matches!(fact.how, How::Formula { .. } | How::Sum(_)) && rows.is_empty() && parts.is_empty() {
            rows.push(Row {
                after_each: true,
                ..self.plain(fact, &both!("nothing falls into any row", "没有落入任何一档"))
            });
        }
        rows
    }

    /// A fixed sum that was reached.
    fn step(&self, fact: &Fact, row: u32) -> Row {
        let from = self.limits.get(&row).map(|limit| self.shown.value(limit)).unwrap_or_default();
        self.plain(fact, &both!("step from {from}", "第 {row} 档 {from} 起"))
    }

    /// What earlier lines gave is taken off.
    fn earlier(&self, fact: &Fact) -> Row {
        let mut parts = fact.how.references().into_iter().filter_map(|id| self.shown.fact(id));
        let label = match parts.any(|part| matches!(part.role, Role::OtherPay { .. })) {
            true => both!("less earlier lines before limits", "减：此前各期（限额前）"),
            false => both!("less earlier lines", "减：此前各期"),
        };
        let row = self.plain(fact, &label);
        Row { value: negated(&row.value), ..row }
    }

    /// The lines that a sum of other lines names, one by one, where every one of them is asked for.
    pub(super) fn lines_of(&self, fact: &Fact) -> Vec<Row> {
        let lines = fact.how.references().into_iter().filter(|_| self.detail).filter_map(|id| self.shown.fact(id));
        lines.map(|line| Row { inner: true, ..self.plain(line, &line_label(line)) }).collect()
    }

    /// Does the fact say whether the component takes the participant in?
    fn is_eligible(&self, fact: &Fact) -> bool {
        let eligible = self.shown.component.eligible.as_ref();
        let is_text = |text: &str| eligible.is_some_and(|eligible| *eligible.text == *text);
        matches!(&fact.how, How::Formula { text, .. } if fact.role == Role::Gate && is_text(text))
    }

    /// Is it a line of a closed period as it is computed now, which has a row?
    fn is_told_now(&self, fact: &Fact) -> bool {
        matches!(fact.role, Role::Recomputed { .. }) && (self.detail || is_something(fact))
    }

    /// What a leave says about a part.
    fn leaver(&self, fact: &Fact) -> Option<Row> {
        let (label, value) = leaver::told(self.shown, fact)?;
        let row = self.plain(fact, &label);
        Some(Row { value: value.map_or_else(|| row.value.clone(), |value| self.say(&value)), ..row })
    }

    /// Is anything made of the fact?
    fn is_read(&self, fact: &Fact) -> bool {
        let references = self.facts.iter().flat_map(|reader| reader.how.references());
        references.filter_map(|id| self.shown.fact(id)).any(|read| std::ptr::eq(read, fact))
    }

    /// Is the fact read by the guarantee alone?
    fn is_for_guarantee(&self, fact: &Fact) -> bool {
        let reads = |reader: &&Fact| {
            reader.how.references().iter().filter_map(|id| self.shown.fact(*id)).any(|read| std::ptr::eq(read, fact))
        };
        self.facts.iter().filter(reads).all(|reader| reader.role == Role::Guarantee)
    }

    /// Did a rounding leave the value as it was?
    fn unchanged(&self, fact: &Fact) -> bool {
        match fact.how {
            How::Rounding { of, .. } => self.shown.fact(of).is_some_and(|before| before.value == fact.value),
            _ => false,
        }
    }

    /// What a row of the table pays: `tier 70–100 %`.
    fn slice(&self, fact: &Fact, row: u32) -> Row {
        let value = |fact: &&Fact| self.shown.value(fact);
        let limit = self.limits.get(&row).filter(|_| !self.is_curve());
        let next = self.limits.get(&row.saturating_add(1)).map(value);
        let label = match (limit.map(value), next) {
            (Some(first), Some(next)) => {
                let first = match first.strip_suffix(" %") {
                    Some(bare) if next.ends_with(" %") => bare.to_owned(),
                    _ => first,
                };
                both!("tier {first}–{next}", "第 {row} 档 {first}–{next}")
            }
            (Some(first), None) if self.limits.len() > 1 => both!("tier from {first}", "第 {row} 档 {first} 起"),
            _ => both!("pay", "金额"),
        };
        let written = written_at(self.shown.facts(), fact, 1).or_else(|| limit.map(|limit| &*limit.place));
        Row { place: written.unwrap_or_default().to_owned(), ..self.plain(fact, &label) }
    }
}

/// The value with its sign turned, as it is written.
fn negated(value: &str) -> String {
    match value.strip_prefix('-') {
        Some(value) => value.to_owned(),
        None => format!("-{value}"),
    }
}

/// Is the value a number other than zero?
pub(super) fn is_something(fact: &Fact) -> bool {
    matches!(&fact.value, Value::Number(number) if !number.is_zero())
}
