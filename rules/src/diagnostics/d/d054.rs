//! `D054`: two spellings of what makes a group.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The cell at `place` in `column`, by which a plan makes groups, says `text`; line `line` of `file` says `other`, which differs
/// in case, width or blanks alone.
#[must_use]
pub fn other_spelling(place: Span, column: &str, text: &str, (other, file, line): (&str, &str, u32)) -> Diagnostic {
    let message = both!(
        "`{column}` is spelled in two ways: `{other}` and `{text}`",
        "`{column}` 有两种写法：`{other}` 和 `{text}`"
    );
    let label = both!("`{other}` in line {line} of `{file}`", "`{file}` 第 {line} 行是 `{other}`");
    Diagnostic::warning("D054", message, place, label).with_help(both!(
        "write it in one way, or list the other under `aliases` of the column in attain.yaml: as it stands, these are two groups",
        "请统一写法，或在 attain.yaml 中该列的 `aliases` 下列出另一种：现在这样是两个小组"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D054",
    title: ["two spellings of a group", "小组名称的两种写法"],
    what: [
        "A plan makes groups by this attribute (`group` or `entrants`), and two of its values differ only in big and small letters, in full-width signs or in blanks. Groups are made of those whose text is exactly the same.",
        "方案按这个属性分组（`group` 或 `entrants`），而它的两个值只在大小写、全角半角或空格上不同。只有文字完全相同的人才在同一组。",
    ],
    example: "participant,plan,team\nE1,sales,Team A\nE2,sales,team a",
    mend: [
        "Write it in one way in all rows, or give the column `aliases: { team a: Team A }` in attain.yaml.",
        "在所有行中统一写法，或在 attain.yaml 中为该列写 `aliases: { team a: Team A }`。",
    ],
};
