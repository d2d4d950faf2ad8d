//! PostgreSQL: a server that somebody else keeps, for more than one machine.

use std::str::FromStr as _;

use sqlx::postgres::{PgArguments, PgColumn, PgConnectOptions, PgPool, PgPoolOptions, PgRow};
use sqlx::query::Query;
use sqlx::{Column as _, ConnectOptions as _, Connection as _, Postgres, Row as _, TypeInfo as _, ValueRef as _};

use super::StoreError;
use super::database::{MOST_CONNECTIONS, PATIENCE, is_ours, migrator};
use super::value::{Row, Value};

/// All migrations, in their order.
const MIGRATIONS: [(i64, &str, &str); 5] = [
    (1, "first", include_str!("migrations/postgres/0001_first.sql")),
    (2, "retirements", include_str!("migrations/postgres/0002_retirements.sql")),
    (3, "sessions", include_str!("migrations/postgres/0003_sessions.sql")),
    (4, "continuations", include_str!("migrations/postgres/0004_continuations.sql")),
    (5, "progress", include_str!("migrations/postgres/0005_progress.sql")),
];
/// Names of the tables that stand where ours would.
const TABLES: &str = "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()";
/// How long a transaction may do nothing: whoever hangs keeps nobody else from writing for ever.
const IDLE: &str = "60s";

/// Connects to the server at `url` and brings its database up to date.
///
/// # Errors
/// [`StoreError::Foreign`] for a database of something else, which is left as it is; [`StoreError::Database`].
pub async fn open(url: &str) -> Result<PgPool, StoreError> {
    let options = PgConnectOptions::from_str(url)?.application_name("attain").options([
        ("lock_timeout", &*format!("{}s", PATIENCE.as_secs())),
        ("idle_in_transaction_session_timeout", IDLE),
    ]);
    let mut reader = options.connect().await?;
    let tables: Vec<String> = sqlx::query_scalar(TABLES).fetch_all(&mut reader).await?;
    reader.close().await?;
    is_ours(&tables)?;
    let pool =
        PgPoolOptions::new().max_connections(MOST_CONNECTIONS).acquire_timeout(PATIENCE).connect_with(options).await?;
    migrator(MIGRATIONS).run(&pool).await.map_err(|error| StoreError::Database(error.into()))?;
    Ok(pool)
}

/// `sql` with its values. A column that may be empty holds texts.
pub fn bound(sql: &'static str, values: Vec<Value>) -> Query<'static, Postgres, PgArguments> {
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
pub fn row(row: &PgRow) -> Result<Row, StoreError> {
    let value = |column: &PgColumn| {
        let at = column.ordinal();
        if row.try_get_raw(at)?.is_null() {
            return Ok(Value::Null);
        }
        Ok(match column.type_info().name() {
            "INT8" => Value::Int(row.try_get(at)?),
            "TEXT" => Value::Text(row.try_get(at)?),
            "BYTEA" => Value::Bytes(row.try_get(at)?),
            _ => return Err(StoreError::Shape(at)),
        })
    };
    row.columns().iter().map(value).collect::<Result<_, _>>().map(Row)
}
