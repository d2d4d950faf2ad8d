//! Rows that are added to a data file: laid behind those that stand there, and read as the company reads them, before any counts.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Read as _, Write as _};
use std::path::PathBuf;

use attain_engine::hash::hex;
use attain_intake::brought::{Brought, Form, NotBrought, bring, table_at};
use attain_intake::files::Files;
use attain_office::view::finding;
use attain_rules::diagnostic::{Diagnostic, Severity};
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
    let table = table_at(&work::open(folder.path())?.company().data, path);
    std::fs::rename(brought, folder.path().join(BROUGHT))?;
    let mut tail = BufWriter::new(folder.file(TAIL)?);
    let rows = match bring(&Files::confined(folder.path()), &table, (BROUGHT, *form), &mut tail) {
        Ok(rows) => rows,
        Err(not_brought) => return Ok(Err(NotAdded::Brought(not_brought))),
    };
    tail.flush()?;
    let whole = folder.path().join(path);
    match version {
        Some(_) => {
            io::copy(&mut File::open(folder.path().join(TAIL))?, &mut OpenOptions::new().append(true).open(&whole)?)?
        }
        None => io::copy(&mut File::open(folder.path().join(TAIL))?, &mut folder.file(path)?)?,
    };
    let opened = work::open(folder.path())?.checked()?;
    let is_wrong = |found: &&Diagnostic| {
        let place = found.labels.first().map(|label| opened.sources().place(label.span)).unwrap_or_default();
        let is_error = found.severity == Severity::Error && found.code.starts_with('D');
        is_error && place.file == path && !STILL_TO_COME.contains(&found.code)
    };
    let wrong: Vec<Diagnostic> = opened.findings().iter().filter(is_wrong).cloned().collect();
    if !wrong.is_empty() {
        return Ok(Err(NotAdded::Errors(finding::document(&wrong, opened.sources(), opened.more(), None))));
    }
    let (sha256, bytes) = digest(&mut File::open(whole)?)?;
    Ok(Ok(Added { rows, sha256, bytes, path: path.to_owned(), folder }))
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
