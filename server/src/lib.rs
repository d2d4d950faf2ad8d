//! The service: HTTP, the database, the audit log. The only crate that waits and the only one that keeps anything.
//!
//! What is computed is computed by the office, on a folder that is laid out from a snapshot of the database: the same inputs give the
//! same bytes as the command line.

pub mod access;
mod added;
mod api;
mod body;
mod caller;
pub mod checkpoint;
mod clock;
mod code;
mod companies;
pub mod configuration;
mod guard;
pub mod key;
mod label;
mod listener;
mod metrics;
mod openapi;
mod page;
mod path;
mod problem;
mod rate;
mod reach;
mod reason;
pub mod record;
pub mod role;
mod secret;
pub mod serve;
mod service;
mod session;
pub mod settings;
mod spool;
mod standing;
mod start;
mod store;
mod tag;
mod team;
pub mod verification;
mod version;
mod wire;
mod work;
mod worker;
