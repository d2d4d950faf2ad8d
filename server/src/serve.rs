//! [`serve`]: the whole service, from its start to its end, for whoever does not wait for anything else.

use std::str::FromStr as _;
use std::time::Duration;

use attain_rules::both;
use attain_rules::text::Text;
use tokio::signal::unix::{SignalKind, signal};
use tracing::level_filters::LevelFilter;

use crate::settings::Settings;
pub use crate::start::{Shown, StartError, Started, start};
use crate::store::StoreError;

/// Threads on which computations and what reads files run. How many compute at once is another matter.
const MOST_BLOCKING: usize = 64;

/// How much is logged when nothing is said.
const LEVEL: &str = "info";

/// How long work is waited for that nobody asks for any more.
const LAST_WORK: Duration = Duration::from_secs(2);

/// Starts the service, says so to `ready`, and answers until the process is told to end (`SIGINT`, `SIGTERM`).
///
/// # Errors
/// [`StartError`].
pub fn serve(settings: Settings, ready: impl FnOnce(&Started) -> std::io::Result<()>) -> Result<(), StartError> {
    let level = std::env::var("ATTAIN_LOG").unwrap_or_else(|_| LEVEL.to_owned());
    let level = LevelFilter::from_str(&level).map_err(|_| StartError::Log(level))?;
    // Somebody else in this process may log already.
    drop(tracing_subscriber::fmt().json().with_max_level(level).with_writer(std::io::stderr).try_init());
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.enable_all().max_blocking_threads(MOST_BLOCKING).build().map_err(StartError::System)?;
    let served = runtime.block_on(async {
        let started = start(settings).await?;
        let mut interrupt = signal(SignalKind::interrupt()).map_err(StartError::System)?;
        let mut terminate = signal(SignalKind::terminate()).map_err(StartError::System)?;
        ready(&started).map_err(StartError::System)?;
        let ended = async {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        };
        started.serve(ended).await;
        Ok(())
    });
    // Whoever is waited for computes a run that is cut off here and begins again at the next start.
    runtime.shutdown_timeout(LAST_WORK);
    served
}

impl StartError {
    /// What to tell people.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Store(StoreError::Foreign) => both!(
                "the database holds tables of something else: give Attain one of its own",
                "数据库里是其他程序的表：请给 Attain 一个单独的数据库"
            ),
            Self::Store(error) => {
                let error = Text::same(error.to_string());
                both!("the database could not be opened: {error}", "无法打开数据库：{error}"; error)
            }
            Self::Spool(path, error) => {
                let (path, error) = (path.display(), Text::same(error.to_string()));
                both!("the folder `{path}` could not be made: {error}", "无法创建文件夹 `{path}`：{error}"; error)
            }
            Self::Key(path, error) => {
                let (path, error) = (path.display(), Text::same(error.to_string()));
                both!("the key `{path}` could not be read or made: {error}", "无法读取或新建密钥 `{path}`：{error}"; error)
            }
            Self::OtherKey(path) => {
                let path = path.display();
                both!(
                    "`{path}` is not the key that signed the end of this database's audit log: name that one with `--key`, or put it back from where it is kept",
                    "`{path}` 不是为这个数据库审计日志末尾签名的密钥：请用 `--key` 指定那一个，或从保存处取回"
                )
            }
            Self::OldKey(path) => {
                let path = path.display();
                both!(
                    "the key `{path}` signed this log before and was given up: name a file with `--new-key` that is not there yet",
                    "密钥 `{path}` 曾为此日志签名，已被更换：请用 `--new-key` 指定一个尚不存在的文件"
                )
            }
            Self::Listen(address, error) => {
                let error = Text::same(error.to_string());
                both!(
                    "nobody can listen at {address}: {error}; name another address with `--listen`",
                    "无法监听 {address}：{error}；请用 `--listen` 指定其他地址"; error
                )
            }
            Self::Nobody(id) => {
                both!("there is nobody called `{id}` who could get a token", "没有名为 `{id}` 的人可以得到令牌")
            }
            Self::Log(level) => both!(
                "`{level}` in ATTAIN_LOG is no level: write `error`, `warn`, `info`, `debug`, `trace` or `off`",
                "ATTAIN_LOG 里的 `{level}` 不是日志级别：请写 `error`、`warn`、`info`、`debug`、`trace` 或 `off`"
            ),
            Self::System(error) => {
                let error = Text::same(error.to_string());
                both!("the system refused: {error}", "系统拒绝：{error}"; error)
            }
        }
    }
}
