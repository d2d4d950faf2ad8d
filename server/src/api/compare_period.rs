//! `GET /v1/periods/{period}/comparison`: what a period comes to beside another one, by component and participant.

#![expect(unused_qualifications, reason = "the description of the parameters is written so by its macro")]

use attain_office::summed::{Summed, SumsCompared};
use attain_rules::both;
use attain_rules::id::natural_cmp;
use axum::Json;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::caller::Caller;
use crate::code::Code;
use crate::label::{label, label_before};
use crate::page::Page;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::store::runs;
use crate::{standing, wire};

/// With what it is compared, and which page of the participants is asked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// The period with which it is compared; the one before it when nothing is said.
    with: Option<String>,
    /// The `next` of the page before; the first page when nothing is said.
    after: Option<String>,
    /// Most participants of the page, up to 500; 100 when nothing is said.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<i64>,
}

/// Both, as the runs have them on which they stand. Who looks is recorded.
#[utoipa::path(get, path = "/v1/periods/{period}/comparison", params(Asked),
    responses((status = 200, description = "Sums before and after, with a page of the participants.", body = wire::Comparison)))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path(period): Path<String>,
    Query(Asked { with, after, limit }): Query<Asked>,
) -> Result<Json<wire::Comparison>, Problem> {
    let page = Page::new(after, limit)?;
    let of = label(&service, period.clone()).await?;
    let with = match with {
        Some(with) => label(&service, with).await?,
        None => label_before(&service, period).await?,
    };
    let reach = caller.reach();
    let [before, after] = [standing::run(&service, &with, &reach).await?, standing::run(&service, &of, &reach).await?];
    let result = async |run| runs::file(&service.database, run, "result.json").await?.ok_or_else(Problem::unavailable);
    let results = [result(before.id).await?, result(after.id).await?];
    let [first, second] = service.compute(move || Ok(results.map(|result| Summed::of_bytes(&result)))).await?;
    let (first, second) = (first.map_err(Problem::of_a_run)?, second.map_err(Problem::of_a_run)?);
    let currency = second.currency.clone();
    if first.currency != currency {
        return Err(Problem::conflict(
            Code::OtherCurrency,
            both!(
                "`{of}` is in {currency} and `{with}` in another currency: they cannot be compared",
                "`{of}` 以 {currency} 计，`{with}` 以其他货币计：无法对比"
            ),
        ));
    }
    let SumsCompared { totals, components, mut people } = SumsCompared::of(first, second).map_err(Problem::of_a_run)?;
    let detail = vec![("run", after.id.to_string()), ("with", with.clone()), ("with_run", before.id.to_string())];
    caller.looked(&service, Entry { action: "comparison.read", object: &of, detail }).await?;
    if let Some(after) = &page.after {
        people.retain(|(who, _)| natural_cmp(who, after).is_gt());
    }
    let (people, next) = page.cut(people, |(who, _)| who.clone());
    Ok(Json(wire::Comparison {
        period: of,
        run: after.id,
        with,
        with_run: before.id,
        currency,
        totals: totals.into_iter().map(wire::UnitPair::of).collect::<Result<_, _>>().map_err(Problem::of_a_run)?,
        components: components
            .into_iter()
            .map(wire::ComponentPair::of)
            .collect::<Result<_, _>>()
            .map_err(Problem::of_a_run)?,
        people: people.into_iter().map(wire::PersonPair::of).collect::<Result<_, _>>().map_err(Problem::of_a_run)?,
        next,
    }))
}
