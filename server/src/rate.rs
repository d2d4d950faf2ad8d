//! [`Rate`]: how often each principal may ask, so that nobody's program keeps the others from being answered.

use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota};

/// How many seconds' worth of requests may come at once.
const SECONDS_AT_ONCE: NonZeroU32 = NonZeroU32::MIN.saturating_add(1);

/// How often each principal may ask.
#[derive(Debug)]
pub struct Rate(DefaultKeyedRateLimiter<String>);

impl Rate {
    /// So many requests a second, each principal; twice as many at once after a pause.
    #[must_use]
    pub fn new(a_second: NonZeroU32) -> Self {
        let quota = Quota::per_second(a_second).allow_burst(a_second.saturating_mul(SECONDS_AT_ONCE));
        Self(DefaultKeyedRateLimiter::keyed(quota))
    }

    /// May this principal be answered now? Only who is let in is counted: there are never more counters than principals.
    #[must_use]
    pub fn allows(&self, principal: &str) -> bool {
        self.0.check_key(&principal.to_owned()).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_principal_has_a_rate_of_their_own() {
        let rate = Rate::new(NonZeroU32::MIN);
        assert!(rate.allows("li") && rate.allows("li"));
        assert!(!rate.allows("li"));
        assert!(rate.allows("wang"));
    }
}
