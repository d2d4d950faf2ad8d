//! Rows with too many or too few cells: what was most likely written, and where.

use std::ops::Range;

use attain_rules::diagnostics::d::d010;

use crate::csv::records::Record;
use crate::findings::Findings;

/// Signs that may part the cells of a row which no sign of its file parts.
const SIGNS: [char; 4] = [';', '\t', '|', ','];

/// Says that the row has not the `width` cells of the header; gives the code of the finding.
pub(super) fn complain(record: &Record<'_>, width: usize, findings: &mut Findings) -> &'static str {
    let (file, text, cells) = (findings.file().to_owned(), record.text, record.len());
    if cells < width && text.contains('，') {
        let make = |place| d010::wide_commas(place, &file, cells, width);
        return findings.row(record.row(), extra(record, width), make);
    }
    let is_parted = |sign: &char| cells == 1 && text.matches(*sign).count() + 1 == width;
    if let Some(sign) = SIGNS.into_iter().find(is_parted) {
        let make = |place| d010::other_delimiter(place, &file, (cells, width), sign);
        return findings.row(record.row(), 0..text.len(), make);
    }
    if let Some(number) = cut_number(record, width) {
        let written = text.get(number.clone()).unwrap_or_default();
        let plain = written.replace(',', "");
        let make = |place| d010::cut_number(place, &file, (cells, width), (written, &plain));
        return findings.row(record.row(), number.clone(), make);
    }
    findings.row(record.row(), extra(record, width), |place| d010::ragged_row(place, &file, cells, width))
}

/// The cells that are too many, or the last one; the whole row where nothing stands there.
fn extra(record: &Record<'_>, width: usize) -> Range<usize> {
    let at = record.span(width.min(record.len().saturating_sub(1))).start..record.text.len();
    if at.is_empty() { 0..record.text.len() } else { at }
}

/// Where a number with thousands separators stands, `800,000.00`, without which the row would have `width` cells.
fn cut_number(record: &Record<'_>, width: usize) -> Option<Range<usize>> {
    let more = record.len().checked_sub(width).filter(|more| *more > 0)?;
    let digits = |text: &str, most: usize| {
        !text.is_empty() && text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let begins = |place: usize| {
        let cell = record.cell(place);
        let whole = cell.trim();
        digits(whole.strip_prefix('-').unwrap_or(whole), 3)
    };
    let goes_on = |place: usize| {
        let cell = record.cell(place);
        let whole = cell.trim().split('.').next().unwrap_or_default();
        whole.len() == 3 && digits(whole, 3)
    };
    let first = (0..width).find(|first| begins(*first) && (1..=more).all(|next| goes_on(first + next)))?;
    let number = record.span(first).start..record.span(first + more).end;
    record.text.get(number.clone())?.contains(',').then_some(number)
}
