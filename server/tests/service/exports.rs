//! What a closed period pays on its way to payroll: the same bytes every time, taken in once, and nobody sees it whom it is no
//! business of.

use attain_engine::hash::sha256;
use serde_json::{Value, json};

use crate::common::{Client, Kind, Place, Server, Test};

/// All tests of this file.
pub const TESTS: [Test; 7] = [
    ("exports::what_a_period_pays_is_what_was_worked_out", what_a_period_pays_is_what_was_worked_out),
    ("exports::an_export_is_there_once_however_often_it_is_asked", an_export_is_there_once_however_often_it_is_asked),
    ("exports::nothing_goes_out_before_the_close", nothing_goes_out_before_the_close),
    ("exports::payroll_takes_an_export_in_once", payroll_takes_an_export_in_once),
    ("exports::a_total_that_differs_is_refused", a_total_that_differs_is_refused),
    ("exports::nobody_reads_it_whom_it_is_no_business_of", nobody_reads_it_whom_it_is_no_business_of),
    ("exports::what_was_exported_is_never_changed", what_was_exported_is_never_changed),
];

/// Ids that a spreadsheet would compute, one with zeros in front, and somebody who gets nothing.
pub const COMPANY: [(&str, &str); 6] = [
    (
        "attain.yaml",
        "company: Payroll
currency: CNY
units:
  points: { title: points, value: 0.50, taxable: yes }
data:
  participants: data/participants.csv
  assignments: data/assignments.csv
  transactions:
    file: data/sales.csv
    columns: { sold_on: { column: sold_on, type: date } }
  adjustments: data/adjustments.csv
",
    ),
    (
        "plans/sellers.yaml",
        "plan: sellers
effective: 2026-01-01 .. 2026-12-31
pays: monthly
measures:
  sales: { unit: money, from: transactions, to: seller, dated: sold_on }
components:
  - commission: commission
    pays_on: sales
    rate: 5%
    cap: none
    tax_class: wages
  - bonus: loyalty
    in: points
    pays_on: sales
    rate: 0.1
    cap: none
    pay_code: -20
",
    ),
    ("data/participants.csv", "id\n007\n=1+1\n-E5\n@sum\nE9\n"),
    ("data/assignments.csv", "participant,plan\n007,sellers\n=1+1,sellers\n-E5,sellers\n@sum,sellers\nE9,sellers\n"),
    (
        "data/sales.csv",
        "id,seller,sold_on,amount\nT1,007,2026-01-05,1000\nT2,=1+1,2026-01-06,2000.20\nT3,-E5,2026-01-31,-400\nT4,@sum,2026-01-31,0.09\n",
    ),
    (
        "data/adjustments.csv",
        "id,participant,kind,what,period,day,amount,reason,approved_by\nA1,007,payment,commission,2026-01,,-12.50,paid twice in December,E9\n",
    ),
];

/// 5 % of each sale, and a point for each ten yuan, worth 0.50. A sale of nine fen pays nothing, and E9 sold nothing. In money
/// -20.00 + 50.00 - 12.50 + 100.01, in points -40 + 100 + 200.
const CSV: &str =
    "id,participant,plan,component,kind,earned_for,paid_in,amount,currency,taxable_value,pay_code,tax_class
2026-01/-E5/sellers/commission/earning,'-E5,sellers,commission,earning,2026-01,2026-01,-20.00,CNY,,,wages
2026-01/-E5/sellers/loyalty/earning,'-E5,sellers,loyalty,earning,2026-01,2026-01,-40,points,-20.00,'-20,
2026-01/007/sellers/commission/earning,007,sellers,commission,earning,2026-01,2026-01,50.00,CNY,,,wages
2026-01/007/sellers/commission/adjustment,007,sellers,commission,adjustment,2026-01,2026-01,-12.50,CNY,,,wages
2026-01/007/sellers/loyalty/earning,007,sellers,loyalty,earning,2026-01,2026-01,100,points,50.00,'-20,
2026-01/=1+1/sellers/commission/earning,'=1+1,sellers,commission,earning,2026-01,2026-01,100.01,CNY,,,wages
2026-01/=1+1/sellers/loyalty/earning,'=1+1,sellers,loyalty,earning,2026-01,2026-01,200,points,100.00,'-20,
";

