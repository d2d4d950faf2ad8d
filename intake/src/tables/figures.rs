//! Quotas and metrics: figures of a participant for a period.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use attain_engine::inputs::{MetricRow, ParticipantIndex, QuotaRow, RowPlace, Unclear};
use attain_rules::both;
use attain_rules::company::{BrokenRows, Company, TableFile};
use attain_rules::date::DateRange;
use attain_rules::diagnostics::d::{d024, d036, d037, d053};
use attain_rules::formula::expression::{Type, Unit};
use attain_rules::nearest::nearest;
use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::text::Text;

use crate::doubles::{Double, Keys, UNREADABLE, Verdicts, lines_beside, read_twice};
use crate::files::Files;
use crate::findings::{Findings, Row};
use crate::limits::MAX_FINDINGS;
use crate::table::Wanted;
use crate::table::unsigned::{finding, lacks_sign};

use super::participants::Roster;
use super::{Seen, TableRow, find_in_broken, read_rows};

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

/// The first row of a name that no plan reads, shown once all names are known.
struct Unread<'n> {
    name: Arc<str>,
    nearest: Option<&'n str>,
    line: u32,
    /// The row's text, and where the name stands in it.
    shown: (String, Range<usize>),
}

/// The names that figures have.
#[derive(Default)]
struct Names<'n> {
    all: BTreeSet<Arc<str>>,
    unread: Vec<Unread<'n>>,
    /// How many more are read by no plan.
    more: u64,
}

/// Whose figure, which, and for when.
pub(super) type Key = (ParticipantIndex, Arc<str>, Period);

/// All figures, each with the place of its row.
type Figures = BTreeMap<Key, (Number, RowPlace)>;

/// What a table tells: its figures, those that stand in rows that were set aside, and what is wrong with it.
type Table<R> = (Vec<R>, Vec<Unclear>, Vec<Findings>);

/// Reads the quotas, sorted by participant, name and period.
#[must_use]
pub fn quotas(files: &Files, table: &TableFile, company: &Company, known: Known<'_>) -> Table<QuotaRow> {
    let kind = Kind { name: "quota", amount: "amount", word: both!("quota", "目标") };
    let (figures, unclear, findings) = figures(files, table, company, known, &kind);
    let row = |((participant, name, period), (amount, place))| QuotaRow { participant, name, period, amount, place };
    (figures.into_iter().map(row).collect(), unclear, findings)
}

/// Reads the metrics, sorted likewise.
#[must_use]
pub fn metrics(files: &Files, table: &TableFile, company: &Company, known: Known<'_>) -> Table<MetricRow> {
    let kind = Kind { name: "metric", amount: "value", word: both!("metric", "外部指标") };
    let (figures, unclear, findings) = figures(files, table, company, known, &kind);
    let row = |((participant, name, period), (value, place))| MetricRow { participant, name, period, value, place };
    (figures.into_iter().map(row).collect(), unclear, findings)
}

fn figures(
    files: &Files,
    table: &TableFile,
    company: &Company,
    known: Known<'_>,
    kind: &Kind,
) -> (Figures, Vec<Unclear>, Vec<Findings>) {
    read_twice(|[verdicts]| figures_once((files, table, company), known, kind, verdicts))
}

