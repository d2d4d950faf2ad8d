//! The file of a payroll system: the rows of an export, laid out by its mapping.

use std::collections::{BTreeMap, BTreeSet};

use attain_engine::seal::SealedLine;
use attain_intake::payroll::encoded;
use attain_rules::calendar::Calendar;
use attain_rules::company::minor_digits_of;
use attain_rules::date::Date;
use attain_rules::number::Number;
use attain_rules::payroll::{Content, Field, Mapping};

use super::cell;
use super::totals::{places, plus};
use crate::failure::Failure;

/// A mapping, and what it needs to know beside the lines.
pub struct Layout<'m> {
    /// The mapping.
    pub mapping: &'m Mapping,
    /// Which days a period has.
    pub calendar: Calendar,
    /// Id of the export.
    pub export: &'m str,
    /// The currency of money.
    pub currency: &'m str,
}

/// A row: what it says in texts, and what it pays.
struct Row {
    texts: Vec<String>,
    amount: Number,
    digits: u8,
    taxable: Option<Number>,
}

impl Layout<'_> {
    /// How many rows the file has, and its bytes.
    ///
    /// # Errors
    /// [`Failure::NoPayCode`], [`Failure::UnclearUnits`], [`Failure::TooLarge`], [`Failure::NotInEncoding`].
    pub fn file(&self, lines: &[&SealedLine]) -> Result<(usize, Vec<u8>), Failure> {
        self.check_codes(lines)?;
        let rows = self.rows(lines)?;
        let delimiter = self.mapping.delimiter;
        let headers: Vec<String> = self.mapping.columns.iter().map(|column| cell::text(&column.header)).collect();
        let mut text = cell::row(&headers, delimiter);
        for row in &rows {
            text.push_str(&cell::row(&self.cells(row), delimiter));
        }
        Ok((rows.len(), encoded(&text, self.mapping.encoding).map_err(Failure::NotInEncoding)?))
    }

    /// Sees that each line has a code where codes are asked for, and that the file says what each row pays in.
    fn check_codes(&self, lines: &[&SealedLine]) -> Result<(), Failure> {
        let has_codes = self.mapping.has(Field::PayCode);
        let (mut lacking, mut units) = (BTreeSet::new(), BTreeMap::new());
        for line in lines {
            let code = self.code(line).filter(|_| has_codes);
            if has_codes && code.is_none() {
                lacking.insert(format!("{}/{} ({})", line.plan, line.component, line.kind));
            }
            units.entry(code.unwrap_or_default()).or_insert_with(BTreeSet::new).insert(self.unit(line));
        }
        if !lacking.is_empty() {
            return Err(Failure::NoPayCode(lacking.into_iter().collect()));
        }
        let mixed = units.values().find(|units| units.len() > 1 && !self.mapping.has(Field::Currency));
        match mixed {
            Some(mixed) => Err(Failure::UnclearUnits(mixed.iter().map(|unit| (*unit).to_owned()).collect())),
            None => Ok(()),
        }
    }

    fn rows<'l>(&'l self, lines: &[&'l SealedLine]) -> Result<Vec<Row>, Failure> {
        let mut rows: Vec<Row> = Vec::new();
        let mut places_of: BTreeMap<(Vec<String>, &str), usize> = BTreeMap::new();
        for line in lines {
            let texts = self.texts(line);
            let key = (texts.clone(), self.unit(line));
            let known = places_of.get(&key).and_then(|at| rows.get_mut(*at)).filter(|_| self.mapping.sum);
            if let Some(row) = known {
                row.amount = plus(&row.amount, &line.amount)?;
                if let Some(value) = &line.taxable {
                    row.taxable = Some(plus(row.taxable.as_ref().unwrap_or(&Number::ZERO), value)?);
                }
                continue;
            }
            places_of.insert(key, rows.len());
            rows.push(Row {
                texts,
                amount: plus(&Number::ZERO, &line.amount)?,
                digits: places(&line.amount),
                taxable: line.taxable.as_deref().map(|value| plus(&Number::ZERO, value)).transpose()?,
            });
        }
        // What adds up to nothing is not paid.
        rows.retain(|row| !row.amount.is_zero() || row.taxable.as_ref().is_some_and(|value| !value.is_zero()));
        Ok(rows)
    }

    fn cells(&self, row: &Row) -> Vec<String> {
        let form = &self.mapping.amounts;
        let digits = minor_digits_of(self.currency).unwrap_or(0);
        let taxable = || row.taxable.as_ref().map(|value| form.write(value, digits)).unwrap_or_default();
        let cells = self.mapping.columns.iter().zip(&row.texts).map(|(column, text)| match column.content {
            Content::Of(Field::Amount) => form.write(&row.amount, row.digits),
            Content::Of(Field::TaxableValue) => taxable(),
            _ => text.clone(),
        });
        cells.collect()
    }

    /// What the row says in each column, but for numbers.
    fn texts(&self, line: &SealedLine) -> Vec<String> {
        let texts = self.mapping.columns.iter().map(|column| match &column.content {
            Content::Fixed(text) => cell::text(text),
            Content::Of(field) => cell::text(&self.field(*field, line)),
        });
        texts.collect()
    }

    fn field(&self, field: Field, line: &SealedLine) -> String {
        let day = |label: &str, of: fn(attain_rules::date::DateRange) -> Date| {
            let period = self.calendar.parse(label);
            period.map(|period| self.mapping.days.write(of(self.calendar.days(period)))).unwrap_or_default()
        };
        match field {
            Field::Id => line.id.clone(),
            Field::Participant => line.participant.clone(),
            Field::Plan => line.plan.clone(),
            Field::Component => line.component.clone(),
            Field::Kind => line.kind.clone(),
            Field::EarnedFor => line.earned_for.clone(),
            Field::EarnedFrom => day(&line.earned_for, |days| days.first),
            Field::EarnedTo => day(&line.earned_for, |days| days.last),
            Field::PaidIn => line.paid_in.clone(),
            Field::PaidFrom => day(&line.paid_in, |days| days.first),
            Field::PaidTo => day(&line.paid_in, |days| days.last),
            Field::Amount | Field::TaxableValue => String::new(),
            Field::Currency => self.unit(line).to_owned(),
            Field::PayCode => self.code(line).unwrap_or_default().to_owned(),
            Field::TaxClass => line.tax_class.clone().unwrap_or_default(),
            Field::Export => self.export.to_owned(),
        }
    }

    fn unit<'l>(&'l self, line: &'l SealedLine) -> &'l str {
        line.unit.as_deref().unwrap_or(self.currency)
    }

    fn code<'l>(&'l self, line: &'l SealedLine) -> Option<&'l str> {
        let own = line.pay_code.as_deref();
        self.mapping.pay_codes.code((&line.plan, &line.component), &line.kind, own)
    }
}
