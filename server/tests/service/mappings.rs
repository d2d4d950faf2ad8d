//! The file of a payroll system, laid out by a mapping that somebody published.

use attain_engine::seal::Closed;
use attain_intake::payroll::encoded;
use attain_office::company::Opened;
use attain_rules::payroll::PayrollEncoding;
use serde_json::{Value, json};

use crate::common::{Client, Kind, Place, Server, Test};
use crate::exports::{COMPANY, EXPORTS, at, closed, read};

/// All tests of this file.
pub const TESTS: [Test; 5] = [
    ("mappings::a_mapping_lays_out_the_file_of_a_payroll_system", a_mapping_lays_out_the_file_of_a_payroll_system),
    ("mappings::both_doors_give_the_same_bytes", both_doors_give_the_same_bytes),
    ("mappings::each_version_that_is_published_is_an_export_of_its_own", each_version_is_an_export_of_its_own),
    ("mappings::what_a_file_would_leave_open_does_not_go_out", what_a_file_would_leave_open_does_not_go_out),
    ("mappings::a_mapping_with_errors_is_not_published", a_mapping_with_errors_is_not_published),
];

/// The mapping that the documentation shows.
const MAPPING: &str = r#"payroll: { en: Payroll system, zh: 工资系统 }
columns:
  - { header: 单位编号, text: "1000" }
  - { header: 工号, from: participant }
  - { header: 工资项目, from: pay_code }
  - { header: 金额, from: amount }
  - { header: 币种, from: currency }
  - { header: 应税价值, from: taxable_value }
  - { header: 所属期起, from: earned_from }
  - { header: 所属期止, from: earned_to }
pay_codes:
  components:
    loyalty: "2001"
  kinds:
    adjustment: "1900"
  default: "1000"
amounts: { decimal: ",", digits: 2, minus: after }
days: YYYY/M/D
delimiter: ";"
encoding: gb18030
sum: yes
"#;

const MAPPED: &str = "单位编号;工号;工资项目;金额;币种;应税价值;所属期起;所属期止
1000;'-E5;1000;20,00-;CNY;;2026/1/1;2026/1/31
1000;'-E5;2001;40,00-;points;20,00-;2026/1/1;2026/1/31
1000;007;1000;50,00;CNY;;2026/1/1;2026/1/31
1000;007;1900;12,50-;CNY;;2026/1/1;2026/1/31
1000;007;2001;100,00;points;50,00;2026/1/1;2026/1/31
1000;'=1+1;1000;100,01;CNY;;2026/1/1;2026/1/31
1000;'=1+1;2001;200,00;points;100,00;2026/1/1;2026/1/31
";

/// The company with January closed, and who may publish.
fn with_mapping(place: &Place) -> (Server, Client, Client) {
    let (server, li) = closed(place);
    let hr = server.somebody("hr", "comp_admin");
    publish((&hr, &li), "kingdee", MAPPING, 1);
    (server, li, hr)
}

/// A version of a mapping that hr makes and li publishes.
fn publish((hr, li): (&Client, &Client), name: &str, text: &str, version: i64) {
    let path = format!("payroll/{name}.yaml");
    let put = hr.put(&format!("/v1/files/{path}"), text.as_bytes());
    assert_eq!((put.status, &put.json()["version"]), (201, &json!(version)), "{}", put.text());
    let published = li.post("/v1/publications", &json!({ "path": path, "version": version }));
    assert_eq!(published.status, 200, "{}", published.text());
}

fn kingdee() -> Value {
    json!({ "mapping": "kingdee" })
}

