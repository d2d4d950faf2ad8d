//! SQLite: a file of one's own, for one machine.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use sqlx::query::Query;
use sqlx::sqlite::{
    SqliteArguments, SqliteColumn, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{Column as _, Connection as _, Row as _, Sqlite, SqliteConnection, TypeInfo as _, ValueRef as _};

use super::StoreError;
use super::database::{MOST_CONNECTIONS, PATIENCE, migrator};
use super::value::{Row, Value};

/// All migrations, in their order.
const MIGRATIONS: [(i64, &str, &str); 5] = [
    (1, "first", include_str!("migrations/sqlite/0001_first.sql")),
    (2, "retirements", include_str!("migrations/sqlite/0002_retirements.sql")),
    (3, "sessions", include_str!("migrations/sqlite/0003_sessions.sql")),
    (4, "continuations", include_str!("migrations/sqlite/0004_continuations.sql")),
    (5, "progress", include_str!("migrations/sqlite/0005_progress.sql")),
];
/// Names of tables that are nobody else's.
const TABLES: &str = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

/// Opens the file at `path`, makes it when there is none, and brings it up to date.
///
/// # Errors
/// [`StoreError::Foreign`] for a database of something else, which is left as it is; [`StoreError::Database`].
pub async fn open(path: &Path) -> Result<SqlitePool, StoreError> {
    // Salaries stand in it: nobody else may read it, nor what stands beside it, which takes this over.
    let made = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path);
    let io = |error| StoreError::Database(sqlx::Error::Io(error));
    let length = made.and_then(|file| file.metadata()).map_err(io)?.len();
    let options = SqliteConnectOptions::new().filename(path).busy_timeout(PATIENCE);
    if length > 0 {
        let mut reader = SqliteConnection::connect_with(&options.clone().read_only(true)).await?;
        let tables: Vec<String> = sqlx::query_scalar(TABLES).fetch_all(&mut reader).await?;
        reader.close().await?;
        super::database::is_ours(&tables)?;
    }
    let options = options
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        // Without it a row could be replaced behind the back of the triggers that guard it.
        .pragma("recursive_triggers", "ON");
    let pool = SqlitePoolOptions::new().max_connections(MOST_CONNECTIONS).connect_with(options).await?;
    migrator(MIGRATIONS).run(&pool).await.map_err(|error| StoreError::Database(error.into()))?;
    Ok(pool)
}

/// `sql` with its values.
pub fn bound(sql: &'static str, values: Vec<Value>) -> Query<'static, Sqlite, SqliteArguments> {
    values.into_iter().fold(sqlx::query(sql), |query, value| match value {
        Value::Null => query.bind(None::<String>),
        Value::Int(value) => query.bind(value),
        Value::Text(value) => query.bind(value),
        Value::Bytes(value) => query.bind(value),
    })
}

/// A row as everybody reads it.
///
/// # Errors
/// [`StoreError::Shape`] for a column of another kind than there are values.
pub fn row(row: &SqliteRow) -> Result<Row, StoreError> {
    let value = |column: &SqliteColumn| {
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
