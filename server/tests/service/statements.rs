//! Who sees whose pay, and when.

use serde_json::json;

use crate::common::{Client, Kind, Place, Server, Test, example_folder};

/// All tests of this file.
pub const TESTS: [Test; 2] = [
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
