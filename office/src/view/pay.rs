//! What everybody gets: one table a plan, participants down, components across, totals at both ends.

use std::collections::{BTreeMap, BTreeSet};

use attain_engine::inputs::ParticipantIndex;
use attain_engine::outcome::{Line, LineKind};
use attain_rules::both;
use attain_rules::text::{Language, Text};
use attain_rules::unit::UnitPlace;

use super::amount;
use super::computed::{Computed, Part};
use super::grid::{Lean, grid};
use super::kind;
use super::statement::taxed;
use super::style;

/// Most participants that are listed under one plan unless all are asked for.
const MOST_ROWS: usize = 40;

/// One plan's lines, added up over the periods of the run.
struct Sheet {
    plan: String,
    title: Text,
    columns: Vec<Column>,
    rows: BTreeMap<ParticipantIndex, Vec<i128>>,
}

impl Sheet {
    /// The columns in the order in which they are shown: as the plan has its components, a guarantee behind its own.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.columns.len()).collect();
        order.sort_by_key(|at| self.columns.get(*at).map(|column| (column.place, column.kind, column.unit)));
        order
    }
}

/// A component's earnings, or what its guarantee adds.
struct Column {
    component: String,
    /// Place in the plan version where it was first met.
    place: u32,
    kind: LineKind,
    /// In which unit it is; none for money.
    unit: Option<UnitPlace>,
    title: Text,
}

/// The tables of all plans and the grand total.
pub fn pay(run: &Computed<'_>, language: Language, all: bool) -> String {
    let sheets = sheets(run);
    let mut out = String::new();
    for sheet in &sheets {
        let title = sheet.title.in_language(language);
        let named = if title == sheet.plan { String::new() } else { format!(" · {}", sheet.plan) };
        out.push_str(&style::strong(&format!("{title}{named}")));
        out.push_str("\n\n");
        out.push_str(&table(run, sheet, language, all));
        out.push('\n');
    }
    let label = run.stretch.label(run.company.calendar);
    for (unit, sum) in Computed::sums(run.outcome.lines.iter()) {
        // Everybody on the plans counts for the money; for a unit those who get or give back some of it.
        let counts = |line: &&Line| unit.is_none() || line.unit == unit && line.is_something();
        let people: BTreeSet<_> = run.outcome.lines.iter().filter(counts).map(|line| line.participant).collect();
        let (count, en) =
            (amount::grouped(&people.len().to_string()), if people.len() == 1 { "person" } else { "people" });
        let (total, name) = (amount::minor(sum.amount, run.digits_of(unit)), run.company.title_of(unit));
        let line = both!(
            "Total {label}: {total} {name} for {count} {en}",
            "合计 {label}：{total} {name}，共 {count} 人"; name
        );
        out.push_str(&style::strong(line.in_language(language)));
        if let Some(taxable) = sum.taxable {
            let taxed = taxed(run, taxable);
            out.push_str(both!(" ({taxed})", "（{taxed}）"; taxed).in_language(language));
        }
        out.push('\n');
    }
    let days = run.stretch.days(run.company.calendar);
    if !run.plans.iter().any(|plan| plan.effective.overlaps(&days)) {
        let note = both!(
            "no plan is in force in {label}: see `effective` in the plans",
            "{label} 没有生效的方案：见方案中的 `effective`"
        );
        out.push_str(note.in_language(language));
        out.push('\n');
    }
    out
}

fn sheets(run: &Computed<'_>) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    // Where a (plan, component, kind, unit) of the lines stands in the sheets; versions of one plan share a sheet.
    let mut places: BTreeMap<Part, (usize, usize)> = BTreeMap::new();
    for line in &run.outcome.lines {
        let key = Computed::part_of(line);
        let (sheet, column) = match places.get(&key) {
            Some(place) => *place,
            None => {
                let Some(place) = place(&mut sheets, run, line) else { continue };
                *places.entry(key).or_insert(place)
            }
        };
        let Some(sheet) = sheets.get_mut(sheet) else { continue };
        let row = sheet.rows.entry(line.participant).or_default();
        if row.len() <= column {
            row.resize(column.saturating_add(1), 0);
        }
        if let Some(cell) = row.get_mut(column) {
            *cell = cell.saturating_add(line.minor_units.into());
        }
    }
    sheets
}

