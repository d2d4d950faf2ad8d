//! Company files: see `attain_tests::fuzz::mapping`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| attain_tests::fuzz::mapping(bytes));
