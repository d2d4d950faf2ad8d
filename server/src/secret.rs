//! Tokens: made by chance, shown once, kept as a digest.

use attain_engine::hash::{hex, sha256};

/// The word that every token begins with, so that one that got somewhere it should not is recognised.
const PREFIX: &str = "attain";

/// A token as its owner has it.
pub struct Token {
    /// Which one it is. No secret.
    pub id: String,
    secret: String,
}

impl std::fmt::Debug for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Token({})", self.id)
    }
}

impl Token {
    /// A new one.
    ///
    /// # Errors
    /// When the system has no chance to give.
    pub fn new() -> Result<Self, getrandom::Error> {
        let (mut id, mut secret) = ([0; 6], [0; 32]);
        getrandom::fill(&mut id)?;
        getrandom::fill(&mut secret)?;
        Ok(Self { id: hex(&id), secret: hex(&secret) })
    }

    /// The token that `text` is.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (id, secret) = text.strip_prefix(PREFIX)?.strip_prefix('_')?.split_once('_')?;
        Some(Self { id: id.to_owned(), secret: secret.to_owned() })
    }

    /// How its owner keeps it.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{PREFIX}_{}_{}", self.id, self.secret)
    }

    /// What is kept of it. A secret of 256 random bits needs no slow digest.
    #[must_use]
    pub fn digest(&self) -> String {
        sha256(self.secret.as_bytes())
    }
}
