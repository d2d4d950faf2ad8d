//! Rows that are added to a file: each once, however often it is sent, and all of them or none.

use serde_json::{Value, json};

use crate::common::{Answer, Client, Kind, Place, Server, Test};

/// All tests of this file.
pub const TESTS: [Test; 7] = [
    ("rows::two_deliveries_at_once_both_come_in", two_deliveries_at_once_both_come_in),
    ("rows::rows_that_would_be_set_aside_are_none_to_add", rows_that_would_be_set_aside_are_none_to_add),
    ("rows::rows_come_in_once_however_often_they_are_sent", rows_come_in_once_however_often_they_are_sent),
    (
        "rows::what_rows_make_is_the_file_that_would_have_been_sent",
        what_rows_make_is_the_file_that_would_have_been_sent,
    ),
    ("rows::nothing_comes_in_beside_a_row_that_is_wrong", nothing_comes_in_beside_a_row_that_is_wrong),
    ("rows::a_correction_is_a_new_revision_and_no_other_row_of_its_name", a_correction_is_a_new_revision),
    ("rows::pay_by_hand_waits_for_somebody_else", pay_by_hand_waits_for_somebody_else),
];

const ROWS: &str = "/v1/rows/data/transactions.csv";
const FILE: &str = "/v1/files/data/transactions.csv";

fn add(client: &Client, path: &str, kind: &str, rows: &str) -> Answer {
    client.ask("POST", path, rows.as_bytes(), &[("content-type", kind)])
}

fn counts(answer: &Answer) -> (u16, Value, Value, Value) {
    let body = answer.json();
    (answer.status, body["file"]["version"].clone(), body["added"].clone(), body["known"].clone())
}

/// The header of the example's transactions, and its last row with another id.
fn another(file: &str, id: &str) -> (String, String) {
    let (header, last) = (file.lines().next().expect("a header"), file.lines().last().expect("a row"));
    let (_, rest) = last.split_once(',').expect("cells");
    (header.to_owned(), format!("{id},{rest}"))
}

fn rows_come_in_once_however_often_they_are_sent(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let hr = server.somebody("hr", "comp_admin");
    let file = hr.get(FILE).text();
    let (header, row) = another(&file, "NEW-1");
    let rows = format!("{header}\n{row}\n{}\n", file.lines().last().expect("a row"));
    let first = add(&hr, ROWS, "text/csv", &rows);
    assert_eq!(counts(&first), (201, json!(2), json!(1), json!(1)), "{}", first.text());
    assert_eq!(first.json()["file"]["published_by"], "hr");
    assert_eq!(counts(&add(&hr, ROWS, "text/csv; charset=utf-8", &rows)), (200, json!(2), json!(0), json!(2)));
    assert_eq!(hr.get(FILE).text(), format!("{file}{row}\n"));
    // As objects, in another order, with blanks: they say the same.
    let cells = header.split(',').zip(row.split(',')).map(|(name, cell)| format!("\"{name}\": \" {cell} \""));
    let backwards =
        cells.fold(String::new(), |after, cell| if after.is_empty() { cell } else { format!("{cell}, {after}") });
    let object = format!("{{{backwards}}}\n");
    assert_eq!(counts(&add(&hr, ROWS, "application/x-ndjson", &object)), (200, json!(2), json!(0), json!(1)));
    // Under a key the same answer comes again, also when more has come in since.
    let (_, other) = another(&file, "NEW-2");
    let body = format!("{header}\n{other}\n");
    let keyed = [("content-type", "text/csv"), ("idempotency-key", "delivery 7")];
    let once = hr.ask("POST", ROWS, body.as_bytes(), &keyed);
    let (_, third) = another(&file, "NEW-3");
    assert_eq!(add(&hr, ROWS, "text/csv", &format!("{header}\n{third}\n")).status, 201);
    assert_eq!(hr.ask("POST", ROWS, body.as_bytes(), &keyed), once);
}

