//! [`Failure`]: why a command could not run.

use std::io;
use std::path::PathBuf;

use attain_intake::changes::Misfit;
use attain_rules::both;
use attain_rules::diagnostic::Severity;
use attain_rules::nearest::nearest;
use attain_rules::text::Text;

use crate::company::Computation;
use crate::view::finding;

/// Why a command could not run.
#[derive(Debug)]
pub enum Failure {
    /// The output could not be written.
    Output(io::Error),
    /// A file or folder could not be read.
    Read(PathBuf, io::Error),
    /// A file or folder could not be written.
    Write(PathBuf, io::Error),
    /// A folder that should be new has something in it.
    NotEmpty(PathBuf),
    /// The text is no period.
    NoPeriod(String),
    /// Neither the command line nor the company names a period.
    PeriodMissing,
    /// The folder holds no `attain.yaml`.
    NoCompany(PathBuf),
    /// Nothing was computed because of these errors.
    Refused(Box<Computation>),
    /// No test was run because of these errors in the company's own files.
    NotTested(Box<Computation>),
    /// Nobody has this id or name; the nearest ones.
    UnknownWho(String, Vec<String>),
    /// Several bear this name.
    AmbiguousWho(String, Vec<String>),
    /// No plan has this name; all names.
    UnknownPlan(String, Vec<String>),
    /// No plan, or not this one, has a component of this name; all names.
    UnknownComponent(String, Vec<String>),
    /// No plan has a contest of this name; all names.
    UnknownContest(String, Vec<String>),
    /// The text is no day.
    NoDay(String),
    /// The component's pay cannot be drawn, and why.
    NoCurve(String, String, Text),
    /// There are no tests, or none of this name.
    NoTests(Option<String>),
    /// A change for a preview is not written as it should be.
    Written(Text),
    /// A preview without any change.
    NothingChanged,
    /// What a preview is to change is not there.
    Misfit(Misfit),
    /// A search for an amount tried too many.
    GaveUp,
    /// Looking for an amount took longer than whoever asked waits.
    TookTooLong,
    /// The file is no result of a run, and why.
    NoResult(PathBuf, Text),
    /// A statement as text names no others.
    OthersInText,
    /// Neither two results nor a plan were named.
    NothingToCompare,
    /// Amounts are too large to be added up.
    TooLarge,
    /// The period has been closed.
    AlreadyClosed(String),
    /// The period does not follow the last closed one: it, that one, and the month that is next.
    NotNext(String, String, String),
    /// Nothing is paid in the period that would be the first one to be closed.
    NothingToClose(String),
    /// `attain close` computes one period: this is a stretch, or none.
    NotOnePeriod(String),
    /// The file is no checkpoint of an audit log, or its signature does not hold.
    NotACheckpoint(PathBuf),
    /// The text is no key of an audit log.
    NotAKey(String),
    /// The period is not closed.
    NotClosed(String),
    /// No payroll file lays out under this name; all names.
    UnknownMapping(String, Vec<String>),
    /// Lines of these components have no pay code.
    NoPayCode(Vec<String>),
    /// Rows in these units could not be told apart.
    UnclearUnits(Vec<String>),
    /// The encoding of a file does not have this character.
    NotInEncoding(char),
    /// The service did not start, and why.
    NotStarted(Text),
    /// `attain help` knows neither a command nor a code of this name.
    NoHelp(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<Computation> for Failure {
    fn from(computation: Computation) -> Self {
        Self::Refused(Box::new(computation))
    }
}

impl Failure {
    /// What to tell people.
    pub fn text(&self) -> Text {
        match self {
            Self::Output(error) => {
                let error = io_text(error);
                both!("the output could not be written: {error}", "无法写出结果：{error}"; error)
            }
            Self::Read(path, error) => {
                let (path, error) = (path.display(), io_text(error));
                both!("`{path}` could not be read: {error}", "无法读取 `{path}`：{error}"; error)
            }
            Self::Write(path, error) => {
                let (path, error) = (path.display(), io_text(error));
                both!("`{path}` could not be written: {error}", "无法写入 `{path}`：{error}"; error)
            }
            Self::NotEmpty(path) => {
                let path = path.display();
                both!(
                    "`{path}` is not empty, and nothing is ever overwritten; name a new folder",
                    "`{path}` 不是空文件夹，而 attain 从不覆盖文件；请换一个新文件夹"
                )
            }
            Self::NoPeriod(text) => both!(
                "`{text}` is no period; write a month `2026-03`, a quarter `2026-Q1`, a half `2026-H1`, a year `2026`, or a stretch `2026-01..2026-06`",
                "`{text}` 不是期间；请写月份 `2026-03`、季度 `2026-Q1`、半年 `2026-H1`、年份 `2026`，或一段期间 `2026-01..2026-06`"
            ),
            Self::PeriodMissing => both!(
                "no period to compute: name one with `--period 2026-Q1`, or write `period:` in `attain.yaml`",
                "不知道要计算哪个期间：请用 `--period 2026-Q1` 指定，或在 `attain.yaml` 里写 `period:`"
            ),
            Self::NoCompany(path) => {
                let path = path.display();
                both!(
                    "`{path}` is no company's folder: it has no `attain.yaml`; go to one, name it with `-C DIR`, or write an example with `attain demo`",
                    "`{path}` 不是公司文件夹：里面没有 `attain.yaml`；请进入公司文件夹，用 `-C 文件夹` 指定，或用 `attain demo` 写出一个示例"
                )
            }
            Self::Refused(computation) => {
                let errors = finding::counted(&computation.findings, Severity::Error);
                both!("nothing was computed: {errors}", "没有计算：{errors}"; errors)
            }
            Self::NotTested(computation) => {
                let errors = finding::counted(&computation.findings, Severity::Error);
                both!(
                    "no test was run: {errors} in the company's own files",
                    "没有运行任何测试：公司自己的文件中有 {errors}"; errors
                )
            }
            Self::UnknownWho(who, near) => unknown(&both!("participant", "人员"), who, near),
            Self::AmbiguousWho(who, several) => {
                let several = several.join(", ");
                both!(
                    "several participants are called `{who}`: {several}; write the id",
                    "有多人叫 `{who}`：{several}；请写编号"
                )
            }
            Self::UnknownPlan(plan, known) => unknown(&both!("plan", "方案"), plan, known),
            Self::UnknownComponent(component, known) => unknown(&both!("component", "组成部分"), component, known),
            Self::UnknownContest(contest, known) => unknown(&both!("contest", "竞赛"), contest, known),
            Self::NoDay(text) => both!(
                "`{text}` is no day; write one such as `2026-03-31`",
                "`{text}` 不是日期；请写成 `2026-03-31` 这样"
            ),
            Self::NoCurve(plan, component, why) => both!(
                "the pay of `{component}` of `{plan}` cannot be drawn: {why}",
                "无法绘制 `{plan}` 的 `{component}`：{why}"; why
            ),
            Self::NoTests(None) => both!(
                "there are no tests; write some into `tests/*.yaml`, as docs/language.md shows",
                "没有测试；请按 docs/language.md 的说明写在 `tests/*.yaml` 里"
            ),
            Self::NoTests(Some(only)) => both!("no test has `{only}` in its name", "没有名称含有 `{only}` 的测试"),
            Self::Written(text) => text.clone(),
            Self::OthersInText => both!(
                "`--with-others` goes with `--format json`: a statement shows of others no more than their totals",
                "`--with-others` 须与 `--format json` 同用：结算单只显示其他人的合计"
            ),
            Self::NothingChanged => both!(
                "nothing would change: name a deal with `--add`, `--change` or `--remove`, or a value with `--metric` or `--quota`",
                "没有任何改变：请用 `--add`、`--change` 或 `--remove` 写交易，或用 `--metric` 或 `--quota` 写值"
            ),
            Self::Misfit(misfit) => misfit.text(),
            Self::GaveUp => both!(
                "the pay changes its way too often for the search, which was given up; look at one component with `--component`",
                "支付的计算方式变化过于频繁，搜索已放弃；请用 `--component` 只看一个组成部分"
            ),
            Self::TookTooLong => both!(
                "the search for an amount took too long and was given up: `attain what-if --goal` on a copy of the company takes its time",
                "求解金额用时过长，已放弃：请在公司文件夹的副本上用 `attain what-if --goal`，它不限时间"
            ),
            Self::NoResult(path, why) => {
                let path = path.display();
                both!(
                    "`{path}` is no result of a run: {why}; write one with `attain run --format json` or `attain run --out DIR`",
                    "`{path}` 不是运行结果：{why}；请用 `attain run --format json` 或 `attain run --out 文件夹` 写出"; why
                )
            }
            Self::NothingToCompare => both!(
                "nothing to compare: name two results, or a plan with `--plan FILE`",
                "没有可比较的内容：请写两个结果，或用 `--plan 文件` 指定方案"
            ),
            Self::TooLarge => {
                both!("the amounts are too large to be added up", "金额过大，无法加总")
            }
            Self::AlreadyClosed(period) => both!(
                "`{period}` is closed, and a seal is never written again; what changed since then is paid as a difference in the open period",
                "`{period}` 已关闭，封存文件不会重写；此后的变化作为差额在未关闭期间支付"
            ),
            Self::NotNext(period, last, next) => both!(
                "`{period}` cannot be closed: `{last}` was closed last, and the next period begins with {next}",
                "无法关闭 `{period}`：最后关闭的是 `{last}`，下一个期间从 {next} 开始"
            ),
            Self::NothingToClose(period) => both!(
                "nothing is paid in `{period}`, so there is nothing to close: periods are closed one after the other, and the first one has to be one in which something is paid",
                "`{period}` 没有任何支付，没有可关闭的内容：期间须依次关闭，第一个必须是有支付的期间"
            ),
            Self::NotOnePeriod(text) => both!(
                "`{text}` is no period that can be closed; write a month `2026-03`, a quarter `2026-Q1`, a half `2026-H1` or a year `2026`",
                "`{text}` 不是可以关闭的期间；请写月份 `2026-03`、季度 `2026-Q1`、半年 `2026-H1` 或年份 `2026`"
            ),
            Self::NotACheckpoint(path) => {
                let path = path.display();
                both!(
                    "`{path}` is no checkpoint, or its signature does not hold; a checkpoint is what the service answers at `/v1/audit/checkpoint`",
                    "`{path}` 不是检查点，或其签名不成立；检查点是服务在 `/v1/audit/checkpoint` 给出的内容"
                )
            }
            Self::NotAKey(key) => both!(
                "`{key}` is no key; a key has 64 digits and letters from `a` to `f`, as a checkpoint shows it",
                "`{key}` 不是密钥；密钥由 64 个数字和 `a` 至 `f` 的字母组成，检查点里有"
            ),
            Self::NotClosed(period) => both!(
                "`{period}` is not closed, and what may still change is not paid: `attain close {period}` closes it",
                "`{period}` 尚未关闭，还可能变化的不能支付：`attain close {period}` 关闭它"
            ),
            Self::UnknownMapping(name, known) => unknown(&both!("payroll file", "薪资文件"), name, known),
            Self::NoPayCode(lacking) => {
                let lacking = Text { en: lacking.join(", "), zh: lacking.join("、") };
                both!(
                    "no pay code for {lacking}: write `default` or a code under `pay_codes` of the payroll file",
                    "{lacking} 没有薪资代码：请在薪资文件的 `pay_codes` 下写 `default` 或代码"; lacking
                )
            }
            Self::UnclearUnits(units) => {
                let units = Text { en: units.join(", "), zh: units.join("、") };
                both!(
                    "the payroll file does not say which rows are in {units}: add a column with `from: currency`, or give each a pay code of its own",
                    "薪资文件没有写明哪些行以 {units} 计：请加上 `from: currency` 的列，或给每种各自的薪资代码"; units
                )
            }
            Self::NotInEncoding(lacking) => {
                let code = format!("U+{:04X}", u32::from(*lacking));
                both!(
                    "the encoding of the payroll file has no character {code}: write `encoding: utf-8`",
                    "薪资文件的编码没有字符 {code}：请写 `encoding: utf-8`"
                )
            }
            Self::NotStarted(why) => {
                both!("the service did not start: {why}", "服务未能启动：{why}"; why)
            }
            Self::NoHelp(word) => both!(
                "there is no command and no code `{word}`; `attain help` lists the commands, `attain help codes` the codes",
                "没有名为 `{word}` 的命令或代码；`attain help` 列出命令，`attain help codes` 列出代码"
            ),
        }
    }
}

/// There is no such thing, but there are these.
fn unknown(word: &Text, name: &str, known: &[String]) -> Text {
    if known.is_empty() {
        return both!("there is no {word} `{name}`", "没有{word} `{name}`"; word);
    }
    let near = nearest(name, known.iter().map(String::as_str));
    if let (Some(near), [_]) = (near, known) {
        return both!(
            "there is no {word} `{name}`; did you mean `{near}`?",
            "没有{word} `{name}`；是不是想写 `{near}`？"; word
        );
    }
    let known = Text { en: known.join(", "), zh: known.join("、") };
    match near {
        Some(near) => both!(
            "there is no {word} `{name}`; did you mean `{near}`? there is {known}",
            "没有{word} `{name}`；是不是想写 `{near}`？有 {known}"; word, known
        ),
        None => both!("there is no {word} `{name}`; there is {known}", "没有{word} `{name}`；有 {known}"; word, known),
    }
}

/// What the operating system says, in words that stay the same on every system where there are such.
fn io_text(error: &io::Error) -> Text {
    match error.kind() {
        io::ErrorKind::NotFound => both!("there is no such file or folder", "没有这个文件或文件夹"),
        io::ErrorKind::PermissionDenied => both!("this is not allowed (permissions)", "权限不足"),
        io::ErrorKind::AlreadyExists => both!("there is a file of this name", "已有同名文件"),
        io::ErrorKind::NotADirectory => both!("this is no folder", "这不是文件夹"),
        io::ErrorKind::StorageFull => both!("the disk is full", "磁盘已满"),
        _ => Text::same(error.to_string()),
    }
}
