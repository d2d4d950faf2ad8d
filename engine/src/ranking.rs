//! Ranking: who takes which place, and what the places are worth.

use std::cmp::Ordering;

use attain_rules::date::Date;
use attain_rules::number::{Number, NumberError};
use attain_rules::plan::{Cut, Leftover, Ties};

use crate::allocation::Allocation;

/// Entrants with their scores, in the order of their ids, and the prizes from the first place on.
#[derive(Clone, Debug)]
pub(crate) struct Ranking<'n> {
    /// For each entrant what is compared, the larger the better; later ones decide where earlier ones are the same.
    pub scores: &'n [Vec<Number>],
    pub prizes: &'n [Number],
    pub ties: Ties,
    /// Shared prizes are whole multiples of this; above zero.
    pub unit: &'n Number,
    /// What happens to units of a shared prize that do not divide?
    pub leftover: Leftover,
}

/// What an entrant reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    /// From 1. Those who are tied have the same, and the next place skips.
    pub place: usize,
    pub prize: Number,
}

impl Ranking<'_> {
    /// Place and prize of every entrant.
    ///
    /// # Errors
    /// [`NumberError`] past the limit of numbers.
    pub(crate) fn places(&self) -> Result<Vec<Placed>, NumberError> {
        let mut placed = vec![Placed { place: 0, prize: Number::ZERO }; self.scores.len()];
        let mut place = 1usize;
        for tied in self.in_order() {
            let (count, prizes) = (tied.len(), self.prizes_of(place, tied.len())?);
            for (member, prize) in tied.into_iter().zip(prizes) {
                if let Some(slot) = placed.get_mut(member) {
                    *slot = Placed { place, prize };
                }
            }
            place = place.saturating_add(count);
        }
        Ok(placed)
    }

    /// What a budget leaves of `amounts`, one for each entrant: it is used up in the order of places, and those who are tied
    /// share what is left of it in proportion to their amounts.
    ///
    /// # Errors
    /// [`NumberError`] past the limit of numbers.
    pub(crate) fn within_budget(&self, amounts: &[Number], budget: &Number) -> Result<Vec<Number>, NumberError> {
        let mut left = budget.clone().max(Number::ZERO);
        let mut paid = vec![Number::ZERO; amounts.len()];
        for tied in self.in_order() {
            let wanted: Vec<Number> =
                tied.iter().map(|entrant| amounts.get(*entrant).cloned().unwrap_or_default()).collect();
            let sum = wanted.iter().try_fold(Number::ZERO, |sum, amount| sum.add(amount))?;
            let shares = if sum <= left {
                wanted
            } else {
                let (unit, leftover) = (self.unit, self.leftover);
                Allocation { sum: &left, keys: &wanted, most: &[], cut: Cut::Lost, unit, leftover }.shares()?
            };
            for (entrant, share) in tied.into_iter().zip(shares) {
                left = left.subtract(&share)?;
                if let Some(slot) = paid.get_mut(entrant) {
                    *slot = share;
                }
            }
        }
        Ok(paid)
    }

    /// The entrants by place; those who are tied together, in the order of ids.
    fn in_order(&self) -> Vec<Vec<usize>> {
        let mut order: Vec<usize> = (0..self.scores.len()).collect();
        order.sort_by(|a, b| self.compare(*a, *b).then(a.cmp(b)));
        let is_tied = |a: &usize, b: &usize| self.ties != Ties::LowerId && self.compare(*a, *b) == Ordering::Equal;
        order.chunk_by(is_tied).map(<[usize]>::to_vec).collect()
    }

    /// Larger scores come first.
    fn compare(&self, a: usize, b: usize) -> Ordering {
        match (self.scores.get(a), self.scores.get(b)) {
            (Some(a), Some(b)) => b.cmp(a),
            _ => Ordering::Equal,
        }
    }

    /// What `count` entrants get who take up the places from `place` on.
    fn prizes_of(&self, place: usize, count: usize) -> Result<Vec<Number>, NumberError> {
        let from = place.saturating_sub(1);
        let prizes = self.prizes.get(from..).unwrap_or_default();
        if self.ties == Ties::Each {
            return Ok(vec![prizes.first().cloned().unwrap_or_default(); count]);
        }
        let sum = prizes.iter().take(count).try_fold(Number::ZERO, |sum, prize| sum.add(prize))?;
        let equal = vec![Number::ONE; count];
        let allocation =
            Allocation { sum: &sum, keys: &equal, most: &[], cut: Cut::Lost, unit: self.unit, leftover: self.leftover };
        allocation.shares()
    }
}

