//! [`Record`]: one entry of the audit log, and the chain that they make.
//!
//! The log keeps the very bytes over which the digest was made. Every value in them is a text, keys are in order, and there are no
//! blanks: there is one way to write a record, so that anybody can make its digest again.

use std::collections::BTreeMap;

use attain_engine::hash::sha256;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What the first record leans on.
pub const NOTHING_BEFORE: &str = "";

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

    /// The record of these bytes, if they are one that was written this way.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let record: Self = serde_json::from_slice(bytes).ok()?;
        (record.bytes().ok()? == bytes).then_some(record)
    }
}

/// What is wrong with a chain of records: the number of the first bad one, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The number that the first bad record has, or should have.
    pub seq: u64,
    /// Why it is bad.
    pub why: &'static str,
}

/// Follows a chain, record by record.
#[derive(Debug)]
pub struct Chain {
    count: u64,
    head: String,
}

impl Default for Chain {
    fn default() -> Self {
        Self { count: 0, head: NOTHING_BEFORE.to_owned() }
    }
}

impl Chain {
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

    /// Takes the next record, stored as number `seq` with this digest.
    ///
    /// # Errors
    /// [`Broken`] when it does not follow.
    pub fn take(&mut self, seq: i64, bytes: &[u8], digest: &str) -> Result<(), Broken> {
        let next = self.count.saturating_add(1);
        let broken = |why| Err(Broken { seq: next, why });
        if u64::try_from(seq) != Ok(next) {
            return broken("it is missing: another number stands in its place");
        }
        if sha256(bytes) != digest {
            return broken("its digest is not that of its bytes");
        }
        let Some(record) = Record::read(bytes) else { return broken("it is not written as records are") };
        if record.seq != next.to_string() {
            return broken("it says another number than it is stored under");
        }
        if record.prev != self.head {
            return broken("it does not follow the record before it");
        }
        digest.clone_into(&mut self.head);
        self.count = next;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(count: u64) -> Vec<(i64, Vec<u8>, String)> {
        let mut log = Vec::new();
        let mut prev = NOTHING_BEFORE.to_owned();
        for seq in 1..=count {
            let record = Record {
                action: "file.put".to_owned(),
                at: "2026-11-28T10:00:00Z".to_owned(),
                detail: BTreeMap::from([("sha256".to_owned(), format!("{seq:064}"))]),
                from: "127.0.0.1".to_owned(),
                object: "plans/\"a\".yaml".to_owned(),
                prev: prev.clone(),
                request: format!("r{seq}"),
                seq: seq.to_string(),
                who: "王芳".to_owned(),
            };
            let bytes = record.bytes().expect("bytes");
            prev = sha256(&bytes);
            log.push((i64::try_from(seq).expect("a number"), bytes, prev.clone()));
        }
        log
    }

    fn follow(log: &[(i64, Vec<u8>, String)]) -> Result<Chain, Broken> {
        let mut chain = Chain::default();
        log.iter().try_for_each(|(seq, bytes, digest)| chain.take(*seq, bytes, digest))?;
        Ok(chain)
    }

    #[test]
    fn any_flipped_bit_is_found_at_its_record() {
        let log = log(4);
        assert_eq!(follow(&log).expect("whole").count(), 4);
        for at in 0..log.len() {
            for byte in 0..log[at].1.len() {
                let mut touched = log.clone();
                touched[at].1[byte] ^= 1;
                assert_eq!(follow(&touched).expect_err("touched").seq, at as u64 + 1);
                // Whoever makes the digest anew breaks the chain at the next record; the last one has none.
                touched[at].2 = sha256(&touched[at].1);
                let later = follow(&touched);
                assert!(at + 1 == log.len() || later.expect_err("touched").seq <= at as u64 + 2);
            }
        }
    }

    #[test]
    fn removed_swapped_and_added_records_are_found() {
        let log = log(5);
        let mut removed = log.clone();
        removed.remove(2);
        assert_eq!(follow(&removed).expect_err("removed").seq, 3);
        let mut swapped = log.clone();
        swapped.swap(1, 2);
        assert_eq!(follow(&swapped).expect_err("swapped").seq, 2);
        let mut added = log.clone();
        added.insert(3, log[3].clone());
        assert_eq!(follow(&added).expect_err("added").seq, 5);
    }

    #[test]
    fn there_is_one_way_to_write_a_record() {
        let (_, bytes, _) = &log(1)[0];
        let text = String::from_utf8(bytes.clone()).expect("a text");
        assert!(text.starts_with(r#"{"action":"file.put","at":"#), "{text}");
        for other in
            [text.replacen(':', ": ", 1), text.replace("王芳", "\\u738b\\u82b3"), text.replacen('}', ",\"x\":\"\"}", 2)]
        {
            assert_eq!(Record::read(other.as_bytes()), None, "{other}");
        }
    }
}
