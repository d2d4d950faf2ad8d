//! A period from its data to its seal, through HTTP: the same bytes as anywhere else, and once.

use attain_engine::Explain;
use attain_office::company::Opened;
use attain_office::view::json as views;
use serde_json::json;

use crate::common::{Client, Kind, Place, Server, Test, example_folder};

/// All tests of this file.
pub const TESTS: [Test; 7] = [
    ("closing::whoever_waits_for_a_run_sees_how_far_it_has_come", whoever_waits_for_a_run_sees_how_far_it_has_come),
    ("closing::a_result_and_a_seal_are_those_of_the_office", a_result_and_a_seal_are_those_of_the_office),
    ("closing::a_period_is_closed_once_however_often_it_is_asked", a_period_is_closed_once_however_often_it_is_asked),
    (
        "closing::the_same_key_gives_the_same_answer_and_another_request_is_refused",
        the_same_key_gives_the_same_answer_and_another_request_is_refused,
    ),
    (
        "closing::nobody_approves_their_own_result_and_nothing_unapproved_is_closed",
        nobody_approves_their_own_result_and_nothing_unapproved_is_closed,
    ),
    (
        "closing::a_company_of_one_may_approve_its_own_and_the_log_says_so",
        a_company_of_one_may_approve_its_own_and_the_log_says_so,
    ),
    ("closing::late_data_pays_its_difference_in_the_open_period", late_data_pays_its_difference_in_the_open_period),
];

const PERIOD: &str = "2026-Q1";

fn a_result_and_a_seal_are_those_of_the_office(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let (li, run) = server.approved(PERIOD);

    let opened = Opened::open(&example_folder()).and_then(Opened::ready).expect("a company");
    let stretch = opened.stretch(Some(PERIOD)).expect("a period");
    let outcome = opened.compute(&stretch.request(Explain::Nobody)).expect("a result");
    let mut result = Vec::new();
    views::result(&opened.computed(&outcome, stretch), &mut result).expect("bytes");
    let through_http = li.get(&format!("/v1/runs/{run}/files/result.json"));
    assert!(through_http.body == result, "result.json differs");
    for name in ["lines.csv", "measures.csv", "report.json"] {
        assert_eq!(li.get(&format!("/v1/runs/{run}/files/{name}")).status, 200, "{name}");
    }

    let closed = li.post(&format!("/v1/periods/{PERIOD}/seal"), &json!({ "run": run }));
    assert_eq!(closed.status, 200, "{}", closed.text());
    let period = opened.company().calendar.parse(PERIOD).expect("a period");
    let seal = opened.seal(period).expect("a seal").seal;
    assert_eq!(closed.json()["seal"], seal.digest);
    assert_eq!(li.get(&format!("/v1/periods/{PERIOD}/seal")).text(), seal.write());
    assert_eq!(li.get(&format!("/v1/periods/{PERIOD}")).json()["state"], "closed");
}

fn a_period_is_closed_once_however_often_it_is_asked(kind: Kind) {
    let place = Place::new(kind);
    let first = Server::start(&place);
    let (li, run) = first.approved(PERIOD);
    // A second process on the same database.
    let second = Server::start(&place);
    let path = format!("/v1/periods/{PERIOD}/seal");
    let body = json!({ "run": run });
    let others = li.clone();
    let mut asked = Vec::new();
    for at in 0..100 {
        let client = if at % 2 == 0 { others.clone() } else { second_client(&second, &others) };
        let (path, body) = (path.clone(), body.clone());
        let client = client.under(&format!("close-{at}"));
        asked.push(std::thread::spawn(move || client.post(&path, &body)));
    }
    let answers: Vec<_> = asked.into_iter().map(|thread| thread.join().expect("an answer")).collect();
    let closed = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(closed, 1, "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!(answer.status, 409, "{}", answer.text());
    }
    let auditor = first.somebody("au", "auditor");
    let records = auditor.get("/v1/audit").json();
    let closings = records["records"].as_array().expect("records").iter();
    assert_eq!(closings.filter(|one| one["record"]["action"] == "period.close").count(), 1);
    assert_eq!(auditor.get("/v1/audit/verification").json()["whole"], true);
}

fn second_client(server: &Server, like: &Client) -> Client {
    like.at(&server.address)
}

fn the_same_key_gives_the_same_answer_and_another_request_is_refused(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let (li, run) = server.approved(PERIOD);
    let path = format!("/v1/periods/{PERIOD}/seal");
    let once = li.under("pay-2026-Q1");
    let first = once.post(&path, &json!({ "run": run }));
    assert_eq!(first.status, 200, "{}", first.text());
    assert_eq!(once.post(&path, &json!({ "run": run })), first);
    let other = once.post(&path, &json!({ "run": run + 1 }));
    assert_eq!((other.status, other.json()["code"].as_str()), (422, Some("key_used")));
    let other = once.post("/v1/periods/2026-Q2/runs", &json!(null));
    assert_eq!((other.status, other.json()["code"].as_str()), (422, Some("key_used")));
    // Without the key it is another attempt, and the period is closed.
    assert_eq!(li.post(&path, &json!({ "run": run })).json()["code"], "not_approved");
}

