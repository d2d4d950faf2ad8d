//! Rows that are added to a data file: laid behind those that stand there, and read as the company reads them, before any counts.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};

use attain_engine::hash::hex;
use attain_intake::brought::{Brought, Form, NotBrought, bring, table_at};
use attain_intake::files::Files;
use attain_intake::folder::COMPANY_FILE;
use attain_office::company::Opened;
use attain_office::failure::Failure;
use attain_office::view::finding;
use attain_rules::company::TableFile;
use attain_rules::diagnostic::{Diagnostic, Severity};
use attain_rules::diagnostics::d::d050;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::body::PART;
use crate::spool::{Spool, Spooled};
use crate::store::Database;
use crate::store::snapshots::Snapshot;
use crate::work::{self, STILL_TO_COME, Undone};

/// Where the rows lie in the folder that were brought, and where those that are new.
const BROUGHT: &str = "brought";
const TAIL: &str = "tail";

/// A file with its new rows, which nobody has stored yet.
#[derive(Debug)]
pub struct Added {
    /// How many rows there are.
    pub rows: Brought,
    /// The digest of the whole file.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: i64,
    path: String,
    folder: Spooled,
}

impl Added {
    /// What stands behind the rows that were there.
    ///
    /// # Errors
    /// What the system says.
    pub fn tail(&self) -> io::Result<File> {
        File::open(self.folder.path().join(TAIL))
    }

    /// The whole file.
    ///
    /// # Errors
    /// What the system says.
    pub fn whole(&self) -> io::Result<File> {
        File::open(self.folder.path().join(&self.path))
    }
}

/// Why no row was added.
#[derive(Debug)]
pub enum NotAdded {
    /// They cannot be laid behind the others.
    Brought(NotBrought),
    /// The file would have errors: the document of `attain check --format json`, with these alone.
    Errors(Value),
}

/// Lays the rows at the place `brought` behind those of this version of the file at `path`, and reads the file as the company of the
/// snapshot does. Rows that cannot be read, or that share what names them with another one, are none to add.
///
/// # Errors
/// [`Undone`], for what has nothing to do with the rows.
pub fn add(
    (database, spool): (&Database, &Spool),
    snapshot: &Snapshot,
    (path, version): (&str, Option<i64>),
    (brought, form): &(PathBuf, Form),
) -> Result<Result<Added, NotAdded>, Undone> {
    let folder = work::lay_out((database, spool), snapshot, &[(path.to_owned(), version)])?;
    let company = match std::fs::read(folder.path().join(COMPANY_FILE)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Failure::NoCompany(folder.path().to_owned()).into());
        }
        read => work::company_of(read?),
    };
    let table = company.map_or_else(|| TableFile::at(path), |company| table_at(&company.data, path));
    // They are laid out once for all tries.
    std::fs::hard_link(brought, folder.path().join(BROUGHT))?;
    let mut tail = BufWriter::new(folder.file(TAIL)?);
    let rows = match bring(&Files::confined(folder.path()), &table, (BROUGHT, *form), &mut tail) {
        Ok(rows) => rows,
        Err(not_brought) => return Ok(Err(NotAdded::Brought(not_brought))),
    };
    tail.flush()?;
    let whole = folder.path().join(path);
    let standing = version.map(|_| std::fs::metadata(&whole).map(|file| file.len())).transpose()?;
    lay_behind(&folder, path, standing)?;
    let after = wrong(folder.path())?;
    if !after.errors.is_empty() {
        // What was wrong before, in whatever file, is nothing that these rows brought.
        match standing {
            Some(bytes) => OpenOptions::new().write(true).open(&whole)?.set_len(bytes)?,
            None => std::fs::remove_file(&whole)?,
        }
        let before: BTreeSet<String> = wrong(folder.path())?.errors.into_iter().map(|(told, _)| told).collect();
        let brought = after.errors.into_iter().filter(|(told, _)| !before.contains(told));
        let brought: Vec<Diagnostic> = brought.map(|(_, found)| found).collect();
        if !brought.is_empty() {
            return Ok(Err(NotAdded::Errors(finding::document(&brought, after.opened.sources(), 0, None))));
        }
        lay_behind(&folder, path, standing)?;
    }
    let (sha256, bytes) = digest(&mut File::open(whole)?)?;
    Ok(Ok(Added { rows, sha256, bytes, path: path.to_owned(), folder }))
}

/// Lays the new rows behind the bytes that stand there; or as a new file where none does.
fn lay_behind(folder: &Spooled, path: &str, standing: Option<u64>) -> io::Result<()> {
    let mut tail = File::open(folder.path().join(TAIL))?;
    let mut whole = match standing {
        Some(_) => OpenOptions::new().append(true).open(folder.path().join(path))?,
        None => folder.file(path)?,
    };
    io::copy(&mut tail, &mut whole).map(|_| ())
}

/// What is wrong with the rows of the company in this folder.
struct Wrong {
    opened: Opened,
    /// Each with what it says and of which text, whichever line that stands in.
    errors: Vec<(String, Diagnostic)>,
}

/// Errors of data, whatever the company does with broken rows; but for what is still to come while it is built. That more are there
/// than are told is one of them.
fn wrong(folder: &Path) -> Result<Wrong, Undone> {
    let opened = work::open_files(Files::confined(folder).refusing_broken_rows())?.with_rows_checked();
    let is_wrong = |found: &&Diagnostic| {
        let is_error = found.severity == Severity::Error || found.code == d050::EXPLANATION.code;
        is_error && found.code.starts_with('D') && !STILL_TO_COME.contains(&found.code)
    };
    let told = |found: &Diagnostic| {
        let label = found.labels.first();
        let (file, text) = label
            .map(|label| (opened.sources().place(label.span).file, opened.sources().text(label.span)))
            .unwrap_or_default();
        format!("{} {file} {text} {} {}", found.code, found.message.en, found.rows)
    };
    let errors = opened.findings().iter().filter(is_wrong).map(|found| (told(found), found.clone())).collect();
    Ok(Wrong { opened, errors })
}

/// The digest of a file, and how many bytes it has.
fn digest(file: &mut File) -> io::Result<(String, i64)> {
    let (mut hasher, mut all, mut part) = (Sha256::new(), 0_i64, vec![0; PART]);
    loop {
        let count = file.read(&mut part)?;
        let Some(bytes) = part.get(..count).filter(|bytes| !bytes.is_empty()) else { break };
        hasher.update(bytes);
        all = all.saturating_add(i64::try_from(count).unwrap_or(i64::MAX));
    }
    Ok((hex(&hasher.finalize()), all))
}
