//! What went to payroll.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::store::exports;

/// What went to payroll of a period.
#[derive(Debug, Serialize, ToSchema)]
pub struct Exports {
    /// Earliest first.
    pub exports: Vec<Export>,
}

/// What a closed period pays, as payroll takes it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Export {
    /// Its id.
    pub export: String,
    /// The label of its period.
    pub period: String,
    /// The mapping by which its last file is laid out; null without one.
    pub mapping: Option<Mapping>,
    /// The digest of the seal that it is made of.
    pub seal: String,
    /// How many rows payroll reads.
    pub rows: i64,
    /// What they come to, by currency and unit.
    pub totals: BTreeMap<String, String>,
    /// What of units is taxable, in the company's currency.
    pub taxable_value: String,
    /// Its files.
    pub files: Vec<ExportFile>,
    /// Who made it.
    pub made_by: String,
    /// When, in UTC.
    pub made_at: String,
    /// Who said that payroll has taken it in; null before.
    pub acknowledged_by: Option<String>,
    /// When, in UTC.
    pub acknowledged_at: Option<String>,
}

/// A version of a mapping.
#[derive(Debug, Serialize, ToSchema)]
pub struct Mapping {
    /// Its name: `NAME` of `payroll/NAME.yaml`.
    pub name: String,
    /// The number of the version.
    pub version: i64,
}

/// A file of an export.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExportFile {
    /// Its name.
    pub name: String,
    /// How many rows it has.
    pub rows: i64,
    /// How many bytes.
    pub bytes: i64,
    /// Their digest.
    pub sha256: String,
}

impl From<exports::Export> for Export {
    fn from(export: exports::Export) -> Self {
        let file = |file: exports::ExportFile| {
            let exports::ExportFile { name, rows, size, sha256 } = file;
            ExportFile { name, rows, bytes: size, sha256 }
        };
        let name = |path: String| path.strip_suffix(".yaml")?.rsplit('/').next().map(str::to_owned);
        let version = export.version;
        Self {
            export: export.id,
            period: export.period,
            mapping: export.mapping.and_then(name).map(|name| Mapping { name, version }),
            seal: export.seal,
            rows: export.rows,
            totals: export.totals,
            taxable_value: export.taxable,
            files: export.files.into_iter().map(file).collect(),
            made_by: export.made_by,
            made_at: export.made_at,
            acknowledged_by: export.acknowledged_by,
            acknowledged_at: export.acknowledged_at,
        }
    }
}
