//! [`Service`]: what every request can reach.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use attain_engine::seal::ENGINE;
use attain_office::company::Opened;
use tokio::sync::{Notify, Semaphore};

use crate::companies::Companies;
use crate::metrics::Metrics;
use crate::problem::Problem;
use crate::rate::Rate;
use crate::spool::Spool;
use crate::store::Database;
use crate::store::snapshots::Snapshot;
use crate::work::Undone;

/// Computations of requests at a time; more wait. Runs have a place of their own.
const MOST_AT_ONCE: usize = 2;
/// How long a request waits for its turn to compute.
const PATIENCE: Duration = Duration::from_secs(30);

/// What every request can reach.
#[derive(Clone, Debug)]
pub struct Service {
    /// The database.
    pub database: Database,
    /// Where folders are laid out to be computed.
    pub spool: Arc<Spool>,
    /// Told when there is a run to compute.
    pub to_compute: Arc<Notify>,
    /// May people approve their own work? For companies of one.
    pub alone: bool,
    /// Companies that were read, for whoever asks next.
    pub companies: Arc<Companies>,
    /// How it is doing.
    pub metrics: Arc<Metrics>,
    /// How often each principal may ask.
    pub rate: Arc<Rate>,
    places: Arc<Semaphore>,
    /// One for each principal who ever asked: there are never more.
    turns: Arc<Mutex<BTreeMap<String, Arc<Semaphore>>>>,
}

impl Service {
    /// A new one.
    pub fn new(database: Database, spool: Spool, alone: bool, rate: Rate) -> Self {
        Self {
            database,
            spool: Arc::new(spool),
            to_compute: Arc::default(),
            alone,
            companies: Arc::default(),
            metrics: Arc::new(Metrics::new(ENGINE)),
            rate: Arc::new(rate),
            places: Arc::new(Semaphore::new(MOST_AT_ONCE)),
            turns: Arc::default(),
        }
    }

    /// How many requests are being computed for.
    #[must_use]
    pub fn computing(&self) -> usize {
        MOST_AT_ONCE.saturating_sub(self.places.available_permits())
    }

    /// Computes for a request, in its turn, where it keeps nobody else from being answered.
    ///
    /// # Errors
    /// [`Problem::busy`]; what `work` says.
    pub async fn compute<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Undone> + Send + 'static,
    ) -> Result<T, Problem> {
        let place = tokio::time::timeout(PATIENCE, Arc::clone(&self.places).acquire_owned()).await;
        let Ok(Ok(_place)) = place else { return Err(Problem::busy()) };
        aside(work).await.map_err(Problem::from)
    }

    /// The same, one at a time for each principal: nobody keeps all places.
    ///
    /// # Errors
    /// As [`Self::compute`].
    pub async fn compute_for<T: Send + 'static>(
        &self,
        principal: &str,
        work: impl FnOnce() -> Result<T, Undone> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = self.turns().entry(principal.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(1))).clone();
        let turn = tokio::time::timeout(PATIENCE, turn.acquire_owned()).await;
        let Ok(Ok(_turn)) = turn else { return Err(Problem::busy()) };
        self.compute(work).await
    }

    /// The same, with the company of this snapshot.
    ///
    /// # Errors
    /// As [`Self::compute`].
    pub async fn compute_in<T: Send + 'static>(
        &self,
        principal: &str,
        snapshot: Snapshot,
        work: impl FnOnce(&Opened) -> Result<T, Undone> + Send + 'static,
    ) -> Result<T, Problem> {
        let (database, spool, companies) = (self.database.clone(), self.spool.clone(), Arc::clone(&self.companies));
        self.compute_for(principal, move || {
            let done = companies.get((&database, &spool), &snapshot).and_then(|company| work(&company.opened));
            // Its files may be gone.
            if matches!(done, Err(Undone::Spool(_))) {
                companies.forget(snapshot.id);
            }
            done
        })
        .await
    }

    fn turns(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Semaphore>>> {
        // Whoever broke off here left nothing half done.
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Does work that takes long where it keeps nobody from being answered.
///
/// # Errors
/// [`Undone`].
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T, Undone> + Send + 'static) -> Result<T, Undone> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => Err(Undone::Broke(error.to_string())),
    }
}
