//! A period that is closed: what is sealed, and what it leaves unpaid.

use std::path::Path;

use attain_engine::outcome::LineKind;
use attain_engine::seal::{Seal, SealedLine};
use attain_rules::both;
use attain_rules::text::{Language, Text};
use serde_json::{Value, json};

use super::amount::{self, counted, grouped};
use super::computed::Computed;
use super::{balance, cut_to, json, kept, report, style, to_come};

/// A period that is being closed.
pub struct Closing<'a> {
    /// Its seal.
    pub seal: &'a Seal,
    /// What was computed.
    pub run: Computed<'a>,
    /// What should be looked at before it is sealed.
    pub warnings: &'a [Text],
    /// Where the seal is written.
    pub path: &'a Path,
    /// Is nothing to be written?
    pub is_dry: bool,
}

impl Closing<'_> {
    /// `warning: ...`.
    pub fn warning(&self, warning: &Text, language: Language) -> String {
        both!("warning: {warning}", "警告：{warning}"; warning).in_language(language).to_owned()
    }

    /// What the period does not pay, section by section: what is owed, what is due later, what could not be measured; what
    /// it pays as differences, and which pools and contests of closed periods stay although they would come out otherwise. Nothing where there is none of it.
    pub fn unpaid(&self, language: Language) -> String {
        let run = &self.run;
        let say = |text: &Text| text.in_language(language).to_owned();
        let mut sections = vec![balance::balances(run, language, false), to_come::of_company(run, language)];
        let mut notes: Vec<Text> = self.differences().into_iter().collect();
        notes.extend(report::unmeasured(run, None));
        notes.extend(report::undistributed(run));
        notes.extend(cut_to::sentences(run));
        notes.extend(kept::sentences(run));
        sections.extend(notes.iter().map(|note| format!("{}\n", say(note))));
        sections.retain(|section| !section.is_empty());
        if sections.is_empty() {
            return String::new();
        }
        let period = &self.seal.period;
        let heading =
            both!("What {period} leaves unpaid, and pays for earlier periods", "{period} 未支付的，以及补付以前期间的");
        format!("{}\n\n{}\n", style::strong(&say(&heading)), sections.join("\n"))
    }

    /// How many differences are paid, and what they come to.
    fn differences(&self) -> Option<Text> {
        let lines = || self.run.outcome.lines.iter().filter(|line| line.kind == LineKind::Difference);
        let count = lines().filter(|line| line.is_something()).count();
        let sums = Computed::sums(lines());
        let all = |language| {
            let sums = sums.iter().filter(|(unit, sum)| unit.is_none() || sum.amount != 0);
            let sum = sums.map(|(unit, sum)| {
                let name = self.run.company.title_of(*unit).in_language(language).to_owned();
                format!("{} {name}", amount::minor(sum.amount, self.run.digits_of(*unit)))
            });
            sum.collect::<Vec<_>>().join(", ")
        };
        let all = Text { en: all(Language::English), zh: all(Language::Chinese) };
        let en = counted(count, "difference");
        (count > 0).then(|| {
            both!("{en} for closed periods, {all} in all, paid here", "已关闭期间的差额 {count} 行，共 {all}，在此支付"; all)
        })
    }

    /// What was sealed, or would be.
    pub fn sentence(&self) -> Text {
        let (period, total, currency) = (&self.seal.period, grouped(&self.seal.total()), &self.seal.currency);
        let is_zero = |line: &&SealedLine| line.kind == LineKind::Difference.word() && line.pays_nothing();
        let zeros = self.seal.lines.iter().filter(is_zero).count();
        let count = self.seal.lines.len().saturating_sub(zeros);
        let (en, path) = (counted(count, "line"), self.path.display());
        let beside = match zeros {
            0 => Text::default(),
            1 => both!(", and 1 difference of zero", "，另有 1 行差额为零"),
            _ => both!(", and {zeros} differences of zero", "，另有 {zeros} 行差额为零"),
        };
        if self.is_dry {
            return both!(
                "{period} would be closed with {en}, {total} {currency}{beside}; nothing is written",
                "{period} 将以 {count} 行、{total} {currency} 关闭{beside}；没有写入任何内容"; beside
            );
        }
        both!(
            "closed {period}: {en}, {total} {currency}{beside}; sealed in `{path}`",
            "已关闭 {period}：{count} 行，{total} {currency}{beside}；封存于 `{path}`"; beside
        )
    }

    /// The same for programs.
    pub fn json(&self) -> Value {
        let unmeasured = self.run.outcome.report.unmeasured.iter().map(|gap| json::unmeasured(&self.run, gap));
        let warnings = self.warnings.iter().map(|warning| json!({ "en": warning.en, "zh": warning.zh }));
        let is_paid = |kind: &str, amount: &str| {
            kind == LineKind::Difference.word() && amount.contains(|c| ('1'..='9').contains(&c))
        };
        let differences = self.seal.lines.iter().filter(|line| is_paid(&line.kind, &line.amount));
        json!({
            "period": self.seal.period,
            "closed": !self.is_dry,
            "lines": self.seal.lines.len(),
            "total": self.seal.total(),
            "currency": self.seal.currency,
            "path": self.path.display().to_string(),
            "digest": self.seal.digest,
            "differences": differences.map(|line| line.id.as_str()).collect::<Vec<_>>(),
            "balances": json::balances(&self.run),
            "to_come": json::to_come(&self.run),
            "unmeasured": unmeasured.collect::<Vec<_>>(),
            "undistributed": self.run.outcome.report.undistributed.iter().map(|gap| json::undistributed(&self.run, gap)).collect::<Vec<_>>(),
            "cut_to": cut_to::entries(&self.run),
            "kept": kept::entries(&self.run),
            "warnings": warnings.collect::<Vec<_>>(),
        })
    }
}
