//! `attain freeze`: writes down the rules of contests, so that nobody changes them unseen.

use attain_intake::frozen::{LOCK_FILE, lock_text};
use attain_rules::both;
use clap::Args;

use crate::context::{Context, Exit, Screen};
use crate::opening;
use attain_office::failure::Failure;

/// Arguments of `attain freeze`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Period: 2026-03, 2026-Q1, 2026-H1, 2026 or 2026-01..2026-06 (default: the `period` of attain.yaml)
    #[arg(short, long, value_name = "PERIOD")]
    period: Option<String>,
    /// Only this contest
    #[arg(short, long, value_name = "CONTEST")]
    component: Option<String>,
}

/// Freezes the contests whose periods end inside the period asked for.
///
/// # Errors
/// [`Failure`] when there is no such contest, when one differs from what was frozen, or when nothing can be written.
pub fn run(arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    let opened = opening::ready(context)?;
    let stretch = opened.stretch(arguments.period.as_deref())?;
    if let Some(name) = &arguments.component {
        opened.check_component(name)?;
    }
    let (company, language) = (opened.company(), context.language());
    let mut frozen = opened.frozen().to_vec();
    let mut contests = opened.contests(stretch);
    contests.retain(|contest| arguments.component.as_ref().is_none_or(|name| *name == contest.contest));
    if contests.is_empty() {
        let period = stretch.label(company.calendar);
        let text = both!("no contest ends in {period}", "{period} 内没有竞赛结束");
        writeln!(screen.err, "{}", text.in_language(language))?;
        return Ok(Exit::Fine);
    }
    for contest in contests {
        let (name, plan, period) = (&contest.contest, &contest.plan, company.calendar.label(contest.period));
        // A contest that differs from what was frozen has been refused before.
        let text = if frozen.contains(&contest) {
            both!(
                "`{name}` of plan `{plan}`, {period}: frozen before",
                "方案 `{plan}` 的 `{name}`，{period}：此前已冻结"
            )
        } else {
            both!("`{name}` of plan `{plan}`, {period}: frozen", "方案 `{plan}` 的 `{name}`，{period}：已冻结")
        };
        writeln!(screen.out, "{}", text.in_language(language))?;
        if !frozen.contains(&contest) {
            frozen.push(contest);
        }
    }
    let path = context.directory().join(LOCK_FILE);
    std::fs::write(&path, lock_text(&frozen, company)).map_err(|error| Failure::Write(path, error))?;
    Ok(Exit::Fine)
}
