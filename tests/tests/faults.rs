//! The faults that `tests/mutations/run` plants can still be planted.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use attain_tests::faults::faults;

#[test]
fn each_fault_has_its_place() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let faults = faults();
    let names: BTreeSet<&str> = faults.iter().map(|fault| fault.name.as_str()).collect();
    assert_eq!(names.len(), faults.len(), "two faults have one name");
    for fault in &faults {
        let text = fs::read_to_string(workspace.join(&fault.file))
            .unwrap_or_else(|error| panic!("`{}`: {}: {error}", fault.name, fault.file));
        let count = text.matches(&fault.find).count();
        assert_eq!(count, 1, "`{}`: its text stands {count} times in {}, instead of once", fault.name, fault.file);
        assert_ne!(fault.find, fault.replace, "`{}` changes nothing", fault.name);
    }
}
