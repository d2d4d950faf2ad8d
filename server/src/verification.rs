//! [`verify`]: is a log whole that somebody wrote to a file? Without the service and its database.

use std::io::{self, BufRead, Read as _};

use attain_rules::both;
use attain_rules::text::Text;
use serde::{Deserialize, Serialize};

use crate::checkpoint::Checkpoint;
use crate::key::PublicKey;
use crate::record::{Broken, Chain, Record, Stored};

/// Most bytes of a line of a log.
const MOST_LINE_BYTES: u64 = 1 << 20;
/// A record as a line of a log: JSON.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    seq: i64,
    record: String,
    sha256: String,
    signature: String,
}

/// The line that a record is.
///
/// # Errors
/// Never for records, which are texts; what the library says otherwise.
pub fn line(stored: Stored) -> io::Result<String> {
    let Stored { seq, bytes, sha256, signature } = stored;
    // Bytes that are no text were touched; the line then says something else than its digest.
    let record = String::from_utf8_lossy(&bytes).into_owned();
    Ok(serde_json::to_string(&Line { seq, record, sha256, signature })? + "\n")
}

/// A log that is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many records it has.
    pub records: u64,
    /// The digest of the last one.
    pub head: String,
    /// The keys that signed them, one after the other.
    pub keys: Vec<String>,
    /// The number of the newest record to which a checkpoint reaches, if there was one.
    pub checked: Option<u64>,
}

/// Why a log is not known to be whole.
#[derive(Debug)]
pub enum Unverified {
    /// A record is bad.
    Broken(Broken),
    /// It could not be read.
    Read(io::Error),
}

/// Follows a log from its first line to its last: each record follows the one before it, is signed by the key that the first record
/// names, or by one to which the log was handed on, and is the one that the checkpoints know. `key` and those of the checkpoints are
/// among these.
///
/// # Errors
/// [`Unverified`], with the first bad record.
pub fn verify(
    mut log: impl BufRead,
    key: Option<&PublicKey>,
    checkpoints: &[Checkpoint],
) -> Result<Verified, Unverified> {
    let mut chain = None::<Chain>;
    let mut checked = None;
    let mut bytes = Vec::new();
    loop {
        let next = chain.as_ref().map_or(0, Chain::count).saturating_add(1);
        let broken = |why: Text| Unverified::Broken(Broken { seq: next, why });
        bytes.clear();
        log.by_ref().take(MOST_LINE_BYTES).read_until(b'\n', &mut bytes).map_err(Unverified::Read)?;
        if bytes.is_empty() {
            break;
        }
        let stored = stored(&bytes).ok_or_else(|| {
            broken(both!("the line is not written as a log's lines are", "这一行的写法不是日志的写法"))
        })?;
        let chain = match &mut chain {
            Some(chain) => chain,
            none => {
                let first = Record::read(&stored.bytes).and_then(|record| record.key()).ok_or_else(|| {
                    broken(both!(
                        "the first record does not say which key signs the log",
                        "第一条记录没有写明由哪个密钥签名"
                    ))
                })?;
                none.insert(Chain::new(first))
            }
        };
        chain.take(&stored).map_err(Unverified::Broken)?;
        for checkpoint in checkpoints.iter().filter(|checkpoint| checkpoint.seq == next.to_string()) {
            if !has_signed(chain, &checkpoint.key) {
                return Err(Unverified::Broken(Broken::by_another_key()));
            }
            if checkpoint.sha256 != stored.sha256 {
                return Err(broken(both!(
                    "a checkpoint knows another record here: the log was written anew",
                    "检查点在此处记的是另一条记录：日志被重写过"
                )));
            }
            checked = Some(next);
        }
    }
    let records = chain.as_ref().map_or(0, Chain::count);
    let mut reached = checkpoints.iter().filter_map(|one| one.seq.parse::<u64>().ok());
    if reached.any(|seq| seq > records || seq == 0) {
        let why = both!("it is missing: a checkpoint reaches further than the log", "它不见了：检查点比日志更靠后");
        return Err(Unverified::Broken(Broken { seq: records.saturating_add(1), why }));
    }
    if key.is_some_and(|key| chain.as_ref().is_some_and(|chain| !chain.signers().contains(key))) {
        return Err(Unverified::Broken(Broken::by_another_key()));
    }
    let keys = chain.as_ref().map_or(&[][..], Chain::signers).iter().map(PublicKey::text).collect();
    let head = chain.as_ref().map_or("", Chain::head).to_owned();
    Ok(Verified { records, head, keys, checked })
}

/// Did this key sign any of the records? What it signed holds the digests of all records before, and says which key comes next.
fn has_signed(chain: &Chain, key: &str) -> bool {
    chain.signers().iter().any(|signer| signer.text() == key)
}

fn stored(line: &[u8]) -> Option<Stored> {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let Line { seq, record, sha256, signature } = serde_json::from_slice(line).ok()?;
    Some(Stored { seq, bytes: record.into_bytes(), sha256, signature })
}
