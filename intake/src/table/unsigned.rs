//! Percentages that are written without their sign and so mean more than people do: 91 is 9,100 %.

use attain_engine::value::Value;
use attain_rules::diagnostic::Diagnostic;
use attain_rules::diagnostics::d::d046;
use attain_rules::number::Number;
use attain_rules::source::Span;

use crate::csv::records::Record;
use crate::findings::Findings;

use super::bind::{Bound, Place};

/// The largest percentage that people write without the sign, as far as anybody can guess: 200 %.
const LARGEST_WITHOUT_SIGN: Number = Number::whole(2);

/// Is `number`, which stands as `written` where a percentage is meant, probably lacking its sign?
pub(crate) fn lacks_sign(number: &Number, written: &str) -> bool {
    let is_large = number.absolute().is_ok_and(|number| number > LARGEST_WITHOUT_SIGN);
    is_large && !written.contains(['%', '％'])
}

/// What is said of such a number.
pub(crate) fn finding(place: Span, name: &str, number: &Number) -> Diagnostic {
    let percent = number.to_percent_text();
    d046::percent_without_sign(place, name, &number.to_exact_text(), &percent)
}

/// Remarks upon those in a row that is read, in the columns of the file that are percentages by its mapping.
#[inline]
pub(super) fn remark(percentages: &[usize], columns: &[Bound], record: &Record<'_>, findings: &mut Findings) {
    for bound in percentages.iter().filter_map(|place| columns.get(*place)) {
        let Place::Field(field) = bound.place else { continue };
        let text = bound.text(record, field);
        if let Ok(Value::Number(number)) = bound.kind.value(&text)
            && lacks_sign(&number, &text)
        {
            findings.remark(record.row(), record.span(field), |place| finding(place, &bound.name, &number));
        }
    }
}
