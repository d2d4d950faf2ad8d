//! Which period an address means.

use attain_intake::folder::COMPANY_FILE;

use crate::problem::Problem;
use crate::service::Service;
use crate::store::files;
use crate::work;

/// The label of the period that `text` names, in the calendar of the company as it is published.
///
/// # Errors
/// [`Problem`] where it names none, or there is no company yet.
pub async fn label(service: &Service, text: String) -> Result<String, Problem> {
    moved(service, text, 0).await
}

/// The label of the period before the one that `text` names, of the same length.
///
/// # Errors
/// As [`label`].
pub async fn label_before(service: &Service, text: String) -> Result<String, Problem> {
    moved(service, text, -1).await
}

async fn moved(service: &Service, text: String, periods: i32) -> Result<String, Problem> {
    let company = files::published_text(&service.database, COMPANY_FILE).await?;
    let (_, company) = company.ok_or_else(Problem::no_company)?;
    Ok(crate::service::aside(move || work::label(company, &text, periods)).await?)
}
