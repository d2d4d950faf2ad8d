//! When something earned is paid, as plans write it.

use crate::company::{Due, Leftover, Parts, Plan, When};
use crate::exact::{text, whole};

use super::{condition_text, line};

pub(super) fn due_yaml(out: &mut String, due: &Due, plan: &Plan) {
    line(out, format_args!("    due:"));
    let plain = due.leftover == Leftover::Largest;
    let parts = match &due.parts {
        Parts::Instalments(count, every, cliff) => {
            line(out, format_args!("      instalments: {count}\n      every: {}", every.word()));
            if *cliff > 0 {
                line(out, format_args!("      cliff: {}", time(*cliff)));
            }
            &[][..]
        }
        Parts::List(parts) => parts,
    };
    let plain = plain && due.leavers.is_none() && due.clawback.is_none();
    if !parts.is_empty() && !plain {
        line(out, format_args!("      parts:"));
    }
    for part in parts {
        let share = part.share.as_ref().map_or_else(|| "rest".to_owned(), |s| format!("{}%", text(&(s * whole(100)))));
        let until = part.until.map_or_else(String::new, |until| format!(", until: {}", when(until)));
        let after = match part.after {
            When::Months(0) => String::new(),
            When::On(day) => format!(", on: {}", day.text()),
            after => format!(", after: {}", when(after)),
        };
        let holds = part.holds.as_ref().map(|holds| format!(", if: '{}'", condition_text(holds, plan)));
        line(out, format_args!("        - {{ share: {share}{after}{until}{} }}", holds.unwrap_or_default()));
    }
    if due.leftover != Leftover::Largest {
        line(out, format_args!("      leftover: {}", due.leftover.word()));
    }
    if let Some(leavers) = &due.leavers {
        line(out, format_args!("      leavers:"));
        for (reason, rule) in &leavers.by_reason {
            line(out, format_args!("        {reason}: {}", rule.word()));
        }
        line(out, format_args!("        else: {}", leavers.otherwise.word()));
    }
    if let Some(clawback) = &due.clawback {
        line(out, format_args!("      clawback:\n        within: {}\n        leavers:", time(clawback.within)));
        for (reason, rule) in &clawback.by_reason {
            line(out, format_args!("          {reason}: {}", rule.word()));
        }
        line(out, format_args!("          else: {}", clawback.otherwise.word()));
    }
}

/// A time or a day.
fn when(when: When) -> String {
    match when {
        When::Months(months) => time(months),
        When::Days(1) => "1 day".to_owned(),
        When::Days(days) => format!("{days} days"),
        When::On(day) => day.text(),
    }
}

/// Months, or whole quarters or years.
fn time(months: i32) -> String {
    match months {
        12 | 24 => format!("{} years", months / 12),
        3 | 9 => format!("{} quarters", months / 3),
        other => format!("{other} months"),
    }
}
