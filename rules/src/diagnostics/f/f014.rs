//! F014: formulas that give something else than their place needs.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::formula::Shown;
use crate::formula::expression::Type;
use crate::text::Text;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F014",
    title: ["formula of the wrong type or unit", "公式的类型或单位不对"],
    what: [
        "Each setting needs a value of a certain kind: a rate is a ratio, a cap is money, a gate is a condition. A plain number without `%` fits every unit; `80%` is a ratio.",
        "每项设置都需要某一种值：费率是比率，上限是金额，门槛是条件。不带 `%` 的数字适合任何单位；`80%` 是比率。",
    ],
    example: "cap: 80%",
    mend: [
        "Write a formula that gives what the message asks for. Columns of the data are read as text until `columns` in `attain.yaml` gives them a `type`, such as `type: money`.",
        "写出得到所需类型的公式。数据列按文本读取，除非 `attain.yaml` 的 `columns` 写明 `type`，如 `type: money`。",
    ],
};

/// The whole formula is of another type or unit than `wanted`, which is `kind` where it is one alone.
#[must_use]
pub fn misfit(part: &Shown, wanted: &Text, kind: Option<Type>) -> Diagnostic {
    let (written, found) = (&part.written, &part.kind);
    let message = both!("`{written}` is {found}, {wanted} is needed here", "`{written}` 是{found}，这里需要{wanted}"; found, wanted);
    let found = Diagnostic::error("F014", message, part.span, both!("this gives {found}", "这里得出{found}"; found));
    if let Some(help) = kind.and_then(|kind| part.typed(kind)) {
        return found.with_help(help);
    }
    if part.of == Some(Type::YesNo) {
        return found.with_help(both!(
            "a condition gives yes or no; say what holds in either case: `if {written} {{ ... }} else {{ ... }}`",
            "条件只得出是或否；请写出两种情况各取什么值：`if {written} {{ ... }} else {{ ... }}`"
        ));
    }
    found.with_help(both!(
        "write a formula that gives {wanted}; money by money is a ratio, a ratio of money is money, `money(x)` takes a number as money, and `number(x)` is x without its unit, which fits everywhere",
        "请写出得到{wanted}的公式；金额除以金额是比率，金额乘以比率是金额，`money(x)` 把数字当作金额；`number(x)` 去掉 x 的单位，适合任何地方"; wanted
    ))
}
