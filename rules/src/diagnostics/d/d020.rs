//! `D020`: a cell that is no number.

use crate::both;
use crate::company::Schema;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// What stands there instead of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing that could be guessed.
    NotANumber,
    /// Thousands separators.
    Thousands {
        /// The number as it is read.
        plain: String,
    },
    /// A comma for the decimal point.
    Comma {
        /// The number as it is read.
        plain: String,
    },
    /// A currency sign or code.
    Currency {
        /// The number as it is read.
        plain: String,
    },
    /// Accounting's parentheses for a negative number.
    Parentheses {
        /// The number as it is read.
        plain: String,
    },
    /// 万 or 亿.
    ChineseUnit {
        /// The number as it is read.
        plain: String,
    },
    /// Blanks inside.
    Spaces {
        /// The number as it is read.
        plain: String,
    },
    /// Full-width digits, a sign behind, a bare point.
    Otherwise {
        /// The number as it is read.
        plain: String,
    },
    /// `1.5E+06`.
    Exponent,
    /// A percentage where the column is no ratio.
    Percent,
    /// A fraction where things are counted.
    NotWhole,
    /// `#N/A` and its like.
    SpreadsheetError,
}

/// Standard columns of transactions with numbers: what type they have does not stand in attain.yaml.
const STANDARD: [&str; 2] = [Schema::STANDARD[Schema::AMOUNT], Schema::STANDARD[Schema::REVISION]];

/// The cell at `place`, in column `column`, says `text`, which is no number.
#[must_use]
pub fn not_a_number(place: Span, column: &str, text: &str, trouble: &Trouble) -> Diagnostic {
    let (why, help) = trouble.words(STANDARD.contains(&column));
    let kind = format!("{column}: {}", why.en);
    Diagnostic::error(
        "D020",
        both!(
            "`{text}` in column `{column}` is not a number that is read",
            "列 `{column}` 中的 `{text}` 不是可读取的数字"
        ),
        place,
        why,
    )
    .of_kind(kind)
    .with_help(help)
}

impl Trouble {
    /// What is wrong, and what to write; the type of a column that `is_standard` cannot be another one.
    fn words(&self, is_standard: bool) -> (Text, Text) {
        let write = |plain: &str| both!("write `{plain}`", "请写 `{plain}`");
        match self {
            Self::NotANumber => (
                both!("not a number", "不是数字"),
                both!(
                    "write digits with a point, such as `-1234.50`; leave the cell empty when there is no value",
                    "请写数字和小数点，如 `-1234.50`；没有值时留空"
                ),
            ),
            Self::Thousands { plain } => (both!("thousands separators", "千位分隔符"), write(plain)),
            Self::Comma { plain } => (both!("a comma for the decimal point", "用逗号作小数点"), write(plain)),
            Self::Currency { plain } => (
                both!("a currency sign", "货币符号"),
                both!(
                    "write `{plain}`; amounts are in the company's currency, and transactions say another one in their column `currency`",
                    "请写 `{plain}`；金额按公司币种计，交易若是其他币种，写在 `currency` 列"
                ),
            ),
            Self::Parentheses { plain } => (both!("parentheses for a negative number", "用括号表示负数"), write(plain)),
            Self::ChineseUnit { plain } => (both!("a unit of ten thousands", "万、亿单位"), write(plain)),
            Self::Spaces { plain } => (both!("blanks inside the number", "数字中有空格"), write(plain)),
            Self::Otherwise { plain } => (both!("not the plain notation", "不是普通写法"), write(plain)),
            Self::Exponent => (
                both!("exponent notation", "科学记数法"),
                both!(
                    "write all digits; a spreadsheet that shows `1.5E+06` may already have lost some: export the column as a number or as text",
                    "请写出全部数字；表格显示 `1.5E+06` 时可能已丢失位数，请把该列按数字或文本格式导出"
                ),
            ),
            Self::Percent if is_standard => (
                both!("a percentage", "百分比"),
                both!("this column holds no ratios: write the amount", "这一列不是比率：请写数额"),
            ),
            Self::Percent => (
                both!("a percentage", "百分比"),
                both!(
                    "this column holds no ratios: write the amount, or map the column with `type: percent`",
                    "这一列不是比率：请写数额，或在映射中写 `type: percent`"
                ),
            ),
            Self::NotWhole if is_standard => {
                (both!("not a whole number", "不是整数"), both!("write a whole number", "请写整数"))
            }
            Self::NotWhole => (
                both!("not a whole number", "不是整数"),
                both!(
                    "write a whole number, or map the column with `type: number`",
                    "请写整数，或在映射中写 `type: number`"
                ),
            ),
            Self::SpreadsheetError => (
                both!("a spreadsheet's error", "表格公式错误"),
                both!("mend the formula in the spreadsheet and export again", "请在表格中改正公式后重新导出"),
            ),
        }
    }
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D020",
    title: ["not a number", "不是数字"],
    what: [
        "Numbers in data files stand in plain notation: an optional minus sign, digits, a point. Ratios may carry a `%`. Thousands separators, currency signs, parentheses, exponents and 万 mean different things in different places, so they are recognised and explained but never guessed.",
        "数据文件中的数字用普通写法：可有负号，数字，小数点。比率可带 `%`。千位分隔符、货币符号、括号、科学记数法和“万”在不同场合含义不同，因此只识别并说明，不作猜测。",
    ],
    example: "id,amount\nT1,\"1,234.50\"",
    mend: [
        "Write `1234.50`. In Excel: format the column as a number without thousands separators before saving as CSV.",
        "请写 `1234.50`。Excel：先把该列设为不带千位分隔符的数值格式，再存为 CSV。",
    ],
};
