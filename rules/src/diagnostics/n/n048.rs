//! N048: expectation of a test that holds whatever is paid.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What stands under `name`, at `span`, expects nothing.
#[must_use]
pub fn empty(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "N048",
        both!("`{name}` expects nothing, so that it can never fail", "`{name}` 没有任何预期，永远不会失败"),
        span,
        both!("nothing is expected here", "这里没有任何预期"),
    )
    .with_help(both!(
        "write what must come out, such as `payable: 35000.00` under `expect` or `commission: 35000.00` under `lines`",
        "请写必须得出什么，如 `expect` 下的 `payable: 35000.00` 或 `lines` 下的 `commission: 35000.00`"
    ))
}

/// `name` is expected beside an error, at `error`: of a run that fails there is no figure.
#[must_use]
pub fn beside_error(span: Span, name: &str, error: Span) -> Diagnostic {
    Diagnostic::error(
        "N048",
        both!("`{name}` is expected of a run that must fail, which gives no figure", "运行必须失败，不会得出 `{name}`"),
        span,
        both!("this is never compared", "这里永远不会比较"),
    )
    .with_label(error, both!("the run must fail", "运行必须失败"))
    .with_help(both!(
        "leave `error` or `{name}` out, or make two tests of them",
        "请去掉 `error` 或 `{name}`，或分成两个测试"
    ))
}

/// The formula `text` reads nothing: it gives the same whatever the plans and the data are.
#[must_use]
pub fn constant(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error(
        "N048",
        both!(
            "`{text}` reads nothing, so that it gives the same whatever is paid",
            "`{text}` 不读取任何内容，无论支付多少结果都一样"
        ),
        span,
        both!("always the same", "永远相同"),
    )
    .with_help(both!(
        "name what the calculation gives, such as a measure or `payable`",
        "请写计算得出的内容，如某个指标或 `payable`"
    ))
}

/// The formula `text` comes to `value` whatever the figures in it are.
#[must_use]
pub fn always(span: Span, text: &str, value: &str) -> Diagnostic {
    Diagnostic::error(
        "N048",
        both!("`{text}` is always `{value}`, whatever is paid", "无论支付多少，`{text}` 都是 `{value}`"),
        span,
        both!("what it reads makes no difference", "其中读取的内容不影响结果"),
    )
    .with_help(both!(
        "expect the figure itself, or compare it with what it must be",
        "请直接写该数值的预期，或与它应有的值比较"
    ))
}

/// The formula `text` reads the period of the test alone.
#[must_use]
pub fn calendar(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error(
        "N048",
        both!(
            "`{text}` reads the period of the test alone, so that it gives the same whatever is paid",
            "`{text}` 只读取测试的期间，无论支付多少结果都一样"
        ),
        span,
        both!("settled by `period`", "由 `period` 决定"),
    )
    .with_help(both!(
        "name what the calculation gives, such as a measure or `payable`; of a component, whose period the plan says, write `{text} of COMPONENT`",
        "请写计算得出的内容，如某个指标或 `payable`；若指组成部分（其期间由方案规定），请写 `{text} of 组成部分`"
    ))
}

/// What `attain help N048` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "N048",
    title: ["expectation that holds whatever is paid", "无论支付多少都成立的预期"],
    what: [
        "A test in tests/*.yaml expects nothing at all, expects figures of a run that must fail, or expects a formula that reads no data or gives the same whatever the figures in it are, as `bookings - bookings` and `period` do. It would pass whatever the plan pays.",
        "tests/*.yaml 里的测试没有任何预期，或对必须失败的运行预期数值，或预期一个不读取任何数据、或无论其中数值多少结果都一样的公式，如 `bookings - bookings` 和 `period`。无论方案支付多少，它都会通过。",
    ],
    example: "- test: at quota\n  participant: E1007\n  period: 2026-Q1\n  expect: { lines: {} }\n",
    mend: [
        "Write the figures that must come out; expect an error in a test of its own.",
        "写出必须得出的数值；把预期的错误写成单独的测试。",
    ],
};
