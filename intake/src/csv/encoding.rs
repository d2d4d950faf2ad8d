//! From bytes to UTF-8: byte-order marks, other encodings, and files that are no text at all.

use std::io::{self, Cursor, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes are looked at before anything is read.
const SNIFFED: usize = 4096;

/// Why bytes cannot be read as the text of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotText {
    /// Another kind of file; what kind, in the words of a file dialogue.
    Other(&'static str),
    /// Bytes of zero: UTF-16 without its mark, or no text at all.
    Zeros,
    /// No encoding has the name that the company's file gives.
    UnknownEncoding,
}

/// A text in UTF-8, whatever the file is in.
pub struct Utf8Input<R> {
    /// Bytes that were looked at, then the rest.
    source: io::Chain<Cursor<Vec<u8>>, R>,
    /// Absent when the bytes are UTF-8 already; they are checked row by row.
    decoder: Option<Decoder>,
    /// Encoded bytes that the decoder has not taken yet.
    pending: Vec<u8>,
    /// Decoded bytes that the reader has not taken yet.
    decoded: Vec<u8>,
    taken: usize,
    ended: bool,
}

impl<R: Read> Utf8Input<R> {
    /// Looks at the first bytes of `reader` and decides how to read on. `label` is the encoding that the company's file
    /// states; a byte-order mark goes before it.
    ///
    /// # Errors
    /// The outer for failing reads, the inner for what is no text.
    pub fn open(mut reader: R, label: Option<&str>) -> io::Result<Result<Self, NotText>> {
        let mut head = Vec::with_capacity(SNIFFED);
        reader.by_ref().take(SNIFFED as u64).read_to_end(&mut head)?;
        let encoding = match (Encoding::for_bom(&head), label) {
            (Some((encoding, length)), _) => {
                head.drain(..length);
                encoding
            }
            (None, Some(label)) => match Encoding::for_label(label.trim().as_bytes()) {
                Some(encoding) => encoding,
                None => return Ok(Err(NotText::UnknownEncoding)),
            },
            (None, None) => UTF_8,
        };
        if let Some(trouble) = other_kind(&head) {
            return Ok(Err(trouble));
        }
        if encoding != UTF_16LE && encoding != UTF_16BE && head.contains(&0) {
            return Ok(Err(NotText::Zeros));
        }
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling());
        Ok(Ok(Self {
            source: Cursor::new(head).chain(reader),
            decoder,
            pending: Vec::new(),
            decoded: Vec::new(),
            taken: 0,
            ended: false,
        }))
    }

    /// Are the bytes translated from another encoding? Then what could not be translated reads as U+FFFD.
    #[must_use]
    pub fn is_translated(&self) -> bool {
        self.decoder.is_some()
    }

    /// Fills `decoded` anew from the source.
    fn translate(&mut self) -> io::Result<()> {
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        let mut chunk = [0u8; 16 << 10];
        let count = self.source.read(&mut chunk)?;
        self.ended = count == 0;
        self.pending.extend_from_slice(&chunk[..count]);
        let room = decoder.max_utf8_buffer_length(self.pending.len()).unwrap_or(64 << 10);
        self.decoded.resize(room, 0);
        self.taken = 0;
        let (_, read, written, _) = decoder.decode_to_utf8(&self.pending, &mut self.decoded, self.ended);
        self.pending.drain(..read);
        self.decoded.truncate(written);
        Ok(())
    }
}

impl<R: Read> Read for Utf8Input<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.decoder.is_none() {
            return self.source.read(buffer);
        }
        while self.taken == self.decoded.len() && !self.ended {
            self.translate()?;
        }
        let rest = &self.decoded[self.taken..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.taken += count;
        Ok(count)
    }
}

/// Kinds of files that people mistake for CSV, by their first bytes.
fn other_kind(head: &[u8]) -> Option<NotText> {
    let kinds: [(&[u8], &str); 6] = [
        (b"PK\x03\x04", "Excel (.xlsx) / zip"),
        (b"\xd0\xcf\x11\xe0", "Excel (.xls)"),
        (b"PAR1", "Parquet"),
        (b"\x1f\x8b", "gzip"),
        (b"%PDF", "PDF"),
        (b"{\\rtf", "RTF"),
    ];
    kinds.iter().find(|(start, _)| head.starts_with(start)).map(|(_, kind)| NotText::Other(kind))
}

/// The encoding that bytes which are not UTF-8 probably are in. The usual Chinese characters of GBK are pairs of high bytes;
/// the letters of Western European encodings mostly stand alone between ASCII.
#[must_use]
pub fn likely_encoding(bytes: &[u8]) -> &'static str {
    if bytes.contains(&0) || bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return "utf-16";
    }
    let pairs = bytes.split(u8::is_ascii).all(|run| run.len() % 2 == 0);
    let (_, broken) = encoding_rs::GBK.decode_without_bom_handling(bytes);
    if pairs && !broken { "gbk" } else { "windows-1252" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], label: Option<&str>) -> Result<String, NotText> {
        let mut input = Utf8Input::open(bytes, label).expect("memory reads")?;
        let mut text = String::new();
        input.read_to_string(&mut text).expect("UTF-8");
        Ok(text)
    }

    #[test]
    fn marks_and_stated_encodings_give_the_same_text() {
        let text = "编号,金额\nT1,5\n";
        assert_eq!(read(text.as_bytes(), None).as_deref(), Ok(text));
        assert_eq!(read(format!("\u{feff}{text}").as_bytes(), None).as_deref(), Ok(text));
        assert_eq!(read(&encoding_rs::GBK.encode(text).0, Some("gbk")).as_deref(), Ok(text));
        let little: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&little, None).as_deref(), Ok(text));
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&big, Some("utf-16be")).as_deref(), Ok(text));
    }

    #[test]
    fn a_long_text_survives_the_chunks() {
        let text = "王芳,李雷;".repeat(20_000);
        assert_eq!(read(&encoding_rs::GBK.encode(&text).0, Some("gbk")).as_deref(), Ok(text.as_str()));
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert_eq!(read(b"PK\x03\x04 and so on", None), Err(NotText::Other("Excel (.xlsx) / zip")));
        assert_eq!(read(b"i\0d\0,\0", None), Err(NotText::Zeros));
        assert_eq!(read(b"id", Some("klingon")), Err(NotText::UnknownEncoding));
    }

    #[test]
    fn the_advice_is_the_likely_encoding() {
        assert_eq!(likely_encoding(&encoding_rs::GBK.encode("金额,王芳").0), "gbk");
        assert_eq!(likely_encoding(b"M\xfcller"), "windows-1252");
        assert_eq!([likely_encoding(b"\xff\xfea\0"), likely_encoding(b"\0a\0b")], ["utf-16"; 2]);
    }
}
