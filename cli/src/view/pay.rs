//! What everybody gets: one table a plan, participants down, components across, totals at both ends.

use std::collections::BTreeMap;

use attain_engine::inputs::ParticipantIndex;
use attain_engine::outcome::LineKind;
use attain_rules::both;
use attain_rules::text::{Language, Text};

use super::amount;
use super::computed::Computed;
use super::grid::{Lean, grid};
use super::kind;
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
        order.sort_by_key(|at| self.columns.get(*at).map(|column| (column.place, column.kind)));
        order
    }
}

/// A component's earnings, or what its guarantee adds.
struct Column {
    component: String,
    /// Place in the plan version where it was first met.
    place: u32,
    kind: LineKind,
    title: Text,
}

/// The tables of all plans and the grand total.
pub fn pay(run: &Computed<'_>, language: Language, all: bool) -> String {
    let sheets = sheets(run);
    let mut out = String::new();
    let mut total = 0_i128;
    let mut people = std::collections::BTreeSet::new();
    for sheet in &sheets {
        total = total.saturating_add(sheet.rows.values().flatten().sum());
        people.extend(sheet.rows.keys().copied());
        let title = sheet.title.in_language(language);
        let named = if title == sheet.plan { String::new() } else { format!(" · {}", sheet.plan) };
        out.push_str(&style::strong(&format!("{title}{named}")));
        out.push_str("\n\n");
        out.push_str(&table(run, sheet, language, all));
        out.push('\n');
    }
    let (sum, currency) = (amount::minor(total, run.digits()), run.currency());
    let (count, en) = (amount::grouped(&people.len().to_string()), if people.len() == 1 { "person" } else { "people" });
    let label = run.stretch.label(run.company.calendar);
    let line =
        both!("Total {label}: {sum} {currency} for {count} {en}", "合计 {label}：{sum} {currency}，共 {count} 人");
    out.push_str(&style::strong(line.in_language(language)));
    out.push('\n');
    out
}

fn sheets(run: &Computed<'_>) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    // Where a (plan, component, kind) of the lines stands in the sheets; versions of one plan share a sheet.
    let mut places: BTreeMap<(u32, u32, LineKind), (usize, usize)> = BTreeMap::new();
    for line in &run.outcome.lines {
        let key = (line.plan, line.component, line.kind);
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

fn place(sheets: &mut Vec<Sheet>, run: &Computed<'_>, line: &attain_engine::outcome::Line) -> Option<(usize, usize)> {
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
    let column = columns.iter().position(|column| column.component == component.name && column.kind == line.kind);
    let column = column.unwrap_or_else(|| {
        let title = kind::titled(line.kind, &component.title);
        columns.push(Column { component: component.name.clone(), place: line.component, kind: line.kind, title });
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
            row.extend(cells().map(money));
            row.push(money(cells().sum()));
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
    last.extend(totals.iter().copied().map(money));
    last.push(money(totals.iter().sum()));
    rows.push(last);
    let leans: &[Lean] = if named { &[Lean::Left, Lean::Left] } else { &[Lean::Left] };
    grid(header, leans, rows)
}
