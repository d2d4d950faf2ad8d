//! [`Page`]: how lists are asked for, a page at a time, and where the next one begins.

use attain_rules::both;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::problem::Problem;

/// Most rows of a page.
pub const MOST_ROWS: i64 = 500;
/// Rows of a page when nothing is said.
const ROWS: i64 = 100;

/// Which page of a list is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// The `next` of the page before; the first page when nothing is said.
    after: Option<String>,
    /// Most rows of the page, up to 500; 100 when nothing is said.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<i64>,
}

/// A page of a list that is asked for.
#[derive(Clone, Debug)]
pub struct Page {
    /// Behind which row it begins, as the list before it said.
    pub after: Option<String>,
    limit: i64,
}

impl Asked {
    /// What is asked for.
    ///
    /// # Errors
    /// [`Problem::malformed`] for a page of no rows, and of too many.
    pub fn page(self) -> Result<Page, Problem> {
        Page::new(self.after, self.limit)
    }
}

impl Page {
    /// The page behind row `after`, of at most `limit` rows.
    ///
    /// # Errors
    /// As [`Asked::page`].
    pub fn new(after: Option<String>, limit: Option<i64>) -> Result<Self, Problem> {
        let limit = limit.unwrap_or(ROWS);
        if (1..=MOST_ROWS).contains(&limit) {
            return Ok(Self { after, limit });
        }
        Err(Problem::malformed(both!(
            "a page has 1 to {MOST_ROWS} rows: write such a `limit`",
            "一页须有 1 至 {MOST_ROWS} 行：请相应填写 `limit`"
        )))
    }

    /// How many rows are read: one more than the page has, to know whether another page follows.
    #[must_use]
    pub const fn rows(&self) -> i64 {
        self.limit.saturating_add(1)
    }

    /// The number behind which the page begins; `first` where it is the first one.
    ///
    /// # Errors
    /// [`no_page`] for what is no number.
    pub fn number(&self, first: i64) -> Result<i64, Problem> {
        self.after.as_deref().map_or(Ok(first), |after| after.parse().map_err(|_| no_page()))
    }

    /// What of `rows` stands on the page, and where the next one begins, if there is one.
    #[must_use]
    pub fn cut<T>(&self, mut rows: Vec<T>, key: impl Fn(&T) -> String) -> (Vec<T>, Option<String>) {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        if rows.len() <= limit {
            return (rows, None);
        }
        rows.truncate(limit);
        let next = rows.last().map(key);
        (rows, next)
    }
}

/// No list ever said this.
#[must_use]
pub fn no_page() -> Problem {
    Problem::malformed(both!(
        "`after` is the `next` of the page before: leave it out for the first page",
        "`after` 是上一页的 `next`：第一页请省略"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_where_the_next_one_begins_while_there_is_one() {
        let asked = |limit| Asked { after: None, limit: Some(limit) };
        let page = asked(2).page().expect("a page");
        assert_eq!(page.rows(), 3);
        assert_eq!(page.cut(vec![1, 2, 3], ToString::to_string), (vec![1, 2], Some("2".to_owned())));
        assert_eq!(page.cut(vec![1, 2], ToString::to_string), (vec![1, 2], None));
        for limit in [-1, 0, MOST_ROWS + 1] {
            assert!(asked(limit).page().is_err(), "{limit}");
        }
    }
}
