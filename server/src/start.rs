//! From nothing to a service that listens.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use attain_engine::hash::sha256;
use tokio::net::TcpListener;

use crate::key::Key;
use crate::rate::Rate;
use crate::record::KEY;
use crate::role::Role;
use crate::secret::Token;
use crate::service::Service;
use crate::settings::Settings;
use crate::spool::Spool;
use crate::store::audit::{self, Entry, Origin};
use crate::store::principals::SERVICE;
use crate::store::principals::{self, Principal};
use crate::store::{Database, StoreError, Writing, files};
use crate::{api, clock, listener, path, worker};

/// Who is there before anybody was let in.
const FIRST: &str = "admin";
/// How long a token holds that the service shows when it starts.
const DAYS: i64 = 7;

/// Why the service did not start.
#[derive(Debug)]
pub enum StartError {
    /// The database could not be opened.
    Store(StoreError),
    /// The folder for computations could not be made.
    Spool(PathBuf, std::io::Error),
    /// The key could not be read or made.
    Key(PathBuf, std::io::Error),
    /// The log in the database was signed with another key than this file has.
    OtherKey(PathBuf),
    /// The key in this file signed the log before, and was given up.
    OldKey(PathBuf),
    /// Nobody can listen at this address.
    Listen(SocketAddr, std::io::Error),
    /// There is nobody of this id who could get a token.
    Nobody(String),
    /// This says not how much is logged.
    Log(String),
    /// The system has no chance to give, or no threads; or nobody hears what is said.
    System(std::io::Error),
}

impl From<StoreError> for StartError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// A token that is shown once.
#[derive(Debug)]
pub struct Shown {
    /// Whose it is.
    pub owner: String,
    /// The token.
    pub token: Token,
    /// How many days it holds.
    pub days: i64,
}

/// A service that is ready to listen.
#[derive(Debug)]
pub struct Started {
    /// Where it listens.
    pub address: SocketAddr,
    /// A token to show: of the first admin, where the database is new, or of whom one was asked for.
    pub shown: Option<Shown>,
    listener: TcpListener,
    service: Service,
}