fn place(sheets: &mut Vec<Sheet>, run: &Computed<'_>, line: &Line) -> Option<(usize, usize)> {
    let (plan, component) = run.component(line)?;
    let at = sheets.iter().position(|sheet| sheet.plan == plan.name).unwrap_or_else(|| {
        sheets.push(Sheet {
            plan: plan.name.clone(),
            title: plan.title.clone(),
            columns: Vec::new(),
            rows: BTreeMap::new(),
        });
        sheets.len().saturating_sub(1)
    });
    let columns = &mut sheets.get_mut(at)?.columns;
    let same =
        |column: &Column| (&column.component, column.kind, column.unit) == (&component.name, line.kind, line.unit);
    let column = columns.iter().position(same);
    let column = column.unwrap_or_else(|| {
        let title = kind::titled(line.kind, &component.title);
        let unit = run.company.title_of(line.unit);
        let title = if line.unit.is_some() { both!("{title}, {unit}", "{title}，{unit}"; title, unit) } else { title };
        let (component, place, kind) = (component.name.clone(), line.component, line.kind);
        columns.push(Column { component, place, kind, unit: line.unit, title });
        columns.len().saturating_sub(1)
    });
    Some((at, column))
}

fn table(run: &Computed<'_>, sheet: &Sheet, language: Language, all: bool) -> String {
    let say = |text: Text| text.in_language(language).to_owned();
    let money = |amount: i128| amount::minor(amount, run.digits());
    // Where the data has no names, they are the ids.
    let named = sheet.rows.keys().any(|index| run.participant(*index).is_some_and(|one| one.name != one.id));
    let mut header = vec![say(both!("id", "编号"))];
    header.extend(named.then(|| say(both!("name", "姓名"))));
    let order = sheet.order();
    let columns = order.iter().filter_map(|at| sheet.columns.get(*at));
    let units: Vec<Option<UnitPlace>> = columns.clone().map(|column| column.unit).collect();
    let of_money = |cells: &mut dyn Iterator<Item = i128>| -> i128 {
        cells.zip(&units).filter(|(_, unit)| unit.is_none()).map(|(cell, _)| cell).sum()
    };
    let shown = |(cell, unit): (i128, &Option<UnitPlace>)| amount::minor(cell, run.digits_of(*unit));
    header.extend(columns.map(|column| column.title.in_language(language).to_owned()));
    header.push(say(both!("total", "合计")));
    let most = if all { usize::MAX } else { MOST_ROWS };
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut totals = vec![0_i128; sheet.columns.len()];
    for (number, (index, cells)) in sheet.rows.iter().enumerate() {
        let cells = || order.iter().map(|at| cells.get(*at).copied().unwrap_or(0));
        for (total, cell) in totals.iter_mut().zip(cells()) {
            *total = total.saturating_add(cell);
        }
        if number < most {
            let name = run.participant(*index).map_or("", |participant| &participant.name);
            let mut row = vec![run.id(*index).to_owned()];
            row.extend(named.then(|| name.to_owned()));
            row.extend(cells().zip(&units).map(shown));
            row.push(money(of_money(&mut cells())));
            rows.push(row);
        }
    }
    let hidden = sheet.rows.len().saturating_sub(most);
    if hidden > 0 {
        let hidden = amount::grouped(&hidden.to_string());
        rows.push(vec![say(both!("… {hidden} more: `--detail`", "…… 另有 {hidden} 人：`--detail`"))]);
    }
    let mut last = vec![say(both!("total", "合计"))];
    last.extend(named.then(String::new));
    last.extend(totals.iter().copied().zip(&units).map(shown));
    last.push(money(of_money(&mut totals.iter().copied())));
    rows.push(last);
    let leans: &[Lean] = if named { &[Lean::Left, Lean::Left] } else { &[Lean::Left] };
    grid(header, leans, rows)
}
