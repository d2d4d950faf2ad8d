//! Tables of text: words to the left, figures to the right, columns in line under Chinese text too.

use comfy_table::{CellAlignment, LineStyle, Table, TableStyle};

/// A line under the header and nothing else: it reads well in a terminal, in a mail and in a ticket.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('-').junction('-'));

/// Which way the cells of a column lean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// Lays out `rows` under `header`, every line indented by two blanks. Columns beyond `leans` hold figures.
pub fn grid(header: Vec<String>, leans: &[Lean], rows: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(STYLE).set_header(header).add_rows(rows);
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 2));
        column.set_cell_alignment(match leans.get(at).unwrap_or(&Lean::Right) {
            Lean::Left => CellAlignment::Left,
            Lean::Right => CellAlignment::Right,
        });
    }
    let mut out = String::new();
    for line in table.lines() {
        out.push_str("  ");
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
