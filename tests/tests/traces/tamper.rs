//! Changing one number in a file of traces, and making its digest again, as its documentation says how.

use serde_json::Value;
use sha2::{Digest, Sha256};

/// A change of one number.
#[derive(Debug)]
pub struct Change {
    /// Where: a JSON pointer.
    pub place: String,
    /// What stands there afterwards.
    pub to: Value,
}

/// The changes that are tried on `text`: each run of digits in each text, and each number, gets another value.
pub fn changes(text: &str) -> Vec<Change> {
    let file: Value = serde_json::from_str(text).expect("JSON");
    let mut changes = Vec::new();
    collect(&file, "", &mut changes);
    changes
}

/// `text` after the change.
pub fn changed(text: &str, change: &Change) -> String {
    let mut file: Value = serde_json::from_str(text).expect("JSON");
    *file.pointer_mut(&change.place).expect("a place") = change.to.clone();
    if change.place != "/digest" {
        let mut digest = "sha256:".to_owned();
        for byte in Sha256::digest(file["lines"].to_string()) {
            digest.push_str(&format!("{byte:02x}"));
        }
        file["digest"] = Value::String(digest);
    }
    file.to_string()
}

fn collect(value: &Value, place: &str, changes: &mut Vec<Change>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| collect(value, &format!("{place}/{key}"), changes))
        }
        Value::Array(values) => {
            values.iter().enumerate().for_each(|(at, value)| collect(value, &format!("{place}/{at}"), changes));
        }
        Value::Number(number) => {
            let number = number.as_u64().expect("a whole number");
            let to = if number == 0 { 1 } else { number - 1 };
            changes.push(Change { place: place.to_owned(), to: to.into() });
        }
        Value::String(text) => {
            let chars: Vec<char> = text.chars().collect();
            let is_digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
            // The last digit of each run of digits.
            for at in (0..chars.len()).filter(|at| is_digit(*at) && !is_digit(at + 1)) {
                let mut chars = chars.clone();
                chars[at] = if chars[at] == '9' { '8' } else { char::from(chars[at] as u8 + 1) };
                let to = Value::String(chars.into_iter().collect());
                changes.push(Change { place: place.to_owned(), to });
            }
        }
        _ => {}
    }
}
