//! `attain standings`: where everybody stands in a contest, on any day.

use attain_engine::Explain;
use attain_engine::outcome::Standing;
use attain_rules::both;
use attain_rules::date::Date;
use attain_rules::period::PeriodLength;
use clap::Args;

use crate::arguments::FormatOption;
use crate::context::{Context, Exit, Screen};
use crate::opening;
use attain_office::failure::Failure;
use attain_office::period::Stretch;
use attain_office::view::standings;

/// Arguments of `attain standings`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Name of the contest
    #[arg(value_name = "CONTEST")]
    component: String,
    /// As if the contest ended on this day (default: the last day of the `period` of attain.yaml)
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    #[command(flatten)]
    pub format: FormatOption,
}

/// Computes the contest up to the day and shows who stands where.
///
/// # Errors
/// [`Failure`] when there is no such contest or day, or nothing could be computed.
pub fn run(arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    let opened = opening::ready(context)?;
    opened.check_contest(&arguments.component)?;
    let calendar = opened.company().calendar;
    let on = match &arguments.on {
        Some(day) => Date::parse(day).ok_or_else(|| Failure::NoDay(day.clone()))?,
        None => calendar.last_day(opened.stretch(None)?.last),
    };
    let named =
        || opened.plans().iter().flat_map(|plan| &plan.components).filter(|one| one.name == arguments.component);
    let longest = named().map(|component| component.every).max().unwrap_or(PeriodLength::Month);
    let period = calendar.period_of(calendar.month_of(on), longest);
    let stretch = Stretch::from(period);
    let until = opened.until(on);
    let outcome = opening::compute(&until, &stretch.request(Explain::Nobody), context)?;
    let run = until.computed(&outcome, stretch);
    let is_meant = |standing: &&Standing| {
        let component = run.component_at(standing.plan, standing.component);
        calendar.days(standing.period).contains(on)
            && component.is_some_and(|(_, component)| component.name == arguments.component)
    };
    let found: Vec<&Standing> = outcome.standings.iter().filter(is_meant).collect();
    let closed = run.is_closed(period).then(|| {
        let (name, period) = (&arguments.component, calendar.label(period));
        both!(
            "{period} is closed, and what was sealed of `{name}` is final: `attain run --period {period}` shows it, `attain explain ID --period {period}` how it came about; where everybody stands is computed from what is known now",
            "{period} 已关闭，`{name}` 以封存的结果为准：请看 `attain run --period {period}`，由来请看 `attain explain 编号 --period {period}`；这里的排名按现在所知计算"
        )
    });
    let closed = closed.as_ref().map(|closed| closed.in_language(context.language()));
    if arguments.format.is_json() {
        writeln!(screen.machine, "{:#}", standings::json(&run, &found, on, closed))?;
        return Ok(Exit::Fine);
    }
    if found.is_empty() {
        let name = &arguments.component;
        let text = both!(
            "nobody stands in `{name}` on {on}: nobody takes part, or its gate is closed",
            "{on} 的 `{name}` 没有排名：无人参赛，或门槛不成立"
        );
        writeln!(screen.err, "{}", text.in_language(context.language()))?;
    } else {
        write!(screen.out, "{}", standings::text(&run, &found, on, context.language()))?;
    }
    if let Some(closed) = closed {
        writeln!(screen.out, "\n{closed}")?;
    }
    Ok(Exit::Fine)
}
