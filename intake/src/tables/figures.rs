//! Quotas and metrics: figures of a participant for a period.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use attain_engine::inputs::{MetricRow, ParticipantIndex, QuotaRow, RowPlace};
use attain_rules::both;
use attain_rules::company::{Company, TableFile};
use attain_rules::date::DateRange;
use attain_rules::diagnostics::d::{d024, d036, d037, d053};
use attain_rules::formula::expression::{Type, Unit};
use attain_rules::nearest::nearest;
use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::text::Text;

use crate::files::Files;
use crate::findings::Findings;
use crate::table::Wanted;
use crate::table::unsigned::{finding, lacks_sign};

use super::participants::Roster;
use super::{TableRow, read_rows};

const NAME: usize = 1;
const PERIOD: usize = 2;
const AMOUNT: usize = 3;

/// What figures refer to.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// All participants.
    pub roster: &'a Roster,
    /// The names that plans mention; nothing when some plan could not be read.
    pub names: Option<&'a BTreeSet<&'a str>>,
    /// The names of those that plans take for percentages.
    pub percentages: &'a BTreeSet<&'a str>,
    /// The days of which figures can tell.
    pub days: DateRange,
}

/// What the two tables call their columns.
struct Kind {
    /// Column of the name.
    name: &'static str,
    /// Column of the figure.
    amount: &'static str,
    /// The word for one.
    word: Text,
}

/// Whose figure, which, and for when.
type Key = (ParticipantIndex, Arc<str>, Period);

/// Reads the quotas, sorted by participant, name and period.
#[must_use]
pub fn quotas(files: &Files, table: &TableFile, company: &Company, known: Known<'_>) -> (Vec<QuotaRow>, Vec<Findings>) {
    let kind = Kind { name: "quota", amount: "amount", word: both!("quota", "目标") };
    let (figures, findings) = figures(files, table, company, known, &kind);
    let row = |((participant, name, period), (amount, place))| QuotaRow { participant, name, period, amount, place };
    (figures.into_iter().map(row).collect(), findings)
}

/// Reads the metrics, sorted likewise.
#[must_use]
pub fn metrics(
    files: &Files,
    table: &TableFile,
    company: &Company,
    known: Known<'_>,
) -> (Vec<MetricRow>, Vec<Findings>) {
    let kind = Kind { name: "metric", amount: "value", word: both!("metric", "外部指标") };
    let (figures, findings) = figures(files, table, company, known, &kind);
    let row = |((participant, name, period), (value, place))| MetricRow { participant, name, period, value, place };
    (figures.into_iter().map(row).collect(), findings)
}

fn figures(
    files: &Files,
    table: &TableFile,
    company: &Company,
    known: Known<'_>,
    kind: &Kind,
) -> (BTreeMap<Key, (Number, RowPlace)>, Vec<Findings>) {
    let wanted = [
        Wanted::required("participant", Type::Text),
        Wanted::required(kind.name, Type::Text),
        Wanted::required("period", Type::Text),
        Wanted::required(kind.amount, Type::Number(Unit::Ratio)),
    ];
    let mut names: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut figures: BTreeMap<Key, (Number, RowPlace)> = BTreeMap::new();
    let findings = read_rows(files, table, &wanted, company.broken_rows, |row| {
        let Ok(mut row) = row else { return Ok(()) };
        let participant = row.participant(0, known.roster)?;
        let name = name(&mut row, kind, known.names, &mut names)?;
        let period = period(&mut row, company)?;
        if !known.days.overlaps(&company.calendar.days(period)) {
            let (text, ends) = (row.text(PERIOD).to_owned(), [known.days.first, known.days.last]);
            let [first, last] = ends.map(|day| day.to_string());
            row.reader.remark(PERIOD, |place| d053::far_period(place, &text, [&first, &last]));
        }
        let amount = row.filled_number(AMOUNT, kind.amount)?;
        if known.percentages.contains(&*name) {
            suspect(&mut row, AMOUNT, &name, &amount);
        }
        let key = (participant, name, period);
        if let Some((_, place)) = figures.get(&key) {
            let line = place.line;
            let what = format!("`{}` `{}` {}", row.text(0), key.1, row.text(PERIOD));
            return Err(row.reader.complain(NAME, |place| d036::double_row(place, &what, line)));
        }
        figures.insert(key, (amount, row.place()));
        Ok(())
    });
    (figures, findings)
}

/// Remarks upon a percentage that is written without its sign and so means more than people do: 91 is 9,100 %.
pub(super) fn suspect(row: &mut TableRow<'_>, column: usize, name: &str, amount: &Number) {
    if lacks_sign(amount, row.reader.written(column)) {
        row.reader.remark(column, |place| finding(place, name, amount));
    }
}

/// The figure's name. The first row whose name no plan mentions is remarked upon.
fn name(
    row: &mut TableRow<'_>,
    kind: &Kind,
    mentioned: Option<&BTreeSet<&str>>,
    seen: &mut BTreeSet<Arc<str>>,
) -> Result<Arc<str>, &'static str> {
    let name = row.filled(NAME, kind.name)?;
    if let Some(seen) = seen.get(name.as_str()) {
        return Ok(Arc::clone(seen));
    }
    if let Some(mentioned) = mentioned
        && !mentioned.contains(name.as_str())
    {
        let nearest = nearest(&name, mentioned.iter().copied());
        row.reader.remark(NAME, |place| d037::unread_name(place, &kind.word, &name, nearest));
    }
    let name: Arc<str> = name.into();
    seen.insert(Arc::clone(&name));
    Ok(name)
}

fn period(row: &mut TableRow<'_>, company: &Company) -> Result<Period, &'static str> {
    let text = row.filled(PERIOD, "period")?;
    let period = company.calendar.parse(&text);
    period.ok_or_else(|| row.reader.complain(PERIOD, |place| d024::not_a_period(place, "period", &text)))
}
