//! The `attain` command.
fn main() {}
