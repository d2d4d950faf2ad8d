//! Rows of quotas and metrics that periods still lack, told by the check before a run fails for them: whoever lacks what others
//! have is an error, as is what nobody has for a time in the middle; what nobody has yet, or had from the beginning, is a
//! warning, and so is everything behind the company's period. Whatever a run of the company's own period lacks is an error.

use std::collections::{BTreeMap, BTreeSet};

use attain_engine::fault::{Lacking, Lacks};
use attain_engine::inputs::{ParticipantIndex, Unclear};
use attain_rules::calendar::Calendar;
use attain_rules::company::{CellSource, Company, TableFile};
use attain_rules::diagnostic::Diagnostics;
use attain_rules::diagnostics::r::{Needed, Row, r004, r005};
use attain_rules::diagnostics::w::w009::{self, WhoHas};
use attain_rules::period::{Month, Period, PeriodLength};
use attain_rules::plan::Plan;
use attain_rules::source::Span;

use crate::cell;
use crate::changes::Figures;
use crate::folder::{Folder, metric_of, quota_of};
use crate::table::open_records;

/// How many people a finding names.
const MOST_NAMED: usize = 5;

/// How many columns a row may have to be shown whole; of wider ones the columns that are read are shown.
const MOST_COLUMNS: usize = 10;

/// What is lacking of one figure: where the plan says so, whether it is a quota, its name in the data, and who has it where it
/// is not due yet.
type Key<'a> = (Span, bool, &'a str, Option<WhoHas>);

/// The periods for which anybody has a figure, by whether it is a quota, and by its name in the data.
type Stated<'a> = BTreeMap<(bool, &'a str), BTreeSet<Period>>;

/// Who lacks a figure, and for which months.
#[derive(Default)]
struct Gap {
    people: BTreeMap<ParticipantIndex, BTreeSet<Month>>,
    /// The periods in question, where rows for exactly these are needed.
    periods: BTreeSet<(Month, Month)>,
}

impl Gap {
    /// Who lacks the figure, and for which months each.
    fn months(&self) -> impl Iterator<Item = (ParticipantIndex, &BTreeSet<Month>)> {
        self.people.iter().map(|(who, months)| (*who, months))
    }
}

impl Folder {
    /// Findings about rows that are `lacking` in the periods that were tried; what is `due` is lacking in a run of the company's
    /// own. Where the data are not sound, so that what is lacking may stand in broken rows, only of those whose names were
    /// misspelt.
    #[must_use]
    pub fn lacking(&self, company: &Company, lacking: &Lacks, due: &Lacks, data_are_sound: bool) -> Diagnostics {
        let mut gaps: BTreeMap<Key<'_>, Gap> = BTreeMap::new();
        let stated = self.stated();
        for (figure, people) in lacking {
            let name = if figure.is_quota { self.quota_name(figure) } else { &figure.name };
            let ends = [figure.days.first, figure.days.last].map(|day| company.calendar.month_of(day));
            for who in people {
                let months: BTreeSet<Month> = (ends[0].0..=ends[1].0)
                    .map(Month)
                    .filter(|month| self.is_missing(figure, name, *who, *month))
                    .collect();
                let stated = stated.get(&(figure.is_quota, name));
                let to_come = still_to_come(stated, figure.is_quota, &months, ends);
                let to_come = match company.period {
                    _ if due.get(figure).is_some_and(|people| people.contains(who)) => None,
                    Some(period) if ends[1] > period.last() => to_come.or(Some(WhoHas::Others)),
                    _ => to_come,
                };
                let gap = gaps.entry((figure.span, figure.is_quota, name, to_come)).or_default();
                gap.people.entry(*who).or_default().extend(months);
                gap.periods.insert((ends[0], ends[1]));
            }
        }
        let mut found = Diagnostics::default();
        for ((span, is_quota, name, to_come), gap) in &self.as_they_came(gaps) {
            let needed = self.needed(company, *is_quota, name, gap);
            if !data_are_sound && needed.misspelt.is_none() {
                continue;
            }
            found.push(match (to_come, is_quota) {
                (None, true) => r004::lacking(*span, &needed),
                (None, false) => r005::lacking(*span, &needed),
                (Some(who), _) => w009::not_yet(*span, *is_quota, *who, &needed),
            });
        }
        found
    }

    /// Where the first row stands of each name that is nearly one of those that are `lacking`: of these the findings about what is
    /// lacking speak.
    #[must_use]
    pub fn misspelt_rows(&self, company: &Company, lacking: &Lacks) -> BTreeSet<String> {
        let of = |(figure, people): (&Lacking, &BTreeSet<ParticipantIndex>)| {
            let name = if figure.is_quota { self.quota_name(figure) } else { &figure.name };
            let [first, last] = [figure.days.first, figure.days.last].map(|day| company.calendar.month_of(day));
            let months: BTreeSet<Month> = (first.0..=last.0).map(Month).collect();
            self.misspelt(figure.is_quota, name, people.iter().map(|who| (*who, &months)))
        };
        lacking.iter().filter_map(of).map(|misspelt| misspelt.place).collect()
    }

