//! [`Place`]: a database of one's own, which goes away at the end.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use attain_server::settings::Location;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, SqliteConnection};

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

impl Kind {
    /// Those that are there.
    pub fn there() -> Vec<Self> {
        let server = std::env::var_os("ATTAIN_POSTGRES").map(|_| Self::Postgres);
        std::iter::once(Self::Sqlite).chain(server).collect()
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// A database of one's own, and a folder.
pub struct Place {
    folder: PathBuf,
    database: Option<String>,
}

impl Place {
    pub fn new(kind: Kind) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("attain_test_{}_{number}", std::process::id());
        let folder = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&folder).expect("a folder");
        let database = (kind == Kind::Postgres).then(|| {
            run(format!("CREATE DATABASE {name}"));
            name
        });
        Self { folder, database }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Does something to the database behind the back of the service.
    pub fn touch(&self, sql: impl Into<String>) -> Result<u64, sqlx::Error> {
        let sql = AssertSqlSafe(sql.into());
        let location = self.location();
        waited(async move {
            match location {
                Location::File(path) => {
                    let mut connection =
                        SqliteConnection::connect(&format!("sqlite:{}?mode=rwc", path.display())).await?;
                    Ok(connection.execute(sql).await?.rows_affected())
                }
                Location::Server(url) => {
                    let mut connection = PgConnection::connect(&url).await?;
                    Ok(connection.execute(sql).await?.rows_affected())
                }
            }
        })
    }

    pub fn location(&self) -> Location {
        match &self.database {
            None => Location::File(self.folder.join("attain.db")),
            Some(name) => {
                let url = server();
                let (url, options) =
                    url.split_once('?').map_or((&*url, String::new()), |(url, options)| (url, format!("?{options}")));
                let (server, _) = url.rsplit_once('/').expect("a URL that ends in a database");
                Location::of(&format!("{server}/{name}{options}"))
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.folder);
        if let Some(name) = &self.database {
            run(format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}

fn server() -> String {
    std::env::var("ATTAIN_POSTGRES").expect("a URL")
}

/// Has the server do something.
fn run(sql: String) {
    waited(async {
        let mut connection = PgConnection::connect(&server()).await.expect("a server");
        connection.execute(AssertSqlSafe(sql)).await.expect("a database");
    });
}

/// What comes of `work`, on a thread of its own: whoever asks may be inside of a runtime already.
fn waited<T: Send>(work: impl Future<Output = T> + Send) -> T {
    std::thread::scope(|threads| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        threads.spawn(move || runtime.block_on(work)).join().expect("an end")
    })
}
