//! The laws of `docs/semantics.md` on random plans, people and sales.

mod books;
mod bytes;
mod check;
mod doubles;
mod groups;
mod totals;

use attain_tests::calendar::{Calendar, Day, Length, Month};
use attain_tests::company::{
    AsOf, Aspect, Base, Company, Component, Crediting, Formula, Measure, Mode, Outside, Over, Pay, Person, Plan,
    Reversals, Row, Sale, Source, Stay, Stretch, Table, Take, To, Window,
};
use attain_tests::exact::{Exact, decimal, whole};
use attain_tests::library::{Run, run};
use attain_tests::random::Random;
use attain_tests::scratch::Scratch;
use attain_tests::write::{files, write};

/// How many random plans a law is tried on.
const TRIES: u64 = 60;

/// The year of all companies here.
const YEAR: Month = Month::new(2026, 1);

/// Runs a company for its year.
fn paid(company: &Company) -> Run {
    let folder = Scratch::new();
    let files = files(company);
    write(&files, folder.path());
    run(folder.path(), None).unwrap_or_else(|refusal| panic!("{files:#?}\n{refusal}"))
}

/// Everything that `person` gets in the year.
fn pay_of(run: &Run, person: &str) -> Exact {
    run.lines_of(person).map(|line| decimal(line.minor_units, 2)).sum()
}

/// A company with one measure, one plan and people of whom each has sales: days and cents.
fn company(pays: Length, components: Vec<Component>, people: &[Vec<(Day, i64)>]) -> Company {
    let crediting = Crediting {
        filter: None,
        credit: None,
        to: To::Owner,
        overlay: None,
        ratios: false,
        splits: false,
        up: None,
        take: Take::Sum,
    };
    let measure = Measure {
        name: "sales",
        unit: "money",
        source: Source::Sales(Box::new(crediting)),
        quota: None,
        lower: false,
        at_zero: None,
    };
    let plan = Plan {
        name: "plan".to_owned(),
        first: YEAR.first_day(),
        last: None,
        pays,
        rounding: Vec::new(),
        measures: vec![measure],
        components,
    };
    let mut sales = Vec::new();
    for (number, own) in people.iter().enumerate() {
        for (day, cents) in own {
            sales.push(sale(format!("S{}", sales.len() + 1), id(number), *day, *cents));
        }
    }
    Company {
        currency: "USD",
        digits: 2,
        calendar: Calendar::civil(1),
        units: Vec::new(),
        year: YEAR,
        plans: vec![plan],
        people: (0..people.len()).map(somebody).collect(),
        quotas: Vec::new(),
        scores: Vec::new(),
        splits: Vec::new(),
        ratio_splits: false,
        sales,
        by_hand: Vec::new(),
    }
}

fn id(number: usize) -> String {
    format!("E{}", number + 1)
}

fn somebody(number: usize) -> Person {
    let stay = Stay {
        plan: "plan".to_owned(),
        first: None,
        last: None,
        salary: whole(1000),
        role: "senior",
        team: "",
        manager: String::new(),
        acting_for: String::new(),
    };
    Person { id: id(number), stays: vec![stay], left: None }
}

fn sale(id: String, owner: String, day: Day, cents: i64) -> Sale {
    Sale {
        id,
        corrects: String::new(),
        relates_to: String::new(),
        day,
        amount: decimal(cents, 2),
        kind: if cents < 0 { "refund" } else { "new" },
        owner,
        helper: String::new(),
        helper_share: whole(0),
        expert: String::new(),
        deal: String::new(),
        weight: whole(1),
    }
}

/// A component on sales, by a table.
fn component(every: Length, accumulate: Option<Stretch>, mode: Mode, rows: Vec<Row>) -> Component {
    let sales = Formula::Measure(0, Aspect::Total, Window::Own);
    let curve = matches!(mode, Mode::CurveOfRate | Mode::CurveOfPayout);
    let table = Table {
        base: Base::Amount(sales.clone(), None, None),
        index: curve.then_some(sales),
        mode,
        as_of: AsOf::Window,
        over: Over::Total,
        origin: None,
        outside: Outside::Nearest,
        rows,
        reversals: Reversals::Recalculated,
    };
    Component {
        name: "commission".to_owned(),
        kind: "commission",
        unit: None,
        paid_as_money: false,
        group: None,
        every,
        eligible: None,
        gate: None,
        pay: Pay::Table(Box::new(table)),
        factors: Vec::new(),
        limits: Vec::new(),
        guarantee: None,
        accumulate,
        due: None,
        rounding: None,
    }
}

/// Rows from zero up, at whole hundreds.
fn rows(random: &mut Random, mode: Mode) -> Vec<Row> {
    let inclusive = random.percent(50);
    let mut limit = 0;
    let mut rows = Vec::new();
    for _ in 0..random.between(2, 5) {
        let value = match mode {
            Mode::Marginal | Mode::Retroactive | Mode::CurveOfRate => {
                Formula::Percent(decimal(random.between(0, 150), 3))
            }
            Mode::StepAdding | Mode::StepReplacing | Mode::CurveOfPayout => {
                Formula::Number(whole(random.between(0, 500)))
            }
        };
        rows.push(Row { limit: whole(limit), inclusive: inclusive || curve(mode), value, fee: None });
        limit += random.between(1, 30) * 100;
    }
    rows
}

fn curve(mode: Mode) -> bool {
    matches!(mode, Mode::CurveOfRate | Mode::CurveOfPayout)
}

/// Some days with sales and refunds of the year.
fn sales(random: &mut Random) -> Vec<(Day, i64)> {
    (0..random.between(0, 12))
        .map(|_| (YEAR.first_day().plus(random.between(0, 364)), random.between(-50_000, 200_000)))
        .collect()
}

/// Sales of at least so much.
fn at_least(amount: i64) -> attain_tests::company::Condition {
    attain_tests::company::Condition::AtLeast(
        Formula::Measure(0, Aspect::Total, Window::Own),
        Formula::Number(whole(amount)),
    )
}
