//! `POST /v1/periods/{period}/previews/{participant}`: what somebody would get with other deals, metrics or quotas, as things are
//! published now. Nothing of it is stored.

use attain_intake::changes::{Changes, FigureChange, Misfit};
use attain_office::changes;
use attain_office::failure::Failure;
use attain_rules::both;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::check::now;
use crate::body;
use crate::caller::Caller;
use crate::label::label;
use crate::problem::Problem;
use crate::service::Service;
use crate::store::audit::Entry;
use crate::work::{self, Undone};

/// Most changes that are tried at once.
const MOST_CHANGES: usize = 100;

/// What would be different. Values are texts, written as in the company's data.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Preview)]
pub struct Asked {
    /// Deals that are added: the columns of each.
    #[serde(default)]
    #[schema(value_type = Vec<std::collections::BTreeMap<String, String>>)]
    add: Vec<Map<String, Value>>,
    /// Cells of transactions that change.
    #[serde(default)]
    change: Vec<Cell>,
    /// Ids of transactions that are left out.
    #[serde(default)]
    remove: Vec<String>,
    /// The source of these transactions, where several have one of this id.
    source: Option<String>,
    /// Metrics that change.
    #[serde(default)]
    metrics: Vec<Figure>,
    /// Quotas that change.
    #[serde(default)]
    quotas: Vec<Figure>,
    /// What is looked for: the smallest value of one column that reaches it.
    goal: Option<Goal>,
}

/// A goal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Goal {
    /// At least how much is to be paid, as an amount such as `20000.00`; or `next-tier`.
    pay: String,
    /// The column whose value is looked for: of the deal that is added, or of a transaction, as `T12:amount`.
    by: String,
}

/// A cell of a transaction.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Cell {
    /// The id of the transaction.
    id: String,
    /// The name of the column.
    column: String,
    /// What would stand there.
    value: String,
}

/// A metric or quota.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Figure {
    /// Its name.
    name: String,
    /// For which period; that of the preview when nothing is said.
    period: Option<String>,
    /// What it would be.
    value: String,
}

/// The estimate. Whoever looks at somebody else's is recorded.
#[utoipa::path(post, path = "/v1/periods/{period}/previews/{participant}", request_body = Asked,
    responses((status = 200, description = "The document of `attain what-if --format json`.", body = Object, content_type = "application/json")))]
pub async fn answer(
    State(service): State<Service>,
    caller: Caller,
    Path((period, participant)): Path<(String, String)>,
    body: Bytes,
) -> Result<Json<Value>, Problem> {
    let reach = caller.reach();
    reach.allows(&participant)?;
    let (asked, _): (Asked, String) = body::json(&body)?;
    let (changes, goal) = asked.changes()?;
    let label = label(&service, period).await?;
    let snapshot = now(&service).await?;
    let object = format!("{label}/{participant}");
    let is_own = caller.is(&participant);
    let is_narrow = reach.is_narrow();
    let estimate = service.compute_in(&caller.principal.id, snapshot, move |opened| {
        work::preview(opened, (&label, &participant), (&changes, goal.as_ref()), &reach)
    });
    let estimate = estimate.await.map_err(|problem| problem.told_to(is_narrow))?.ok_or_else(Problem::not_found)?;
    if !is_own && estimate.is_ok() {
        caller.looked(&service, Entry { action: "preview.read", object: &object, detail: vec![] }).await?;
    }
    estimate.map(Json).map_err(|failure| match failure {
        // Whoever sees no others need not know which deals they have.
        Failure::Misfit(Misfit::NotTheirs(id, _)) if is_narrow => {
            Undone::from(Failure::Misfit(Misfit::NoTransaction(id, None))).into()
        }
        Failure::Refused(_) if is_narrow => Problem::refused(
            both!(
                "nothing can be computed with these changes: see that a deal that is added has an id of its own and says all that the plan reads of it, and that what is changed is what the plan can take",
                "做了这些改动后无法计算：请确认新增的交易有自己的编号并写明方案读取的全部内容，改动的数值方案可以采用"
            ),
            Value::Null,
        ),
        failure => Undone::from(failure).into(),
    })
}

impl Asked {
    fn changes(self) -> Result<(Changes, Option<work::Goal>), Problem> {
        let Self { add, change, remove, source, metrics, quotas, goal } = self;
        let goal = goal.map(|Goal { pay, by }| work::Goal { pay, by });
        let figures = |figures: Vec<Figure>| {
            let figure = |Figure { name, period, value }| FigureChange { name, period, value };
            figures.into_iter().map(figure).collect()
        };
        let changes = Changes {
            added: add.into_iter().map(cells).collect::<Result<_, _>>()?,
            changed: change.into_iter().map(|Cell { id, column, value }| (id, column, value)).collect(),
            removed: remove,
            source,
            metrics: figures(metrics),
            quotas: figures(quotas),
            ..Changes::default()
        };
        let Changes { added, changed, removed, metrics, quotas, .. } = &changes;
        let count = [added.len(), changed.len(), removed.len(), metrics.len(), quotas.len()];
        if count.into_iter().fold(0, usize::saturating_add) > MOST_CHANGES {
            return Err(Problem::malformed(both!(
                "name at most {MOST_CHANGES} changes",
                "最多写 {MOST_CHANGES} 处改动"
            )));
        }
        if changes::is_nothing(&changes) && goal.is_none() {
            return Err(Problem::malformed(Failure::NothingChanged.text()));
        }
        Ok((changes, goal))
    }
}

/// The cells of a deal.
fn cells(deal: Map<String, Value>) -> Result<Vec<(String, String)>, Problem> {
    let cell = |(column, value)| match value {
        Value::String(text) => Ok((column, text)),
        _ => Err(Problem::malformed(both!(
            "the value of `{column}` is a text: put it in quotes",
            "`{column}` 的值须为文本：请加引号"
        ))),
    };
    deal.into_iter().map(cell).collect()
}
