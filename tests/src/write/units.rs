//! What a company pays in beside money, and its calendar, as its people write them.

use std::fmt::Write as _;

use crate::calendar::{Begins, Calendar};
use crate::company::Company;
use crate::exact::text;

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

pub(super) fn calendar(calendar: Calendar) -> String {
    let year_starts = calendar.year_starts;
    let Some(weeks) = calendar.weeks else { return format!("{{ year_starts: {year_starts} }}") };
    let begins = match weeks.begins {
        Begins::Nearest => "nearest",
        Begins::OnOrBefore => "on_or_before",
        Begins::OnOrAfter => "on_or_after",
    };
    let [a, b, c] = weeks.of_quarter;
    let first_day = usize::try_from(weeks.first_day).map(|day| DAYS[day]).expect("a day of the week");
    format!(
        "{{ year_starts: {year_starts}, weeks: {a}-{b}-{c}, first_day: {first_day}, year_begins: {begins}, week_53: {} }}",
        weeks.long
    )
}

/// The key `units` with its lines; nothing where there are none.
pub(super) fn units(company: &Company) -> String {
    let mut out = String::new();
    for unit in &company.units {
        if out.is_empty() {
            out.push_str("units:\n");
        }
        let taxable = if unit.taxable { "yes" } else { "no" };
        let values = match unit.values.as_slice() {
            [(_, one)] => text(one),
            several => {
                let values: Vec<_> =
                    several.iter().map(|(from, value)| format!("{}: {}", from.text(), text(value))).collect();
                format!("{{ {} }}", values.join(", "))
            }
        };
        let (name, digits) = (unit.name, unit.digits);
        writeln!(out, "  {name}: {{ digits: {digits}, value: {values}, taxable: {taxable} }}")
            .expect("a text takes everything");
    }
    out
}
