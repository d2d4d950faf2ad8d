//! A random company without files: its texts are read by the rules as any others, its data goes straight to the engine.

use std::fmt;
use std::sync::Arc;

use attain_engine::fault::{Fault, RunError, Whose};
use attain_engine::inputs::{
    Adjusted, Adjustment, Assignment, Batch, Cells, Inputs, Leave, MetricRow, Participant, ParticipantIndex, QuotaRow,
    RowPlace, SourceStopped, SplitRow, Texts, TransactionSource,
};
use attain_engine::outcome::Outcome;
use attain_engine::value::Value;
use attain_engine::{Explain, Request, run};
use attain_intake::tables::adjustments::state_metrics;
use attain_rules::company::Schema;
use attain_rules::date::{Date, DateRange};
use attain_rules::diagnostic::Diagnostics;
use attain_rules::formula::expression::Type;
use attain_rules::number::Number;
use attain_rules::period::{Month, Period, PeriodLength};
use attain_rules::plan::Plan;
use attain_rules::read::FileHead;
use attain_rules::render::{Style, render};
use attain_rules::source::Sources;
use attain_rules::text::Language;

use crate::calendar::{self, Day, Length};
use crate::company::{self, ByHand, Company, Figure, Person, Sale};
use crate::exact::{Exact, decimal, text};
use crate::write::{File, files};

/// A company that has been read.
pub struct Memory {
    /// The texts.
    pub sources: Sources,
    /// The company.
    pub company: attain_rules::company::Company,
    /// Its plans.
    pub plans: Vec<Plan>,
}

/// Why a company has no outcome.
pub struct Refusal {
    /// Lines that failed in the run, by person, plan, component and label of the period. Nothing when the check stopped it.
    pub failed: Vec<((String, String, String, String), Fault)>,
    /// Did nothing fail but these lines?
    pub is_all: bool,
    text: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Refusal {
    fn by_run(error: &RunError, memory: &Memory, inputs: &Inputs) -> Self {
        let findings = error.failures.iter().map(|failure| failure.diagnostic(&memory.company, inputs));
        let text = findings.map(|one| render(&one, &memory.sources, Language::English, Style::default())).collect();
        let failed = error.failures.iter().filter_map(|failure| {
            let Whose::Line(participant, period) = &failure.whose else { return None };
            let person = inputs.participants[participant.0 as usize].id.to_string();
            let label = memory.company.calendar.label(*period);
            Some(((person, failure.plan.to_string(), failure.part.to_string(), label), failure.fault.clone()))
        });
        let failed: Vec<_> = failed.collect();
        let is_all = failed.len() == error.failures.len() && error.more == 0 && !error.source_stopped;
        Self { failed, is_all, text }
    }
}

/// Reads the company's texts; the findings, as people read them, when they stop it.
///
/// # Errors
/// All errors, drawn.
pub fn read(files: &[File]) -> Result<Memory, String> {
    let mut sources = Sources::default();
    let mut out = Diagnostics::default();
    let source_of = |path: &str| files.iter().find(|file| file.0 == path);
    let attain_yaml = source_of("attain.yaml").expect("every company has this file");
    let source = sources.add("attain.yaml", attain_yaml.1.clone());
    let mut headers = |head: &FileHead<'_>| {
        let first = source_of(head.path)?.1.lines().next()?;
        Some(first.split(',').map(str::to_owned).collect())
    };
    let company = attain_rules::read::company(source, &sources, &mut headers, &mut out);
    let plan_files = files.iter().filter(|file| file.0.starts_with("plans/"));
    let plan_files: Vec<_> = plan_files.map(|file| sources.add(file.0.clone(), file.1.clone())).collect();
    let plans = company.as_ref().map(|company| attain_rules::read::plans(&plan_files, &sources, company, &mut out));
    if out.has_errors() {
        let found = out.sorted();
        let errors = found.iter().filter(|one| one.severity == attain_rules::diagnostic::Severity::Error);
        return Err(errors.map(|one| render(one, &sources, Language::English, Style::default())).collect());
    }
    let company = company.expect("without errors there is a company");
    Ok(Memory { sources, company, plans: plans.unwrap_or_default() })
}

