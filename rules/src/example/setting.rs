//! [`Setting`]: what a component must have so that a figure or a line of it can come out.

use super::Figure;
use crate::plan::{AsOf, Component, LimitKind, Medium, Otherwise, Over, Pay, Row};

/// What a component must have, by the key that plans use.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its key: `guarantee`; of what a whole component is, its first key: `draw`.
    pub key: &'static str,
    /// Is it what the component is, rather than one of its settings?
    pub is_kind: bool,
    has: fn(&Component) -> bool,
}

impl Setting {
    /// What must hold to be paid, or to take part.
    pub const GATE: Self = Self::of("gate", |one| {
        one.gate.is_some() || one.eligible.is_some() || matches!(one.pay, Pay::Contest(_) | Pay::Draw(_))
    });

    const fn of(key: &'static str, has: fn(&Component) -> bool) -> Self {
        Self { key, is_kind: false, has }
    }

    const fn kind(key: &'static str, has: fn(&Component) -> bool) -> Self {
        Self { key, is_kind: true, has }
    }

    /// Does the component have it?
    #[must_use]
    pub fn is_in(&self, component: &Component) -> bool {
        (self.has)(component)
    }

    /// What gives lines of this kind, by its word; nothing where every component may have some.
    #[must_use]
    pub fn of_line(kind: &str) -> Option<Self> {
        Some(match kind {
            "earning" => Self::kind("commission", |one| one.draw().is_none()),
            "guarantee" => GUARANTEE,
            "draw" => DRAW,
            "recovery" => Self::of("recover", |one| one.draw().is_some_and(|draw| draw.recovery.is_some())),
            "deferral" => DUE,
            "release" => Self::of("due", |one| one.due.as_ref().is_some_and(|due| !due.as_money)),
            "cash" => Self::of("paid_as", Component::is_paid_as_money),
            "clawback" => CLAWBACK,
            _ => return None,
        })
    }
}

const GUARANTEE: Setting = Setting::of("guarantee", |one| one.guarantee.is_some());
const DUE: Setting = Setting::of("due", |one| one.due.is_some());
const LEAVERS: Setting = Setting::of("leavers", |one| one.due.as_ref().is_some_and(|due| due.leavers.is_some()));
const CLAWBACK: Setting = Setting::of("clawback", |one| one.due.as_ref().is_some_and(|due| due.clawback.is_some()));
const DRAW: Setting = Setting::kind("draw", |one| one.draw().is_some());
const POOL: Setting = Setting::kind("pool", |one| matches!(one.pay, Pay::Pool(_)));
const CARRIED: Setting = Setting::of("over_cap: carried", |one| matches!(&one.pay, Pay::Pool(pool) if pool.carries()));
const CONTEST: Setting = Setting::kind("contest", |one| matches!(one.pay, Pay::Contest(_)));

impl Figure {
    /// What a component must have for it to come out; nothing where that depends on more than one setting.
    #[must_use]
    pub fn setting(&self) -> Option<Setting> {
        Some(match self {
            Self::Target => Setting::of("target", |one| one.target.is_some()),
            Self::Factor => Setting::of("multiply_by", |one| !one.factors.is_empty()),
            Self::Floor => Setting::of("floor", |one| has_limit(one, LimitKind::Floor)),
            Self::Cap => Setting::of("cap", |one| has_limit(one, LimitKind::Cap) || has_most(one)),
            Self::Each(_) => Setting::of("over", is_each),
            Self::Reserve => {
                Setting::of("reserve", |one| matches!(&one.pay, Pay::Pool(pool) if pool.reserve.is_some()))
            }
            Self::Fund => POOL,
            Self::Place => CONTEST,
            Self::Owed => DRAW,
            Self::Carried => CARRIED,
            Self::Traced { word, .. } => return of_word(word),
            Self::Base
            | Self::Index
            | Self::Rate(_)
            | Self::OneRate
            | Self::Slice(_)
            | Self::SliceBase(_)
            | Self::Pay
            | Self::Credit(_) => return None,
        })
    }
}

/// By the word of the trace.
fn of_word(word: &str) -> Option<Setting> {
    Some(match word {
        "guarantee" => GUARANTEE,
        "fee" => Setting::of("fee", |one| rows(one).any(|row| row.fee.is_some())),
        "due share" | "due part" | "still to come" | "released" | "due if" | "left on" | "left because"
        | "leaver rule" | "earned until" => DUE,
        "months until due" | "kept share" | "kept" | "forfeited" => LEAVERS,
        "back within" | "taken back" | "back share" | "back part" | "paid until" => CLAWBACK,
        "unit value" => Setting::of("in", |one| one.medium != Medium::Money),
        "draw amount" | "drawn" | "owed before" | "owed limit" | "keep" | "recovery share" | "recovered"
        | "earnings" | "recover if" => DRAW,
        "carried before" | "other carried" => CARRIED,
        "received" => Setting::of("over_cap", |one| matches!(&one.pay, Pay::Pool(pool) if pool.receiving().is_some())),
        "won" | "prize" | "reach" | "reached on" | "day total" => CONTEST,
        "budget" => Setting::of("budget", |one| matches!(&one.pay, Pay::Contest(contest) if contest.budget.is_some())),
        _ => return None,
    })
}

fn has_limit(component: &Component, kind: LimitKind) -> bool {
    component.limits.iter().any(|limit| limit.kind == kind)
}

/// Is it a pool that says the most that one member gets?
const fn has_most(component: &Component) -> bool {
    matches!(&component.pay, Pay::Pool(pool) if pool.most.is_some())
}

/// Is each transaction or group paid by itself?
fn is_each(component: &Component) -> bool {
    component.pay.table().is_some_and(|table| table.over != Over::Total || table.as_of != AsOf::Window)
}

/// The rows of its table, with those that hold behind a closed gate.
fn rows(component: &Component) -> impl Iterator<Item = &Row> {
    let closed = component.gate.iter().flat_map(|gate| match &gate.otherwise {
        Otherwise::Rows(rows) => rows.as_slice(),
        Otherwise::Nothing => &[],
    });
    component.pay.table().into_iter().flat_map(|table| &table.rows).chain(closed)
}
