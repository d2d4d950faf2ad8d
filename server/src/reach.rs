//! [`Reach`]: whose pay somebody may see.

use attain_engine::inputs::ParticipantIndex;
use attain_office::company::Opened;
use attain_office::line;
use attain_office::period::Stretch;

use crate::problem::Problem;
use crate::role::Role;
use crate::store::principals::Principal;
use crate::work::participant;

/// Whose pay somebody may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everybody's.
    Everybody,
    /// Their own, and that of those who stand below them: the participant of this id.
    Line(String),
    /// Their own: of the participant of this id.
    Own(String),
}

impl Reach {
    /// Of this principal.
    #[must_use]
    pub fn of(principal: &Principal) -> Self {
        // Nobody is let in as one of these without being a participant; if ever, they see nobody's.
        let own = principal.participant.clone().unwrap_or_default();
        match principal.role {
            Role::Admin | Role::CompAdmin | Role::Payroll | Role::Auditor => Self::Everybody,
            Role::Manager => Self::Line(own),
            Role::Rep => Self::Own(own),
        }
    }

    /// Sees that this participant may be within it, as far as can be told without the company: others get the same answer as nobody.
    ///
    /// # Errors
    /// [`Problem::not_found`].
    pub fn allows(&self, id: &str) -> Result<(), Problem> {
        if matches!(self, Self::Own(own) if own != id) { Err(Problem::not_found()) } else { Ok(()) }
    }

    /// Is it less than everybody's? Then what is told must name nobody else, and nothing that may still change.
    #[must_use]
    pub const fn is_narrow(&self) -> bool {
        matches!(self, Self::Line(_) | Self::Own(_))
    }

    /// Is the participant of this id within it, as the line stood in each of these months? A longer period shows the pay of all of
    /// them.
    #[must_use]
    pub fn holds(&self, opened: &Opened, (who, id): (ParticipantIndex, &str), stretch: Stretch) -> bool {
        match self {
            Self::Everybody => true,
            Self::Own(own) => own == id,
            Self::Line(above) => {
                let line = |above| line::below_throughout(opened.inputs(), opened.company(), above, stretch);
                above == id || participant(opened, above).is_some_and(|above| line(above).contains(&who))
            }
        }
    }
}
