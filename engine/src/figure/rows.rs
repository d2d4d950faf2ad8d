//! [`RowIndex`]: where each participant's rows start among the quotas and the metrics.

use crate::inputs::{Inputs, MetricRow, ParticipantIndex, QuotaRow};

/// Where each participant's rows start among the quotas and the metrics.
#[derive(Debug, Default)]
pub(crate) struct RowIndex {
    quotas: Vec<u32>,
    metrics: Vec<u32>,
}

impl RowIndex {
    pub(crate) fn new(inputs: &Inputs) -> Self {
        let participants = inputs.participants.len();
        Self {
            quotas: starts(participants, inputs.quotas.iter().map(|row| row.participant)),
            metrics: starts(participants, inputs.metrics.iter().map(|row| row.participant)),
        }
    }

    pub(super) fn quotas<'a>(&self, inputs: &'a Inputs, participant: ParticipantIndex) -> &'a [QuotaRow] {
        rows(&inputs.quotas, &self.quotas, participant)
    }

    pub(super) fn metrics<'a>(&self, inputs: &'a Inputs, participant: ParticipantIndex) -> &'a [MetricRow] {
        rows(&inputs.metrics, &self.metrics, participant)
    }
}

/// For each participant the first of their rows; one more for the end. Rows are sorted by participant.
fn starts(participants: usize, owners: impl Iterator<Item = ParticipantIndex>) -> Vec<u32> {
    let mut starts = vec![0u32; participants.saturating_add(1)];
    for owner in owners {
        if let Some(next) = starts.get_mut((owner.0 as usize).saturating_add(1)) {
            *next = next.saturating_add(1);
        }
    }
    let mut sum = 0u32;
    for start in &mut starts {
        sum = sum.saturating_add(*start);
        *start = sum;
    }
    starts
}

fn rows<'a, T>(all: &'a [T], starts: &[u32], participant: ParticipantIndex) -> &'a [T] {
    let place = participant.0 as usize;
    let start = starts.get(place).map_or(0, |start| *start as usize);
    let end = starts.get(place.saturating_add(1)).map_or(start, |end| *end as usize);
    all.get(start..end).unwrap_or_default()
}
