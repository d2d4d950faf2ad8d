//! Adjustments: what somebody decided by hand, with a reason and an approver.

use std::collections::BTreeSet;
use std::sync::Arc;

use attain_engine::inputs::{Adjusted, Adjustment, Assignment, Inputs, MetricRow, ParticipantIndex, Unclear};
use attain_rules::both;
use attain_rules::company::{Company, TableFile};
use attain_rules::date::DateRange;
use attain_rules::diagnostics::d::{d024, d030, d033, d060, d061, d062, d063, d064};
use attain_rules::formula::expression::{Type, Unit};
use attain_rules::id::natural_cmp;
use attain_rules::nearest::nearest;
use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::plan::{Component, Measure, MeasureSource, Medium, Plan};
use attain_rules::text::Text;
use attain_rules::unit::UnitPlace;

use crate::doubles::{Keys, UNREADABLE, Verdicts, read_twice};
use crate::files::Files;
use crate::findings::Findings;
use crate::folder::{metric_of, names, percentages};
use crate::table::Wanted;

use super::figures::{Key, double_row, suspect, unclear};
use super::participants::Roster;
use super::{Seen, TableRow, find_in_broken, read_rows};

const ID: usize = 0;
const PARTICIPANT: usize = 1;
const KIND: usize = 2;
const WHAT: usize = 3;
const AMOUNT: usize = 4;
const REASON: usize = 5;
const APPROVED_BY: usize = 6;
const PLAN: usize = 7;
const PERIOD: usize = 8;
const DAY: usize = 9;
const PAID_IN: usize = 10;

/// What adjustments refer to.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// All participants.
    pub roster: &'a Roster,
    /// Who is on which plan.
    pub assignments: &'a [Assignment],
    /// All plans; nothing when some plan could not be read, so that names may be right.
    pub plans: Option<&'a [Plan]>,
}

/// What the table tells: the adjustments, values of metrics that rows state which were set aside, and what is wrong with it.
type Table = (Vec<Adjustment>, Vec<Unclear>, Vec<Findings>);

/// Reads the adjustments, sorted by id.
#[must_use]
pub fn read(files: &Files, table: &TableFile, company: &Company, known: Known<'_>) -> Table {
    read_twice(|verdicts| read_once((files, table, company), known, verdicts))
}

fn read_once(
    (files, table, company): (&Files, &TableFile, &Company),
    known: Known<'_>,
    [of_ids, of_metrics]: &[Verdicts; 2],
) -> (Table, [Verdicts; 2]) {
    let wanted = [
        Wanted::required("id", Type::Text),
        Wanted::required("participant", Type::Text),
        Wanted::required("kind", Type::Text),
        Wanted::required("what", Type::Text),
        Wanted::required("amount", Type::Number(Unit::Ratio)),
        Wanted::required("reason", Type::Text),
        Wanted::required("approved_by", Type::Text),
        Wanted::optional("plan", Type::Text),
        Wanted::optional("period", Type::Text),
        Wanted::optional("day", Type::Date),
        Wanted::optional("paid_in", Type::Text),
    ];
    let mut ids: Keys<String> = Keys::default();
    // Which value of a metric is stated.
    let mut metrics: Keys<Key> = Keys::default();
    let mut rows: Vec<Adjustment> = Vec::new();
    let findings = read_rows(files, table, &wanted, company.broken_rows, |seen| {
        let mut row = match seen {
            Seen::Row(row) => row,
            Seen::NotKept(_) => return Ok(()),
            Seen::Broken(reader) => {
                let who = find_in_broken(reader, PARTICIPANT, known.roster);
                reader.text(ID).into_iter().for_each(|id| ids.note(id, reader.line(), UNREADABLE));
                let texts = [KIND, WHAT, PERIOD].map(|column| reader.text(column).unwrap_or_default());
                let stated = stated_metric(who, texts.each_ref().map(String::as_str), company);
                stated.into_iter().for_each(|key| metrics.note(key, reader.line(), UNREADABLE));
                return Ok(());
            }
        };
        let id = row.filled(ID, "id")?;
        ids.note(id.clone(), row.line(), row.cells());
        let texts = [KIND, WHAT, PERIOD].map(|column| row.text(column));
        let stated = stated_metric(known.roster.find(row.text(PARTICIPANT)), texts, company);
        stated.into_iter().for_each(|key| metrics.note(key, row.line(), row.cells()));
        let adjustment = adjustment(&mut row, id.as_str().into(), company, known)?;
        if let Some(double) = of_ids.of(row.line()) {
            return Err(double_row(&mut row, ID, &format!("`{id}`"), double));
        }
        if let (Adjusted::Metric { metric, .. }, Some(double)) = (&adjustment.what, of_metrics.of(row.line())) {
            let what = format!("`{}` `{metric}` {}", row.text(PARTICIPANT), row.text(PERIOD));
            return Err(double_row(&mut row, WHAT, &what, double));
        }
        rows.push(adjustment);
        Ok(())
    });
    rows.sort_by(|a, b| natural_cmp(&a.id, &b.id));
    let known: BTreeSet<Key> = rows.iter().filter_map(key).collect();
    let unclear = unclear(&metrics, |key| known.contains(key)).into_iter().collect();
    ((rows, unclear, findings), [ids.judge(), metrics.judge()])
}

