//! `D040`: a value that the look-up table does not have.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `value` of column `column`, at `place`, does not stand in `file`; `nearest` is the most similar key that does.
#[must_use]
pub fn not_found(place: Span, column: &str, value: &str, file: &str, nearest: Option<&str>) -> Diagnostic {
    let help = match nearest {
        Some(nearest) => both!(
            "did you mean `{nearest}`? If so, write `aliases: {{ {value}: {nearest} }}` for the column",
            "是不是 `{nearest}`？如果是，请为该列写 `aliases: {{ {value}: {nearest} }}`"
        ),
        None => both!(
            "add it to `{file}`, or write `missing: empty` if it may be missing there",
            "请把它加入 `{file}`；如果允许缺少，请写 `missing: empty`"
        ),
    };
    Diagnostic::error(
        "D040",
        both!(
            "`{value}` in column `{column}` does not stand in `{file}`",
            "列 `{column}` 中的 `{value}` 不在 `{file}` 里"
        ),
        place,
        both!("not found there", "找不到"),
    )
    .with_help(help)
}

/// `value` of column `column`, at `place`, stands in `file` in rows that were set aside.
#[must_use]
pub fn set_aside(place: Span, column: &str, value: &str, file: &str) -> Diagnostic {
    Diagnostic::error(
        "D040",
        both!(
            "`{value}` in column `{column}` stands in `{file}` only where rows are broken",
            "列 `{column}` 中的 `{value}` 在 `{file}` 里只有损坏的行"
        ),
        place,
        both!("no row there answers it", "没有可用的行"),
    )
    .with_help(both!("mend its row in `{file}`, which is named as well", "请改正 `{file}` 中它的行，检查也会列出该行"))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D040",
    title: ["not in the look-up table", "对照表中没有"],
    what: [
        "A look-up takes further columns from another file, such as the series of a product. This value has no row there, or none that can be used.",
        "对照表从另一个文件取得更多列，例如产品的系列。该值在其中没有对应的行，或没有可用的行。",
    ],
    example: "id,product\nT1,GTXPro",
    mend: [
        "Correct the value, give it an alias (`aliases: { GTXPro: GTX Pro }`), add it to the other file, or write `missing: empty`.",
        "改正该值，写别名（`aliases: { GTXPro: GTX Pro }`），把它加入另一个文件，或写 `missing: empty`。",
    ],
};
