//! Going on behind a row that cannot be cut.

use std::io::{self, Read};

use crate::limits::{MAX_PASSED_LINES, MAX_ROW_BYTES};

use super::{Records, Scan};

impl<R: Read> Records<R> {
    /// Passes over a row that cannot be cut, up to the next line that is a row of `width` cells, or to the end. Gives what was
    /// passed over, and the last line of it; nothing when such a line is too far away.
    ///
    /// # Errors
    /// As reading does.
    pub fn resume(&mut self, width: usize) -> io::Result<Option<(String, u32)>> {
        let mut text = String::new();
        while self.passed < MAX_PASSED_LINES {
            let Some(end) = self.line_end()? else { return Ok(None) };
            text.push_str(&String::from_utf8_lossy(&self.buffer[self.rest.start..self.rest.start + end]));
            let last = self.line;
            self.rest.start += end;
            self.line = last.saturating_add(1);
            self.passed += 1;
            if self.next_cells()?.is_none_or(|cells| cells == width) {
                return Ok(Some((text, last)));
            }
        }
        Ok(None)
    }

    /// How many bytes the line has that starts here, with its end; nothing when it is longer than any row.
    fn line_end(&mut self) -> io::Result<Option<usize>> {
        loop {
            let rest = &self.buffer[self.rest.clone()];
            match rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
                Some(end) if rest[end] == b'\n' => return Ok(Some(end + 1)),
                Some(end) if rest.get(end + 1) == Some(&b'\n') => return Ok(Some(end + 2)),
                Some(end) if end + 1 < rest.len() || self.ended => return Ok(Some(end + 1)),
                None if self.ended => return Ok(Some(rest.len())),
                _ if rest.len() > MAX_ROW_BYTES => return Ok(None),
                _ => self.fill()?,
            }
        }
    }

    /// How many cells the next row has, none where it cannot be cut; nothing at the end.
    fn next_cells(&mut self) -> io::Result<Option<usize>> {
        loop {
            match self.scan() {
                Scan::Row { .. } => return Ok(Some(self.cells.len())),
                Scan::Broken(..) => return Ok(Some(0)),
                Scan::Short if self.rest.len() > MAX_ROW_BYTES => return Ok(Some(0)),
                Scan::Short => {
                    self.fill()?;
                    if self.ended && self.rest.is_empty() {
                        return Ok(None);
                    }
                }
            }
        }
    }
}
