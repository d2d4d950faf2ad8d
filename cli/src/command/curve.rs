//! `attain curve`: a component's payout curve as SVG, with the table beside it.

use std::path::PathBuf;

use attain_engine::outcome::MissingFigure;
use attain_engine::probe::{self, Curve, NoCurve, Sample};
use attain_rules::both;
use attain_rules::number::Number;
use attain_rules::plan::{Direction, LimitKind, MeasureUnit, Plan};
use attain_rules::rounding::Rule;
use attain_rules::text::Text;
use clap::Args;
use serde_json::json;

use crate::arguments::FormatOption;
use crate::context::{Context, Exit, Screen};
use crate::opening;
use attain_office::company::Opened;
use attain_office::failure::Failure;
use attain_office::view::amount;
use attain_office::view::curve::{Picture, Point};
use attain_office::view::grid::{Lean, grid};
use attain_office::view::statement::name;

/// Arguments of `attain curve`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Name of a plan
    #[arg(value_name = "PLAN")]
    plan: String,
    /// Name of one of its components
    #[arg(value_name = "COMPONENT")]
    component: String,
    /// SVG file to write (default: PLAN-COMPONENT.svg)
    #[arg(short, long, value_name = "FILE")]
    svg: Option<PathBuf>,
    #[command(flatten)]
    pub format: FormatOption,
}

/// Draws the curve into a file and prints the table.
///
/// # Errors
/// [`Failure`] when there is no such component, or nothing that could be drawn.
pub fn run(arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    let opened = opening::ready(context)?;
    let (plan, component) = opened.find_component(&arguments.plan, &arguments.component)?;
    let failure = |why: Text| Failure::NoCurve(arguments.plan.clone(), arguments.component.clone(), why);
    let curve = probe::curve(&opened.probed(), plan, component).map_err(|why| failure(no_curve(&opened, &why)))?;
    let too_large = || failure(both!("its figures are too large for a picture", "其数值过大，无法成图"));
    let picture = picture(&opened, plan, component, &curve).ok_or_else(too_large)?;
    let default = PathBuf::from(format!("{}-{}.svg", arguments.plan, arguments.component));
    let path = context.path(arguments.svg.as_ref().unwrap_or(&default));
    let svg = picture.svg(context.language());
    std::fs::write(&path, svg).map_err(|error| Failure::Write(path.clone(), error))?;
    if arguments.format.is_json() {
        writeln!(screen.out, "{:#}", as_json(&opened, (plan, component), &curve, &picture))?;
        return Ok(Exit::Fine);
    }
    show(&opened, (plan, component), &curve, &picture, context, screen)?;
    if !context.quiet() {
        let path = path.display();
        let text = both!("the picture is in `{path}`", "图已写入 `{path}`");
        writeln!(screen.err, "{}", text.in_language(context.language()))?;
    }
    Ok(Exit::Fine)
}

/// Why there is no curve.
fn no_curve(opened: &Opened, why: &NoCurve) -> Text {
    match why {
        NoCurve::OfMany => both!(
            "it does not follow from what one person reaches: a pool, a contest or a draw, or rows that the columns of each transaction pick",
            "它并非由一个人的业绩决定：奖金池、竞赛、预支，或由每笔交易的列来选行的费率表"
        ),
        NoCurve::Unmoved => both!(
            "neither a measure that adds up or counts transactions nor a KPI moves it",
            "没有任何对交易加总或计数的指标，也没有 KPI 影响它"
        ),
        NoCurve::Nobody => both!(
            "nobody is on the plan in the company's period or at the beginning of an assignment",
            "在公司的当前期间或任职开始时，没有人适用该方案"
        ),
        NoCurve::Fails(failure) => {
            let found = failure.diagnostic(opened.company(), opened.inputs());
            let (code, message) = (found.code, found.message);
            both!("{code}: {message}", "{code}：{message}"; message)
        }
        NoCurve::Unmeasured { participant, period, measure, what } => {
            let who = opened.inputs().participant(*participant).map_or("", |one| &*one.id);
            let period = opened.company().calendar.label(*period);
            let lacking = match what {
                MissingFigure::Quota => both!("no quota for `{measure}`", "`{measure}` 没有目标"),
                MissingFigure::ZeroQuota => both!("a quota of 0 for `{measure}`", "`{measure}` 的目标是 0"),
                MissingFigure::Metric => both!("no value for `{measure}`", "`{measure}` 没有数值"),
                MissingFigure::Zero => both!("0 for `{measure}`, by which it divides", "`{measure}` 为 0，不能作除数"),
            };
            both!("`{who}` has {lacking} in {period}, and is not paid", "{period}，`{who}` 的 {lacking}，因此不支付"; lacking)
        }
    }
}

/// `number` in whole multiples of `10^-places`.
fn scaled(number: &Number, places: u8) -> Option<i128> {
    let unit = Number::decimal(1, places);
    number.round_to(&unit, Rule::HalfUp).ok()?.divide(&unit).ok()?.to_whole()
}

