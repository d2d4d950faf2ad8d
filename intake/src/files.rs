//! [`Files`]: where the files of a company come from: its folder, or tables that a test states instead.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
    /// Files that go before those of the folder.
    stated: BTreeMap<String, (u32, Arc<[u8]>)>,
}

impl Files {
    /// The files of the folder `root`.
    #[must_use]
    pub fn of(root: &Path) -> Self {
        Self { root: root.to_owned(), stated: BTreeMap::new() }
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

    /// Paths of the files in `folder`, sorted by their bytes; folders in it are passed over.
    ///
    /// # Errors
    /// What the system says.
    pub fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let prefix = format!("{folder}/");
        let mut paths: BTreeSet<String> =
            self.stated.keys().filter(|path| path.starts_with(&prefix)).cloned().collect();
        match std::fs::read_dir(self.root.join(folder)) {
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

    /// Opens the file at `path`, relative to the folder.
    ///
    /// # Errors
    /// What the system says; [`io::ErrorKind::IsADirectory`] for folders.
    pub fn open(&self, path: &str) -> io::Result<OpenFile> {
        if let Some((first_line, bytes)) = self.stated.get(path) {
            let (size, first_line) = (bytes.len() as u64, *first_line);
            return Ok(OpenFile { reader: Box::new(Cursor::new(Arc::clone(bytes))), size, first_line });
        }
        let file = File::open(self.root.join(path))?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        Ok(OpenFile { reader: Box::new(file), size: metadata.len(), first_line: 1 })
    }
}
