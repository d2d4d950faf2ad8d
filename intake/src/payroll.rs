//! The files that lay out what payroll systems read, `payroll/NAME.yaml`, and the bytes of what they lay out.

use std::io;

use attain_rules::diagnostic::Diagnostics;
use attain_rules::diagnostics::d::{d002, d051};
use attain_rules::payroll::{Mapping, PayrollEncoding};
use attain_rules::read::{self, Known};
use attain_rules::source::{SourceId, Span};
use encoding_rs::GB18030;

use crate::folder::Folder;
use crate::limits::MAX_PAYROLL_FILES;

/// Folder of the files.
pub const PAYROLL_FOLDER: &str = "payroll";

impl Folder {
    /// The names of the mappings; what cannot be read is added to `out`.
    pub fn mappings(&self, out: &mut Diagnostics) -> Vec<String> {
        let listed = match self.files().list(PAYROLL_FOLDER) {
            Ok(listed) => listed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => {
                out.push(d002::unreadable(Span::default(), PAYROLL_FOLDER, &error.to_string()));
                Vec::new()
            }
        };
        let mut names = Vec::new();
        for path in listed {
            let name = path.strip_suffix(".yaml").and_then(|path| path.strip_prefix(PAYROLL_FOLDER)?.strip_prefix('/'));
            match name {
                Some(name) if names.len() < MAX_PAYROLL_FILES => names.push(name.to_owned()),
                None if !path.ends_with(".yml") => {}
                _ => out.push(d051::not_read(Span::default(), &path)),
            }
        }
        names
    }

    /// Reads the mapping of this name, and says where its text is. What it says of components is held against the plans where
    /// these are `known`; what is wrong with it is added to `out`.
    pub fn mapping(&mut self, name: &str, known: bool, out: &mut Diagnostics) -> Option<(Mapping, SourceId)> {
        let company = self.company.clone()?;
        let before = std::mem::take(&mut self.diagnostics);
        let source = self.read_yaml(&format!("{PAYROLL_FOLDER}/{name}.yaml"));
        out.append(std::mem::replace(&mut self.diagnostics, before));
        let known = if known { self.known() } else { Known::Nothing };
        let mapping = read::payroll(source?, &self.sources, &company, &known, out);
        mapping.zip(source)
    }
}

/// The bytes of `text` in this encoding.
///
/// # Errors
/// The first character that the encoding does not have.
pub fn encoded(text: &str, encoding: PayrollEncoding) -> Result<Vec<u8>, char> {
    match encoding {
        PayrollEncoding::Utf8 => Ok(text.as_bytes().to_vec()),
        PayrollEncoding::Utf8Marked => Ok(["\u{feff}", text].concat().into_bytes()),
        PayrollEncoding::Gb18030 => {
            let (bytes, _, is_lossy) = GB18030.encode(text);
            let lacks = |one: &char| GB18030.encode(one.encode_utf8(&mut [0; 4])).2;
            match text.chars().find(lacks).filter(|_| is_lossy) {
                Some(lacking) => Err(lacking),
                None => Ok(bytes.into_owned()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_systems_get_their_encoding() {
        assert_eq!(encoded("工号,€\n", PayrollEncoding::Gb18030).as_deref(), Ok(&b"\xb9\xa4\xba\xc5,\xa2\xe3\n"[..]));
        // Characters beyond the older GBK take four bytes.
        assert_eq!(encoded("𠮷", PayrollEncoding::Gb18030).as_deref(), Ok(&b"\x95\x34\xb2\x35"[..]));
        assert_eq!(encoded("a\u{e5e5}", PayrollEncoding::Gb18030), Err('\u{e5e5}'));
        assert_eq!(encoded("工", PayrollEncoding::Utf8Marked).as_deref(), Ok(&b"\xef\xbb\xbf\xe5\xb7\xa5"[..]));
        assert_eq!(encoded("工", PayrollEncoding::Utf8).as_deref(), Ok("工".as_bytes()));
    }
}
