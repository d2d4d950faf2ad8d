//! [`Key`]: with what the service signs its audit log. It lies in a file outside of the database: whoever can write to the one alone
//! cannot write a log anew.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use attain_engine::hash::hex;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

/// What stands before what is signed, so that a signature says nothing in any other place.
const DOMAIN: &str = "attain-audit/1";

/// With what the log is signed.
pub struct Key(SigningKey);

impl std::fmt::Debug for Key {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Key({})", self.public())
    }
}

impl Key {
    /// The key in the file at `path`, or a new one that is kept there; and whether it is new.
    ///
    /// # Errors
    /// What the system says; [`io::ErrorKind::InvalidData`] for a file that holds no key.
    pub fn open(path: &Path) -> io::Result<(Self, bool)> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::read(&text).map(|key| (key, false)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::make(path),
            Err(error) => Err(error),
        }
    }

    fn make(path: &Path) -> io::Result<(Self, bool)> {
        let bytes = random()?;
        // Under its name it is there whole or not at all: somebody else may start at the same time, or the power go.
        let mut beside = path.as_os_str().to_owned();
        beside.push(format!("-{}", hex(&random()?)));
        let beside = PathBuf::from(beside);
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
        let written = file.write_all(format!("{}\n", hex(&bytes)).as_bytes()).and_then(|()| file.sync_all());
        let named = written.and_then(|()| std::fs::hard_link(&beside, path));
        std::fs::remove_file(&beside)?;
        match named {
            Ok(()) => {
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
                File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
                Ok((Self(SigningKey::from_bytes(&bytes)), true))
            }
            // They were faster.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Self::read(&std::fs::read_to_string(path)?).map(|key| (key, false))
            }
            Err(error) => Err(error),
        }
    }

    fn read(text: &str) -> io::Result<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text.trim(), &mut bytes)
            .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it holds no key"))?;
        Ok(Self(SigningKey::from_bytes(&bytes)))
    }

    /// By what others know it: no secret.
    #[must_use]
    pub fn public(&self) -> String {
        hex(self.0.verifying_key().as_bytes())
    }

    /// The signature of record `seq`, which has this digest and so all records before it.
    #[must_use]
    pub fn sign(&self, seq: &str, sha256: &str) -> String {
        hex(&self.0.sign(&signed(seq, sha256)).to_bytes())
    }
}

/// The public part of a key, for whoever verifies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// The key that is written so.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        VerifyingKey::from_bytes(&bytes).ok().map(Self)
    }

    /// How it is written.
    #[must_use]
    pub fn text(&self) -> String {
        hex(self.0.as_bytes())
    }

    /// Is this the signature of record `seq` with this digest?
    #[must_use]
    pub fn holds(&self, seq: &str, sha256: &str, signature: &str) -> bool {
        let mut bytes = [0; 64];
        // There is one way to write a signature: in small letters.
        hex::decode_to_slice(signature, &mut bytes).is_ok()
            && hex(&bytes) == signature
            && self.0.verify_strict(&signed(seq, sha256), &Signature::from_bytes(&bytes)).is_ok()
    }
}

fn random() -> io::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes)
}

fn signed(seq: &str, sha256: &str) -> Vec<u8> {
    format!("{DOMAIN} {seq} {sha256}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_starts_at_the_same_time_has_the_same_key() {
        let folder = std::env::temp_dir().join(format!("attain-keys-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("key");
        let opened: Vec<(String, bool)> = std::thread::scope(|scope| {
            let open = || Key::open(&path).map(|(key, is_new)| (key.public(), is_new)).expect("a key");
            let threads: Vec<_> = (0..16).map(|_| scope.spawn(open)).collect();
            threads.into_iter().map(|thread| thread.join().expect("an end")).collect()
        });
        let (first, _) = opened.first().expect("one");
        assert!(opened.iter().all(|(key, _)| key == first));
        assert_eq!(opened.iter().filter(|(_, is_new)| *is_new).count(), 1);
        assert_eq!(std::fs::read_dir(&folder).expect("a folder").count(), 1, "nothing is left beside it");
        std::fs::remove_dir_all(&folder).expect("an end");
    }
}