fn a_mapping_lays_out_the_file_of_a_payroll_system(kind: Kind) {
    let place = Place::new(kind);
    let (_server, li, hr) = with_mapping(&place);
    let made = li.post(EXPORTS, &kingdee());
    assert_eq!(made.status, 201, "{}", made.text());
    let export = made.json();
    assert_eq!(export["mapping"], json!({ "name": "kingdee", "version": 1 }));
    let bytes = li.get(&at(&export, "files/mapped.csv")).body;
    assert!(bytes == encoded(MAPPED, PayrollEncoding::Gb18030).expect("bytes"), "{}", String::from_utf8_lossy(&bytes));
    // A mark of UTF-8 does not stand before another encoding.
    assert_eq!(li.get(&at(&export, "files/mapped.csv?bom=true")).body, bytes);
    assert_eq!((&export["rows"], &export["totals"]), (&json!(7), &read()["totals"]));
    // The documentation shows this mapping, in both languages.
    let indented: String = MAPPING.lines().map(|line| format!("    {line}\n")).collect();
    for page in ["../docs/payroll.md", "../docs/zh/payroll.md"] {
        let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
        assert!(std::fs::read_to_string(page).expect("a page").contains(&indented));
    }
    // Without a code of its own an adjustment is added to the rest of its pay code: one row less, and the same totals.
    let summed = MAPPING.replace("  kinds:\n    adjustment: \"1900\"\n", "");
    publish((&hr, &li), "kingdee", &summed, 2);
    let export = li.post(EXPORTS, &kingdee()).json();
    assert_eq!((&export["rows"], &export["totals"]), (&json!(6), &read()["totals"]));
    let bytes = li.get(&at(&export, "files/mapped.csv")).body;
    let rows = MAPPED.replace("1000;007;1900;12,50-;CNY;;2026/1/1;2026/1/31\n", "").replace(";50,00;CNY", ";37,50;CNY");
    assert!(bytes == encoded(&rows, PayrollEncoding::Gb18030).expect("bytes"), "{}", String::from_utf8_lossy(&bytes));
    // Payroll acknowledges the rows of that file.
    let path = at(&export, "acknowledgement");
    assert_eq!(li.post(&path, &read()).json()["differs"], json!({ "rows": { "exported": 6, "read": 7 } }));
    assert_eq!(li.post(&path, &json!({ "rows": 6, "totals": read()["totals"] })).status, 200);
}

