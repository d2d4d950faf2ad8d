//! The file of a seal, `attain-seal/2`: documented in `docs/closing.md`, stable, one entry a line.

use std::fmt::Write as _;

use attain_rules::both;
use attain_rules::company::minor_digits_of;
use attain_rules::date::Date;
use attain_rules::number::Number;
use attain_rules::text::Text;
use serde::Deserialize;

use super::{Mark, RowKey, Seal, SealedColumns, SealedFile, SealedLine};
use crate::hash::digest;

/// What the files call themselves.
pub const FORMAT: &str = "attain-seal/2";

/// What stands in front of the digest, which everything above it is held to.
const DIGEST: &str = "\n\"digest\": ";

/// Why a file is no seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SealError {
    /// It is no file of this form, or it was cut off.
    Unreadable(String),
    /// It is of another form: what it calls itself.
    Format(String),
    /// It was touched: what differs.
    Touched(Vec<Text>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SealWire {
    format: String,
    period: String,
    engine: String,
    currency: String,
    before: Option<String>,
    files: Vec<FileWire>,
    columns: SealedColumns,
    lines: Vec<LineWire>,
    total: String,
    rows: Vec<RowWire>,
    digest: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileWire {
    path: String,
    sha256: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineWire {
    id: String,
    participant: String,
    plan: String,
    version: String,
    component: String,
    kind: String,
    earned_for: String,
    paid_in: String,
    #[serde(default)]
    unit: Option<String>,
    amount: String,
    #[serde(default)]
    taxable: Option<String>,
    #[serde(default)]
    pay_code: Option<String>,
    #[serde(default)]
    tax_class: Option<String>,
    check: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowWire {
    table: String,
    row: String,
    hash: Option<String>,
    #[serde(default)]
    since: Option<String>,
    #[serde(default)]
    until: Option<String>,
    #[serde(default)]
    who: Vec<String>,
}

impl Seal {
    /// The file's text; the digest is made anew.
    #[must_use]
    pub fn write(&self) -> String {
        let mut text = self.body();
        let digest = digest(text.as_bytes());
        let _ = write!(text, "{}{}\n}}\n", &DIGEST[1..], quoted(&digest));
        text
    }

    /// The seal with its digest.
    #[must_use]
    pub fn sealed(mut self) -> Self {
        self.digest = digest(self.body().as_bytes());
        self
    }

    /// Everything above the digest.
    fn body(&self) -> String {
        let before = self.before.as_deref().map_or_else(|| "null".to_owned(), quoted);
        let [format, period, engine, currency] = [FORMAT, &self.period, &self.engine, &self.currency].map(quoted);
        let mut text = format!(
            "{{\n\"format\": {format},\n\"period\": {period},\n\"engine\": {engine},\n\"currency\": {currency},\n\"before\": {before},\n"
        );
        let files = self.files.iter().map(|file| fields(&[("path", &file.path), ("sha256", &file.sha256)]));
        list(&mut text, "files", files);
        let columns: Vec<String> = self.columns.iter().map(|column| quoted(column)).collect();
        let _ = writeln!(text, "\"columns\": [{}],", columns.join(", "));
        let lines = self.lines.iter().map(|line| {
            let check = line.check();
            let before = [
                ("id", line.id.as_str()),
                ("participant", &line.participant),
                ("plan", &line.plan),
                ("version", &line.version),
                ("component", &line.component),
                ("kind", &line.kind),
                ("earned_for", &line.earned_for),
                ("paid_in", &line.paid_in),
            ];
            let unit = line.unit.as_deref().map(|unit| ("unit", unit));
            let taxable = line.taxable.as_deref().map(|taxable| ("taxable", taxable));
            let amount = [("amount", line.amount.as_str())];
            let pay_code = line.pay_code.as_deref().map(|code| ("pay_code", code));
            let tax_class = line.tax_class.as_deref().map(|class| ("tax_class", class));
            let values = before.into_iter().chain(unit).chain(amount).chain(taxable).chain(pay_code).chain(tax_class);
            fields(&values.chain([("check", check.as_str())]).collect::<Vec<_>>())
        });
        list(&mut text, "lines", lines);
        let _ = writeln!(text, "\"total\": {},", quoted(&self.total()));
        let rows = self.rows.iter().map(|((table, row), mark)| {
            let row = [("table", table.as_str()), ("row", row.as_str())].map(|(key, value)| pair(key, value));
            let rest = match mark {
                None => "\"hash\": null".to_owned(),
                Some(mark) => {
                    let since = mark.since.map_or_else(|| "null".to_owned(), |day| quoted(&day.to_string()));
                    let until =
                        mark.until.map(|day| format!(", {}", pair("until", &day.to_string()))).unwrap_or_default();
                    let who: Vec<String> = mark.who.iter().map(|who| quoted(who)).collect();
                    format!("{}, \"since\": {since}{until}, \"who\": [{}]", pair("hash", &mark.hash), who.join(", "))
                }
            };
            format!("{{{}, {}, {rest}}}", row[0], row[1])
        });
        list(&mut text, "rows", rows);
        text
    }

    /// All amounts of money added up, as it is written. Units are never added to them.
    #[must_use]
    pub fn total(&self) -> String {
        let amounts =
            self.lines.iter().filter(|line| line.unit.is_none()).filter_map(|line| Number::parse(&line.amount).ok());
        let sum = amounts.fold(Number::ZERO, |sum, amount| sum.add(&amount).unwrap_or(sum));
        sum.to_fixed_text(minor_digits_of(&self.currency).unwrap_or(0))
    }

    /// Reads what [`Seal::write`] wrote.
    ///
    /// # Errors
    /// [`SealError`]; of a touched seal with everything that differs.
    pub fn read(text: &str) -> Result<Self, SealError> {
        let wire: SealWire = serde_json::from_str(text).map_err(|error| SealError::Unreadable(error.to_string()))?;
        if wire.format != FORMAT {
            return Err(SealError::Format(wire.format));
        }
        let mut differs = Vec::new();
        let lines = wire.lines.into_iter().map(|line| line.read(&mut differs)).collect();
        let files = wire.files.into_iter().map(|file| SealedFile { path: file.path, sha256: file.sha256 }).collect();
        let seal = Self {
            period: wire.period,
            engine: wire.engine,
            currency: wire.currency,
            before: wire.before,
            files,
            columns: wire.columns,
            lines,
            rows: wire.rows.into_iter().map(RowWire::read).collect(),
            digest: wire.digest,
        };
        let (said, total) = (&wire.total, seal.total());
        if *said != total {
            differs.push(both!(
                "the lines add up to {total}, and not to {said}",
                "各行合计为 {total}，而文件写的是 {said}"
            ));
        }
        let body = text.rfind(DIGEST).and_then(|at| text.get(..=at)).unwrap_or_default();
        let (said, digest) = (&seal.digest, digest(body.as_bytes()));
        if *said != digest {
            differs.push(both!(
                "its digest is {digest}, and not {said}",
                "按内容算出的摘要是 {digest}，而文件末尾写的是 {said}"
            ));
        } else if seal.write() != text {
            differs.push(both!("it is written in another form", "书写形式与封存时不同"));
        }
        if differs.is_empty() { Ok(seal) } else { Err(SealError::Touched(differs)) }
    }
}

impl LineWire {
    fn read(self, differs: &mut Vec<Text>) -> SealedLine {
        let line = SealedLine {
            id: self.id,
            participant: self.participant,
            plan: self.plan,
            version: self.version,
            component: self.component,
            kind: self.kind,
            earned_for: self.earned_for,
            paid_in: self.paid_in,
            unit: self.unit,
            amount: self.amount,
            taxable: self.taxable,
            pay_code: self.pay_code,
            tax_class: self.tax_class,
        };
        if line.check() != self.check {
            let (id, amount) = (&line.id, &line.amount);
            differs.push(both!(
                "line `{id}` with the amount {amount} is not the line that was sealed",
                "收入行 `{id}` 现在的金额是 {amount}，与封存时不符"
            ));
        }
        line
    }
}

impl RowWire {
    fn read(self) -> (RowKey, Option<Mark>) {
        let day = |text: Option<String>| text.as_deref().and_then(Date::parse);
        let (since, until) = (day(self.since), day(self.until));
        let mark = self.hash.map(|hash| Mark { hash, since, until, who: self.who });
        ((self.table, self.row), mark)
    }
}

fn list(text: &mut String, key: &str, entries: impl Iterator<Item = String>) {
    let entries: Vec<String> = entries.collect();
    let inside = if entries.is_empty() { String::new() } else { format!("\n{}\n", entries.join(",\n")) };
    let _ = writeln!(text, "\"{key}\": [{inside}],");
}

fn fields(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = fields.iter().map(|(key, value)| pair(key, value)).collect();
    format!("{{{}}}", pairs.join(", "))
}

fn pair(key: &str, value: &str) -> String {
    format!("\"{key}\": {}", quoted(value))
}

fn quoted(text: &str) -> String {
    // A text always has a JSON form; there is nothing here that could fail.
    serde_json::to_string(text).unwrap_or_default()
}
