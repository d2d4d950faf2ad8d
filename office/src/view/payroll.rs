//! [`Payroll`]: what a closed period pays, as a payroll system takes it. It is made from the period's seal and from nothing that is
//! computed, so that the same seal gives the same bytes.

mod cell;
mod mapped;
mod totals;

use std::collections::BTreeMap;

use attain_engine::hash::sha256;
use attain_engine::seal::{Seal, SealedLine};
use attain_rules::both;
use attain_rules::calendar::Calendar;
use attain_rules::payroll::Mapping;
use attain_rules::text::Text;
use serde_json::{Map, Value, json};

use self::mapped::Layout;
use self::totals::Totals;
use crate::failure::Failure;

/// What the neutral file in JSON calls itself.
const FORMAT: &str = "attain-payroll/1";
/// The neutral file as CSV.
pub const NEUTRAL_CSV: &str = "payroll.csv";
/// The neutral file as JSON.
pub const NEUTRAL_JSON: &str = "payroll.json";
/// The file of a payroll system.
const MAPPED: &str = "mapped.csv";
/// What a spreadsheet needs to see that a file is UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// How many digits of a digest an export is called by, behind its period.
const ID_DIGITS: usize = 12;

/// The columns of the neutral CSV, and the keys of a row in JSON: those of `lines.csv`, and what the plan says for payroll.
const COLUMNS: [&str; 12] = [
    "id",
    "participant",
    "plan",
    "component",
    "kind",
    "earned_for",
    "paid_in",
    "amount",
    "currency",
    "taxable_value",
    "pay_code",
    "tax_class",
];

/// The columns of numbers, which nobody reads as a formula.
const NUMBERS: [&str; 2] = ["amount", "taxable_value"];

/// What a closed period pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payroll {
    /// What the export is called: its period, and digits that stand for the seal and the mapping.
    pub id: String,
    /// Label of the period.
    pub period: String,
    /// Name of the mapping, if one was asked for.
    pub mapping: Option<String>,
    /// What the payroll system is called for which it lays out a file.
    pub system: Option<Text>,
    /// Digest of the seal.
    pub seal: String,
    /// How many rows the payroll system reads.
    pub rows: usize,
    /// What they come to: the currency and each unit, with all digits.
    pub totals: BTreeMap<String, String>,
    /// What is taxable beside money, in the currency.
    pub taxable: String,
    /// The files.
    pub files: Vec<PayrollFile>,
}

/// A file of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayrollFile {
    /// Its name.
    pub name: &'static str,
    /// How many rows it has.
    pub rows: usize,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl PayrollFile {
    fn new(name: &'static str, rows: usize, bytes: Vec<u8>) -> Self {
        Self { name, rows, sha256: sha256(&bytes), bytes }
    }
}

/// A mapping by which the file of a payroll system is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Mapped<'m> {
    /// Its name.
    pub name: &'m str,
    /// What it says.
    pub mapping: &'m Mapping,
    /// Its text.
    pub text: &'m str,
    /// Which days a period has.
    pub calendar: Calendar,
}

impl Payroll {
    /// What `seal` pays. Lines of nothing do not go out.
    ///
    /// # Errors
    /// [`Failure::TooLarge`] where the amounts cannot be added up; what keeps a mapping from laying them out.
    pub fn of(seal: &Seal, mapped: Option<Mapped<'_>>) -> Result<Self, Failure> {
        let lines: Vec<&SealedLine> = seal.lines.iter().filter(|line| !line.pays_nothing()).collect();
        let Totals { amounts: totals, taxable } = Totals::of(&seal.currency, &lines)?;
        let layout = mapped.map(|mapped| format!("{} {}", mapped.name, sha256(mapped.text.as_bytes())));
        let mut digest = sha256(format!("{FORMAT}\n{}\n{}\n", seal.digest, layout.unwrap_or_default()).as_bytes());
        digest.truncate(ID_DIGITS);
        let mut payroll = Self {
            id: format!("{}-{digest}", seal.period),
            period: seal.period.clone(),
            mapping: mapped.map(|mapped| mapped.name.to_owned()),
            system: mapped.map(|mapped| mapped.mapping.title.clone()),
            seal: seal.digest.clone(),
            rows: lines.len(),
            totals,
            taxable,
            files: Vec::new(),
        };
        let csv = PayrollFile::new(NEUTRAL_CSV, lines.len(), neutral_csv(&seal.currency, &lines));
        let json = payroll.neutral_json(&seal.currency, &lines, &csv.sha256);
        payroll.files.extend([csv, PayrollFile::new(NEUTRAL_JSON, lines.len(), json)]);
        if let Some(Mapped { mapping, calendar, .. }) = mapped {
            let layout = Layout { mapping, calendar, export: &payroll.id, currency: &seal.currency };
            let (rows, bytes) = layout.file(&lines)?;
            payroll.rows = rows;
            payroll.files.push(PayrollFile::new(MAPPED, rows, bytes));
        }
        Ok(payroll)
    }

