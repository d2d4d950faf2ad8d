//! Which files a company has: `attain.yaml`, plans, tests, layouts of payroll files and data. Nothing else is kept, and nothing lies outside of the folder.

use attain_rules::both;

use crate::problem::Problem;

/// Longest name of a file, without its folder.
const MOST_NAME_BYTES: usize = 100;
/// Most bytes of a file that people write.
const MOST_TEXT_BYTES: usize = 1 << 20;
/// Most bytes of a data file.
const MOST_DATA_BYTES: usize = 1 << 31;
/// Folders, and how the names of their files end.
const FOLDERS: [(&str, &str); 4] = [("plans", ".yaml"), ("tests", ".yaml"), ("payroll", ".yaml"), ("data", ".csv")];
/// Files of the folder itself.
const ALONE: [&str; 2] = ["attain.yaml", "contests.lock"];

/// Sees that a company has files at `path`.
///
/// # Errors
/// [`Problem::malformed`].
pub fn check(path: &str) -> Result<(), Problem> {
    let is_known = ALONE.contains(&path)
        || path.split_once('/').is_some_and(|(folder, name)| {
            let known = FOLDERS.iter().find(|(known, _)| *known == folder);
            known.is_some_and(|(_, ending)| name.strip_suffix(ending).is_some_and(is_name))
        });
    if is_known {
        return Ok(());
    }
    Err(Problem::malformed(both!(
        "`{path}` is no file of a company: there are `attain.yaml`, `plans/NAME.yaml`, `tests/NAME.yaml`, `payroll/NAME.yaml`, `data/NAME.csv` and `contests.lock`",
        "`{path}` 不是公司的文件：有 `attain.yaml`、`plans/名称.yaml`、`tests/名称.yaml`、`payroll/名称.yaml`、`data/名称.csv` 和 `contests.lock`"
    )))
}

/// Sees that a company has a plan at `path`.
///
/// # Errors
/// [`Problem::malformed`].
pub fn check_plan(path: &str) -> Result<(), Problem> {
    check(path)?;
    if path.starts_with("plans/") {
        return Ok(());
    }
    Err(Problem::malformed(both!(
        "`{path}` is no plan: write `plans/NAME.yaml`",
        "`{path}` 不是方案：请写 `plans/名称.yaml`"
    )))
}

/// Sees that a company has data at `path`.
///
/// # Errors
/// [`Problem::malformed`].
pub fn check_data(path: &str) -> Result<(), Problem> {
    check(path)?;
    if path.starts_with("data/") {
        return Ok(());
    }
    Err(Problem::malformed(both!(
        "`{path}` holds no rows: write `data/NAME.csv`",
        "`{path}` 不含数据行：请写 `data/名称.csv`"
    )))
}

fn is_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    !name.is_empty() && name.len() <= MOST_NAME_BYTES && !name.starts_with('.') && name.chars().all(is_plain)
}

/// How many bytes the file at `path` may have.
pub fn most_bytes(path: &str) -> usize {
    if path.starts_with("data/") { MOST_DATA_BYTES } else { MOST_TEXT_BYTES }
}

/// Does a version of this file wait until somebody else publishes it? What decides about pay by hand does: plans, the company's own
/// file, promises, and adjustments. Data from other systems counts when it has come in whole.
pub fn waits(path: &str) -> bool {
    !path.starts_with("data/") && !path.starts_with("tests/") || path.starts_with("data/adjustments")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_lies_outside_of_the_folder() {
        for path in [
            "attain.yaml",
            "contests.lock",
            "plans/销售.yaml",
            "tests/a.b.yaml",
            "payroll/金蝶.yaml",
            "data/sales-2026_01.csv",
        ] {
            assert!(check(path).is_ok(), "{path}");
        }
        for path in [
            "",
            "/",
            "attain.yml",
            "plans/",
            "plans/.yaml",
            "plans/../attain.yaml",
            "../x.yaml",
            "plans/a/b.yaml",
            "data/x.yaml",
            "plans/x.csv",
            "payroll/x.csv",
            "closed/2026-01.json",
            "data/.csv",
            "data/..csv",
            "data\\x.csv",
            "data/a b.csv",
            "data/\0.csv",
            "plans/a.yaml/",
            "/plans/a.yaml",
        ] {
            assert!(check(path).is_err(), "{path}");
        }
    }

    #[test]
    fn what_decides_about_pay_waits_for_somebody_else() {
        for path in ["attain.yaml", "plans/a.yaml", "payroll/a.yaml", "contests.lock", "data/adjustments.csv"] {
            assert!(waits(path), "{path}");
        }
        for path in ["data/transactions.csv", "tests/a.yaml"] {
            assert!(!waits(path), "{path}");
        }
    }
}
