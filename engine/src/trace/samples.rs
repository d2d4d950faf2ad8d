//! Traces for tests: one by hand in which every kind of fact appears, and any that the types allow.

use std::sync::Arc;

use attain_rules::calendar::Calendar;
use attain_rules::date::Date;
use attain_rules::number::Number;
use attain_rules::period::{Month, PeriodLength};
use attain_rules::plan::{Cut, Leftover, Months, Parting, Ties};
use attain_rules::rounding::{Rule, Step};
use proptest::prelude::*;

use super::json::LineHeader;
use super::{Fact, FactId, How, Role, Trace, Withheld};
use crate::outcome::{LineKind, line_id};
use crate::seal::Happened;
use crate::value::Value;

/// Builds a trace fact by fact.
#[derive(Default)]
pub(super) struct Builder {
    trace: Trace,
}

impl Builder {
    pub(super) fn add(&mut self, role: Role, value: Value, how: How, place: &str) -> FactId {
        let id = FactId(u32::try_from(self.trace.facts.len()).expect("few facts"));
        self.trace.facts.push(Fact { role, value, how, place: place.into() });
        id
    }

    pub(super) fn number(&mut self, role: Role, value: &str, how: How, place: &str) -> FactId {
        self.add(role, number(value), how, place)
    }

    pub(super) fn given(&mut self, role: Role, value: &str, text: &str, place: &str) -> FactId {
        self.number(role, value, How::Given { text: text.into() }, place)
    }

    pub(super) fn done(self) -> Trace {
        self.trace
    }
}

pub(super) fn number(text: &str) -> Value {
    Value::Number(Number::parse_exact(text).expect("a number"))
}

/// A header whose id fits it.
pub(super) fn header(amount: &str) -> LineHeader {
    header_of(LineKind::Earning, ("2026-Q1", "2026-Q2"), amount)
}

/// A header of a line of this kind, earned for the first period and paid in the second one.
pub(super) fn header_of(kind: LineKind, periods: (&str, &str), amount: &str) -> LineHeader {
    LineHeader {
        id: line_id(periods, "E1007", "account-executive", ("commission", None), kind, None),
        participant: "E1007".into(),
        plan: "account-executive".into(),
        component: "commission".into(),
        kind: kind.word().into(),
        earned_for: periods.0.into(),
        paid_in: periods.1.into(),
        amount: amount.into(),
        currency: "CNY".into(),
    }
}

fn formula(text: &str, inputs: &[(&str, FactId)]) -> How {
    How::Formula { text: text.into(), inputs: inputs.iter().map(|(name, fact)| (Arc::from(*name), *fact)).collect() }
}

