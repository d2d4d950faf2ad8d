//! What comes out of files: mappings, encodings, look-ups, filters, revisions, rows that are left out.

mod common;

use attain_engine::inputs::LeftOut;
use attain_intake::folder::Folder;
use attain_intake::given::Given;
use attain_rules::number::Number;
use common::{checked, files, found, streamed, with_table};
use proptest::prelude::*;

fn rows(changes: &[(&str, &[u8])]) -> Vec<String> {
    let folder = Folder::of(files(changes));
    assert_eq!(found(&folder), Vec::<String>::new());
    let (rows, end, _, findings) = streamed(&folder, 100);
    assert_eq!((end, findings), (Ok(false), Vec::new()));
    rows
}

fn left_out(entries: &[LeftOut]) -> Vec<String> {
    let one = |entry: &LeftOut| {
        let sum = entry.sum.as_ref().map_or_else(String::new, |sum| sum.to_exact_text());
        format!("{} {} rows {} sum {sum} broken {}", entry.file, entry.rows, entry.reason.en, entry.broken)
    };
    entries.iter().map(one).collect()
}

#[test]
fn tables_become_inputs_in_the_order_of_ids() {
    let inputs = checked(&[]).inputs;
    let ids: Vec<&str> = inputs.participants.iter().map(|person| &*person.id).collect();
    assert_eq!(ids, ["E9", "E10"]);
    assert_eq!(&*inputs.participants[0].name, "王芳");
    let days: Vec<String> =
        inputs.assignments.iter().map(|row| format!("{:?} {:?}", row.days.first, row.days.last)).collect();
    assert_eq!(days, ["0001-01-01 9999-12-31", "2026-01-01 2026-06-30"]);
    assert_eq!(inputs.quotas[0].amount, Number::whole(90_000));
    assert_eq!(inputs.metrics[0].value, Number::decimal(92, 2));
    let shares: Vec<String> =
        inputs.splits.iter().map(|row| format!("{:?} {:?}", row.participant.0, row.share)).collect();
    assert_eq!(shares.len(), 2);
    assert_eq!(inputs.splits[0].share, Number::decimal(6, 1));
}

