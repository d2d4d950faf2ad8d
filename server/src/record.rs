//! [`Record`]: one entry of the audit log, and the chain that they make.
//!
//! The log keeps the very bytes over which the digest was made. Every value in them is a text, keys are in order, and there are no
//! blanks: there is one way to write a record, so that anybody can make its digest again.

use std::collections::BTreeMap;

use attain_engine::hash::sha256;
use attain_rules::both;
use attain_rules::text::Text;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::key::PublicKey;

/// What the first record leans on.
pub const NOTHING_BEFORE: &str = "";
/// Under which name the first record says which key signs the log, and one that changes it which does from then on.
pub const KEY: &str = "key";
/// What is done where the records behind are signed by another key.
pub const KEY_CHANGE: &str = "key.change";

/// One entry of the audit log. The order of the fields is the order of their names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// What was done, such as `period.close`.
    pub action: String,
    /// When, in UTC.
    pub at: String,
    /// What of it matters, each under its name. Digests stand for long contents.
    pub detail: BTreeMap<String, String>,
    /// From where: the address of whoever called, or `service`.
    pub from: String,
    /// What it was done to, such as a path or a period.
    pub object: String,
    /// The digest of the record before.
    pub prev: String,
    /// The id of the request.
    pub request: String,
    /// Its number, from 1 on without a gap.
    pub seq: String,
    /// Who.
    pub who: String,
}

impl Record {
    /// Its bytes.
    ///
    /// # Errors
    /// Never for records of texts; what the library says otherwise.
    pub fn bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }

    /// The key that it names, if any.
    #[must_use]
    pub fn key(&self) -> Option<PublicKey> {
        self.detail.get(KEY).and_then(|key| PublicKey::read(key))
    }

    /// The record of these bytes, if they are one that was written this way.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let record: Self = serde_json::from_slice(bytes).ok()?;
        (record.bytes().ok()? == bytes).then_some(record)
    }
}

/// A record as it is stored and sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Under which number.
    pub seq: i64,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The digest of these.
    pub sha256: String,
    /// What the service's key signed.
    pub signature: String,
}

impl Stored {
    /// Did `key` sign this record? Then it is the one that signs what comes behind it: a log never ends where it is handed on, for
    /// the key that follows signs a record at once.
    #[must_use]
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        let seq = Record::read(&self.bytes).map(|record| record.seq);
        seq.is_some_and(|seq| sha256(&self.bytes) == self.sha256 && key.holds(&seq, &self.sha256, &self.signature))
    }
}

/// What is wrong with a chain of records: the number of the first bad one, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The number that the first bad record has, or should have.
    pub seq: u64,
    /// Why it is bad.
    pub why: Text,
}

impl Broken {
    /// A key that is known from elsewhere signed nothing of the log: all of it may have been written anew.
    #[must_use]
    pub fn by_another_key() -> Self {
        Self { seq: 1, why: both!("the key of the log did not sign it", "它不是由日志的密钥签名的") }
    }
}

/// Follows a chain, record by record.
#[derive(Debug)]
pub struct Chain {
    key: PublicKey,
    signers: Vec<PublicKey>,
    count: u64,
    head: String,
}

impl Chain {
    /// A chain of records that this key signed, or those to which it handed the log on.
    #[must_use]
    pub const fn new(key: PublicKey) -> Self {
        Self { key, signers: Vec::new(), count: 0, head: String::new() }
    }

    /// The keys that signed its records, in the order in which they did so first. Each of them, where it is known from elsewhere,
    /// vouches for all records up to its last one, by their digests, and for the key that follows it.
    #[must_use]
    pub fn signers(&self) -> &[PublicKey] {
        &self.signers
    }

    /// How many records it has.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// The digest of its last record.
    #[must_use]
    pub fn head(&self) -> &str {
        &self.head
    }

