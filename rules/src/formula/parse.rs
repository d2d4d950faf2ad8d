//! From [`Token`]s to Rhai's syntax tree, and back from Rhai's positions to tokens.
//!
//! Rhai reads a text that is made from the tokens, in one line: every number, text and name becomes the identifier `v`, so
//! that its words, its number formats and its strings cannot get in the way; the token at a position says what it was.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rhai::{AST, Engine, OptimizationLevel, ParseErrorType, Position};

use super::FormulaText;
use super::expression::Arithmetic;
use super::text::is_currency;
use super::token::{Kind, Operator, Token, Word};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostics::f;

/// Most levels of Rhai's syntax tree; every operation in a row is one.
const MAX_DEPTH: usize = 100;

/// Which token stands in which column of what Rhai read.
pub(super) struct Places(BTreeMap<usize, usize>);

impl Places {
    /// The token that starts at `position`.
    pub fn token(&self, position: Position) -> Option<usize> {
        self.0.get(&position.position()?).copied()
    }
}

/// A parser without functions, with limits of its own, that leaves what it reads as it is.
static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let mut engine = Engine::new_raw();
    engine.set_optimization_level(OptimizationLevel::None);
    engine.set_allow_anonymous_fn(false);
    engine.set_allow_looping(false);
    engine.set_allow_loop_expressions(false);
    engine.set_allow_switch_expression(false);
    engine.set_max_expr_depths(MAX_DEPTH, MAX_DEPTH);
    engine.set_max_variables(1_000);
    engine.set_max_functions(1);
    engine.set_max_array_size(2_000);
    engine.set_max_map_size(1);
    engine.set_max_operations(1);
    engine.set_max_call_levels(1);
    engine
});

/// Parses `tokens`, which were cut out of `text`.
pub(super) fn parse(text: &FormulaText, tokens: &[Token], out: &mut Diagnostics) -> Option<(AST, Places)> {
    if tokens.is_empty() {
        out.push(f::f001::empty(text.span));
        return None;
    }
    let (rhai, places) = write(tokens);
    match ENGINE.compile(&rhai) {
        Ok(tree) => Some((tree, places)),
        Err(error) => {
            out.push(explain(text, tokens, &places, error.err_type(), error.position()));
            None
        }
    }
}

/// The text for Rhai: all tokens, with blanks in between.
fn write(tokens: &[Token]) -> (String, Places) {
    let mut rhai = String::new();
    let mut places = BTreeMap::new();
    for (index, token) in tokens.iter().enumerate() {
        // Columns count from 1 and every token is ASCII.
        places.insert(rhai.len().saturating_add(1), index);
        rhai.push_str(spelling(&token.kind));
        rhai.push(' ');
    }
    (rhai, Places(places))
}

/// What Rhai sees of a token.
fn spelling(kind: &Kind) -> &'static str {
    match kind {
        Kind::Number { .. } | Kind::Text(_) | Kind::Name => "v",
        Kind::Word(word) => word.text(),
        Kind::Operator(operator) => operator.text(),
        Kind::Open(bracket) => bracket.open(),
        Kind::Close(bracket) => bracket.close(),
        Kind::Comma => ",",
        Kind::Semicolon => ";",
        Kind::Assign => "=",
    }
}

