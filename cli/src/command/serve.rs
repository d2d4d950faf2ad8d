//! `attain serve`: the service that payroll trusts.

use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use attain_office::failure::Failure;
use attain_rules::both;
use attain_server::configuration::Configuration;
use attain_server::serve::{Shown, Started, serve};
use attain_server::settings::{Location, Settings};
use clap::Args;

use crate::context::{Context, Exit, Screen};
use crate::example::Example;

/// The database when nothing is said.
const DATABASE: &str = "attain.db";
/// Where it listens when nothing is said.
const LISTEN: SocketAddr = SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 8080));
/// How many requests a second each principal may send when nothing is said.
const RATE: NonZeroU32 = NonZeroU32::MIN.saturating_add(49);

/// Arguments of `attain serve`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// File of the database, `attain.db` when nothing is said, made when there is none; or a PostgreSQL server, as `postgres://USER:PASSWORD@HOST/DATABASE`
    #[arg(long, value_name = "FILE|URL", env = "ATTAIN_DATABASE", hide_env = true)]
    database: Option<String>,
    /// File in which these options stand, as TOML: `listen = "127.0.0.1:9000"`. What is said here counts more
    #[arg(long, value_name = "FILE", env = "ATTAIN_CONFIG", hide_env = true)]
    config: Option<PathBuf>,
    /// Folder in which computations happen; beside the database when nothing is said, and `attain-spool` for a server
    #[arg(long, value_name = "DIR", env = "ATTAIN_SPOOL", hide_env = true)]
    spool: Option<PathBuf>,
    /// File of the key with which the audit log is signed, made with a new database; beside the database when nothing is said, and `attain-key` for a server
    #[arg(long, value_name = "FILE", env = "ATTAIN_KEY", hide_env = true)]
    key: Option<PathBuf>,
    /// File of a new key, made when there is none: the audit log is handed on to it, and it takes the place of the one in `--key` from the next start on
    #[arg(long, value_name = "FILE")]
    new_key: Option<PathBuf>,
    /// Address to listen at, `127.0.0.1:8080` when nothing is said; behind a proxy that speaks HTTPS where others can reach it
    #[arg(long, value_name = "ADDRESS", env = "ATTAIN_LISTEN", hide_env = true)]
    listen: Option<SocketAddr>,
    /// How many requests a second each principal may send, 50 when nothing is said; twice as many at once after a pause
    #[arg(long, value_name = "REQUESTS", env = "ATTAIN_RATE", hide_env = true)]
    rate: Option<NonZeroU32>,
    /// Begin a new database with an example company: demo, software, insurance, livestream
    #[arg(long, value_name = "NAME", value_enum, num_args = 0..=1, default_missing_value = "demo", hide_possible_values = true)]
    demo: Option<Example>,
    /// Give somebody a new token, for those who can come in no other way
    #[arg(long, value_name = "ID")]
    new_token: Option<String>,
    /// Let people approve their own work, for a company of one; the audit log says so
    #[arg(long)]
    alone: bool,
}

/// Listens until the process is told to end.
///
/// # Errors
/// [`Failure`] when it could not start.
pub fn run(arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    let file = arguments.config.as_ref().map(|path| Configuration::read(&context.path(path)));
    let file = file.transpose().map_err(Failure::NotStarted)?.unwrap_or_default();
    let said = arguments.database.as_ref().map(|said| match Location::of(said) {
        Location::File(path) => Location::File(context.path(&path)),
        server => server,
    });
    let written = file.database.as_deref().map(Location::of);
    let database = said.or(written).unwrap_or_else(|| Location::File(context.path(Path::new(DATABASE))));
    let place = |said: &Option<PathBuf>, written: Option<PathBuf>, name| {
        let said = said.as_ref().map(|path| context.path(path));
        said.or(written).unwrap_or_else(|| beside(&database, name, context))
    };
    let spool = place(&arguments.spool, file.spool, "spool");
    let key = place(&arguments.key, file.key, "key");
    let settings = Settings {
        database,
        spool,
        key,
        new_key: arguments.new_key.as_ref().map(|path| context.path(path)),
        listen: arguments.listen.or(file.listen).unwrap_or(LISTEN),
        company: arguments.demo.map(Example::files).unwrap_or_default().to_vec(),
        new_token: arguments.new_token.clone(),
        alone: arguments.alone || file.alone.unwrap_or(false),
        rate: arguments.rate.or(file.rate).unwrap_or(RATE),
    };
    let database = settings.database.to_string();
    let served = serve(settings, |started| tell(started, &database, context, screen));
    served.map_err(|error| Failure::NotStarted(error.text()))?;
    Ok(Exit::Fine)
}

/// Where something lies that belongs to the database, when nobody says.
fn beside(database: &Location, name: &str, context: &Context) -> PathBuf {
    let Location::File(path) = database else { return context.path(Path::new(&format!("attain-{name}"))) };
    let mut file = path.file_name().unwrap_or_default().to_owned();
    file.push(format!("-{name}"));
    path.with_file_name(file)
}

/// Where it listens, and how to log in.
fn tell(started: &Started, database: &str, context: &Context, screen: &mut Screen<'_>) -> std::io::Result<()> {
    let language = context.language();
    let address = started.address;
    let listens = both!("Attain listens at http://{address}", "Attain 正在监听 http://{address}");
    writeln!(screen.out, "{}", listens.in_language(language))?;
    if let Some(Shown { owner, token, days }) = &started.shown {
        let token = token.text();
        let shown = both!(
            "The token of `{owner}`, shown this once, holds for {days} days:

    {token}

`{database}` is the database; docs/service.md shows how to go on.",
            "`{owner}` 的令牌只显示这一次，{days} 天内有效：

    {token}

数据库是 `{database}`；下一步见 docs/zh/service.md。"
        );
        writeln!(screen.out, "{}", shown.in_language(language))?;
    }
    screen.flush()
}
