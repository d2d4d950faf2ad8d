//! Measures.

use std::sync::Arc;

use crate::both;
use crate::company::Schema;
use crate::diagnostics::{n, t, w};
use crate::formula::expression::{Expression, Formula, Name, Node as Tree, Type, Unit};
use crate::formula::{Expected, Scope, ScopeMeasure, reads_as_formula};
use crate::number::Number;
use crate::period::PeriodLength;
use crate::plan::{
    Crediting, Direction, Measure, MeasureSource, MeasureUnit, Metric, Missing, Quota, QuotaSource, Take,
};
use crate::source::Span;
use crate::yaml::{Content, Entry, Node};

use super::fields::Fields;
use super::plan::Ground;
use super::reader::{Reader, shorten};
use super::words::{DIRECTIONS, MEASURE_UNITS};

const KEYS: &[&str] = &[
    "title",
    "unit",
    "from",
    "where",
    "credit",
    "to",
    "shares",
    "up",
    "vacant",
    "overlay",
    "splits",
    "dated",
    "take",
    "formula",
    "missing",
    "quota",
    "without_quota",
    "direction",
    "at_zero",
];
/// Keys that only measures of transactions have.
const OF_TRANSACTIONS: &[&str] = &["where", "credit", "to", "shares", "up", "vacant", "overlay", "splits", "dated"];

/// Where a measure's values come from.
enum Origin {
    Transactions,
    Metric(String),
    Formula,
}

/// What a measure's unit means in formulas.
pub(crate) const fn unit(of: MeasureUnit) -> Unit {
    match of {
        MeasureUnit::Money => Unit::Money,
        MeasureUnit::Count => Unit::Count,
        MeasureUnit::Percent | MeasureUnit::Number => Unit::Ratio,
        MeasureUnit::Points => Unit::Points,
    }
}

/// A formula that nobody wrote, for a default.
pub(super) fn default_formula(node: Tree, kind: Type, text: &str, span: Span) -> Formula {
    Formula { expression: Expression { node, span }, kind, text: Arc::from(text), span }
}

