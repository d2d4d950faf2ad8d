//! `due`: a list of parts, or equal instalments.

use crate::both;
use crate::diagnostics::t;
use crate::formula::Scope;
use crate::number::Number;
use crate::period::PeriodLength;
use crate::plan::{Due, DuePart, Parting};
use crate::source::Span;
use crate::yaml::{Content, Node, Scalar};

use super::fields::Fields;
use super::reader::{Reader, head};
use super::value::parse_number;
use super::words::LENGTHS;

/// Most parts.
const MOST_PARTS: usize = 240;

/// Most months behind the period in which it is earned.
const MOST_MONTHS: i32 = 600;

/// A part whose share may be what the others leave.
struct Part {
    share: Option<Number>,
    /// Where the share stands.
    span: Span,
    after: i32,
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
            after: number.saturating_mul(months).max(cliff),
            until: None,
            condition: None,
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
        if let Some((early, _)) = nodes.find(|(_, (one, next))| one.after > next.after) {
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
        let fields =
            self.fields(node, &both!("a part of `due`", "`due` 的一部分"), &["share", "after", "if", "until"])?;
        let stated = self.require(&fields, "share");
        let share = stated.and_then(|node| self.share_of_due(node));
        let after = self.stated(&fields, "after", Self::months);
        let condition = self.stated(&fields, "if", |reader, node| reader.condition(node, scope));
        let until = self.stated(&fields, "until", Self::months);
        self.needs(&fields, "until", &["if"]);
        let (after, condition, until) = (after?.unwrap_or(0), condition?, until?);
        if let Some(node) = fields.get("if").filter(|_| after == 0) {
            self.report(t::t045::condition_at_once(head(node)));
            return None;
        }
        if let (Some(_), Some(node)) = (until.filter(|until| *until <= after), fields.get("until")) {
            self.report(t::t045::waits_too_short(head(node)));
            return None;
        }
        let part = DuePart { share: Number::ZERO, after, until, condition };
        Some(Part { share: share?, span: stated?.span, after, part })
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
