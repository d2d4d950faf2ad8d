//! Trace files: see `attain_tests::fuzz::trace`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| attain_tests::fuzz::trace(bytes));
