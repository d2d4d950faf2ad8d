//! Exports: what went to payroll of which period, its files, and which export payroll has taken in. Nothing of it is ever changed.

use std::collections::BTreeMap;

use serde_json::json;

use super::value::{Row, Value};
use super::{Database, StoreError, Writing};

/// What went to payroll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// What it is called.
    pub id: String,
    /// Label of its period.
    pub period: String,
    /// Digest of the seal that it is made of.
    pub seal: String,
    /// Path of the mapping by which its last file is laid out, if one was asked for.
    pub mapping: Option<String>,
    /// Its version; 0 without one.
    pub version: i64,
    /// How many rows payroll reads.
    pub rows: i64,
    /// What they come to: amounts by currency and unit.
    pub totals: BTreeMap<String, String>,
    /// What is taxable beside money.
    pub taxable: String,
    /// Who made it.
    pub made_by: String,
    /// When.
    pub made_at: String,
    /// Who said that payroll has taken it in, if anybody did.
    pub acknowledged_by: Option<String>,
    /// When.
    pub acknowledged_at: Option<String>,
    /// Its files.
    pub files: Vec<ExportFile>,
}

/// What is known of a file of an export beside its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportFile {
    /// Its name.
    pub name: String,
    /// How many rows it has.
    pub rows: i64,
    /// How many bytes.
    pub size: i64,
    /// Their digest.
    pub sha256: String,
}

/// Adds an export, without its files.
///
/// # Errors
/// [`StoreError::Taken`] where it is there.
pub async fn add(writing: &mut Writing, export: &Export) -> Result<(), StoreError> {
    let sql = "INSERT INTO exports (id, period, seal, mapping, version, rows, totals, taxable, made_by, made_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let Export { id, period, seal, mapping, version, rows, totals, taxable, made_by, made_at, .. } = export;
    let values: Vec<Value> = vec![
        id.as_str().into(),
        period.as_str().into(),
        seal.as_str().into(),
        mapping.clone().into(),
        (*version).into(),
        (*rows).into(),
        json!(totals).to_string().into(),
        taxable.as_str().into(),
        made_by.as_str().into(),
        made_at.as_str().into(),
    ];
    writing.run(sql, values).await.map(|_| ())
}

/// Adds a file to an export that was just added.
///
/// # Errors
/// [`StoreError`].
pub async fn add_file(
    writing: &mut Writing,
    (export, place): (&str, i64),
    file: &ExportFile,
    bytes: Vec<u8>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO export_files (export, place, name, rows, size, sha256, bytes) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let ExportFile { name, rows, size, sha256 } = file;
    let values: Vec<Value> = vec![
        export.into(),
        place.into(),
        name.as_str().into(),
        (*rows).into(),
        (*size).into(),
        sha256.as_str().into(),
        bytes.into(),
    ];
    writing.run(sql, values).await.map(|_| ())
}

/// Says that payroll has taken an export in.
///
/// # Errors
/// [`StoreError::Taken`] where it has taken in this one or another one of the period.
pub async fn acknowledge(
    writing: &mut Writing,
    (period, export): (&str, &str),
    (who, at): (&str, &str),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO acknowledgements (period, export, made_by, made_at) VALUES ($1, $2, $3, $4)";
    writing.run(sql, vec![period.into(), export.into(), who.into(), at.into()]).await.map(|_| ())
}

const SELECT: &str = "SELECT e.id, e.period, e.seal, e.mapping, e.version, e.rows, e.totals, e.taxable, e.made_by, e.made_at, a.made_by, a.made_at \
     FROM exports e LEFT JOIN acknowledgements a ON a.export = e.id WHERE e.period = $1 ORDER BY e.made_at, e.id";
const SELECT_FILES: &str = "SELECT f.export, f.name, f.rows, f.size, f.sha256 FROM export_files f \
     JOIN exports e ON e.id = f.export WHERE e.period = $1 ORDER BY f.export, f.place";

/// The exports of a period, earliest first.
///
/// # Errors
/// [`StoreError`].
pub async fn all(database: &Database, period: &str) -> Result<Vec<Export>, StoreError> {
    let exports = database.rows(SELECT, vec![period.into()]).await?;
    read(&exports, &database.rows(SELECT_FILES, vec![period.into()]).await?)
}

/// The same, seen by whoever is about to add one.
///
/// # Errors
/// [`StoreError`].
pub async fn all_of(writing: &mut Writing, period: &str) -> Result<Vec<Export>, StoreError> {
    let exports = writing.rows(SELECT, vec![period.into()]).await?;
    read(&exports, &writing.rows(SELECT_FILES, vec![period.into()]).await?)
}

/// The bytes of a file of an export of this period.
///
/// # Errors
/// [`StoreError`].
pub async fn file(
    database: &Database,
    (period, export): (&str, &str),
    name: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT f.bytes FROM export_files f JOIN exports e ON e.id = f.export \
               WHERE e.period = $1 AND e.id = $2 AND f.name = $3";
    let rows = database.rows(sql, vec![period.into(), export.into(), name.into()]).await?;
    rows.first().map(|row| row.bytes(0)).transpose()
}

fn read(exports: &[Row], files: &[Row]) -> Result<Vec<Export>, StoreError> {
    let mut all = exports.iter().map(export).collect::<Result<Vec<_>, _>>()?;
    for row in files {
        let of = row.text(0)?;
        let file = ExportFile { name: row.text(1)?, rows: row.int(2)?, size: row.int(3)?, sha256: row.text(4)? };
        all.iter_mut().filter(|export| export.id == of).for_each(|export| export.files.push(file.clone()));
    }
    Ok(all)
}

fn export(row: &Row) -> Result<Export, StoreError> {
    Ok(Export {
        id: row.text(0)?,
        period: row.text(1)?,
        seal: row.text(2)?,
        mapping: row.optional_text(3)?,
        version: row.int(4)?,
        rows: row.int(5)?,
        totals: serde_json::from_str(&row.text(6)?).map_err(|_| StoreError::Shape(6))?,
        taxable: row.text(7)?,
        made_by: row.text(8)?,
        made_at: row.text(9)?,
        acknowledged_by: row.optional_text(10)?,
        acknowledged_at: row.optional_text(11)?,
        files: Vec::new(),
    })
}
