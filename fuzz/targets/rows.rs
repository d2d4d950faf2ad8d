//! Rows that are added to a file: see `attain_tests::fuzz::rows`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| attain_tests::fuzz::rows(bytes));
