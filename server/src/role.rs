//! [`Role`]: what somebody is here to do.

/// What somebody is here to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Gives and takes access.
    Admin,
    /// Writes plans and data.
    CompAdmin,
    /// Computes, closes and pays.
    Payroll,
    /// Looks at a reporting line.
    Manager,
    /// Looks at the own pay.
    Rep,
    /// Looks at everything, and changes nothing.
    Auditor,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Admin, Self::CompAdmin, Self::Payroll, Self::Manager, Self::Rep, Self::Auditor];

    /// Its name in the API and in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::CompAdmin => "comp_admin",
            Self::Payroll => "payroll",
            Self::Manager => "manager",
            Self::Rep => "rep",
            Self::Auditor => "auditor",
        }
    }

    /// Is whoever has it a participant?
    #[must_use]
    pub const fn is_participant(self) -> bool {
        matches!(self, Self::Rep | Self::Manager)
    }

    /// The role of this name.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}