/// The company, with January closed by li.
pub fn closed(place: &Place) -> (Server, Client) {
    let server = Server::with(place, COMPANY.to_vec(), false);
    let (li, run) = server.approved("2026-01");
    let sealed = li.post("/v1/periods/2026-01/seal", &json!({ "run": run }));
    assert_eq!(sealed.status, 200, "{}", sealed.text());
    (server, li)
}

pub const EXPORTS: &str = "/v1/periods/2026-01/exports";

/// The export, made.
fn exported(li: &Client) -> Value {
    let made = li.post(EXPORTS, &json!({}));
    assert_eq!(made.status, 201, "{}", made.text());
    made.json()
}

pub fn at(export: &Value, rest: &str) -> String {
    format!("{EXPORTS}/{}/{rest}", export["export"].as_str().expect("an id"))
}

/// What payroll reads.
pub fn read() -> Value {
    json!({ "rows": 7, "totals": { "CNY": "117.51", "points": "260" } })
}

fn state(client: &Client) -> Value {
    client.get("/v1/periods/2026-01").json()["state"].clone()
}

fn what_a_period_pays_is_what_was_worked_out(kind: Kind) {
    let place = Place::new(kind);
    let (_server, li) = closed(&place);
    let export = exported(&li);
    let csv = li.get(&at(&export, "files/payroll.csv"));
    assert_eq!(csv.text(), CSV);
    assert_eq!((&export["rows"], &export["totals"]), (&read()["rows"], &read()["totals"]));
    assert_eq!((&export["taxable_value"], &export["period"]), (&json!("130.00"), &json!("2026-01")));
    for (at_place, name) in ["payroll.csv", "payroll.json"].iter().enumerate() {
        let bytes = li.get(&at(&export, &format!("files/{name}"))).body;
        let file = json!({ "name": name, "rows": 7, "bytes": bytes.len(), "sha256": sha256(&bytes) });
        assert_eq!(export["files"][at_place], file);
    }
    // The same in JSON, where no cell is computed and none needs a quote.
    let document = li.get(&at(&export, "files/payroll.json")).json();
    assert_eq!(document["format"], "attain-payroll/1");
    for key in ["export", "period", "seal", "rows", "totals", "taxable_value"] {
        assert_eq!(document[key], export[key], "{key}");
    }
    assert_eq!(document["csv_sha256"], export["files"][0]["sha256"]);
    let lines = document["lines"].as_array().expect("lines");
    let of_json = lines.iter().map(|line| {
        let cells = ["id", "participant", "amount", "currency"].map(|key| line[key].as_str().expect("a text"));
        cells.join(",")
    });
    let of_csv = CSV.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        format!("{},{},{},{}", cells[0], cells[1].trim_start_matches('\''), cells[7], cells[8])
    });
    assert_eq!(of_json.collect::<Vec<_>>(), of_csv.collect::<Vec<_>>());
    // With a mark for spreadsheets the rest stays as it is.
    let marked = li.get(&at(&export, "files/payroll.csv?bom=true")).body;
    assert_eq!(marked, [b"\xef\xbb\xbf", CSV.as_bytes()].concat());
    assert_eq!(li.get(&at(&export, "files/none.csv")).status, 404);
    assert_eq!(li.get("/v1/periods/2026-02/exports").json(), json!({ "exports": [] }));
    let elsewhere = at(&export, "files/payroll.csv").replace("2026-01/", "2026-02/");
    assert_eq!(li.get(&elsewhere).status, 404);
}

