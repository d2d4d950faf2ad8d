//! [`Companies`]: companies that were laid out and read, kept for whoever asks about the same snapshot next. They hold what their
//! snapshot holds and nothing else: whether one is kept or read again makes no difference to any answer.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use attain_office::company::Opened;

use crate::spool::{Spool, Spooled};
use crate::store::Database;
use crate::store::snapshots::Snapshot;
use crate::work::{self, Undone};

/// Most companies that are kept.
const MOST_KEPT: usize = 2;

/// A company that was laid out and read.
pub struct Company {
    /// As it was read.
    pub opened: Opened,
    /// Where its files are: transactions are read each time.
    _folder: Spooled,
}

impl std::fmt::Debug for Company {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Salaries stand in it.
        formatter.write_str("Company")
    }
}

/// Those that are kept, each with the number of its snapshot, the one last asked for at the end.
#[derive(Debug, Default)]
pub struct Companies(Mutex<Vec<(i64, Arc<Company>)>>);

impl Companies {
    /// The company of this snapshot. It must run where it may wait.
    ///
    /// # Errors
    /// [`Undone`].
    pub fn get(&self, (database, spool): (&Database, &Spool), snapshot: &Snapshot) -> Result<Arc<Company>, Undone> {
        if let Some(company) = self.kept(snapshot.id) {
            return Ok(company);
        }
        let folder = work::lay_out((database, spool), snapshot, &[])?;
        let opened = work::open(folder.path())?.ready()?;
        let company = Arc::new(Company { opened, _folder: folder });
        let mut kept = self.all();
        kept.retain(|(id, _)| *id != snapshot.id);
        kept.push((snapshot.id, Arc::clone(&company)));
        let too_many = kept.len().saturating_sub(MOST_KEPT);
        kept.drain(..too_many);
        Ok(company)
    }

    /// Keeps the company of this snapshot no longer.
    pub fn forget(&self, snapshot: i64) {
        self.all().retain(|(id, _)| *id != snapshot);
    }

    fn kept(&self, snapshot: i64) -> Option<Arc<Company>> {
        let mut kept = self.all();
        let place = kept.iter().position(|(id, _)| *id == snapshot)?;
        let found = kept.remove(place);
        let company = Arc::clone(&found.1);
        kept.push(found);
        Some(company)
    }

    fn all(&self) -> MutexGuard<'_, Vec<(i64, Arc<Company>)>> {
        // Whoever broke off here left whole companies behind.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