fn what_rows_make_is_the_file_that_would_have_been_sent(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let hr = server.somebody("hr", "comp_admin");
    let file = hr.get(FILE).text();
    let (header, _) = another(&file, "");
    let mut all = file.clone();
    // More deliveries than a version has layers.
    for delivery in 0..105 {
        let (_, row) = another(&file, &format!("NEW-{delivery}"));
        let added = add(&hr, ROWS, "text/csv", &format!("{header}\n{row}\n"));
        assert_eq!(added.status, 201, "{delivery}: {}", added.text());
        all.push_str(&format!("{row}\n"));
    }
    assert_eq!(hr.get(FILE).text(), all);
    let again = hr.put(FILE, all.as_bytes());
    assert_eq!((again.status, &again.json()["version"]), (200, &json!(106)), "the same bytes, the same digest");
    // Each version stays what it was.
    assert_eq!(hr.get(&format!("{FILE}?version=1")).text(), file);
    assert_eq!(hr.get(&format!("{FILE}?version=3")).text().lines().count(), file.lines().count() + 2);
    hr.compute("2026-Q1");
}

fn nothing_comes_in_beside_a_row_that_is_wrong(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let hr = server.somebody("hr", "comp_admin");
    let file = hr.get(FILE).text();
    let (header, row) = another(&file, "NEW-1");
    let amount = header.split(',').position(|name| name == "amount").expect("amounts");
    let mut cells: Vec<&str> = row.split(',').collect();
    (cells[0], cells[amount]) = ("NEW-2", "12 apples");
    let refused = add(&hr, ROWS, "text/csv", &format!("{header}\n{row}\n{}\n", cells.join(",")));
    let problem = refused.json();
    assert_eq!((refused.status, problem["code"].as_str()), (422, Some("refused")), "{}", refused.text());
    let found = &problem["findings"]["findings"][0];
    assert_eq!(
        (found["code"].as_str(), found["places"][0]["line"].as_u64()),
        (Some("D020"), Some(file.lines().count() as u64 + 2))
    );
    // All that is wrong with how they are written is told at once.
    let wrong = add(&hr, ROWS, "application/x-ndjson", "{\"amuont\": 5}\nnothing\n");
    let detail = wrong.json()["detail"].as_str().expect("a detail").to_owned();
    assert!(detail.contains("line 1: the file has no column `amuont`; did you mean `amount`?"), "{detail}");
    assert!(detail.contains("; line 2: this is no object in JSON"), "{detail}");
    assert_eq!(hr.get(FILE).text(), file);
    for (path, kind, status) in [
        (ROWS, "application/json", 400),
        ("/v1/rows/plans/account-executive.yaml", "text/csv", 400),
        ("/v1/rows/data/../attain.yaml", "text/csv", 400),
        (ROWS, "text/csv", 422),
    ] {
        assert_eq!(add(&hr, path, kind, "").status, status, "{path} {kind}");
    }
    let seen = [("content-type", "text/csv"), ("if-match", "\"9-x\"")];
    let unseen = hr.ask("POST", ROWS, format!("{header}\n{row}\n").as_bytes(), &seen);
    assert_eq!((unseen.status, unseen.json()["code"].as_str()), (412, Some("changed_meanwhile")));
}

fn a_correction_is_a_new_revision(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let hr = server.somebody("hr", "comp_admin");
    // A file that nobody named yet begins with the columns that are sent, and one with revisions takes corrections.
    let file = hr.get(FILE).text();
    let with_revisions: String = file
        .lines()
        .enumerate()
        .map(|(line, text)| format!("{text},{}\n", if line == 0 { "revision" } else { "" }))
        .collect();
    assert_eq!(hr.put(FILE, with_revisions.as_bytes()).status, 201);
    let (header, row) = another(&with_revisions, "NEW-1");
    let corrected = |revision: &str| format!("{header}\n{}{revision}\n", row.replacen(",5", ",6", 1));
    assert_eq!(add(&hr, ROWS, "text/csv", &format!("{header}\n{row}\n")).status, 201);
    let other = row.rsplit_once(',').map(|(cells, _)| format!("{},", cells.replace("2026", "2025"))).expect("cells");
    let twice = add(&hr, ROWS, "text/csv", &format!("{header}\n{other}\n"));
    assert_eq!(twice.status, 422, "another row of its name: {}", twice.text());
    let revised = add(&hr, ROWS, "text/csv", &corrected("1"));
    assert_eq!(revised.status, 201, "{}", revised.text());
    assert_eq!(add(&hr, ROWS, "text/csv", &corrected("1")).json()["known"], 1);
}