    /// Takes the next record.
    ///
    /// # Errors
    /// [`Broken`] when it does not follow.
    pub fn take(&mut self, stored: &Stored) -> Result<(), Broken> {
        let next = self.count.saturating_add(1);
        let Stored { seq, bytes, sha256: digest, signature } = stored;
        let why = if u64::try_from(*seq) != Ok(next) {
            both!("it is missing: another number stands in its place", "它不见了：原位是另一个编号")
        } else if sha256(bytes) != *digest {
            both!("its digest is not that of its bytes", "它的摘要与字节不符")
        } else {
            match Record::read(bytes) {
                None => both!("it is not written as records are", "它的写法不是记录的写法"),
                Some(record) if record.seq != next.to_string() => {
                    both!("it says another number than it is stored under", "它自称的编号与存放的编号不同")
                }
                Some(record) if record.prev != self.head => {
                    both!("it does not follow the record before it", "它与前一条记录接不上")
                }
                Some(record) if !self.key.holds(&record.seq, digest, signature) => {
                    both!("the key of the log did not sign it", "它不是由日志的密钥签名的")
                }
                Some(record) if record.action == KEY_CHANGE && record.key().is_none() => {
                    both!("it hands the log on to no key", "它没有写明日志改由哪个密钥签名")
                }
                Some(record) => {
                    digest.clone_into(&mut self.head);
                    self.count = next;
                    if self.signers.last() != Some(&self.key) {
                        self.signers.push(self.key.clone());
                    }
                    if let Some(key) = record.key().filter(|_| record.action == KEY_CHANGE) {
                        self.key = key;
                    }
                    return Ok(());
                }
            }
        };
        Err(Broken { seq: next, why })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Key;

    /// The key of the log, and another one.
    fn keys() -> [Key; 2] {
        ["log", "other"].map(|name| {
            let path = std::env::temp_dir().join(format!("attain-record-{}-{name}", std::process::id()));
            // Several tests ask for the same one.
            Key::open(&path).expect("a key").0
        })
    }

    fn log(key: &Key, count: u64, from: &str) -> Vec<Stored> {
        let mut log = Vec::new();
        let mut prev = NOTHING_BEFORE.to_owned();
        for seq in 1..=count {
            let record = Record {
                action: "file.put".to_owned(),
                at: "2026-11-28T10:00:00Z".to_owned(),
                detail: BTreeMap::from([("sha256".to_owned(), format!("{seq:064}"))]),
                from: from.to_owned(),
                object: "plans/\"a\".yaml".to_owned(),
                prev: prev.clone(),
                request: format!("r{seq}"),
                seq: seq.to_string(),
                who: "王芳".to_owned(),
            };
            let bytes = record.bytes().expect("bytes");
            prev = sha256(&bytes);
            let signature = key.sign(&record.seq, &prev);
            log.push(Stored { seq: i64::try_from(seq).expect("a number"), bytes, sha256: prev.clone(), signature });
        }
        log
    }

    fn follow(key: &Key, log: &[Stored]) -> Result<Chain, Broken> {
        let mut chain = Chain::new(PublicKey::read(&key.public()).expect("a key"));
        log.iter().try_for_each(|stored| chain.take(stored))?;
        Ok(chain)
    }

    #[test]
    fn any_flipped_bit_is_found_at_its_record() {
        let [key, other] = keys();
        let log = log(&key, 4, "127.0.0.1");
        assert_eq!(follow(&key, &log).expect("whole").count(), 4);
        for at in 0..log.len() {
            let first_bad = |touched: &[Stored]| follow(&key, touched).expect_err("touched").seq;
            for byte in 0..log[at].bytes.len() {
                let mut touched = log.clone();
                touched[at].bytes[byte] ^= 1;
                assert_eq!(first_bad(&touched), at as u64 + 1);
                // Whoever makes the digest anew has no key to sign it with.
                touched[at].sha256 = sha256(&touched[at].bytes);
                assert_eq!(first_bad(&touched), at as u64 + 1);
                touched[at].signature = other.sign(&(at + 1).to_string(), &touched[at].sha256);
                assert_eq!(first_bad(&touched), at as u64 + 1);
            }
            for byte in 0..log[at].signature.len() {
                let mut touched = log.clone();
                let letter = if touched[at].signature.as_bytes()[byte] == b'0' { "1" } else { "0" };
                touched[at].signature.replace_range(byte..=byte, letter);
                assert_eq!(first_bad(&touched), at as u64 + 1);
            }
        }
    }

    #[test]
    fn removed_swapped_added_and_rewritten_records_are_found() {
        let [key, other] = keys();
        let rewrite = log;
        let log = log(&key, 5, "127.0.0.1");
        let first_bad = |touched: &[Stored]| follow(&key, touched).expect_err("touched").seq;
        let mut removed = log.clone();
        removed.remove(2);
        assert_eq!(first_bad(&removed), 3);
        let mut swapped = log.clone();
        swapped.swap(1, 2);
        assert_eq!(first_bad(&swapped), 2);
        let mut added = log.clone();
        added.insert(3, log[3].clone());
        assert_eq!(first_bad(&added), 5);
        // A whole log that hangs together, but for the key.
        let rewritten = rewrite(&other, 5, "10.0.0.1");
        assert_eq!(first_bad(&rewritten), 1);
        let spliced = [&log[..3], &rewritten[3..]].concat();
        assert_eq!(first_bad(&spliced), 4);
    }

    #[test]
    fn a_log_is_handed_on_by_the_key_that_signs_it_alone() {
        let [key, other] = keys();
        let mut log = log(&key, 2, "127.0.0.1");
        let add = |log: &mut Vec<Stored>, by: &Key, (action, names): (&str, &str)| {
            let seq = log.len() + 1;
            let record = Record {
                action: action.to_owned(),
                at: "2026-11-28T10:00:00Z".to_owned(),
                detail: BTreeMap::from([(KEY.to_owned(), names.to_owned())]),
                from: "service".to_owned(),
                object: "audit".to_owned(),
                prev: log.last().expect("a record").sha256.clone(),
                request: String::new(),
                seq: seq.to_string(),
                who: "service".to_owned(),
            };
            let bytes = record.bytes().expect("bytes");
            let digest = sha256(&bytes);
            let signature = by.sign(&record.seq, &digest);
            log.push(Stored { seq: i64::try_from(seq).expect("a number"), bytes, sha256: digest, signature });
        };
        let names = other.public();
        let mut taken = log.clone();
        add(&mut taken, &other, (KEY_CHANGE, &names));
        assert_eq!(follow(&key, &taken).expect_err("nobody hands a log to themselves").seq, 3);
        let mut lost = log.clone();
        add(&mut lost, &key, (KEY_CHANGE, "nobody"));
        assert_eq!(follow(&key, &lost).expect_err("nobody could go on").seq, 3);
        let mut named = log.clone();
        add(&mut named, &key, ("key.begin", &names));
        add(&mut named, &other, ("file.put", &names));
        assert_eq!(follow(&key, &named).expect_err("a name alone changes nothing").seq, 4);
        add(&mut log, &key, (KEY_CHANGE, &names));
        assert_eq!(follow(&key, &log).expect("whole").signers().len(), 1, "the other signed nothing yet");
        add(&mut log, &other, ("key.begin", &names));
        let signers: Vec<String> = follow(&key, &log).expect("whole").signers().iter().map(PublicKey::text).collect();
        assert_eq!(signers, [key.public(), names.clone()]);
        add(&mut log, &key, ("file.put", &names));
        assert_eq!(follow(&key, &log).expect_err("the old one signs no more").seq, 5);
    }

    #[test]
    fn there_is_one_way_to_write_a_record() {
        let [key, _] = keys();
        let text = String::from_utf8(log(&key, 1, "127.0.0.1")[0].bytes.clone()).expect("a text");
        assert!(text.starts_with(r#"{"action":"file.put","at":"#), "{text}");
        for other in
            [text.replacen(':', ": ", 1), text.replace("王芳", "\\u738b\\u82b3"), text.replacen('}', ",\"x\":\"\"}", 2)]
        {
            assert_eq!(Record::read(other.as_bytes()), None, "{other}");
        }
    }
}
