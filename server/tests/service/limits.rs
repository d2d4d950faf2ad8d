//! Who asks too often waits, and how the service is doing can be seen without seeing what it does.

use std::num::NonZeroU32;

use crate::common::{Kind, Place, Server, Test};

/// All tests of this file.
pub const TESTS: [Test; 2] = [
    ("limits::whoever_asks_too_often_waits_and_nobody_else", whoever_asks_too_often_waits_and_nobody_else),
    ("limits::answers_are_counted_and_nobody_is_named", answers_are_counted_and_nobody_is_named),
];

fn whoever_asks_too_often_waits_and_nobody_else(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::at_a_rate(&place, NonZeroU32::MIN);
    let li = server.somebody("li", "payroll");
    let answers: Vec<_> = (0..20).map(|_| li.get("/v1/periods")).collect();
    let refused = answers.iter().find(|answer| answer.status == 429).expect("one that came too soon");
    assert_eq!((&refused.json()["code"], refused.retry.as_deref()), (&"too_many".into(), Some("1")));
    assert!(answers.iter().take(2).all(|answer| answer.status == 200), "two may come at once");
    // What is left of the admin's own two after li was let in.
    assert_eq!(server.admin().get("/v1/principals").status, 200);
}

fn answers_are_counted_and_nobody_is_named(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let (li, run) = server.approved("2026-Q1");
    for _ in 0..3 {
        assert_eq!(li.get(&format!("/v1/runs/{run}/files/lines.csv")).status, 200);
    }
    assert_eq!(li.get("/v1/audit").status, 403);
    let metrics = server.client("").get("/metrics");
    assert_eq!(metrics.status, 200);
    let text = metrics.text();
    for line in [
        "attain_requests_total{method=\"GET\",path=\"/v1/runs/{run}/files/{name}\",status=\"200\"} 3",
        "attain_requests_total{method=\"GET\",path=\"/v1/audit\",status=\"403\"} 1",
        "attain_request_duration_seconds_count{method=\"GET\",path=\"/v1/runs/{run}/files/{name}\"} 3",
        "attain_runs_queued 0",
    ] {
        assert!(text.lines().any(|known| known == line), "{line}\n{text}");
    }
    for name in ["2026-Q1", "li", "wang", "E1001", "lines.csv"] {
        assert!(!text.split(|c: char| !c.is_alphanumeric() && !"-.".contains(c)).any(|word| word == name), "{name}");
    }
}
