//! Components.

use crate::both;
use crate::diagnostics::{n, t, w};
use crate::formula::expression::Formula;
use crate::formula::{Days, Expected, Scope};
use crate::period::PeriodLength;
use crate::plan::{Accumulate, AsOf, Base, Component, ComponentKind, Gate, Group, Medium, Mode, Otherwise, Pay, Table};
use crate::rounding::{Roundings, Step};
use crate::source::Span;
use crate::text::Text;
use crate::yaml::Node;

use super::fields::Fields;
use super::group::OF_FUND;
use super::limit::{Limits, Paid};
use super::medium::unit_of;
use super::pay::Shape;
use super::plan::Ground;
use super::reader::Reader;
use super::words::{LENGTHS, pays_word};

/// Keys that name a component, and what it is.
pub(super) const KINDS: &[(&str, ComponentKind)] = &[
    ("commission", ComponentKind::Commission),
    ("bonus", ComponentKind::Bonus),
    ("pool", ComponentKind::Pool),
    ("contest", ComponentKind::Contest),
    ("draw", ComponentKind::Draw),
];

/// Keys of every component.
const COMMON: &[&str] = &[
    "commission",
    "bonus",
    "pool",
    "contest",
    "draw",
    "title",
    "pay_code",
    "tax_class",
    "every",
    "eligible",
    "rounding",
];

/// Further keys of all but draws.
const OF_GATED: &[&str] = &["in", "paid_as", "group", "gate", "due"];

/// Further keys of commissions and bonuses.
const OF_MEMBER: &[&str] = &[
    "otherwise",
    "pays_on",
    "above",
    "below",
    "target",
    "rate",
    "amount",
    "tiers",
    "mode",
    "rate_by",
    "curve",
    "as_of",
    "over",
    "accumulate",
    "origin",
    "outside",
    "reversals",
    "multiply_by",
    "floor",
    "cap",
    "guarantee",
];

/// Further keys of pools, beside those of a table.
const OF_POOL: &[&str] = &["fund", "reserve", "share_by", "cap", "over_cap", "leftover"];

/// Further keys of draws.
const OF_DRAW: &[&str] = &["amount", "of", "recover", "recover_if", "share", "keep", "limit"];

/// What a component may round; credits are the plan's.
pub(super) const OF_COMPONENT: &[Step] =
    &[Step::Quotient, Step::SliceBase, Step::SlicePay, Step::Factor, Step::Each, Step::Fund, Step::Line];

const ACCUMULATE: &[(&str, Accumulate)] = &[
    ("quarter", Accumulate::Through(PeriodLength::Quarter)),
    ("half", Accumulate::Through(PeriodLength::Half)),
    ("year", Accumulate::Through(PeriodLength::Year)),
    ("plan", Accumulate::Plan),
];

/// What every component has.
struct Frame {
    name: String,
    kind: ComponentKind,
    title: Text,
    medium: Medium,
    every: Option<PeriodLength>,
    group: Option<Group>,
    roundings: Roundings,
    pay_code: Option<String>,
    tax_class: Option<String>,
    span: Span,
}

impl Frame {
    /// A component with nothing but what it pays.
    fn with(self, pay: Pay) -> Component {
        Component {
            name: self.name,
            kind: self.kind,
            title: self.title,
            medium: self.medium,
            every: self.every.unwrap_or(PeriodLength::Month),
            group: self.group,
            eligible: None,
            gate: None,
            target: None,
            pay,
            factors: Vec::new(),
            limits: Vec::new(),
            guarantee: None,
            due: None,
            accumulate: Accumulate::No,
            roundings: self.roundings,
            pay_code: self.pay_code,
            tax_class: self.tax_class,
            wording: String::new(),
            span: self.span,
        }
    }
}

