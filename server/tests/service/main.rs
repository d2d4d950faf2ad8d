//! The service, asked through HTTP as anybody would ask it: each test on SQLite, and on PostgreSQL where there is a server.
//!
//! `ATTAIN_POSTGRES` is the URL of a server on which databases may be made; `.ci/postgres COMMAND` starts one that lives as long as
//! the command. With `ATTAIN_REQUIRE_POSTGRES` it is an error that there is none.

#![expect(clippy::expect_used, clippy::panic, reason = "a test whose service does not answer must fail")]

mod access;
mod closing;
mod common;
mod comparisons;
mod corpus;
mod database;
mod exports;
mod files;
mod limits;
mod lists;
mod log;
mod mappings;
mod place;
mod previews;
mod responses;
mod rows;
mod statements;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

use crate::common::Kind;

fn main() -> ExitCode {
    let kinds = Kind::there();
    if !kinds.contains(&Kind::Postgres) {
        assert!(
            std::env::var_os("ATTAIN_REQUIRE_POSTGRES").is_none(),
            "ATTAIN_POSTGRES names no server, and ATTAIN_REQUIRE_POSTGRES asks for one"
        );
        eprintln!(
            "\nNOT TESTED: the service on PostgreSQL. ATTAIN_POSTGRES names no server; `.ci/postgres cargo test` starts one.\n"
        );
    }
    let tests = [
        &access::TESTS[..],
        &closing::TESTS,
        &comparisons::TESTS,
        &corpus::TESTS,
        &database::TESTS,
        &exports::TESTS,
        &files::TESTS,
        &limits::TESTS,
        &lists::TESTS,
        &log::TESTS,
        &mappings::TESTS,
        &previews::TESTS,
        &responses::TESTS,
        &rows::TESTS,
        &statements::TESTS,
    ]
    .concat();
    let trials = kinds.iter().flat_map(|kind| tests.iter().map(|(name, test)| trial(*kind, name, *test)));
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn trial(kind: Kind, name: &str, test: fn(Kind)) -> Trial {
    Trial::test(format!("{}::{name}", kind.word()), move || {
        test(kind);
        Ok(())
    })
}
