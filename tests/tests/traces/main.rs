//! The traces of all examples add up again, and a change of any one number in them is refused.

mod others;
mod tamper;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use attain_engine::outcome::{Line, line_id};
use attain_engine::trace::json::{LineHeader, write};
use attain_engine::trace::verify::{Verified, verify};
use attain_engine::trace::{Fact, How, Role, Trace};
use attain_engine::value::Value;
use attain_engine::{Explain, Request, run};
use attain_intake::files::Files;
use attain_intake::folder::Folder;
use attain_rules::number::Number;
use attain_rules::period::Month;

/// Most changes that are tried on one line. They are spread over all its numbers, so lines of a kind share the work.
const MOST_CHANGES: usize = 75;

/// Lines of one folder on which changes are tried; they are spread over all its lines.
const MOST_LINES: usize = 3;

/// Random companies whose traces are added up.
const RANDOM_COMPANIES: u64 = 30;

/// Ways in which facts come about, all of which the examples must show.
const WAYS: [&str; 18] = [
    "given",
    "formula",
    "sum",
    "product",
    "difference",
    "quotient",
    "distinct",
    "least",
    "greatest",
    "overlap",
    "straight_line",
    "rounding",
    "same",
    "closed",
    "allocation",
    "tranche",
    "place",
    "prize",
];

/// The folders of companies that come with the project.
fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let inside = |parent: &str| {
        let entries = fs::read_dir(root.join(parent)).expect("a folder");
        entries.map(|entry| entry.expect("an entry").path()).collect::<Vec<_>>()
    };
    let mut folders = [inside("examples"), inside("tests/cases")].concat();
    // A company whose data stands elsewhere has tests of its own.
    folders.retain(|folder| folder.join("attain.yaml").exists() && folder.join("data").is_dir());
    folders.sort();
    folders
}

/// Lines with their traces.
type Lines = Vec<(LineHeader, Box<Trace>)>;

