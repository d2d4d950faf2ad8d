//! [`Settings`]: how the service is started.

use std::net::SocketAddr;
use std::path::PathBuf;

/// How the service is started.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the database is, or is made.
    pub database: PathBuf,
    /// Where it listens.
    pub listen: SocketAddr,
    /// Files of a company to begin with, each with its path; taken only by a new database.
    pub company: Vec<(&'static str, &'static str)>,
    /// Whom to give a new token when it starts, for those who can come in no other way.
    pub new_token: Option<String>,
    /// May people approve their own work? For companies of one; the audit log records it.
    pub alone: bool,
}