fn pay_by_hand_waits_for_somebody_else(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let hr = server.somebody("hr", "comp_admin");
    let row = json!({ "id": "A1", "participant": "nobody", "kind": "payment", "what": "x", "amount": 5 });
    let path = "/v1/rows/data/adjustments-2026.csv";
    let added = add(&hr, path, "application/x-ndjson", &row.to_string());
    assert_eq!(counts(&added), (201, json!(1), json!(1), json!(0)), "{}", added.text());
    assert_eq!(added.json()["file"]["published_by"], Value::Null);
    // More of one's own goes behind what waits, and nothing of anybody else: who publishes it decides about all of it.
    let more = add(&hr, path, "application/x-ndjson", &row.to_string().replace("A1", "A2"));
    assert_eq!(counts(&more), (201, json!(2), json!(1), json!(0)), "{}", more.text());
    assert_eq!(hr.get("/v1/files/data/adjustments-2026.csv?version=2").text().lines().count(), 3);
    let other = add(&server.somebody("li", "comp_admin"), path, "application/x-ndjson", &row.to_string());
    assert_eq!((other.status, other.json()["code"].as_str()), (409, Some("waits")), "{}", other.text());
}

fn two_deliveries_at_once_both_come_in(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let people: Vec<Client> = (0..3).map(|number| server.somebody(&format!("hr{number}"), "comp_admin")).collect();
    let file = people[0].get(FILE).text();
    let header = file.lines().next().expect("a header");
    let delivery = |number: usize| {
        let (_, row) = another(&file, &format!("NEW-{number}"));
        add(&people[number % people.len()], ROWS, "text/csv", &format!("{header}\n{row}\n"))
    };
    let answers: Vec<Answer> = std::thread::scope(|threads| {
        let sent: Vec<_> = (0..3).map(|number| threads.spawn(move || delivery(number))).collect();
        sent.into_iter().map(|answer| answer.join().expect("an answer")).collect()
    });
    for answer in &answers {
        assert_eq!((answer.status, &answer.json()["added"]), (201, &json!(1)), "{}", answer.text());
    }
    let now = people[0].get(FILE).text();
    let new: std::collections::BTreeSet<&str> = now.lines().skip(file.lines().count()).collect();
    assert_eq!((new.len(), now.lines().count()), (3, file.lines().count() + 3), "each once");
}

fn rows_that_would_be_set_aside_are_none_to_add(kind: Kind) {
    let place = Place::new(kind);
    let (_, company) =
        crate::common::example().into_iter().find(|(path, _)| *path == "attain.yaml").expect("a company");
    let server = Server::start(&place);
    let (hr, boss) = (server.somebody("hr", "comp_admin"), server.somebody("boss", "comp_admin"));
    let lenient = company.replace("broken_rows: refuse\n", "") + "\nbroken_rows: set_aside\n";
    let put = hr.put("/v1/files/attain.yaml", lenient.as_bytes());
    let published = boss.post("/v1/publications", &json!({ "path": "attain.yaml", "version": put.json()["version"] }));
    assert_eq!(published.status, 200, "{}", published.text());
    let file = hr.get(FILE).text();
    let header = file.lines().next().expect("a header");
    // The id of one that stands there, with another amount: both would count for nothing.
    let twice = file.lines().nth(1).expect("a row").replace("600000.00", "700000.00");
    let refused = add(&hr, ROWS, "text/csv", &format!("{header}\n{twice}\n"));
    assert_eq!((refused.status, hr.get(FILE).text() == file), (422, true), "{}", refused.text());
    assert!(refused.text().contains("D038"), "{}", refused.text());
    // What was wrong before is nothing that a delivery brings.
    let broken = format!("{file}X1,renewal,A,ERP,E1010,,2026-01-04,much,\n");
    assert_eq!(hr.put(FILE, broken.as_bytes()).status, 201);
    let (_, row) = another(&file, "NEW-1");
    assert_eq!(add(&hr, ROWS, "text/csv", &format!("{header}\n{row}\n")).status, 201);
    let (_, row) = another(&file, "NEW-2");
    let worse = row.replace(".00", ".00 or so");
    assert_eq!(add(&hr, ROWS, "text/csv", &format!("{header}\n{worse}\n")).status, 422);
}
