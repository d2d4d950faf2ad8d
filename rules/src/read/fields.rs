//! [`Fields`]: the entries of a map whose keys are known.

use crate::both;
use crate::diagnostics::{n, s, t};
use crate::nearest::nearest;
use crate::source::Span;
use crate::text::Text;
use crate::yaml::{Content, Entry, Node};

use super::reader::Reader;

/// A map whose keys have been compared with those that are known.
#[derive(Clone)]
pub(super) struct Fields<'n> {
    /// What the map is, for people.
    place: Text,
    entries: &'n [Entry],
    /// Known keys that unknown ones were probably meant to be, with what stands there: it is read as theirs, so that one slip is
    /// one finding.
    meant: Vec<(String, &'n Entry)>,
    /// May it have keys that could not be read?
    holed: bool,
    /// The place that stands for the whole map: its first key, with the value behind it.
    pub(super) head: Span,
}

impl<'n> Fields<'n> {
    /// The value of `key`, or of a misspelt one that was meant to be it; none when it is absent, empty or could not be read.
    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        let meant = || self.meant.iter().find(|(meant, _)| meant == key).map(|(_, entry)| *entry);
        let entry = self.entry(key).or_else(meant)?;
        (!matches!(entry.value.content, Content::Empty | Content::Broken)).then_some(&entry.value)
    }

    fn entry(&self, key: &str) -> Option<&'n Entry> {
        self.entries.iter().find(|entry| entry.key.text == key)
    }

    /// Where `key` stands, if it does.
    pub(super) fn key(&self, key: &str) -> Option<Span> {
        self.entry(key).map(|entry| entry.key.span)
    }

    /// Does `key` stand there, with or without a value, was it meant by a misspelt one, or may it be in a part that could not
    /// be read?
    pub(super) fn has(&self, key: &str) -> bool {
        self.holed || self.entry(key).is_some() || self.meant.iter().any(|(meant, _)| meant == key)
    }
}

impl Reader<'_> {
    /// The node as a map with no other keys than `known`. Unknown keys and empty values are reported. Nothing when a part of it
    /// could not be read: what the rest means depends on that part.
    pub(super) fn fields<'n>(&mut self, node: &'n Node, place: &Text, known: &[&str]) -> Option<Fields<'n>> {
        self.fields_of_root(node, place, known).filter(|fields| !fields.holed)
    }

    /// As [`Reader::fields`], of a whole file, whose keys stand each for itself, also when a part could not be read.
    pub(super) fn fields_of_root<'n>(&mut self, node: &'n Node, place: &Text, known: &[&str]) -> Option<Fields<'n>> {
        let entries = self.map(node, place)?;
        let mut meant = Vec::new();
        for entry in entries.iter().filter(|entry| !entry.is_hole()) {
            let key = entry.key.text.as_str();
            if !known.contains(&key) {
                meant.extend(self.unknown_key(entry, place, known).map(|key| (key.to_owned(), entry)));
                if let Content::Scalar(value) = &entry.value.content {
                    self.guess(value.span);
                }
            } else if matches!(entry.value.content, Content::Empty) {
                self.report(t::t024::empty_value(entry.key.span, key));
            }
        }
        let head = match entries.first() {
            Some(Entry { key, value: Node { content: Content::Scalar(value), .. } }) => {
                Span { end: value.span.end.max(key.span.end), ..key.span }
            }
            Some(entry) => entry.key.span,
            None => node.span,
        };
        let holed = entries.iter().any(Entry::is_hole);
        Some(Fields { place: place.clone(), entries, meant, holed, head })
    }

    /// Reports an unknown key; gives the known one that it was probably meant to be.
    fn unknown_key<'k>(&mut self, entry: &Entry, place: &Text, known: &[&'k str]) -> Option<&'k str> {
        let key = entry.key.text.as_str();
        let wide = key.char_indices().find(|(_, character)| *character == '：');
        if let Some((at, character)) = wide
            && matches!(entry.value.content, Content::Empty)
        {
            let start = entry.key.span.start.saturating_add(u32::try_from(at).unwrap_or(0));
            let span = Span { start, end: start.saturating_add(3), ..entry.key.span };
            self.report(s::s009::wide_sign(span, character, ':'));
            let (before, _) = key.split_at_checked(at)?;
            return known.iter().find(|known| **known == before).copied();
        }
        if let Some(written) = self.decimal_comma(entry) {
            self.report(n::n020::decimal_comma(entry.key.span, key, place, &written));
            return None;
        }
        if ["to", "until", "up_to", "below", "至", "到"].contains(&key) && known.contains(&"fee") {
            self.report(n::n020::end_of_row(entry.key.span, key, place));
            return None;
        }
        let list = known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
        let near = nearest(key, known.iter().copied()).or_else(|| called_otherwise(key, known));
        self.report(n::n020::unknown_key(entry.key.span, key, place, near, &list));
        near
    }

    /// `4,5%` in braces, where `5%` became a key: the whole number.
    fn decimal_comma(&self, entry: &Entry) -> Option<String> {
        let key = entry.key.text.as_str();
        let digits = key.strip_suffix('%').unwrap_or(key);
        if !matches!(entry.value.content, Content::Empty) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let before = self.file.get(..entry.key.span.start as usize)?.strip_suffix(',')?;
        let whole = before.get(before.trim_end_matches(|c: char| c.is_ascii_digit()).len()..)?;
        (!whole.is_empty()).then(|| format!("{whole},{key}"))
    }

    /// The node as a map with keys of any name; nothing when a part of it could not be read.
    pub(super) fn entries<'n>(&mut self, node: &'n Node, place: &Text) -> Option<&'n [Entry]> {
        self.map(node, place).filter(|entries| !entries.iter().any(Entry::is_hole))
    }

    /// As [`Reader::entries`], whole or not.
    pub(super) fn map<'n>(&mut self, node: &'n Node, place: &Text) -> Option<&'n [Entry]> {
        match &node.content {
            Content::Map(entries) => Some(entries),
            _ => {
                let expected = both!("{place}: a map of keys", "{place}：键值"; place);
                self.wrong_kind(node, &expected);
                None
            }
        }
    }

    /// The value of a key that must be there.
    pub(super) fn require<'n>(&mut self, fields: &Fields<'n>, key: &str) -> Option<&'n Node> {
        let value = fields.get(key);
        if value.is_none() && !fields.has(key) {
            self.report(t::t001::missing_key(fields.head, key, &fields.place, sample(key)));
        }
        value
    }

    /// Refuses each of `others` beside `key`; true when none stands there.
    pub(super) fn alone(&mut self, fields: &Fields<'_>, key: &str, others: &[&str]) -> bool {
        let Some(here) = fields.key(key) else { return true };
        let mut alone = true;
        for other in others {
            if let Some(there) = fields.key(other) {
                self.report(t::t008::not_together(there, other, key, here));
                alone = false;
            }
        }
        alone
    }

    /// Refuses `key` unless one of `needed` stands beside it.
    pub(super) fn needs(&mut self, fields: &Fields<'_>, key: &str, needed: &[&str]) -> bool {
        let Some(here) = fields.key(key) else { return true };
        if needed.iter().any(|needed| fields.has(needed)) {
            return true;
        }
        self.report(t::t009::needs(here, key, &needed.join("` / `"), hint(needed)));
        false
    }
}

