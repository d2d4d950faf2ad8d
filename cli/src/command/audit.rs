//! `attain audit verify`: is the audit log whole that somebody took from the service? Without the service and its database.

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use attain_office::failure::Failure;
use attain_office::view::{amount, style};
use attain_rules::both;
use attain_rules::text::Text;
use attain_server::checkpoint::Checkpoint;
use attain_server::key::PublicKey;
use attain_server::record::Broken;
use attain_server::verification::{Unverified, Verified, verify};
use clap::{Args, Subcommand};
use serde_json::json;

use crate::arguments::FormatOption;
use crate::context::{Context, Exit, Screen};

/// Arguments of `attain audit`.
#[derive(Args, Debug)]
#[command(disable_help_subcommand = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub action: Action,
}

/// What is done with an audit log.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// See whether a log is whole, and the one that checkpoints know
    Verify(Verify),
}

/// Arguments of `attain audit verify`.
#[derive(Args, Debug)]
pub struct Verify {
    /// A log, as the service gives it at `/v1/audit/log`
    #[arg(value_name = "LOG")]
    log: PathBuf,
    /// A checkpoint that was kept elsewhere; may be given several times
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
    /// The key that signs the log, as it was written down elsewhere
    #[arg(long = "key", value_name = "KEY")]
    public_key: Option<String>,
    #[command(flatten)]
    pub format: FormatOption,
}

/// Follows the log and says what of it can be relied on.
///
/// # Errors
/// [`Failure::Read`] when a file cannot be read; [`Failure::NotACheckpoint`]; [`Failure::NotAKey`].
pub fn run(arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    let Action::Verify(Verify { log, checkpoint, public_key, format }) = &arguments.action;
    let key = public_key.as_deref().map(|key| PublicKey::read(key).ok_or_else(|| Failure::NotAKey(key.to_owned())));
    let key = key.transpose()?;
    let mut checkpoints = Vec::new();
    for path in checkpoint {
        let path = context.path(path);
        let text = std::fs::read_to_string(&path).map_err(|error| Failure::Read(path.clone(), error))?;
        checkpoints.push(Checkpoint::read(&text).ok_or(Failure::NotACheckpoint(path))?);
    }
    let path = context.path(log);
    let file = File::open(&path).map_err(|error| Failure::Read(path.clone(), error))?;
    let found = match verify(BufReader::new(file), key.as_ref(), &checkpoints) {
        Err(Unverified::Read(error)) => return Err(Failure::Read(path, error)),
        Err(Unverified::Broken(broken)) => Err(broken),
        Ok(verified) => Ok(verified),
    };
    if format.is_json() {
        writeln!(screen.out, "{:#}", document(&found))?;
    } else {
        writeln!(screen.out, "{}", text(&found, key.is_some()).in_language(context.language()))?;
    }
    Ok(if found.is_ok() { Exit::Fine } else { Exit::Found })
}

fn document(found: &Result<Verified, Broken>) -> serde_json::Value {
    match found {
        Ok(Verified { records, head, keys, checked }) => {
            json!({ "whole": true, "records": records, "head": head, "keys": keys, "checked": checked })
        }
        Err(Broken { seq, why }) => {
            json!({ "whole": false, "first_bad": seq, "why": why.en, "why_zh": why.zh })
        }
    }
}

fn text(found: &Result<Verified, Broken>, has_key: bool) -> Text {
    let Verified { records, keys, checked, .. } = match found {
        Ok(verified) => verified,
        Err(Broken { seq, why }) => {
            let word = style::bad("✗");
            return both!("{word} record {seq} is the first bad one: {why}", "{word} 第 {seq} 条记录是第一条有问题的：{why}"; why);
        }
    };
    let (word, count) = (style::good("✓"), amount::grouped(&records.to_string()));
    let counted = amount::counted(usize::try_from(*records).unwrap_or(usize::MAX), "record");
    let (en, zh) = (keys.join(", then by "), keys.join("、其后由 "));
    let whole = Text {
        en: format!("{word} the log is whole: {counted}, signed by key {en}"),
        zh: format!("{word} 日志完整：{count} 条记录，由密钥 {zh} 签名"),
    };
    let reach = match (checked, has_key) {
        (Some(checked), _) => both!(
            "up to record {checked} it is the one that the checkpoint knows; what came after is signed by the key of the log",
            "到第 {checked} 条为止，与检查点所记的一致；之后的记录由日志的密钥签名"
        ),
        (None, true) => {
            both!("no checkpoint was given: records may be missing at its end", "没有给出检查点：末尾可能缺少记录")
        }
        (None, false) => both!(
            "neither a checkpoint nor a key was given: records may be missing at its end, and it may have been written anew under another key",
            "没有给出检查点和密钥：末尾可能缺少记录，也可能已用其他密钥重写"
        ),
    };
    both!("{whole}\n{reach}", "{whole}\n{reach}"; whole, reach)
}
