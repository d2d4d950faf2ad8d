//! [`Seal`]: what a closed period paid, and what was known when it was closed. A seal is never written again; what comes
//! later is a difference, paid in the period that is open then.

mod account;
mod cause;
mod chain;
mod json;
mod kept;
mod legible;
mod mark;
mod reach;
mod settle;
mod taxed;
mod told;

use attain_rules::number::Number;

use crate::hash::sha256;

pub use self::chain::Closed;
pub use self::json::{FORMAT, SealError};
pub use self::mark::{ADJUSTMENTS, Change, Happened, Mark, Marked, Marks, RowKey, SealedColumns, columns, names_other};
pub use self::settle::{MOST_CHANGES, Settling, sealed_lines, settle};

/// A closed period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Label of the period.
    pub period: String,
    /// Version of the engine that computed it.
    pub engine: String,
    /// ISO code of the currency.
    pub currency: String,
    /// Digest of the seal of the period before; nothing for the first one.
    pub before: Option<String>,
    /// The company's file, the plans and the data, by their paths.
    pub files: Vec<SealedFile>,
    /// The columns of attributes and transactions that `rows` are about.
    pub columns: SealedColumns,
    /// All lines that are paid in the period, those of zero and differences of zero included.
    pub lines: Vec<SealedLine>,
    /// What changed in the rows since the seal before: all rows in the first seal.
    pub rows: Vec<(RowKey, Option<Mark>)>,
    /// `sha256:` and the digest of everything above in the file.
    pub digest: String,
}

/// A file as it was when the period was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedFile {
    /// Its path in the company's folder.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal; of the company's file without its line `period:`.
    pub sha256: String,
}

/// A line as it was paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedLine {
    /// As [`crate::outcome::line_id`] makes it.
    pub id: String,
    /// Id of the participant.
    pub participant: String,
    /// Name of the plan.
    pub plan: String,
    /// First day of the plan's version.
    pub version: String,
    /// Name of the component.
    pub component: String,
    /// The word of a [`crate::outcome::LineKind`].
    pub kind: String,
    /// Label of the period for which it was earned.
    pub earned_for: String,
    /// Label of the period in which it was paid.
    pub paid_in: String,
    /// Name of the unit of the company that it was paid in; nothing for money.
    pub unit: Option<String>,
    /// The amount with all digits of the currency, or of the unit: `97000.00`.
    pub amount: String,
    /// What of it was taxable, in the currency; nothing where nothing was.
    pub taxable: Option<String>,
    /// The pay code that the plan gave its component.
    pub pay_code: Option<String>,
    /// The tax class that the plan gave its component.
    pub tax_class: Option<String>,
}

/// The version of this engine.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// The first digits of [`sha256`]: enough to tell rows apart that somebody did not make for the purpose.
fn short(bytes: &[u8]) -> String {
    let mut text = sha256(bytes);
    text.truncate(16);
    text
}

impl SealedLine {
    /// Neither units nor money, and nothing of it taxable.
    #[must_use]
    pub fn pays_nothing(&self) -> bool {
        let is_zero = |amount: &String| Number::parse(amount).is_ok_and(|amount| amount.is_zero());
        is_zero(&self.amount) && self.taxable.as_ref().is_none_or(is_zero)
    }

    /// What stands beside a line in the file, so that it can be told which one was touched.
    fn check(&self) -> String {
        let fields = [
            &self.id,
            &self.participant,
            &self.plan,
            &self.version,
            &self.component,
            &self.kind,
            &self.earned_for,
            &self.paid_in,
        ];
        let fields = fields.into_iter().chain(&self.unit).chain([&self.amount]).chain(&self.taxable);
        let fields = fields.chain(&self.pay_code).chain(&self.tax_class);
        let fields: Vec<&str> = fields.map(String::as_str).collect();
        short(fields.join("\n").as_bytes())
    }
}
