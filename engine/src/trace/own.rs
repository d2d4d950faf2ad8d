//! [`Trace::for_participant`]: a trace without the figures of others.

use std::collections::BTreeSet;
use std::sync::Arc;

use attain_rules::number::{Number, NumberError};
use attain_rules::plan::Ties;

use super::{Fact, FactId, How, Role, Trace, Withheld};
use crate::seal::names_other;
use crate::value::Value;

impl Trace {
    /// The trace as it is meant for the participant of this id, whose line it explains: of others it has totals and how many they
    /// are, no ids and no figures. It adds up as far as these go.
    ///
    /// # Errors
    /// [`NumberError`] when a total outgrows the limit of numbers.
    pub fn for_participant(&self, id: &str) -> Result<Self, NumberError> {
        let others = Others::new(&self.facts, id);
        let mut told = Told { facts: &self.facts, others, out: Vec::new(), places: Vec::new(), place: None };
        for (at, fact) in self.facts.iter().enumerate() {
            told.tell(at, fact)?;
        }
        Ok(Self { facts: told.out })
    }
}

/// Places of the facts that are about others.
struct Others {
    /// What they bring in or go in with.
    figures: BTreeSet<usize>,
    /// Their rows that changed.
    changes: BTreeSet<usize>,
}

impl Others {
    fn new(facts: &[Fact], id: &str) -> Self {
        let (mut figures, mut changes) = (BTreeSet::new(), BTreeSet::new());
        for (at, fact) in facts.iter().enumerate() {
            match &fact.role {
                Role::Member { participant } if **participant != *id => drop(figures.insert(at)),
                Role::Changed { table, row, .. } if names_other(table, row, id) => drop(changes.insert(at)),
                _ => {}
            }
            let (lists, own): (Vec<&[FactId]>, u32) = match &fact.how {
                How::Allocation { keys, most, own, .. } => (vec![keys, most], *own),
                How::Place { scores, own, .. } | How::Prize { scores, own, .. } => {
                    (scores.iter().map(Vec::as_slice).collect(), *own)
                }
                How::Budget { scores, amounts, own, .. } => {
                    (scores.iter().chain([amounts]).map(Vec::as_slice).collect(), *own)
                }
                _ => continue,
            };
            figures.extend(lists.into_iter().flat_map(|list| beside(list, own)).map(|other| other.0 as usize));
        }
        Self { figures, changes }
    }
}

/// What is told of a trace.
struct Told<'a> {
    facts: &'a [Fact],
    others: Others,
    out: Vec<Fact>,
    /// For each fact where it stands now; nothing where it is withheld.
    places: Vec<Option<FactId>>,
    /// The place that was reached, where others have places.
    place: Option<FactId>,
}