/// All lines that a folder's plans give while they are in force, two years at most and no longer than there is data: up to the
/// period that the company names.
fn lines(path: &Path) -> Lines {
    lines_of(&Folder::open(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The same; or why there are none.
fn lines_of(folder: &Folder) -> Result<Lines, String> {
    if folder.diagnostics.has_errors() {
        return Err(format!("{:?}", folder.diagnostics.all()));
    }
    let company = folder.company.as_ref().ok_or("no company")?;
    let mut transactions = folder.transactions().expect("transactions of a company");
    let first = folder
        .plans
        .iter()
        .map(|plan| plan.effective.first)
        .min()
        .map_or(Month::new(2026, 1), |day| company.calendar.month_of(day));
    let last = folder.plans.iter().map(|plan| plan.effective.last).max();
    let last = last.map_or(first, |day| company.calendar.month_of(day)).min(first.plus(23));
    let last = company.period.map_or(last, |period| last.min(period.last()));
    let request =
        Request { first, last, explain: Explain::Everybody, measured: false, questions: Vec::new(), closed: None };
    let result = run(&folder.plans, company, &folder.sources, &folder.inputs, &mut transactions, &request);
    let outcome = result.map_err(|error| format!("{error:?}"))?;
    let header = |line: &Line| {
        let plan = &folder.plans[line.plan as usize];
        let (participant, component) = (
            &folder.inputs.participants[line.participant.0 as usize].id,
            &plan.components[line.component as usize].name,
        );
        let (earned_for, paid_in) = (company.calendar.label(line.earned_for), company.calendar.label(line.paid_in));
        let digits = company.digits_of(line.unit);
        LineHeader {
            id: line_id(
                (&earned_for, &paid_in),
                participant,
                &plan.name,
                (component, line.apart(&folder.plans, company)),
                line.kind,
                line.since(&folder.plans, company.calendar),
            ),
            participant: participant.to_string(),
            plan: plan.name.clone(),
            component: component.clone(),
            kind: line.kind.word().to_owned(),
            earned_for,
            paid_in,
            amount: Number::decimal(line.minor_units.into(), digits).to_fixed_text(digits),
            currency: company.name_of(line.unit).to_owned(),
        }
    };
    Ok(outcome.lines.into_iter().map(|line| (header(&line), line.trace.expect("a trace"))).collect())
}

#[test]
fn every_trace_adds_up_again() {
    let (mut all, mut with_facts) = (0, 0);
    let mut missing: BTreeSet<&str> = WAYS.into_iter().collect();
    for folder in folders() {
        let lines = lines(&folder);
        let refs: Vec<_> = lines.iter().map(|(header, trace)| (header.clone(), &**trace)).collect();
        let facts = lines.iter().map(|(_, trace)| trace.facts.len()).sum();
        let text = write(&refs);
        missing.retain(|way| !text.contains(&format!("\"by\":\"{way}\"")));
        let result = verify(&text);
        assert_eq!(result, Ok(Verified { lines: lines.len(), facts, withheld: 0 }), "{}", folder.display());
        all += lines.len();
        with_facts += facts;
    }
    assert!(all > 100 && with_facts > 2_000, "{all} lines, {with_facts} facts");
    assert!(missing.is_empty(), "no example works out a fact by {missing:?}");
}

/// At most so many of `all`, spread over them.
fn some<T>(all: &[T], most: usize) -> impl Iterator<Item = &T> {
    all.iter().step_by(all.len().div_ceil(most).max(1))
}

/// Companies that use every setting of the language, in every mixture.
#[test]
fn every_trace_of_random_companies_adds_up_again() {
    let mut all = 0;
    let name = || Arc::<str>::from("");
    let roles = [
        Role::OtherLine { line: name() },
        Role::OtherPay { line: name() },
        Role::OtherShare { transaction: name() },
        Role::Earlier,
        Role::Earned { component: name(), window: name() },
        Role::BeforeChange,
        Role::AfterChange,
    ];
    let mut missing: Vec<_> = roles.iter().map(std::mem::discriminant).collect();
    for seed in 0..RANDOM_COMPANIES {
        let mut files = Files::of(Path::new("random"));
        let mut company = attain_tests::generate::company(seed);
        if seed % 2 == 1 {
            attain_tests::generate::let_pools_carry(&mut company);
        }
        for (path, text) in attain_tests::write::files(&company) {
            files.state(path, text.into_bytes());
        }
        let lines = lines_of(&Folder::of(files)).unwrap_or_else(|error| panic!("company {seed}: {error}"));
        let refs: Vec<_> = lines.iter().map(|(header, trace)| (header.clone(), &**trace)).collect();
        let facts = lines.iter().map(|(_, trace)| trace.facts.len()).sum();
        assert_eq!(verify(&write(&refs)), Ok(Verified { lines: lines.len(), facts, withheld: 0 }), "company {seed}");
        for fact in lines.iter().flat_map(|(_, trace)| &trace.facts) {
            let stated = matches!(fact.how, How::Given { .. });
            assert!(!stated || !is_made_of_others(fact), "company {seed}: {fact:?} is given");
            missing.retain(|role| *role != std::mem::discriminant(&fact.role));
        }
        all += lines.len();
    }
    assert!(all > 500, "{all} lines");
    assert!(missing.is_empty(), "some roles never occurred: {missing:?}");
}

/// Is it a figure that can be worked out from others? Then it has to be. Shares may stand in the splits data.
fn is_made_of_others(fact: &Fact) -> bool {
    match &fact.role {
        Role::Earlier
        | Role::Earned { .. }
        | Role::CarriedBefore
        | Role::Carried
        | Role::BeforeChange
        | Role::SinceChange
        | Role::Guarantee => true,
        Role::Share { .. } => !fact.place.starts_with("data/splits.csv"),
        _ => false,
    }
}

#[test]
fn any_one_number_changed_is_refused() {
    let mut tried = 0;
    for folder in folders() {
        for (header, trace) in some(&lines(&folder), MOST_LINES) {
            let text = write(&[(header.clone(), trace)]);
            for change in some(&tamper::changes(&text), MOST_CHANGES) {
                let result = verify(&tamper::changed(&text, change));
                assert!(result.is_err(), "{}: {}: {change:?} passes", folder.display(), header.id);
                tried += 1;
            }
        }
    }
    assert!(tried > 2_500, "{tried} changes");
}

/// Not only because the plain text says something else: here that is made again too, and it must be the sum that fails.
#[test]
fn a_value_changed_wherever_it_stands_does_not_add_up() {
    let mut tried = 0;
    for folder in folders() {
        for (header, trace) in some(&lines(&folder), MOST_LINES) {
            let places: Vec<usize> = (0..trace.facts.len()).collect();
            for place in some(&places, MOST_CHANGES) {
                let mut trace = Trace::clone(trace);
                let Value::Number(number) = &trace.facts[*place].value else { continue };
                trace.facts[*place].value = Value::Number(number.add(&Number::decimal(1, 2)).expect("a small number"));
                let found = verify(&write(&[(header.clone(), &trace)])).expect_err("a changed value is refused");
                let there = found.iter().find(|found| found.fact == Some(*place)).map(|found| found.diagnostic.code);
                assert!(matches!(there, Some("V004" | "V005")), "{}: fact {place}: {found:?}", header.id);
                tried += 1;
            }
        }
    }
    assert!(tried > 1_000, "{tried} changes");
}
