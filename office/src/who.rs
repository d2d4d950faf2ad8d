//! Who is meant by `E1007` or `王芳`.

use attain_engine::inputs::{Inputs, Participant, ParticipantIndex};
use attain_rules::nearest::nearest;

use crate::failure::Failure;
use crate::view::statement::name;

/// Most participants that a message suggests.
const MOST_SUGGESTED: usize = 5;

/// The participant with this id, or else the only one with this name.
///
/// # Errors
/// [`Failure::UnknownWho`] with the nearest ones; [`Failure::AmbiguousWho`] when several bear the name.
pub fn find(inputs: &Inputs, who: &str) -> Result<ParticipantIndex, Failure> {
    let matching = |suits: &dyn Fn(&Participant) -> bool| -> Vec<ParticipantIndex> {
        let places = inputs.participants.iter().enumerate().filter(|(_, participant)| suits(participant));
        places.filter_map(|(place, _)| u32::try_from(place).ok().map(ParticipantIndex)).collect()
    };
    let ways: [&dyn Fn(&Participant) -> bool; 3] = [
        &|participant| *participant.id == *who,
        &|participant| participant.id.to_lowercase() == who.to_lowercase(),
        &|participant| participant.name.to_lowercase() == who.to_lowercase(),
    ];
    for suits in ways {
        match matching(suits).as_slice() {
            [] => {}
            [only] => return Ok(*only),
            several => {
                let known = several.iter().filter_map(|index| inputs.participant(*index));
                return Err(Failure::AmbiguousWho(who.to_owned(), known.map(name).take(MOST_SUGGESTED).collect()));
            }
        }
    }
    Err(Failure::UnknownWho(who.to_owned(), suggested(inputs, who)))
}

fn suggested(inputs: &Inputs, who: &str) -> Vec<String> {
    let part = who.to_lowercase();
    let contains = |text: &str| !part.is_empty() && text.to_lowercase().contains(&part);
    let near = nearest(who, inputs.participants.iter().map(|participant| &*participant.id))
        .or_else(|| nearest(who, inputs.participants.iter().map(|participant| &*participant.name)));
    let suits = |participant: &&Participant| {
        contains(&participant.id)
            || contains(&participant.name)
            || near.is_some_and(|near| *participant.id == *near || *participant.name == *near)
    };
    inputs.participants.iter().filter(suits).map(name).take(MOST_SUGGESTED).collect()
}
