//! A preview gives what a real run gives when the same is changed in the data itself: on random companies, to the cent.
//!
//! `ATTAIN_COMPANIES` says how many companies (60 when it says nothing), `ATTAIN_SEED` with which one to begin.

use std::collections::BTreeMap;

use attain_intake::changes::{Changes, FigureChange};
use attain_tests::calendar::Length;
use attain_tests::company::{ByHand, Company, Figure, Sale};
use attain_tests::exact::{Exact, decimal, text, whole};
use attain_tests::generate;
use attain_tests::library::{Refusal, Run, run_files, run_files_with};
use attain_tests::random::Random;
use attain_tests::write::{File, files};

/// A change, made in the data itself and as a preview of it.
type Made = (&'static str, Company, Changes);

#[test]
fn a_preview_is_what_a_run_would_be() {
    let number = |name, default| std::env::var(name).map_or(default, |text| text.parse().expect("a number"));
    let (first, count): (u64, u64) = (number("ATTAIN_SEED", 0), number("ATTAIN_COMPANIES", 60));
    let mut seen: BTreeMap<&str, [u64; 2]> = BTreeMap::new();
    for seed in first..first + count {
        let company = if seed % 4 == 3 { generate::company_that_may_fail(seed) } else { generate::company(seed) };
        let (own, mut random) = (files(&company), Random::new(seed));
        let before = run_files(&own, None);
        for (what, changed, changes) in made(&company, &own, &mut random) {
            let (run, preview) = (run_files(&files(&changed), None), run_files_with(&own, &changes));
            match (&run, &preview) {
                (Ok(run), Ok(preview)) => assert_eq!(run.rows(), preview.rows(), "seed {seed}, {what}: {changes:?}"),
                (Err(run), Err(preview)) => assert_eq!(run.codes, preview.codes, "seed {seed}, {what}: {changes:?}"),
                _ => panic!("seed {seed}, {what}: {changes:?}: {} and {}", outcome(&run), outcome(&preview)),
            }
            let [all, different] = seen.entry(what).or_default();
            *all += 1;
            *different += u64::from(outcome(&before) != outcome(&run));
        }
    }
    println!("{seen:?}");
    for what in ["added", "changed", "removed", "metric", "quota"] {
        let [all, different] = seen.get(what).copied().unwrap_or_default();
        assert!(count < 60 || all > 30 && different > 2, "{what}: {all}, of which {different} move anything");
    }
}

fn outcome(run: &Result<Run, Refusal>) -> String {
    match run {
        Ok(run) => format!("{:?}", run.rows()),
        Err(refusal) => format!("refused with {:?}: {refusal}", refusal.codes),
    }
}

/// One change of each kind for which the company has something.
fn made(company: &Company, own: &[File], random: &mut Random) -> Vec<Made> {
    let mut all = vec![added(company, random)];
    if !company.sales.is_empty() {
        let place = usize::try_from(random.between(0, company.sales.len() as i64 - 1)).expect("a place");
        all.push(changed(company, own, place, random));
        let mut without = company.clone();
        let sale = without.sales.remove(place);
        all.push(("removed", without, Changes { removed: vec![sale.id], ..Changes::default() }));
    }
    let person = random.pick(&company.people).id.clone();
    let mut with = company.clone();
    let metrics = figures(&mut with.scores, &person, company, "score", || decimal(random.between(0, 130), 2));
    // What is asked for holds also where somebody decided otherwise by hand.
    with.by_hand.retain(|one| one.person != person || !matches!(one.what, ByHand::Score(_)));
    all.push(("metric", with, Changes { participant: person.clone(), metrics, ..Changes::default() }));
    let mut with = company.clone();
    let quotas = figures(&mut with.quotas, &person, company, "sales", || whole(random.between(1, 90) * 100));
    all.push(("quota", with, Changes { participant: person, quotas, ..Changes::default() }));
    // Names that no plan reads are no change.
    all.retain(|(what, _, changes)| match *what {
        "metric" | "quota" => reads(own, changes),
        _ => true,
    });
    all
}

/// Does a plan read the figure?
fn reads(own: &[File], changes: &Changes) -> bool {
    let read = if changes.metrics.is_empty() { "quota: sales\n" } else { "from: metrics.score" };
    own.iter().any(|(path, text)| path.starts_with("plans/") && text.contains(read))
}

/// The values of a figure for every month of the company's year, in the place of those that are there.
fn figures(
    rows: &mut Vec<Figure>,
    person: &str,
    company: &Company,
    name: &str,
    mut amount: impl FnMut() -> Exact,
) -> Vec<FigureChange> {
    let length = Length(1);
    let months = (0..12).map(|month| company.year.plus(month));
    rows.retain(|row| row.person != person || row.length != length || !months.clone().any(|first| first == row.first));
    months
        .map(|first| {
            let amount = amount();
            let period = attain_tests::calendar::label(first, length, company.calendar.year_starts);
            let change = FigureChange { name: name.to_owned(), period: Some(period), value: text(&amount) };
            rows.push(Figure { person: person.to_owned(), first, length, amount });
            change
        })
        .collect()
}

fn added(company: &Company, random: &mut Random) -> Made {
    let mut with = company.clone();
    let owner = random.pick(&company.people).id.clone();
    with.sales.push(Sale {
        id: "X1".to_owned(),
        corrects: String::new(),
        relates_to: String::new(),
        day: company.year.first_day().plus(random.between(0, 364)),
        amount: decimal(
            random.between(-50_000, 500_000) / 10_i64.pow(2 - company.digits.min(2)),
            company.digits.min(2),
        ),
        kind: random.pick::<&'static str>(&["new", "renewal"]),
        owner,
        helper: String::new(),
        helper_share: decimal(3, 1),
        expert: String::new(),
        deal: "D1".to_owned(),
        weight: decimal(random.between(0, 150), 2),
    });
    let cells = row(&files(&with), "X1");
    ("added", with, Changes { added: vec![cells], ..Changes::default() })
}

fn changed(company: &Company, own: &[File], place: usize, random: &mut Random) -> Made {
    let mut with = company.clone();
    let sale = &mut with.sales[place];
    sale.amount = decimal(random.between(1, 500_000), company.digits);
    sale.owner = random.pick(&company.people).id.clone();
    if sale.helper == sale.owner {
        sale.helper = String::new();
    }
    sale.kind = "new";
    let id = sale.id.clone();
    let (before, after) = (row(own, &id), row(&files(&with), &id));
    let cells = before.into_iter().zip(after).filter(|(before, after)| before != after);
    let cells = cells.map(|(_, (column, text))| (id.clone(), column, text)).collect();
    ("changed", with, Changes { changed: cells, ..Changes::default() })
}

/// The cells of a transaction with the names of their columns.
fn row(files: &[File], id: &str) -> Vec<(String, String)> {
    let (_, text) = files.iter().find(|(path, _)| path == "data/transactions.csv").expect("transactions");
    let mut lines = text.lines();
    let header = lines.next().expect("a header").split(',');
    let line = lines.find(|line| line.split(',').next() == Some(id)).expect("the transaction");
    header.map(str::to_owned).zip(line.split(',').map(str::to_owned)).collect()
}
