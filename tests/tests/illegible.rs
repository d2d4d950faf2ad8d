//! Seals that say something nobody can read: refused, even where every digest in them fits, and never taken for nothing.

use std::fs;
use std::path::{Path, PathBuf};

use attain_engine::seal::{Seal, SealedLine};
use attain_tests::library::{close, run};
use attain_tests::scratch::Scratch;

/// A copy of a case with `month` closed, and the path of its seal.
fn closed(case: &str, month: &str) -> (Scratch, PathBuf) {
    let folder = Scratch::copy_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(case));
    close(folder.path(), month).unwrap_or_else(|refusal| panic!("{refusal}"));
    let path = folder.path().join("closed").join(format!("{month}.json"));
    (folder, path)
}

/// Seals anew what `touch` made of the seal, with digests that fit, and says why the run of `month` is refused: codes and text.
fn refused(case: &str, [first, month]: [&str; 2], touch: impl Fn(&mut Seal)) -> (Vec<String>, String) {
    let (folder, path) = closed(case, first);
    let mut seal = Seal::read(&fs::read_to_string(&path).expect("a seal")).expect("a seal");
    touch(&mut seal);
    fs::write(&path, seal.sealed().write()).expect("a file can be written");
    match run(folder.path(), Some(month)) {
        Ok(_) => (Vec::new(), "it is computed".to_owned()),
        // Long lines are wrapped.
        Err(refusal) => (
            refusal.codes.clone(),
            refusal.to_string().replace("·", "").split_whitespace().collect::<Vec<_>>().join(" "),
        ),
    }
}

/// What makes one thing of a line something else.
type Touch = fn(&mut SealedLine);

#[test]
fn what_nobody_can_read_is_never_taken_for_nothing() {
    let months = ["2026-01", "2026-02"];
    let touches: [(&str, Touch); 10] = [
        ("`200.005` is taxable", |line| line.taxable = Some("200.005".to_owned())),
        ("`two hundred` is taxable", |line| line.taxable = Some("two hundred".to_owned())),
        ("`` is taxable", |line| line.taxable = Some(String::new())),
        ("its amount is `many`", |line| line.amount = "many".to_owned()),
        ("its amount is `99999999999999999999`", |line| line.amount = "99999999999999999999".to_owned()),
        ("its kind is `gift`", |line| line.kind = "gift".to_owned()),
        ("`2026-02-30`", |line| line.version = "2026-02-30".to_owned()),
        ("earned for `2026-13`", |line| line.earned_for = "2026-13".to_owned()),
        ("paid in `January`", |line| line.paid_in = "January".to_owned()),
        // Where it is a difference, its period is the one that it was earned for.
        ("earned for `once`", |line| {
            line.kind = "difference".to_owned();
            line.earned_for = "once".to_owned();
        }),
    ];
    for (told, touch) in touches {
        let (codes, text) = refused("207-points-for-sales", months, |seal| {
            let line = seal.lines.iter_mut().find(|line| line.taxable.as_deref() == Some("200.00"));
            touch(line.expect("200.00 is taxable of E1's points"));
        });
        assert_eq!(codes, ["R030"], "{told}: {text}");
        assert!(text.contains(told) && text.contains("loyalty"), "{told}: {text}");
    }
}

#[test]
fn amounts_are_held_to_the_currency_and_a_seal_without_one_is_none() {
    let months = ["2024-01", "2024-02"];
    let case = "038-late-bonus-and-back-dated-pay";
    let base = |seal: &mut Seal, amount: &str| {
        let line = seal.lines.iter_mut().find(|line| line.amount == "4800.00").expect("Emma's base");
        line.amount = amount.to_owned();
    };
    for amount in ["4800.005", "", "4,800.00", "9223372036854775808.00"] {
        let (codes, text) = refused(case, months, |seal| base(seal, amount));
        assert_eq!(codes, ["R030"], "{amount}: {text}");
        assert!(text.contains(&format!("its amount is `{amount}`")), "{amount}: {text}");
    }
    let (codes, text) = refused(case, months, |seal| "XYZ".clone_into(&mut seal.currency));
    assert_eq!(codes, ["R033"], "{text}");
    let (codes, text) = refused(case, months, |_| ());
    assert!(codes.is_empty(), "with nothing touched it is computed: {text}");
}

#[test]
fn everything_that_cannot_be_read_is_counted() {
    let (codes, text) = refused("207-points-for-sales", ["2026-01", "2026-02"], |seal| {
        for line in &mut seal.lines {
            "x".clone_into(&mut line.amount);
        }
    });
    assert_eq!(codes, ["R030"]);
    assert!(text.contains("its amount is `x`") && text.contains("more"), "{text}");
}

#[test]
fn units_that_lost_digits_are_told_and_not_left_out() {
    let (folder, path) = closed("207-points-for-sales", "2026-01");
    let edit = |from: &str, to: &str| {
        let company = folder.path().join("attain.yaml");
        let text = fs::read_to_string(&company).expect("a company");
        assert!(text.contains(from));
        fs::write(&company, text.replacen(from, to, 1)).expect("a file can be written");
    };
    let codes =
        || run(folder.path(), Some("2026-02")).err().map(|refusal| (refusal.codes.clone(), refusal.to_string()));
    edit("    value: 0.10\n", "    value: 0.10\n    digits: 1\n");
    assert!(codes().is_none_or(|(codes, _)| !codes.contains(&"R033".to_owned())), "more digits lose nothing");
    edit("    digits: 1\n", "");
    let mut seal = Seal::read(&fs::read_to_string(&path).expect("a seal")).expect("a seal");
    let line = seal.lines.iter_mut().find(|line| line.amount == "2000").expect("E1's points");
    "2000.5".clone_into(&mut line.amount);
    fs::write(&path, seal.sealed().write()).expect("a file can be written");
    let (codes, text) = codes().expect("half a point is none");
    assert_eq!(codes, ["R033"]);
    assert!(text.contains("`points`") && text.contains("2000.5"), "{text}");
}