fn figures_once(
    (files, table, company): (&Files, &TableFile, &Company),
    known: Known<'_>,
    kind: &Kind,
    verdicts: &Verdicts,
) -> ((Figures, Vec<Unclear>, Vec<Findings>), [Verdicts; 1]) {
    let wanted = [
        Wanted::required("participant", Type::Text),
        Wanted::required(kind.name, Type::Text),
        Wanted::required("period", Type::Text),
        Wanted::required(kind.amount, Type::Number(Unit::Ratio)),
    ];
    let mut names = Names::default();
    let mut keys: Keys<Key> = Keys::default();
    let mut figures = Figures::new();
    let mut of_no_period: BTreeSet<Unclear> = BTreeSet::new();
    let mut findings = read_rows(files, table, &wanted, company.broken_rows, |seen| {
        let mut row = match seen {
            Seen::Row(row) => row,
            Seen::NotKept(_) => return Ok(()),
            Seen::Broken(reader) => {
                let participant = find_in_broken(reader, 0, known.roster);
                let [name, period] = [NAME, PERIOD].map(|column| reader.text(column));
                let Some((who, name)) = participant.zip(name) else { return Ok(()) };
                match period.and_then(|period| company.calendar.parse(&period)) {
                    Some(period) => keys.note((who, name.into(), period), reader.line(), UNREADABLE),
                    None => drop(of_no_period.insert(Unclear { participant: who, name: name.into(), period: None })),
                }
                return Ok(());
            }
        };
        let participant = row.participant(0, known.roster);
        let name = names.name(&mut row, kind, known.names);
        let period = period(&mut row, company);
        let (participant, name) = (participant?, name?);
        if period.is_err() {
            of_no_period.insert(Unclear { participant, name: Arc::clone(&name), period: None });
        }
        let period = period?;
        if !known.days.overlaps(&company.calendar.days(period)) {
            let (text, ends) = (row.text(PERIOD).to_owned(), [known.days.first, known.days.last]);
            let [first, last] = ends.map(|day| day.to_string());
            row.reader.remark(PERIOD, |place| d053::far_period(place, &text, [&first, &last]));
        }
        let key = (participant, name, period);
        keys.note(key.clone(), row.line(), row.cells());
        let amount = row.filled_number(AMOUNT, kind.amount)?;
        if known.percentages.contains(&*key.1) {
            suspect(&mut row, AMOUNT, &key.1, &amount);
        }
        if let Some(double) = verdicts.of(row.line()) {
            let what = format!("`{}` `{}` {}", row.text(0), key.1, row.text(PERIOD));
            return Err(double_row(&mut row, NAME, &what, double));
        }
        figures.insert(key, (amount, row.place()));
        Ok(())
    });
    findings.push(names.unread(&table.path.value, company.broken_rows, kind));
    of_no_period.extend(unclear(&keys, |key| figures.contains_key(key)));
    let unclear = of_no_period.into_iter().collect();
    ((figures, unclear, findings), [keys.judge()])
}

/// The figures of which there are rows and none that counts, sorted.
pub(super) fn unclear(stated: &Keys<Key>, is_known: impl Fn(&Key) -> bool) -> BTreeSet<Unclear> {
    let lost = stated.all().filter(|key| !is_known(key)).cloned();
    lost.map(|(participant, name, period)| Unclear { participant, name, period: Some(period) }).collect()
}

/// Says, at `column`, that the row says of `what` what others say, too.
pub(super) fn double_row(row: &mut TableRow<'_>, column: usize, what: &str, double: &Double<u32>) -> &'static str {
    let line = row.line();
    row.reader.complain(column, |place| match double {
        Double::Again(first) => d036::double_row(place, what, *first),
        Double::Differs(rivals) => d036::rows_differ(place, what, &lines_beside(rivals, line)),
    })
}

/// Remarks upon a percentage that is written without its sign and so means more than people do: 91 is 9,100 %.
pub(super) fn suspect(row: &mut TableRow<'_>, column: usize, name: &str, amount: &Number) {
    if lacks_sign(amount, row.reader.written(column)) {
        row.reader.remark(column, |place| finding(place, name, amount));
    }
}

impl<'n> Names<'n> {
    /// The figure's name. The first row whose name no plan mentions is kept, to be remarked upon.
    fn name(
        &mut self,
        row: &mut TableRow<'_>,
        kind: &Kind,
        mentioned: Option<&BTreeSet<&'n str>>,
    ) -> Result<Arc<str>, &'static str> {
        let name = row.filled(NAME, kind.name)?;
        if let Some(known) = self.all.get(name.as_str()) {
            return Ok(Arc::clone(known));
        }
        let name: Arc<str> = name.into();
        self.all.insert(Arc::clone(&name));
        if let Some(mentioned) = mentioned.filter(|mentioned| !mentioned.contains(&*name)) {
            if self.unread.len() < MAX_FINDINGS {
                let nearest = nearest(&name, mentioned.iter().copied());
                let (line, shown) = (row.place().line, row.reader.shown(NAME));
                self.unread.push(Unread { name: Arc::clone(&name), nearest, line, shown });
            } else {
                self.more += 1;
            }
        }
        Ok(name)
    }

    /// Remarks upon the names that no plan reads.
    fn unread(&self, file: &str, broken_rows: BrokenRows, kind: &Kind) -> Findings {
        let mut findings = Findings::new(file.into(), broken_rows);
        for Unread { name, nearest, line, shown: (text, at) } in &self.unread {
            let nearest = nearest.map(|nearest| (nearest, self.all.contains(nearest)));
            let make = |place| d037::unread_name(place, &kind.word, name, nearest);
            findings.remark(Row { line: *line, text }, at.clone(), make);
        }
        findings.count_more(self.more);
        findings
    }
}

fn period(row: &mut TableRow<'_>, company: &Company) -> Result<Period, &'static str> {
    let text = row.filled(PERIOD, "period")?;
    let period = company.calendar.parse(&text);
    period.ok_or_else(|| row.reader.complain(PERIOD, |place| d024::not_a_period(place, "period", &text)))
}
