//! Entity tags: what somebody saw before they change it.

use axum::http::{HeaderMap, header};

use crate::problem::Problem;
use crate::store::files::Version;

/// The tag of a version.
#[must_use]
pub fn of(version: &Version) -> String {
    format!("\"{}-{}\"", version.version, version.sha256)
}

/// Sees that whoever sent an `If-Match` saw `latest`.
///
/// # Errors
/// [`Problem::changed_meanwhile`].
pub fn check(headers: &HeaderMap, latest: Option<&Version>) -> Result<(), Problem> {
    let Some(seen) = headers.get(header::IF_MATCH) else { return Ok(()) };
    let now = latest.map(of).unwrap_or_default();
    let is_seen = seen.to_str().is_ok_and(|seen| seen.split(',').any(|tag| tag.trim() == now));
    if is_seen { Ok(()) } else { Err(Problem::changed_meanwhile()) }
}
