//! Rows of a statement in columns: what, how it was worked out, how much, where it stands.

use unicode_width::UnicodeWidthStr as _;

use super::super::style;

/// Widest working that stands beside its value; wider ones go on a line of their own.
const WIDEST_WORK: usize = 40;

/// One row of a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub label: String,
    /// How it was worked out.
    pub work: String,
    /// How much.
    pub value: String,
    /// Where that is written.
    pub place: String,
    /// Is it the line's amount?
    pub strong: bool,
    /// Does it belong to the row above?
    pub inner: bool,
    /// Is it a limit, of which the working says whether it was reached, and not how much it is?
    pub limit: bool,
    /// Does it stand behind the rows of single transactions?
    pub after_each: bool,
}

fn pad(text: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(text.width()))
}

fn is_wide(work: &str) -> bool {
    work.width() > WIDEST_WORK || work.contains('\n')
}

/// The rows, indented by four blanks.
pub fn lay_out(rows: &[Row]) -> String {
    let indent = |row: &Row| if row.inner { "  " } else { "" };
    let widest = |of: &dyn Fn(&Row) -> usize| rows.iter().map(of).max().unwrap_or(0);
    let label_width = widest(&|row| indent(row).len().saturating_add(row.label.width()));
    let work_width = widest(&|row| if is_wide(&row.work) { 0 } else { row.work.width() });
    let value_width = widest(&|row| row.value.width());
    let mut out = String::new();
    for row in rows {
        let wide = is_wide(&row.work);
        let work = if wide { "" } else { row.work.as_str() };
        let label = format!("{}{}", indent(row), row.label);
        let sign = if work.is_empty() || row.limit || row.value.is_empty() { " " } else { "=" };
        let line = format!(
            "{label}{}  {}{work} {sign} {}{}",
            pad(&label, label_width),
            pad(work, work_width),
            pad(&row.value, value_width),
            row.value
        );
        let line = if row.strong { style::strong(&line) } else { line };
        let place = if row.place.is_empty() { String::new() } else { format!("   {}", style::faint(&row.place)) };
        out.push_str(format!("    {line}{place}").trim_end());
        out.push('\n');
        if wide {
            // A formula of several lines keeps them.
            for line in row.work.lines() {
                out.push_str(&format!("      {}{}\n", indent(row), line.trim_end()));
            }
        }
    }
    out
}
