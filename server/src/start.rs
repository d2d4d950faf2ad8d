//! From nothing to a service that listens.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use attain_engine::hash::sha256;
use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::role::Role;
use crate::secret::Token;
use crate::service::Service;
use crate::settings::Settings;
use crate::store::audit::{self, Entry, Origin};
use crate::store::principals::{self, Principal};
use crate::store::{Database, StoreError, files};
use crate::{api, clock, listener, path, worker};

/// Who is there before anybody was let in.
const FIRST: &str = "admin";
/// How long their token holds.
const FIRST_DAYS: i64 = 7;

/// Why the service did not start.
#[derive(Debug)]
pub enum StartError {
    /// The database could not be opened.
    Store(StoreError),
    /// The folder for computations could not be made.
    Spool(PathBuf, std::io::Error),
    /// Nobody can listen at this address.
    Listen(std::net::SocketAddr, std::io::Error),
    /// The system has no chance to give, or no threads.
    System(std::io::Error),
}

impl From<StoreError> for StartError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// A service that is ready to listen.
#[derive(Debug)]
pub struct Started {
    /// Where it listens.
    pub address: std::net::SocketAddr,
    /// The token of the first admin, where the database is new. It is shown once.
    pub token: Option<String>,
    listener: TcpListener,
    service: Service,
}

/// Opens the database, and listens.
///
/// # Errors
/// [`StartError`].
pub async fn start(settings: Settings) -> Result<Started, StartError> {
    let database = Database::open(&settings.database).await?;
    let spool = spool(&settings.database)?;
    let token = begin(&database, &settings).await?;
    let listener = TcpListener::bind(settings.listen).await;
    let listener = listener.map_err(|error| StartError::Listen(settings.listen, error))?;
    let address = listener.local_addr().map_err(StartError::System)?;
    let service =
        Service { database, spool: Arc::new(spool), to_compute: Arc::new(Notify::new()), alone: settings.alone };
    Ok(Started { address, token, listener, service })
}

impl Started {
    /// Answers until `ended`.
    pub async fn serve(self, ended: impl Future<Output = ()>) {
        let Self { listener, service, .. } = self;
        let worker = tokio::spawn(worker::work(service.clone()));
        listener::listen(listener, api::router(service.clone()), ended).await;
        // A run that is cut off here waits for the next start.
        worker.abort();
        service.database.close().await;
    }
}

/// An empty folder beside the database.
fn spool(database: &Path) -> Result<PathBuf, StartError> {
    let mut name = database.file_name().unwrap_or_default().to_owned();
    name.push("-spool");
    let spool = database.with_file_name(name);
    std::fs::create_dir_all(&spool).map_err(|error| StartError::Spool(spool.clone(), error))?;
    Ok(spool)
}

/// The first admin and the first company of a new database; what was left half in an old one is cleaned up.
async fn begin(database: &Database, settings: &Settings) -> Result<Option<String>, StartError> {
    let mut writing = database.begin().await?;
    files::drop_incomplete(&mut writing).await?;
    let at = clock::now();
    let origin = Origin { who: FIRST.to_owned(), at, from: "service".to_owned(), request: String::new() };
    if principals::any(&mut writing).await? {
        if settings.alone {
            audit::add(&mut writing, &origin, Entry { action: "service.alone", object: "service", detail: vec![] })
                .await?;
        }
        writing.commit().await?;
        return Ok(None);
    }
    let token = Token::new().map_err(|error| StartError::System(std::io::Error::other(error)))?;
    let principal = Principal { id: FIRST.to_owned(), role: Role::Admin, participant: None };
    principals::add(&mut writing, &principal, &origin.at).await?;
    principals::add_token(&mut writing, FIRST, &token, &clock::in_days(FIRST_DAYS)).await?;
    let detail = vec![("role", Role::Admin.word().to_owned()), ("token", token.id.clone())];
    audit::add(&mut writing, &origin, Entry { action: "principal.create", object: FIRST, detail }).await?;
    if settings.alone {
        audit::add(&mut writing, &origin, Entry { action: "service.alone", object: "service", detail: vec![] }).await?;
    }
    // What a folder holds beside the company, such as a page about it, is nothing to compute with.
    for (path, text) in settings.company.iter().filter(|(path, _)| path::check(path).is_ok()) {
        take_in(&mut writing, &origin, path, text.as_bytes()).await?;
    }
    writing.commit().await?;
    Ok(Some(token.text()))
}

/// A file that the company begins with.
async fn take_in(
    writing: &mut crate::store::Writing,
    origin: &Origin,
    path: &str,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let (digest, by) = (sha256(bytes), (origin.who.as_str(), origin.at.as_str()));
    let batch = files::begin(writing).await?;
    files::add_chunk(writing, batch, 0, bytes.to_vec()).await?;
    files::complete(writing, batch, &digest, i64::try_from(bytes.len()).unwrap_or(i64::MAX)).await?;
    files::add(writing, (path, 1), batch, by).await?;
    files::publish(writing, (path, 1), by).await?;
    let detail = vec![("version", "1".to_owned()), ("sha256", digest), ("bytes", bytes.len().to_string())];
    audit::add(writing, origin, Entry { action: "file.begin_with", object: path, detail }).await
}
