//! `attain what-if`: one participant's statement as it would be. Nothing is stored.

use attain_engine::Explain;
use attain_engine::outcome::Outcome;
use attain_engine::preview::{Asked, Found};
use attain_intake::changes::{Applied, Changes};
use attain_rules::both;
use attain_rules::text::Text;
use clap::Args;

use crate::arguments::statement::{Meant, StatementOptions};
use crate::context::{Context, Exit, Screen};
use crate::opening;
use crate::progress::watching;
use attain_office::changes;
use attain_office::company::{Estimate, Opened};
use attain_office::explained::{self, Reader};
use attain_office::failure::Failure;
use attain_office::goal::Sought;
use attain_office::view::statement::estimate::Sides;
use attain_office::view::statement::{self, Wanted, name};
use attain_office::view::{amount, applied, finding, goal, style, without};

/// Arguments of `attain what-if`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Id or name of a participant
    #[arg(value_name = "WHO")]
    who: String,
    /// Add a deal: `id=X1,owner=E1007,amount=400000,booked_on=2026-09-30`
    #[arg(long = "add", value_name = "CELLS")]
    added: Vec<String>,
    /// Add the deals of a CSV file
    #[arg(long = "add-file", value_name = "FILE")]
    added_files: Vec<String>,
    /// Change a cell of a transaction: `T12:amount=500000`
    #[arg(long = "change", value_name = "ID:COLUMN=VALUE")]
    changed: Vec<String>,
    /// Leave a transaction out
    #[arg(long = "remove", value_name = "ID")]
    removed: Vec<String>,
    /// Source of these transactions, where several have one of this id
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Change a metric: `csat=95%`, or `csat@2026-09=95%`
    #[arg(long = "metric", value_name = "NAME=VALUE")]
    metrics: Vec<String>,
    /// Change a quota: `bookings=6000000`, or `bookings@2026=24000000`
    #[arg(long = "quota", value_name = "NAME=VALUE")]
    quotas: Vec<String>,
    /// Look for the smallest value of a deal's column that reaches this payout, or `next-tier`
    #[arg(long, value_name = "AMOUNT", requires = "by", allow_negative_numbers = true)]
    goal: Option<String>,
    /// The column to look for: of the deal that is added, or `T12:amount` of a transaction
    #[arg(long, value_name = "COLUMN", requires = "goal")]
    by: Option<String>,
    #[command(flatten)]
    pub statement: StatementOptions,
}

impl Arguments {
    fn changes(&self) -> Result<Changes, Failure> {
        Ok(Changes {
            added: self.added.iter().map(|text| changes::cells(text)).collect::<Result<_, _>>()?,
            added_files: self.added_files.clone(),
            changed: self.changed.iter().map(|text| changes::change(text)).collect::<Result<_, _>>()?,
            removed: self.removed.clone(),
            source: self.source.clone(),
            metrics: self.metrics.iter().map(|text| changes::figure(text)).collect::<Result<_, _>>()?,
            quotas: self.quotas.iter().map(|text| changes::figure(text)).collect::<Result<_, _>>()?,
            ..Changes::default()
        })
    }
}

/// Computes the period as it is and as it would be, and shows both.
///
/// # Errors
/// [`Failure`] when nothing could be computed, nobody is meant, or a change names what is not there.
pub fn run(arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    let mut changes = arguments.changes()?;
    let opened = opening::ready(context)?;
    let sought = arguments.goal.as_deref().zip(arguments.by.as_deref());
    let sought = sought.map(|(goal, by)| Sought::new(goal, by, opened.company())).transpose()?;
    if let Some(sought) = &sought {
        sought.lay_over(&mut changes);
    }
    if changes::is_nothing(&changes) {
        return Err(Failure::NothingChanged);
    }
    let Meant { stretch, who, component } = arguments.statement.meant(&arguments.who, &opened)?;
    let person = opened.inputs().participant(who);
    changes.participant = person.map_or_else(String::new, |one| one.id.to_string());
    let label = stretch.label(opened.company().calendar);
    changes.period = opened.company().calendar.parse(&label).map(|_| label);
    let request = stretch.request(Explain::Only(vec![who]));
    let before = opening::compute(&opened, &request, context)?;
    let work = || match &sought {
        None => opened.with_changes(&changes).map(|estimate| (estimate, None)),
        Some(sought) => {
            let asked = Asked { who, component, goal: sought.goal };
            let (estimate, found) = sought.search((&opened, &mut changes), asked, &request, &|| true)?;
            Ok((estimate, Some((sought, found))))
        }
    };
    let (estimate, found) = watching(opened.meter(), context, work)?;
    let search = found.as_ref().map(|(sought, found)| (*sought, found));
    for warning in estimate.warnings.iter().filter(|_| !context.quiet()) {
        writeln!(screen.err, "{}", finding::text(warning, estimate.opened.sources(), context.language()))?;
    }
    let after = opening::compute(&estimate.opened, &request, context)?;
    if !context.quiet() {
        if opened.is_closed(stretch) {
            let period = stretch.label(opened.company().calendar);
            let note = both!(
                "{period} is closed: what it paid stays, and what changes make due for it is paid in the open period",
                "{period} 已关闭：已付金额不变，改变带来的差额在未关闭期间支付"
            );
            writeln!(screen.err, "{}", note.in_language(context.language()))?;
        }
        notes(&estimate, &before, &after, context, screen)?;
    }
    let (before, after) = (opened.computed(&before, stretch), estimate.opened.computed(&after, stretch));
    let sides = Sides { before: &before, after: &after, who, component };
    let is_open = !opened.is_closed(stretch);
    if !context.quiet() && is_open && sought.is_none() && are_unread(&sides, &estimate.changed.applied)? {
        let note = both!(
            "nothing that is paid here reads these figures: the statement is the same, step by step",
            "此处的支付没有用到这些数值：结算单逐步相同"
        );
        writeln!(screen.err, "{}", note.in_language(context.language()))?;
    }
    let exit = match search {
        Some((_, Found::Never { .. })) => Exit::Found,
        _ => Exit::Fine,
    };
    if arguments.statement.format.is_json() {
        writeln!(screen.machine, "{:#}", goal::document(&sides, &estimate.changed.applied, search))?;
        return Ok(exit);
    }
    let applied = &goal::shown(&estimate.changed.applied, search);
    match search {
        Some((sought, answer)) => {
            heading(&sides, applied, context, screen)?;
            write!(screen.out, "{}", goal::text(sought, answer, &after, context.language()))?;
            if exit == Exit::Fine {
                write!(screen.out, "\n{}", sides.text(context.language()))?;
            }
        }
        None => show(arguments, &opened, &sides, applied, context, screen)?,
    }
    Ok(exit)
}

