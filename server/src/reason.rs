//! Why something was done that somebody may ask about later.

use attain_rules::both;

use crate::problem::Problem;

/// Longest reason.
const MOST_REASON_BYTES: usize = 1000;

/// Sees that `reason` is one.
///
/// # Errors
/// [`Problem::malformed`] for none, and for one that is too long.
pub fn check(reason: &str) -> Result<(), Problem> {
    if !reason.trim().is_empty() && reason.len() <= MOST_REASON_BYTES {
        return Ok(());
    }
    Err(Problem::malformed(both!(
        "write a reason, of at most {MOST_REASON_BYTES} bytes",
        "请写理由，最多 {MOST_REASON_BYTES} 字节"
    )))
}
