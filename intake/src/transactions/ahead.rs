//! [`ReadAhead`]: reads the next batches on a thread of its own while the last one is being worked on.

use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;

use attain_engine::inputs::{Batch, SourceStopped, TransactionSource};

/// Batches that may wait to be worked on.
const WAITING: usize = 4;

/// A source that is read ahead of the work. Batches come in the same order and with the same rows as from the source itself.
///
/// [`ReadAhead::finish`] must be called in the end, also after an error: a reader that panics looks like one that came to
/// its end, and only there the panic shows.
pub struct ReadAhead<S> {
    filled: Receiver<Result<Batch, SourceStopped>>,
    used: Sender<Batch>,
    reader: JoinHandle<S>,
}

impl<S: TransactionSource + Send + 'static> ReadAhead<S> {
    /// Starts to read `source`.
    #[must_use]
    pub fn new(source: S) -> Self {
        let (send, filled) = sync_channel(WAITING);
        let (used, reuse) = channel();
        let reader = std::thread::spawn(move || read(source, &send, &reuse));
        Self { filled, used, reader }
    }

    /// The source, once it has come to its end or nobody wants more of it.
    ///
    /// # Panics
    /// When the reader did: what was read until then is not all there is.
    #[must_use]
    pub fn finish(self) -> S {
        let Self { filled, reader, .. } = self;
        drop(filled);
        match reader.join() {
            Ok(source) => source,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }
}

fn read<S: TransactionSource>(
    mut source: S,
    send: &SyncSender<Result<Batch, SourceStopped>>,
    reuse: &Receiver<Batch>,
) -> S {
    loop {
        let mut batch = reuse.try_recv().unwrap_or_default();
        let next = match source.next(&mut batch) {
            Ok(true) => Ok(batch),
            Ok(false) => return source,
            Err(stopped) => Err(stopped),
        };
        let is_last = next.is_err();
        if send.send(next).is_err() || is_last {
            return source;
        }
    }
}

impl<S: TransactionSource + Send + 'static> TransactionSource for ReadAhead<S> {
    fn next(&mut self, batch: &mut Batch) -> Result<bool, SourceStopped> {
        match self.filled.recv() {
            Ok(next) => {
                let used = std::mem::replace(batch, next?);
                // The reader may have come to its end already; then nobody needs the memory.
                drop(self.used.send(used));
                Ok(true)
            }
            Err(_) => {
                *batch = Batch::default();
                Ok(false)
            }
        }
    }
}
