//! [`Settings`]: how the service is started.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;

/// How the service is started.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the database is, or is made.
    pub database: Location,
    /// Where computations happen. Processes on one machine that share a database share this folder, too.
    pub spool: PathBuf,
    /// Where the key lies with which the audit log is signed.
    pub key: PathBuf,
    /// Where the key lies that signs the log from now on, where the one in `key` is to hand it on.
    pub new_key: Option<PathBuf>,
    /// Where it listens.
    pub listen: SocketAddr,
    /// Files of a company to begin with, each with its path; taken only by a new database.
    pub company: Vec<(&'static str, &'static str)>,
    /// Whom to give a new token when it starts, for those who can come in no other way.
    pub new_token: Option<String>,
    /// May people approve their own work? For companies of one; the audit log records it.
    pub alone: bool,
    /// How many requests a second each principal may send.
    pub rate: NonZeroU32,
}

/// Where a database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// An SQLite file.
    File(PathBuf),
    /// A PostgreSQL server, as a URL. A password may stand in it.
    Server(String),
}

/// How the URLs of PostgreSQL servers begin.
const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];

impl Location {
    /// What `text` names: a server, or else a file.
    #[must_use]
    pub fn of(text: &str) -> Self {
        if SCHEMES.iter().any(|scheme| text.starts_with(scheme)) {
            Self::Server(text.to_owned())
        } else {
            Self::File(PathBuf::from(text))
        }
    }
}

impl std::fmt::Display for Location {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => write!(formatter, "{}", path.display()),
            // Whatever else stands in the URL may be a secret.
            Self::Server(url) => {
                let (scheme, rest) = url.split_once("://").unwrap_or_default();
                let place = rest.split(['?', '#']).next().unwrap_or_default();
                let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
                write!(formatter, "{scheme}://{place}")
            }
        }
    }
}

impl std::fmt::Debug for Location {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        for (text, shown) in [
            ("attain.db", "attain.db"),
            ("postgres://pay:secret@db.example:5432/pay", "postgres://db.example:5432/pay"),
            ("postgresql://pay:se@cret@db/pay?password=secret", "postgresql://db/pay"),
            ("postgres:///pay?host=/run/postgresql&password=secret", "postgres:///pay"),
        ] {
            let location = Location::of(text);
            assert_eq!((location.to_string(), format!("{location:?}")), (shown.to_owned(), shown.to_owned()));
        }
    }
}
