//! `attain curve`: a component's payout curve as SVG, with the table beside it.

use std::path::PathBuf;

use attain_engine::probe::{self, Curve, Files};
use attain_rules::both;
use attain_rules::number::Number;
use attain_rules::plan::{LimitKind, MeasureUnit, Plan};
use attain_rules::rounding::Rule;
use attain_rules::text::Text;
use clap::Args;
use serde_json::json;

use crate::arguments::FormatOption;
use crate::company::Opened;
use crate::context::{Context, Exit, Screen};
use crate::failure::Failure;
use crate::view::curve::{Picture, Point};
use crate::view::grid::grid;
use crate::view::statement::name;
use crate::view::{amount, computed};

/// Arguments of `attain curve`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Name of a plan
    #[arg(value_name = "PLAN")]
    plan: String,
    /// Name of one of its components
    #[arg(value_name = "COMPONENT")]
    component: String,
    /// New SVG file (default: PLAN-COMPONENT.svg)
    #[arg(short, long, value_name = "FILE")]
    svg: Option<PathBuf>,
    #[command(flatten)]
    format: FormatOption,
}

/// Draws the curve into a file and prints the table.
///
/// # Errors
/// [`Failure`] when there is no such component, or nothing that could be drawn.
pub fn run(arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    let opened = Opened::ready(context, screen)?;
    let (plan, component) = opened.find_component(&arguments.plan, &arguments.component)?;
    let files =
        Files { plans: opened.plans(), company: opened.company(), sources: opened.sources(), inputs: opened.inputs() };
    let curve = probe::curve(&files, plan, component)
        .ok_or_else(|| Failure::NoCurve(arguments.plan.clone(), arguments.component.clone()))?;
    let picture = picture(&opened, plan, component, &curve)
        .ok_or_else(|| Failure::NoCurve(arguments.plan.clone(), arguments.component.clone()))?;
    let default = PathBuf::from(format!("{}-{}.svg", arguments.plan, arguments.component));
    let path = context.path(arguments.svg.as_ref().unwrap_or(&default));
    let svg = picture.svg(context.language());
    std::fs::write(&path, svg).map_err(|error| Failure::Write(path.clone(), error))?;
    if arguments.format.is_json() {
        writeln!(screen.out, "{:#}", as_json(&opened, plan, &curve, &picture))?;
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

/// `number` in whole multiples of `10^-places`.
fn scaled(number: &Number, places: u8) -> Option<i128> {
    let unit = Number::decimal(1, places);
    number.round_to(&unit, Rule::HalfUp).ok()?.divide(&unit).ok()?.to_whole()
}

/// The curve as a picture: over attainment where there is a quota, else over the measure itself.
fn picture(opened: &Opened, plan: usize, component: usize, curve: &Curve) -> Option<Picture> {
    let version = opened.plans().get(plan)?;
    let part = version.components.get(component)?;
    let digits = computed::digits(opened.company());
    let measure = version.measures.get(curve.measure)?;
    let across = |value: &Number| match &curve.quota {
        Some(quota) => value.divide(quota).ok().and_then(|share| scaled(&share, 6)),
        None => scaled(value, 6),
    };
    let mut points: Vec<Point> = Vec::with_capacity(curve.samples.len());
    for sample in &curve.samples {
        let (x, pay) = (across(&sample.value)?, scaled(&sample.amount, digits)?);
        points.push(Point { x, pay, jump: points.last().is_some_and(|last| jumps(*last, x, pay)) });
    }
    let has_cap = part.limits.iter().any(|limit| limit.kind == LimitKind::Cap);
    let level = has_cap && matches!(points.as_slice(), [.., before, last] if before.pay == last.pay);
    let (title, of) = (&part.title, &version.title);
    let name = &measure.name;
    Some(Picture {
        title: both!("{title} · {of}", "{title} · {of}"; title, of),
        axis: if curve.quota.is_some() { format!("attainment({name})") } else { name.clone() },
        percent: curve.quota.is_some() || measure.unit == MeasureUnit::Percent,
        cap: points.last().map(|last| last.pay).filter(|_| level),
        limits: curve.starts.iter().filter_map(across).collect(),
        points,
        here: None,
        currency: opened.company().currency.code().to_owned(),
        digits,
    })
}

/// Does the pay change by more than a steep line would, over the little that lies between two samples beside a limit?
fn jumps(last: Point, x: i128, pay: i128) -> bool {
    x.saturating_sub(last.x) <= 10_000.min(x.saturating_div(100).max(1)) && pay.abs_diff(last.pay) > 100
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
        writeln!(screen.out, "{}", crate::view::style::strong(picture.title.in_language(language)))?;
        writeln!(screen.out, "{}\n", about(opened, version, component, curve).in_language(language))?;
    }
    let mut header = vec![say(measure_title(version, curve))];
    if curve.quota.is_some() {
        header.push(say(both!("attainment", "达成率")));
    }
    header.push(say(both!("pay", "应付")));
    header.push(String::new());
    let rows = curve.samples.iter().zip(&picture.points).enumerate().filter(|(at, _)| is_shown(*at, curve, picture));
    let rows = rows.map(|(_, (sample, point))| {
        let mut row = vec![measure_value(version, curve, &sample.value, picture.digits)];
        if curve.quota.is_some() {
            row.push(picture.x_text(point.x));
        }
        row.push(amount::minor(point.pay, picture.digits));
        row.push(say(match picture.cap {
            _ if point.jump => both!("jump", "跳变"),
            Some(cap) if cap == point.pay => both!("cap", "上限"),
            _ => Text::default(),
        }));
        row
    });
    write!(screen.out, "{}", grid(header, &[], rows.collect()))?;
    writeln!(screen.out, "\n{}", picture.sentence(language))?;
    Ok(())
}

/// Whose curve it is, and for which period.
fn about(opened: &Opened, plan: &Plan, component: usize, curve: &Curve) -> Text {
    let participant = opened.inputs().participants.get(usize::try_from(curve.participant.0).unwrap_or(usize::MAX));
    let who = participant.map(name).unwrap_or_default();
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

/// Every tenth of the range, the starts of rows, and both sides of a jump.
fn is_shown(at: usize, curve: &Curve, picture: &Picture) -> bool {
    let Some((sample, point)) = curve.samples.get(at).zip(picture.points.get(at)) else { return false };
    let next_jumps = picture.points.get(at.saturating_add(1)).is_some_and(|next| next.jump);
    let round = point.x.checked_rem(100_000) == Some(0) || curve.quota.is_none();
    let beside = curve.starts.iter().any(|start| {
        *start != sample.value
            && start.subtract(&sample.value).is_ok_and(|gap| gap.absolute().is_ok_and(|gap| gap <= Number::ONE))
    });
    (round && !beside) || curve.starts.contains(&sample.value) || point.jump || next_jumps
}

fn as_json(opened: &Opened, plan: usize, curve: &Curve, picture: &Picture) -> serde_json::Value {
    let version = opened.plans().get(plan);
    let samples = curve.samples.iter().zip(&picture.points).map(|(sample, point)| {
        json!({
            "value": sample.value.to_exact_text(),
            "attainment": curve.quota.as_ref().map(|_| Number::decimal(point.x, 6).to_exact_text()),
            "amount": amount::plain(point.pay, picture.digits),
        })
    });
    json!({
        "plan": version.map(|plan| &plan.name),
        "measure": version.and_then(|plan| plan.measures.get(curve.measure)).map(|measure| &measure.name),
        "participant": opened.inputs().participants.get(usize::try_from(curve.participant.0).unwrap_or(usize::MAX)).map(|one| &*one.id),
        "period": opened.company().calendar.label(curve.period),
        "quota": curve.quota.as_ref().map(Number::to_exact_text),
        "starts": curve.starts.iter().map(Number::to_exact_text).collect::<Vec<_>>(),
        "cap": picture.cap.map(|cap| amount::plain(cap, picture.digits)),
        "currency": picture.currency,
        "samples": samples.collect::<Vec<_>>(),
    })
}
