//! The nearest known name, for "did you mean".

/// The candidate that `word` was most likely meant to be, if any is near enough.
#[must_use]
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let typed = word.to_lowercase();
    let allowed = (word.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&typed, &candidate.to_lowercase()), candidate))
        // A name of one or two letters is near to everything: some letter must be the same.
        .filter(|(distance, candidate)| *distance <= allowed && *distance < candidate.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_recognised_and_strangers_are_not() {
        let known = ["bookings", "rate", "rate_by", "满意度"];
        assert_eq!(nearest("bokings", known), Some("bookings"));
        assert_eq!(nearest("Rate", known), Some("rate"));
        assert_eq!(nearest("满意", known), Some("满意度"));
        assert_eq!(nearest("salary", known), None);
        assert_eq!(nearest("x", known), None);
    }
}
