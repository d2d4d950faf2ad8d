//! Floors and caps: which come first, and what they do.

use crate::company::{Component, Limit, Per, Stretch};
use crate::counters::Counters;
use crate::exact::Exact;

/// Floors before caps: those over the component's stretch and longer, or those over less.
pub(super) fn ordered(component: &Component, long: bool) -> Vec<&Limit> {
    let is_long = |limit: &&Limit| match (limit.per, component.accumulate) {
        (Per::Own | Per::Plan, _) | (Per::Length(_), None) => true,
        (Per::Length(length), Some(Stretch::Length(own))) => length >= own,
        (Per::Length(_), Some(Stretch::Plan)) | (Per::Each, _) => false,
    };
    let limits = component.limits.iter().filter(|limit| limit.per != Per::Each && is_long(limit) == long);
    let (caps, mut limits): (Vec<_>, Vec<_>) = limits.partition(|limit| limit.cap);
    limits.extend(caps);
    limits
}

pub(super) fn limited(limit: &Limit, amount: Exact, level: &Exact, counters: &mut Counters) -> Exact {
    let cuts = if limit.cap { amount > *level } else { amount < *level };
    if !cuts {
        return amount;
    }
    counters.add(match (limit.cap, limit.per) {
        (true, Per::Own | Per::Each) => "cap",
        (true, _) => "cap over longer time",
        (false, Per::Own | Per::Each) => "floor",
        (false, _) => "floor over longer time",
    });
    level.clone()
}
