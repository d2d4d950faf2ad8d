//! [`Database`]: SQL with `$1` goes in, [`Row`]s come out, and nobody else knows which database there is.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::postgres::PgPool;
use sqlx::sqlite::SqlitePool;
use sqlx::{Postgres, SqlStr, Sqlite, Transaction};
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::value::{Row, Value};
use super::{StoreError, postgres, sqlite};
use crate::key::Key;
use crate::settings::Location;

/// How long a writer waits for another one, and whoever wants a connection for one.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// Most connections at a time.
pub const MOST_CONNECTIONS: u32 = 8;
/// Whoever writes in PostgreSQL holds the lock of this number (`attain`, as bytes): there is one writer at a time, as in SQLite, so
/// that what is read before a change still holds when it is made, and the audit log has one end.
const LOCK: &str = "SELECT pg_advisory_xact_lock(107166418265454)";
/// The table in which migrations are recorded.
const MIGRATED: &str = "_sqlx_migrations";

/// The database of the service.
#[derive(Clone, Debug)]
pub struct Database {
    pool: Pool,
    /// Whoever writes waits here for a turn, in order; the database itself would let them try in no order at all.
    turn: Arc<Mutex<()>>,
    /// With what the audit log is signed.
    key: Arc<Key>,
}

#[derive(Clone, Debug)]
enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Database {
    /// Opens the database, makes it when it is empty, and brings it up to date.
    ///
    /// # Errors
    /// [`StoreError::Foreign`]; [`StoreError::Database`].
    pub async fn open(location: &Location, key: Key) -> Result<Self, StoreError> {
        let pool = match location {
            Location::File(path) => Pool::Sqlite(sqlite::open(path).await?),
            Location::Server(url) => Pool::Postgres(postgres::open(url).await?),
        };
        Ok(Self { pool, turn: Arc::default(), key: Arc::new(key) })
    }

    /// The rows that `sql` gives, as they stood at one moment.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn rows(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        match &self.pool {
            Pool::Sqlite(pool) => sqlite::bound(sql, values).fetch_all(pool).await?.iter().map(sqlite::row).collect(),
            Pool::Postgres(pool) => {
                postgres::bound(sql, values).fetch_all(pool).await?.iter().map(postgres::row).collect()
            }
        }
    }

    /// Begins to write; whoever else writes waits, also in other processes.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn begin(&self) -> Result<Writing, StoreError> {
        let turn = Arc::clone(&self.turn).lock_owned().await;
        let transaction = match &self.pool {
            Pool::Sqlite(pool) => Open::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
            Pool::Postgres(pool) => {
                let mut transaction = pool.begin().await?;
                sqlx::query(LOCK).execute(&mut *transaction).await?;
                Open::Postgres(transaction)
            }
        };
        Ok(Writing { transaction, key: Arc::clone(&self.key), _turn: turn })
    }

    /// With what the audit log is signed.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// With another key from now on.
    #[must_use]
    pub fn signing_with(self, key: Arc<Key>) -> Self {
        Self { key, ..self }
    }

    /// Ends all connections, once their work is done.
    pub async fn close(&self) {
        match &self.pool {
            Pool::Sqlite(pool) => pool.close().await,
            Pool::Postgres(pool) => pool.close().await,
        }
    }
}

/// Changes that are made together or not at all. Dropped without [`Writing::commit`], none is made.
#[derive(Debug)]
pub struct Writing {
    transaction: Open,
    key: Arc<Key>,
    _turn: OwnedMutexGuard<()>,
}

#[derive(Debug)]
enum Open {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Writing {
    /// The rows that `sql` gives.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn rows(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        match &mut self.transaction {
            Open::Sqlite(open) => {
                sqlite::bound(sql, values).fetch_all(&mut **open).await?.iter().map(sqlite::row).collect()
            }
            Open::Postgres(open) => {
                postgres::bound(sql, values).fetch_all(&mut **open).await?.iter().map(postgres::row).collect()
            }
        }
    }

    /// With what the audit log is signed.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Signs with another key from now on.
    pub fn sign_with(&mut self, key: Arc<Key>) {
        self.key = key;
    }

    /// Runs `sql`, and says how many rows it changed.
    ///
    /// # Errors
    /// [`StoreError::Taken`] where something may be there once only, and is.
    pub async fn run(&mut self, sql: &'static str, values: Vec<Value>) -> Result<u64, StoreError> {
        Ok(match &mut self.transaction {
            Open::Sqlite(open) => sqlite::bound(sql, values).execute(&mut **open).await?.rows_affected(),
            Open::Postgres(open) => postgres::bound(sql, values).execute(&mut **open).await?.rows_affected(),
        })
    }

    /// Makes the changes.
    ///
    /// # Errors
    /// [`StoreError`]; then it is not known whether they were made.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.transaction {
            Open::Sqlite(open) => open.commit().await?,
            Open::Postgres(open) => open.commit().await?,
        }
        Ok(())
    }
}

/// What brings a database up to date.
pub fn migrator<const N: usize>(migrations: [(i64, &'static str, &'static str); N]) -> Migrator {
    let migration = |(version, name, sql): (i64, &'static str, &'static str)| {
        Migration::new(version, Cow::Borrowed(name), MigrationType::Simple, SqlStr::from_static(sql), false)
    };
    Migrator::with_migrations(migrations.into_iter().map(migration).collect())
}

/// Sees that a database with these tables is empty or one of ours.
///
/// # Errors
/// [`StoreError::Foreign`].
pub fn is_ours(tables: &[String]) -> Result<(), StoreError> {
    if tables.is_empty() || tables.iter().any(|name| name == MIGRATED) { Ok(()) } else { Err(StoreError::Foreign) }
}
