//! Formulas: see `attain_tests::fuzz::formula`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| attain_tests::fuzz::formula(bytes));
