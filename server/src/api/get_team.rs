//! `GET /v1/periods/{period}/team`: what everybody gets and how far they have come, for whoever sees everybody; for a manager, those
//! who stand below them.

use attain_rules::id::natural_cmp;
use axum::Json;
use axum::extract::{Path, Query, State};

use crate::caller::Caller;
use crate::label::label;
use crate::page::Asked;
use crate::problem::Problem;
use crate::reach::Reach;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::{runs, snapshots};
use crate::team::Team;
use crate::{standing, wire, work};

/// The team, as the run has it on which the period stands. Who looks is recorded.
#[utoipa::path(get, path = "/v1/periods/{period}/team", params(Asked),
    responses((status = 200, description = "A page of the team.", body = wire::Team)))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path(period): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<wire::Team>, Problem> {
    let page = asked.page()?;
    let reach = caller.reach();
    let label = label(&service, period).await?;
    let run = standing::run(&service, &label, &reach).await?;
    let file = async |name| runs::file(&service.database, run.id, name).await?.ok_or_else(Problem::unavailable);
    let (result, measures) = (file("result.json").await?, file("measures.csv").await?);
    let mut team = service.compute(move || Ok(Team::read(&result, &measures))).await??;
    if let Reach::Line(above) = reach {
        let snapshot = snapshots::one(&service.database, run.snapshot).await?;
        let of = label.clone();
        let line = service.compute_in(&caller.principal.id, snapshot, move |opened| work::line(opened, &of, &above));
        // Findings quote rows of others.
        let line = line.await.map_err(|problem| problem.told_to(true))?;
        team.people.retain(|member| line.contains(&member.participant));
    }
    let detail = vec![("run", run.id.to_string())];
    caller.looked(&service, Entry { action: "team.read", object: &label, detail }).await?;
    if let Some(after) = &page.after {
        team.people.retain(|member| natural_cmp(&member.participant, after).is_gt());
    }
    let (people, next) = page.cut(team.people, |member| member.participant.clone());
    Ok(Json(wire::Team { period: label, run: run.id, currency: team.currency, people, next }))
}
