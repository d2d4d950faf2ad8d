//! Reading CSV: bytes to text, text to rows, rows to cells that know where they stand.

pub mod delimiter;
pub mod encoding;
pub mod records;
