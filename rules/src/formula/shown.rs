//! [`Shown`]: how messages show a part of a formula.

use super::expression::{Type, Unit};
use crate::both;
use crate::source::Span;
use crate::text::Text;

/// A part of a formula as messages show it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Where it stands.
    pub span: Span,
    /// As it is written; shortened when long.
    pub written: String,
    /// Its type, when it has one.
    pub of: Option<Type>,
    /// Its type in words.
    pub kind: Text,
    /// The column or attribute that it is, where it is one that is read as text until attain.yaml says its type.
    pub untyped: Option<String>,
}

impl Shown {
    /// How the column gets the type `kind`; nothing where its type is no question.
    pub(crate) fn typed(&self, kind: Type) -> Option<Text> {
        let (word, holds) = match kind {
            Type::Number(Unit::Literal) => (
                "money",
                both!(
                    "amounts (of other numbers the type is `number`, `percent` or `count`)",
                    "金额（其他数字的类型为 `number`、`percent` 或 `count`）"
                ),
            ),
            Type::Number(Unit::Money) => ("money", both!("amounts", "金额")),
            Type::Number(Unit::Ratio) => ("percent", both!("percentages", "百分比")),
            Type::Number(Unit::Count | Unit::Days) => ("count", both!("counts", "数量")),
            Type::Number(Unit::Points) => ("points", both!("points", "积分")),
            Type::YesNo => ("yes_no", both!("yes and no", "是和否")),
            Type::Date => ("date", both!("days", "日期")),
            Type::Text => return None,
        };
        let column = self.untyped.as_ref()?;
        Some(both!(
            "`{column}` is read as text; if it holds {holds}, say so under `columns` in attain.yaml: `{column}: {{ column: ..., type: {word} }}`",
            "`{column}` 按文本读取；如果其中是{holds}，请在 attain.yaml 的 `columns` 下写明：`{column}: {{ column: ..., type: {word} }}`"; holds
        ))
    }
}
