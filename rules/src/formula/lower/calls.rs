//! Calls of functions.

use rhai::{Expr, FnCallExpr};

use super::functions::{FUNCTIONS, SPECIAL, Shape, Signature};
use super::windows::WINDOW_WORDS;
use super::{Kind, Lowering, Part};
use crate::date::Date;
use crate::diagnostics::{f, n};
use crate::formula::expression::{Aspect, Function, Name, Node, People, Unit};
use crate::formula::token::Kind as TokenKind;
use crate::formula::units::Units;
use crate::formula::{is_name, names_in};
use crate::nearest::nearest;
use crate::rounding::Rule;

/// Most decimal places that `round` offers.
const MOST_PLACES: i128 = 28;

impl Lowering<'_> {
    /// The call of the function whose name is token `at`.
    pub(super) fn call(&mut self, call: &FnCallExpr, at: usize) -> Part {
        let last = self.partner(at.saturating_add(1));
        if !matches!(self.tokens.get(at).map(|token| &token.kind), Some(TokenKind::Name)) {
            let (span, left, right) =
                (self.span(at, last), self.written(at, at), self.written(at.saturating_add(1), at.saturating_add(1)));
            return self.wrong(at, last, f::f001::no_operator(span, &left, &right));
        }
        if call.capture_parent_scope {
            // Rhai reads `f!(x)` as a call, too.
            let bang = at.saturating_add(1);
            let (span, found) = (self.span(bang, bang), self.written(bang, bang));
            return self.wrong(at, bang, f::f001::unexpected(span, &found));
        }
        let name = self.name_of(at).to_owned();
        let Some(signature) = FUNCTIONS.iter().chain(SPECIAL).find(|function| function.name == name) else {
            return self.unknown_function(call, &name, at, last);
        };
        let count = call.args.len();
        if count < signature.fewest || count > signature.most {
            self.look_at(&call.args, signature);
            let span = self.span(at, last);
            let diagnostic = f::f017::arity(span, &name, count, signature.fewest, signature.most, signature.usage);
            return self.wrong(at, last, diagnostic);
        }
        let args = call.args.as_slice();
        match (signature.shape, args) {
            (Shape::Measure(aspect), [measure, ..]) => self.of_measure(aspect, measure, args.get(1), at, last),
            (Shape::Earned, [component, ..]) => self.earned(component, args.get(1), at, last),
            (Shape::Column, [name]) => self.named_column(name, at, last),
            (Shape::Date, [text]) => self.date(text, at, last),
            (Shape::SumOf(people), [inner]) => self.sum_of(people, inner, at, last),
            (Shape::Round, [value, places, rule]) => self.round(value, places, rule, at, last),
            (shape, args) => self.of_values(shape, args, at, last),
        }
    }

    /// Checks arguments for their own sake, when the call itself is wrong.
    fn look_at(&mut self, args: &[Expr], signature: &Signature) {
        let shape = signature.shape;
        if !matches!(
            shape,
            Shape::Measure(_) | Shape::Earned | Shape::SumOf(_) | Shape::Column | Shape::Date | Shape::Round
        ) {
            for arg in args {
                self.expression(arg);
            }
        }
    }

    fn unknown_function(&mut self, call: &FnCallExpr, name: &str, at: usize, last: usize) -> Part {
        let span = self.span(at, at);
        if matches!(name, "previous" | "rolling") {
            return self.wrong(at, last, f::f021::window_as_value(span, name));
        }
        if self.measure(name).is_some() {
            return self.wrong(at, last, n::n006::measure_called(span, name));
        }
        if self.column(name).is_some() {
            return self.wrong(at, last, n::n006::column_called(span, name));
        }
        let functions = FUNCTIONS.iter().chain(SPECIAL).map(|function| function.name);
        let diagnostic = n::n003::unknown_function(span, name, nearest(name, functions));
        for arg in &call.args {
            // Some function of that name may take a window.
            let window = self.named(arg).is_some_and(|(name, _)| WINDOW_WORDS.iter().any(|(word, _)| *word == name));
            if !window {
                self.expression(arg);
            }
        }
        self.wrong(at, last, diagnostic)
    }

    /// The name that an argument is, with its token.
    fn named(&self, argument: &Expr) -> Option<(String, usize)> {
        let at = self.token_at(argument.position());
        let is_name = matches!(self.tokens.get(at).map(|token| &token.kind), Some(TokenKind::Name));
        (is_name && matches!(argument, Expr::Variable(..))).then(|| (self.name_of(at).to_owned(), at))
    }

    /// The text that an argument is.
    fn literal_text(&self, argument: &Expr) -> Option<String> {
        match self.tokens.get(self.token_at(argument.position())).map(|token| &token.kind) {
            Some(TokenKind::Text(text)) if matches!(argument, Expr::Variable(..)) => Some(text.to_string()),
            _ => None,
        }
    }

    fn of_measure(&mut self, aspect: Aspect, argument: &Expr, window: Option<&Expr>, at: usize, last: usize) -> Part {
        let window = self.window(window);
        let Some((name, token)) = self.named(argument) else {
            let first = self.token_at(argument.position());
            let (span, written) = (self.span(first, first), self.written(first, first));
            return self.wrong(at, last, n::n002::no_measure(span, &written));
        };
        let span = self.span(token, token);
        let Some(measure) = self.measure(&name) else {
            if self.scope.member.is_some_and(|member| member.knows(&name)) {
                let diagnostic = f::f024::of_one_member(self.span(at, last), &self.written(at, last));
                return self.wrong(at, last, diagnostic);
            }
            let near = nearest(&name, self.scope.measures.iter().map(|measure| measure.name.as_str()));
            let diagnostic = n::n002::unknown_measure(span, &name, near);
            return self.wrong(at, last, diagnostic);
        };
        let known = self.scope.measures.get(measure);
        if aspect != Aspect::Total && !known.is_some_and(|measure| measure.has_quota) {
            return self.wrong(at, last, f::f022::no_quota(span, &name));
        }
        let unit = match aspect {
            Aspect::Attainment => Unit::Ratio,
            Aspect::Total | Aspect::Quota => known.map_or(Unit::Literal, |measure| measure.unit),
        };
        let Some(window) = window else { return self.unknown(at, last) };
        let node = Node::Name(Name::Measure { measure, aspect, window });
        self.part(node, Kind::of_measure(unit), at, last)
    }

    fn earned(&mut self, argument: &Expr, window: Option<&Expr>, at: usize, last: usize) -> Part {
        let window = self.window(window);
        let token = self.token_at(argument.position());
        let span = self.span(token, token);
        let name = self.named(argument).map_or_else(|| self.written(token, token), |(name, _)| name);
        let Some(component) = self.scope.components.iter().position(|component| *component == name) else {
            let near = nearest(&name, self.scope.components.iter().map(String::as_str));
            let diagnostic = n::n004::unknown_component(span, &name, near);
            return self.wrong(at, last, diagnostic);
        };
        let Some(window) = window else { return self.unknown(at, last) };
        let unit = self.scope.component_units.get(component).and_then(Option::as_deref);
        if let Some(unit) = unit {
            // A plain number is in no unit, but what it is made of is in one.
            let around = self.scope.pays_in.filter(|_| !self.in_number);
            if let Some(other) = around.or(self.unit.as_deref()).filter(|other| *other != unit) {
                let diagnostic = f::f025::other_unit(span, &name, unit, other);
                return self.wrong(at, last, diagnostic);
            }
            self.unit = Some(unit.to_owned());
        }
        let unit = if unit.is_some() { Unit::Points } else { Unit::Money };
        let node = Node::Name(Name::Earned { component, window });
        self.part(node, Kind::Number(Units::of(unit)), at, last)
    }

    /// `group(x)` and `reports(x)`: inside them the names are those of one member; inside `days(x)` those of one day.
    fn sum_of(&mut self, people: People, argument: &Expr, at: usize, last: usize) -> Part {
        let scope = self.scope;
        let member = match people {
            People::Group => scope.member,
            People::Reports => scope.report,
            People::Days => scope.day,
        };
        let Some(member) = member else {
            let span = self.span(at, last);
            let diagnostic = match people {
                _ if self.in_group => f::f024::group_in_group(span, people.word()),
                People::Group => f::f024::no_group(span),
                People::Reports => f::f024::no_reports(span),
                People::Days => n::n005::no_days_on_plan(span, people.word()),
            };
            return self.wrong(at, last, diagnostic);
        };
        let outer = std::mem::replace(&mut self.scope, member);
        let locals = std::mem::take(&mut self.locals);
        let in_group = std::mem::replace(&mut self.in_group, true);
        let inner = self.expression(argument);
        self.in_group = in_group;
        self.scope = outer;
        self.locals = locals;
        let Some(units) = self.number(&inner) else { return self.unknown(at, last) };
        // A number that stands there itself counts heads.
        let counts = units == Units::LITERAL && names_in(&inner.expression).is_empty();
        let units = if counts { Units::of(Unit::Count) } else { units };
        // The brackets stand behind the name and at the end.
        let inside = self.in_one_line(at.saturating_add(2), last.saturating_sub(1));
        let written = format!("{}({inside})", people.word()).into();
        self.part(Node::SumOf(people, Box::new(inner.expression), written), Kind::Number(units), at, last)
    }

    fn named_column(&mut self, argument: &Expr, at: usize, last: usize) -> Part {
        let token = self.token_at(argument.position());
        let span = self.span(token, token);
        let Some(name) = self.literal_text(argument) else {
            let written = self.written(token, token);
            return self.wrong(at, last, f::f018::no_text_literal(span, "column(\"any name\")", &written));
        };
        match self.column(&name) {
            Some((found, kind)) => self.part(Node::Name(found), kind, at, last),
            None => {
                let diagnostic = match self.without(&name) {
                    Some(file) => n::n026::without_amount(span, file),
                    // Headers that are names are known without being listed.
                    None if is_name(&name) => n::n001::unknown_column(span, &name, nearest(&name, self.columns())),
                    None => n::n001::unlisted(span, &name, nearest(&name, self.columns()), self.scope.table()),
                };
                self.wrong(at, last, diagnostic)
            }
        }
    }

    fn date(&mut self, argument: &Expr, at: usize, last: usize) -> Part {
        let token = self.token_at(argument.position());
        let span = self.span(token, token);
        let Some(text) = self.literal_text(argument) else {
            let written = self.written(token, token);
            return self.wrong(at, last, f::f018::no_text_literal(span, "date(\"2026-01-31\")", &written));
        };
        match Date::parse(&text) {
            Some(date) => self.part(Node::Date(date), Kind::Date, at, last),
            None => self.wrong(at, last, f::f019::no_day(span, &text)),
        }
    }

    fn round(&mut self, value: &Expr, places: &Expr, rule: &Expr, at: usize, last: usize) -> Part {
        let value = self.expression(value);
        let places = self.expression(places);
        let whole = match &places.expression.node {
            Node::Number(number) => number.to_whole(),
            _ => None,
        };
        let mut fine = true;
        if !whole.is_some_and(|places| (0..=MOST_PLACES).contains(&places)) {
            if places.kind != Kind::Unknown {
                self.out.push(f::f018::no_places(places.expression.span, MOST_PLACES));
            }
            fine = false;
        }
        let token = self.token_at(rule.position());
        let word = self.literal_text(rule);
        let rule = Rule::ALL.into_iter().find(|rule| Some(rule.word()) == word.as_deref());
        if rule.is_none() {
            let written = self.written(token, token);
            self.out.push(f::f018::no_rule(self.span(token, token), &written));
        }
        let units = self.number(&value);
        let (Some(rule), Some(units), true) = (rule, units, fine) else { return self.unknown(at, last) };
        let node = Node::Call(Function::Round(rule), vec![value.expression, places.expression]);
        self.part(node, Kind::Number(units), at, last)
    }

    /// Functions whose arguments are values of any kind.
    fn of_values(&mut self, shape: Shape, args: &[Expr], at: usize, last: usize) -> Part {
        let is_number = matches!(shape, Shape::Plain);
        let outside = is_number.then(|| (std::mem::replace(&mut self.in_number, true), self.unit.take()));
        let parts: Vec<Part> = args.iter().map(|arg| self.expression(arg)).collect();
        if let Some(outside) = outside {
            (self.in_number, self.unit) = outside;
        }
        let (function, kind) = match shape {
            Shape::Alike(function) => (function, self.alike_numbers(&parts)),
            Shape::Money => (Function::Money, self.taken_as_money(&parts)),
            Shape::Plain => {
                (Function::PlainNumber, self.all(&parts, |kind| matches!(kind, Kind::Number(_)), Unit::Literal))
            }
            Shape::IsEmpty => (Function::IsEmpty, self.emptiness(&parts)),
            Shape::Texts(function) => (function, self.all_of(&parts, Kind::Text, Kind::YesNo)),
            Shape::Days => {
                (Function::DaysBetween, self.all_of(&parts, Kind::Date, Kind::Number(Units::of(Unit::Days))))
            }
            Shape::Months => {
                (Function::MonthsBetween, self.all_of(&parts, Kind::Date, Kind::Number(Units::of(Unit::Count))))
            }
            Shape::AddMonths => (Function::AddMonths, self.later_day(&parts)),
            Shape::PartOfDate(function) => {
                (function, self.all_of(&parts, Kind::Date, Kind::Number(Units::of(Unit::Count))))
            }
            Shape::Round | Shape::Date | Shape::Column | Shape::Measure(_) | Shape::Earned | Shape::SumOf(_) => {
                return self.unknown(at, last);
            }
        };
        let arguments = parts.into_iter().map(|part| part.expression).collect();
        self.part(Node::Call(function, arguments), kind, at, last)
    }

    /// A day and a count of months give a day.
    fn later_day(&mut self, parts: &[Part]) -> Kind {
        let [day, months] = parts else { return Kind::Unknown };
        let kind = self.all_of(std::slice::from_ref(day), Kind::Date, Kind::Date);
        let Some(units) = self.number(months) else { return Kind::Unknown };
        if units.common(Units::of(Unit::Count)).is_none() {
            let diagnostic = f::f012::wanted(&self.shown(months), &Kind::Number(Units::of(Unit::Count)).words());
            self.out.push(diagnostic);
            return Kind::Unknown;
        }
        kind
    }

    fn alike_numbers(&mut self, parts: &[Part]) -> Kind {
        let units: Vec<Units> = parts.iter().filter_map(|part| self.number(part)).collect();
        if units.len() != parts.len() || !self.all_alike(parts) {
            return Kind::Unknown;
        }
        let common = units.into_iter().try_fold(Units::LITERAL, Units::common);
        common.map_or(Kind::Unknown, Kind::Number)
    }

    fn taken_as_money(&mut self, parts: &[Part]) -> Kind {
        let Some((part, units)) = parts.first().and_then(|part| Some((part, self.number(part)?))) else {
            return Kind::Unknown;
        };
        if units.common(Units::one_of(&[Unit::Ratio, Unit::Count, Unit::Money])).is_none() {
            let diagnostic = f::f012::not_money(&self.shown(part));
            self.out.push(diagnostic);
            return Kind::Unknown;
        }
        Kind::Number(Units::of(Unit::Money))
    }

    fn emptiness(&mut self, parts: &[Part]) -> Kind {
        let Some(part) = parts.first().filter(|part| part.kind != Kind::Unknown) else { return Kind::Unknown };
        if matches!(part.expression.node, Node::Name(Name::Column(_) | Name::Attribute(_))) {
            return Kind::YesNo;
        }
        let diagnostic = f::f018::no_column(&self.shown(part));
        self.out.push(diagnostic);
        Kind::Unknown
    }

    fn all(&mut self, parts: &[Part], is: impl Fn(Kind) -> bool, gives: Unit) -> Kind {
        let mut kind = Kind::Number(Units::of(gives));
        for part in parts {
            if !is(part.kind) {
                self.number(part);
                kind = Kind::Unknown;
            }
        }
        kind
    }

    /// `gives` when all are of kind `wanted`; says of each that is not.
    fn all_of(&mut self, parts: &[Part], wanted: Kind, gives: Kind) -> Kind {
        let mut kind = gives;
        for part in parts {
            if part.kind == wanted {
                continue;
            }
            if part.kind != Kind::Unknown {
                let diagnostic = f::f012::wanted(&self.shown(part), &wanted.words());
                self.out.push(diagnostic);
            }
            kind = Kind::Unknown;
        }
        kind
    }
}
