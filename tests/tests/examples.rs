//! The example companies: nothing to complain about, their tests pass, and every line is what a program that knows nothing of
//! Attain worked out (`tests/examples`).

use std::path::Path;

use attain_tests::command::{attain, binary};
use attain_tests::payouts::{of_command, table, worked_out_again};

/// Names of the folders, and the periods of their expected lines.
const COMPANIES: [(&str, &str); 3] =
    [("software", "2026-01..2026-09"), ("insurance", "2026-01..2026-06"), ("livestream", "2026")];

#[test]
fn every_line_is_what_another_program_says() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the workspace");
    for (name, period) in COMPANIES {
        let folder = workspace.join("examples").join(name);
        let expected = std::fs::read_to_string(folder.join("expected/lines.csv")).expect("the lines are there");
        worked_out_again(&workspace.join("tests/examples").join(name).with_extension("py"), &folder, &expected);
        assert_eq!(of_command(&folder, period), table(&expected), "{name}");
    }
}

#[test]
fn nothing_is_wrong_and_their_tests_pass() {
    let binary = binary();
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the workspace");
    for (name, _) in COMPANIES {
        let folder = workspace.join("examples").join(name);
        let json_of = |command: &str| {
            let out = attain(&binary, &folder, &[command, "--format", "json"]);
            let shown = String::from_utf8_lossy(&out.stdout);
            assert_eq!(out.status.code(), Some(0), "{name} {command}: {shown}");
            serde_json::from_slice::<serde_json::Value>(&out.stdout).expect("the command line gives JSON")
        };
        let check = json_of("check");
        assert_eq!(check["findings"].as_array().map(Vec::len), Some(0), "{name}: {check}");
        json_of("test");
    }
}
