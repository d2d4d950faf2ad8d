//! The fuzzers' seeds, replayed without a fuzzer; and simple damage done to each of them.

use std::fs;
use std::path::Path;

use attain_tests::fuzz::TARGETS;

/// Most bytes of all seeds of one target.
const MOST_BYTES: usize = 16_384;

#[test]
fn seeds_and_damaged_seeds_do_no_harm() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds");
    for (name, target) in TARGETS {
        let mut sizes = 0;
        for entry in fs::read_dir(seeds.join(name)).unwrap_or_else(|error| panic!("seeds of {name}: {error}")) {
            let seed = fs::read(entry.expect("an entry").path()).expect("a seed");
            sizes += seed.len();
            target(&seed);
            for damaged in damages(&seed) {
                target(&damaged);
            }
        }
        assert!(sizes > 0, "{name} has no seeds");
        assert!(sizes <= MOST_BYTES, "{name} has {sizes} bytes of seeds; keep the few that show most");
    }
}

/// The seed cut short, with a byte changed, and with a part said twice, at places spread over it.
fn damages(seed: &[u8]) -> Vec<Vec<u8>> {
    let mut damaged = Vec::new();
    for at in (0..seed.len()).step_by(1 + seed.len() / 16) {
        let (before, after) = seed.split_at(at);
        damaged.push(before.to_vec());
        for byte in [b'\0', b'{', b'9', 0xff] {
            damaged.push([before, &[byte], after.get(1..).unwrap_or_default()].concat());
        }
        damaged.push([before, before, after].concat());
    }
    damaged
}

#[test]
fn each_target_has_a_fuzzer_and_each_fuzzer_a_target() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
    let manifest = fs::read_to_string(fuzz.join("Cargo.toml")).expect("fuzz/Cargo.toml");
    let binaries: Vec<&str> =
        manifest.split("[[bin]]\nname = \"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(binaries, TARGETS.map(|(name, _)| name), "fuzz/Cargo.toml on the left, attain_tests::fuzz on the right");
    for name in binaries {
        let text = fs::read_to_string(fuzz.join(format!("targets/{name}.rs"))).expect("a target");
        assert!(text.contains(&format!("attain_tests::fuzz::{name}(")), "fuzz/targets/{name}.rs calls something else");
    }
}
