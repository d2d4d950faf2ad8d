//! The corpus of cases, run through library and command line.