/// Runs the company for its year; transactions come in batches of `batch` rows. Traces only when asked for.
///
/// # Errors
/// What stops the check or the run, as people read it.
pub fn run_in_memory(company: &Company, batch: usize, traces: bool) -> Result<(Memory, Inputs, Outcome), Refusal> {
    let memory = read(&files(company)).map_err(|text| Refusal { failed: Vec::new(), is_all: false, text })?;
    let inputs = inputs(company, &memory.company.schema);
    let mut source = Source { sales: &company.sales, schema: &memory.company.schema, batch, next: 0 };
    let year = Period { first: Month(company.year.0), length: PeriodLength::Year };
    let explain = if traces { Explain::Everybody } else { Explain::Nobody };
    let request = Request { explain, ..Request::of(year) };
    let outcome = run(&memory.plans, &memory.company, &memory.sources, &inputs, &mut source, &request);
    match outcome {
        Ok(outcome) => Ok((memory, inputs, outcome)),
        Err(error) => Err(Refusal::by_run(&error, &memory, &inputs)),
    }
}

/// An exact fraction as the engine's number.
fn number(value: &Exact) -> Number {
    Number::parse(&text(value)).expect("figures of random companies have few digits")
}

fn date(day: Day) -> Date {
    Date::parse(&day.text()).expect("a day")
}

fn period(figure: &Figure) -> Period {
    period_of(figure.first, figure.length)
}

fn period_of(first: calendar::Month, length: Length) -> Period {
    let length = match length {
        Length(1) => PeriodLength::Month,
        Length(3) => PeriodLength::Quarter,
        Length(6) => PeriodLength::Half,
        _ => PeriodLength::Year,
    };
    Period { first: Month(first.0), length }
}

fn inputs(company: &Company, schema: &Schema) -> Inputs {
    let mut people: Vec<&Person> = company.people.iter().collect();
    people.sort_by_key(|person| number_of(&person.id));
    let place = |id: &str| {
        let place = people.iter().position(|person| person.id == id).expect("a person of the company");
        ParticipantIndex(u32::try_from(place).expect("few people"))
    };
    let mut inputs = Inputs::default();
    for person in &people {
        inputs.participants.push(Participant {
            id: person.id.as_str().into(),
            name: person.id.as_str().into(),
            attributes: vec![Value::Empty; schema.attributes.len()],
            left: person
                .left
                .map(|(on, because)| Leave { on: date(on), because: (!because.is_empty()).then(|| because.into()) }),
            place: RowPlace::default(),
        });
        let mut stays: Vec<_> = person.stays.iter().collect();
        stays.sort_by_key(|stay| stay.first);
        for stay in stays {
            let attributes = schema.attributes.iter().map(|column| match column.name.as_str() {
                "salary" => Value::Number(number(&stay.salary)),
                "role" => Value::Text(stay.role.into()),
                "team" if !stay.team.is_empty() => Value::Text(stay.team.into()),
                "acting_for" if !stay.acting_for.is_empty() => Value::Text(stay.acting_for.as_str().into()),
                "manager" if !stay.manager.is_empty() => Value::Text(stay.manager.as_str().into()),
                _ => Value::Empty,
            });
            let first = stay.first.map_or(DateRange::BEGINNING, date);
            let last = stay.last.map_or(DateRange::FOREVER, date);
            inputs.assignments.push(Assignment {
                participant: place(&person.id),
                plan: stay.plan.as_str().into(),
                days: DateRange { first, last },
                attributes: attributes.collect(),
                place: RowPlace::default(),
            });
        }
    }
    inputs.quotas = rows(&company.quotas, |row| QuotaRow {
        participant: place(&row.person),
        name: "sales".into(),
        period: period(row),
        amount: number(&row.amount),
        place: RowPlace::default(),
    });
    inputs.metrics = rows(&company.scores, |row| MetricRow {
        participant: place(&row.person),
        name: "score".into(),
        period: period(row),
        value: number(&row.amount),
        place: RowPlace::default(),
    });
    let mut splits: Vec<_> = company.splits.iter().collect();
    splits.sort_by_key(|split| (number_of(&split.sale), number_of(&split.person)));
    inputs.splits = (splits.into_iter())
        .map(|split| SplitRow {
            transaction: split.sale.as_str().into(),
            participant: place(&split.person),
            share: number(&split.share),
            place: RowPlace::default(),
        })
        .collect();
    let adjustments: Vec<Adjustment> =
        company.by_hand.iter().map(|row| adjustment(company, row, place(&row.person))).collect();
    state_metrics(&adjustments, Vec::new(), &mut inputs);
    inputs.adjustments = adjustments;
    inputs
}

