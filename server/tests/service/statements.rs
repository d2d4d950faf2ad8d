//! Who sees whose pay, and when.

use serde_json::{Value, json};

use crate::common::{Client, Kind, Place, Server, Test, example_folder};

/// All tests of this file.
pub const TESTS: [Test; 3] = [
    ("statements::a_manager_sees_those_below_as_the_line_stood", a_manager_sees_those_below_as_the_line_stood),
    (
        "statements::a_rep_sees_their_own_once_it_is_approved_and_nobody_else_ever",
        a_rep_sees_their_own_once_it_is_approved_and_nobody_else_ever,
    ),
    ("statements::the_text_is_that_of_the_command_line", the_text_is_that_of_the_command_line),
];

const PERIOD: &str = "2026-Q1";
const OWN: &str = "E1001";

fn path(who: &str) -> String {
    format!("/v1/periods/{PERIOD}/statements/{who}")
}

/// Somebody who is this participant.
fn participant(server: &Server, id: &str, role: &str, participant: &str) -> Client {
    let made = server.admin().post("/v1/principals", &json!({ "id": id, "role": role, "participant": participant }));
    server.client(made.json()["token"].as_str().expect("a token"))
}

fn a_rep_sees_their_own_once_it_is_approved_and_nobody_else_ever(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let (li, wang) = (server.somebody("li", "payroll"), server.somebody("wang", "payroll"));
    for role in ["rep", "manager"] {
        let client = participant(&server, &format!("one-{role}"), role, OWN);
        assert_eq!(client.get(&path(OWN)).status, 404, "{role}: nothing was computed");
    }
    let run = li.compute(PERIOD);
    let rep = participant(&server, "rep", "rep", OWN);
    assert_eq!(rep.get(&path(OWN)).status, 404, "what is not approved may still change");
    assert_eq!(li.get(&path(OWN)).status, 200);
    assert_eq!(wang.post(&format!("/v1/periods/{PERIOD}/approval"), &json!({ "run": run })).status, 200);
    let own = rep.get(&path(OWN));
    assert_eq!(own.status, 200, "{}", own.text());
    assert_eq!(own.json()["format"], "attain-trace/1");
    let (other, nobody) = (rep.get(&path("E1002")), rep.get(&path("nobody")));
    assert_eq!((other.status, other.body), (nobody.status, nobody.body));
    // Closed or not, it is the same statement.
    let closed = li.post(&format!("/v1/periods/{PERIOD}/seal"), &json!({ "run": run }));
    assert_eq!(closed.status, 200, "{}", closed.text());
    assert_eq!(rep.get(&path(OWN)), own);
    let log = server.somebody("au", "auditor").get("/v1/audit").json();
    let read: Vec<_> = log["records"].as_array().expect("records").iter().map(|one| &one["record"]).collect();
    let read: Vec<_> = read.into_iter().filter(|record| record["action"] == "statement.read").collect();
    assert_eq!(read.len(), 1, "a look at one's own pay is nobody's business: {read:?}");
    assert_eq!((&read[0]["who"], &read[0]["object"]), (&json!("li"), &json!(format!("{PERIOD}/{OWN}"))));
}

fn the_text_is_that_of_the_command_line(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let li = server.somebody("li", "payroll");
    li.compute(PERIOD);
    for (language, word) in [("en", "Total"), ("zh-CN", "合计")] {
        let text = li.ask("GET", &format!("{}?lang={language}", path(OWN)), &[], &[("accept", "text/plain")]);
        assert_eq!(text.status, 200, "{}", text.text());
        assert!(text.text().contains(word) && !text.text().contains('\u{1b}'), "{}", text.text());
        let opened =
            attain_office::company::Opened::open(&example_folder()).expect("a company").ready().expect("sound");
        let stretch = opened.stretch(Some(PERIOD)).expect("a period");
        let who = attain_office::who::find(opened.inputs(), OWN).expect("somebody");
        let outcome = opened.compute(&stretch.request(attain_engine::Explain::Only(vec![who]))).expect("a result");
        let language = attain_rules::text::Language::parse(language).expect("a language");
        let wanted = attain_office::view::statement::Wanted { component: None, detail: true, language };
        let run = opened.computed(&outcome, stretch);
        let same = attain_office::explained::text(&run, opened.sources(), who, wanted);
        assert_eq!(text.text(), attain_office::view::style::plain(&same));
    }
    assert_eq!(li.get(&format!("{}?lang=xx", path(OWN))).status, 400);
    assert_eq!(li.get(&path("nobody")).status, 404);
}

