//! One transaction of a batch, as formulas see it.

use std::sync::Arc;

use attain_rules::company::Schema;
use attain_rules::date::Date;
use attain_rules::formula::expression::Name;
use attain_rules::number::Number;

use crate::evaluate::{Item, Names};
use crate::fault::{Fault, Stop};
use crate::inputs::{Batch, Cells, RowPlace};

/// One transaction of a batch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'b> {
    batch: &'b Batch,
    row: usize,
}

impl<'b> Row<'b> {
    pub(crate) fn new(batch: &'b Batch, row: usize) -> Self {
        Self { batch, row }
    }

    /// The cell in `column`.
    pub(crate) fn item(self, column: usize) -> Item<'b> {
        let Some(cells) = self.batch.columns.get(column) else { return Item::Empty };
        match cells {
            Cells::Numbers(cells) => cells.get(self.row).and_then(Clone::clone).map_or(Item::Empty, Item::Number),
            Cells::Texts(cells) => match cells.get(self.row) {
                "" => Item::Empty,
                text => Item::Text(text),
            },
            Cells::YesNo(cells) => cells.get(self.row).copied().flatten().map_or(Item::Empty, Item::YesNo),
            Cells::Dates(cells) => cells.get(self.row).copied().flatten().map_or(Item::Empty, Item::Date),
        }
    }

    /// The text in `column`; empty when there is none.
    pub(crate) fn text(self, column: usize) -> &'b str {
        match self.batch.columns.get(column) {
            Some(Cells::Texts(cells)) => cells.get(self.row),
            _ => "",
        }
    }

    /// The day in `column`.
    pub(crate) fn date(self, column: usize) -> Option<Date> {
        match self.batch.columns.get(column) {
            Some(Cells::Dates(cells)) => cells.get(self.row).copied().flatten(),
            _ => None,
        }
    }

    /// Its amount; 0 when there is none.
    pub(crate) fn amount(self) -> Number {
        match self.item(Schema::AMOUNT) {
            Item::Number(amount) => amount,
            _ => Number::ZERO,
        }
    }

    /// Its id.
    pub(crate) fn id(self) -> &'b str {
        self.text(Schema::ID)
    }

    /// Where it stands.
    pub(crate) fn place(self) -> RowPlace {
        let line = self.batch.lines.get(self.row).copied().unwrap_or(0);
        RowPlace { file: Arc::clone(&self.batch.file), line }
    }
}

impl<'b> Names<'b> for Row<'b> {
    type Error = Stop;

    fn value(&mut self, name: &Name) -> Result<Item<'b>, Stop> {
        match name {
            Name::Column(column) => Ok(self.item(*column)),
            _ => Err(Stop::Fault(Fault::Unchecked, None)),
        }
    }
}
