//! What the fuzzers call: bytes that nobody meant go in, and nothing may panic, hang or grow without limit.
//!
//! The fuzzers in `fuzz/` call these functions with inputs of their own making; `cargo test` calls them with the seeds.

mod company;
mod formula;
mod rows;

pub use company::{csv, mapping, plan_yaml};
pub use formula::formula;
pub use rows::rows;

use attain_engine::trace::{json, verify};

/// An entry of the fuzzers.
pub type Target = fn(&[u8]);

/// All entries, by the names of their folders in `fuzz/seeds`.
pub const TARGETS: [(&str, Target); 6] = [
    ("csv", csv),
    ("formula", formula),
    ("mapping", mapping),
    ("plan_yaml", plan_yaml),
    ("rows", rows),
    ("trace", trace),
];

/// A file of traces: adding it up ends, and whatever can be read is written again and is then the same.
pub fn trace(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let verified = verify::verify(&text);
    let Ok(lines) = json::read(&text) else {
        assert!(verified.is_err(), "a trace was added up that cannot be read");
        return;
    };
    let borrowed: Vec<_> = lines.iter().map(|(header, trace)| (header.clone(), trace)).collect();
    let written = json::write(&borrowed);
    let again =
        json::read(&written).map(|lines| json::write(&lines.iter().map(|(h, t)| (h.clone(), t)).collect::<Vec<_>>()));
    assert_eq!(again.ok().as_ref(), Some(&written), "a trace changed by being written");
}