/// The curve as a picture: over attainment where there is a quota, else over the measure itself.
fn picture(opened: &Opened, plan: usize, component: usize, curve: &Curve) -> Option<Picture> {
    let version = opened.plans().get(plan)?;
    let part = version.components.get(component)?;
    let unit = part.medium.unit();
    let digits = opened.company().digits_of(unit);
    let measure = version.measures.get(curve.measure)?;
    let quota = attained(version, curve);
    let across = |value: &Number| match quota {
        Some(quota) => value.divide(quota).ok().and_then(|share| scaled(&share, 6)),
        None => scaled(value, 6),
    };
    let mut points: Vec<Point> = Vec::with_capacity(curve.samples.len());
    for (at, sample) in curve.samples.iter().enumerate() {
        let jump = measure.unit != MeasureUnit::Count && jumps(curve, at, digits).unwrap_or(false);
        points.push(Point { x: across(&sample.value)?, pay: scaled(&sample.amount, digits)?, jump });
    }
    let has_cap = part.limits.iter().any(|limit| limit.kind == LimitKind::Cap);
    let level = has_cap && matches!(points.as_slice(), [.., before, last] if before.pay == last.pay);
    let (title, of) = (&part.title, &version.title);
    let (name, of_what) = (&measure.title, measure.title.clone().before_chinese());
    Some(Picture {
        title: both!("{title} · {of}", "{title} · {of}"; title, of),
        axis: if quota.is_some() {
            both!("attainment of {of_what}", "{of_what}达成率"; of_what)
        } else {
            name.clone()
        },
        percent: quota.is_some() || measure.unit == MeasureUnit::Percent,
        cap: points.last().map(|last| last.pay).filter(|_| level),
        limits: curve.starts.iter().filter_map(across).collect(),
        points,
        here: None,
        unit: opened.company().title_of(unit),
        digits,
    })
}

/// The quota, where the picture is over attainment; none where less is better, for attainment then runs backwards.
fn attained<'c>(plan: &Plan, curve: &'c Curve) -> Option<&'c Number> {
    let measure = plan.measures.get(curve.measure)?;
    curve.quota.as_ref().filter(|_| measure.direction == Direction::Higher)
}

/// Does the pay change at once before the sample at `at`? Two samples then stand as close as they can, and the pay by more than
/// roundings make and than the curve climbs on either side. `None` where there is nothing to compare.
fn jumps(curve: &Curve, at: usize, digits: u8) -> Option<bool> {
    let (samples, step) = (&curve.samples, &curve.step);
    let rise = |pair: &[Sample]| {
        let [low, high] = pair else { return None };
        let gap = high.value.subtract(&low.value).ok()?;
        let change = high.amount.subtract(&low.amount).and_then(|change| change.absolute()).ok()?;
        Some((gap, change))
    };
    let (gap, change) = rise(samples.get(at.checked_sub(1)?..=at)?)?;
    let climb = |pair: &[Sample]| {
        let (run, change) = rise(pair).filter(|(run, _)| run > step)?;
        change.divide(&run).and_then(|slope| slope.multiply(&gap)).ok()
    };
    let before = samples.get(..at)?.windows(2).rev().find_map(climb);
    let after = samples.get(at..)?.windows(2).find_map(climb);
    let steepest = before.into_iter().chain(after).max().unwrap_or_default();
    let most = steepest.add(&Number::decimal(2, digits)).ok()?;
    Some(gap <= *step && change > most)
}

/// The samples worth a row of the table: round ones, and the limits with what lies just below.
fn show(
    opened: &Opened,
    (plan, component): (usize, usize),
    curve: &Curve,
    picture: &Picture,
    context: &Context,
    screen: &mut Screen<'_>,
) -> Result<(), Failure> {
    let language = context.language();
    let say = |text: Text| text.in_language(language).to_owned();
    let Some(version) = opened.plans().get(plan) else { return Ok(()) };
    if !context.quiet() {
        writeln!(screen.out, "{}", attain_office::view::style::strong(picture.title.in_language(language)))?;
        writeln!(screen.out, "{}\n", about(opened, version, component, curve).in_language(language))?;
    }
    let mut header = vec![say(measure_title(version, curve))];
    let quota = attained(version, curve);
    if quota.is_some() {
        header.push(say(both!("attainment", "达成率")));
    }
    header.push(say(both!("pay", "应付")));
    let mut leans = vec![Lean::Right; header.len()];
    leans.push(Lean::Left);
    header.push(String::new());
    let shown = shown(curve, picture);
    let rows = shown.iter().filter_map(|at| Some((*at, curve.samples.get(*at)?, picture.points.get(*at)?)));
    let rows = rows.map(|(at, sample, point)| {
        let mut row = vec![measure_value(version, curve, &sample.value, picture.digits)];
        if let Some(quota) = quota {
            let text = picture.x_text(point.x);
            let next = picture.points.get(at.saturating_add(1)).filter(|next| next.jump);
            let below = next.is_some_and(|next| picture.x_text(next.x) == text) && is_cut(&sample.value, quota);
            row.push(format!("{}{text}", if below { "< " } else { "" }));
        }
        row.push(amount::minor(point.pay, picture.digits));
        row.push(say(match picture.cap {
            _ if point.jump => both!("jump", "跳变"),
            Some(cap) if cap == point.pay => both!("cap", "上限"),
            _ => Text::default(),
        }));
        row
    });
    write!(screen.out, "{}", grid(header, &leans, rows.collect()))?;
    writeln!(screen.out, "\n{}", picture.sentence(language))?;
    Ok(())
}

