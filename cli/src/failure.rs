//! [`Failure`]: why a command could not run.

use std::io;
use std::path::PathBuf;

use attain_rules::both;
use attain_rules::text::Text;

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
    /// `attain help` knows neither a command nor a code of this name.
    NoHelp(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Failure {
    /// Did the reader of the output go away?
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

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
                    "`{path}` 不是空目录，而 attain 从不覆盖文件；请换一个新目录"
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
            Self::NoHelp(word) => both!(
                "there is no command and no code `{word}`; `attain help` lists the commands, `attain help codes` the codes",
                "没有名为 `{word}` 的命令或代码；`attain help` 列出命令，`attain help codes` 列出代码"
            ),
        }
    }
}

/// What the operating system says, in words that stay the same on every system where there are such.
fn io_text(error: &io::Error) -> Text {
    match error.kind() {
        io::ErrorKind::NotFound => both!("there is no such file or folder", "没有这个文件或目录"),
        io::ErrorKind::PermissionDenied => both!("this is not allowed (permissions)", "权限不足"),
        io::ErrorKind::AlreadyExists => both!("there is a file of this name", "已有同名文件"),
        io::ErrorKind::NotADirectory => both!("this is no folder", "这不是目录"),
        io::ErrorKind::StorageFull => both!("the disk is full", "磁盘已满"),
        _ => Text::same(error.to_string()),
    }
}