/// Two deals, a split, a quota of three months, marginal tiers by attainment, a gate, a factor, earlier lines, a cap.
pub(super) fn commission() -> (LineHeader, Trace) {
    let mut b = Builder::default();
    let bookings = measured(&mut b);
    let (window, measure): (Arc<str>, Arc<str>) = ("2026-01..2026-03".into(), "bookings".into());
    let attainment = quota(&mut b, bookings);
    let call = "attainment(bookings, quarter)";
    let gate = formula("attainment(bookings, quarter) >= 20%", &[(call, attainment)]);
    b.add(Role::Gate, Value::YesNo(true), gate, "plans/ae.yaml:20");
    let base = b.number(Role::Base, "900000", How::Same(bookings), "plans/ae.yaml:9");
    let (first, first_rate) = row(&mut b, 1, ["0", "0%"], ["0.04", "4%"], 12);
    let (second, second_rate) = row(&mut b, 2, ["0.5", "50%"], ["0.06", "6%"], 13);
    let unit_quota = b.number(Role::Part, "600000", How::Quotient(base, attainment), "");
    let mut slices = Vec::new();
    for (number, rate, [low, high], [part, slice_base, pay]) in [
        (1, first_rate, [Some(first), Some(second)], ["0.5", "300000", "12000"]),
        (2, second_rate, [Some(second), None], ["1", "600000", "36000"]),
    ] {
        let overlap = How::Overlap { origin: first, index: attainment, low, high };
        let part = b.number(Role::SliceIndex { row: number }, part, overlap, "plans/ae.yaml:12");
        let slice_base =
            b.number(Role::SliceBase { row: number }, slice_base, How::Product(vec![part, unit_quota]), "");
        slices.push(b.number(Role::SlicePay { row: number }, pay, How::Product(vec![slice_base, rate]), ""));
    }
    let pay = b.number(Role::Pay, "48000", How::Sum(slices), "");
    let [kpi, score] = [("0.9", "90%"), ("0.93", "93%")].map(|(value, text)| {
        b.given(Role::Measure { measure: "csat".into(), window: window.clone() }, value, text, "data/metrics.csv:2")
    });
    let csat = b.number(Role::Measure { measure, window: window.clone() }, "0.93", How::Last(vec![kpi, score]), "");
    let text = "if csat >= 90.5% && bookings in [1, 900000] { 1.1 } else { min(1, csat) }";
    let factor = formula(text, &[("csat", csat), ("bookings", bookings)]);
    let factor = b.number(Role::Factor, "1.1", factor, "plans/ae.yaml:21");
    let after = b.number(Role::AfterFactors, "52800", How::Product(vec![pay, factor]), "");
    let cap = b.given(Role::Cap, "50000", "50000", "plans/ae.yaml:22");
    let limited = b.number(Role::AfterLimit, "50000", How::Least(vec![after, cap]), "");
    let floor = b.given(Role::Floor, "100", "100", "plans/ae.yaml:23");
    let limited = b.number(Role::AfterLimit, "50000", How::Greatest(vec![limited, floor]), "");
    let line = "2026-Q0/E1007/account-executive/commission/earning";
    let paid = b.given(Role::OtherLine { line: line.into() }, "7000", "7000", "");
    let cut = b.given(Role::OtherPay { line: line.into() }, "0.125", "0.125", "");
    let earlier = b.number(Role::Earlier, "7000.125", How::Sum(vec![paid, cut]), "");
    let rest = b.number(Role::Part, "42999.875", How::Difference(limited, earlier), "");
    let unit = b.given(Role::Part, "0.01", "0.01", "plans/ae.yaml:5");
    let rounding = How::Rounding { of: rest, rule: Rule::HalfUp, unit };
    let rounded = b.number(Role::Rounded { step: Step::Line }, "42999.88", rounding, "");
    b.number(Role::Line, "42999.88", How::Same(rounded), "");
    (header("42999.88"), b.done())
}

fn row(b: &mut Builder, row: u32, limit: [&str; 2], rate: [&str; 2], line: u32) -> (FactId, FactId) {
    let place = format!("plans/ae.yaml:{line}");
    let limit = b.given(Role::RowLimit { row }, limit[0], limit[1], &place);
    (limit, b.given(Role::Rate { row }, rate[0], rate[1], &place))
}

fn measured(b: &mut Builder) -> FactId {
    let mut credits = Vec::new();
    for (id, amount, weight, worth, share, credit, line) in
        [("T1", "600000", "1.5", "900000", "60%", "540000", 2), ("T2", "360000", "1", "360000", "100%", "360000", 3)]
    {
        let place = format!("data/transactions.csv:{line}");
        let transaction: Arc<str> = id.into();
        let column = |column: &str| Role::Column { transaction: transaction.clone(), column: column.into() };
        let kind = Value::Text("new 1".into());
        let kind = b.add(column("type"), kind, How::Given { text: "new 1".into() }, &place);
        let amount = b.given(column("amount"), amount, amount, &place);
        let weight = b.given(column("product weight"), weight, weight, &place);
        let text = "if kind in [\"new 1\", \"amount 2\"] { amount * column(\"product weight\") } else { 0 }";
        let worth_by = formula(text, &[("kind", kind), ("amount", amount), ("column(\"product weight\")", weight)]);
        let worth = b.number(Role::Worth { transaction: transaction.clone() }, worth, worth_by, "plans/ae.yaml:8");
        let decimal = if share == "60%" { "0.6" } else { "1" };
        let share = b.given(Role::Share { transaction: transaction.clone() }, decimal, share, &place);
        let date = Date::new(2026, 1, 15).expect("a day");
        let role = Role::Credit { transaction, date, measure: "bookings".into(), below: None };
        credits.push(b.number(role, credit, How::Product(vec![worth, share]), &place));
    }
    for (value, how) in [
        ("2", How::Count(credits.clone())),
        ("450000", How::Average(credits.clone())),
        ("2", How::Distinct(credits.clone())),
    ] {
        b.number(Role::Part, value, how, "");
    }
    let role = Role::Measure { measure: "bookings".into(), window: "2026-01..2026-03".into() };
    b.number(role, "900000", How::Sum(credits), "plans/ae.yaml:7")
}