/// Whose value of which metric a row states that has these texts for its kind, for what it is about, and for its period.
fn stated_metric(who: Option<ParticipantIndex>, [kind, what, period]: [&str; 3], company: &Company) -> Option<Key> {
    let is_metric = kind == "metric" && !what.is_empty();
    Some((who.filter(|_| is_metric)?, what.into(), company.calendar.parse(period)?))
}

/// The value of a metric that an adjustment states.
fn key(one: &Adjustment) -> Option<Key> {
    let Adjusted::Metric { metric, period } = &one.what else { return None };
    Some((one.participant, Arc::clone(metric), *period))
}

/// What a row says, or the code of what is wrong with it.
fn adjustment(
    row: &mut TableRow<'_>,
    id: Arc<str>,
    company: &Company,
    known: Known<'_>,
) -> Result<Adjustment, &'static str> {
    let participant = row.participant(PARTICIPANT, known.roster)?;
    let amount = row.filled_number(AMOUNT, "amount")?;
    let reason = row.filled(REASON, "reason")?.into();
    let approved_by = row.filled(APPROVED_BY, "approved_by")?.into();
    let kind = row.filled(KIND, "kind")?;
    let about = About { company, known, participant };
    let what = match kind.as_str() {
        "payment" => about.payment(row, &amount)?,
        "credit" => about.credit(row)?,
        "metric" => about.metric(row, &amount)?,
        _ => return Err(row.reader.complain(KIND, |place| d060::unknown_kind(place, &kind))),
    };
    Ok(Adjustment { id, participant, what, amount, reason, approved_by, place: row.place() })
}

/// Puts the values that adjustments state in the place of those of the metrics, which stay sorted. What is `unclear` among them
/// takes the place of a value, too.
pub fn state_metrics(adjustments: &[Adjustment], unclear: Vec<Unclear>, inputs: &mut Inputs) {
    for one in unclear {
        inputs.metrics.retain(|row| !one.is(&(row.participant, Arc::clone(&row.name), row.period)));
        if let Err(at) = inputs.unclear_metrics.binary_search(&one) {
            inputs.unclear_metrics.insert(at, one);
        }
    }
    for adjustment in adjustments {
        let Some(key) = key(adjustment) else { continue };
        inputs.unclear_metrics.retain(|one| !one.is(&key));
        let row = MetricRow {
            participant: key.0,
            name: Arc::clone(&key.1),
            period: key.2,
            value: adjustment.amount.clone(),
            place: adjustment.place.clone(),
        };
        match inputs
            .metrics
            .binary_search_by(|known| (known.participant, &known.name, known.period).cmp(&(key.0, &key.1, key.2)))
        {
            Ok(at) => inputs.metrics[at] = row,
            Err(at) => inputs.metrics.insert(at, row),
        }
    }
}

