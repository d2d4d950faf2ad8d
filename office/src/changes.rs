//! What `attain what-if` is to change, as it stands on the command line.

use attain_intake::changes::{Changes, FigureChange};
use attain_rules::both;

use crate::failure::Failure;

/// Cells of a deal, such as `id=X1,amount=400000,customer="A, B"`.
///
/// # Errors
/// [`Failure::Written`].
pub fn cells(text: &str) -> Result<Vec<(String, String)>, Failure> {
    let wrong = |piece: &str| {
        let piece = piece.trim();
        Failure::Written(both!(
            "`{piece}` is no cell of a deal: write `column=value`, cells with a comma between, and a value with a comma in quotes",
            "`{piece}` 不是交易的单元格：请写 `列=值`，各项以逗号分隔，含逗号的值加引号"
        ))
    };
    let mut cells: Vec<(String, String)> = Vec::new();
    for piece in pieces(text) {
        let (name, value) = piece.split_once('=').ok_or_else(|| wrong(&piece))?;
        let (name, value) = (name.trim(), value.trim());
        let unquoted = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let value = unquoted.map_or_else(|| value.to_owned(), |inner| inner.replace("\"\"", "\""));
        if name.is_empty() {
            return Err(wrong(&piece));
        }
        if cells.iter().any(|(known, _)| known == name) {
            return Err(Failure::Written(both!("`{name}` stands twice in `{text}`", "`{text}` 中 `{name}` 出现两次")));
        }
        cells.push((name.to_owned(), value));
    }
    Ok(cells)
}

/// Cut at commas that stand outside of quotes.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        quoted ^= c == '"';
        match pieces.last_mut() {
            Some(piece) if c != ',' || quoted => piece.push(c),
            _ => pieces.push(String::new()),
        }
    }
    pieces
}

/// A changed cell: `ID:column=value`. The id may hold colons.
///
/// # Errors
/// [`Failure::Written`].
pub fn change(text: &str) -> Result<(String, String, String), Failure> {
    let (left, value) = text.split_once('=').unwrap_or((text, ""));
    match left.rsplit_once(':') {
        Some((id, column)) if !id.trim().is_empty() && !column.trim().is_empty() && text.contains('=') => {
            Ok((id.trim().to_owned(), column.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err(Failure::Written(both!(
            "`{text}` is no change of a transaction: write `ID:column=value`, such as `T12:amount=5000`",
            "`{text}` 不是对交易的修改：请写 `编号:列=值`，例如 `T12:amount=5000`"
        ))),
    }
}

/// A changed metric or quota: `csat=95%`, or `csat@2026-09=95%`.
///
/// # Errors
/// [`Failure::Written`].
pub fn figure(text: &str) -> Result<FigureChange, Failure> {
    let cut = text.split_once('=').map(|(left, value)| (left.trim(), value.trim()));
    match cut {
        Some((left, value)) if !left.is_empty() && !value.is_empty() => {
            let (name, period) = match left.rsplit_once('@') {
                Some((name, period)) => (name.trim(), Some(period.trim().to_owned())),
                None => (left, None),
            };
            Ok(FigureChange { name: name.to_owned(), period, value: value.to_owned() })
        }
        _ => Err(Failure::Written(both!(
            "`{text}` is no value of a metric or quota: write `NAME=VALUE`, or `NAME@2026-09=VALUE`",
            "`{text}` 不是外部指标或目标的值：请写 `名称=值`，或 `名称@2026-09=值`"
        ))),
    }
}

/// Is there anything to change?
pub fn is_nothing(changes: &Changes) -> bool {
    let Changes { added, added_files, changed, removed, metrics, quotas, .. } = changes;
    added.is_empty()
        && added_files.is_empty()
        && changed.is_empty()
        && removed.is_empty()
        && metrics.is_empty()
        && quotas.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_cut_at_commas_outside_of_quotes() {
        let read = cells("id=X1, amount = -5.5 ,customer=\"A, \"\"B\"\"\",note=a=b").expect("cells");
        let texts: Vec<(&str, &str)> = read.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        assert_eq!(texts, [("id", "X1"), ("amount", "-5.5"), ("customer", "A, \"B\""), ("note", "a=b")]);
        for wrong in ["", "id", "id=1,,x=2", "=5", "id=1,id=2"] {
            assert!(cells(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn changes_and_figures() {
        assert_eq!(change("A:1:amount=5=6").expect("a change"), ("A:1".into(), "amount".into(), "5=6".into()));
        for wrong in ["A", "A:amount", "amount=5", ":amount=5", "A:=5"] {
            assert!(change(wrong).is_err(), "{wrong}");
        }
        let named = figure("csat@2026-09=95%").expect("a figure");
        assert_eq!(
            (named.name.as_str(), named.period.as_deref(), named.value.as_str()),
            ("csat", Some("2026-09"), "95%")
        );
        assert_eq!(figure("csat=95%").expect("a figure").period, None);
        assert!(figure("csat").is_err() && figure("=5").is_err() && figure("csat=").is_err());
    }
}
