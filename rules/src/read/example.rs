//! Reads `tests/*.yaml`.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Place;

use crate::both;
use crate::company::Company;
use crate::diagnostic::Diagnostics;
use crate::diagnostics::{n, t};
use crate::example::Example;
use crate::period::PeriodLength;
use crate::source::{Span, Spanned};
use crate::yaml::Node;

use super::expectation::expectations;
use super::given::given;
use super::names::Names;
use super::reader::Reader;

/// Where each name of a test stands first, in all files.
pub(super) type Named = BTreeMap<String, Span>;

/// Reads one file: a map with the key `tests`.
pub(super) fn read(
    reader: &mut Reader<'_>,
    root: &Node,
    (company, named): (&Company, &mut Named),
    known: &Names<'_>,
) -> Vec<Example> {
    let Some(fields) = reader.fields_of_root(root, &both!("a file of tests", "测试文件"), &["tests"]) else {
        return Vec::new();
    };
    let Some(list) = reader.require(&fields, "tests").and_then(|node| reader.list(node, "tests")) else {
        return Vec::new();
    };
    list.iter().filter_map(|node| example(reader, node, (company, named), known)).collect()
}

/// One entry of the list; nothing when a part of it could not be read, of which the file's findings speak. The rest of it is looked
/// at all the same.
fn example(
    file: &mut Reader<'_>,
    node: &Node,
    (company, named): (&Company, &mut Named),
    known: &Names<'_>,
) -> Option<Example> {
    let mut found = Diagnostics::default();
    let reader = &mut Reader::new(file.file, &mut found);
    let keys = ["test", "participant", "period", "given", "expect"];
    let Some(fields) = reader.fields_of_root(node, &both!("a test", "一个测试"), &keys) else {
        file.out.append(found);
        return None;
    };
    let text = |reader: &mut Reader<'_>, key| {
        let node = reader.require(&fields, key)?;
        Some(Spanned::new(reader.text(node)?, node.span))
    };
    let name = text(reader, "test");
    if let Some(name) = &name {
        match named.entry(name.value.clone()) {
            Place::Occupied(first) => reader.report(n::n050::test_twice(name.span, &name.value, *first.get())),
            Place::Vacant(first) => {
                first.insert(name.span);
            }
        }
    }
    let participant = text(reader, "participant");
    let period = text(reader, "period").and_then(|text| {
        let period = company.calendar.parse(&text.value);
        if period.is_none() {
            reader.report(t::t026::no_period(text.span, &text.value));
        }
        Some(Spanned::new(period?, text.span))
    });
    let (given, has_seats) =
        fields.get("given").map_or_else(|| (Vec::new(), true), |node| given(reader, node, company));
    // No window is too long for a period that is not known.
    let length = period.as_ref().map_or(PeriodLength::Year, |period| period.value.length);
    let expect = reader
        .require(&fields, "expect")
        .map(|node| expectations(reader, node, (company, length), known))
        .unwrap_or_default();
    if node.has_hole() {
        file.out.append(found);
        return None;
    }
    let span = name.as_ref().map_or(fields.head, |name| name.span);
    Some(Example { name, span, participant, period, given, has_seats, expect, found })
}
