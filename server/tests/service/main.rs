//! The service, asked through HTTP as anybody would ask it.

#![expect(clippy::expect_used, clippy::panic, reason = "a test whose service does not answer must fail")]

mod access;
mod closing;
mod common;
mod files;
mod statements;