fn quota(b: &mut Builder, bookings: FactId) -> FactId {
    let (window, measure): (Arc<str>, Arc<str>) = ("2026-01..2026-03".into(), "bookings".into());
    let period = Calendar::default().period_of(Month::new(2026, 1), PeriodLength::Year);
    let part = Role::QuotaPart { measure: measure.clone(), period };
    let year = b.given(part, "2400000", "2400000", "data/quotas.csv:7");
    let [three, twelve] = ["3", "12"].map(|months| b.given(Role::Part, months, months, ""));
    let share = b.number(Role::Part, "0.25", How::Quotient(three, twelve), "");
    let role = Role::Quota { measure: measure.clone(), window: window.clone() };
    let quota = b.number(role, "600000", How::Product(vec![year, share]), "");
    let [left, right, low, high] = [("0", "0"), ("1200000", "1200000"), ("1", "100%"), ("2", "200%")]
        .map(|(v, t)| b.given(Role::Part, v, t, "curve"));
    let line = How::Line { index: quota, x0: left, y0: low, x1: right, y1: high };
    b.number(Role::Interpolated, "1.5", line, "plans/ae.yaml:30");
    let salary = b.add(Role::Attribute { name: "薪级".into() }, Value::Empty, How::Given { text: "".into() }, "");
    let closed = formula("is_empty(薪级) && 1 > 2", &[("薪级", salary)]);
    let closed = b.add(Role::Gate, Value::YesNo(false), closed, "plans/ae.yaml:31");
    b.number(Role::Part, "0", How::Closed(closed), "");
    b.number(Role::Attainment { measure, window }, "1.5", How::Quotient(bookings, quota), "")
}

/// Any line that the types allow, whether or not it makes sense.
pub(super) fn any_line() -> impl Strategy<Value = (LineHeader, Trace)> {
    let facts = prop::collection::vec((any_role(), any_value(), any_how(), "[ -~\u{4e00}-\u{4e10}]{0,12}"), 0..12);
    ("\\PC{0,8}", "-?[0-9]{1,9}\\.[0-9]{2}", facts).prop_map(|(name, amount, facts)| {
        let facts =
            facts.into_iter().map(|(role, value, how, place)| Fact { role, value, how, place: place.into() }).collect();
        (LineHeader { participant: name, ..header(&amount) }, Trace { facts })
    })
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Empty),
        (any::<i128>(), 0u8..=36).prop_map(|(mantissa, scale)| Value::Number(Number::decimal(mantissa, scale))),
        (any::<i64>(), 1i64..).prop_map(|(above, below)| {
            Value::Number(Number::fraction(above.into(), below.into()).expect("above zero"))
        }),
        (any::<i128>(), any::<i128>()).prop_map(|(a, b)| {
            let third = Number::fraction(1, 3).expect("not zero");
            let big = Number::whole(a).multiply(&Number::whole(b)).and_then(|n| n.multiply(&third));
            Value::Number(big.expect("small enough"))
        }),
        "\\PC{1,12}".prop_map(|text| Value::Text(text.into())),
        any::<bool>().prop_map(Value::YesNo),
        any_date().prop_map(Value::Date),
    ]
}