#[test]
fn a_file_is_the_same_in_every_guise() {
    let plain = "id,owner,day,amount\nT1,E9,2026-01-05,100.50\nT2,E10,2026-01-06,-20\n";
    let expected = rows(&[("sales.csv", plain.as_bytes())]);
    assert_eq!(expected[0], "sales.csv:2 transactions|T1||||100.5||2026-01-05|E9");
    let marked = format!("\u{feff}{plain}");
    let semicolons = plain.replace(',', ";");
    let declared = format!("sep=;\n{semicolons}");
    let utf16: Vec<u8> = marked.replace(',', "\t").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let quoted = plain.replace(',', "\",\"").replace('\n', "\"\r\n\"");
    let quoted = format!("\"{}", quoted.strip_suffix('"').expect("ends so"));
    let padded = plain.replace(',', " ,\u{a0}\t").replace('\n', " \r\n\r\n,,,\r\n");
    for (name, bytes) in [
        ("mark", marked.as_bytes()),
        ("semicolons", semicolons.as_bytes()),
        ("declared", declared.as_bytes()),
        ("utf-16", &utf16),
        ("quoted", quoted.as_bytes()),
        ("blanks and empty lines", padded.as_bytes()),
        ("old line ends", plain.replace('\n', "\r").as_bytes()),
        ("no last line end", plain.trim_end().as_bytes()),
    ] {
        let found = rows(&[("sales.csv", bytes)]);
        let cells = |rows: &[String]| {
            rows.iter().map(|row| row.split_once(' ').expect("cells").1.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(cells(&found), cells(&expected), "{name}");
    }
}

#[test]
fn the_mapping_renames_translates_and_fills() {
    let mapping = "{ file: sales.csv, source: crm, delimiter: \";\", keep: stage == \"Won\", columns: { id: Nr, owner: Agent, \
                   amount: { column: Value, default: 0 }, day: { column: Closed, type: date, format: D.M.YYYY }, \
                   product: { column: Product, aliases: { GTXPro: GTX Pro } }, stage: Stage, currency: { value: CNY } }, \
                   lookups: [ { file: products.csv, by: product, key: name, columns: { series: Series, price: { column: Price, type: money } }, missing: empty } ] }";
    let company = with_table("transactions", mapping);
    let sales = "Nr;Agent;Product;Stage;Closed;Value\nT1;E9;GTXPro;Won;5.1.2026;10\nT2;E9;X;Won;06.01.2026;\nT3;E9;MG;Lost;never;much\n";
    let rows = rows(&[
        ("attain.yaml", company.as_bytes()),
        ("sales.csv", sales.as_bytes()),
        ("products.csv", "name,Series,Price\nGTX Pro,GTX,4821\n".as_bytes()),
    ]);
    assert_eq!(
        rows,
        [
            "sales.csv:2 crm|T1||||10|CNY|E9|2026-01-05|GTX Pro|Won|GTX|4821",
            "sales.csv:3 crm|T2||||0|CNY|E9|2026-01-06|X|Won||"
        ]
    );
}

#[test]
fn rows_that_are_not_kept_are_counted_whatever_else_is_wrong_with_them() {
    let mapping = "{ file: sales.csv, keep: owner != \"E8\", columns: { day: { column: day, type: date } } }";
    let company = with_table("transactions", mapping);
    let sales = "id,owner,day,amount\nT1,E8,soon,5\nT2,E8,2026-01-01,much\nT3,E9,2026-01-01,7\n";
    let folder = checked(&[("attain.yaml", company.as_bytes()), ("sales.csv", sales.as_bytes())]);
    assert_eq!(found(&folder), Vec::<String>::new());
    assert_eq!(left_out(&folder.left_out), ["sales.csv 2 rows not kept (`keep`) sum 5 broken false"]);
}

#[test]
fn nothing_goes_out_behind_a_broken_row_and_all_are_named() {
    let sales = "id,owner,day,amount\nT1,E9,2026-01-01,1\nT2,E9,2026-01-01,x\nT3,E9,2026-01-01,3\nT4,E9,soon,4\n";
    for batch_rows in [1, 2, 100] {
        let (_, end, _, findings) = streamed(&Folder::of(files(&[("sales.csv", sales.as_bytes())])), batch_rows);
        assert!(end.is_err());
        assert_eq!(findings, ["D020 sales.csv:3:18 x", "D022 sales.csv:5:7 soon"]);
    }
}

#[test]
fn broken_rows_can_be_set_aside_with_their_sum() {
    let company = format!("{}broken_rows: set_aside\n", common::COMPANY);
    let sales = "id,owner,day,amount\nT1,E9,2026-01-01,1\nT2,E9,soon,20\nT3,E9,later,300.5\nT4,E9,2026-01-01,x\nT1,E9,2026-01-01,5\nT5,E9,2026-01-01\n";
    let folder = Folder::of(files(&[("attain.yaml", company.as_bytes()), ("sales.csv", sales.as_bytes())]));
    let (rows, end, entries, findings) = streamed(&folder, 2);
    assert_eq!(end, Ok(false));
    assert_eq!(rows, Vec::<String>::new(), "nobody knows which T1 is right");
    assert_eq!(findings.len(), 4, "two days are no days, and T1 differs twice");
    assert_eq!(
        left_out(&entries),
        [
            "sales.csv 1 rows a row with too many or too few cells sum 0 broken true",
            "sales.csv 1 rows not a number sum 0 broken true",
            "sales.csv 2 rows not a day sum 320.5 broken true",
            "sales.csv 2 rows a transaction stands twice sum 6 broken true",
        ]
    );
    let mut folder = folder;
    folder.check_transactions();
    assert!(!folder.diagnostics.has_errors());
}

#[test]
fn the_highest_revision_counts() {
    let sales = "id,owner,day,amount,revision\nT1,E9,2026-01-01,1,\nT2,E9,2026-01-01,2,1\nT1,E9,2026-01-01,10,2\nT1,E9,2026-01-01,5,1\nT2,E9,2026-01-01,7,1\n";
    let folder = Folder::of(files(&[("sales.csv", sales.as_bytes())]));
    let (_, end, _, findings) = streamed(&folder, 100);
    assert!(end.is_err());
    assert_eq!(findings, ["D038 sales.csv:3:1 T2"]);
    let sales = sales.rsplit_once("T2").expect("the last row").0;
    let folder = Folder::of(files(&[("sales.csv", sales.as_bytes())]));
    let (rows, end, entries, findings) = streamed(&folder, 100);
    assert_eq!((end, findings), (Ok(false), Vec::new()));
    assert_eq!(
        rows,
        ["sales.csv:3 transactions|T2|1|||2||2026-01-01|E9", "sales.csv:4 transactions|T1|2|||10||2026-01-01|E9"]
    );
    assert_eq!(left_out(&entries), ["sales.csv 2 rows replaced by a higher revision sum 6 broken false"]);
}

#[test]
fn sources_have_ids_of_their_own() {
    let company = with_table(
        "transactions",
        "[ { file: sales.csv, source: a }, { file: more.csv, source: b, columns: { day: { column: day, type: date } } } ]",
    );
    let company = company.replace("source: a }", "source: a, columns: { day: { column: day, type: date } } }");
    let more = "id,day,amount\nT1,2026-02-01,5\n";
    let rows = rows(&[("attain.yaml", company.as_bytes()), ("more.csv", more.as_bytes())]);
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[2], "more.csv:2 b|T1||||5||2026-02-01|");
}

#[test]
fn a_test_states_tables_of_its_own() {
    let row =
        |cells: &[(&str, &str)]| cells.iter().map(|(name, cell)| ((*name).to_owned(), (*cell).to_owned())).collect();
    let sales = Given {
        table: "transactions".to_owned(),
        rows: vec![
            row(&[("id", "T1"), ("owner", "E9"), ("day", "2026-01-07"), ("amount", "5000")]),
            row(&[("id", "T,\"2"), ("owner", "E9"), ("day", "2026-01-08"), ("amount", "-1"), ("currency", "CNY")]),
        ],
        ..Given::default()
    };
    let quotas = Given { table: "quotas".to_owned(), ..Given::default() };
    let folder = Folder::of(files(&[])).with_given(&[sales, quotas]);
    assert_eq!(found(&folder), Vec::<String>::new());
    assert!(folder.inputs.quotas.is_empty());
    assert_eq!(folder.inputs.participants.len(), 2);
    let (rows, end, ..) = streamed(&folder, 100);
    assert_eq!(end, Ok(false));
    assert_eq!(
        rows,
        [
            "given transactions:2 transactions|T1||||5000||2026-01-07|E9",
            "given transactions:3 transactions|T,\"2||||-1|CNY|2026-01-08|E9"
        ]
    );
}

/// A row of sales as people might have written it; ids in no order, sometimes twice, sometimes broken.
fn any_row() -> impl Strategy<Value = String> {
    let id = (0..60u32).prop_map(|id| format!("T{id}"));
    let day = prop_oneof![9 => Just("2026-01-05"), 1 => Just("soon")];
    let amount = prop_oneof![9 => (-500..500i32).prop_map(|n| format!("{n}.5")), 1 => Just("1,0".to_owned())];
    let revision = prop_oneof![3 => Just(String::new()), 2 => (0..3u32).prop_map(|n| n.to_string())];
    (id, day, amount, revision).prop_map(|(id, day, amount, revision)| format!("{id},E9,{day},{amount},{revision}\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn batches_change_nothing(rows in prop::collection::vec(any_row(), 0..40), batch_rows in 1..7usize, set_aside: bool) {
        let sales = format!("id,owner,day,amount,revision\n{}", rows.concat());
        let rule = if set_aside { "broken_rows: set_aside\n" } else { "" };
        let company = format!("{}{rule}", common::COMPANY);
        let folder = Folder::of(files(&[("attain.yaml", company.as_bytes()), ("sales.csv", sales.as_bytes())]));
        let (rows, end, left_out, findings) = streamed(&folder, batch_rows);
        let (all_rows, all_end, all_left_out, all_findings) = streamed(&folder, 10_000);
        prop_assert_eq!((end, left_out, findings), (all_end, all_left_out, all_findings));
        if end.is_ok() {
            prop_assert_eq!(rows, all_rows);
        }
    }

    /// A second, naive reckoning of which rows remain: those of the highest revision, the first of them where they are all the same.
    #[test]
    fn every_transaction_remains_once(rows in prop::collection::vec((0..9u32, 0..3u32, 0..2u32), 0..30)) {
        let line = |(id, revision, amount): &(u32, u32, u32)| format!("T{id},E9,2026-01-05,{amount},{revision}\n");
        let lines: String = rows.iter().map(line).collect();
        let company = format!("{}broken_rows: set_aside\n", common::COMPANY);
        let sales = format!("id,owner,day,amount,revision\n{lines}");
        let folder = Folder::of(files(&[("attain.yaml", company.as_bytes()), ("sales.csv", sales.as_bytes())]));
        let (found, ..) = streamed(&folder, 8);
        let expected: Vec<String> = rows.iter().enumerate().filter(|(place, (id, revision, amount))| {
            let rivals = rows.iter().enumerate().filter(|(_, (other, ..))| other == id);
            let mut same = rivals.clone().filter(|(_, (_, other, _))| other == revision);
            rivals.clone().all(|(_, (_, other, _))| other <= revision)
                && same.all(|(other, (_, _, value))| other >= *place && value == amount)
        }).map(|(place, (id, ..))| format!("sales.csv:{} T{id}", place + 2)).collect();
        let found: Vec<String> = found.iter().map(|row| {
            let mut cells = row.split('|');
            let place = cells.next().and_then(|first| first.split_once(' ')).map_or("", |(place, _)| place);
            format!("{place} {}", cells.next().unwrap_or_default())
        }).collect();
        prop_assert_eq!(found, expected);
    }
}
