//! How much of everything is read. What goes past a limit is refused with a message that names it (`D012`).

/// Bytes of a file of transactions.
pub const MAX_TRANSACTION_FILE_BYTES: u64 = 64 << 30;
/// Bytes of every other data file: those are held in memory.
pub const MAX_TABLE_FILE_BYTES: u64 = 1 << 30;
/// Rows of a file of transactions.
pub const MAX_TRANSACTION_ROWS: u64 = 1_000_000_000;
/// Files that lay out what payroll systems read.
pub const MAX_PAYROLL_FILES: usize = 50;
/// Bytes of a seal.
pub const MAX_SEAL_BYTES: u64 = 1 << 30;
/// Rows of every other data file.
pub const MAX_TABLE_ROWS: u64 = 10_000_000;
/// Columns of a file.
pub const MAX_COLUMNS: usize = 1_000;
/// Bytes of a row, which also ends the search for a closing quote.
pub const MAX_ROW_BYTES: usize = 1 << 20;
/// Lines of a file that are passed over behind quotes that do not pair, to find where its rows go on; then reading ends.
pub const MAX_PASSED_LINES: usize = 1_000;
/// Bytes of rows that cannot be read which are kept, to know what may have stood there.
pub const MAX_LOST_BYTES: usize = 64 << 10;
/// Bytes of a cell.
pub const MAX_CELL_BYTES: usize = 64 << 10;
/// Findings that are shown for one file; the rows of others are counted.
pub const MAX_FINDINGS: usize = 100;
/// Rows that a finding shows; all of them are counted.
pub const MAX_ALIKE: usize = 3;
/// Stretches of lines that it names beside these.
pub const MAX_STRETCHES: usize = 200;
/// Rows of a transaction's splits that a finding shows.
pub const MAX_SPLIT_ROWS: usize = 10;
/// Rows beside itself that a finding names about a row with the key of others.
pub const MAX_RIVALS: usize = 10;
/// Files in the folder of plans.
pub const MAX_PLAN_FILES: usize = 1_000;
/// Bytes of a YAML file.
pub const MAX_YAML_BYTES: u64 = 1 << 20;
/// Deals of a file that a preview adds.
pub const MAX_CHANGED_ROWS: usize = 10_000;
/// Rows that are added to a file at once.
pub const MAX_BROUGHT_ROWS: u64 = 2_000_000;
/// Transactions that a search for an amount holds in memory; more are read again for each amount.
pub const MAX_KEPT_ROWS: usize = 1_000_000;
