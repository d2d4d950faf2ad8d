//! The faults that `tests/mutations/run` plants can still be planted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use attain_tests::faults::{Fault, faults};
use attain_tests::plant::{AWAKE, Numbered, SWITCH, plant};

#[test]
fn each_fault_has_its_place() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let faults = faults();
    let names: BTreeSet<&str> = faults.iter().map(|fault| fault.name.as_str()).collect();
    assert_eq!(names.len(), faults.len(), "two faults have one name");
    let mut files: BTreeMap<&str, Vec<Numbered>> = BTreeMap::new();
    for (number, fault) in faults.iter().enumerate() {
        assert_ne!(fault.find, fault.replace, "`{}` changes nothing", fault.name);
        files.entry(&fault.file).or_default().push((number, fault));
    }
    for (file, inside) in files {
        let text = fs::read_to_string(workspace.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let planted = plant(&text, &inside).unwrap_or_else(|why| panic!("{why}"));
        for (number, fault) in inside {
            let switch = format!("crate::planted::is({number})");
            assert_eq!(planted.matches(&switch).count(), 1, "`{}` is planted once", fault.name);
        }
    }
}

#[test]
fn faults_stand_beside_the_sound_body_of_their_function() {
    let fault = |find: &str, replace: &str| Fault {
        name: find.to_owned(),
        file: "a.rs".to_owned(),
        find: find.to_owned(),
        replace: replace.to_owned(),
    };
    let text = "fn before() {\n    one();\n}\n\nfn sum(\n    a: i32,\n) -> i32 {\n    a + 1\n}\n\nfn all() -> impl Copy {\n    22\n}\n";
    let [plus, more, two, outside] =
        [fault("a + 1", "a - 1"), fault("1\n}\n\nfn all", ""), fault("22", "33"), fault("fn before", "")];
    assert_eq!(
        plant(text, &[(4, &plus), (7, &two)]),
        Ok("fn before() {\n    one();\n}\n\nfn sum(\n    a: i32,\n) -> i32 {\nif crate::planted::is(4) {\n    a - 1\n} \
            else {\n    a + 1\n}\n}\n\nfn all() -> impl Copy {\n    (if crate::planted::is(7) { 33 } else { 22 })\n}\n"
            .to_owned())
    );
    for refused in [more, outside, fault("nowhere", "")] {
        assert!(plant(text, &[(0, &refused)]).is_err(), "`{}`", refused.name);
    }
    assert!(SWITCH.contains(AWAKE));
}
