//! What lines are called beside their component, by their kind.

use attain_engine::outcome::LineKind;
use attain_rules::both;
use attain_rules::text::Text;

/// The title of a line of the component called `title`.
pub fn titled(kind: LineKind, title: &Text) -> Text {
    match kind {
        LineKind::Earning | LineKind::Draw => title.clone(),
        LineKind::Guarantee => both!("{title}, guarantee", "{title}（保底）"; title),
        LineKind::Recovery => both!("{title}, recovery", "{title}（收回）"; title),
        LineKind::Deferral => both!("{title}, deferred", "{title}（递延）"; title),
        LineKind::Release => both!("{title}, released", "{title}（释放）"; title),
        LineKind::Cash => both!("{title}, paid as money", "{title}（折成金额）"; title),
        LineKind::Clawback => both!("{title}, clawback", "{title}（追回）"; title),
        LineKind::Adjustment => both!("{title}, adjustment", "{title}（调整）"; title),
        LineKind::Difference => both!("{title}, difference", "{title}（差额）"; title),
    }
}
