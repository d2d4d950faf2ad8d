//! Findings about runs.

use super::Explanation;
use crate::both;
use crate::text::Text;

pub mod r001;
pub mod r002;
pub mod r003;
pub mod r004;
pub mod r005;
pub mod r007;
pub mod r008;
pub mod r009;
pub mod r010;
pub mod r011;
pub mod r013;
pub mod r014;
pub mod r015;
pub mod r016;
pub mod r017;
pub mod r030;
pub mod r031;
pub mod r032;
pub mod r033;
pub mod r034;

/// Their explanations, in the order of their codes.
pub const ALL: &[&Explanation] = &[
    &r001::EXPLANATION,
    &r002::EXPLANATION,
    &r003::EXPLANATION,
    &r004::EXPLANATION,
    &r005::EXPLANATION,
    &r007::EXPLANATION,
    &r008::EXPLANATION,
    &r009::EXPLANATION,
    &r010::EXPLANATION,
    &r011::EXPLANATION,
    &r013::EXPLANATION,
    &r014::EXPLANATION,
    &r015::EXPLANATION,
    &r016::EXPLANATION,
    &r017::EXPLANATION,
    &r030::EXPLANATION,
    &r031::EXPLANATION,
    &r032::EXPLANATION,
    &r033::EXPLANATION,
    &r034::EXPLANATION,
];

/// Rows that a run needs and does not find: told before it fails for them.
#[derive(Clone, Debug)]
pub struct Needed {
    /// Name of the quota or metric in the data.
    pub name: String,
    /// Labels of the periods in question, earliest first.
    pub periods: Vec<String>,
    /// How many people lack a row.
    pub people: usize,
    /// Ids of the first of them.
    pub named: Vec<String>,
    /// The file to which rows have to be added; nothing where `attain.yaml` names none.
    pub file: Option<String>,
    /// Such a row, where one can be shown.
    pub row: Option<Row>,
    /// What their rows say in the place of the name, where that is nearly it.
    pub misspelt: Option<Misspelt>,
}

/// Rows whose name is nearly that of a quota or metric, and is read by no plan.
#[derive(Clone, Debug)]
pub struct Misspelt {
    /// The name that a plan reads.
    pub name: String,
    /// The name that the rows have.
    pub found: String,
    /// File and line of the first row: `data/quotas.csv:5`.
    pub place: String,
    /// How many more rows there are.
    pub more: usize,
    /// Has anybody a row of the name that the plan reads?
    pub is_known: bool,
}

/// A row of a file, as it would have to be written.
#[derive(Clone, Debug)]
pub struct Row {
    /// The names of the columns.
    pub header: String,
    /// The cells under them.
    pub cells: String,
}

/// How many periods are told.
const MOST_PERIODS: usize = 3;

impl Needed {
    /// `2026-01, 2026-02, 2026-03 and 4 more`.
    pub(super) fn periods(&self) -> Text {
        let shown = self.periods.iter().take(MOST_PERIODS).map(String::as_str).collect::<Vec<_>>();
        let (en, zh) = (shown.join(", "), shown.join("、"));
        match self.periods.len().saturating_sub(shown.len()) {
            0 => both!("{en}", "{zh}"),
            more => both!("{en} and {more} more", "{zh} 以及另外 {more} 个期间"),
        }
    }

    /// `` `E1`, `E2` and 3 more ``.
    pub(super) fn whose(&self) -> Text {
        let named: Vec<String> = self.named.iter().map(|id| format!("`{id}`")).collect();
        let (en, zh) = (named.join(", "), named.join("、"));
        match self.people.saturating_sub(named.len()) {
            0 => both!("{en}", "{zh}"),
            more => both!("{en} and {more} more", "{zh} 以及另外 {more} 人"),
        }
    }

    /// What to do; `key` is the word of the plan that says what a missing row means.
    pub(super) fn help(&self, key: &str) -> Text {
        if let Some(misspelt) = &self.misspelt {
            return misspelt.help();
        }
        let or = both!("or say `{key}: report` or a number", "或写明 `{key}: report` 或一个数");
        match (&self.file, &self.row) {
            (None, _) => {
                both!("name their file under `data` in attain.yaml, {or}", "请在 attain.yaml 的 `data` 下写明其文件，{or}"; or)
            }
            (Some(file), None) => both!("add them to {file}, {or}", "请补入 {file}，{or}"; or),
            (Some(file), Some(Row { header, cells })) => both!(
                "add rows to {file} such as `{cells}` (its columns are `{header}`), {or}",
                "请在 {file} 中补上这样的行：`{cells}`（各列为 `{header}`），{or}"; or
            ),
        }
    }
}

impl Misspelt {
    /// How to mend it.
    #[must_use]
    pub fn help(&self) -> Text {
        let Self { name, found, place, more, .. } = self;
        let rows = match more {
            0 => both!("{place} says", "{place} 写的是"),
            1 => both!("{place} and 1 more row say", "{place} 等 2 行写的是"),
            _ => {
                let all = more.saturating_add(1);
                both!("{place} and {more} more rows say", "{place} 等 {all} 行写的是")
            }
        };
        if self.is_known {
            both!(
                "{rows} `{found}`, which no plan reads: if `{name}` is meant, correct it there",
                "{rows} `{found}`，没有方案读取：如果指的是 `{name}`，请在那里改正"; rows
            )
        } else {
            both!(
                "{rows} `{found}`, which no plan reads, and no row says `{name}`: correct whichever is misspelt",
                "{rows} `{found}`，没有方案读取，也没有任何行写 `{name}`：请改正写错的那一个"; rows
            )
        }
    }
}