    /// The same, with that which has come under a misspelt name among what is due.
    fn as_they_came<'a>(&self, gaps: BTreeMap<Key<'a>, Gap>) -> BTreeMap<Key<'a>, Gap> {
        let mut told: BTreeMap<Key<'_>, Gap> = BTreeMap::new();
        for ((span, is_quota, name, to_come), gap) in gaps {
            let has_come = || self.misspelt(is_quota, name, gap.months()).is_some();
            let to_come = to_come.filter(|_| !has_come());
            let with = told.entry((span, is_quota, name, to_come)).or_default();
            for (who, months) in gap.people {
                with.people.entry(who).or_default().extend(months);
            }
            with.periods.extend(gap.periods);
        }
        told
    }

    /// The quotas and metrics that versions of the plan called `plan` read from the data while they are in force in these months,
    /// and of which nobody has any for them.
    #[must_use]
    pub fn nobody_has(&self, company: &Company, plan: &str, (first, last): (Month, Month)) -> Vec<(Figures, String)> {
        let days = company.calendar.days_of(first, last);
        let in_force = |version: &&Plan| version.name == plan && version.effective.overlaps(&days);
        let measures = || self.plans.iter().filter(in_force).flat_map(|version| &version.measures);
        let quotas = measures().filter_map(quota_of).map(|name| (Figures::Quota, name));
        let metrics = measures().filter_map(metric_of).map(|name| (Figures::Metric, name));
        let stated = self.stated();
        let is_lacking = |(kind, name): &(Figures, &str)| {
            let periods = stated.get(&(*kind == Figures::Quota, *name)).into_iter().flatten();
            !periods.into_iter().any(|period| period.first <= last && first <= period.last())
        };
        let mut found: Vec<(Figures, String)> = Vec::new();
        for (kind, name) in quotas.chain(metrics).filter(is_lacking) {
            if !found.iter().any(|(known, other)| (*known, other.as_str()) == (kind, name)) {
                found.push((kind, name.to_owned()));
            }
        }
        found
    }

    /// What the quotas data call the quota of a measure.
    pub(crate) fn quota_name<'a>(&'a self, figure: &'a Lacking) -> &'a str {
        let plans = self.plans.iter().filter(|plan: &&Plan| *plan.name == *figure.plan);
        let quota = |plan: &'a Plan| plan.measures.iter().find(|measure| *measure.name == *figure.name);
        plans.filter_map(quota).find_map(quota_of).unwrap_or(&figure.name)
    }

    /// Does this one, on the plan in that month, have no row that tells of it? Of metrics, rows for other periods tell nothing.
    fn is_missing(&self, figure: &Lacking, name: &str, who: ParticipantIndex, month: Month) -> bool {
        let Some(company) = &self.company else { return false };
        if !figure.is_quota {
            return true;
        }
        let days = company.calendar.days_of(month, month);
        let assignments = &self.inputs.assignments;
        let is_on = assignments.iter().skip(assignments.partition_point(|one| one.participant < who));
        let mut is_on = is_on.take_while(|one| one.participant == who);
        let quotas = &self.inputs.quotas;
        let own = quotas.iter().skip(quotas.partition_point(|row| row.participant < who));
        let own = own.take_while(|row| row.participant == who && *row.name == *name);
        let known = own.filter(|row| holds(row.period, month)).map(|row| row.period).min_by_key(|one| one.length);
        let mut unclear = Unclear::of(&self.inputs.unclear_quotas, who, name);
        is_on.any(|one| *one.plan == *figure.plan && one.days.overlaps(&days))
            && (known.is_none() || unclear.any(|one| one.goes_before(month, known)))
    }

    fn stated(&self) -> Stated<'_> {
        let mut stated = Stated::new();
        let quotas = self.inputs.quotas.iter().map(|row| ((true, &*row.name), row.period));
        let metrics = self.inputs.metrics.iter().map(|row| ((false, &*row.name), row.period));
        // What was set aside has come.
        let unclear = [(true, &self.inputs.unclear_quotas), (false, &self.inputs.unclear_metrics)];
        let unclear = unclear.into_iter().flat_map(|(is_quota, all)| all.iter().map(move |one| (is_quota, one)));
        let unclear = unclear.filter_map(|(is_quota, one)| Some(((is_quota, &*one.name), one.period?)));
        for (figure, period) in quotas.chain(metrics).chain(unclear) {
            stated.entry(figure).or_default().insert(period);
        }
        stated
    }

    fn needed(&self, company: &Company, is_quota: bool, name: &str, gap: &Gap) -> Needed {
        let calendar = company.calendar;
        let id =
            |who: &ParticipantIndex| self.inputs.participant(*who).map_or_else(String::new, |one| one.id.to_string());
        let all: BTreeSet<Month> = gap.people.values().flatten().copied().collect();
        let periods: Vec<String> = if is_quota {
            runs(&all).into_iter().map(|ends| label(calendar, ends)).collect()
        } else {
            gap.periods.iter().map(|ends| label(calendar, *ends)).collect()
        };
        let first = gap.people.iter().next();
        let period = match is_quota {
            true => first.and_then(|(_, months)| covering(calendar, *runs(months).first()?)),
            false => gap.periods.first().and_then(|ends| exactly(calendar, *ends)),
        };
        let data = &company.data;
        let (table, own) = if is_quota {
            (&data.quotas, ["participant", "quota", "period", "amount"])
        } else {
            (&data.metrics, ["participant", "metric", "period", "value"])
        };
        let row = first.zip(period).zip(table.as_ref()).and_then(|(((who, _), period), table)| {
            self.row(table, own.into_iter().zip([&*id(who), name, &*calendar.label(period), "…"]).collect())
        });
        Needed {
            name: name.to_owned(),
            periods,
            people: gap.people.len(),
            named: gap.people.keys().take(MOST_NAMED).map(id).collect(),
            file: table.as_ref().map(|table| table.path.value.clone()),
            row,
            misspelt: self.misspelt(is_quota, name, gap.months()),
        }
    }

    /// The row that would have to be added to a table, under the header of its file.
    fn row(&self, table: &TableFile, cells: BTreeMap<&str, &str>) -> Option<Row> {
        let mut records = open_records(self.files(), table, u64::MAX, None).ok()?;
        let delimiter = String::from(char::from(records.delimiter()));
        let record = records.read().ok()??;
        let header: Vec<String> = (0..record.len()).map(|at| cell::trim(&record.cell(at)).to_owned()).collect();
        let of = |header: &String| {
            let mapped = table.columns.iter().find(|map| map.from == CellSource::Header(header.clone()));
            cells.get(mapped.map_or(header.as_str(), |map| map.name.as_str())).copied()
        };
        let is_wide = header.len() > MOST_COLUMNS;
        let shown: Vec<&String> = header.iter().filter(|header| !is_wide || of(header).is_some()).collect();
        let row: Vec<&str> = shown.iter().map(|header| of(header).unwrap_or_default()).collect();
        let names: Vec<&str> = shown.iter().map(|header| header.as_str()).collect();
        Some(Row { header: names.join(&delimiter), cells: row.join(&delimiter) })
    }
}

