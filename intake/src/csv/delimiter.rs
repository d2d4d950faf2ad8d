//! Which character separates the cells of a file.

/// Finds it out from the header: the one of tab, `;` and `,` that stands there most often outside quotes. A comma when
/// there is none.
#[must_use]
pub fn detect(header: &[u8]) -> u8 {
    let mut counts = [(b',', 0usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for &byte in header {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => {
                for (delimiter, count) in &mut counts {
                    *count += usize::from(*delimiter == byte);
                }
            }
            _ => {}
        }
    }
    // The first of equals wins, so that a comma goes first.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}

/// The delimiter of a line such as `sep=;`, which Excel reads and writes before the header.
#[must_use]
pub fn declared(line: &[u8]) -> Option<u8> {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    match line {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter @ (b',' | b';' | b'\t')] => Some(*delimiter),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_one_outside_quotes_wins() {
        assert_eq!(detect(b"id,amount\nA;B;C;D"), b',');
        assert_eq!(detect(b"id;\"a,b,c\";amount"), b';');
        assert_eq!(detect(b"id\tamount, net\tday"), b'\t');
        assert_eq!(detect(b"id"), b',');
        assert_eq!(detect(b"a,b;c"), b',');
    }

    #[test]
    fn excels_line_is_known() {
        assert_eq!(declared(b"sep=;\r\n"), Some(b';'));
        assert_eq!(declared(b"sep=\t"), Some(b'\t'));
        assert_eq!(declared(b"separator;"), None);
    }
}
