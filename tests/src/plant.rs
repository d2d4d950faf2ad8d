//! [`plant`]: a source file that has faults in it, each of which sleeps until it is asked for by its number.
//!
//! Building the engine once for every fault takes far longer than running the tests does. So all faults stand in one build:
//! a function that faults are planted in gets its body once for each of them and once sound, and asks which one to run.

use std::fmt::Write;
use std::ops::Range;

use crate::faults::Fault;

/// The environment variable that wakes a fault: its number.
pub const AWAKE: &str = "ATTAIN_FAULT";

/// What a crate that faults are planted in gets added to the end of its `lib.rs`.
pub const SWITCH: &str = r#"
mod planted {
    pub(crate) fn is(fault: usize) -> bool {
        static AWAKE: std::sync::LazyLock<Option<usize>> =
            std::sync::LazyLock::new(|| std::env::var("ATTAIN_FAULT").ok()?.parse().ok());
        *AWAKE == Some(fault)
    }
}
"#;

/// A fault and its number.
pub type Numbered<'a> = (usize, &'a Fault);

/// The text of a file, with faults and their numbers in it.
///
/// # Errors
/// Which fault cannot be planted, and why.
pub fn plant(text: &str, faults: &[Numbered]) -> Result<String, String> {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut bodies: Vec<(Range<usize>, Vec<Numbered>)> = Vec::new();
    let mut parts: Vec<Numbered> = Vec::new();
    for &(number, fault) in faults {
        let count = text.matches(&fault.find).count();
        if count != 1 {
            return Err(format!("`{}`: its text stands {count} times in {}, instead of once", fault.name, fault.file));
        }
        let function = function_around(&lines, text, fault)
            .ok_or_else(|| format!("`{}`: its text does not stand in the body of a function", fault.name))?;
        if function.gives_impl {
            parts.push((number, fault));
            continue;
        }
        match bodies.iter_mut().find(|(body, _)| *body == function.body) {
            Some((_, inside)) => inside.push((number, fault)),
            None => bodies.push((function.body, vec![(number, fault)])),
        }
    }
    bodies.sort_by_key(|(body, _)| body.start);
    let within = bodies.windows(2).find(|pair| pair[0].0.end > pair[1].0.start);
    if let Some([(_, outer), (_, inner)]) = within {
        let names = [outer, inner].map(|inside| &inside[0].1.name);
        return Err(format!("{names:?}: one stands in a function inside of the other's"));
    }
    let mut planted = String::new();
    let mut next = 0;
    for (body, inside) in bodies {
        planted += &joined(&lines[next..body.start]);
        planted += &switched(&joined(&lines[body.clone()]), &inside);
        next = body.end;
    }
    planted += &lines[next..].join("\n");
    for (number, fault) in parts {
        let (sound, faulty) = (&fault.find, &fault.replace);
        let switch = format!("(if crate::planted::is({number}) {{ {faulty} }} else {{ {sound} }})");
        planted = planted.replace(sound, &switch);
    }
    Ok(planted)
}

/// A function in a file.
struct Function {
    /// The lines between its braces.
    body: Range<usize>,
    /// Does it give an `impl Trait`? Then all its ways have to give the same type, and faults are planted as expressions.
    gives_impl: bool,
}

/// The innermost function whose body holds the fault, in a file as rustfmt leaves it.
fn function_around(lines: &[&str], text: &str, fault: &Fault) -> Option<Function> {
    let at = text.find(&fault.find)?;
    let first = text[..at].matches('\n').count();
    let last = first + fault.find.matches('\n').count();
    (0..first).rev().find_map(|start| {
        let line = lines[start].trim_start();
        let indent = &lines[start][..lines[start].len() - line.len()];
        let (front, _) = line.split_once("fn ")?;
        let is_function = front.split_whitespace().all(|word| word.starts_with("pub") || word == "const");
        if !is_function {
            return None;
        }
        let opens = |line: &&str| {
            line.ends_with('{') && (line.starts_with(&format!("{indent})")) || *line == format!("{indent}{{"))
        };
        let open = if line.ends_with('{') { start } else { start + lines[start..].iter().position(opens)? };
        let close = open + lines[open..].iter().position(|line| *line == format!("{indent}}}"))?;
        let signature = lines[start..=open].concat();
        let gives_impl = signature.rsplit_once("->").is_some_and(|(_, given)| given.contains("impl "));
        (open < first && last < close).then_some(Function { body: open + 1..close, gives_impl })
    })
}

/// A body, once for each fault and once sound.
fn switched(body: &str, faults: &[Numbered]) -> String {
    let mut switch = String::new();
    for (number, fault) in faults {
        let faulty = body.replace(&fault.find, &fault.replace);
        let _ = write!(switch, "if crate::planted::is({number}) {{\n{faulty}}} else ");
    }
    switch + "{\n" + body + "}\n"
}

fn joined(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}