fn nobody_approves_their_own_result_and_nothing_unapproved_is_closed(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let (li, wang) = (server.somebody("li", "payroll"), server.somebody("wang", "payroll"));
    let run = li.compute(PERIOD);
    let (approval, seal) = (format!("/v1/periods/{PERIOD}/approval"), format!("/v1/periods/{PERIOD}/seal"));
    assert_eq!(li.post(&approval, &json!({ "run": run })).json()["code"], "own_work");
    assert_eq!(li.post(&seal, &json!({ "run": run })).json()["code"], "not_approved");
    // An approval is for one run: the period has moved on to the next.
    let later = li.compute(PERIOD);
    assert_eq!(wang.post(&approval, &json!({ "run": run })).json()["code"], "not_calculated");
    assert_eq!(wang.post(&approval, &json!({ "run": later })).status, 200);
    // It stays through other computations, and is taken back with a reason alone.
    li.compute(PERIOD);
    assert_eq!(li.get(&format!("/v1/periods/{PERIOD}")).json()["run"], later);
    assert_eq!(wang.delete(&approval, &json!({ "reason": " " })).status, 400);
    assert_eq!(wang.delete(&approval, &json!({ "reason": "a deal is missing" })).status, 200);
    assert_eq!(li.post(&seal, &json!({ "run": later })).json()["code"], "not_approved");
}

fn a_company_of_one_may_approve_its_own_and_the_log_says_so(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::with(&place, crate::common::example(), true);
    let li = server.somebody("li", "payroll");
    let run = li.compute(PERIOD);
    assert_eq!(li.post(&format!("/v1/periods/{PERIOD}/approval"), &json!({ "run": run })).status, 200);
    let log = server.somebody("au", "auditor").get("/v1/audit").json();
    let records = log["records"].as_array().expect("records").iter();
    let mut own = records.filter(|one| one["record"]["detail"]["own_work"] == "yes");
    assert_eq!(own.next().expect("a record")["record"]["action"], "period.approve");
    assert!(log.to_string().contains("service.alone"));
}

fn late_data_pays_its_difference_in_the_open_period(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let (li, run) = server.approved(PERIOD);
    assert_eq!(li.post(&format!("/v1/periods/{PERIOD}/seal"), &json!({ "run": run })).status, 200);
    let hr = server.somebody("hr", "comp_admin");
    let path = "/v1/files/data/transactions.csv";
    let text = hr.get(path).text();
    let mut lines: Vec<&str> = text.lines().collect();
    // The first sale of the first quarter never was.
    let gone = lines.iter().position(|line| line.contains("2026-01")).expect("a sale");
    lines.remove(gone);
    assert_eq!(hr.put(path, (lines.join("\n") + "\n").as_bytes()).status, 201);
    let next = li.compute("2026-Q2");
    let result = li.get(&format!("/v1/runs/{next}/files/result.json")).json();
    let lines = result["lines"].as_array().expect("lines").iter();
    assert!(lines.clone().any(|line| line["earned_for"] == PERIOD && line["paid_in"] == "2026-Q2"), "{result:#}");
}

fn whoever_waits_for_a_run_sees_how_far_it_has_come(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let li = server.somebody("li", "payroll");
    let hr = server.somebody("hr", "comp_admin");
    let run = |number: i64| li.get(&format!("/v1/runs/{number}")).json();
    let all = hr.get("/v1/files/data/transactions.csv").body.len();
    let ended = run(li.compute("2026-Q1"));
    assert_eq!((&ended["progress"]["read"], &ended["progress"]["of"]), (&json!(all), &json!(all)), "{ended}");
    // Two as they stand while nobody computes here: one that waits, and one that somebody else computes.
    for made in [
        "INSERT INTO runs (period, snapshot, made_by, made_at, state) SELECT period, snapshot, made_by, made_at, 'queued' \
         FROM runs WHERE id = 1",
        "INSERT INTO runs (period, snapshot, made_by, made_at, state, read_bytes, all_bytes, seen_at) \
         SELECT period, snapshot, made_by, made_at, 'queued', 5, 9, '2026-07-01T00:00:00Z' FROM runs WHERE id = 1",
    ] {
        assert_eq!(place.touch(made).expect("a run"), 1);
    }
    let (waits, computed) = (run(2), run(3));
    assert_eq!((&waits["state"], &waits["progress"]), (&json!("queued"), &json!(null)));
    let progress = json!({ "read": 5, "of": 9, "at": "2026-07-01T00:00:00Z" });
    assert_eq!((&computed["state"], &computed["progress"]), (&json!("computing"), &progress));
    li.compute("2026-Q1");
    assert_eq!((&run(2)["state"], &run(3)["state"]), (&json!("finished"), &json!("finished")));
}
