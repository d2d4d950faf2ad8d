//! The run on which a period stands, for whoever wants to see what came out.

use attain_engine::seal::ENGINE;

use crate::problem::Problem;
use crate::reach::Reach;
use crate::service::Service;
use crate::store::runs::Run;
use crate::store::{periods, runs};

/// The run on which the period of this label stands. What is not approved may still change: nobody should count on it who sees no
/// more than their own or their line's.
///
/// # Errors
/// [`Problem::not_found`] where there is none for them.
pub async fn run(service: &Service, label: &str, reach: &Reach) -> Result<Run, Problem> {
    let now = periods::one(&service.database, label).await?;
    let run = now.run.filter(|_| now.is_settled() || !reach.is_narrow()).ok_or_else(Problem::not_found)?;
    runs::one(&service.database, run).await?.ok_or_else(Problem::not_found)
}

/// The same, where it can be computed again: by the engine that computed it.
///
/// # Errors
/// [`Problem::computed_otherwise`]; as [`run`].
pub async fn run_to_repeat(service: &Service, label: &str, reach: &Reach) -> Result<Run, Problem> {
    let run = run(service, label, reach).await?;
    let engine = run.engine.as_deref().unwrap_or_default();
    if engine == ENGINE { Ok(run) } else { Err(Problem::computed_otherwise(run.id, engine)) }
}
