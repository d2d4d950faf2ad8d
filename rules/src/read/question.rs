//! What a test expects of a formula.

use crate::asked::ask;
use crate::company::Company;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostics::n;
use crate::example::{ComponentName, Expected, Figure, Which, Word, component_behind};
use crate::formula::FormulaText;
use crate::formula::expression::{Formula, Node as Tree};
use crate::period::PeriodLength;
use crate::plan::Plan;
use crate::source::Span;
use crate::yaml::{Entry, Scalar};

use super::answer::answer;
use super::expectation::of_component;
use super::names::Names;
use super::reader::Reader;
use super::uses::{Settled, settled};

/// Does the word of a trace stand for something of a plan, as `units` may be a measure and `share > 1` a formula? Then that is meant.
pub(super) fn is_formula(
    figure: &Figure,
    entry: &Entry,
    (company, length): (&Company, PeriodLength),
    known: &Names<'_>,
) -> bool {
    let by_key = match figure {
        Figure::Traced { word, which } => {
            which.is_none() || Word::find(word).is_some_and(|known| known.which == Which::Key)
        }
        Figure::Credit(_) | Figure::Each(_) => true,
        _ => false,
    };
    let (end, name) = component_behind(&entry.key.text);
    let text = entry.key.text.get(..end).filter(|_| by_key);
    text.is_some_and(|text| {
        let formula = FormulaText::plain(text, entry.key.span);
        checked(&formula, name.as_ref(), (company, length), known).is_ok()
    })
}

/// What is expected of a formula. It must make sense in some plan; in which, the participant decides.
pub(super) fn asked(
    reader: &mut Reader<'_>,
    entry: &Entry,
    (company, length): (&Company, PeriodLength),
    known: &Names<'_>,
) -> Option<Expected> {
    let whole = reader.formula_text(&entry.key)?;
    let (end, of) = component_behind(&whole.text);
    let formula = Scalar::part(&whole, 0..end);
    let mut kind = None;
    if let Some(name) = &of
        && !of_component(reader, name.clone(), entry.key.span, known).1
    {
        return None;
    }
    match checked(&formula, of.as_ref(), (company, length), known) {
        Ok(found) => {
            if let Some(settled) = settled(&found.expression, of.is_some()) {
                reader.report(never_fails(entry.key.span, formula.text.trim(), &settled));
                return None;
            }
            kind = Some(found.kind);
        }
        Err(found) => {
            let found = known.certain(found, &formula, (company, length), reader.file);
            if found.has_errors() {
                match misspelt(&entry.key, company, known) {
                    Some(finding) => reader.report(finding),
                    None => reader.out.append(found),
                }
                return None;
            }
        }
    }
    let value = answer(reader, &entry.value, kind)?;
    Some(Expected::Asked { formula, component: of, value })
}

/// What to say of a formula that gives the same whatever is calculated.
fn never_fails(span: Span, text: &str, settled: &Settled) -> Diagnostic {
    let value = match settled {
        Settled::Unread => return n::n048::constant(span, text),
        Settled::Calendar => return n::n048::calendar(span, text),
        Settled::Always(Tree::Number(number)) => number.to_exact_text(),
        Settled::Always(Tree::Date(date)) => date.to_string(),
        Settled::Always(Tree::Text(text)) => text.to_string(),
        Settled::Always(node) => if matches!(node, Tree::YesNo(true)) { "yes" } else { "no" }.to_owned(),
    };
    n::n048::always(span, text, &value)
}

/// The formula in the first plan that knows its names; else what is wrong with it where least is.
fn checked(
    formula: &FormulaText,
    of: Option<&ComponentName>,
    (company, length): (&Company, PeriodLength),
    known: &Names<'_>,
) -> Result<Formula, Diagnostics> {
    let mut least: Option<Diagnostics> = None;
    let means = |plan: &Plan, of: &ComponentName| plan.components.iter().any(|own| of.means(&plan.name, &own.name));
    for plan in known.plans.iter().filter(|plan| of.is_none_or(|of| means(plan, of))) {
        let mut found = Diagnostics::default();
        let component = of.map(|of| of.component.as_str());
        if let Some(asked) = ask(formula, component, (plan, company), length, &mut found).into_iter().next() {
            return Ok(asked.formula);
        }
        if least.as_ref().is_none_or(|least| found.all().len() < least.all().len()) {
            least = Some(found);
        }
    }
    Err(least.unwrap_or_default())
}

/// What to say of words that are no formula: they were meant to be one of the figures that have words.
fn misspelt(key: &Scalar, company: &Company, known: &Names<'_>) -> Option<Diagnostic> {
    let text = key.text.trim();
    let (end, _) = component_behind(text);
    let figure = text.get(..end).unwrap_or_default();
    if !figure.chars().all(|character| character.is_alphanumeric() || matches!(character, '_' | ' ')) {
        return None;
    }
    let measures = known.plans.iter().flat_map(|plan| &plan.measures).map(|measure| measure.name.as_str());
    let attributes = company.schema.attributes.iter().map(|attribute| attribute.name.as_str());
    let near = Figure::nearest(text, measures.chain(attributes));
    let is_name = !figure.contains(' ');
    // Of a single name the check of formulas knows what is near.
    (near.is_some() || !is_name).then(|| n::n040::no_figure(key.span, text, near.as_ref()))
}