    /// What identifies it and what it comes to, for programs.
    pub fn json(&self) -> Value {
        let file = |file: &PayrollFile| json!({ "name": file.name, "rows": file.rows, "bytes": file.bytes.len(), "sha256": file.sha256 });
        json!({
            "export": self.id,
            "period": self.period,
            "mapping": self.mapping,
            "seal": self.seal,
            "rows": self.rows,
            "totals": self.totals,
            "taxable_value": self.taxable,
            "files": self.files.iter().map(file).collect::<Vec<_>>(),
        })
    }

    /// The same for people.
    pub fn sentence(&self) -> Text {
        let totals: Vec<String> =
            self.totals.iter().map(|(unit, total)| format!("{} {unit}", super::amount::grouped(total))).collect();
        let (id, en, rows) = (&self.id, super::amount::counted(self.rows, "row"), self.rows);
        let totals = Text { en: totals.join(", "), zh: totals.join("、") };
        match &self.system {
            None => both!("export {id}: {en}, {totals}", "导出 {id}：{rows} 行，{totals}"; totals),
            Some(system) => {
                both!("export {id} for {system}: {en}, {totals}", "{system}的导出 {id}：{rows} 行，{totals}"; totals, system)
            }
        }
    }

    /// The neutral file, one row a line.
    fn neutral_json(&self, currency: &str, lines: &[&SealedLine], csv_sha256: &str) -> Vec<u8> {
        let head = json!({
            "format": FORMAT,
            "export": self.id,
            "period": self.period,
            "seal": self.seal,
            "rows": lines.len(),
            "totals": self.totals,
            "taxable_value": self.taxable,
            "csv_sha256": csv_sha256,
        });
        let mut text = "{\n".to_owned();
        for (key, value) in head.as_object().into_iter().flatten() {
            text.push_str(&format!("{}: {value},\n", json!(key)));
        }
        let rows: Vec<String> = lines
            .iter()
            .map(|line| {
                let cells = COLUMNS.iter().zip(cells(currency, line)).filter(|(_, cell)| !cell.is_empty());
                let row: Map<String, Value> = cells.map(|(key, cell)| ((*key).to_owned(), json!(cell))).collect();
                Value::Object(row).to_string()
            })
            .collect();
        text.push_str(&format!("\"lines\": [\n{}\n]\n}}\n", rows.join(",\n")));
        text.into_bytes()
    }
}

fn neutral_csv(currency: &str, lines: &[&SealedLine]) -> Vec<u8> {
    let mut text = cell::row(&COLUMNS.map(str::to_owned), ',');
    for line in lines {
        let cells = COLUMNS.iter().zip(cells(currency, line));
        let cells =
            cells.map(|(column, cell)| if NUMBERS.contains(column) { cell.to_owned() } else { cell::text(cell) });
        text.push_str(&cell::row(&cells.collect::<Vec<_>>(), ','));
    }
    text.into_bytes()
}

/// In the order of [`COLUMNS`].
fn cells<'l>(currency: &'l str, line: &'l SealedLine) -> [&'l str; 12] {
    [
        &line.id,
        &line.participant,
        &line.plan,
        &line.component,
        &line.kind,
        &line.earned_for,
        &line.paid_in,
        &line.amount,
        line.unit.as_deref().unwrap_or(currency),
        line.taxable.as_deref().unwrap_or_default(),
        line.pay_code.as_deref().unwrap_or_default(),
        line.tax_class.as_deref().unwrap_or_default(),
    ]
}
