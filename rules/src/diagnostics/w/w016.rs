//! W016: text that no row has, and nearly one that rows have.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// What the rows have in the column with which a text is compared.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    /// The column.
    pub name: &'a str,
    /// The one of its values that is nearest to the text.
    pub near: &'a str,
    /// The first of its values.
    pub first: &'a [&'a str],
    /// How many there are beside these.
    pub more: usize,
}

/// The formula at `span` compares `column` with `text`, which none of its rows has.
#[must_use]
pub fn nobody_has(span: Span, text: &str, column: Column<'_>) -> Diagnostic {
    let Column { name, near, first, more } = column;
    let message = both!("no row has `{text}` in `{name}`", "没有任何行的 `{name}` 是 `{text}`");
    let label = both!("equal to nothing that the data have", "与数据中的任何值都不相等");
    let listed = |comma: &str| first.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(comma);
    let rows = Text { en: listed(", "), zh: listed("、") };
    let all = more.saturating_add(first.len());
    let others = if more > 0 { both!(" and {more} more", " 等 {all} 种") } else { Text::default() };
    let help = both!(
        "did you mean `{near}`? The rows have {rows}{others}; what is still to come may stay as it is",
        "是否想写 `{near}`？数据中有 {rows}{others}；以后才会出现的值可保持不变"; rows, others
    );
    Diagnostic::warning("W016", message, span, label).with_help(help)
}

/// What `attain help W016` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "W016",
    title: ["text that no row has", "没有任何行使用的文本"],
    what: [
        "A formula of a plan, or the `keep` of a table, compares a column with a text that none of its rows has, while rows have one that is nearly the same: most likely it is misspelt, and what it should let in is left out. A text that is near to nothing is taken for one that is still to come; so is one that differs in numbers or single letters alone (`Q3` beside `Q2`), and nothing is said of columns with very many values.",
        "方案的公式或数据表的 `keep` 把某一列与一个文本比较，数据中没有任何行是该文本，却有写法几乎相同的值：很可能写错了，本应计入的会被漏掉。与任何值都不相近的文本视为以后才会出现；只在数字或单个字母上不同的（有 `Q2` 而写 `Q3`）也是如此；值非常多的列不作检查。",
    ],
    example: "where: type in [\"new\", \"expantion\"]   # and the rows say expansion",
    mend: [
        "Write the value as the data have it, in the same case; or let `aliases` of the column in attain.yaml translate what the data say.",
        "按数据中的写法填写该值，大小写须一致；或在 attain.yaml 中用该列的 `aliases` 转换数据中的写法。",
    ],
};