/// The last day on which a running total got to `reach`, if it is still there at the end; `days` are what each day adds, in
/// their order.
///
/// # Errors
/// [`NumberError`] past the limit of numbers.
pub(crate) fn reached_on(days: &[(Date, Number)], reach: &Number) -> Result<Option<Date>, NumberError> {
    let (mut total, mut since) = (Number::ZERO, None);
    for (date, amount) in days {
        total = total.add(amount)?;
        since = if total < *reach { None } else { since.or(Some(*date)) };
    }
    Ok(since)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paid(prizes: &[i128], scores: &[i128], ties: Ties, leftover: Leftover) -> Vec<(usize, String)> {
        let prizes: Vec<Number> = prizes.iter().map(|prize| Number::whole(*prize)).collect();
        let scores: Vec<Vec<Number>> = scores.iter().map(|score| vec![Number::whole(*score)]).collect();
        let unit = Number::decimal(1, 2);
        let ranking = Ranking { scores: &scores, prizes: &prizes, ties, unit: &unit, leftover };
        let placed = ranking.places().expect("places");
        placed.into_iter().map(|placed| (placed.place, placed.prize.to_fixed_text(2))).collect()
    }

    fn owned(places: &[(usize, &str)]) -> Vec<(usize, String)> {
        places.iter().map(|(place, prize)| (*place, (*prize).to_owned())).collect()
    }

    #[test]
    fn those_who_are_tied_share_the_prizes_of_their_places() {
        let two_and_two = paid(&[460, 225, 125], &[198, 200, 199, 200, 199], Ties::Share, Leftover::Shared);
        assert_eq!(two_and_two, owned(&[(5, "0.00"), (1, "342.50"), (3, "62.50"), (1, "342.50"), (3, "62.50")]));
        let three = paid(&[290, 180, 90], &[200, 200, 200, 199], Ties::Share, Leftover::Unassigned);
        assert_eq!(three, owned(&[(1, "186.66"), (1, "186.66"), (1, "186.66"), (4, "0.00")]));
    }

    #[test]
    fn what_was_reached_and_lost_again_counts_from_when_it_was_reached_for_good() {
        let day = |day| Date::new(2026, 3, day).expect("a day");
        let reached = |amounts: &[(u8, i128)]| {
            let days: Vec<_> = amounts.iter().map(|(date, amount)| (day(*date), Number::whole(*amount))).collect();
            reached_on(&days, &Number::whole(100)).expect("a sum")
        };
        assert_eq!(reached(&[(1, 60), (3, 40), (9, 5)]), Some(day(3)));
        assert_eq!(reached(&[(1, 60), (3, 45), (20, -10), (25, 6)]), Some(day(25)));
        assert_eq!(reached(&[(1, 60), (3, 45), (20, -10)]), None);
        assert_eq!(reached(&[]), None);
    }

    #[test]
    fn a_budget_is_used_up_in_order_of_place() {
        let number = |amounts: &[i128]| amounts.iter().map(|amount| Number::whole(*amount)).collect::<Vec<_>>();
        let left = |scores: &[i128], ties| {
            let scores: Vec<Vec<Number>> = scores.iter().map(|score| number(&[*score])).collect();
            let unit = Number::ONE;
            let ranking = Ranking { scores: &scores, prizes: &[], ties, unit: &unit, leftover: Leftover::Shared };
            let paid = ranking.within_budget(&number(&[60, 50, 50, 40]), &number(&[131])[0]).expect("amounts");
            paid.iter().map(Number::to_exact_text).collect::<Vec<_>>()
        };
        assert_eq!(left(&[4, 3, 2, 1], Ties::Share), ["60", "50", "21", "0"]);
        assert_eq!(left(&[4, 3, 3, 1], Ties::Share), ["60", "36", "35", "0"]);
        assert_eq!(left(&[4, 3, 3, 1], Ties::LowerId), ["60", "50", "21", "0"]);
        assert_eq!(left(&[0, 0, 0, 0], Ties::Share), ["39", "33", "33", "26"]);
        assert_eq!(left(&[1, 3, 2, 4], Ties::Share), ["0", "50", "41", "40"]);
    }

    #[test]
    fn ties_may_get_the_prize_each_or_be_broken_by_the_id() {
        let each = paid(&[10, 5], &[7, 7, 3], Ties::Each, Leftover::Shared);
        assert_eq!(each, owned(&[(1, "10.00"), (1, "10.00"), (3, "0.00")]));
        let by_id = paid(&[10, 5], &[7, 9, 7], Ties::LowerId, Leftover::Shared);
        assert_eq!(by_id, owned(&[(2, "5.00"), (1, "10.00"), (3, "0.00")]));
    }
}