fn adjustment(company: &Company, row: &company::Adjustment, participant: ParticipantIndex) -> Adjustment {
    let (what, amount) = match &row.what {
        ByHand::Payment { plan, component, period, paid_in, amount } => {
            let minor = amount / decimal(1, company.digits_by_hand(plan, component));
            let what = Adjusted::Payment {
                plan: plan.as_str().into(),
                component: component.as_str().into(),
                period: period_of(period.0, period.1),
                paid_in: period_of(paid_in.0, paid_in.1),
                minor_units: text(&minor).parse().expect("whole minor units"),
            };
            (what, amount)
        }
        ByHand::Credit { plan, measure, sale } => {
            let plan = plan.as_deref().map(Into::into);
            (Adjusted::Credit { plan, measure: (*measure).into(), day: date(sale.day) }, &sale.amount)
        }
        ByHand::Score(score) => (Adjusted::Metric { metric: "score".into(), period: period(score) }, &score.amount),
    };
    Adjustment {
        id: row.id.as_str().into(),
        participant,
        what,
        amount: number(amount),
        reason: "agreed".into(),
        approved_by: "board".into(),
        place: RowPlace::default(),
    }
}

fn rows<T>(figures: &[Figure], row: impl Fn(&Figure) -> T) -> Vec<T> {
    let mut figures: Vec<_> = figures.iter().collect();
    figures.sort_by_key(|figure| (number_of(&figure.person), figure.first, figure.length));
    figures.into_iter().map(row).collect()
}

fn number_of(id: &str) -> i64 {
    id.trim_start_matches(char::is_alphabetic).parse().expect("ids end with a number")
}

/// The company's sales, batch by batch.
struct Source<'a> {
    sales: &'a [Sale],
    schema: &'a Schema,
    batch: usize,
    next: usize,
}

impl TransactionSource for Source<'_> {
    fn next(&mut self, batch: &mut Batch) -> Result<bool, SourceStopped> {
        let rows = &self.sales[self.next..self.sales.len().min(self.next + self.batch)];
        let columns = self.schema.transactions.iter().map(|column| cells(&column.name, column.kind, rows));
        *batch = Batch {
            columns: columns.collect(),
            rows: rows.len(),
            file: Arc::from("data/transactions.csv"),
            lines: vec![0; rows.len()],
        };
        self.next += rows.len();
        Ok(!rows.is_empty())
    }
}

fn cells(column: &str, kind: Type, rows: &[Sale]) -> Cells {
    match kind {
        Type::Date => Cells::Dates(rows.iter().map(|sale| Some(date(sale.day))).collect()),
        Type::YesNo => Cells::YesNo(vec![None; rows.len()]),
        Type::Number(_) => Cells::Numbers(
            rows.iter()
                .map(|sale| match column {
                    "amount" => Some(number(&sale.amount)),
                    "helper_share" => Some(number(&sale.helper_share)),
                    "weight" => Some(number(&sale.weight)),
                    _ => None,
                })
                .collect(),
        ),
        Type::Text => {
            let mut texts = Texts::default();
            for sale in rows {
                texts.push(match column {
                    "source" => "transactions",
                    "id" => &sale.id,
                    "corrects" => &sale.corrects,
                    "relates_to" => &sale.relates_to,
                    "kind" => sale.kind,
                    "owner" => &sale.owner,
                    "helper" => &sale.helper,
                    "expert" => &sale.expert,
                    "deal" => &sale.deal,
                    _ => "",
                });
            }
            Cells::Texts(texts)
        }
    }
}
