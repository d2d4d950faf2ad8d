//! [`Meter`]: how far the files of transactions have been read.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts the bytes of the pass over the files of transactions that is under way. Clones count together; whoever looks may be
/// on another thread.
#[derive(Clone, Debug, Default)]
pub struct Meter(Arc<Bytes>);

#[derive(Debug, Default)]
struct Bytes {
    read: AtomicU64,
    all: AtomicU64,
}

impl Meter {
    /// A pass begins, over `all` bytes.
    pub(crate) fn begin(&self, all: u64) {
        self.0.read.store(0, Ordering::Relaxed);
        self.0.all.store(all, Ordering::Relaxed);
    }

    /// Bytes that the pass has read so far.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.0.read.load(Ordering::Relaxed)
    }

    /// Bytes of all files of the pass; 0 before the first one.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.0.all.load(Ordering::Relaxed)
    }
}

/// A reader whose bytes are counted.
pub(crate) struct Metered<R> {
    /// The reader.
    pub reader: R,
    /// Who counts.
    pub meter: Meter,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.meter.0.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use attain_engine::inputs::Batch;

    use crate::files::Files;
    use crate::folder::Folder;
    use crate::transactions::Transactions;

    #[test]
    fn each_pass_counts_the_bytes_of_the_files_of_transactions() {
        let table = |rows: u32| (0..rows).map(|row| format!("T{row:05},1\n")).collect::<String>();
        let company = "company: A\ncurrency: CNY\ndata:\n  participants: p\n  assignments: a\n  transactions:\n    \
                       - { file: t, source: one }\n    - { file: u, source: two }\n";
        let mut files = Files::of(Path::new("/there is no such folder"));
        files.state("attain.yaml", company.as_bytes());
        files.state("t", format!("id,amount\n{}", table(20_000)).into_bytes());
        files.state("u", format!("id,amount\n{}", table(10)).into_bytes());
        let company = Folder::of(files.clone()).company.expect("a company");
        let all = 10 + 20_000 * 9 + 10 + 10 * 9;
        for _ in 0..2 {
            let mut transactions = Transactions::new(files.clone(), Arc::clone(&company)).with_batch_rows(100);
            let mut batch = Batch::default();
            assert!(transactions.read_on(&mut batch));
            assert_eq!(files.meter().all(), all);
            assert!((1..all / 2).contains(&files.meter().read()), "{} at the start", files.meter().read());
            while transactions.read_on(&mut batch) {}
            assert_eq!(files.meter().read(), all);
        }
    }
}
