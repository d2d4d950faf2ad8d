//! [`Context`]: what every command knows of how it was called, and [`Screen`], where it writes.

use std::cell::Cell;
use std::io::Write;
use std::path::{Path, PathBuf};

use attain_rules::text::Language;

use crate::arguments::{Arguments, Command};

/// How the command was called.
#[derive(Debug)]
pub struct Context {
    directory: PathBuf,
    asked: Option<Language>,
    company: Cell<Option<Language>>,
    quiet: bool,
    json: bool,
}

impl Context {
    /// From the command line. `--lang` goes before `ATTAIN_LANG`, which goes before the company's first language.
    pub fn new(arguments: &Arguments) -> Self {
        Self {
            directory: arguments.global.directory.clone(),
            asked: arguments.global.language,
            company: Cell::new(None),
            quiet: arguments.global.quiet,
            json: arguments.command.as_ref().is_some_and(Command::is_json),
        }
    }

    /// The company's folder.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// `path` as the reader of `-C` means it: relative to the folder.
    pub fn path(&self, path: &Path) -> PathBuf {
        if self.directory == Path::new(".") { path.to_owned() } else { self.directory.join(path) }
    }

    /// The language to speak: the one asked for, else the company's, else English.
    pub fn language(&self) -> Language {
        self.asked.or_else(|| self.company.get()).unwrap_or_default()
    }

    /// Once the company's file has been read, its first language holds where none was asked for.
    pub fn take_language(&self, languages: &[Language]) {
        self.company.set(languages.first().copied());
    }

    /// Is the result for programs?
    pub const fn is_json(&self) -> bool {
        self.json
    }

    /// Was only the result asked for?
    pub const fn quiet(&self) -> bool {
        self.quiet
    }
}

/// Where a command writes. Colours are taken out again where the reader cannot show them or does not want them.
pub struct Screen<'a> {
    /// Results for people.
    pub out: &'a mut dyn Write,
    /// Results for programs, which may be long: they have no colours that would have to be looked for.
    pub machine: &'a mut dyn Write,
    /// Everything about how the work went.
    pub err: &'a mut dyn Write,
}

impl Screen<'_> {
    /// Sees to it that all results have reached their reader.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()?;
        self.machine.flush()
    }
}

/// What came of a command that could run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing to complain about.
    Fine,
    /// It found something: errors in a check, a failed test, a trace that does not add up.
    Found,
    /// It could not do its work.
    CouldNotRun,
}

impl Exit {
    /// The exit code: 0, 1, 2.
    pub const fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Found => 1,
            Self::CouldNotRun => 2,
        }
    }
}