fn an_export_is_there_once_however_often_it_is_asked(kind: Kind) {
    let place = Place::new(kind);
    let (server, li) = closed(&place);
    let asked: Vec<_> = (0..20)
        .map(|at| {
            let li = li.under(&format!("export-{at}"));
            std::thread::spawn(move || li.post(EXPORTS, &json!({})))
        })
        .collect();
    let answers: Vec<_> = asked.into_iter().map(|thread| thread.join().expect("an answer")).collect();
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    for answer in &answers {
        assert!([200, 201].contains(&answer.status), "{}", answer.text());
        assert_eq!(answer.json(), answers[0].json());
    }
    let export = answers[0].json();
    let csv = li.get(&at(&export, "files/payroll.csv"));
    // Data that comes later changes nothing about it, nor does another start of the service.
    let hr = server.somebody("hr", "comp_admin");
    assert_eq!(hr.put("/v1/files/data/sales.csv", b"id,seller,sold_on,amount\n").status, 201);
    drop(server);
    let server = Server::start(&place);
    let li = li.at(&server.address);
    let again = li.post(EXPORTS, &json!({}));
    assert_eq!((again.status, again.json()), (200, export.clone()));
    assert_eq!(li.get(&at(&export, "files/payroll.csv")), csv);
    assert_eq!(li.get(EXPORTS).json(), json!({ "exports": [export] }));
    assert_eq!(state(&li), "exported");
}

fn nothing_goes_out_before_the_close(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::with(&place, COMPANY.to_vec(), false);
    let (li, wang) = (server.somebody("li", "payroll"), server.somebody("wang", "payroll"));
    let refused = |what: &str| {
        let answer = li.post(EXPORTS, &json!({}));
        assert_eq!((answer.status, answer.json()["code"].as_str()), (409, Some("not_closed")), "{what}");
    };
    refused("open");
    let run = li.compute("2026-01");
    refused("calculated");
    assert_eq!(wang.post("/v1/periods/2026-01/approval", &json!({ "run": run })).status, 200);
    refused("approved");
    assert_eq!(state(&li), "approved");
    assert_eq!(li.get(EXPORTS).json(), json!({ "exports": [] }));
}

fn payroll_takes_an_export_in_once(kind: Kind) {
    let place = Place::new(kind);
    let (first, li) = closed(&place);
    let second = Server::start(&place);
    let export = exported(&li);
    let path = at(&export, "acknowledgement");
    assert_eq!(state(&li), "exported");
    let asked: Vec<_> = (0..20)
        .map(|number| {
            let server = if number % 2 == 0 { &first } else { &second };
            let (li, path) = (li.at(&server.address).under(&format!("taken-{number}")), path.clone());
            std::thread::spawn(move || li.post(&path, &read()))
        })
        .collect();
    let answers: Vec<_> = asked.into_iter().map(|thread| thread.join().expect("an answer")).collect();
    let taken: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
    assert_eq!(taken.len(), 1, "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!((answer.status, answer.json()["code"].as_str()), (409, Some("acknowledged")));
    }
    assert_eq!(taken[0].json()["acknowledged_by"], "li");
    assert_eq!(state(&li), "acknowledged");
    // It stays readable, and stays what it is.
    assert_eq!(li.get(EXPORTS).json()["exports"][0], taken[0].json());
    assert_eq!(li.post(EXPORTS, &json!({})).json(), taken[0].json());
    assert_eq!(li.get(&at(&export, "files/payroll.csv")).text(), CSV);
    let log = first.somebody("au", "auditor").get("/v1/audit").json();
    let actions = log["records"].as_array().expect("records").iter().map(|one| one["record"]["action"].clone());
    let actions: Vec<_> =
        actions.filter(|action| action.as_str().is_some_and(|one| one.starts_with("export."))).collect();
    assert_eq!(actions, ["export.make", "export.acknowledge", "export.list", "export.read"]);
    // The statement of somebody whose period was taken in is still theirs to read.
    let body = json!({ "id": "rep", "role": "rep", "participant": "007" });
    let token = first.admin().post("/v1/principals", &body).json()["token"].as_str().expect("a token").to_owned();
    assert_eq!(first.client(&token).get("/v1/periods/2026-01/statements/007").status, 200);
}

