//! `D023`: a cell that is neither yes nor no.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The cell at `place`, in column `column`, says `text`, which is neither yes nor no.
#[must_use]
pub fn not_yes_or_no(place: Span, column: &str, text: &str) -> Diagnostic {
    Diagnostic::error(
        "D023",
        both!(
            "`{text}` in column `{column}` is neither yes nor no",
            "列 `{column}` 中的 `{text}` 既不是“是”也不是“否”"
        ),
        place,
        both!("neither yes nor no", "不是“是”或“否”"),
    )
    .of_kind(column)
    .with_help(both!(
        "write `yes` or `no` (also `true`/`false`, `1`/`0`, `是`/`否`), or give `aliases` for the words of this column",
        "请写 `yes` 或 `no`（也可写 `true`/`false`、`1`/`0`、`是`/`否`），或为该列的用词写 `aliases`"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D023",
    title: ["neither yes nor no", "不是“是”或“否”"],
    what: [
        "The column holds yes or no. `yes`, `no`, `true`, `false`, `y`, `n`, `1`, `0`, `是` and `否` are understood.",
        "该列只有“是”或“否”。可识别 `yes`、`no`、`true`、`false`、`y`、`n`、`1`、`0`、`是`、`否`。",
    ],
    example: "id,strategic\nT1,maybe",
    mend: [
        "Write one of these words, or map others: `aliases: { X: yes }`.",
        "请写其中一个词，或映射其他词：`aliases: { X: yes }`。",
    ],
};