/// Listens, and opens the database. Nothing is written when nobody could be answered.
///
/// # Errors
/// [`StartError`].
pub async fn start(settings: Settings) -> Result<Started, StartError> {
    let listener = TcpListener::bind(settings.listen).await;
    let listener = listener.map_err(|error| StartError::Listen(settings.listen, error))?;
    let address = listener.local_addr().map_err(StartError::System)?;
    let (key, is_new) = Key::open(&settings.key).map_err(|error| StartError::Key(settings.key.clone(), error))?;
    let next = match &settings.new_key {
        None => None,
        Some(path) => Some(Key::open(path).map_err(|error| StartError::Key(path.clone(), error))?),
    };
    let database = Database::open(&settings.database, key).await?;
    let opened = Spool::open(&settings.spool);
    let (spool, gone) = opened.map_err(|error| StartError::Spool(settings.spool.clone(), error))?;
    let mut writing = database.begin().await?;
    for owner in gone {
        files::drop_incomplete(&mut writing, &owner).await?;
    }
    let (next, is_next_new) = next.map_or((None, false), |(key, is_new)| (Some(Arc::new(key)), is_new));
    match begin(&mut writing, &settings, &spool.owner, next.clone()).await {
        Ok(shown) => {
            writing.commit().await?;
            let database = match next {
                Some(next) => database.signing_with(next),
                None => database,
            };
            Ok(Started {
                address,
                shown,
                listener,
                service: Service::new(database, spool, settings.alone, Rate::new(settings.rate)),
            })
        }
        Err(error) => {
            // One that was made for nothing must not stand where the right one belongs.
            let made = [Some(&settings.key).filter(|_| is_new), settings.new_key.as_ref().filter(|_| is_next_new)];
            for path in made.into_iter().flatten().filter(|_| matches!(error, StartError::OtherKey(_))) {
                std::fs::remove_file(path).map_err(StartError::System)?;
            }
            Err(error)
        }
    }
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

/// The first admin and the first company of a new database; a token for whom one was asked for.
async fn begin(
    writing: &mut Writing,
    settings: &Settings,
    owner: &str,
    next: Option<Arc<Key>>,
) -> Result<Option<Shown>, StartError> {
    let at = clock::now();
    let origin = Origin { who: SERVICE.to_owned(), at, from: SERVICE.to_owned(), request: String::new() };
    let last = audit::last_of(writing).await?;
    let is_handed_on = |key: &Arc<Key>| last.as_ref().is_some_and(|last| audit::goes_on(last, key));
    if last.as_ref().is_some_and(|last| !audit::goes_on(last, writing.key()))
        && !next.as_ref().is_some_and(is_handed_on)
    {
        return Err(StartError::OtherKey(settings.key.clone()));
    }
    let is_new = !principals::any(writing).await?;
    if is_new {
        let detail = vec![(KEY, writing.key().public())];
        audit::add(writing, &origin, Entry { action: "log.begin", object: "audit", detail }).await?;
    }
    match next {
        // Whoever was stopped behind that starts with both keys again.
        Some(next) if is_handed_on(&next) => writing.sign_with(next),
        Some(next) if audit::has_named(writing, &next.public()).await? => {
            return Err(StartError::OldKey(settings.new_key.clone().unwrap_or_default()));
        }
        Some(next) => audit::change_key(writing, &origin, next).await?,
        None => {}
    }
    if settings.alone {
        audit::add(writing, &origin, Entry { action: "service.alone", object: SERVICE, detail: vec![] }).await?;
    }
    if !is_new {
        let Some(id) = &settings.new_token else { return Ok(None) };
        if !principals::is_there(writing, id).await? {
            return Err(StartError::Nobody(id.clone()));
        }
        return new_token(writing, &origin, id).await.map(Some);
    }
    let principal = Principal { id: FIRST.to_owned(), role: Role::Admin, participant: None };
    principals::add(writing, &principal, &origin.at).await?;
    let detail = vec![("role", Role::Admin.word().to_owned())];
    audit::add(writing, &origin, Entry { action: "principal.create", object: FIRST, detail }).await?;
    // What a folder holds beside the company, such as a page about it, is nothing to compute with.
    for (path, text) in settings.company.iter().filter(|(path, _)| path::check(path).is_ok()) {
        take_in(writing, (&origin, owner), path, text.as_bytes()).await?;
    }
    new_token(writing, &origin, FIRST).await.map(Some)
}

async fn new_token(writing: &mut Writing, origin: &Origin, id: &str) -> Result<Shown, StartError> {
    let token = Token::new().map_err(|error| StartError::System(std::io::Error::other(error)))?;
    let until = clock::in_days(DAYS);
    principals::add_token(writing, id, &token, &until).await?;
    let detail = vec![("token", token.id.clone()), ("expires_at", until)];
    audit::add(writing, origin, Entry { action: "token.create", object: id, detail }).await?;
    Ok(Shown { owner: id.to_owned(), token, days: DAYS })
}

/// A file that the company begins with.
async fn take_in(
    writing: &mut Writing,
    (origin, owner): (&Origin, &str),
    path: &str,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let (digest, by) = (sha256(bytes), (FIRST, origin.at.as_str()));
    let batch = files::begin(writing, owner).await?;
    files::add_chunk(writing, batch, 0, bytes.to_vec()).await?;
    files::complete(writing, batch, &digest, i64::try_from(bytes.len()).unwrap_or(i64::MAX)).await?;
    files::add(writing, (path, 1), batch, by).await?;
    files::publish(writing, (path, 1), by).await?;
    let detail = vec![("version", "1".to_owned()), ("sha256", digest), ("bytes", bytes.len().to_string())];
    audit::add(writing, origin, Entry { action: "file.begin_with", object: path, detail }).await.map(|_| ())
}
