//! Writing a folder of files, all or nothing.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use attain_office::failure::Failure;

/// Files are made here first and moved into their places only when all of them are complete.
const STAGING: &str = ".attain-partial";

/// A folder under construction. Dropped without [`NewFolder::finish`], it leaves nothing behind.
pub struct NewFolder {
    target: PathBuf,
    made_target: bool,
    finished: bool,
}

impl NewFolder {
    /// Begins a new folder at `target`, which must not be there yet or be empty.
    ///
    /// # Errors
    /// [`Failure::NotEmpty`]; [`Failure::Write`] when it cannot be made.
    pub fn begin(target: &Path) -> Result<Self, Failure> {
        let write = |error| Failure::Write(target.to_owned(), error);
        let made_target = match fs::read_dir(target) {
            Ok(mut entries) => match entries.next() {
                Some(_) => return Err(Failure::NotEmpty(target.to_owned())),
                None => false,
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(target).map_err(write)?;
                true
            }
            Err(error) => return Err(write(error)),
        };
        let folder = Self { target: target.to_owned(), made_target, finished: false };
        fs::create_dir(folder.staging()).map_err(write)?;
        Ok(folder)
    }

    fn staging(&self) -> PathBuf {
        self.target.join(STAGING)
    }

    /// Opens a new file at `path` inside the folder.
    ///
    /// # Errors
    /// [`Failure::Write`].
    pub fn create(&self, path: &str) -> Result<fs::File, Failure> {
        let staged = self.staging().join(path);
        let write = |error| Failure::Write(self.target.join(path), error);
        if let Some(parent) = staged.parent() {
            fs::create_dir_all(parent).map_err(write)?;
        }
        fs::File::create_new(&staged).map_err(write)
    }

    /// Puts everything in its place.
    ///
    /// # Errors
    /// [`Failure::Write`].
    pub fn finish(mut self) -> Result<(), Failure> {
        let write = |error| Failure::Write(self.target.clone(), error);
        for entry in fs::read_dir(self.staging()).map_err(write)? {
            let entry = entry.map_err(write)?;
            fs::rename(entry.path(), self.target.join(entry.file_name())).map_err(write)?;
        }
        fs::remove_dir(self.staging()).map_err(write)?;
        self.finished = true;
        Ok(())
    }
}

impl Drop for NewFolder {
    fn drop(&mut self) {
        if !self.finished {
            // The failure that led here is the one to report; what cannot be cleaned up has no further consequence.
            drop(fs::remove_dir_all(self.staging()));
            if self.made_target {
                drop(fs::remove_dir(&self.target));
            }
        }
    }
}
