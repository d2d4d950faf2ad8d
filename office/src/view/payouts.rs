//! Everybody's payout before and after a change, as SVG: one row a person, a ring where it was, a dot where it goes. Words
//! and arrows say the same as the colours; whole numbers throughout.

use std::fmt::Write as _;

use attain_rules::both;
use attain_rules::number::Number;
use attain_rules::text::{Language, Text};
use unicode_width::UnicodeWidthChar as _;

use super::amount;
use super::axis::Axis;
use super::svg::{Frame, escaped, head};
use crate::cost::Minor;

/// Somebody's payout.
pub struct Payout {
    /// Name and id.
    pub who: String,
    /// Before and after, in minor units.
    pub sum: Minor,
}

/// What is drawn.
pub struct Picture {
    /// What it is.
    pub title: String,
    /// What it comes to, and of whom where not everybody is drawn.
    pub subtitle: String,
    /// What it says.
    pub sentence: String,
    /// From the top to the bottom.
    pub payouts: Vec<Payout>,
    /// The currency's ISO code.
    pub currency: String,
    /// Its digits.
    pub digits: u8,
    /// The reader's language.
    pub language: Language,
}

const WIDTH: i128 = 760;
const LEFT: i128 = 190;
const RIGHT: i128 = 170;
const TOP: i128 = 104;
const ROW: i128 = 26;
const BOTTOM: i128 = 56;
/// Widest name that has room, counted in narrow characters.
const WIDEST_NAME: usize = 24;
const GAIN: &str = "#0b3d91";
const LOSS: &str = "#a1260d";
const SAME: &str = "#555";

impl Picture {
    /// The picture as an SVG document.
    pub fn svg(&self) -> String {
        let rows = i128::try_from(self.payouts.len()).unwrap_or(0);
        let bottom = TOP.saturating_add(ROW.saturating_mul(rows.max(1)));
        let height = bottom.saturating_add(BOTTOM);
        let unit = 10_i128.saturating_pow(u32::from(self.digits));
        let values = self.payouts.iter().flat_map(|payout| [payout.sum.before, payout.sum.after]);
        let across = Axis::new(values, unit, (LEFT, WIDTH.saturating_sub(RIGHT)));
        let frame = Frame { width: WIDTH, height, left: 20 };
        let mut out = head(&frame, &self.title, &self.sentence, self.language);
        let _ = writeln!(out, "<text x=\"20\" y=\"52\">{}</text>", escaped(&self.subtitle));
        self.legend(&mut out);
        self.axis(&across, bottom, unit, &mut out);
        let mut middle = TOP.saturating_add(ROW.div_euclid(2));
        for payout in &self.payouts {
            self.row(payout, &across, middle, &mut out);
            middle = middle.saturating_add(ROW);
        }
        out.push_str("</svg>\n");
        out
    }

    fn say(&self, text: &Text) -> String {
        escaped(text.in_language(self.language))
    }

    fn legend(&self, out: &mut String) {
        let words = [both!("before", "之前"), both!("after: more", "之后：增加"), both!("after: less", "之后：减少")];
        let [before, more, less] = words.map(|text| self.say(&text));
        let _ = writeln!(
            out,
            "<g transform=\"translate({LEFT} 82)\">\
             <circle cx=\"6\" r=\"5\" fill=\"#fff\" stroke=\"{SAME}\" stroke-width=\"2\"/><text x=\"18\" y=\"4\">{before}</text>\
             <circle cx=\"96\" r=\"5\" fill=\"{GAIN}\"/><text x=\"108\" y=\"4\">▲ {more}</text>\
             <circle cx=\"226\" r=\"5\" fill=\"{LOSS}\"/><text x=\"238\" y=\"4\">▼ {less}</text></g>"
        );
    }

    fn axis(&self, across: &Axis, bottom: i128, unit: i128, out: &mut String) {
        for tick in across.ticks() {
            let (x, label) = (across.at(tick), amount::grouped(&tick.div_euclid(unit).to_string()));
            let _ = writeln!(
                out,
                "<path d=\"M{x} {TOP}V{bottom}\" stroke=\"#ddd\"/>\
                 <text x=\"{x}\" y=\"{bottom}\" dy=\"20\" text-anchor=\"middle\" font-size=\"12\">{label}</text>"
            );
        }
        let middle = LEFT.saturating_add(WIDTH).saturating_sub(RIGHT).div_euclid(2);
        let currency = &self.currency;
        let words = both!("payout in {currency}", "应付金额（{currency}）");
        let _ = writeln!(
            out,
            "<text x=\"{middle}\" y=\"{bottom}\" dy=\"42\" text-anchor=\"middle\">{}</text>",
            self.say(&words)
        );
    }

    fn row(&self, payout: &Payout, across: &Axis, y: i128, out: &mut String) {
        let (before, after) = (across.at(payout.sum.before), across.at(payout.sum.after));
        let change = payout.sum.change();
        let (colour, sign) = match change {
            0 => (SAME, ""),
            1.. => (GAIN, "▲ "),
            _ => (LOSS, "▼ "),
        };
        let text = match change {
            0 => self.say(&both!("the same", "不变")),
            change => format!("{sign}{}", amount::signed(&Number::decimal(change, self.digits), self.digits)),
        };
        let (name, left, right) = (escaped(&short(&payout.who)), LEFT.saturating_sub(14), WIDTH.saturating_sub(20));
        let _ = writeln!(
            out,
            "<text x=\"{left}\" y=\"{y}\" dy=\"4\" text-anchor=\"end\">{name}</text>\
             <path d=\"M{before} {y}H{after}\" stroke=\"{colour}\" stroke-width=\"2.5\"/>\
             <circle cx=\"{before}\" cy=\"{y}\" r=\"5\" fill=\"#fff\" stroke=\"{SAME}\" stroke-width=\"2\"/>"
        );
        if change != 0 {
            let _ = writeln!(out, "<circle cx=\"{after}\" cy=\"{y}\" r=\"5\" fill=\"{colour}\"/>");
        }
        let _ =
            writeln!(out, "<text x=\"{right}\" y=\"{y}\" dy=\"4\" text-anchor=\"end\" fill=\"{colour}\">{text}</text>");
    }
}

/// As much of a name as there is room for.
fn short(name: &str) -> String {
    let mut width = 0_usize;
    let mut out = String::new();
    for c in name.chars() {
        width = width.saturating_add(c.width().unwrap_or(0));
        if width > WIDEST_NAME {
            out.push('…');
            break;
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_break_the_document_and_signs_stand_beside_colours() {
        let payout = |who: &str, before, after| Payout { who: who.to_owned(), sum: Minor { before, after } };
        let picture = Picture {
            title: "a < b".to_owned(),
            subtitle: "& so on".to_owned(),
            sentence: "x > y".to_owned(),
            payouts: vec![
                payout("<b> & co", 0, 5),
                payout("a very long name that has no room at all", 7, -2),
                payout("z", 1, 1),
            ],
            currency: "CNY".to_owned(),
            digits: 2,
            language: Language::English,
        };
        let svg = picture.svg();
        assert!(svg.contains("&lt;b&gt; &amp; co") && svg.contains("▲ +0.05") && svg.contains("▼ -0.09"), "{svg}");
        assert!(
            svg.contains("a very long name that ha…") && svg.contains("the same") && !svg.contains("script"),
            "{svg}"
        );
    }
}
