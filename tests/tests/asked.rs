//! Questions beside the lines: what the run knows when everything is settled, and why there is no answer.

use std::path::Path;

use attain_engine::asked::{NoAnswer, Question};
use attain_engine::fault::Fault;
use attain_engine::inputs::ParticipantIndex;
use attain_engine::outcome::{MissingFigure, Outcome};
use attain_engine::value::Value;
use attain_engine::{Explain, Request, run};
use attain_intake::files::Files;
use attain_intake::folder::Folder;
use attain_rules::asked::ask;
use attain_rules::diagnostic::Diagnostics;
use attain_rules::formula::FormulaText;
use attain_rules::source::Span;

const COMPANY: &str = "company: Asked\ncurrency: USD\nperiod: 2026-04\ndata:\n  participants: p.csv\n  assignments: { file: a.csv, columns: { salary: { column: salary, type: money } } }\n  quotas: q.csv\n  transactions: { file: t.csv, columns: { owner: owner, booked_on: { column: booked_on, type: date } } }\n";

/// Nothing but the bonus of the month, which reads no measure; what the others give nobody reads.
const PLAN: &str = "plan: seller\neffective: 2025-01-01 .. 2026-12-31\npays: monthly\nmeasures:\n  sales: { unit: money, from: transactions, to: owner, dated: booked_on, quota: sales, without_quota: report }\ncomponents:\n  - { bonus: fixed, amount: 100, cap: none }\n  - { commission: share, pays_on: sales, rate: 10%, cap: none }\n  - { bonus: team, group: team, amount: group(sales) * 1%, cap: none }\n";

fn folder() -> Folder {
    let mut files = Files::of(Path::new("."));
    for (path, text) in [
        ("attain.yaml", COMPANY),
        ("plans/seller.yaml", PLAN),
        ("p.csv", "id\nE1\nE2\nE3\n"),
        (
            "a.csv",
            "participant,plan,team,salary,from,to\nE1,seller,red,3000,2025-01-01,\nE2,seller,,,2025-01-01,\nE3,seller,red,,2025-01-01,2026-03-31\n",
        ),
        ("q.csv", "participant,quota,period,amount\nE1,sales,2026,12000\n"),
        (
            "t.csv",
            "id,owner,booked_on,amount\nT1,E1,2025-02-01,700\nT2,E1,2026-01-15,1000\nT3,E1,2026-02-15,2000\nT4,E1,2026-04-15,3000\nT5,E3,2026-01-20,50\n",
        ),
    ] {
        files.state(path, text.as_bytes().to_vec());
    }
    let folder = Folder::of(files);
    assert!(!folder.diagnostics.has_errors(), "{:?}", folder.diagnostics);
    folder
}

/// The outcome of April with a question on each formula, asked of the participant at the turn of the component.
fn asked(explain: Explain, questions: &[(u32, &str, Option<&str>)]) -> Outcome {
    let folder = folder();
    let company = folder.company.clone().expect("a company");
    let (plan, period) = (&folder.plans[0], company.period.expect("a period"));
    let question = |(who, text, of): &(u32, &str, Option<&str>)| {
        let mut found = Diagnostics::default();
        let text = FormulaText::plain(*text, Span::default());
        let asked = ask(&text, *of, (plan, &company), period.length, &mut found).into_iter().next();
        let asked = asked.unwrap_or_else(|| panic!("{found:?}"));
        Question {
            participant: ParticipantIndex(*who),
            plan: 0,
            component: asked.component,
            period,
            formula: asked.formula,
        }
    };
    let request = Request { explain, questions: questions.iter().map(question).collect(), ..Request::of(period) };
    let mut source = folder.transactions().expect("transactions");
    run(&folder.plans, &company, &folder.sources, &folder.inputs, &mut source, &request).expect("an outcome")
}

fn answer(who: u32, text: &str, of: Option<&str>) -> Result<Value, NoAnswer> {
    asked(Explain::Nobody, &[(who, text, of)]).answers.remove(0).value
}

/// What lies before the months that any line reads is looked at for the question alone.
#[test]
fn a_question_looks_as_far_back_as_it_reads() {
    for (text, expected) in [
        ("sales", "3000"),
        ("total(sales, year_to_date)", "6000"),
        ("total(sales, previous(year))", "700"),
        ("total(sales, plan_to_date)", "6700"),
        ("total(sales, rolling(15))", "6700"),
        ("attainment(sales, year_to_date)", "1.5"),
        ("earned(share)", "300"),
        ("earned(share, year_to_date)", "600"),
        ("earned(share, plan_to_date)", "670"),
        ("salary", "3000"),
        ("period", "2026-04"),
        ("days_on_plan", "30"),
    ] {
        assert_eq!(answer(0, text, None).map(|value| value.to_exact_text()), Ok(expected.to_owned()), "{text}");
    }
    let team = answer(0, "group(total(sales, year_to_date))", Some("team"));
    assert_eq!(team.map(|value| value.to_exact_text()), Ok("6000".to_owned()), "who has left is in no group");
    assert_eq!(answer(1, "salary", None), Ok(Value::Empty));
    assert_eq!(answer(1, "is_empty(salary)", None), Ok(Value::YesNo(true)));
}

#[test]
fn why_there_is_no_answer() {
    assert_eq!(answer(1, "quota(sales)", None), Err(NoAnswer::Unmeasured("sales".into(), MissingFigure::Quota)));
    assert_eq!(answer(2, "sales", None), Err(NoAnswer::NotOnPlan));
    assert_eq!(answer(1, "group(sales)", Some("team")), Err(NoAnswer::NoGroup));
    let failed = |text| match answer(1, text, None) {
        Err(NoAnswer::Failed(failure)) => failure.fault,
        other => panic!("{other:?}"),
    };
    assert_eq!(failed("1 / number(sales)"), Fault::DivisionByZero);
    assert!(matches!(failed("salary + 1"), Fault::EmptyCell(Some(_))));
}

/// Lines, traces and report are what they are, whatever is asked; and answers are the same, whoever is explained.
#[test]
fn questions_change_nothing() {
    let questions =
        [(0, "earned(fixed, year_to_date) + total(sales, plan_to_date)", None), (0, "sales", Some("share"))];
    let (with, without) = (asked(Explain::Everybody, &questions), asked(Explain::Everybody, &[]));
    assert_eq!(format!("{:?}", with.lines), format!("{:?}", without.lines));
    let silent = asked(Explain::Nobody, &questions);
    let values = |outcome: &Outcome| outcome.answers.iter().map(|answer| answer.value.clone()).collect::<Vec<_>>();
    assert_eq!(values(&with), values(&silent));
    assert_eq!(&*with.answers[1].place, "t.csv:5");
    assert_eq!(&*silent.answers[1].place, "");
}
