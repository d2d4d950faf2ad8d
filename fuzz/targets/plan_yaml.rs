//! Plans: see `attain_tests::fuzz::plan_yaml`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| attain_tests::fuzz::plan_yaml(bytes));
