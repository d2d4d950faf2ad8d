//! All SQL: one file for each family of tables. What is written together is one [`Writing`], with its audit records.

pub mod answers;
pub mod audit;
pub mod database;
pub mod exports;
pub mod files;
pub mod periods;
mod postgres;
pub mod principals;
pub mod runs;
pub mod snapshots;
mod sqlite;
mod value;

pub use database::{Database, Writing};

/// What the database would not do.
#[derive(Debug)]
pub enum StoreError {
    /// Something that may be there only once is there already.
    Taken,
    /// A column holds something else than it should: its place in the row.
    Shape(usize),
    /// Bytes are not those that came in.
    Damaged,
    /// The database holds tables of something else.
    Foreign,
    /// The audit log ends with a record that another key than this one signed, or that was touched.
    OtherKey,
    /// Anything else.
    Database(sqlx::Error),
}

impl StoreError {
    /// May the same work when it is tried again, or is it the fault of what was written?
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Taken | Self::Shape(_) | Self::Damaged | Self::Foreign | Self::OtherKey => false,
            Self::Database(error) => !matches!(error, sqlx::Error::Decode(_) | sqlx::Error::Encode(_)),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error.as_database_error() {
            Some(known) if known.is_unique_violation() => Self::Taken,
            _ => Self::Database(error),
        }
    }
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Taken => write!(formatter, "something is there already that may be there only once"),
            Self::Shape(at) => write!(formatter, "column {at} of a row holds something else than it should"),
            Self::Damaged => write!(formatter, "stored bytes are not those that came in"),
            Self::Foreign => write!(formatter, "it holds tables of something else"),
            Self::OtherKey => write!(formatter, "the audit log ends with a record that this key did not sign"),
            Self::Database(error) => write!(formatter, "{error}"),
        }
    }
}
