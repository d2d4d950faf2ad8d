//! Cells of CSV that a spreadsheet shows as they are.

/// What makes a spreadsheet compute a text instead of showing it, when the text begins with it; with the wide forms that some take
/// for the same.
const COMPUTED: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A text that nobody computes: with a quote in front where it would be. Never for numbers.
pub fn text(text: &str) -> String {
    if text.starts_with(COMPUTED) { format!("'{text}") } else { text.to_owned() }
}

/// A row with its end. Cells with the delimiter, quotes or line ends stand in quotes.
pub fn row(cells: &[String], delimiter: char) -> String {
    let cell = |cell: &String| {
        let is_plain = !cell.contains([delimiter, '"', '\n', '\r']);
        if is_plain { cell.clone() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
    };
    let cells: Vec<String> = cells.iter().map(cell).collect();
    cells.join(delimiter.encode_utf8(&mut [0; 4])) + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_begins_like_a_formula_is_computed() {
        for bad in ["=1+1", "+1", "-1", "@sum(a1)", "\t=1", "\r=1", "\n=1", "＝1+1", "-"] {
            assert_eq!(text(bad), format!("'{bad}"));
        }
        for fine in ["", "E1001", "007", "王芳", "a=b", "'=1", " =1"] {
            assert_eq!(text(fine), fine);
        }
    }

    #[test]
    fn cells_stay_cells() {
        let cells = ["a,b", "say \"x\"", "two\nlines", "a;b", ""].map(str::to_owned);
        assert_eq!(row(&cells, ','), "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",a;b,\n");
        assert_eq!(row(&cells, ';'), "a,b;\"say \"\"x\"\"\";\"two\nlines\";\"a;b\";\n");
    }
}
