//! [`Metrics`]: how the service is doing, as Prometheus reads it. No names, no amounts, nothing of the company.

use std::fmt;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

/// The content type of what [`Metrics::text`] gives.
pub const KIND: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Up to how many seconds an answer took, bucket by bucket.
const BUCKETS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

/// One endpoint, and how it answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    path: &'static str,
    status: u16,
}

/// One endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    method: &'static str,
    path: &'static str,
}

/// How the service is doing.
pub struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    seconds: Family<Asked, Histogram, fn() -> Histogram>,
    computing: Gauge,
    queued: Gauge,
    records: Gauge,
}

/// What is counted at the moment of asking.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// Requests that compute.
    pub computing: i64,
    /// Runs that wait or are being computed.
    pub queued: i64,
    /// Records in the audit log.
    pub records: i64,
}

impl Metrics {
    /// Of a service that has answered nobody.
    #[must_use]
    pub fn new(engine: &'static str) -> Self {
        let seconds: fn() -> Histogram = || Histogram::new(BUCKETS);
        let (requests, seconds) = (Family::default(), Family::new_with_constructor(seconds));
        let (computing, queued, records) = (Gauge::default(), Gauge::default(), Gauge::default());
        let mut registry = Registry::with_prefix("attain");
        let build = Info::new([("engine", engine)]);
        registry.register("build", "The engine that computes", build);
        registry.register("requests", "Requests that were answered, by endpoint and status", requests.clone());
        let help = "How long answers took, by endpoint";
        registry.register_with_unit("request_duration", help, Unit::Seconds, seconds.clone());
        registry.register("computing", "Requests that are being computed for", computing.clone());
        registry.register("runs_queued", "Runs that wait or are being computed", queued.clone());
        registry.register("audit_records", "Records in the audit log", records.clone());
        Self { registry, requests, seconds, computing, queued, records }
    }

    /// An answer was given.
    pub fn answered(&self, (method, path): (&'static str, &'static str), status: u16, took: Duration) {
        self.requests.get_or_create(&Answered { method, path, status }).inc();
        self.seconds.get_or_create(&Asked { method, path }).observe(took.as_secs_f64());
    }

    /// Everything, as text.
    ///
    /// # Errors
    /// What a text does not take, which is nothing.
    pub fn text(&self, now: Now) -> Result<String, fmt::Error> {
        for (gauge, count) in
            [(&self.computing, now.computing), (&self.queued, now.queued), (&self.records, now.records)]
        {
            gauge.set(count);
        }
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Metrics")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_answered_is_counted_by_endpoint() {
        let metrics = Metrics::new("7");
        let endpoint = ("GET", "/v1/files");
        metrics.answered(endpoint, 200, Duration::from_millis(30));
        metrics.answered(endpoint, 200, Duration::from_millis(300));
        insta::assert_snapshot!("metrics", metrics.text(Now { computing: 1, queued: 2, records: 3 }).expect("a text"));
    }
}
