//! [`Frozen`]: contests whose rules were promised, and `contests.lock`, the file that holds them.

use std::fmt::Write as _;

use attain_engine::hash::digest;
use attain_rules::calendar::Calendar;
use attain_rules::company::Company;
use attain_rules::diagnostics::d::{d070, d071};
use attain_rules::period::{Month, Period};
use attain_rules::plan::{Component, Pay, Plan};
use attain_rules::source::{SourceId, Span};

use crate::folder::Folder;

/// Name of the file that holds the contests that are frozen.
pub const LOCK_FILE: &str = "contests.lock";

/// What stands at the head of the file.
const HEAD: &str = "# Written by `attain freeze`: contests whose rules were promised. While a contest differs from them, nothing is computed.\n";

/// The rules of a contest for one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// For which period.
    pub period: Period,
    /// Name of the plan.
    pub plan: String,
    /// Name of the contest.
    pub contest: String,
    /// `sha256:` and the digest of its rules.
    pub digest: String,
}

impl Frozen {
    /// Reads a line of the file: period, plan, contest, digest. The plan's name may have blanks.
    fn parse(line: &str, company: &Company) -> Option<Self> {
        let (period, rest) = line.trim().split_once(' ')?;
        let (rest, digest) = rest.trim().rsplit_once(' ')?;
        let (plan, contest) = rest.trim().rsplit_once(' ')?;
        let period = company.calendar.parse(period)?;
        let hex = digest.strip_prefix("sha256:")?;
        let whole = hex.len() == 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
        let (plan, contest, digest) = (plan.trim().to_owned(), contest.to_owned(), digest.to_owned());
        whole.then_some(Self { period, plan, contest, digest })
    }

    fn same_contest(&self, other: &Self) -> bool {
        (self.period, &self.plan, &self.contest) == (other.period, &other.plan, &other.contest)
    }
}

/// The file for these contests, by period, plan and contest.
#[must_use]
pub fn lock_text(frozen: &[Frozen], company: &Company) -> String {
    let mut frozen: Vec<&Frozen> = frozen.iter().collect();
    frozen.sort_by_key(|one| (one.period, &one.plan, &one.contest));
    let mut text = HEAD.to_owned();
    for Frozen { period, plan, contest, digest } in frozen {
        let period = company.calendar.label(*period);
        // A text takes everything.
        let _ = writeln!(text, "{period} {plan} {contest} {digest}");
    }
    text
}

impl Folder {
    /// The contests of all plans whose periods end from `first` to `last`, as their rules stand now.
    #[must_use]
    pub fn contests(&self, company: &Company, first: Month, last: Month) -> Vec<Frozen> {
        let mut found: Vec<Frozen> = Vec::new();
        for plan in &self.plans {
            for component in plan.components.iter().filter(|component| matches!(component.pay, Pay::Contest(_))) {
                let mut period = company.calendar.period_of(first, component.every);
                while period.last() <= last {
                    if let Some((now, _)) = self.contest((period, company.calendar), &plan.name, &component.name)
                        && !found.iter().any(|known| known.same_contest(&now))
                    {
                        found.push(now);
                    }
                    period = period.plus(1);
                }
            }
        }
        found
    }

    /// The rules of a contest for a period, with the place of the version that settles it: what every version of the plan says
    /// that is in force in the period, in order of time.
    fn contest(&self, (period, calendar): (Period, Calendar), plan: &str, contest: &str) -> Option<(Frozen, Span)> {
        let of_period = |plan: &&Plan| plan.effective.overlaps(&calendar.days(period));
        let mut versions: Vec<&Plan> =
            self.plans.iter().filter(|version| version.name == plan).filter(of_period).collect();
        versions.sort_by_key(|version| version.effective.first);
        let is_it = |component: &&Component| {
            component.name == contest && component.every == period.length && matches!(component.pay, Pay::Contest(_))
        };
        let mut all = String::new();
        let mut span = None;
        for version in versions {
            let Some(component) = version.components.iter().find(is_it) else { continue };
            let days = calendar.days(period);
            let (first, last) = (version.effective.first.max(days.first), version.effective.last.min(days.last));
            let rules = version.rules_of(component);
            // A text takes everything.
            let _ = writeln!(all, "{first} {last} {} {rules}", rules.len());
            span = Some(component.span);
        }
        let span = span?;
        let digest = digest(all.as_bytes());
        Some((Frozen { period, plan: plan.to_owned(), contest: contest.to_owned(), digest }, span))
    }

    /// Reads `contests.lock`, where there is one, and holds the contests against it.
    pub(crate) fn check_frozen(&mut self, company: &Company) {
        if self.files().open(LOCK_FILE).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
            return;
        }
        let Some(source) = self.read_yaml(LOCK_FILE) else { return };
        let text = self.sources.get(source).map(|source| source.text.clone()).unwrap_or_default();
        for (line, span) in lines(&text, source) {
            let Some(frozen) = Frozen::parse(line, company) else {
                self.diagnostics.push(d071::no_line(span, line));
                continue;
            };
            let label = company.calendar.label(frozen.period);
            match self.contest((frozen.period, company.calendar), &frozen.plan, &frozen.contest) {
                _ if !self.plans_complete => {}
                None => self.diagnostics.push(d070::gone(span, &frozen.contest, &frozen.plan, &label)),
                Some((now, place)) if now.digest != frozen.digest => {
                    self.diagnostics.push(d070::differs(place, &frozen.contest, &label, span));
                }
                Some(_) => {}
            }
            self.frozen.push(frozen);
        }
    }
}

/// The lines that say something, with their places.
fn lines(text: &str, source: SourceId) -> Vec<(&str, Span)> {
    let mut start = 0usize;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let said = line.trim_end();
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        if !said.is_empty() && !said.starts_with('#') {
            let end = start.saturating_add(said.len());
            found.push((said, Span { source, start: place(start), end: place(end) }));
        }
        start = start.saturating_add(line.len());
    }
    found
}
