//! [`Misfit`]: why changes cannot be laid over a company's data.

use attain_rules::both;
use attain_rules::text::Text;

/// Metrics or quotas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figures {
    /// Metrics.
    Metric,
    /// Quotas.
    Quota,
}

impl Figures {
    /// The column that names one.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Metric => "metric",
            Self::Quota => "quota",
        }
    }

    /// The name under which messages know a changed one.
    pub(super) const fn option(self) -> &'static str {
        match self {
            Self::Metric => "--metric",
            Self::Quota => "--quota",
        }
    }

    /// The word for people.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Self::Metric => both!("metric", "外部指标"),
            Self::Quota => both!("quota", "目标"),
        }
    }
}

/// Why changes cannot be laid over a company's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// No transaction has this id, in this source where one was named.
    NoTransaction(String, Option<String>),
    /// Transactions of two sources have this id.
    SeveralSources(String, String, String),
    /// This transaction credits others, and not this participant.
    NotTheirs(String, String),
    /// This transaction is changed and removed.
    ChangedAndRemoved(String),
    /// No file of transactions has this source; all that there are.
    NoSource(String, Vec<String>),
    /// The file has no column of this name; the nearest one.
    NoColumn(String, String, Option<String>),
    /// This column has this text in every row of the file.
    Constant(String, String, String),
    /// This column is looked up by that one in this file.
    LookedUp(String, String, String),
    /// The company has no files of transactions.
    NoFile,
    /// The file cannot be read as a table.
    Unreadable(String),
    /// A row of the file has so many cells, and the header so many.
    Ragged(String, u32, usize, usize),
    /// The file has more rows than so many.
    TooMany(String, usize),
    /// No plan reads a figure of this name; all that are read.
    NoFigure(Figures, String, Vec<String>),
    /// The preview is of several periods, and the figure names none.
    NoPeriod(Figures, String),
    /// This is no period.
    NotAPeriod(String),
    /// The data has the figure for parts of this period, which go before one for the whole.
    ForParts(Figures, String, String, Vec<String>),
    /// There is not exactly one deal whose cell could be looked for.
    NoDeal,
}

impl Misfit {
    /// What to tell people.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::NoTransaction(id, None) => {
                both!(
                    "no transaction has the id `{id}`; to add one, write `--add`",
                    "没有编号为 `{id}` 的交易；新增请用 `--add`"
                )
            }
            Self::NoTransaction(id, Some(source)) => {
                both!(
                    "no transaction of the source `{source}` has the id `{id}`",
                    "来源 `{source}` 没有编号为 `{id}` 的交易"
                )
            }
            Self::SeveralSources(id, one, other) => both!(
                "transactions of the sources `{one}` and `{other}` have the id `{id}`: say which with `--source {one}`",
                "来源 `{one}` 和 `{other}` 都有编号为 `{id}` 的交易：请用 `--source {one}` 指明"
            ),
            Self::NotTheirs(id, who) => both!(
                "`{id}` credits somebody else: a preview of `{who}` changes and removes deals that credit `{who}`, and shows nobody else's figures",
                "`{id}` 归属他人：`{who}` 的估算只能修改或移除归属 `{who}` 的交易，不显示他人的数字"
            ),
            Self::ChangedAndRemoved(id) => {
                both!(
                    "`{id}` is changed and removed: leave one of the two out",
                    "`{id}` 既被修改又被移除：请去掉其中之一"
                )
            }
            Self::NoSource(source, known) => {
                let known = list(known);
                both!("no file of transactions has the source `{source}`; there is {known}", "没有来源为 `{source}` 的交易文件；有 {known}"; known)
            }
            Self::NoColumn(column, file, Some(near)) => both!(
                "`{file}` has no column `{column}`; did you mean `{near}`?",
                "`{file}` 没有列 `{column}`；是否指 `{near}`？"
            ),
            Self::NoColumn(column, file, None) => both!(
                "`{file}` has no column `{column}`; write a name of attain.yaml, or a header of the file",
                "`{file}` 没有列 `{column}`；请写 attain.yaml 里的名称，或文件的表头"
            ),
            Self::Constant(column, text, file) => both!(
                "`{column}` is `{text}` in every row of `{file}`, as attain.yaml says: leave it out",
                "按 attain.yaml，`{file}` 的每一行 `{column}` 都是 `{text}`：请不要写它"
            ),
            Self::LookedUp(column, by, file) => both!(
                "`{column}` is looked up in `{file}` by `{by}`: write `{by}` instead",
                "`{column}` 是按 `{by}` 在 `{file}` 中查得的：请改写 `{by}`"
            ),
            Self::NoFile => both!("attain.yaml names no file of transactions", "attain.yaml 没有写交易文件"),
            Self::Unreadable(file) => both!(
                "`{file}` cannot be read as a table: it is a CSV file in UTF-8, with its header in the first line",
                "无法把 `{file}` 读作表格：应为 UTF-8 编码的 CSV 文件，第一行是表头"
            ),
            Self::Ragged(file, line, cells, width) => both!(
                "{file}:{line} has {cells} cells, and the header has {width}",
                "{file}:{line} 有 {cells} 个单元格，而表头有 {width} 个"
            ),
            Self::TooMany(file, most) => both!(
                "`{file}` has more than {most} deals; for so many, put them into the company's data",
                "`{file}` 超过 {most} 笔交易；这么多请写入公司的数据"
            ),
            Self::NoFigure(..) | Self::NoPeriod(..) | Self::NotAPeriod(_) | Self::ForParts(..) => self.of_figure(),
            Self::NoDeal => both!(
                "name the one deal whose column is looked for: a single `--add`, or `--by ID:COLUMN`",
                "请指明要求解的那一笔交易：只写一个 `--add`，或写 `--by 编号:列`"
            ),
        }
    }

    fn of_figure(&self) -> Text {
        match self {
            Self::NoFigure(kind, name, known) => {
                let (kind, known) = (kind.title(), list(known));
                both!(
                    "no plan reads a {kind} `{name}` from the data; they read {known}",
                    "没有方案从数据读取{kind} `{name}`；读取的有 {known}"; kind, known
                )
            }
            Self::NoPeriod(kind, name) => {
                let kind = kind.title();
                both!(
                    "say for which period the {kind} `{name}` is: `{name}@2026-Q1=VALUE`",
                    "请写明{kind} `{name}` 的期间：`{name}@2026-Q1=值`"; kind
                )
            }
            Self::NotAPeriod(text) => both!(
                "`{text}` is no period; write `2026-03`, `2026-Q1`, `2026-H1` or `2026`",
                "`{text}` 不是期间；请写 `2026-03`、`2026-Q1`、`2026-H1` 或 `2026`"
            ),
            Self::ForParts(kind, name, period, parts) => {
                let (kind, first) = (kind.title(), parts.first().cloned().unwrap_or_default());
                let parts = list(parts);
                both!(
                    "the data has the {kind} `{name}` for {parts}, which go before one for {period}: write `{name}@{first}=VALUE`",
                    "数据中的{kind} `{name}` 是按 {parts} 给出的，优先于 {period}：请写 `{name}@{first}=值`"; kind, parts
                )
            }
            _ => Text::default(),
        }
    }
}

fn list(names: &[String]) -> Text {
    if names.is_empty() {
        return both!("none", "（无）");
    }
    Text { en: names.join(", "), zh: names.join("、") }
}
