//! [`Spool`]: where folders are laid out to be computed. Salaries stand in them: nobody else may read them, and none is left behind.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use attain_engine::hash::hex;

/// The file that a process holds as long as it lives.
const LOCK: &str = "lock";

/// The place of this process in the spool.
#[derive(Debug)]
pub struct Spool {
    /// The name of this process among those that use the database.
    pub owner: String,
    folder: PathBuf,
    /// Whoever can take it away from us knows that we are gone.
    _lock: File,
}

impl Spool {
    /// A place in `spool`; and the names of processes that are gone, whose places are cleared.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(spool: &Path) -> io::Result<(Self, Vec<String>)> {
        private().recursive(true).create(spool)?;
        let mut gone = Vec::new();
        for entry in std::fs::read_dir(spool)? {
            let entry = entry?;
            if is_gone(&entry.path())? {
                std::fs::remove_dir_all(entry.path())?;
                gone.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        gone.sort_unstable();
        let owner = random()?;
        let folder = spool.join(&owner);
        private().create(&folder)?;
        let lock = OpenOptions::new().write(true).create_new(true).mode(0o600).open(folder.join(LOCK))?;
        lock.lock()?;
        Ok((Self { owner, folder, _lock: lock }, gone))
    }

    /// A new, empty folder.
    ///
    /// # Errors
    /// What the system says.
    pub fn folder(&self) -> io::Result<Spooled> {
        let folder = self.folder.join(random()?);
        // One that is there already is somebody else's.
        private().create(&folder)?;
        Ok(Spooled(folder))
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        // What cannot be cleared is cleared at the next start.
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// A folder that is there as long as this is kept.
#[derive(Debug)]
pub struct Spooled(PathBuf);

impl Spooled {
    /// Where it stands.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// A new file in it.
    ///
    /// # Errors
    /// What the system says.
    pub fn file(&self, path: &str) -> io::Result<File> {
        let path = self.0.join(path);
        if let Some(parent) = path.parent() {
            private().recursive(true).create(parent)?;
        }
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
    }
}

impl Drop for Spooled {
    fn drop(&mut self) {
        // What cannot be cleared is cleared at the next start.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn private() -> DirBuilder {
    let mut builder = DirBuilder::new();
    builder.mode(0o700);
    builder
}

/// Does the process whose place this is live no more? One that has no lock yet is just coming.
fn is_gone(place: &Path) -> io::Result<bool> {
    match File::open(place.join(LOCK)) {
        Ok(lock) => Ok(lock.try_lock().is_ok()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn random() -> io::Result<String> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(hex(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_the_dead_are_cleared_and_those_of_the_living_are_not() {
        let spool = std::env::temp_dir().join(format!("attain-spool-{}", std::process::id()));
        let (living, gone) = Spool::open(&spool).expect("a place");
        assert!(gone.is_empty());
        let work = living.folder().expect("a folder");
        work.file("plans/x.yaml").expect("a file");
        work.file("plans/x.yaml").expect_err("it is there");
        // A process that was killed leaves its place, and nobody holds the lock.
        let dead = spool.join("dead");
        private().create(&dead).expect("a place");
        std::fs::write(dead.join(LOCK), "").expect("a lock");
        std::fs::write(dead.join("salaries.csv"), "x").expect("a file");
        let (other, gone) = Spool::open(&spool).expect("a place");
        assert_eq!(gone, ["dead"]);
        assert!(!dead.exists() && work.path().join("plans/x.yaml").exists());
        drop((work, living, other));
        assert_eq!(std::fs::read_dir(&spool).expect("a folder").count(), 0);
        std::fs::remove_dir(&spool).expect("an end");
    }
}
