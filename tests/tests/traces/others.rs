//! What a person's own trace says of others: totals and how many they are, and nothing else.

use std::collections::BTreeSet;
use std::path::Path;

use attain_engine::trace::json::{LineHeader, write};
use attain_engine::trace::verify::verify;
use attain_engine::trace::{Fact, How, Role, Trace, Withheld};
use attain_intake::files::Files;
use attain_intake::folder::Folder;

use super::{RANDOM_COMPANIES, folders, lines, lines_of};

/// Everything that is settled for a whole group, or adds up values of others, in one plan.
const PLAN: &str = "plan: sellers
effective: 2026-01-01 .. 2026-12-31
pays: quarterly
measures:
  sales: { unit: money, from: transactions, to: owner, dated: sold_on }
  score: { unit: points, from: metrics.score }
components:
  - pool: by_pay
    group: plan
    fund: 3% * group(sales)
    share_by: salary
  - pool: capped
    group: plan
    fund: 1000000
    share_by: score
    cap: salary / 50
    over_cap: shared
  - pool: above_a_mark
    group: plan
    fund: 7000
    share_by: score - 60000
  - bonus: of_reports
    pays_on: reports(sales)
    rate: 1%
    cap: none
  - contest: by_score
    group: plan
    rank_by: [score, sales]
    prizes: [9000, 5000, 2500]
  - contest: by_stage
    group: plan
    stages_by: sales
    stages: [{ reach: 0, prize: 100 }, { reach: 1000000, prize: 3331 }, { reach: 1500000, prize: 7177 }]
    rank_by: score
    budget: 13000
  - contest: out_of_order
    group: plan
    stages_by: sales
    stages: [{ reach: 0, prize: 130 }, { reach: 1000000, prize: 3933 }, { reach: 1500000, prize: 9749 }]
    budget: 14000
  - contest: race
    group: plan
    first_to: { measure: sales, reach: 1000000 }
    prizes: [800, 400]
  - contest: cup
    group: plan
    entrants: team
    rank_by: group(sales) / group(1)
    prizes: [60000, 10000]
    prize_to: shared
    share_by: salary
";

const COMPANY: &str = "company: Others
currency: EUR
period: 2026-Q1
data:
  participants: data/participants.csv
  assignments: data/assignments.csv
  metrics: data/metrics.csv
  transactions:
    file: data/transactions.csv
    columns: { sold_on: { column: sold_on, type: date } }
";

/// Id, team, manager, salary, score, and two deals.
type Person = (&'static str, &'static str, &'static str, &'static str, &'static str, [&'static str; 2]);

/// No figure stands twice, and none is a part of another.
const PEOPLE: [Person; 6] = [
    ("Quill", "ospreys", "", "731909", "40961", ["510203", "620413"]),
    ("Bram", "ospreys", "Quill", "842813", "51949", ["530353", "640687"]),
    ("Vesna", "ospreys", "Quill", "953731", "62921", ["550727", "960941"]),
    ("Juna", "harriers", "Quill", "264659", "73943", ["571049", "981391"]),
    ("Zeno", "harriers", "Bram", "375583", "84967", ["191507", "302681"]),
    ("Fenn", "harriers", "Bram", "486517", "95989", ["213859", "324931"]),
];

fn company() -> Folder {
    let (mut participants, mut assignments, mut metrics) = (
        "id\n".to_owned(),
        "participant,plan,team,manager,salary\n".to_owned(),
        "participant,metric,period,value\n".to_owned(),
    );
    let mut deals = "id,owner,sold_on,amount\n".to_owned();
    for (id, team, manager, salary, score, [first, second]) in PEOPLE {
        participants += &format!("{id}\n");
        assignments += &format!("{id},sellers,{team},{manager},{salary}\n");
        metrics += &format!("{id},score,2026-Q1,{score}\n");
        deals += &format!("1{id},{id},2026-01-15,{first}\n2{id},{id},2026-02-20,{second}\n");
    }
    let mut files = Files::of(Path::new("others"));
    for (path, text) in [
        ("attain.yaml", COMPANY.to_owned()),
        ("plans/sellers.yaml", PLAN.to_owned()),
        ("data/participants.csv", participants),
        ("data/assignments.csv", assignments),
        ("data/metrics.csv", metrics),
        ("data/transactions.csv", deals),
    ] {
        files.state(path.to_owned(), text.into_bytes());
    }
    Folder::of(files)
}

/// The trace of a line as it is meant for whom it explains, in a file.
fn told(header: &LineHeader, trace: &Trace) -> String {
    let told = trace.for_participant(&header.participant).expect("small totals");
    write(&[(header.clone(), &told)])
}

/// The words and numbers of a text.
fn words(text: &str) -> BTreeSet<&str> {
    text.split(|sign: char| !sign.is_alphanumeric() && sign != '.' && sign != '_' && sign != '-').collect()
}