fn a_total_that_differs_is_refused(kind: Kind) {
    let place = Place::new(kind);
    let (_server, li) = closed(&place);
    let export = exported(&li);
    let path = at(&export, "acknowledgement");
    let totals = |cny: &str, points: &str| json!({ "CNY": cny, "points": points });
    for (rows, totals, differs) in [
        (6, totals("117.51", "260"), json!({ "rows": { "exported": 7, "read": 6 } })),
        (7, totals("117.5", "260"), json!({ "totals": { "CNY": { "exported": "117.51", "read": "117.5" } } })),
        (7, json!({ "CNY": "117.51" }), json!({ "totals": { "points": { "exported": "260", "read": null } } })),
        (
            8,
            json!({ "CNY": "117,51", "points": "260", "miles": "1" }),
            json!({
                "rows": { "exported": 7, "read": 8 },
                "totals": {
                    "CNY": { "exported": "117.51", "read": "117,51" },
                    "miles": { "exported": null, "read": "1" },
                },
            }),
        ),
    ] {
        let refused = li.post(&path, &json!({ "rows": rows, "totals": totals }));
        assert_eq!((refused.status, refused.json()["code"].as_str()), (409, Some("differs")), "{}", refused.text());
        assert_eq!(refused.json()["differs"], differs);
        assert_eq!(state(&li), "exported");
    }
    assert_eq!(li.post(&at(&json!({ "export": "2026-01-none" }), "acknowledgement"), &read()).status, 404);
    assert_eq!(li.post(&path, &json!({ "rows": 7 })).status, 400);
    // The same number, written otherwise.
    let taken = li.post(&path, &json!({ "rows": 7, "totals": totals("117.510", "260.0") }));
    assert_eq!(taken.status, 200, "{}", taken.text());
}

fn nobody_reads_it_whom_it_is_no_business_of(kind: Kind) {
    let place = Place::new(kind);
    let (server, li) = closed(&place);
    let export = exported(&li);
    let nothing = json!({ "export": "2026-01-none" });
    for role in ["rep", "manager", "admin", "comp_admin"] {
        let own = ["rep", "manager"].contains(&role).then_some("007");
        let body = json!({ "id": format!("one-{role}"), "role": role, "participant": own });
        let token = server.admin().post("/v1/principals", &body).json()["token"].as_str().expect("a token").to_owned();
        let somebody = server.client(&token);
        for path in [EXPORTS.to_owned(), at(&export, "files/payroll.csv"), at(&export, "files/payroll.json")] {
            let refused = somebody.get(&path);
            assert_eq!(refused.status, 403, "{role} {path}");
            assert!(!refused.text().contains("117.51"));
        }
        assert_eq!(somebody.post(EXPORTS, &json!({})).status, 403);
        // Whether there is such an export is not told either.
        let (there, not_there) = (at(&export, "acknowledgement"), at(&nothing, "acknowledgement"));
        assert_eq!(somebody.post(&there, &read()), somebody.post(&not_there, &read()));
    }
    let auditor = server.somebody("au", "auditor");
    assert_eq!(auditor.get(&at(&export, "files/payroll.csv")).text(), CSV);
    let log = auditor.get("/v1/audit").text();
    assert!(log.contains("export.read") && log.contains("payroll.csv"), "a look at everybody's pay is recorded");
}

fn what_was_exported_is_never_changed(kind: Kind) {
    let place = Place::new(kind);
    let (_server, li) = closed(&place);
    let export = exported(&li);
    assert_eq!(li.post(&at(&export, "acknowledgement"), &read()).status, 200);
    let before = (li.get(EXPORTS), li.get(&at(&export, "files/payroll.csv")));
    for touch in [
        "UPDATE exports SET rows = 7",
        "DELETE FROM exports",
        "UPDATE export_files SET sha256 = 'x'",
        "DELETE FROM export_files",
        "UPDATE acknowledgements SET made_by = 'wang'",
        "DELETE FROM acknowledgements",
        "UPDATE periods SET state = 'paid'",
        "INSERT INTO acknowledgements SELECT period, 'other', made_by, made_at FROM acknowledgements",
    ] {
        place.touch(touch).expect_err(touch);
    }
    assert_eq!((li.get(EXPORTS), li.get(&at(&export, "files/payroll.csv"))), before);
}
