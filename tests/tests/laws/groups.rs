//! Pools and contests: nothing is made or lost, and what was taken back leaves no trace.

use attain_tests::company::{Contest, Fund, GroupBy, OverCap, Pool, Ties, Wins};

use super::*;

/// A pool and a contest on the quarter's sales, for everybody.
fn components(random: &mut Random) -> Vec<Component> {
    let sales = || Formula::Measure(0, Aspect::Total, Window::Own);
    let group = |inner| Formula::Group(Box::new(inner));
    let fund = Formula::Times(Box::new(group(sales())), Box::new(Formula::Percent(decimal(random.between(1, 300), 3))));
    let pool = Pool {
        fund: Fund::Amount(fund),
        reserve: None,
        share_by: Some(sales()),
        most: None,
        over_cap: OverCap::Lost,
        unassigned: false,
    };
    let contest = Contest {
        teams: None,
        rank_by: vec![sales()],
        first_to: None,
        wins: Wins::Places(vec![Formula::Number(decimal(random.between(1, 99_999), 2)), Formula::Number(whole(100))]),
        budget: None,
        ties: *random.pick(&[Ties::Share, Ties::Each, Ties::LowerId]),
        unassigned: false,
        things: Vec::new(),
    };
    let every = Length(3);
    let plain = component(every, None, Mode::Retroactive, Vec::new());
    let held = |name: &str, kind, pay| Component {
        name: name.to_owned(),
        kind,
        group: Some(GroupBy::Plan),
        pay,
        ..plain.clone()
    };
    vec![held("pool", "pool", Pay::Pool(Box::new(pool))), held("race", "contest", Pay::Contest(Box::new(contest)))]
}

/// Sales of some people in one quarter; now and then two sold the same.
fn people(random: &mut Random) -> Vec<Vec<(Day, i64)>> {
    let sale = |random: &mut Random| {
        let day = YEAR.first_day().plus(random.between(0, 89));
        (day, *random.pick(&[10_000, 20_000, 33_333, 50_001]))
    };
    (0..random.between(2, 6)).map(|_| (0..random.between(0, 3)).map(|_| sale(random)).collect()).collect()
}

#[test]
fn a_sale_and_its_reversal_leave_shares_and_places_as_they_were() {
    for seed in 0..TRIES {
        let mut random = Random::new(seed);
        let (components, mut people) = (components(&mut random), people(&mut random));
        let before = paid(&company(Length(3), components.clone(), &people));
        let last = people.len() - 1;
        let who = usize::try_from(random.between(0, i64::try_from(last).expect("few people"))).expect("a place");
        // Enough to be the first of all, and taken back within the quarter.
        let day = YEAR.first_day().plus(random.between(0, 40));
        people[who].extend([(day, 9_999_999), (day.plus(random.between(0, 45)), -9_999_999)]);
        let after = paid(&company(Length(3), components, &people));
        assert_eq!(before.rows(), after.rows(), "seed {seed}");
        assert_eq!(before.outcome.report.undistributed, after.outcome.report.undistributed, "seed {seed}");
    }
}

#[test]
fn the_order_of_people_and_sales_changes_nothing() {
    for seed in 0..TRIES {
        let mut random = Random::new(seed);
        let (components, people) = (components(&mut random), people(&mut random));
        let mut company = company(Length(3), components, &people);
        let before = paid(&company).rows();
        random.shuffle(&mut company.sales);
        random.shuffle(&mut company.people);
        assert_eq!(before, paid(&company).rows(), "seed {seed}");
    }
}

/// Everybody's shares are a part of what all sold together, to the cent.
#[test]
fn shares_make_up_the_fund() {
    for seed in 0..TRIES {
        let mut random = Random::new(seed);
        let (components, people) = (components(&mut random), people(&mut random));
        let Pay::Pool(pool) = &components[0].pay else { unreachable!("the first is the pool") };
        let Fund::Amount(Formula::Times(_, rate)) = &pool.fund else { unreachable!("the fund is a part of the sales") };
        let Formula::Percent(rate) = &**rate else { unreachable!("the fund is a part of the sales") };
        let sold: i64 = people.iter().flatten().map(|(_, cents)| cents).sum();
        let fund =
            attain_tests::exact::round(&(decimal(sold, 2) * rate), &decimal(1, 2), attain_tests::exact::Rule::HalfUp);
        let run = paid(&company(Length(3), components.clone(), &people));
        let shares = run.outcome.lines.iter().filter(|line| run.component(line) == "pool");
        let shares: Exact = shares.map(|line| decimal(line.minor_units, 2)).sum();
        assert_eq!(shares, fund, "seed {seed}");
    }
}
