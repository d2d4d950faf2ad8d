//! What other lines are called in a statement, by their ids.

use attain_engine::outcome::LineKind;
use attain_engine::trace::{Fact, Role, words};
use attain_rules::both;
use attain_rules::text::Text;

/// Another line by its period: whose it is, and of which component, is plain where it is shown.
pub(super) fn line_label(fact: &Fact) -> Text {
    let (Role::OtherLine { line } | Role::OtherPay { line } | Role::OtherCarried { line }) = &fact.role else {
        return words::role(&fact.role);
    };
    let period = line.split('/').next().unwrap_or_default();
    // Behind the kind stands the period in which the line is paid, where that is another one.
    match line.rsplit('/').take(2).find_map(LineKind::of_word) {
        Some(LineKind::Guarantee) => both!("guarantee of {period}", "{period} 的保底"),
        Some(LineKind::Deferral) => both!("deferred of {period}", "{period} 的递延"),
        Some(LineKind::Release) => both!("released of {period}", "{period} 的释放"),
        Some(LineKind::Clawback) => both!("clawback of {period}", "{period} 的追回"),
        Some(LineKind::Recovery) => both!("recovery of {period}", "{period} 的收回"),
        _ if matches!(fact.role, Role::OtherCarried { .. }) => {
            both!("cut in {period}, less what it paid", "{period} 的限额削减，减去已补付")
        }
        _ if matches!(fact.role, Role::OtherPay { .. }) => {
            both!("line of {period} before limits", "{period} 的收入行，限额前")
        }
        _ => both!("line of {period}", "{period} 的收入行"),
    }
}

/// What was posted for a closed period, by the line's id: its own line, or what was paid for it later.
pub(super) fn posted_label(line: &str) -> Text {
    let mut parts = line.rsplit('/');
    let (last, before) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    if before == LineKind::Difference.word() {
        both!("difference paid in {last}", "已在 {last} 支付的差额")
    } else if before == LineKind::Adjustment.word() {
        both!("adjustment paid in {last}", "已在 {last} 支付的调整")
    } else if last == LineKind::Adjustment.word() {
        both!("sealed, by hand", "已封存（手工）")
    } else {
        both!("sealed", "已封存")
    }
}

/// A line of a closed period as it is now, by its id: what is computed, or what was paid by hand with the period.
pub(super) fn recomputed_label(line: &str) -> Text {
    match line.rsplit('/').next() {
        Some(last) if last == LineKind::Adjustment.word() => both!("paid by hand", "手工支付"),
        _ => both!("computed now", "重新计算"),
    }
}
