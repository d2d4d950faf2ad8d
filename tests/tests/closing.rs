//! Closed is closed: worked histories, and seals that were touched.

use std::fs;
use std::path::{Path, PathBuf};

use attain_engine::seal::Seal;
use attain_tests::command::{attain, binary};
use attain_tests::library::{close, run};
use attain_tests::scratch::Scratch;

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

/// The case whose months are told in `story.txt`, before its first month is closed.
fn late_news() -> Scratch {
    Scratch::copy_of(&cases().join("038-late-bonus-and-back-dated-pay"))
}

/// Puts the files of `later/MONTH` in the place of those in `data`.
fn learn(folder: &Path, month: &str) {
    for entry in fs::read_dir(folder.join("later").join(month)).expect("a month of the story") {
        let entry = entry.expect("the folder can be listed");
        fs::copy(entry.path(), folder.join("data").join(entry.file_name())).expect("a file can be copied");
    }
}

/// The amount of the line of `who` and `component` in `month`; with `earlier`, of the difference to that month.
fn paid(json: &serde_json::Value, [month, who, component]: [&str; 3], earlier: Option<&str>) -> Option<String> {
    let kind = if earlier.is_some() { "difference" } else { "earning" };
    let wanted = [who, component, kind, earlier.unwrap_or(month), month];
    let keys = ["participant", "component", "kind", "earned_for", "paid_in"];
    let lines = json["lines"].as_array().expect("the JSON has lines");
    let line = lines.iter().find(|line| keys.map(|key| line[key].as_str().unwrap_or_default()) == wanted)?;
    line["amount"].as_str().map(str::to_owned)
}

#[test]
fn what_becomes_known_late_is_paid_in_the_open_month() {
    let (folder, attain_binary) = (late_news(), binary());
    let story = fs::read_to_string(folder.path().join("story.txt")).expect("the story");
    let mut told = 0;
    for line in story.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["close", month] => {
                let closed = attain(&attain_binary, folder.path(), &["close", month]);
                assert!(closed.status.success(), "{line}: {}", String::from_utf8_lossy(&closed.stderr));
            }
            ["later", month] => learn(folder.path(), month),
            ["pays", month, who, component, amount, rest @ ..] => {
                let earlier = if let ["for", earlier] = rest { Some(*earlier) } else { None };
                let out = attain(&attain_binary, folder.path(), &["run", "--period", month, "--format", "json"]);
                let json = serde_json::from_slice(&out.stdout).expect("JSON");
                assert_eq!(paid(&json, [month, who, component], earlier).as_deref(), Some(*amount), "{line}");
                told += 1;
            }
            _ => panic!("what does `{line}` mean?"),
        }
    }
    assert!(told > 20, "{told} lines of the story were held to anything");
    // Every line, the differences too, is explained and adds up again.
    for who in ["emma", "ben"] {
        let trace = attain(&attain_binary, folder.path(), &["explain", who, "--period", "2024", "--format", "json"]);
        fs::write(folder.path().join("trace.json"), &trace.stdout).expect("a file can be written");
        let verified = attain(&attain_binary, folder.path(), &["verify", "trace.json"]);
        assert!(verified.status.success(), "{who}: {}", String::from_utf8_lossy(&verified.stdout));
    }
}

/// The codes of what stands in the way of a run of `period`.
fn codes(folder: &Path, period: &str) -> Vec<String> {
    run(folder, Some(period)).err().map(|refusal| refusal.codes).unwrap_or_default()
}

fn seal(folder: &Path, label: &str) -> PathBuf {
    folder.join("closed").join(format!("{label}.json"))
}

fn change(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).expect("a seal");
    assert!(text.contains(from), "{} has no {from}", path.display());
    fs::write(path, text.replacen(from, to, 1)).expect("a file can be written");
}