impl Reader<'_> {
    /// Reads `measures` into `ground`.
    pub(super) fn measures(&mut self, node: &Node, ground: &mut Ground<'_>) {
        let Some(entries) = self.map(node, &both!("`measures`", "`measures`")) else { return };
        if entries.is_empty() {
            self.report(t::t013::empty_list(node.span, "measures"));
        }
        for entry in entries.iter().filter(|entry| !entry.is_hole()) {
            let name = entry.key.text.as_str();
            self.check_name(name, entry.key.span);
            let schema = &ground.company.schema;
            if !schema.tables_unread && schema.attributes.iter().any(|attribute| attribute.name == name) {
                let by = both!("a column of participants or assignments", "人员或任职表的列");
                self.report(n::n024::name_taken(entry.key.span, name, &by));
            }
            let measure = self.measure(entry, ground);
            let wording = entry.value.wording(&["title"]);
            ground.measures.push(measure.map(|measure| Measure { wording, ..measure }));
        }
    }

    /// Reads one measure and adds to `ground` what formulas know of it, be it readable or not.
    fn measure(&mut self, entry: &Entry, ground: &mut Ground<'_>) -> Option<Measure> {
        let name = entry.key.text.clone();
        let above = ground.known.len();
        // Until it is read it has no quota: a quota's formula may name the measure itself, but not its quota.
        ground.known.push(ScopeMeasure { name: name.clone(), unit: Unit::Literal, has_quota: false });
        let mut has_quota = true;
        let mut measure = None;
        if matches!(entry.value.content, Content::Empty) {
            self.report(t::t024::empty_value(entry.key.span, &name));
        } else if let Some(fields) = self.fields(&entry.value, &both!("the measure `{name}`", "指标 `{name}`"), KEYS)
        {
            has_quota = fields.has("quota");
            let stated = self.require(&fields, "unit").and_then(|node| self.word(node, MEASURE_UNITS));
            if let (Some(stated), Some(known)) = (stated, ground.known.last_mut()) {
                known.unit = unit(stated);
            }
            measure = self.parts(&fields, (&name, entry.key.span), stated, ground, above);
        }
        if let Some(known) = ground.known.last_mut() {
            known.has_quota = has_quota;
        }
        measure
    }

    fn parts(
        &mut self,
        fields: &Fields<'_>,
        (name, span): (&str, Span),
        stated: Option<MeasureUnit>,
        ground: &Ground<'_>,
        above: usize,
    ) -> Option<Measure> {
        let title = self.title_or(fields.get("title"), name);
        let source = self.require(fields, "from").and_then(|node| self.origin(node));
        let source = source.and_then(|origin| self.source(origin, fields, stated, ground, above));
        let quota = self.quota(fields, stated, ground);
        self.needs(fields, "direction", &["quota"]);
        self.needs(fields, "without_quota", &["quota"]);
        let direction = self.stated(fields, "direction", |reader, node| reader.word(node, DIRECTIONS));
        let at_zero = direction.and_then(|direction| self.at_zero(fields, name, direction.unwrap_or_default()));
        Some(Measure {
            name: name.to_owned(),
            title,
            unit: stated?,
            source: source?,
            quota: quota?,
            direction: direction?.unwrap_or_default(),
            at_zero: at_zero?,
            wording: String::new(),
            span,
        })
    }

    /// What attainment means at zero, where less is better.
    fn at_zero(&mut self, fields: &Fields<'_>, name: &str, direction: Direction) -> Option<Missing> {
        match (fields.key("at_zero"), direction) {
            (None, Direction::Higher) => Some(Missing::Error),
            (None, Direction::Lower) => {
                let span = fields.key("direction").unwrap_or(fields.head);
                self.report(w::w008::lower_at_zero(span, name));
                Some(Missing::Error)
            }
            (Some(key), Direction::Higher) => {
                self.report(t::t034::at_zero_of_higher(key));
                None
            }
            (Some(_), Direction::Lower) => fields.get("at_zero").and_then(|node| self.missing(node)),
        }
    }

    fn origin(&mut self, node: &Node) -> Option<Origin> {
        let scalar = self.scalar(node, &both!("an origin", "来源"))?;
        match scalar.text.trim() {
            "transactions" => Some(Origin::Transactions),
            "formula" => Some(Origin::Formula),
            text => match text.strip_prefix("metrics.").filter(|name| !name.is_empty()) {
                Some(name) if reads_as_formula(name) => {
                    self.report(t::t052::metric(scalar.span, &shorten(name)));
                    None
                }
                Some(name) => Some(Origin::Metric(name.to_owned())),
                None => {
                    self.report(t::t025::unknown_origin(scalar.span, &shorten(text)));
                    None
                }
            },
        }
    }

    fn source(
        &mut self,
        origin: Origin,
        fields: &Fields<'_>,
        unit: Option<MeasureUnit>,
        ground: &Ground<'_>,
        above: usize,
    ) -> Option<MeasureSource> {
        match origin {
            Origin::Transactions => {
                self.refuse_beside(fields, "from: transactions", &["formula", "missing"]);
                if ground.company.data.transactions.is_empty() && !ground.company.schema.tables_unread {
                    if let Some(from) = fields.get("from").filter(|_| !ground.company.schema.transactions_partial) {
                        self.report(t::t029::table_missing(from.span, "from: transactions", "transactions"));
                    }
                    return None;
                }
                self.crediting(fields, unit, ground).map(|crediting| MeasureSource::Transactions(Box::new(crediting)))
            }
            Origin::Metric(name) => {
                self.refuse_beside(fields, "from: metrics", OF_TRANSACTIONS);
                self.refuse_beside(fields, "from: metrics", &["formula"]);
                if let Some(from) = fields.get("from").filter(|_| ground.company.data.metrics.is_none()) {
                    self.report(t::t029::table_missing(from.span, "from: metrics", "metrics"));
                }
                let take = fields.get("take").map(|node| self.take(node, unit, ground, true));
                let missing = fields.get("missing").map(|node| self.missing(node));
                // Stated and not understood is a hole; not stated is none.
                let take = take.map_or(Some(None), |take| take.map(Some))?;
                let missing = missing.unwrap_or(Some(Missing::Error))?;
                let span = fields.get("from").map_or(fields.head, |from| from.span);
                Some(MeasureSource::Metric(Metric { name, span, take, missing }))
            }
            Origin::Formula => {
                self.refuse_beside(fields, "from: formula", OF_TRANSACTIONS);
                self.refuse_beside(fields, "from: formula", &["take", "missing"]);
                let measures = ground.known.get(..above).unwrap_or_default();
                let scope = Scope { measures, ..Scope::default() };
                let node = self.require(fields, "formula")?;
                self.formula(node, &scope, expected(unit)).map(MeasureSource::Formula)
            }
        }
    }

    /// Refuses keys that mean nothing for a measure from `from`.
    fn refuse_beside(&mut self, fields: &Fields<'_>, from: &str, keys: &[&str]) {
        for key in keys {
            if let (Some(here), Some(there)) = (fields.key(key), fields.key("from")) {
                self.report(t::t008::not_together(here, key, from, there));
            }
        }
    }

    fn crediting(&mut self, fields: &Fields<'_>, unit: Option<MeasureUnit>, ground: &Ground<'_>) -> Option<Crediting> {
        let scope = ground.of_transactions();
        let filter = fields.get("where").map(|node| self.condition(node, &scope));
        let take = fields.get("take").map_or(Some(Take::Sum), |node| self.take(node, unit, ground, false));
        let counts = matches!(take, Some(Take::Count | Take::Distinct(_)));
        let credit = match fields.get("credit") {
            Some(node) => self.formula(node, &scope, expected(unit)),
            None => self.default_credit(fields, unit, counts, ground),
        };
        let shares = self.shares(fields, ground);
        let up = self.up(fields, ground);
        let dated = self
            .require(fields, "dated")
            .and_then(|node| Some((self.transaction_column(node, Some(Type::Date), ground)?, node.span)));
        Some(Crediting {
            filter: filter.map_or(Some(None), |filter| filter.map(Some))?,
            credit: credit?,
            shares: shares?,
            up: up?,
            dated: dated?.0,
            dated_span: dated?.1,
            take: take?,
        })
    }

    fn default_credit(
        &mut self,
        fields: &Fields<'_>,
        unit: Option<MeasureUnit>,
        counts: bool,
        ground: &Ground<'_>,
    ) -> Option<Formula> {
        // The unit asks for it.
        let span = fields.get("unit").map_or(fields.head, |unit| unit.span);
        let one = || Tree::Number(Number::ONE);
        match unit? {
            MeasureUnit::Money if !counts => {
                if let Some(file) = &ground.company.schema.without_amount {
                    self.report(n::n026::without_amount(span, file));
                    return None;
                }
                let amount = Tree::Name(Name::Column(Schema::AMOUNT));
                Some(default_formula(amount, Type::Number(Unit::Money), "amount", span))
            }
            MeasureUnit::Count => Some(default_formula(one(), Type::Number(Unit::Count), "1", span)),
            _ if counts => Some(default_formula(one(), Type::Number(Unit::Count), "1", span)),
            _ => {
                self.require(fields, "credit");
                None
            }
        }
    }

    fn take(&mut self, node: &Node, unit: Option<MeasureUnit>, ground: &Ground<'_>, metric: bool) -> Option<Take> {
        let scalar = self.scalar(node, &both!("a word", "一个词"))?;
        let text = scalar.text.trim();
        let take = if let Some(column) = text.strip_prefix("distinct ").filter(|_| !metric) {
            Take::Distinct(self.column_place(column.trim(), scalar.span, None, ground)?)
        } else {
            let words: &[(&'static str, Take)] = &[
                ("sum", Take::Sum),
                ("count", Take::Count),
                ("average", Take::Average),
                ("minimum", Take::Minimum),
                ("maximum", Take::Maximum),
                ("last", Take::Last),
            ];
            let allowed: Vec<_> = words
                .iter()
                .filter(|(_, take)| *take != if metric { Take::Count } else { Take::Last })
                .copied()
                .collect();
            let known = allowed.iter().find(|(word, _)| *word == text).map(|(_, take)| *take);
            if known.is_none() {
                let mut names: Vec<&str> = allowed.iter().map(|(word, _)| *word).collect();
                if !metric {
                    names.insert(2, "distinct COLUMN");
                }
                self.unknown_word(text, scalar.span, &names);
            }
            known?
        };
        if matches!(take, Take::Count | Take::Distinct(_))
            && let Some(unit) = unit.filter(|unit| !matches!(unit, MeasureUnit::Count | MeasureUnit::Number))
        {
            let word = MEASURE_UNITS.iter().find(|(_, known)| *known == unit).map_or("", |(word, _)| word);
            self.report(t::t027::take_of_unit(scalar.span, text, word));
        }
        Some(take)
    }

    /// Outer none: there is a hole. Inner none: no quota.
    #[expect(clippy::option_option, reason = "a quota that is wrong differs from one that is absent")]
    fn quota(&mut self, fields: &Fields<'_>, unit: Option<MeasureUnit>, ground: &Ground<'_>) -> Option<Option<Quota>> {
        let Some(node) = fields.get("quota") else { return (!fields.has("quota")).then_some(None) };
        let source = if let Content::Map(_) = node.content {
            let fields = self.fields(node, &both!("`quota`", "`quota`"), &["formula"])?;
            let scope = Scope {
                attributes: &ground.company.schema.attributes,
                measures: &ground.known,
                period: Some(ground.pays.unwrap_or(PeriodLength::Year)),
                ..Scope::default()
            };
            let formula = self.require(&fields, "formula").and_then(|node| self.formula(node, &scope, expected(unit)));
            formula.zip(ground.pays).map(|(formula, pays)| QuotaSource::Formula(formula, pays))
        } else {
            self.named_quota(node, ground).map(QuotaSource::Data)
        };
        let missing = match fields.get("without_quota") {
            Some(node) => self.missing(node),
            None => {
                self.needs(fields, "quota", &["without_quota"]);
                None
            }
        };
        Some(Some(Quota { source: source?, missing: missing?, span: node.span }))
    }

    /// The name of a quota in the data.
    fn named_quota(&mut self, node: &Node, ground: &Ground<'_>) -> Option<String> {
        let name = self.text(node)?;
        if reads_as_formula(&name) {
            self.report(t::t052::quota(node.span, &shorten(&name)));
            return None;
        }
        if ground.company.data.quotas.is_none() {
            self.report(t::t029::table_missing(node.span, "quota", "quotas"));
        }
        Some(name)
    }

    /// The place of a transactions' column that `node` names; of type `kind`, where one is needed.
    pub(super) fn transaction_column(&mut self, node: &Node, kind: Option<Type>, ground: &Ground<'_>) -> Option<usize> {
        let scalar = self.scalar(node, &both!("the name of a column", "列名"))?;
        self.column_place(&scalar.text, scalar.span, kind, ground)
    }

    /// As [`Reader::transaction_column`], of a name at `span`.
    pub(super) fn column_place(
        &mut self,
        name: &str,
        span: Span,
        kind: Option<Type>,
        ground: &Ground<'_>,
    ) -> Option<usize> {
        let Some(place) = ground.columns.iter().position(|(known, _)| known == name) else {
            self.unknown_column(name, span, ground.columns.iter().map(|(known, _)| known.as_str()));
            return None;
        };
        if let (Schema::AMOUNT, Some(file)) = (place, &ground.company.schema.without_amount) {
            self.report(n::n026::without_amount(span, file));
            return None;
        }
        if let (Some(kind), Some((_, found))) = (kind, ground.columns.get(place))
            && kind != *found
        {
            let is_fixed = super::data::TRANSACTIONS.fixed(name).is_some();
            let finding = if is_fixed { t::t031::fixed_type } else { t::t031::column_type };
            self.report(finding(span, name, super::words::type_word(*found), super::words::type_word(kind)));
            return None;
        }
        Some(place)
    }
}

/// What a formula for a measure of this unit must give.
const fn expected(of: Option<MeasureUnit>) -> Expected {
    match of {
        Some(of) => Expected::Number(unit(of)),
        None => Expected::AnyNumber,
    }
}
