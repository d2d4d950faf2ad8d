//! The examples of a company, and the company with the tables that one of them gives.

use std::io;

use attain_engine::inputs::RowPlace;
use attain_intake::folder::Folder;
use attain_intake::given::Given;
use attain_rules::company::Company;
use attain_rules::diagnostic::{Diagnostic, Diagnostics};
use attain_rules::example::{Example, GivenTable};
use attain_rules::read;
use attain_rules::source::Sources;

use super::{Computation, Opened, is_error};
use crate::asked::Ground;
use crate::failure::Failure;
use crate::given::{self, Told};

/// Folder of the examples.
const TESTS_FOLDER: &str = "tests";

impl Opened {
    /// Reads the examples; what is wrong with their files around them is given back.
    pub(super) fn read_examples(&mut self) -> Result<Diagnostics, Failure> {
        let files = self.folder.files().clone();
        let failure = |path: &str, error| Failure::Read(files.root().join(path), error);
        let names = match files.list(TESTS_FOLDER) {
            Ok(names) => names,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(failure(TESTS_FOLDER, error)),
        };
        let mut sources = Vec::new();
        for name in names.iter().filter(|name| name.ends_with(".yaml")) {
            let text = files.open(name).and_then(|file| io::read_to_string(file.reader));
            let text = text.map_err(|error| failure(name, error))?;
            sources.push(self.folder.sources.add(name.clone(), text));
        }
        let mut found = Diagnostics::default();
        self.examples = read::examples(&sources, &self.folder.sources, &self.company, &self.folder.known(), &mut found);
        Ok(found)
    }

    /// The examples, in the order of their files.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// What is wrong with the examples beyond how they are written, beside what was told of the company's own files.
    pub(super) fn check_examples(&self, told: &Diagnostics) -> Diagnostics {
        let told = Told::of(told, self.sources());
        let mut found = Diagnostics::default();
        self.examples.iter().for_each(|example| found.append(given::check(self, example, &told)));
        found
    }

    /// What is wrong with an example that cannot be run as it is written.
    pub fn faults_of(&self, example: &Example) -> Vec<Diagnostic> {
        let mut found = example.found.clone();
        found.append(given::check(self, example, &Told::default()));
        let mut found = found.sorted();
        found.retain(is_error);
        found
    }

    /// Are all versions of the plan of this name without errors?
    pub fn has_sound_plan(&self, plan: &str) -> bool {
        self.folder.has_sound_plan(plan)
    }

    /// What examples are held against.
    pub fn ground(&self) -> Ground<'_> {
        Ground {
            plans: self.plans_slice(),
            company: &self.company,
            inputs: &self.folder.inputs,
            closed: self.has_closed(),
        }
    }

    /// The folder with the tables of an example in the place of its own.
    pub fn folder_with(&self, given: &[GivenTable]) -> Folder {
        let tables: Vec<Given> = given.iter().map(|table| as_given(table, self.sources())).collect();
        self.folder.with_given(&tables)
    }

    /// Where a row of a given table stands in the example's file; any other place is where it is.
    pub fn written_place(&self, place: &str) -> String {
        let row = place.rsplit_once(':').and_then(|(file, line)| {
            let row = RowPlace { file: file.into(), line: line.parse().ok()? };
            self.written.get(&row).map(|span| self.sources().place(*span))
        });
        row.map_or_else(|| place.to_owned(), |at| format!("{}:{}", at.file, at.line))
    }

    /// The company with the tables of an example in the place of its own.
    ///
    /// # Errors
    /// [`Computation`] when the given tables are broken.
    pub fn with_given(&self, given: &[GivenTable]) -> Result<Self, Computation> {
        let mut folder = self.folder_with(given);
        let findings = std::mem::take(&mut folder.diagnostics).sorted();
        if findings.iter().any(is_error) {
            let codes = findings.iter().filter(|found| is_error(found)).map(|found| found.code).collect();
            return Err(Computation { codes, ..Computation::of(findings, folder.sources) });
        }
        let company = folder.company.as_ref().map_or_else(|| self.company.clone(), |company| Company::clone(company));
        Ok(Self::new(folder, company, given::written(given, self.sources())))
    }
}

fn as_given(table: &GivenTable, sources: &Sources) -> Given {
    let word = given::word(table.table.value);
    let row = |row: &attain_rules::example::GivenRow| {
        row.cells.iter().map(|(column, cell)| (column.value.clone(), cell.value.clone())).collect()
    };
    Given { table: word.to_owned(), rows: table.rows.iter().map(row).collect(), lines: given::lines(table, sources) }
}
