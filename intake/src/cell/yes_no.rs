//! Yes or no, in the words that files use.

/// Reads `yes`, `no`, `true`, `false`, `y`, `n`, `1`, `0`, `是` and `否`, in any case of letters.
#[must_use]
pub fn parse(text: &str) -> Option<bool> {
    let is = |words: [&str; 5]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is(["yes", "true", "y", "1", "是"]) {
        Some(true)
    } else if is(["no", "false", "n", "0", "否"]) {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_both_languages_are_known() {
        assert_eq!(parse("TRUE"), Some(true));
        assert_eq!(parse("是"), Some(true));
        assert_eq!(parse("No"), Some(false));
        assert_eq!(parse("否"), Some(false));
        assert_eq!(parse("maybe"), None);
    }
}