/// What the command line makes of the same seal and the same files.
fn both_doors_give_the_same_bytes(kind: Kind) {
    let place = Place::new(kind);
    let (_server, li, _) = with_mapping(&place);
    let folder = place.folder().join("company");
    let seal = li.get("/v1/periods/2026-01/seal").text();
    let seal = (Closed::path("2026-01"), seal);
    let own = COMPANY.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    for (path, text) in own.chain([seal, ("payroll/kingdee.yaml".to_owned(), MAPPING.to_owned())]) {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    for (mapping, body) in [(None, json!({})), (Some("kingdee"), kingdee())] {
        let export = li.post(EXPORTS, &body).json();
        let here = Opened::open(&folder).and_then(|opened| opened.payroll("2026-01", mapping)).expect("an export");
        for (key, value) in here.json().as_object().expect("an export") {
            if key == "mapping" {
                assert_eq!(export[key]["name"], *value);
            } else {
                assert_eq!(export[key], *value, "{key}");
            }
        }
        assert_eq!(here.files.len(), if mapping.is_some() { 3 } else { 2 });
        for file in here.files {
            assert!(li.get(&at(&export, &format!("files/{}", file.name))).body == file.bytes, "{}", file.name);
        }
    }
}

fn each_version_is_an_export_of_its_own(kind: Kind) {
    let place = Place::new(kind);
    let (_server, li, hr) = with_mapping(&place);
    let asked: Vec<_> = (0..10)
        .map(|_| {
            let li = li.clone();
            std::thread::spawn(move || li.post(EXPORTS, &kingdee()))
        })
        .collect();
    let answers: Vec<_> = asked.into_iter().map(|thread| thread.join().expect("an answer")).collect();
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    let first = answers[0].json();
    assert!(answers.iter().all(|answer| answer.json() == first));
    // A version that nobody has published counts for nothing.
    let other = MAPPING.replace("sum: yes", "sum: no");
    let path = "payroll/kingdee.yaml";
    assert_eq!(hr.put(&format!("/v1/files/{path}"), other.as_bytes()).status, 201);
    assert_eq!(li.post(EXPORTS, &kingdee()).json(), first);
    assert_eq!(li.post("/v1/publications", &json!({ "path": path, "version": 2 })).status, 200);
    let second = li.post(EXPORTS, &kingdee());
    assert_eq!((second.status, &second.json()["mapping"]["version"]), (201, &json!(2)));
    let neutral = li.post(EXPORTS, &json!({}));
    assert_eq!((neutral.status, &neutral.json()["mapping"]), (201, &Value::Null));
    assert_eq!(li.get(EXPORTS).json()["exports"].as_array().map(Vec::len), Some(3));
    // One is taken in, and then no other one is, nor is there a new one.
    assert_eq!(li.post(&at(&second.json(), "acknowledgement"), &read()).status, 200);
    let others = li.post(&at(&first, "acknowledgement"), &read());
    assert_eq!((others.status, others.json()["code"].as_str()), (409, Some("acknowledged")));
    publish((&hr, &li), "other", MAPPING, 1);
    let new = li.post(EXPORTS, &json!({ "mapping": "other" }));
    assert_eq!((new.status, new.json()["code"].as_str()), (409, Some("acknowledged")));
    assert_eq!(li.post(EXPORTS, &json!({})).json(), neutral.json());
}

fn what_a_file_would_leave_open_does_not_go_out(kind: Kind) {
    let place = Place::new(kind);
    let (_server, li, hr) = with_mapping(&place);
    for name in ["none", "../kingdee", ""] {
        let refused = li.post(EXPORTS, &json!({ "mapping": name }));
        assert_eq!((refused.status, refused.json()["code"].as_str()), (422, Some("no_mapping")), "{name}");
    }
    let columns =
        "columns: [{ header: who, from: participant }, { header: what, from: amount }, { header: c, from: CODE }]";
    for (version, code, codes, why) in [
        (1, "pay_code", "components: { loyalty: a }", "sellers/commission (earning)"),
        (2, "pay_code", "default: a, components: { loyalty: a }", "CNY, points"),
        (3, "kind", "default: a", "CNY, points"),
    ] {
        let text = format!("payroll: x\n{}\npay_codes: {{ {codes} }}\n", columns.replace("CODE", code));
        publish((&hr, &li), "open", &text, version);
        let refused = li.post(EXPORTS, &json!({ "mapping": "open" }));
        let code = refused.json()["code"].clone();
        assert_eq!((refused.status, code.as_str()), (422, Some("refused")), "{}", refused.text());
        assert!(refused.text().contains(why), "{}", refused.text());
    }
    assert_eq!(li.get(EXPORTS).json(), json!({ "exports": [] }));
    assert_eq!(li.get("/v1/periods/2026-01").json()["state"], "closed");
}

fn a_mapping_with_errors_is_not_published(kind: Kind) {
    let place = Place::new(kind);
    let (_server, li, hr) = with_mapping(&place);
    for (version, from, to, code) in [
        (2, "from: participant", "from: id", "C016"),
        (3, "digits: 2", "digits: 1", "C017"),
        (4, "loyalty: ", "loyalti: ", "C018"),
    ] {
        let path = "payroll/kingdee.yaml";
        assert_eq!(hr.put(&format!("/v1/files/{path}"), MAPPING.replace(from, to).as_bytes()).status, 201);
        let refused = li.post("/v1/publications", &json!({ "path": path, "version": version }));
        assert_eq!(refused.status, 422, "{}", refused.text());
        let findings = refused.json()["findings"]["findings"].clone();
        let found = findings.as_array().expect("findings").iter().find(|found| found["code"] == code);
        assert_eq!(found.unwrap_or_else(|| panic!("{findings:#}"))["places"][0]["file"], path);
    }
}
