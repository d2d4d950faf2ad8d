//! The known name that is most like a misspelt one.

/// The one of `known` that is nearest to `name`, if any is near enough: at most a third of its letters differ (one of a
/// short name), capitals aside.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let limit = (lower.chars().count() / 3).max(1);
    known
        .into_iter()
        .filter(|candidate| *candidate != name)
        .map(|candidate| (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= limit && *distance < candidate.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant() {
        let known = ["bookings", "amount", "满意度", "Region"];
        for (typed, meant) in [
            ("bokings", Some("bookings")),
            ("amuont", Some("amount")),
            ("满意", Some("满意度")),
            ("region", Some("Region")),
            ("salary", None),
            ("x", None),
        ] {
            assert_eq!(nearest(typed, known), meant, "{typed}");
        }
    }
}