#[test]
fn seals_that_were_touched_are_refused_and_what_differs_is_named() {
    let closed = late_news();
    for month in ["2024-01", "2024-02", "2024-03"] {
        close(closed.path(), month).unwrap_or_else(|refusal| panic!("{refusal}"));
    }
    assert!(codes(closed.path(), "2024-04").is_empty());
    let changed = |label: &str, from: &str, to: &str| {
        let copy = Scratch::copy_of(closed.path());
        change(&seal(copy.path(), label), from, to);
        let refusal = run(copy.path(), Some("2024-04")).err().unwrap_or_else(|| panic!("{from} -> {to} is refused"));
        assert_eq!(refusal.codes, ["R030"], "{from} -> {to}: {refusal}");
        refusal.to_string()
    };
    let amount = changed("2024-02", "\"amount\": \"4800.00\"", "\"amount\": \"4900.00\"");
    assert!(amount.contains("2024-02/emma/staff/base/earning") && amount.contains("4900.00"), "{amount}");
    let total = changed("2024-03", "\"total\": \"5070.00\"", "\"total\": \"5071.00\"");
    assert!(total.contains("5070.00") && total.contains("5071.00"), "{total}");
    changed("2024-01", "\"sha256\": \"", "\"sha256\": \"0");
    changed("2024-01", "{\n\"format\"", "{ \n\"format\"");
    changed("2024-01", "\"engine\": \"", "\"engine\": \"9.");
    changed("2024-03", "attain-seal/2", "attain-seal/1");
    changed("2024-01", "\"table\": ", "\"tables\": ");
}

#[test]
fn a_closed_month_shows_what_was_sealed_and_nothing_beside_it() {
    let folder = late_news();
    let rows = || run(folder.path(), Some("2024-01")).unwrap_or_else(|refusal| panic!("{refusal}")).rows();
    let open = rows();
    close(folder.path(), "2024-01").unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(rows(), open);
    learn(folder.path(), "2024-03");
    assert_eq!(rows(), open, "what becomes known late changes nothing here");
}

#[test]
fn a_seal_that_is_cut_off_never_counts() {
    let closed = late_news();
    close(closed.path(), "2024-01").unwrap_or_else(|refusal| panic!("{refusal}"));
    let whole = fs::read(seal(closed.path(), "2024-01")).expect("a seal");
    for length in (0..whole.len()).step_by(97).chain([whole.len() - 1]) {
        let copy = Scratch::copy_of(closed.path());
        fs::write(seal(copy.path(), "2024-01"), &whole[..length]).expect("a file can be written");
        assert_eq!(codes(copy.path(), "2024-02"), ["R030"], "{length} bytes");
    }
    // As closing leaves it behind when the power fails: under a name that is no seal's.
    let copy = late_news();
    fs::create_dir(copy.path().join("closed")).expect("a folder can be made");
    fs::write(copy.path().join("closed/2024-01.part"), &whole[..50]).expect("a file can be written");
    assert!(codes(copy.path(), "2024-02").is_empty());
    close(copy.path(), "2024-01").unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(fs::read(seal(copy.path(), "2024-01")).expect("a seal"), whole);
    assert!(!copy.path().join("closed/2024-01.part").exists());
}

#[test]
fn seals_make_a_chain() {
    let closed = late_news();
    for month in ["2024-01", "2024-02", "2024-03"] {
        close(closed.path(), month).unwrap_or_else(|refusal| panic!("{refusal}"));
    }
    let without = |label: &str| {
        let copy = Scratch::copy_of(closed.path());
        fs::remove_file(seal(copy.path(), label)).expect("a seal");
        codes(copy.path(), "2024-04")
    };
    assert_eq!(without("2024-01"), ["R031"]);
    assert_eq!(without("2024-02"), ["R031"]);
    assert!(without("2024-03").is_empty(), "the last month is open again");
    let renamed = Scratch::copy_of(closed.path());
    fs::rename(seal(renamed.path(), "2024-03"), seal(renamed.path(), "2024-04")).expect("a seal");
    assert_eq!(codes(renamed.path(), "2024-05"), ["R031"]);
    // A seal of the same month, whole in itself, upon which nothing was closed.
    let other = late_news();
    learn(other.path(), "2024-03");
    close(other.path(), "2024-01").unwrap_or_else(|refusal| panic!("{refusal}"));
    let exchanged = Scratch::copy_of(closed.path());
    fs::copy(seal(other.path(), "2024-01"), seal(exchanged.path(), "2024-01")).expect("a file can be copied");
    assert_eq!(codes(exchanged.path(), "2024-04"), ["R031"]);
}