fn any_date() -> impl Strategy<Value = Date> {
    (1i32..=9999, 1u8..=12, 1u8..=28).prop_map(|(year, month, day)| Date::new(year, month, day).expect("a day"))
}

fn any_role() -> impl Strategy<Value = Role> {
    let name = || "\\PC{0,8}".prop_map(Arc::<str>::from);
    let row = || any::<u32>();
    prop_oneof![
        (name(), name()).prop_map(|(transaction, column)| Role::Column { transaction, column }),
        name().prop_map(|transaction| Role::Worth { transaction }),
        name().prop_map(|transaction| Role::Original { transaction }),
        name().prop_map(|transaction| Role::Share { transaction }),
        name().prop_map(|transaction| Role::OtherShare { transaction }),
        name().prop_map(|line| Role::OtherLine { line }),
        name().prop_map(|line| Role::OtherPay { line }),
        name().prop_map(|line| Role::OtherCarried { line }),
        (name(), any_date(), name(), proptest::option::of(name()))
            .prop_map(|(transaction, date, measure, below)| Role::Credit { below, transaction, date, measure }),
        (name(), name()).prop_map(|(measure, window)| Role::Measure { measure, window }),
        (name(), 2000i32..2100, 1u8..=12, 0usize..4).prop_map(|(measure, year, month, length)| {
            let calendar = Calendar { year_starts: month, weeks: None };
            let period = calendar.period_of(Month::new(year, month), PeriodLength::ALL[length]);
            Role::QuotaPart { measure, period }
        }),
        (name(), name()).prop_map(|(measure, window)| Role::Quota { measure, window }),
        (name(), name()).prop_map(|(measure, window)| Role::Attainment { measure, window }),
        name().prop_map(|name| Role::Attribute { name }),
        (name(), name()).prop_map(|(component, window)| Role::Earned { component, window }),
        row().prop_map(|row| Role::RowLimit { row }),
        row().prop_map(|row| Role::Rate { row }),
        row().prop_map(|row| Role::RowAmount { row }),
        row().prop_map(|row| Role::Fee { row }),
        row().prop_map(|row| Role::SliceIndex { row }),
        row().prop_map(|row| Role::SliceBase { row }),
        row().prop_map(|row| Role::SlicePay { row }),
        row().prop_map(|row| Role::DueShare { row }),
        row().prop_map(|row| Role::DuePart { row }),
        row().prop_map(|row| Role::MonthsUntilDue { row }),
        row().prop_map(|row| Role::KeptShare { row }),
        row().prop_map(|row| Role::BackShare { row }),
        row().prop_map(|row| Role::BackPart { row }),
        row().prop_map(|row| Role::Kept { row }),
        row().prop_map(|row| Role::Forfeited { row }),
        name().prop_map(|key| Role::Each { key }),
        name().prop_map(|participant| Role::Member { participant }),
        name().prop_map(|value| Role::Group { value }),
        name().prop_map(|participant| Role::Key { participant }),
        any::<u32>().prop_map(|place| Role::Prize { place }),
        name().prop_map(|line| Role::Sealed { line }),
        name().prop_map(|line| Role::Recomputed { line }),
        (name(), name()).prop_map(|(table, row)| Role::Changed { happened: Happened::Went, table, row }),
        (name(), name(), name()).prop_map(|(id, reason, approved_by)| Role::Adjustment { id, reason, approved_by }),
        any_date().prop_map(|date| Role::DayTotal { date }),
        (0usize..8).prop_map(|step| Role::Rounded { step: Step::ALL[step] }),
        prop::sample::select(plain_roles()),
    ]
}