/// Says in our words what Rhai stumbled over.
fn explain(
    text: &FormulaText,
    tokens: &[Token],
    places: &Places,
    error: &ParseErrorType,
    position: Position,
) -> Diagnostic {
    let written = |token: &Token| text.text.get(token.start..token.end).unwrap_or_default();
    if let Some(word) = word_as_value(tokens, places.token(position)) {
        return f::f001::word_as_value(text.span_of(word.start, word.end), written(word));
    }
    let Some((index, token)) = places.token(position).and_then(|index| Some((index, tokens.get(index)?))) else {
        let (start, end) = tokens.last().map_or((0, text.text.len()), |token| (token.start, token.end));
        let last = text.text.get(start..end).unwrap_or_default();
        return match error {
            ParseErrorType::ExprTooDeep => f::f009::too_deep(text.span),
            ParseErrorType::MissingToken(token, _) if token == "{" => {
                f::f001::no_block_behind(text.span_of(start, end), last)
            }
            _ => f::f001::ends_early(text.span_of(start, end), last),
        };
    };
    let span = text.span_of(token.start, token.end);
    let before = index.checked_sub(1).and_then(|index| tokens.get(index));
    match error {
        ParseErrorType::ExprTooDeep => f::f009::too_deep(span),
        ParseErrorType::MissingToken(missing, _) if missing == "{" => f::f001::no_block(span, written(token)),
        _ if let Some(found) = decimal_comma(text, tokens, index) => found,
        _ => match before {
            Some(left) if matches!((&left.kind, &token.kind), (Kind::Open(a), Kind::Close(b)) if a == b) => {
                f::f001::empty(text.span_of(left.start, token.end))
            }
            Some(Token { kind: Kind::Number { percent: true, .. }, start, end, .. }) if starts_value(&token.kind) => {
                let percent = text.span_of(end.saturating_sub(1).max(*start), *end);
                f::f005::modulo(percent)
            }
            Some(left) if ends_value(&left.kind) && starts_value(&token.kind) => {
                let span = text.span_of(left.start, token.end);
                let both = text.text.get(left.start..token.end).unwrap_or_default();
                match (&left.kind, &token.kind) {
                    (Kind::Number { .. }, Kind::Name) if is_currency(written(token)) => {
                        f::f001::with_currency(span, both, written(left), written(token))
                    }
                    (Kind::Name, Kind::Number { .. }) if is_currency(written(left)) => {
                        f::f001::with_currency(span, both, written(token), written(left))
                    }
                    _ => f::f001::no_operator(span, written(left), written(token)),
                }
            }
            Some(left @ Token { kind: Kind::Operator(_), .. })
                if matches!(token.kind, Kind::Close(_) | Kind::Comma) =>
            {
                f::f001::ends_early(text.span_of(left.start, left.end), written(left))
            }
            _ => f::f001::unexpected(span, written(token)),
        },
    }
}

/// The word that stands for a value where the parser stumbled, at token `at` or at the end: it opens a formula, a list or the
/// side of an operator, and is followed by what follows a value.
fn word_as_value(tokens: &[Token], at: Option<usize>) -> Option<&Token> {
    let is_value = |place: &usize| {
        let before = place.checked_sub(1).and_then(|before| tokens.get(before));
        let opens = |token: &Token| matches!(token.kind, Kind::Operator(_) | Kind::Open(_) | Kind::Comma);
        let word = tokens.get(*place).map(|token| &token.kind);
        matches!(word, Some(Kind::Word(Word::If | Word::Else | Word::Let | Word::In))) && before.is_none_or(opens)
    };
    let follows_value = |place: usize| match tokens.get(place).map(|token| &token.kind) {
        // A minus may also begin the condition of an `if`.
        Some(Kind::Operator(sign)) => !matches!(sign, Operator::Not | Operator::Arithmetic(Arithmetic::Subtract)),
        Some(Kind::Close(_) | Kind::Comma | Kind::Word(Word::In)) => true,
        _ => false,
    };
    let Some(at) = at else { return tokens.get(tokens.len().checked_sub(1).filter(is_value)?) };
    let before = at.checked_sub(1).filter(|before| is_value(before) && follows_value(at));
    tokens.get(before.or(Some(at).filter(is_value))?)
}

/// `4,5` without blanks, where Rhai stumbled over the comma at `index`.
fn decimal_comma(text: &FormulaText, tokens: &[Token], index: usize) -> Option<Diagnostic> {
    let [left, comma, right] = tokens.get(index.checked_sub(1)?..index.saturating_add(2))? else { return None };
    let numbers = matches!(
        (&left.kind, &comma.kind, &right.kind),
        (Kind::Number { percent: false, .. }, Kind::Comma, Kind::Number { .. })
    );
    if !numbers || left.end != comma.start || comma.end != right.start {
        return None;
    }
    let written = |token: &Token| text.text.get(token.start..token.end);
    let (whole, digits) = (written(left)?, written(right)?);
    let span = text.span_of(left.start, right.end);
    (!whole.contains('.') && !digits.contains('.')).then(|| {
        f::f001::decimal_comma(
            span,
            text.text.get(left.start..right.end).unwrap_or(whole),
            &format!("{whole}.{digits}"),
        )
    })
}

fn starts_value(kind: &Kind) -> bool {
    matches!(kind, Kind::Number { .. } | Kind::Text(_) | Kind::Name | Kind::Open(_))
}

fn ends_value(kind: &Kind) -> bool {
    matches!(kind, Kind::Number { .. } | Kind::Text(_) | Kind::Name | Kind::Close(_))
}
