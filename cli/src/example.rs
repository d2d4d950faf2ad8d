//! The example companies that the command can write, as they stand in `examples/`.

use attain_rules::both;
use attain_rules::text::{Language, Text};
use clap::ValueEnum;

/// Which example company.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Example {
    /// A software house: commissions, a bonus by curve, overlays, a pool and a contest.
    #[default]
    Demo,
    /// A software vendor: accelerators, clawback, overlays, managers, a pool.
    Software,
    /// An insurance broker: advances, lapses, differences between levels, caps, a draw.
    Insurance,
    /// A livestream company, all in Chinese.
    Livestream,
}

macro_rules! files {
    ($company:literal: $($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../../examples/", $company, "/", $path)))),+]
    };
}

impl Example {
    /// The name of its folder in `examples/`, and the folder that it is written to when none is named.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Software => "software",
            Self::Insurance => "insurance",
            Self::Livestream => "livestream",
        }
    }

    /// Its files: path and text.
    #[must_use]
    pub const fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Demo => DEMO,
            Self::Software => SOFTWARE,
            Self::Insurance => INSURANCE,
            Self::Livestream => LIVESTREAM,
        }
    }

    /// What it is.
    #[must_use]
    pub fn about(self) -> Text {
        match self {
            Self::Demo => both!(
                "a company of 14 people with three plans and three quarters of sales",
                "一家 14 人的公司：三个方案，三个季度的销售"
            ),
            Self::Software => both!(
                "a software vendor of 17 people with four plans and three quarters of deals",
                "一家 17 人的软件公司：四个方案，三个季度的签约"
            ),
            Self::Insurance => both!(
                "an insurance broker of 13 people on one plan, with half a year of policies",
                "一家 13 人的保险经纪公司：一个方案，半年的保单"
            ),
            Self::Livestream => both!(
                "a livestream company of 17 people with three plans and a year of sessions, all in Chinese",
                "一家 17 人的直播公司：三个方案，一年的场次，全部用中文书写"
            ),
        }
    }

    /// Somebody worth a look: whom, and why.
    #[must_use]
    pub fn somebody(self) -> (&'static str, Text) {
        match self {
            Self::Demo => ("E1007", both!("why 王芳 gets what she gets", "王芳为什么得到这些钱")),
            Self::Software => {
                ("S105", both!("past the second accelerator, with a true-up", "超过第二个加速档，并按全年补差"))
            }
            Self::Insurance => ("B203", both!("what the level below keeps is taken off", "扣除下级所得之后的差额")),
            Self::Livestream => ("Z06", both!("a guarantee tops up the commission", "保底补足提成")),
        }
    }

    /// The language that its commands speak where none is asked for.
    #[must_use]
    pub const fn language(self) -> Language {
        match self {
            Self::Demo | Self::Software | Self::Insurance => Language::English,
            Self::Livestream => Language::Chinese,
        }
    }

    /// A plan in which to change something.
    #[must_use]
    pub const fn plan(self) -> &'static str {
        match self {
            Self::Demo | Self::Software => "plans/account-executive.yaml",
            Self::Insurance => "plans/broker.yaml",
            Self::Livestream => "plans/主播.yaml",
        }
    }
}

const DEMO: &[(&str, &str)] = files![
    "demo": "README.md",
    "attain.yaml",
    "data/assignments.csv",
    "data/metrics.csv",
    "data/participants.csv",
    "data/quotas.csv",
    "data/splits.csv",
    "data/transactions.csv",
    "plans/account-executive.yaml",
    "plans/customer-success.yaml",
    "plans/sales-engineer.yaml",
    "tests/account-executive.yaml",
    "tests/customer-success.yaml",
];

const SOFTWARE: &[(&str, &str)] = files![
    "software": "README.md",
    "attain.yaml",
    "data/assignments.csv",
    "data/deals.csv",
    "data/participants.csv",
    "data/quotas.csv",
    "expected/lines.csv",
    "plans/account-executive.yaml",
    "plans/customer-success.yaml",
    "plans/sales-manager.yaml",
    "plans/solution-specialist.yaml",
    "tests/account-executive.yaml",
    "tests/customer-success.yaml",
];

const INSURANCE: &[(&str, &str)] = files![
    "insurance": "README.md",
    "attain.yaml",
    "data/assignments.csv",
    "data/metrics.csv",
    "data/participants.csv",
    "data/policies.csv",
    "expected/lines.csv",
    "plans/broker.yaml",
    "tests/broker.yaml",
];

const LIVESTREAM: &[(&str, &str)] = files![
    "livestream": "README.md",
    "attain.yaml",
    "data/人员.csv",
    "data/任职.csv",
    "data/场次.csv",
    "data/目标.csv",
    "data/评分.csv",
    "expected/lines.csv",
    "plans/主播.yaml",
    "plans/场控.yaml",
    "plans/组长.yaml",
    "tests/主播.yaml",
    "tests/场控与组长.yaml",
];

#[cfg(test)]
mod tests {
    use std::path::Path;

    use clap::ValueEnum as _;

    use super::Example;

    fn paths(directory: &Path, root: &Path, out: &mut Vec<String>) {
        for entry in std::fs::read_dir(directory).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                paths(&path, root, out);
            } else {
                out.push(path.strip_prefix(root).expect("inside").to_str().expect("UTF-8").to_owned());
            }
        }
    }

    #[test]
    fn every_file_of_the_examples_is_embedded() {
        for example in Example::value_variants() {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(example.name());
            let mut found = Vec::new();
            paths(&root, &root, &mut found);
            found.sort();
            assert_eq!(found, example.files().iter().map(|(path, _)| (*path).to_owned()).collect::<Vec<_>>());
        }
    }
}
