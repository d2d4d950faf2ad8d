//! Axes of pictures: from numbers to positions. Whole numbers throughout; positions are tenths of a pixel.

/// From the numbers of an axis to its positions.
pub struct Axis {
    /// Its first number.
    pub low: i128,
    /// Its last number.
    pub high: i128,
    step: i128,
    /// Position of `low` and of `high`, in pixels.
    ends: (i128, i128),
}

impl Axis {
    /// An axis that holds all `values` and begins and ends with a round number.
    pub fn new(values: impl Iterator<Item = i128> + Clone, unit: i128, ends: (i128, i128)) -> Self {
        let low = values.clone().min().unwrap_or(0).min(0);
        let high = values.max().unwrap_or(0).max(low.saturating_add(unit));
        let step = round_step(high.saturating_sub(low).saturating_div(6).max(1));
        let low = low.div_euclid(step).saturating_mul(step);
        let high = high.saturating_add(step).saturating_sub(1).div_euclid(step).saturating_mul(step);
        Self { low, high, step, ends }
    }

    /// Position in tenths of a pixel.
    pub fn tenths(&self, value: i128) -> i128 {
        let (first, last) = self.ends;
        let span = self.high.saturating_sub(self.low).max(1);
        let along = value.saturating_sub(self.low).saturating_mul(last.saturating_sub(first)).saturating_mul(10);
        first.saturating_mul(10).saturating_add(along.div_euclid(span))
    }

    /// The same as SVG writes it.
    pub fn at(&self, value: i128) -> String {
        let tenths = self.tenths(value);
        format!("{}.{}", tenths.div_euclid(10), tenths.rem_euclid(10))
    }

    /// The numbers that are written along it.
    pub fn ticks(&self) -> impl Iterator<Item = i128> + '_ {
        (0..40).map(|n| self.low.saturating_add(self.step.saturating_mul(n))).take_while(|tick| *tick <= self.high)
    }
}

/// The next of 1, 2, 5, 10, 20, 50, ... at or above `least`.
fn round_step(least: i128) -> i128 {
    let mut power = 1_i128;
    while power.saturating_mul(10) < least {
        power = power.saturating_mul(10);
    }
    [1, 2, 5, 10].into_iter().map(|n| power.saturating_mul(n)).find(|step| *step >= least).unwrap_or(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        for (least, step) in [(1, 1), (3, 5), (7, 10), (11, 20), (499, 500), (501, 1000)] {
            assert_eq!(round_step(least), step);
        }
    }
}
