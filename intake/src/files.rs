//! [`Files`]: where the files of a company come from: its folder, or tables that a test states instead.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Cursor, Read, Seek as _, SeekFrom};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use attain_rules::company::Company;
use attain_rules::nearest::nearest;

use crate::meter::Meter;

/// Where the data of most companies stand.
const DATA_FOLDER: &str = "data";

/// A file that was opened.
pub struct OpenFile {
    /// Its bytes.
    pub reader: Box<dyn Read + Send>,
    /// How many there are.
    pub size: u64,
    /// The number of its first line: 1, unless the header is none of the lines that people wrote.
    pub first_line: u32,
}

/// The files of a company.
#[derive(Clone, Debug)]
pub struct Files {
    root: PathBuf,
    /// Must every file lie inside of the folder?
    is_confined: bool,
    /// Are broken rows refused, whatever the company says?
    pub(crate) is_strict: bool,
    /// Files that go before those of the folder.
    stated: BTreeMap<String, (u32, Arc<[u8]>)>,
    meter: Meter,
}

impl Files {
    /// The files of the folder `root`.
    #[must_use]
    pub fn of(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            is_confined: false,
            is_strict: false,
            stated: BTreeMap::new(),
            meter: Meter::default(),
        }
    }

    /// The files of the folder `root`, where whoever writes the company's file must not name any other: paths that lead out of it
    /// are refused when they are opened.
    #[must_use]
    pub fn confined(root: &Path) -> Self {
        Self { is_confined: true, ..Self::of(root) }
    }

    /// With broken rows refused, whatever the company says.
    #[must_use]
    pub fn refusing_broken_rows(self) -> Self {
        Self { is_strict: true, ..self }
    }

    /// With `meter` as what counts how far the files of transactions have been read.
    #[must_use]
    pub fn counted_by(self, meter: Meter) -> Self {
        Self { meter, ..self }
    }

    /// Where the file at `path` stands.
    fn place(&self, path: &str) -> io::Result<PathBuf> {
        let is_inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        if self.is_confined && !is_inside {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it lies outside of the company's folder"));
        }
        Ok(self.root.join(path))
    }

    /// With `bytes` under `path`, whatever the folder has there.
    pub fn state(&mut self, path: impl Into<String>, bytes: impl Into<Arc<[u8]>>) {
        self.state_from(1, path, bytes);
    }

    /// The same, with its first line counted as `first_line`.
    pub(crate) fn state_from(&mut self, first_line: u32, path: impl Into<String>, bytes: impl Into<Arc<[u8]>>) {
        self.stated.insert(path.into(), (first_line, bytes.into()));
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// How far the files of transactions have been read; by all clones together.
    #[must_use]
    pub const fn meter(&self) -> &Meter {
        &self.meter
    }

    /// A pass over the company's files of transactions begins.
    pub(crate) fn begin_pass(&self, company: &Company) {
        let files = &company.data.transactions;
        self.meter.begin(files.iter().map(|file| self.size(&file.table.path.value)).fold(0, u64::saturating_add));
    }

    /// How many bytes the file at `path` has; none where it is not there.
    fn size(&self, path: &str) -> u64 {
        match self.stated.get(path) {
            Some((_, bytes)) => bytes.len() as u64,
            None => self.place(path).and_then(std::fs::metadata).map_or(0, |metadata| metadata.len()),
        }
    }

    /// Paths of the files in `folder`, sorted by their bytes; folders in it are passed over.
    ///
    /// # Errors
    /// What the system says.
    pub fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let prefix = format!("{folder}/");
        let mut paths: BTreeSet<String> =
            self.stated.keys().filter(|path| path.starts_with(&prefix)).cloned().collect();
        match self.place(folder).and_then(std::fs::read_dir) {
            Ok(entries) => {
                for entry in entries {
                    let entry = entry?;
                    if !entry.path().is_dir() {
                        paths.insert(format!("{prefix}{}", entry.file_name().to_string_lossy()));
                    }
                }
            }
            Err(_) if !paths.is_empty() => {}
            Err(error) => return Err(error),
        }
        Ok(paths.into_iter().collect())
    }

    /// The file that was most likely meant by a `path` at which there is none: of nearly the same name in the same folder, or of the
    /// same one in the folder of data.
    pub(crate) fn nearest(&self, path: &str) -> Option<String> {
        let (folder, name) = path.rsplit_once('/').unwrap_or((".", path));
        let beside = self.list(folder).unwrap_or_default();
        let written = if folder == "." { format!("./{path}") } else { path.to_owned() };
        let near = nearest(&written, beside.iter().map(String::as_str));
        let near = near.map(|near| near.strip_prefix("./").unwrap_or(near).to_owned());
        let is_same = |other: &String| other.rsplit('/').next().is_some_and(|other| other.eq_ignore_ascii_case(name));
        near.or_else(|| self.list(DATA_FOLDER).unwrap_or_default().into_iter().find(is_same))
    }

    /// Does the file at `path` end with the end of a line?
    ///
    /// # Errors
    /// What the system says.
    pub(crate) fn ends_with_a_line(&self, path: &str) -> io::Result<bool> {
        if let Some((_, bytes)) = self.stated.get(path) {
            return Ok(matches!(bytes.last(), Some(b'\n' | b'\r')));
        }
        let mut file = File::open(self.place(path)?)?;
        file.seek(SeekFrom::End(-1))?;
        let mut last = [0];
        file.read_exact(&mut last)?;
        Ok(matches!(last, [b'\n' | b'\r']))
    }

    /// Opens the file at `path`, relative to the folder.
    ///
    /// # Errors
    /// What the system says; [`io::ErrorKind::IsADirectory`] for folders.
    pub fn open(&self, path: &str) -> io::Result<OpenFile> {
        if let Some((first_line, bytes)) = self.stated.get(path) {
            let (size, first_line) = (bytes.len() as u64, *first_line);
            return Ok(OpenFile { reader: Box::new(Cursor::new(Arc::clone(bytes))), size, first_line });
        }
        let file = File::open(self.place(path)?)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        Ok(OpenFile { reader: Box::new(file), size: metadata.len(), first_line: 1 })
    }
}
