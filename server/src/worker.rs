//! Computes the runs that wait, one after the other. A run that was cut off still waits when the service starts again.

use std::pin::pin;
use std::time::Duration;

use attain_engine::seal::ENGINE;
use attain_intake::meter::Meter;

use crate::clock;
use crate::problem::Problem;
use crate::service::{Service, aside};
use crate::store::audit::{self, Entry, Origin};
use crate::store::principals::SERVICE;
use crate::store::runs::{self, Progress, Run, RunState};
use crate::store::{StoreError, periods, snapshots};
use crate::work::{self, Undone};

/// Time between two looks at what is going on.
const BETWEEN: Duration = Duration::from_millis(500);

/// Computes whatever waits, for ever.
pub async fn work(service: Service) {
    loop {
        if let Err(error) = work_off(&service).await {
            tracing::error!(%error, "a run could not be computed, and waits");
            tokio::time::sleep(BETWEEN).await;
            continue;
        }
        service.to_compute.notified().await;
    }
}

async fn work_off(service: &Service) -> Result<(), StoreError> {
    while let Some(run) = runs::queued(&service.database).await? {
        compute(service, run).await?;
    }
    Ok(())
}

async fn compute(service: &Service, run: Run) -> Result<(), StoreError> {
    tracing::info!(run = run.id, "computing");
    let snapshot = snapshots::one(&service.database, run.snapshot).await?;
    let (database, spool, period) = (service.database.clone(), service.spool.clone(), run.period.clone());
    let meter = Meter::default();
    // Whoever began it before, and was cut off, may have said more.
    tell(service, run.id, &meter).await;
    let counted = meter.clone();
    let computing = aside(move || {
        let folder = work::lay_out((&database, &spool), &snapshot, &[])?;
        work::compute(folder.path(), &period, counted)
    });
    let mut computing = pin!(computing);
    let computed = loop {
        match tokio::time::timeout(BETWEEN, &mut computing).await {
            Ok(computed) => break computed,
            Err(_) => tell(service, run.id, &meter).await,
        }
    };
    let (state, files) = match computed {
        Ok(files) => (RunState::Finished, files),
        Err(Undone::Store(error)) if error.may_pass() => return Err(error),
        Err(undone) => (RunState::Refused, vec![("problem.json", Problem::from(undone).bytes())]),
    };
    let digest =
        files.iter().find(|(name, _)| *name == "result.json").map(|(_, bytes)| attain_engine::hash::sha256(bytes));
    let at = clock::now();
    let mut writing = service.database.begin().await?;
    runs::go_on(&mut writing, run.id, seen(&meter)).await?;
    if runs::end(&mut writing, run.id, (state, ENGINE, &at), files).await? {
        let mut detail =
            vec![("period", run.period.clone()), ("state", state.word().to_owned()), ("engine", ENGINE.to_owned())];
        detail.extend(digest.map(|digest| ("result_sha256", digest)));
        let origin = Origin { who: run.made_by.clone(), at, from: SERVICE.to_owned(), request: String::new() };
        let object = run.id.to_string();
        audit::add(&mut writing, &origin, Entry { action: "run.end", object: &object, detail }).await?;
        if state == RunState::Finished {
            periods::calculated(&mut writing, &run.period, run.id).await?;
        }
        writing.commit().await?;
    }
    Ok(())
}

/// Says how far a run has come, for whoever asks. It goes on where that cannot be said.
async fn tell(service: &Service, run: i64, meter: &Meter) {
    if let Err(error) = go_on(service, run, meter).await {
        tracing::warn!(%error, run, "how far a run has come could not be said");
    }
}

async fn go_on(service: &Service, run: i64, meter: &Meter) -> Result<(), StoreError> {
    let mut writing = service.database.begin().await?;
    runs::go_on(&mut writing, run, seen(meter)).await?;
    writing.commit().await
}

fn seen(meter: &Meter) -> Progress {
    let bytes = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    Progress { read: bytes(meter.read()), of: bytes(meter.all()), at: clock::now() }
}
