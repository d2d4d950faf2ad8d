//! Places in the file.

use super::{MONEY, World, YES};
use crate::diagnostic::Diagnostics;
use crate::formula::expression::Node;
use crate::formula::{FormulaText, check, names_in};
use crate::source::{Sources, Span};

#[test]
fn places_are_exact_in_blocks_under_chinese_text() {
    let file = "gate: |\n    // 注释：满意度\n    满意度 >= 90% &&\n    bokings > 5 && type ＝＝ 1\n";
    let mut text = String::new();
    let mut bytes = Vec::new();
    let mut at = 8;
    for line in file.lines().skip(1) {
        for (offset, c) in line.char_indices().skip(4) {
            text.push(c);
            (0..c.len_utf8()).for_each(|byte| bytes.push((at + offset + byte) as u32));
        }
        text.push('\n');
        at += line.len() + 1;
        bytes.push((at - 1) as u32);
    }
    bytes.push(at as u32);
    let mut sources = Sources::default();
    let source = sources.add("plans/ae.yaml", file);
    let formula = FormulaText { text, span: Span { source, start: 8, end: at as u32 }, bytes };
    let world = World::plan();
    let mut out = Diagnostics::default();
    assert!(check(&formula, &world.scope(), YES, &mut out).is_none());
    let found: Vec<_> = out
        .sorted()
        .iter()
        .map(|d| {
            let place = sources.place(d.labels[0].span);
            (d.code, place.line, place.column, sources.text(d.labels[0].span).to_owned())
        })
        .collect();
    let wanted = [("N002", 4, 5, "bokings"), ("N002", 4, 20, "type"), ("F004", 4, 25, "＝＝")];
    assert_eq!(found, wanted.map(|(code, line, column, text)| (code, line, column, text.to_owned())));
}

#[test]
fn parts_know_their_places() {
    let world = World::rows();
    let text = "if new { (amount + 单价) * 2 } else { let x = units; x * 5 }";
    let mut out = Diagnostics::default();
    let formula = check(&FormulaText::plain(text, Span::default()), &world.scope(), MONEY, &mut out).unwrap();
    let at = |span: Span| &text[span.start as usize..span.end as usize];
    assert_eq!(at(formula.expression.span), text);
    let Node::If(parts) = &formula.expression.node else { panic!("no if") };
    let places = [at(parts[0].span), at(parts[1].span), at(parts[2].span)];
    assert_eq!(places, ["new", "(amount + 单价) * 2", "let x = units; x * 5"]);
    let names: Vec<_> = names_in(&formula.expression).into_iter().map(|(_, span)| at(span)).collect();
    assert_eq!(names, ["new", "amount", "单价", "units", "x"]);
}
