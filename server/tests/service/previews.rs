//! What somebody would get: the estimate of the command line, their own for those who see no other's, and nothing of it is kept.

use attain_engine::Explain;
use attain_engine::inputs::ParticipantIndex;
use attain_intake::changes::{Changes, FigureChange};
use attain_office::company::Opened;
use attain_office::view::statement::estimate::Sides;
use serde_json::{Value, json};

use crate::common::{Client, Kind, Place, Server, Test, example_folder};

/// All tests of this file.
pub const TESTS: [Test; 4] = [
    ("previews::the_smallest_amount_that_reaches_a_goal_is_found", the_smallest_amount_that_reaches_a_goal_is_found),
    ("previews::an_estimate_is_that_of_the_office", an_estimate_is_that_of_the_office),
    ("previews::nothing_of_an_estimate_is_kept", nothing_of_an_estimate_is_kept),
    ("previews::nobody_estimates_with_what_is_others", nobody_estimates_with_what_is_others),
];

const PERIOD: &str = "2026-Q3";
const OWN: &str = "E1001";

fn path(who: &str) -> String {
    format!("/v1/periods/{PERIOD}/previews/{who}")
}

fn deal() -> Value {
    json!({ "id": "X1", "type": "new", "customer": "云帆航空", "product": "CRM", "owner": OWN, "booked_on": "2026-09-30", "amount": "400000" })
}

/// What the office says of a deal that is added, and of a quota that changes.
fn estimated() -> Value {
    let cells = deal().as_object().expect("a deal").clone();
    let cells = cells.into_iter().map(|(name, value)| (name, value.as_str().expect("a text").to_owned()));
    let quota =
        FigureChange { name: "bookings".to_owned(), period: Some(PERIOD.to_owned()), value: "1500000".to_owned() };
    let changes = Changes {
        participant: OWN.to_owned(),
        period: Some(PERIOD.to_owned()),
        added: vec![cells.collect()],
        quotas: vec![quota],
        ..Changes::default()
    };
    let opened = Opened::open(&example_folder()).and_then(Opened::ready).expect("a company");
    let stretch = opened.stretch(Some(PERIOD)).expect("a period");
    let place = opened.inputs().participants.iter().position(|one| *one.id == *OWN).expect("a participant");
    let who = ParticipantIndex(u32::try_from(place).expect("a place"));
    let request = stretch.request(Explain::Only(vec![who]));
    let before = opened.compute(&request).expect("a result");
    let estimate = opened.with_changes(&changes).expect("an estimate");
    let after = estimate.opened.compute(&request).expect("a result");
    let (before, after) = (opened.computed(&before, stretch), estimate.opened.computed(&after, stretch));
    Sides { before: &before, after: &after, who, component: None }.document(&estimate.changed.applied)
}

fn body() -> Value {
    json!({ "add": [deal()], "quotas": [{ "name": "bookings", "period": PERIOD, "value": "1500000" }] })
}

fn an_estimate_is_that_of_the_office(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let expected = estimated();
    assert_ne!(expected["total"]["before"], expected["total"]["after"], "{expected:#}");
    for role in ["rep", "manager", "payroll", "comp_admin"] {
        let answer = server.somebody(&format!("one-{role}"), role).post(&path(OWN), &body());
        assert_eq!((answer.status, answer.json()), (200, expected.clone()), "{role}");
    }
}

fn nothing_of_an_estimate_is_kept(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let (rep, li, auditor) =
        (server.somebody("rep", "rep"), server.somebody("li", "payroll"), server.somebody("au", "auditor"));
    let files = || li.get("/v1/files").json();
    let log = || auditor.get("/v1/audit").json()["records"].as_array().expect("records").clone();
    let (kept, before) = (files(), log());
    assert_eq!(rep.post(&path(OWN), &body()).status, 200);
    assert_eq!((files(), log()), (kept.clone(), before.clone()), "one's own leaves no trace");
    // Whoever looks at somebody else's is recorded, without what they tried.
    assert_eq!(li.post(&path(OWN), &body()).status, 200);
    let after = log();
    let look = after.last().expect("a record");
    assert_eq!((files(), after.len()), (kept, before.len() + 1));
    assert_eq!((&look["record"]["action"], &look["record"]["who"]), (&json!("preview.read"), &json!("li")));
    assert_eq!(look["record"]["object"], format!("{PERIOD}/{OWN}"));
}

