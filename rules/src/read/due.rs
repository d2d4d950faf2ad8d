//! `due`: a list of parts, or equal instalments.

use crate::both;
use crate::calendar::Calendar;
use crate::date::{Date, DateRange};
use crate::diagnostics::t;
use crate::formula::Scope;
use crate::number::Number;
use crate::period::PeriodLength;
use crate::plan::{Component, Due, DuePart, Parting, When};
use crate::source::Span;
use crate::yaml::{Content, Node, Scalar};

use super::fields::Fields;
use super::reader::{Reader, head, shorten};
use super::value::parse_number;
use super::words::LENGTHS;

/// Most parts.
const MOST_PARTS: usize = 240;

/// Most months behind the period in which it is earned.
const MOST_MONTHS: i32 = 600;

/// Most days behind it: no more than so many months.
const MOST_DAYS: i32 = 16_800;

/// A part whose share may be what the others leave.
struct Part {
    share: Option<Number>,
    /// Where the share stands.
    span: Span,
    part: DuePart,
}

impl Reader<'_> {
    /// When what is earned is paid; conditions name what `scope` knows.
    pub(super) fn due(&mut self, node: &Node, scope: &Scope<'_>) -> Option<Due> {
        if matches!(node.content, Content::List(_)) {
            return Some(Due { parts: self.due_parts(node, scope)?, ..Due::at_once() });
        }
        let keys = ["parts", "instalments", "every", "cliff", "leftover", "leavers", "clawback"];
        let fields = self.fields(node, &both!("`due`", "`due`"), &keys)?;
        let words = Parting::ALL.map(|parting| (parting.word(), parting));
        let leftover = self.stated(&fields, "leftover", |reader, node| reader.word(node, &words));
        let parts = if fields.has("parts") {
            self.alone(&fields, "parts", &["instalments", "every", "cliff"]);
            fields.get("parts").and_then(|node| self.due_parts(node, scope))
        } else if fields.has("clawback") && !fields.has("instalments") {
            // What is paid at once can be taken back as well.
            self.needs(&fields, "every", &["instalments"]);
            self.needs(&fields, "cliff", &["instalments"]);
            Some(Due::at_once().parts)
        } else {
            self.instalments(&fields)
        };
        let leavers = match fields.key("leavers") {
            Some(key) => self.stated(&fields, "leavers", |reader, node| reader.leavers(node, key)),
            None => Some(None),
        };
        let clawback = self.stated(&fields, "clawback", |reader, node| reader.clawback(node, parts.as_deref()));
        let leftover = leftover?.unwrap_or_default();
        Some(Due { parts: parts?, leftover, leavers: leavers?, clawback: clawback?, as_money: false })
    }

    fn instalments(&mut self, fields: &Fields<'_>) -> Option<Vec<DuePart>> {
        let count = self.require(fields, "instalments").and_then(|node| {
            let scalar = self.scalar(node, &both!("a whole number", "整数"))?;
            let count =
                scalar.text.trim().parse::<u16>().ok().filter(|count| (1..=MOST_PARTS).contains(&usize::from(*count)));
            if count.is_none() {
                self.report(t::t045::no_count(scalar.span, &scalar.text, MOST_PARTS));
            }
            count
        });
        let every = self.require(fields, "every").and_then(|node| self.word(node, LENGTHS));
        let cliff = self.stated(fields, "cliff", Self::months);
        let (count, every, cliff) = (count?, every?, cliff?.unwrap_or(0));
        let share = Number::fraction(1, count.into()).ok()?;
        let months = every.months();
        if i32::from(count).saturating_mul(months) > MOST_MONTHS {
            self.report(t::t045::too_late(fields.head, MOST_MONTHS));
            return None;
        }
        let part = |number: i32| DuePart {
            share: share.clone(),
            after: When::Months(number.saturating_mul(months).max(cliff)),
            until: None,
            condition: None,
            span: fields.head,
        };
        Some((1..=i32::from(count)).map(part).collect())
    }

    fn due_parts(&mut self, node: &Node, scope: &Scope<'_>) -> Option<Vec<DuePart>> {
        let nodes = self.list(node, "due")?;
        if nodes.len() > MOST_PARTS {
            self.report(t::t045::too_many(node.span, MOST_PARTS));
            return None;
        }
        let parts: Vec<Option<Part>> = nodes.iter().map(|node| self.due_part(node, scope)).collect();
        let mut parts: Vec<Part> = parts.into_iter().collect::<Option<_>>()?;
        let mut nodes = nodes.iter().skip(1).zip(parts.iter().zip(parts.iter().skip(1)));
        if let Some((early, _)) = nodes.find(|(_, (one, next))| is_later(one.part.after, next.part.after)) {
            self.report(t::t045::out_of_order(head(early)));
            return None;
        }
        let stated = parts.iter().filter_map(|part| part.share.as_ref());
        let sum = stated.into_iter().try_fold(Number::ZERO, |sum, share| sum.add(share)).ok()?;
        let rest = Number::ONE.subtract(&sum).ok()?;
        let open = parts.iter().filter(|part| part.share.is_none()).count();
        let fits = match open {
            0 => rest.is_zero(),
            1 => !rest.is_negative(),
            _ => false,
        };
        if !fits {
            let percent = sum.multiply(&Number::whole(100)).ok()?.to_exact_text();
            self.report(t::t045::not_whole(too_much_from(&parts).unwrap_or(node.span), &percent, open));
            return None;
        }
        for part in &mut parts {
            part.part.share = part.share.take().unwrap_or_else(|| rest.clone());
        }
        Some(parts.into_iter().map(|part| part.part).collect())
    }

    fn due_part(&mut self, node: &Node, scope: &Scope<'_>) -> Option<Part> {
        let keys = ["share", "after", "on", "if", "until"];
        let fields = self.fields(node, &both!("a part of `due`", "`due` 的一部分"), &keys)?;
        let stated = self.require(&fields, "share");
        let share = stated.and_then(|node| self.share_of_due(node));
        self.alone(&fields, "on", &["after"]);
        let on = self.stated(&fields, "on", |reader, node| reader.day(node).map(When::On));
        let after = self.stated(&fields, "after", Self::time);
        let condition = self.stated(&fields, "if", |reader, node| reader.condition(node, scope));
        let until = self.stated(&fields, "until", Self::time_or_day);
        self.needs(&fields, "until", &["if"]);
        let (after, condition, until) = (on?.or(after?).unwrap_or(When::AT_ONCE), condition?, until?);
        if let Some(node) = fields.get("if").filter(|_| after == When::AT_ONCE) {
            self.report(t::t045::condition_at_once(head(node)));
            return None;
        }
        if let (Some(until), Some(node)) = (until, fields.get("until"))
            && (until == after || is_later(after, until))
        {
            self.report(t::t045::waits_too_short(head(node)));
            return None;
        }
        let part = DuePart { share: Number::ZERO, after, until, condition, span: fields.head };
        Some(Part { share: share?, span: stated?.span, part })
    }

    /// Days on which parts are due, of a version that is in force on the days `effective`, must lie where what is earned under it
    /// can be paid, and where conditions can be asked.
    pub(super) fn days_of_due(&mut self, component: &Component, effective: DateRange, calendar: Calendar) {
        let end = calendar.days(calendar.period_of(calendar.month_of(effective.last), component.every)).last;
        for part in component.due.iter().flat_map(|due| &due.parts) {
            let days = [Some(part.after), part.until].into_iter().flatten();
            let is_late = |day: &Date| effective.first.months_until(*day) >= MOST_MONTHS;
            if days.filter_map(When::named).any(|day| is_late(&day)) {
                self.report(t::t045::too_late(part.span, MOST_MONTHS));
            }
            if let (Some(condition), Some(day)) = (&part.condition, part.after.named())
                && day <= end
            {
                self.report(t::t045::condition_within(condition.span, day, end));
            }
        }
    }

    /// A share, or nothing for `rest`.
    #[expect(clippy::option_option, reason = "a share that is wrong differs from what the others leave")]
    fn share_of_due(&mut self, node: &Node) -> Option<Option<Number>> {
        let scalar = self.scalar(node, &both!("a share such as `30%`, or `rest`", "份额，如 `30%`，或 `rest`"))?;
        if scalar.text == "rest" {
            return Some(None);
        }
        let share = parse_number(scalar.text.trim()).filter(|share| !share.is_negative() && *share <= Number::ONE);
        if share.is_none() {
            self.report(t::t045::no_share(scalar.span, &scalar.text));
        }
        share.map(Some)
    }

    /// A day: `2027-03-31`.
    fn day(&mut self, node: &Node) -> Option<Date> {
        let scalar = self.scalar(node, &both!("a day such as `2027-03-31`", "日期，如 `2027-03-31`"))?;
        let day = Date::parse(scalar.text.trim());
        if day.is_none() {
            self.report(t::t045::no_day(scalar.span, &shorten(&scalar.text)));
        }
        day
    }

    /// `60 days`, or whole months.
    fn time(&mut self, node: &Node) -> Option<When> {
        let days = node.scalar().and_then(|scalar| {
            let (count, word) = scalar.text.trim().split_once(' ')?;
            ["day", "days"].contains(&word.trim()).then_some((count, scalar.span))
        });
        let Some((count, span)) = days else { return self.months(node).map(When::Months) };
        let count = count.parse::<u16>().ok().map(i32::from).filter(|days| (1..=MOST_DAYS).contains(days));
        if count.is_none() {
            self.report(t::t045::no_days(span, MOST_DAYS));
        }
        count.map(When::Days)
    }

    /// The same, or a day.
    fn time_or_day(&mut self, node: &Node) -> Option<When> {
        let day = node.scalar().and_then(|scalar| Date::parse(scalar.text.trim()));
        day.map_or_else(|| self.time(node), |day| Some(When::On(day)))
    }

    /// `12 months`, `2 quarters`, `1 year`.
    pub(super) fn months(&mut self, node: &Node) -> Option<i32> {
        let scalar = self.scalar(node, &both!("a time such as `12 months`", "时间，如 `12 months`"))?;
        self.months_of(scalar)
    }

    /// The same of a text.
    pub(super) fn months_of(&mut self, scalar: &Scalar) -> Option<i32> {
        let text = scalar.text.trim();
        let months = text.split_once(' ').and_then(|(count, word)| {
            let word = word.trim();
            let word = word.strip_suffix('s').unwrap_or(word);
            let length = PeriodLength::ALL.into_iter().find(|length| length.word() == word)?;
            let count = count.parse::<u16>().ok()?;
            i32::from(count).checked_mul(length.months()).filter(|months| *months <= MOST_MONTHS)
        });
        if months.is_none() {
            self.report(t::t045::no_time(scalar.span, text, MOST_MONTHS));
        }
        months
    }
}

/// Is the first certainly later than the other? Months, days and dates are compared each with their like.
fn is_later(one: When, other: When) -> bool {
    match (one, other) {
        (When::Months(one), When::Months(other)) | (When::Days(one), When::Days(other)) => one > other,
        (When::On(one), When::On(other)) => one > other,
        (_, When::Months(0)) => true,
        _ => false,
    }
}

/// The share with which the parts are more than the whole, or the last one where they never are.
fn too_much_from(parts: &[Part]) -> Option<Span> {
    let (mut sum, mut rests) = (Number::ZERO, 0usize);
    for part in parts {
        match &part.share {
            Some(share) => sum = sum.add(share).ok()?,
            None => rests = rests.saturating_add(1),
        }
        if sum > Number::ONE || rests > 1 {
            return Some(part.span);
        }
    }
    parts.last().map(|part| part.span)
}