/// What a row is about.
struct About<'a> {
    company: &'a Company,
    known: Known<'a>,
    participant: ParticipantIndex,
}

impl About<'_> {
    fn payment(&self, row: &mut TableRow<'_>, amount: &Number) -> Result<Adjusted, &'static str> {
        let component = row.filled(WHAT, "what")?;
        let period = self.period(row, PERIOD, "period")?;
        let paid_in = if row.text(PAID_IN).is_empty() { period } else { self.period(row, PAID_IN, "paid_in")? };
        if paid_in.last() < period.last() {
            let (late, early) = (row.text(PAID_IN).to_owned(), row.text(PERIOD).to_owned());
            return Err(row.reader.complain(PAID_IN, |place| d063::paid_before(place, &late, &early)));
        }
        let plan = self.plan_of_payment(row, &component, period)?;
        let Some(unit) = self.unit_of_payment(&plan, &component) else {
            return Err(row.reader.complain(WHAT, |place| d064::things(place, &component)));
        };
        let digits = self.company.digits_of(unit);
        let minor = amount.divide(&Number::decimal(1, digits)).ok().and_then(|minor| minor.to_whole());
        let Some(minor_units) = minor.and_then(|minor| i64::try_from(minor).ok()) else {
            let (written, currency) = (row.reader.written(AMOUNT).to_owned(), self.company.name_of(unit));
            return Err(row.reader.complain(AMOUNT, |place| d064::not_payable(place, &written, currency, digits)));
        };
        Ok(Adjusted::Payment { plan, component: component.into(), period, paid_in, minor_units })
    }

    /// In which unit a payment by hand is paid (inner none: in money): in what the component pays. Nothing where that is things, of
    /// which a payment does not say which one it is.
    #[expect(clippy::option_option, reason = "things that cannot be paid by hand differ from money")]
    fn unit_of_payment(&self, plan: &str, component: &str) -> Option<Option<UnitPlace>> {
        let plans = self.known.plans.into_iter().flatten().filter(|known| known.name == plan);
        let found = plans.flat_map(|plan| &plan.components).find(|known| known.name == component);
        match found {
            Some(component) if component.medium == Medium::Things => None,
            Some(component) if component.is_paid_as_money() => Some(None),
            found => Some(found.and_then(Component::unit)),
        }
    }

    /// The plan whose component is meant: the one that the row names, or the only one that it can be.
    fn plan_of_payment(
        &self,
        row: &mut TableRow<'_>,
        component: &str,
        period: Period,
    ) -> Result<Arc<str>, &'static str> {
        let named = self.named_plan(row)?;
        let Some(plans) = self.known.plans else { return Ok(named.unwrap_or_default()) };
        let meant = |plan: &&Plan| named.as_ref().is_none_or(|name| **name == *plan.name);
        let has_it = |plan: &&Plan| plan.components.iter().any(|one| one.name == component);
        let having: Vec<&Plan> = plans.iter().filter(meant).filter(has_it).collect();
        if having.is_empty() {
            let all = plans.iter().filter(meant).flat_map(|plan| &plan.components).map(|one| one.name.as_str());
            return Err(unknown(row, &both!("component", "组成部分"), component, all));
        }
        let days = self.company.calendar.days(period);
        let in_force: Vec<&Plan> = having.into_iter().filter(|plan| plan.effective.overlaps(&days)).collect();
        let mut names: Vec<&str> = in_force.iter().map(|plan| plan.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let own: Vec<&str> = names.iter().copied().filter(|name| self.is_on(name, days)).collect();
        let candidates = if own.is_empty() { names } else { own };
        match candidates.as_slice() {
            [only] => Ok((*only).into()),
            [] => {
                let period = row.text(PERIOD).to_owned();
                Err(row.reader.complain(PERIOD, |place| d063::not_in_force(place, &period, component)))
            }
            several => {
                let plans = several.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                Err(row.reader.complain(WHAT, |place| d062::several_plans(place, component, &plans)))
            }
        }
    }

    fn credit(&self, row: &mut TableRow<'_>) -> Result<Adjusted, &'static str> {
        let measure = row.filled(WHAT, "what")?;
        let Some(day) = row.date(DAY) else {
            return Err(row.reader.complain(DAY, |place| d030::empty_cell(place, "day")));
        };
        let plan = self.named_plan(row)?;
        if let Some(plans) = self.known.plans {
            let from_transactions = |one: &&Measure| matches!(one.source, MeasureSource::Transactions(_));
            let meant = |one: &&Plan| plan.as_ref().is_none_or(|name| **name == *one.name);
            let measures = |one: &Plan| one.measures.iter().filter(from_transactions).any(|one| one.name == measure);
            let having: Vec<&Plan> = plans.iter().filter(meant).filter(|one| measures(one)).collect();
            if having.is_empty() {
                let all = plans.iter().filter(meant).flat_map(|plan| plan.measures.iter().filter(from_transactions));
                let kind = both!("measure of transactions", "来自交易的指标");
                return Err(unknown(row, &kind, &measure, all.map(|one| one.name.as_str())));
            }
            let on = DateRange { first: day, last: day };
            let counts = |one: &&&Plan| one.effective.contains(day) && self.is_on(&one.name, on);
            if !having.iter().any(|one| counts(&one)) {
                let text = day.to_string();
                return Err(row.reader.complain(DAY, |place| d063::credits_nobody(place, &text, &measure)));
            }
        }
        Ok(Adjusted::Credit { plan, measure: measure.into(), day })
    }

    fn metric(&self, row: &mut TableRow<'_>, amount: &Number) -> Result<Adjusted, &'static str> {
        let metric = row.filled(WHAT, "what")?;
        let period = self.period(row, PERIOD, "period")?;
        if let Some(plans) = self.known.plans {
            let metrics = names(plans, metric_of);
            if !metrics.contains(metric.as_str()) {
                return Err(unknown(row, &both!("metric", "外部指标"), &metric, metrics.iter().copied()));
            }
            if percentages(plans, metric_of).contains(metric.as_str()) {
                suspect(row, AMOUNT, &metric, amount);
            }
        }
        Ok(Adjusted::Metric { metric: metric.into(), period })
    }

    fn named_plan(&self, row: &mut TableRow<'_>) -> Result<Option<Arc<str>>, &'static str> {
        let name = row.text(PLAN).to_owned();
        if name.is_empty() {
            return Ok(None);
        }
        if let Some(plans) = self.known.plans
            && !plans.iter().any(|plan| plan.name == name)
        {
            let near = nearest(&name, plans.iter().map(|plan| plan.name.as_str()));
            let known = plans.iter().map(|plan| plan.name.as_str());
            return Err(row.reader.complain(PLAN, |place| d033::unknown_plan(place, &name, near, known)));
        }
        Ok(Some(name.into()))
    }

    fn is_on(&self, plan: &str, days: DateRange) -> bool {
        self.known
            .assignments
            .iter()
            .any(|one| one.participant == self.participant && *one.plan == *plan && one.days.overlaps(&days))
    }

    fn period(&self, row: &mut TableRow<'_>, column: usize, name: &str) -> Result<Period, &'static str> {
        let text = row.filled(column, name)?;
        let period = self.company.calendar.parse(&text);
        period.ok_or_else(|| row.reader.complain(column, |place| d024::not_a_period(place, name, &text)))
    }
}

fn unknown<'n>(
    row: &mut TableRow<'_>,
    kind: &Text,
    what: &str,
    known: impl Iterator<Item = &'n str> + Clone,
) -> &'static str {
    let near = nearest(what, known);
    row.reader.complain(WHAT, |place| d061::unknown_part(place, kind, what, near))
}
