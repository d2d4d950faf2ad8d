//! [`Service`]: what every request can reach.

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::Notify;

use crate::store::Database;

/// What every request can reach.
#[derive(Clone, Debug)]
pub struct Service {
    /// The database.
    pub database: Database,
    /// Where folders are laid out to be computed.
    pub spool: Arc<PathBuf>,
    /// Told when there is a run to compute.
    pub to_compute: Arc<Notify>,
    /// May people approve their own work? For companies of one.
    pub alone: bool,
}