/// Who has a figure that somebody lacks for these `months`, where it may still come; nothing where others have the same, or
/// figures for earlier and later periods: then it is due. A metric has to lie between the `ends`.
fn still_to_come(
    stated: Option<&BTreeSet<Period>>,
    is_quota: bool,
    months: &BTreeSet<Month>,
    ends: [Month; 2],
) -> Option<WhoHas> {
    let [first, last] = ends;
    let stated = || stated.into_iter().flatten();
    let tells = |period: &Period| match is_quota {
        true => months.iter().any(|month| holds(*period, *month)),
        false => first <= period.first && period.last() <= last,
    };
    let first = if is_quota { months.first().copied().unwrap_or(first) } else { first };
    let has_earlier = stated().any(|period| period.last() < first);
    let has_later = stated().any(|period| period.first > last);
    match (stated().any(tells), has_earlier, has_later) {
        (true, ..) | (_, true, true) => None,
        (_, _, true) => Some(WhoHas::NobodyBefore),
        _ => Some(WhoHas::Nobody),
    }
}

/// The first and the last of months that follow each other without a gap.
fn runs(months: &BTreeSet<Month>) -> Vec<(Month, Month)> {
    let mut runs: Vec<(Month, Month)> = Vec::new();
    for month in months {
        match runs.last_mut() {
            Some((_, last)) if last.plus(1) == *month => *last = *month,
            _ => runs.push((*month, *month)),
        }
    }
    runs
}

fn holds(period: Period, month: Month) -> bool {
    period.first <= month && month <= period.last()
}

/// The calendar period that consists of these months.
pub(crate) fn exactly(calendar: Calendar, (first, last): (Month, Month)) -> Option<Period> {
    let periods = PeriodLength::ALL.into_iter().map(|length| calendar.period_of(first, length));
    periods.into_iter().find(|period| period.first == first && period.last() == last)
}

/// The shortest calendar period that holds these months.
fn covering(calendar: Calendar, (first, last): (Month, Month)) -> Option<Period> {
    let periods = PeriodLength::ALL.into_iter().map(|length| calendar.period_of(first, length));
    periods.filter(|period| holds(*period, last)).min_by_key(|period| period.length.months())
}

fn label(calendar: Calendar, (first, last): (Month, Month)) -> String {
    let month = |month| calendar.label(calendar.period_of(month, PeriodLength::Month));
    match exactly(calendar, (first, last)) {
        Some(period) => calendar.label(period),
        None => format!("{}..{}", month(first), month(last)),
    }
}
