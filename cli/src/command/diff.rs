//! `attain diff`: two results line by line, or what a changed plan would have paid.

use std::path::{Path, PathBuf};

use attain_engine::Explain;
use attain_rules::both;
use clap::Args;

use crate::arguments::FormatOption;
use crate::context::{Context, Exit, Screen};
use crate::opening;
use attain_office::beyond::Beyond;
use attain_office::cost::Costs;
use attain_office::difference::Comparison;
use attain_office::failure::Failure;
use attain_office::stored::Stored;
use attain_office::view::{cost, difference};

/// Arguments of `attain diff`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// A result: a file of `attain run --format json`, or a folder of `attain run --out`
    #[arg(value_name = "A", display_order = 1, required_unless_present = "instead", requires = "after")]
    before: Option<PathBuf>,
    /// The result to compare it with
    #[arg(value_name = "B", display_order = 2)]
    after: Option<PathBuf>,
    /// Compute the company with this plan file in the place of the plan of its name, and compare
    #[arg(long = "plan", value_name = "FILE", conflicts_with_all = ["before", "after"])]
    instead: Option<PathBuf>,
    /// Period: 2026-03, 2026-Q1, 2026-H1, 2026 or 2026-01..2026-06 (default: the `period` of attain.yaml)
    #[arg(short, long, value_name = "PERIOD", requires = "instead")]
    period: Option<String>,
    /// Draw everybody's payout before and after into this SVG file
    #[arg(long = "svg", value_name = "FILE", requires = "instead")]
    picture: Option<PathBuf>,
    /// List every line, or everybody
    #[arg(long)]
    detail: bool,
    #[command(flatten)]
    pub format: FormatOption,
}

/// Compares; [`Exit::Found`] where something differs.
///
/// # Errors
/// [`Failure`] when there is nothing that could be compared.
pub fn run(arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    match (&arguments.instead, &arguments.before, &arguments.after) {
        (Some(plan), ..) => of_plan(plan, arguments, context, screen),
        (None, Some(before), Some(after)) => of_results((before, after), arguments, context, screen),
        // The command line demands one or the other.
        (None, ..) => Err(Failure::NothingToCompare),
    }
}

fn of_results(
    (before, after): (&Path, &Path),
    arguments: &Arguments,
    context: &Context,
    screen: &mut Screen<'_>,
) -> Result<Exit, Failure> {
    let [first, second] = [before, after].map(|path| Stored::read(&context.path(path)));
    let (first, second) = (first?, second?);
    let comparison = Comparison::of(&first, &second).map_err(|_| Failure::TooLarge)?;
    if arguments.format.is_json() {
        let [before, after] = [before, after].map(|path| path.display().to_string());
        writeln!(screen.machine, "{:#}", difference::json(&comparison, (&before, &first), (&after, &second)))?;
    } else {
        let language = context.language();
        if first.period != second.period && !context.quiet() {
            let (one, other) = (&first.period, &second.period);
            let note = both!("these are different periods: {one} and {other}", "两者期间不同：{one} 和 {other}");
            writeln!(screen.err, "{}", note.in_language(language))?;
        }
        write!(screen.out, "{}", difference::text(&comparison, language, arguments.detail))?;
    }
    Ok(if comparison.differences.is_empty() { Exit::Fine } else { Exit::Found })
}

fn of_plan(plan: &Path, arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    let opened = opening::ready(context)?;
    let seals_ignored = opened.has_closed();
    let opened = opened.without_seals();
    let stretch = opened.stretch(arguments.period.as_deref())?;
    let (changed, replaced) = opened.with_plan(plan, stretch)?;
    let request = stretch.request(Explain::Nobody);
    let before = opening::compute(&opened, &request, context)?;
    let after = opening::compute(&changed, &request, context)?;
    let (before, after) = (opened.computed(&before, stretch), changed.computed(&after, stretch));
    let lacking = changed.nobody_has(&replaced.plan, stretch);
    let costs = Costs::of(&replaced.plan, &before, &after);
    let file = plan.display().to_string();
    let shown = cost::Shown {
        costs: &costs,
        beyond: &Beyond::of(&replaced.plan, [&before, &after]),
        before,
        after,
        lacking: &lacking,
        replaced: &replaced,
        file: &file,
        seals_ignored,
        language: context.language(),
    };
    if let Some(picture) = &arguments.picture {
        let path = context.path(picture);
        std::fs::write(&path, shown.picture().svg()).map_err(|error| Failure::Write(path.clone(), error))?;
        if !context.quiet() {
            let path = path.display();
            let text = both!("the picture is in `{path}`", "图已写入 `{path}`");
            writeln!(screen.err, "{}", text.in_language(context.language()))?;
        }
    }
    if arguments.format.is_json() {
        writeln!(screen.machine, "{:#}", shown.json())?;
    } else {
        write!(screen.out, "{}", shown.text(arguments.detail))?;
    }
    Ok(if costs.same() { Exit::Fine } else { Exit::Found })
}
