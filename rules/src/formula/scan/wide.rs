//! Characters that Chinese keyboards and word processors make out of ASCII's.

/// The digit that `c` is or stands for.
pub(super) fn digit(c: char) -> Option<char> {
    narrow(c).filter(char::is_ascii_digit).or_else(|| c.is_ascii_digit().then_some(c))
}

/// The ASCII character that should have been typed instead of `c`, if there is one.
pub(super) fn narrow(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => {
            u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).filter(|c| !c.is_ascii_alphabetic())
        }
        '、' => Some(','),
        '。' => Some('.'),
        '【' | '〔' => Some('['),
        '】' | '〕' => Some(']'),
        '×' | '✕' => Some('*'),
        '÷' => Some('/'),
        '−' | '–' | '—' => Some('-'),
        _ => None,
    }
}

/// As [`narrow`], or `c` itself.
pub(super) fn plain(c: char) -> char {
    narrow(c).unwrap_or(c)
}