fn plain_roles() -> Vec<Role> {
    vec![
        Role::Period,
        Role::FirstDay,
        Role::LastDay,
        Role::Target,
        Role::Gate,
        Role::Base,
        Role::BaseLimit,
        Role::Index,
        Role::Origin,
        Role::Interpolated,
        Role::Pay,
        Role::Factor,
        Role::AfterFactors,
        Role::Floor,
        Role::Cap,
        Role::Earlier,
        Role::BeforeChange,
        Role::SinceChange,
        Role::AfterChange,
        Role::AfterLimit,
        Role::Others,
        Role::Fund,
        Role::Reserve,
        Role::PoolShare,
        Role::CarriedBefore,
        Role::Carried,
        Role::Received,
        Role::Place,
        Role::Won,
        Role::Reach,
        Role::ReachedOn,
        Role::Budget,
        Role::Guarantee,
        Role::DueIf,
        Role::LeftOn,
        Role::LeftBecause,
        Role::LeaverRule,
        Role::EarnedUntil,
        Role::Served,
        Role::PaidUntil,
        Role::BackWithin,
        Role::TakenBack,
        Role::StillToCome,
        Role::Released,
        Role::Moved,
        Role::Earnings,
        Role::DrawAmount,
        Role::OwedBefore,
        Role::OwedLimit,
        Role::Drawn,
        Role::RecoverIf,
        Role::Keep,
        Role::RecoveryShare,
        Role::Recovered,
        Role::Owed,
        Role::Part,
        Role::Line,
    ]
}

fn any_how() -> impl Strategy<Value = How> {
    let fact = || any::<u32>().prop_map(FactId);
    let facts = || prop::collection::vec(any::<u32>().prop_map(FactId), 0..5);
    let text = || "\\PC{0,20}".prop_map(Arc::<str>::from);
    prop_oneof![
        text().prop_map(|text| How::Given { text }),
        (text(), prop::collection::vec((text(), fact()), 0..3))
            .prop_map(|(text, inputs)| How::Formula { text, inputs }),
        facts().prop_map(How::Sum),
        facts().prop_map(How::Count),
        facts().prop_map(How::Average),
        facts().prop_map(How::Least),
        facts().prop_map(How::Greatest),
        facts().prop_map(How::Distinct),
        facts().prop_map(How::Last),
        facts().prop_map(How::Product),
        (fact(), fact()).prop_map(|(a, b)| How::Difference(a, b)),
        (fact(), fact()).prop_map(|(a, b)| How::Quotient(a, b)),
        (fact(), fact(), prop::option::of(fact()), prop::option::of(fact()))
            .prop_map(|(origin, index, low, high)| How::Overlap { origin, index, low, high }),
        (fact(), fact(), fact(), fact(), fact()).prop_map(|(index, x0, y0, x1, y1)| How::Line {
            index,
            x0,
            y0,
            x1,
            y1
        }),
        (fact(), 0usize..5, fact()).prop_map(|(of, rule, unit)| How::Rounding { of, rule: Rule::ALL[rule], unit }),
        (fact(), fact(), prop::sample::select(vec![Months::Completed, Months::Begun]))
            .prop_map(|(from, until, months)| How::Months { from, until, months }),
        any_how_of_group(),
        any_withheld().prop_map(How::Withheld),
        fact().prop_map(How::Same),
        fact().prop_map(How::Closed),
    ]
}

