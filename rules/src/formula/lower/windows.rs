//! Windows: `year_to_date`, `rolling(3)`, `previous(quarter)`.

use rhai::Expr;

use super::Lowering;
use crate::diagnostics::f;
use crate::formula::expression::{Reach, Window};
use crate::formula::token::Kind as TokenKind;
use crate::nearest::nearest;
use crate::period::PeriodLength;

/// The words that are windows.
pub(super) const WINDOW_WORDS: &[(&str, Reach)] = &[
    ("month", Reach::Whole(PeriodLength::Month)),
    ("quarter", Reach::Whole(PeriodLength::Quarter)),
    ("half", Reach::Whole(PeriodLength::Half)),
    ("year", Reach::Whole(PeriodLength::Year)),
    ("quarter_to_date", Reach::ToDate(PeriodLength::Quarter)),
    ("half_to_date", Reach::ToDate(PeriodLength::Half)),
    ("year_to_date", Reach::ToDate(PeriodLength::Year)),
    ("plan_to_date", Reach::PlanToDate),
    ("period", Reach::Period),
];

/// Most periods that `rolling` and `previous` reach back.
const MOST_BACK: i128 = 1_000;

impl Lowering<'_> {
    /// The window that an argument stands for; the component's own stretch when there is none. `None` after saying what
    /// is wrong.
    pub(super) fn window(&mut self, argument: Option<&Expr>) -> Option<Window> {
        let Some(argument) = argument else { return Some(Window::OWN) };
        let at = self.token_at(argument.position());
        let last = if matches!(argument, Expr::FnCall(..)) { self.partner(at.saturating_add(1)) } else { at };
        let span = self.span(at, last);
        let Some(period) = self.scope.period else {
            self.out.push(f::f021::no_windows(span));
            return None;
        };
        let window = self.reach(argument)?;
        if let Reach::Whole(length) = window.reach
            && window.back == 0
            && length > period
        {
            self.out.push(f::f020::reaches_past(span, length, period));
            return None;
        }
        Some(window)
    }

    fn reach(&mut self, argument: &Expr) -> Option<Window> {
        let at = self.token_at(argument.position());
        let is_name = matches!(self.tokens.get(at).map(|token| &token.kind), Some(TokenKind::Name));
        let name = self.name_of(at).to_owned();
        match argument {
            Expr::Variable(..) if is_name => {
                if let Some((_, reach)) = WINDOW_WORDS.iter().find(|(word, _)| *word == name) {
                    return Some(Window { reach: *reach, back: 0 });
                }
            }
            Expr::FnCall(call, _) if name == "rolling" => {
                let [count] = call.args.as_slice() else { return self.no_window(at, &name) };
                let periods = self.count(count)?;
                return Some(Window { reach: Reach::Rolling(periods), back: 0 });
            }
            Expr::FnCall(call, _) if name == "previous" => {
                let (inner, count) = match call.args.as_slice() {
                    [inner] => (inner, None),
                    [inner, count] => (inner, Some(count)),
                    _ => return self.no_window(at, &name),
                };
                let window = self.reach(inner)?;
                let back = count.map_or(Some(1), |count| self.count(count))?;
                if window.reach == Reach::PlanToDate {
                    let span = self.span(at, self.partner(at.saturating_add(1)));
                    self.out.push(f::f021::not_shifted(span));
                    return None;
                }
                return Some(Window { back: window.back.saturating_add(back), ..window });
            }
            _ => {}
        }
        self.no_window(at, &name)
    }

    fn no_window<T>(&mut self, at: usize, name: &str) -> Option<T> {
        let words =
            WINDOW_WORDS.iter().map(|(word, _)| *word).chain(["previous", "rolling"]).filter(|word| *word != name);
        let near = nearest(name, words);
        let span = self.span(at, at);
        self.out.push(f::f021::no_window(span, name, near));
        None
    }

    /// A count of periods: a whole literal from 1 on.
    fn count(&mut self, argument: &Expr) -> Option<u16> {
        let at = self.token_at(argument.position());
        let value = match (argument, self.tokens.get(at).map(|token| &token.kind)) {
            (Expr::Variable(..), Some(TokenKind::Number { value, percent: false })) => value.to_whole(),
            _ => None,
        };
        let count = value.filter(|count| (1..=MOST_BACK).contains(count)).and_then(|count| u16::try_from(count).ok());
        if count.is_none() {
            let span = self.span(at, at);
            self.out.push(f::f018::no_count(span, MOST_BACK));
        }
        count
    }
}