/// Has the attainment more digits than the table, where percentages have two behind the point, can show?
fn is_cut(value: &Number, quota: &Number) -> bool {
    value
        .divide(quota)
        .and_then(|ratio| Ok(ratio.round_to(&Number::decimal(1, 4), Rule::Down)? != ratio))
        .unwrap_or(false)
}

/// Whose curve it is, and for which period.
fn about(opened: &Opened, plan: &Plan, component: usize, curve: &Curve) -> Text {
    let who = opened.inputs().participant(curve.participant).map(name).unwrap_or_default();
    let period = opened.company().calendar.label(curve.period);
    let part = plan.components.get(component).map_or("", |component| &component.name);
    let (plan, first) = (&plan.name, plan.effective.first);
    both!(
        "{plan}, version of {first}, {part}: for {who}, {period}, everything else as it is",
        "{plan}，{first} 版本，{part}：以 {who}、{period} 为例，其余不变"
    )
}

fn measure_title(plan: &Plan, curve: &Curve) -> Text {
    plan.measures.get(curve.measure).map(|measure| measure.title.clone()).unwrap_or_default()
}

fn measure_value(plan: &Plan, curve: &Curve, value: &Number, digits: u8) -> String {
    match plan.measures.get(curve.measure).map(|measure| measure.unit) {
        Some(MeasureUnit::Money) => amount::money(value, digits),
        Some(MeasureUnit::Percent) => amount::percent(value),
        _ => amount::number(value),
    }
}

/// The places of the samples worth a row: every other of the even ones, the starts of rows, bends, both sides of a jump.
fn shown(curve: &Curve, picture: &Picture) -> Vec<usize> {
    let mut shown: Vec<usize> = Vec::new();
    let mut even = 0_usize;
    let most = curve.step.add(&curve.step).unwrap_or_default();
    let beside =
        |a: &Number, b: &Number| a != b && b.subtract(a).and_then(|gap| gap.absolute()).is_ok_and(|gap| gap <= most);
    for (at, sample) in curve.samples.iter().enumerate() {
        let jumps_at = |at: usize| picture.points.get(at).is_some_and(|point| point.jump);
        let jump = jumps_at(at) || jumps_at(at.saturating_add(1));
        let start = curve.starts.contains(&sample.value);
        let near_start = curve.starts.iter().any(|start| beside(start, &sample.value));
        let near_shown = shown
            .last()
            .and_then(|last| curve.samples.get(*last))
            .is_some_and(|last| beside(&last.value, &sample.value));
        let mut wanted = sample.bend;
        let x = picture.points.get(at).map_or(0, |point| point.x);
        if !sample.bend && !near_start && (!picture.percent || x.checked_rem(50_000) == Some(0)) {
            wanted = even.is_multiple_of(2);
            even = even.saturating_add(1);
        }
        if start || jump || (wanted && !near_start && !near_shown) {
            shown.push(at);
        }
    }
    shown
}

fn as_json(opened: &Opened, (plan, component): (usize, usize), curve: &Curve, picture: &Picture) -> serde_json::Value {
    let version = opened.plans().get(plan);
    let samples = curve.samples.iter().zip(&picture.points).map(|(sample, point)| {
        json!({
            "value": sample.value.to_exact_text(),
            "attainment": version.and_then(|plan| attained(plan, curve)).map(|_| Number::decimal(point.x, 6).to_exact_text()),
            "amount": amount::plain(point.pay, picture.digits),
        })
    });
    json!({
        "plan": version.map(|plan| &plan.name),
        "measure": version.and_then(|plan| plan.measures.get(curve.measure)).map(|measure| &measure.name),
        "participant": opened.inputs().participant(curve.participant).map(|one| &*one.id),
        "period": opened.company().calendar.label(curve.period),
        "quota": curve.quota.as_ref().map(Number::to_exact_text),
        "starts": curve.starts.iter().map(Number::to_exact_text).collect::<Vec<_>>(),
        "cap": picture.cap.map(|cap| amount::plain(cap, picture.digits)),
        "currency": opened.company().name_of(version.and_then(|plan| plan.components.get(component)?.medium.unit())),
        "samples": samples.collect::<Vec<_>>(),
    })
}