#[test]
fn months_are_closed_one_after_the_other_and_once() {
    let (folder, binary) = (late_news(), binary());
    let close = |month: &str| attain(&binary, folder.path(), &["close", month]);
    assert!(close("2024-01").status.success());
    let before = fs::read(seal(folder.path(), "2024-01")).expect("a seal");
    for (month, why) in [
        ("2024-01", "is closed"),
        ("2024-03", "begins with 2024-02"),
        ("2023-12", "begins with 2024-02"),
        ("2024-Q1", "begins with 2024-02"),
        ("2024-02..2024-03", "no period that can be closed"),
        ("February", "no period that can be closed"),
    ] {
        let refused = close(month);
        assert_eq!(refused.status.code(), Some(2), "{month}");
        let told = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(told.contains(why), "{month}: {told}");
    }
    assert_eq!(fs::read(seal(folder.path(), "2024-01")).expect("a seal"), before);
    assert!(close("2024-02").status.success());
    assert_eq!(attain(&binary, folder.path(), &["check"]).status.code(), Some(0));
}

#[test]
fn a_difference_that_nothing_explains_is_never_paid() {
    let folder = late_news();
    close(folder.path(), "2024-01").unwrap_or_else(|refusal| panic!("{refusal}"));
    // As another version of the engine would have sealed it.
    let path = seal(folder.path(), "2024-01");
    let mut other = Seal::read(&fs::read_to_string(&path).expect("a seal")).expect("a seal");
    let line = other.lines.iter_mut().find(|line| line.amount == "4800.00").expect("Emma's base");
    line.amount = "4799.99".to_owned();
    other.engine = "0.0.9".to_owned();
    fs::write(&path, other.sealed().write()).expect("a file can be written");
    let refusal = run(folder.path(), Some("2024-02")).err().expect("refused");
    assert_eq!(refusal.codes, ["R032"]);
    let text = refusal.to_string();
    assert!(text.contains("0.0.9") && text.contains("emma base 0.01"), "{text}");
    // What only counts later explains nothing about January.
    let sales = folder.path().join("data/transactions.csv");
    fs::write(&sales, "id,owner,paid_on,amount\nB2,ben,2024-02-15,100\n").expect("a file can be written");
    assert_eq!(codes(folder.path(), "2024-02"), ["R032"]);
    fs::write(&sales, "id,owner,paid_on,amount\nB2,emma,2024-01-15,100\n").expect("a file can be written");
    assert!(codes(folder.path(), "2024-02").is_empty());
}

#[test]
fn what_was_sealed_has_to_be_there() {
    let closed = late_news();
    close(closed.path(), "2024-01").unwrap_or_else(|refusal| panic!("{refusal}"));
    let without_ben = Scratch::copy_of(closed.path());
    let rows = "participant,plan,from,to,salary,level\nemma,staff,2024-01-01,,4800,1\n";
    fs::write(without_ben.path().join("data/assignments.csv"), rows).expect("a file can be written");
    assert!(codes(without_ben.path(), "2024-02").is_empty(), "without an assignment it is all taken back");
    fs::write(without_ben.path().join("data/participants.csv"), "id,name\nemma,Emma\n").expect("a file can be written");
    assert_eq!(codes(without_ben.path(), "2024-02"), ["R033"]);
    let renamed = Scratch::copy_of(closed.path());
    change(&renamed.path().join("plans/staff.yaml"), "bonus: bonus", "bonus: premium");
    fs::write(renamed.path().join("plans/staff.yaml"), {
        let text = fs::read_to_string(renamed.path().join("plans/staff.yaml")).expect("a plan");
        text.replace("earned(bonus)", "earned(premium)")
    })
    .expect("a file can be written");
    assert_eq!(codes(renamed.path(), "2024-02"), ["R033"; 1]);
    // Nor is what was paid in one currency held against another one.
    let other = Scratch::copy_of(closed.path());
    let company = other.path().join("attain.yaml");
    let text = fs::read_to_string(&company).expect("a company");
    let line = text.lines().find(|line| line.starts_with("currency:")).expect("a currency");
    assert!(!line.contains("JPY"), "{line}");
    change(&company, line, "currency: JPY");
    assert_eq!(codes(other.path(), "2024-02"), ["R033"]);
}

