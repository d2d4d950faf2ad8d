//! The options of a statement.

use attain_engine::inputs::ParticipantIndex;
use clap::Args;

use super::FormatOption;
use attain_office::company::Opened;
use attain_office::failure::Failure;
use attain_office::period::Stretch;
use attain_office::who;

/// Of what a statement is, and in which form.
#[derive(Args, Debug)]
pub struct StatementOptions {
    /// Period: 2026-03, 2026-Q1, 2026-H1, 2026 or 2026-01..2026-06 (default: the `period` of attain.yaml)
    #[arg(short, long, value_name = "PERIOD")]
    period: Option<String>,
    /// Only this component
    #[arg(short, long, value_name = "COMPONENT")]
    component: Option<String>,
    /// Every transaction, every step
    #[arg(long)]
    pub detail: bool,
    #[command(flatten)]
    pub format: FormatOption,
}

/// What a command is about.
#[derive(Clone, Copy, Debug)]
pub struct Meant<'a> {
    /// The periods.
    pub stretch: Stretch,
    /// The participant.
    pub who: ParticipantIndex,
    /// Name of the only component that is wanted.
    pub component: Option<&'a str>,
}

impl StatementOptions {
    /// What is meant, where the statement is that of `who`: an id or a name.
    ///
    /// # Errors
    /// [`Failure`] for a period, a participant or a component that there is not.
    pub fn meant(&self, who: &str, opened: &Opened) -> Result<Meant<'_>, Failure> {
        let stretch = opened.stretch(self.period.as_deref())?;
        let who = who::find(opened.inputs(), who)?;
        let component = self.component.as_deref();
        if let Some(name) = component {
            opened.check_component(name)?;
        }
        Ok(Meant { stretch, who, component })
    }
}
