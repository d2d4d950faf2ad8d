//! What time it is. The only place that asks; what is computed never depends on it.

use std::time::Instant;

use jiff::Timestamp;

/// The time of day, to the second, in UTC, as the database and the API have it.
#[must_use]
pub fn now() -> String {
    text(moment())
}

/// The time after so many days.
#[must_use]
pub fn in_days(days: i64) -> String {
    in_hours(days.saturating_mul(24))
}

/// The time after so many hours.
#[must_use]
pub fn in_hours(hours: i64) -> String {
    let later = moment().checked_add(jiff::SignedDuration::from_hours(hours));
    text(later.unwrap_or(Timestamp::MAX))
}

/// The beginning of something whose length matters to nobody but whoever waits for it.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "nothing that is computed depends on it")]
pub fn begun() -> Instant {
    Instant::now()
}

fn moment() -> Timestamp {
    Timestamp::now()
}

/// Texts of this kind are in order when their moments are.
fn text(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
