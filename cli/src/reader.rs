//! [`Reader`]: whoever reads what is printed, and may go away before the end.

use std::io::{ErrorKind, Result, Write};

/// Somebody who reads what is printed. Who goes away (`attain check | head -1`) misses the rest, and nothing else changes by it:
/// the work goes on, and its exit code is what it would have been.
pub struct Reader<W> {
    inner: W,
    is_gone: bool,
}

impl<W: Write> Reader<W> {
    pub const fn new(inner: W) -> Self {
        Self { inner, is_gone: false }
    }

    /// What came of an attempt to reach the reader, or `none` once there is nobody to reach.
    fn reach<T>(&mut self, none: T, attempt: impl FnOnce(&mut W) -> Result<T>) -> Result<T> {
        if self.is_gone {
            return Ok(none);
        }
        match attempt(&mut self.inner) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.is_gone = true;
                Ok(none)
            }
            result => result,
        }
    }
}

impl<W: Write> Write for Reader<W> {
    fn write(&mut self, text: &[u8]) -> Result<usize> {
        self.reach(text.len(), |inner| inner.write(text))
    }

    fn flush(&mut self) -> Result<()> {
        self.reach((), W::flush)
    }
}