impl Told<'_> {
    fn tell(&mut self, at: usize, fact: &Fact) -> Result<(), NumberError> {
        let changes = !self.others.changes.is_empty();
        // How many more changes there are is counted anew.
        if self.others.figures.contains(&at) || (changes && fact.role == Role::MoreChanges) {
            self.places.push(None);
            return Ok(());
        }
        if self.others.changes.contains(&at) {
            self.places.push(None);
            if self.others.changes.last() == Some(&at) {
                self.count_changes()?;
            }
            return Ok(());
        }
        let how = self.how(fact)?;
        let told = self.add(Fact { how, ..fact.clone() });
        if matches!(self.out.last().map(|fact| &fact.how), Some(How::Withheld(Withheld::Place { .. }))) {
            self.place = Some(told);
        }
        self.places.push(Some(told));
        Ok(())
    }

    fn add(&mut self, fact: Fact) -> FactId {
        let id = FactId(u32::try_from(self.out.len()).unwrap_or(u32::MAX));
        self.out.push(fact);
        id
    }

    /// How the fact came about, with what of it is told.
    fn how(&mut self, fact: &Fact) -> Result<How, NumberError> {
        Ok(match &fact.how {
            How::Sum(parts) if parts.iter().any(|part| self.now(*part).is_none()) => {
                let (own, others): (Vec<_>, Vec<_>) = parts.iter().partition(|part| self.now(**part).is_some());
                let total = self.total(&others, |value| value)?;
                How::Sum(own.into_iter().filter_map(|part| self.now(part)).chain([total]).collect())
            }
            How::Allocation { sum, keys, most, cut, unit, leftover, own } if keys.len() > 1 => {
                // A key below zero counts as zero.
                let others = self.total(&beside(keys, *own), |key| key.max(Number::ZERO))?;
                let (cut, leftover) = (*cut, *leftover);
                let most = most.get(*own as usize).and_then(|most| self.now(*most));
                match [Some(*sum), keys.get(*own as usize).copied(), Some(*unit)].map(|fact| self.now(fact?)) {
                    [Some(sum), Some(key), Some(unit)] => {
                        How::Withheld(Withheld::Share { sum, key, others, most, cut, unit, leftover })
                    }
                    _ => as_given(fact),
                }
            }
            How::Place { scores, ties, own } => match self.among(scores, *own) {
                Some((scores, others, tied)) => How::Withheld(Withheld::Place { scores, others, tied, ties: *ties }),
                None => self.referred(fact),
            },
            How::Prize { scores, prizes, unit, leftover, own, .. } if self.among(scores, *own).is_some() => {
                let prizes = prizes.iter().filter_map(|prize| self.now(*prize)).collect();
                match (self.place, self.now(*unit)) {
                    (Some(place), Some(unit)) => {
                        How::Withheld(Withheld::Prize { place, prizes, unit, leftover: *leftover })
                    }
                    _ => as_given(fact),
                }
            }
            How::Budget { scores, amounts, budget, ties, unit, leftover, own } if amounts.len() > 1 => {
                let others = self.total(&beside(amounts, *own), |amount| amount)?;
                let scores = scores.iter().filter_map(|scores| self.now(*scores.get(*own as usize)?)).collect();
                let (ties, leftover): (Ties, _) = (*ties, *leftover);
                match [amounts.get(*own as usize), Some(budget), Some(unit)].map(|fact| self.now(*fact?)) {
                    [Some(amount), Some(budget), Some(unit)] => {
                        How::Withheld(Withheld::Budget { scores, amount, others, budget, ties, unit, leftover })
                    }
                    _ => as_given(fact),
                }
            }
            _ => self.referred(fact),
        })
    }

    /// The same way over the facts where they stand now.
    fn referred(&self, fact: &Fact) -> How {
        let mut how = fact.how.clone();
        let mut is_told = true;
        how.refer(&mut |part| {
            let now = self.now(part);
            is_told &= now.is_some();
            now.unwrap_or(part)
        });
        if is_told { how } else { as_given(fact) }
    }

    /// Where a fact stands now.
    fn now(&self, fact: FactId) -> Option<FactId> {
        self.places.get(fact.0 as usize).copied().flatten()
    }

    fn value(&self, fact: FactId) -> Option<&Value> {
        self.facts.get(fact.0 as usize).map(|fact| &fact.value)
    }

    /// The figures of others, added up.
    fn total(&mut self, facts: &[FactId], counted: impl Fn(Number) -> Number) -> Result<FactId, NumberError> {
        let mut total = Number::ZERO;
        for fact in facts {
            if let Some(Value::Number(number)) = self.value(*fact) {
                total = total.add(&counted(number.clone()))?;
            }
        }
        let how = How::Withheld(Withheld::Total { others: count(facts.len()) });
        Ok(self.add(Fact { role: Role::Others, value: Value::Number(total), how, place: Arc::default() }))
    }

    /// The own scores among those of others, how many others there are, and how many of them are the same.
    fn among(&self, scores: &[Vec<FactId>], own: u32) -> Option<(Vec<FactId>, u32, u32)> {
        let all = scores.first().map_or(0, Vec::len);
        let of = |list: &[FactId], entrant: usize| list.get(entrant).and_then(|score| self.value(*score)).cloned();
        let is_tied = |entrant: &usize| {
            *entrant != own as usize && scores.iter().all(|list| of(list, *entrant) == of(list, own as usize))
        };
        let tied = (0..all).filter(is_tied).count();
        let own = scores.iter().map(|list| self.now(*list.get(own as usize)?)).collect::<Option<Vec<_>>>()?;
        (all > 1).then(|| (own, count(all.saturating_sub(1)), count(tied)))
    }

    /// Changes of rows of others are counted with those that are not listed.
    fn count_changes(&mut self) -> Result<(), NumberError> {
        let mut total = Number::whole(i128::from(count(self.others.changes.len())));
        for fact in self.facts.iter().filter(|fact| fact.role == Role::MoreChanges) {
            if let Value::Number(more) = &fact.value {
                total = total.add(more)?;
            }
        }
        let how = How::Given { text: total.to_exact_text().into() };
        self.add(Fact { role: Role::MoreChanges, value: Value::Number(total), how, place: Arc::default() });
        Ok(())
    }
}

/// All but the own one.
fn beside(list: &[FactId], own: u32) -> Vec<FactId> {
    list.iter().enumerate().filter(|(place, _)| *place != own as usize).map(|(_, fact)| *fact).collect()
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// What was made of something that is withheld and cannot be parted stands as it is.
fn as_given(fact: &Fact) -> How {
    How::Given { text: fact.value.to_exact_text().into() }
}