/// A folder with this table of adjustments.
fn by_hand(folder: &Scratch, rows: &str) {
    let head = "id,participant,kind,what,amount,reason,approved_by,period,day,paid_in\n";
    fs::write(folder.path().join("data/adjustments.csv"), format!("{head}{rows}")).expect("a file can be written");
    let path = folder.path().join("attain.yaml");
    let text = fs::read_to_string(&path).expect("a company");
    if !text.contains("adjustments:") {
        fs::write(&path, text + "  adjustments: data/adjustments.csv\n").expect("a file can be written");
    }
}

/// Sum of all lines of `who` in `month`, in cents.
fn payable(folder: &Path, month: &str, who: &str) -> i64 {
    let run = run(folder, Some(month)).unwrap_or_else(|refusal| panic!("{refusal}"));
    run.lines_of(who).map(|line| line.minor_units).sum()
}

#[test]
fn what_was_paid_by_hand_for_a_closed_month_counts_against_its_difference() {
    let folder = late_news();
    by_hand(&folder, "A1,ben,payment,bonus,70,thanks,emma,2024-01,,\n");
    let base = 195_000;
    assert_eq!(payable(folder.path(), "2024-01", "ben"), base + 7_000);
    close(folder.path(), "2024-01").unwrap_or_else(|refusal| panic!("{refusal}"));
    // What was paid with the month stays paid.
    assert_eq!(payable(folder.path(), "2024-02", "ben"), base);
    // The bonus of 1,500 was paid by hand in February, before its row came.
    let advance =
        "A1,ben,payment,bonus,70,thanks,emma,2024-01,,\nA2,ben,payment,bonus,1500,forgotten,emma,2024-01,,2024-02\n";
    by_hand(&folder, advance);
    let sales = folder.path().join("data/transactions.csv");
    fs::write(&sales, "id,owner,paid_on,amount\nB1,ben,2024-01-15,1500\n").expect("a file can be written");
    let deductions = -52_500;
    assert_eq!(payable(folder.path(), "2024-02", "ben"), base + 150_000 + deductions);
    close(folder.path(), "2024-02").unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(payable(folder.path(), "2024-03", "ben"), base);
    // January, of which February paid something by hand, is shown as it was sealed.
    assert_eq!(payable(folder.path(), "2024-01", "ben"), base + 7_000);
    // A row that comes when its month is closed is paid as a difference; one that names another closed `paid_in` is refused.
    by_hand(&folder, &format!("{advance}A3,ben,payment,bonus,30,late,emma,2024-02,,\n"));
    assert_eq!(payable(folder.path(), "2024-03", "ben"), base + 3_000);
    by_hand(&folder, &format!("{advance}A3,ben,payment,bonus,30,late,emma,2024-02,,2024-02\n"));
    assert_eq!(payable(folder.path(), "2024-03", "ben"), base + 3_000, "its own period says no more than nothing");
    by_hand(&folder, &format!("{advance}A3,ben,payment,bonus,30,late,emma,2024-01,,2024-02\n"));
    assert_eq!(codes(folder.path(), "2024-03"), ["R034"]);
    by_hand(&folder, "A2,ben,payment,bonus,1500,forgotten,emma,2024-01,,2024-02\n");
    assert_eq!(payable(folder.path(), "2024-03", "ben"), base - 7_000);
}