/// Were nothing but figures changed, to other values, and does no step of any line tell?
fn are_unread(sides: &Sides<'_>, applied: &[Applied]) -> Result<bool, Failure> {
    let is_other =
        |one: &Applied| matches!(one, Applied::Figure { before, after, .. } if before.as_ref() != Some(after));
    if !applied.iter().all(is_other) {
        return Ok(false);
    }
    let traces = |run| explained::traces(run, (sides.who, sides.component), Reader::Anybody);
    Ok(traces(sides.before)? == traces(sides.after)?)
}

/// Whose estimate it is, and what is changed.
fn heading(sides: &Sides<'_>, applied: &[Applied], context: &Context, screen: &mut Screen<'_>) -> Result<(), Failure> {
    let language = context.language();
    let who = sides.before.participant(sides.who).map(name).unwrap_or_default();
    let period = sides.before.stretch.label(sides.before.company.calendar);
    let heading = both!("Estimate for {who}, {period}: nothing is stored", "{who} 的估算，{period}：不会保存任何内容");
    writeln!(screen.out, "{}", style::strong(heading.in_language(language)))?;
    writeln!(screen.out, "{}", applied::text(applied, language))?;
    Ok(())
}

/// What people should know who wonder why a change changes nothing.
fn notes(
    estimate: &Estimate,
    before: &Outcome,
    after: &Outcome,
    context: &Context,
    screen: &mut Screen<'_>,
) -> Result<(), Failure> {
    let mut notes: Vec<Text> = Vec::new();
    let more = |count: fn(&Outcome) -> u64| count(after).saturating_sub(count(before));
    match estimate.changed.not_kept {
        0 => {}
        deals => {
            let en = amount::counted(usize::try_from(deals).unwrap_or(usize::MAX), "deal");
            notes.push(both!(
                "`keep` of the mapping turns {en} away, which so count for nothing",
                "映射的 `keep` 排除了 {deals} 笔交易，它们不计入"
            ));
        }
    }
    match more(|outcome| outcome.report.outside.tally().count) {
        0 => {}
        deals => {
            let en = amount::counted(usize::try_from(deals).unwrap_or(usize::MAX), "deal");
            notes.push(both!(
                "the day of {en} lies outside the days that count for this period",
                "{deals} 笔交易的日期不在本期间所看的日子之内"
            ));
        }
    }
    match more(|outcome| outcome.report.credited_to_nobody.count) {
        0 => {}
        deals => {
            let en = amount::counted(usize::try_from(deals).unwrap_or(usize::MAX), "deal");
            notes.push(both!("no measure gives credit to anybody for {en}", "有 {deals} 笔交易没有任何指标计给任何人"));
        }
    }
    for note in notes {
        writeln!(screen.err, "{}", note.in_language(context.language()))?;
    }
    Ok(())
}

fn show(
    arguments: &Arguments,
    opened: &Opened,
    sides: &Sides<'_>,
    applied: &[Applied],
    context: &Context,
    screen: &mut Screen<'_>,
) -> Result<(), Failure> {
    let language = context.language();
    heading(sides, applied, context, screen)?;
    let wanted = Wanted { component: sides.component, detail: arguments.statement.detail, language };
    let titles = [both!("As it is", "现状"), both!("Estimate: with these changes", "估算：作出上述改变之后")];
    for (title, run) in titles.into_iter().zip([sides.before, sides.after]) {
        writeln!(screen.out, "── {}\n", style::strong(title.in_language(language)))?;
        if !statement::lines(run, sides.who, sides.component).is_empty() {
            write!(screen.out, "{}", statement::statement(run, sides.who, wanted))?;
        }
        let sources = opened.sources();
        writeln!(screen.out, "{}", without::reasons(run, sources, sides.who, sides.component, language))?;
    }
    let title = both!("Before and after", "之前与之后");
    writeln!(screen.out, "── {}\n", style::strong(title.in_language(language)))?;
    write!(screen.out, "{}", sides.text(language))?;
    Ok(())
}