#[test]
fn nobody_reads_the_id_or_a_figure_of_another() {
    let all = lines_of(&company()).expect("lines");
    let components: BTreeSet<&str> = all.iter().map(|(header, _)| header.component.as_str()).collect();
    assert_eq!(components.len(), 9, "{components:?}");
    let mut withheld = 0;
    for (header, trace) in &all {
        let (text, full) = (told(header, trace), write(&[(header.clone(), trace)]));
        let own = header.participant.as_str();
        for (id, team, _, salary, score, deals) in PEOPLE.iter().filter(|person| person.0 != own) {
            let total = deals.iter().map(|deal| deal.parse::<u64>().expect("a number")).sum::<u64>().to_string();
            let figures = [*salary, *score, deals[0], deals[1], total.as_str()];
            let is_own_team = PEOPLE.iter().any(|person| person.0 == own && person.1 == *team);
            for hidden in figures.into_iter().chain([*id]).chain((!is_own_team).then_some(*team)) {
                assert!(!text.contains(hidden), "{}: `{hidden}` of {id} stands in\n{text}", header.id);
                withheld += usize::from(full.contains(hidden));
            }
        }
        let verified = verify(&text).unwrap_or_else(|found| panic!("{}: {found:?}\n{text}", header.id));
        assert_eq!(verified.withheld > 0, text.contains("\"by\":\"withheld\""), "{text}");
    }
    assert!(
        withheld > 300,
        "the traces that name everybody show {withheld} of what is hidden: too few to hide anything"
    );
}

/// In every mixture of settings: nobody else is named, and what the trace that names everybody says of others is gone.
#[test]
fn traces_of_random_companies_say_nothing_of_others() {
    let (mut hidden, mut ways) = (0, BTreeSet::new());
    for seed in 0..RANDOM_COMPANIES {
        let mut files = Files::of(Path::new("random"));
        let company = attain_tests::generate::company(seed);
        for (path, text) in attain_tests::write::files(&company) {
            files.state(path, text.into_bytes());
        }
        for (header, trace) in lines_of(&Folder::of(files)).unwrap_or_else(|error| panic!("company {seed}: {error}")) {
            let told = trace.for_participant(&header.participant).expect("small totals");
            for fact in &told.facts {
                let of = match &fact.role {
                    Role::Member { participant } | Role::Key { participant } => Some(participant),
                    _ => None,
                };
                let other =
                    of.filter(|of| company.people.iter().any(|one| *one.id == ***of && ***of != header.participant));
                assert_eq!(other, None, "company {seed}: {}: {fact:?}", header.id);
                if let How::Withheld(way) = &fact.how {
                    ways.insert(match way {
                        Withheld::Total { .. } => "total",
                        Withheld::Share { .. } => "share",
                        Withheld::Place { .. } => "place",
                        Withheld::Prize { .. } => "prize",
                        Withheld::Budget { .. } => "budget",
                    });
                }
            }
            let about = |fact: &&Fact| matches!(fact.role, Role::Member { .. } | Role::Key { .. });
            hidden += trace.facts.iter().filter(about).count() - told.facts.iter().filter(about).count();
            let text = write(&[(header.clone(), &told)]);
            let words = words(&text);
            for person in company.people.iter().filter(|person| *person.id != *header.participant) {
                let named = words.contains(person.id.as_str()) && !is_own_word(&trace, &person.id);
                assert!(!named, "company {seed}: {}: {} stands in\n{text}", header.id, person.id);
            }
            assert!(verify(&text).is_ok(), "company {seed}: {}: {:?}\n{text}", header.id, verify(&text));
        }
    }
    assert!(hidden > 100, "{hidden} facts");
    assert_eq!(ways.len(), 5, "{ways:?}");
}

/// Does the own figures' work name the other: a manager, or whom a deal names of which the credit went up to the own one?
fn is_own_word(trace: &Trace, id: &str) -> bool {
    trace.facts.iter().any(|fact| match &fact.role {
        Role::Credit { below, .. } => below.as_deref() == Some(id),
        Role::Attribute { .. } | Role::Column { .. } => fact.value.to_exact_text() == id,
        _ => false,
    })
}

#[test]
fn what_is_told_of_the_examples_adds_up() {
    let mut withheld = 0;
    for folder in folders() {
        for (header, trace) in lines(&folder) {
            let text = told(&header, &trace);
            let verified = verify(&text).unwrap_or_else(|found| panic!("{}: {found:?}\n{text}", header.id));
            withheld += verified.withheld;
        }
    }
    assert!(withheld > 50, "{withheld} totals of others");
}

/// A number that is changed where others are withheld is refused as anywhere.
#[test]
fn any_one_number_of_what_is_told_changed_is_refused() {
    let mut tried = 0;
    for (header, trace) in lines_of(&company()).expect("lines") {
        let text = told(&header, &trace);
        for change in super::some(&super::tamper::changes(&text), super::MOST_CHANGES) {
            let result = verify(&super::tamper::changed(&text, change));
            assert!(result.is_err(), "{}: {change:?} passes", header.id);
            tried += 1;
        }
    }
    assert!(tried > 500, "{tried} changes");
}