fn nobody_estimates_with_what_is_others(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let rep = server.somebody("rep", "rep");
    let refused = |client: &Client, who: &str, body: Value| {
        let answer = client.post(&path(who), &body);
        (answer.status, answer.json()["code"].as_str().expect("a code").to_owned())
    };
    let wrong = |body: Value| refused(&rep, OWN, body);
    for (body, code) in [
        (json!({}), (400, "malformed")),
        (json!({ "add": [{ "id": "X1", "amount": 400_000 }] }), (400, "malformed")),
        (json!({ "add_file": ["../secret.csv"] }), (400, "malformed")),
        (json!({ "remove": vec!["T0001"; 101] }), (400, "malformed")),
        (json!({ "add": [{ "id": "X1", "amuont": "1" }] }), (422, "refused")),
        (json!({ "add": [{ "id": "X1", "amount": "much" }] }), (422, "refused")),
        (json!({ "metrics": [{ "name": "happiness", "value": "95%" }] }), (422, "refused")),
        // There are deals of these ids, the first of one's own.
        (
            json!({ "add": [{ "id": "T0001", "type": "new", "owner": OWN, "booked_on": "2026-09-30", "amount": "1" }] }),
            (422, "refused"),
        ),
        (
            json!({ "add": [{ "id": "T0007", "type": "new", "owner": OWN, "booked_on": "2026-09-30", "amount": "1" }] }),
            (422, "refused"),
        ),
        // T0007 credits E1002.
        (json!({ "remove": ["T0007"] }), (422, "refused")),
        (json!({ "change": [{ "id": "T0007", "column": "amount", "value": "1" }] }), (422, "refused")),
    ] {
        assert_eq!(wrong(body.clone()), (code.0, code.1.to_owned()), "{body}");
    }
    let detail = |id: &str| rep.post(&path(OWN), &json!({ "remove": [id] })).json()["detail"].clone();
    let (theirs, nobodys) = (detail("T0007"), detail("T9999"));
    assert_eq!(theirs.as_str().map(|text| text.replace("T0007", "T9999")), nobodys.as_str().map(str::to_owned));
    assert_eq!(refused(&rep, "E1002", body()), (404, "not_found".to_owned()));
    assert_eq!(refused(&rep, "nobody", body()), (404, "not_found".to_owned()));
    assert_eq!(refused(&server.somebody("li", "payroll"), "nobody", body()), (404, "not_found".to_owned()));
    assert_eq!(refused(&server.somebody("au", "auditor"), OWN, body()).0, 403);
    // What is wrong with the company's data is nothing for a rep to read.
    let hr = server.somebody("hr", "comp_admin");
    let broken = String::from_utf8(hr.get("/v1/files/data/transactions.csv").body).expect("a text");
    let broken = broken.replacen("600000.00", "secret", 1);
    assert_eq!(hr.put("/v1/files/data/transactions.csv", broken.as_bytes()).status, 201);
    let answer = rep.post(&path(OWN), &body());
    assert!(answer.status == 422 && !answer.text().contains("secret"), "{}", answer.text());
    assert!(answer.json()["findings"].is_null(), "{}", answer.text());
    let told = hr.post(&path(OWN), &body());
    assert!(told.status == 422 && told.text().contains("secret"), "{}", told.text());
}

/// The amount that was found reaches the goal, and a cent less does not.
fn the_smallest_amount_that_reaches_a_goal_is_found(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let rep = server.somebody("rep", "rep");
    let without = |body: Value| {
        let mut deal = deal();
        deal.as_object_mut().expect("a deal").remove("amount");
        let mut whole = json!({ "add": [deal] });
        whole.as_object_mut().expect("a body").extend(body.as_object().expect("fields").clone());
        rep.post(&path(OWN), &whole)
    };
    let pays = |amount: &str| -> i64 {
        let mut deal = deal();
        deal["amount"] = json!(amount);
        let answer = rep.post(&path(OWN), &json!({ "add": [deal] })).json();
        let pay = answer["total"]["after"].as_str().unwrap_or_else(|| panic!("{answer:#}")).replace('.', "");
        pay.parse().expect("an amount")
    };
    let goal = pays("400000") - 12_345;
    let goal_text = format!("{}.{:02}", goal / 100, goal % 100);
    let found = without(json!({ "goal": { "pay": goal_text, "by": "amount" } }));
    assert_eq!(found.status, 200, "{}", found.text());
    let found = found.json()["goal"].clone();
    assert_eq!((&found["reached"], &found["goal"]), (&json!(true), &json!(goal_text)));
    let value = found["value"].as_str().expect("an amount").replace('.', "").parse::<i64>().expect("an amount");
    let less = value - 1;
    assert!(pays(&format!("{}.{:02}", value / 100, value % 100)) >= goal, "{found}");
    assert!(pays(&format!("{}.{:02}", less / 100, less % 100)) < goal, "{found}");
    for (goal, status) in [
        (json!({ "pay": "next-tier", "by": "amount" }), 200),
        (json!({ "pay": "much", "by": "amount" }), 422),
        (json!({ "pay": "1.00", "by": "customer" }), 422),
        (json!({ "pay": "1.00" }), 400),
    ] {
        assert_eq!(without(json!({ "goal": goal })).status, status, "{goal}");
    }
    assert_eq!(rep.post(&path(OWN), &json!({ "goal": { "pay": "1.00", "by": "amount" } })).status, 422);
}