/// What a component is called in messages, and the keys that it may have: those of its kind.
fn keys_of(node: &Node) -> (Text, Vec<&'static str>) {
    let has = |wanted: &str| node.value(wanted).is_some();
    let (place, further): (_, &[&[&str]]) = if has("pool") {
        (both!("a pool", "奖金池"), &[OF_GATED, OF_POOL, OF_FUND])
    } else if has("contest") {
        (both!("a contest", "竞赛"), &[OF_GATED, super::contest::KEYS])
    } else if has("draw") {
        (both!("a draw", "预支"), &[OF_DRAW])
    } else {
        (both!("a component", "组成部分"), &[OF_GATED, OF_MEMBER])
    };
    (place, COMMON.iter().chain(further.iter().copied().flatten()).copied().collect())
}

impl Reader<'_> {
    /// Reads `components`; none in the place of one that could not be read.
    pub(super) fn components(&mut self, node: &Node, ground: &mut Ground<'_>) -> Vec<Option<Component>> {
        let Some(nodes) = self.list(node, "components") else { return Vec::new() };
        let mut spans: Vec<Span> = Vec::new();
        let mut components = Vec::new();
        for node in nodes {
            let (place, keys) = keys_of(node);
            let Some(fields) = self.fields(node, &place, &keys) else {
                components.push(None);
                ground.components.push("?".to_owned());
                ground.units.push(None);
                ground.every.push(None);
                spans.push(node.span);
                continue;
            };
            let named = self.component_name(&fields, ground);
            let name = named.as_ref().map_or("?", |(name, ..)| name.as_str()).to_owned();
            let span = named.as_ref().map_or(fields.head, |(_, _, span)| *span);
            if let Some(earlier) = ground.components.iter().position(|known| *known == name).filter(|_| name != "?") {
                let earlier = spans.get(earlier).copied().unwrap_or(span);
                self.report(n::n022::component_twice(span, &name, earlier));
            }
            let kind = named.map(|(_, kind, _)| kind);
            let component = self.component(&fields, &name, kind, span, ground);
            ground.every.push(component.as_ref().map(|component| component.every));
            ground.units.push(unit_of(&fields, &name));
            let wording = node.wording(&["title", "pay_code", "tax_class"]);
            components.push(component.map(|component| Component { wording, ..component }));
            ground.components.push(name);
            spans.push(span);
        }
        components
    }

    fn component_name(&mut self, fields: &Fields<'_>, ground: &Ground<'_>) -> Option<(String, ComponentKind, Span)> {
        let mut stated = KINDS.iter().filter(|(key, _)| fields.has(key));
        let (key, kind) = stated.next().copied().unwrap_or(("commission", ComponentKind::Commission));
        let others: Vec<&str> = stated.map(|(key, _)| *key).collect();
        self.alone(fields, key, &others);
        if !fields.has(key) {
            let (place, keys) =
                (both!("a component", "组成部分"), "commission` / `bonus` / `pool` / `contest` / `draw");
            self.report(t::t001::missing_key(fields.head, keys, &place, "sales"));
        }
        let node = fields.get(key)?;
        let name = self.text(node)?;
        self.check_name(&name, node.span);
        if ground.known.iter().any(|measure| measure.name == name) {
            self.report(n::n024::name_taken(node.span, &name, &both!("a measure of this plan", "本方案的一个指标")));
        }
        Some((name, kind, node.span))
    }

    fn component(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        kind: Option<ComponentKind>,
        span: Span,
        ground: &Ground<'_>,
    ) -> Option<Component> {
        let every = self.every(fields, ground);
        let medium = self.medium(fields, ground);
        // One that is unknown is told once.
        let pays_in = unit_of(fields, name);
        let group = self.stated(fields, "group", |reader, node| reader.group(node, ground));
        let day = Scope { attributes: &ground.company.schema.attributes, ..Scope::default() };
        let member = Scope {
            columns: &[],
            without_amount: None,
            attributes: &ground.company.schema.attributes,
            measures: &ground.known,
            components: &ground.components,
            component_units: &ground.units,
            pays_in: pays_in.as_deref(),
            has_target: false,
            // A length that is not known is told once: no window is too long for it.
            period: Some(every.unwrap_or(PeriodLength::Year)),
            days: if fields.has("group") { Days::InGroup } else { Days::OnPlan },
            member: None,
            report: None,
            day: Some(&day),
        };
        let has_line = ground.company.schema.manager().is_some();
        let before_target = Scope {
            member: fields.has("group").then_some(&member),
            report: has_line.then_some(&member),
            ..member.clone()
        };
        let whole = Scope { member: Some(&member), period: member.period, pays_in: member.pays_in, ..Scope::default() };
        // A team takes part as a whole.
        let of_teams = kind == Some(ComponentKind::Contest) && fields.has("entrants");
        let entrant = if of_teams { &whole } else { &before_target };
        let eligible = self.stated(fields, "eligible", |reader, node| reader.condition(node, entrant));
        // When it falls due, nobody is asked for a group.
        let later = Scope { days: Days::OnPlan, ..member.clone() };
        let due = self.stated(fields, "due", |reader, node| reader.due(node, &later));
        let title = self.title_or(fields.get("title"), name);
        let due = due.and_then(|due| self.paid_as(fields, ground, medium, due));
        let roundings = self.roundings_of(fields, ground, medium);
        let frame = Frame {
            name: name.to_owned(),
            kind: kind?,
            title,
            medium: medium?,
            every,
            group: group.unwrap_or_default(),
            roundings,
            pay_code: fields.get("pay_code").and_then(|node| self.text(node)),
            tax_class: fields.get("tax_class").and_then(|node| self.text(node)),
            span,
        };
        let component = match frame.kind {
            ComponentKind::Pool | ComponentKind::Contest => self.of_group(fields, frame, ground, (&member, &whole)),
            ComponentKind::Draw => self.draw(fields, every, ground, &before_target).map(|pay| frame.with(pay)),
            ComponentKind::Commission | ComponentKind::Bonus => self.of_member(fields, frame, ground, &before_target),
        };
        let (component, eligible, due) = (component?, eligible?, due?);
        // What was read goes no further where the period or the group has a hole.
        (every.is_some() && group.is_some()).then_some(Component { eligible, due, ..component })
    }

    /// A pool or a contest.
    fn of_group(
        &mut self,
        fields: &Fields<'_>,
        frame: Frame,
        ground: &Ground<'_>,
        (member, whole): (&Scope<'_>, &Scope<'_>),
    ) -> Option<Component> {
        self.needs_group(fields, frame.kind);
        let pay = self.pay_of_group(fields, (frame.kind, &frame.name), ground, (member, whole));
        let condition = self.stated(fields, "gate", |reader, node| reader.condition(node, whole));
        let accumulate = self.accumulate(fields, frame.every);
        let gate = condition?.map(|condition| Gate { condition, otherwise: Otherwise::Nothing });
        frame.group?;
        Some(Component { gate, accumulate: accumulate?, ..frame.with(pay?) })
    }

    /// A commission or a bonus.
    fn of_member(
        &mut self,
        fields: &Fields<'_>,
        frame: Frame,
        ground: &Ground<'_>,
        before_target: &Scope<'_>,
    ) -> Option<Component> {
        let scope = Scope { has_target: fields.has("target"), ..before_target.clone() };
        let target = self
            .stated(fields, "target", |reader, node| reader.formula(node, before_target, before_target.expected_pay()));
        let (pay, shape) = self.pay(fields, &frame.name, ground, &scope);
        let gate = self.gate(fields, (before_target, &scope), &shape);
        let factors = self.factors(fields, &scope);
        let accumulate = self.accumulate(fields, frame.every);
        let paid = Paid {
            every: frame.every.unwrap_or(PeriodLength::Month),
            over: shape.over,
            by_running_total: shape.as_of != AsOf::Window && shape.mode != Some(Mode::Marginal),
            slices_running_total: shape.as_of != AsOf::Window && shape.mode == Some(Mode::Marginal),
        };
        let limits = self.limits(fields, &scope, &paid);
        let guarantee =
            self.stated(fields, "guarantee", |reader, node| reader.amount_from_zero(node, &scope, "guarantee"));
        if let (Some(pay), Some(limits)) = (&pay, &limits) {
            self.no_limit(pay, limits, &frame.name, frame.span);
        }
        let component = Component {
            gate: gate?,
            target: target?,
            factors: factors?,
            limits: limits?.limits,
            guarantee: guarantee?,
            accumulate: accumulate?,
            ..frame.with(pay?)
        };
        self.running_total(&component, ground);
        self.without_percent(&component);
        self.beyond_reach(&component);
        Some(component)
    }

    /// A setting that may be absent (inner none); outer none is a hole.
    #[expect(clippy::option_option, reason = "a setting that is wrong differs from one that is absent")]
    pub(super) fn stated<T>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        read: impl FnOnce(&mut Self, &Node) -> Option<T>,
    ) -> Option<Option<T>> {
        match fields.get(key) {
            Some(node) => read(self, node).map(Some),
            None => (!fields.has(key)).then_some(None),
        }
    }

    fn every(&mut self, fields: &Fields<'_>, ground: &Ground<'_>) -> Option<PeriodLength> {
        let Some(node) = fields.get("every") else { return ground.pays };
        let every = self.word(node, LENGTHS)?;
        if let Some(pays) = ground.pays.filter(|pays| every < *pays) {
            self.report(t::t016::every(node.span, every.word(), pays_word(pays)));
            return None;
        }
        Some(every)
    }

    pub(super) fn accumulate(&mut self, fields: &Fields<'_>, every: Option<PeriodLength>) -> Option<Accumulate> {
        let Some(node) = fields.get("accumulate") else { return Some(Accumulate::No) };
        let accumulate = self.word(node, ACCUMULATE)?;
        if let Accumulate::Through(length) = accumulate
            && let Some(every) = every.filter(|every| length <= *every)
        {
            self.report(t::t017::accumulate(node.span, length.word(), every.word()));
            return None;
        }
        Some(accumulate)
    }

    #[expect(clippy::option_option, reason = "a gate that is wrong differs from one that is absent")]
    fn gate(
        &mut self,
        fields: &Fields<'_>,
        (before_target, scope): (&Scope<'_>, &Scope<'_>),
        shape: &Shape,
    ) -> Option<Option<Gate>> {
        self.needs(fields, "otherwise", &["gate"]);
        self.alone(fields, "amount", &["otherwise"]);
        let otherwise = match fields.get("otherwise") {
            Some(node) => self.otherwise(node, scope, shape).map(Otherwise::Rows),
            None => Some(Otherwise::Nothing),
        };
        match self.stated(fields, "gate", |reader, node| reader.condition(node, before_target))? {
            Some(condition) => Some(Some(Gate { condition, otherwise: otherwise? })),
            None => Some(None),
        }
    }

    fn factors(&mut self, fields: &Fields<'_>, scope: &Scope<'_>) -> Option<Vec<Formula>> {
        let Some(node) = fields.get("multiply_by") else { return Some(Vec::new()) };
        let nodes = self.one_or_many(node, "multiply_by");
        // Every factor is looked at, also behind one that is wrong.
        let factors: Vec<_> = nodes.iter().map(|node| self.formula(node, scope, Expected::RATIO)).collect();
        factors.into_iter().collect()
    }

    /// A note on pay that grows without end.
    fn no_limit(&mut self, pay: &Pay, limits: &Limits, name: &str, span: Span) {
        let Pay::Table(table) = pay else { return };
        if !limits.says_cap && grows(table) {
            self.report(w::w002::no_limit(span, name));
        }
    }
}

/// Does more always pay more, as far as the table itself says?
fn grows(table: &Table) -> bool {
    match table.mode {
        Mode::StepAdding | Mode::StepReplacing | Mode::InterpolatedPayout => false,
        // A share of a target grows by its slices alone, and only while the last of them pays anything.
        Mode::Marginal if matches!(table.base, Base::Target) => {
            let last = table.rows.last().and_then(|row| row.rate.as_ref()).and_then(super::uses::constant);
            last.is_none_or(|rate| !rate.is_zero())
        }
        Mode::Marginal | Mode::Retroactive | Mode::InterpolatedRate => {
            matches!(&table.base, Base::Amount { below: None, .. })
        }
    }
}