/// The key for what other systems, or people, call otherwise.
fn called_otherwise<'k>(key: &str, known: &[&'k str]) -> Option<&'k str> {
    let names: &[&str] = match key {
        "name" | "公司" | "方案" => &["company", "plan"],
        "max" | "maximum" | "limit" | "ceiling" | "上限" | "封顶" => &["cap"],
        "min" | "minimum" | "下限" | "保底" => &["floor"],
        "condition" | "threshold" | "门槛" => &["gate"],
        "filter" => &["where", "keep"],
        "dates" | "valid" | "days" | "生效" => &["effective"],
        "frequency" | "频率" => &["pays"],
        "table" | "rows" | "rates" | "bands" => &["tiers"],
        _ => &[],
    };
    known.iter().copied().find(|known| names.contains(known))
}

/// A value that the key could have.
fn sample(key: &str) -> &'static str {
    match key {
        "plan" | "commission" => "account_executive",
        "company" => "Northwind",
        "payroll" => "Payroll system",
        "header" => "Employee",
        "effective" => "2026-01-01 .. 2026-12-31",
        "currency" => "CNY",
        "pays" => "monthly",
        "measures" => "{ bookings: { unit: money, from: transactions, to: owner, dated: booked_on } }",
        "components" => "[ { commission: sales, pays_on: bookings, rate: 5% } ]",
        "unit" => "money",
        "from" => "transactions",
        "to" => "owner",
        "dated" => "booked_on",
        "credit" => "amount",
        "formula" => "bookings + renewals",
        "by" => "attainment(bookings)",
        "points" => "{ 80%: 50%, 100%: 100% }",
        "year_starts" => "4",
        "first_day" => "sunday",
        "year_begins" => "nearest",
        "week_53" => "12",
        "data" => "{ participants: data/participants.csv, ... }",
        "participants" => "data/participants.csv",
        "assignments" => "data/assignments.csv",
        "file" => "data/transactions.csv",
        "key" => "sku",
        "rank_by" => "bookings",
        "prizes" => "[3000, 2000, 1000]",
        "reach" => "50%",
        "prize" => "500",
        "measure" => "bookings",
        "columns" => "{ series: Series }",
        _ => "...",
    }
}

/// What to choose from, where a key is often forgotten.
fn hint(needed: &[&str]) -> Option<Text> {
    match needed {
        ["without_quota"] => Some(both!(
            "add `without_quota: error` (a run stops at whoever has no quota), `report` (they are not paid and are listed), or \
             a number such as `100%` (their attainment)",
            "加上 `without_quota: error`（有人没有目标就停止）、`report`（不支付并列出），或数字如 `100%`（按此达成率）"
        )),
        ["mode"] => Some(both!(
            "add `mode: marginal` (each slice at its own rate), `retroactive` (everything at the rate reached), `step_adding` \
             or `step_replacing` (fixed sums)",
            "加上 `mode: marginal`（超额累进）、`retroactive`（全额累进）、`step_adding` 或 `step_replacing`（固定金额）"
        )),
        ["rate_by"] => Some(both!(
            "say what picks the row, for example `rate_by: attainment(bookings)`",
            "写明按什么选行，例如 `rate_by: attainment(bookings)`"
        )),
        _ => None,
    }
}
