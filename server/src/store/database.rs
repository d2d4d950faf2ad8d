//! [`Database`]: the only file that knows which database there is. Everything else speaks SQL with `$1` and reads [`Row`]s.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{Column as _, Row as _, SqlStr, Sqlite, Transaction, TypeInfo as _, ValueRef as _};

use tokio::sync::{Mutex, OwnedMutexGuard};

use super::StoreError;

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(10);
/// Most connections at a time.
const MOST_CONNECTIONS: u32 = 8;
/// All migrations, in their order.
const MIGRATIONS: [(i64, &str, &str); 1] = [(1, "first", include_str!("migrations/sqlite/0001_first.sql"))];

/// A value of a column. Money and other decimals are text or whole numbers, never a binary float.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(value)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A row of an answer.
#[derive(Clone, Debug)]
pub struct Row(Vec<Value>);

impl Row {
    /// The whole number in column `at`.
    ///
    /// # Errors
    /// [`StoreError::Shape`] when there is none.
    pub fn int(&self, at: usize) -> Result<i64, StoreError> {
        if let Some(Value::Int(value)) = self.0.get(at) { Ok(*value) } else { Err(StoreError::Shape(at)) }
    }

    /// The text in column `at`.
    ///
    /// # Errors
    /// [`StoreError::Shape`] when there is none.
    pub fn text(&self, at: usize) -> Result<String, StoreError> {
        if let Some(Value::Text(value)) = self.0.get(at) { Ok(value.clone()) } else { Err(StoreError::Shape(at)) }
    }

    /// The text in column `at`, where there is any.
    ///
    /// # Errors
    /// [`StoreError::Shape`] when there is something else.
    pub fn optional_text(&self, at: usize) -> Result<Option<String>, StoreError> {
        match self.0.get(at) {
            Some(Value::Null) => Ok(None),
            _ => self.text(at).map(Some),
        }
    }

    /// The bytes in column `at`.
    ///
    /// # Errors
    /// [`StoreError::Shape`] when there are none.
    pub fn bytes(&self, at: usize) -> Result<Vec<u8>, StoreError> {
        if let Some(Value::Bytes(value)) = self.0.get(at) { Ok(value.clone()) } else { Err(StoreError::Shape(at)) }
    }
}

/// The database of the service.
#[derive(Clone, Debug)]
pub struct Database {
    pool: SqlitePool,
    /// Whoever writes waits here for a turn, in order; the database itself would let them try in no order at all.
    turn: Arc<Mutex<()>>,
}

impl Database {
    /// Opens the file at `path`, makes it when there is none, and brings it up to date.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        // Salaries stand in it: nobody else may read it, nor what stands beside it, which takes this over.
        let made = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path);
        made.map_err(|error| StoreError::Database(sqlx::Error::Io(error)))?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // Without it a row could be replaced behind the back of the triggers that guard it.
            .pragma("recursive_triggers", "ON")
            .busy_timeout(PATIENCE);
        let pool = SqlitePoolOptions::new().max_connections(MOST_CONNECTIONS).connect_with(options).await?;
        let migration = |(version, name, sql): (i64, &'static str, &'static str)| {
            Migration::new(version, name.into(), MigrationType::Simple, SqlStr::from_static(sql), false)
        };
        let migrator = Migrator::with_migrations(MIGRATIONS.into_iter().map(migration).collect());
        migrator.run(&pool).await.map_err(|error| StoreError::Database(error.into()))?;
        Ok(Self { pool, turn: Arc::default() })
    }

    /// The rows that `sql` gives, as they stood at one moment.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn rows(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        let rows = bound(sql, values).fetch_all(&self.pool).await?;
        rows.iter().map(row).collect()
    }

    /// Begins to write; whoever else writes waits.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn begin(&self) -> Result<Writing, StoreError> {
        let turn = Arc::clone(&self.turn).lock_owned().await;
        Ok(Writing { transaction: self.pool.begin_with("BEGIN IMMEDIATE").await?, _turn: turn })
    }

    /// Ends all connections, once their work is done.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// Changes that are made together or not at all. Dropped without [`Writing::commit`], none is made.
#[derive(Debug)]
pub struct Writing {
    transaction: Transaction<'static, Sqlite>,
    _turn: OwnedMutexGuard<()>,
}

impl Writing {
    /// The rows that `sql` gives.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn rows(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        let rows = bound(sql, values).fetch_all(&mut *self.transaction).await?;
        rows.iter().map(row).collect()
    }

    /// Runs `sql`, and says how many rows it changed.
    ///
    /// # Errors
    /// [`StoreError::Taken`] where something may be there once only, and is.
    pub async fn run(&mut self, sql: &'static str, values: Vec<Value>) -> Result<u64, StoreError> {
        Ok(bound(sql, values).execute(&mut *self.transaction).await?.rows_affected())
    }

    /// Makes the changes.
    ///
    /// # Errors
    /// [`StoreError`]; then it is not known whether they were made.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.transaction.commit().await?)
    }
}

fn bound(sql: &'static str, values: Vec<Value>) -> sqlx::query::Query<'static, Sqlite, SqliteArguments> {
    values.into_iter().fold(sqlx::query(sql), |query, value| match value {
        Value::Null => query.bind(None::<i64>),
        Value::Int(value) => query.bind(value),
        Value::Text(value) => query.bind(value),
        Value::Bytes(value) => query.bind(value),
    })
}

fn row(row: &SqliteRow) -> Result<Row, StoreError> {
    let value = |column: &sqlx::sqlite::SqliteColumn| {
        let at = column.ordinal();
        let raw = row.try_get_raw(at)?;
        if raw.is_null() {
            return Ok(Value::Null);
        }
        let kind = raw.type_info().name().to_owned();
        Ok(match kind.as_str() {
            "INTEGER" => Value::Int(row.try_get(at)?),
            "TEXT" => Value::Text(row.try_get(at)?),
            "BLOB" => Value::Bytes(row.try_get(at)?),
            _ => return Err(StoreError::Shape(at)),
        })
    };
    row.columns().iter().map(value).collect::<Result<_, _>>().map(Row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_log_and_the_seals_are_only_ever_added_to() {
        let folder = std::env::temp_dir().join(format!("attain-database-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let database = Database::open(&folder.join("attain.db")).await.expect("a database");
        let mut writing = database.begin().await.expect("a turn");
        let sql = "INSERT INTO audit (seq, record, sha256) VALUES (1, $1, 'a')";
        writing.run(sql, vec![vec![1_u8].into()]).await.expect("a record");
        writing.commit().await.expect("a commit");
        for touch in [
            "UPDATE audit SET record = x'02'",
            "DELETE FROM audit",
            "INSERT OR REPLACE INTO audit (seq, record, sha256) VALUES (1, x'02', 'b')",
            "INSERT OR REPLACE INTO audit (seq, record, sha256) VALUES (2, x'02', 'a')",
        ] {
            let mut writing = database.begin().await.expect("a turn");
            writing.run(touch, vec![]).await.expect_err(touch);
        }
        let rows = database.rows("SELECT record FROM audit", vec![]).await.expect("rows");
        assert_eq!(rows.iter().map(|row| row.bytes(0).expect("bytes")).collect::<Vec<_>>(), [vec![1_u8]]);
        database.close().await;
        std::fs::remove_dir_all(&folder).expect("an end");
    }
}