/// What is shared among many, or won by the best of them.
fn any_how_of_group() -> impl Strategy<Value = How> {
    let fact = || any::<u32>().prop_map(FactId);
    let facts = || prop::collection::vec(any::<u32>().prop_map(FactId), 0..4);
    let scores = || prop::collection::vec(prop::collection::vec(any::<u32>().prop_map(FactId), 0..4), 1..3);
    let ties = || prop::sample::select(Ties::ALL.to_vec());
    let leftover = || prop::sample::select(Leftover::ALL.to_vec());
    let cut = prop::sample::select(Cut::ALL.to_vec());
    prop_oneof![
        (fact(), facts(), facts(), cut, fact(), leftover(), any::<u32>()).prop_map(
            |(sum, keys, most, cut, unit, leftover, own)| How::Allocation { sum, keys, most, cut, unit, leftover, own }
        ),
        (fact(), facts(), fact(), prop::sample::select(Parting::ALL.to_vec()), any::<u32>())
            .prop_map(|(sum, shares, unit, parting, own)| How::Tranche { sum, shares, unit, parting, own }),
        (scores(), ties(), any::<u32>()).prop_map(|(scores, ties, own)| How::Place { scores, ties, own }),
        (facts(), fact()).prop_map(|(days, reach)| How::Reached { days, reach }),
        (scores(), facts(), fact(), ties(), fact(), leftover(), any::<u32>()).prop_map(
            |(scores, amounts, budget, ties, unit, leftover, own)| How::Budget {
                scores,
                amounts,
                budget,
                ties,
                unit,
                leftover,
                own
            }
        ),
        (scores(), facts(), ties(), fact(), leftover(), any::<u32>()).prop_map(
            |(scores, prizes, ties, unit, leftover, own)| How::Prize { scores, prizes, ties, unit, leftover, own }
        ),
    ]
}

/// What one of many is told.
fn any_withheld() -> impl Strategy<Value = Withheld> {
    let fact = || any::<u32>().prop_map(FactId);
    let facts = || prop::collection::vec(any::<u32>().prop_map(FactId), 0..3);
    let ties = || prop::sample::select(Ties::ALL.to_vec());
    let leftover = || prop::sample::select(Leftover::ALL.to_vec());
    let cut = prop::sample::select(Cut::ALL.to_vec());
    prop_oneof![
        any::<u32>().prop_map(|others| Withheld::Total { others }),
        (fact(), fact(), fact(), prop::option::of(fact()), cut, fact(), leftover()).prop_map(
            |(sum, key, others, most, cut, unit, leftover)| Withheld::Share {
                sum,
                key,
                others,
                most,
                cut,
                unit,
                leftover
            }
        ),
        (facts(), any::<u32>(), any::<u32>(), ties()).prop_map(|(scores, others, tied, ties)| Withheld::Place {
            scores,
            others,
            tied,
            ties
        }),
        (fact(), facts(), fact(), leftover()).prop_map(|(place, prizes, unit, leftover)| Withheld::Prize {
            place,
            prizes,
            unit,
            leftover
        }),
        (facts(), fact(), fact(), fact(), ties(), fact(), leftover()).prop_map(
            |(scores, amount, others, budget, ties, unit, leftover)| Withheld::Budget {
                scores,
                amount,
                others,
                budget,
                ties,
                unit,
                leftover
            }
        ),
    ]
}

/// One deal, one rate: the example of `docs/trace.md`.
pub(super) fn smallest() -> (LineHeader, Trace) {
    let mut b = Builder::default();
    let (transaction, measure): (Arc<str>, Arc<str>) = ("T1".into(), "bookings".into());
    let sold = "data/transactions.csv:2";
    let column = Role::Column { transaction: transaction.clone(), column: "amount".into() };
    let amount = b.given(column, "600000", "600000", sold);
    let worth = formula("amount * 50%", &[("amount", amount)]);
    let worth = b.number(Role::Worth { transaction: transaction.clone() }, "300000", worth, "plans/ae.yaml:8");
    let date = Date::new(2026, 1, 15).expect("a day");
    let role = Role::Credit { transaction, date, measure: measure.clone(), below: None };
    let credit = b.number(role, "300000", How::Same(worth), sold);
    let role = Role::Measure { measure, window: "2026-Q1".into() };
    let bookings = b.number(role, "300000", How::Sum(vec![credit]), "");
    let base = b.number(Role::Base, "300000", formula("bookings", &[("bookings", bookings)]), "plans/ae.yaml:11");
    let rate = b.number(Role::Rate { row: 1 }, "0.06", formula("6%", &[]), "plans/ae.yaml:13");
    let pay = b.number(Role::SlicePay { row: 1 }, "18000", How::Product(vec![base, rate]), "");
    b.number(Role::Line, "18000", How::Same(pay), "");
    (header("18000.00"), b.done())
}
