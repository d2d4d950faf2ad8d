//! [`reads_as_formula`]: was a formula written where a name is wanted?

use super::expression::Arithmetic;
use super::token::{Bracket, Kind, Operator, Token};
use super::{FormulaText, parse, scan};
use crate::diagnostic::Diagnostics;
use crate::source::Span;

/// Does `text`, which stands where a name from the data is wanted, compute something? Such names may be anything people call
/// their figures: `new-business`, `H1/2026`, `Sales (EMEA)` are names.
pub(crate) fn reads_as_formula(text: &str) -> bool {
    if is_one_word(text) {
        return false;
    }
    let text = FormulaText::plain(text, Span::default());
    let mut wrong = Diagnostics::default();
    let scanned = scan::scan(&text, &|_| false, &mut wrong);
    let is_formula = scanned.readable && parse::parse(&text, &scanned.tokens, &mut wrong).is_some();
    is_formula && scanned.tokens.windows(2).any(calls) | scanned.tokens.iter().any(computes)
}

/// Letters, digits and the signs that join words, a letter first.
fn is_one_word(text: &str) -> bool {
    let joins = |c: char| c.is_alphanumeric() || ['_', '-', '/', '.', '&'].contains(&c);
    text.starts_with(char::is_alphabetic) && text.chars().all(joins)
}

/// Does a token stand in formulas alone? Signs that join words stand in names, too.
fn computes(token: &Token) -> bool {
    match token.kind {
        Kind::Operator(Operator::Arithmetic(sign)) => !matches!(sign, Arithmetic::Subtract | Arithmetic::Divide),
        Kind::Number { .. } | Kind::Text(_) | Kind::Word(_) | Kind::Operator(_) | Kind::Assign => true,
        _ => false,
    }
}

/// A name with a bracket right behind it.
fn calls(pair: &[Token]) -> bool {
    let [name, bracket] = pair else { return false };
    matches!((&name.kind, &bracket.kind), (Kind::Name, Kind::Open(Bracket::Round))) && name.end == bracket.start
}

#[cfg(test)]
mod tests {
    use super::reads_as_formula;

    #[test]
    fn what_computes_is_a_formula() {
        for text in [
            "80% * attainment(sales)",
            "500000",
            "attainment(sales)",
            "sales(last_quarter)",
            "bookings + services",
            "salary * 3",
            "if region == \"EMEA\" { 1 } else { 2 }",
            "2 / 3",
        ] {
            assert!(reads_as_formula(text), "{text}");
        }
    }

    #[test]
    fn what_people_call_their_figures_is_a_name() {
        for text in ["bookings", "new-business", "H1/2026", "Sales (EMEA)", "annual quota", "年度 目标", "A - B", "R&D"]
        {
            assert!(!reads_as_formula(text), "{text}");
        }
    }
}