/// Somebody who leads moves: what each of them sees is the line as it stood.
fn a_manager_sees_those_below_as_the_line_stood(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let hr = server.somebody("hr", "comp_admin");
    // E1001 leads E1002 from April on; until then everybody reports to E1014.
    let rows = String::from_utf8(hr.get("/v1/files/data/assignments.csv").body).expect("a text");
    let row = "E1002,account-executive,senior,north,E1014,24000.00,2026-01-01,\n";
    assert!(rows.contains(row), "{rows}");
    let moved = "E1002,account-executive,senior,north,E1014,24000.00,2026-01-01,2026-03-31\n\
                 E1002,account-executive,senior,north,E1001,24000.00,2026-04-01,\n";
    assert_eq!(hr.put("/v1/files/data/assignments.csv", rows.replace(row, moved).as_bytes()).status, 201);
    let top = participant(&server, "top", "manager", "E1014");
    let middle = participant(&server, "middle", "manager", OWN);
    let statement = |period: &str, who: &str| format!("/v1/periods/{period}/statements/{who}");
    assert_eq!(top.get(&statement(PERIOD, "E1002")).status, 404, "nothing was approved");
    let (li, run) = server.approved(PERIOD);
    assert_eq!(li.post(&format!("/v1/periods/{PERIOD}/seal"), &json!({ "run": run })).status, 200);
    let run = li.compute("2026-Q2");
    assert_eq!(top.get("/v1/periods/2026-Q2/team").status, 404, "what is not approved may still change");
    let wang = server.admin().post("/v1/principals/wang/tokens", &json!({})).json();
    let wang = server.client(wang["token"].as_str().expect("a token"));
    assert_eq!(wang.post("/v1/periods/2026-Q2/approval", &json!({ "run": run })).status, 200);
    for (client, period, who, status) in [
        (&top, PERIOD, "E1002", 200),
        (&top, "2026-Q2", "E1002", 200),
        (&top, PERIOD, "nobody", 404),
        (&middle, PERIOD, OWN, 200),
        (&middle, PERIOD, "E1002", 404),
        (&middle, "2026-Q2", "E1002", 200),
        (&middle, "2026-Q2", "E1003", 404),
        (&middle, "2026-Q2", "E1014", 404),
    ] {
        let answer = client.get(&statement(period, who));
        assert_eq!(answer.status, status, "{period} {who}: {}", answer.text());
    }
    let estimate = json!({ "quotas": [{ "name": "bookings", "value": "1500000" }] });
    let preview = |who: &str| middle.post(&format!("/v1/periods/2026-Q2/previews/{who}"), &estimate).status;
    assert_eq!((preview("E1002"), preview("E1003")), (200, 404));
    // A longer period would show what was paid before.
    for longer in ["2026-H1", "2026"] {
        assert_eq!(middle.post(&format!("/v1/periods/{longer}/previews/E1002"), &estimate).status, 404, "{longer}");
        assert_eq!(top.post(&format!("/v1/periods/{longer}/previews/E1002"), &estimate).status, 200, "{longer}");
    }
    let team = |client: &Client, period: &str| {
        let team = client.get(&format!("/v1/periods/{period}/team?limit=500"));
        assert_eq!(team.status, 200, "{}", team.text());
        team.json()["people"].as_array().expect("people").clone()
    };
    let ids = |people: Vec<Value>| -> Vec<String> {
        people.iter().map(|one| one["participant"].as_str().expect("an id").to_owned()).collect()
    };
    assert_eq!(ids(team(&middle, PERIOD)), [""; 0]);
    assert_eq!(ids(team(&middle, "2026-Q2")), ["E1002"]);
    assert!(ids(team(&top, "2026-Q2")).contains(&"E1002".to_owned()));
    assert_eq!(team(&li, PERIOD).len(), team(&top, PERIOD).len(), "everybody stands below E1014");
    let pages = |after: &str| {
        let page = top.get(&format!("/v1/periods/{PERIOD}/team?limit=3{after}")).json();
        (ids(page["people"].as_array().expect("people").clone()), page["next"].as_str().map(str::to_owned))
    };
    let (mut paged, mut next) = pages("");
    while let Some(after) = next {
        let (more, then) = pages(&format!("&after={after}"));
        paged.extend(more);
        next = then;
    }
    assert_eq!(paged, ids(team(&top, PERIOD)));
    assert!(server.somebody("au", "auditor").get("/v1/audit?limit=500").text().contains("team.read"));
    // What stands there is what the result says.
    let member = team(&top, PERIOD).into_iter().find(|one| one["participant"] == "E1002").expect("E1002");
    assert_eq!(member["amount"], "85400.00");
    let measure = member["measures"].as_array().expect("measures").iter().find(|one| one["measure"] == "bookings");
    let reached = json!({ "plan": "account-executive", "measure": "bookings", "period": PERIOD,
        "total": "5200000", "quota": "5000000", "attainment": "1.040000" });
    assert_eq!(measure, Some(&reached));
    let rep = participant(&server, "rep", "rep", "E1002");
    assert_eq!(rep.get(&format!("/v1/periods/{PERIOD}/team")).status, 403);
}
