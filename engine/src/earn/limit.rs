//! Floors and caps: one way to apply them, whatever stretch they hold for.

use std::sync::Arc;

use attain_rules::number::Number;
use attain_rules::plan::{Limit, LimitKind};

use crate::context::Context;
use crate::fault::Stop;
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::trace::Role;

/// `amount` under one floor or cap, of whose level the `earlier` lines of its stretch have taken their part.
pub(super) fn limited<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    limit: &'a Limit,
    amount: &Noted,
    earlier: Number,
) -> Result<Noted, Stop> {
    let role = match limit.kind {
        LimitKind::Floor => Role::Floor,
        LimitKind::Cap => Role::Cap,
    };
    let mut level = context.number(&limit.amount, || role.clone())?;
    if !earlier.is_zero() {
        let earlier = context.recorder.given(earlier, || Role::Earlier, Arc::default);
        level = context.recorder.difference(&level, &earlier, || role)?;
    }
    Ok(match limit.kind {
        LimitKind::Floor => context.recorder.greatest(amount, &level, || Role::AfterLimit),
        LimitKind::Cap => context.recorder.least(amount, &level, || Role::AfterLimit),
    })
}
