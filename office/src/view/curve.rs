//! A payout curve as SVG: no scripts, no outside fonts, a title and a sentence for those who cannot see it. Whole numbers
//! throughout; positions are tenths of a pixel.

use std::fmt::Write as _;

use attain_rules::both;
use attain_rules::text::{Language, Text};

use super::amount;
use super::axis::Axis;
use super::svg::{Frame, escaped, head};

/// A point of the curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// On the axis, in millionths.
    pub x: i128,
    /// What is paid, in minor units.
    pub pay: i128,
    /// Does the curve jump to this point instead of running to it?
    pub jump: bool,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub struct Picture {
    /// What it is: component and plan.
    pub title: Text,
    /// What the axis along the bottom counts.
    pub axis: Text,
    /// Is that a ratio, shown as per cent?
    pub percent: bool,
    /// The curve, from left to right.
    pub points: Vec<Point>,
    /// The limits of the rows, in millionths.
    pub limits: Vec<i128>,
    /// The highest pay, when a cap was met.
    pub cap: Option<i128>,
    /// Where the participant stands, and who that is.
    pub here: Option<(Point, String)>,
    /// What is paid: the currency's ISO code, or a unit's title.
    pub unit: Text,
    /// Its digits.
    pub digits: u8,
}

const WIDTH: i128 = 760;
const HEIGHT: i128 = 440;
const LEFT: i128 = 110;
const RIGHT: i128 = 30;
const TOP: i128 = 60;
const BOTTOM: i128 = 70;
const MILLION: i128 = 1_000_000;

impl Picture {
    /// A value of the bottom axis for people.
    pub fn x_text(&self, x: i128) -> String {
        let number = attain_rules::number::Number::decimal(x, 6);
        if self.percent { amount::percent_short(&number) } else { amount::number(&number) }
    }

    /// The sentence that says what the picture shows.
    pub fn sentence(&self, language: Language) -> String {
        let money = |pay: i128| amount::minor(pay, self.digits);
        let mut parts = Vec::new();
        if let (Some(first), Some(last)) = (self.points.first(), self.points.last()) {
            let (x0, y0) = (self.x_text(first.x), money(first.pay));
            let (x1, y1) = (self.x_text(last.x), money(last.pay));
            let (axis, unit) = (self.axis.clone().before_chinese(), self.unit.clone());
            parts.push(both!(
                "Pay in {unit} over {axis}: {y0} at {x0}, {y1} at {x1}",
                "{axis}与应付金额（{unit}）：{x0} 时为 {y0}，{x1} 时为 {y1}"; axis, unit
            ));
        }
        let jumps: Vec<String> =
            self.points.iter().filter(|point| point.jump).map(|point| self.x_text(point.x)).collect();
        if !jumps.is_empty() {
            let jumps = Text { en: jumps.join(", "), zh: jumps.join("、") };
            parts.push(both!("it jumps at {jumps}", "在 {jumps} 处突升或突降"; jumps));
        }
        if let Some(cap) = self.cap {
            let cap = money(cap);
            parts.push(both!("never more than {cap}", "最高 {cap}"));
        }
        if let Some((point, who)) = &self.here {
            let (x, y) = (self.x_text(point.x), money(point.pay));
            parts.push(both!("{who} stands at {x} with {y}", "{who} 位于 {x}，为 {y}"));
        }
        let joined: Vec<&str> = parts.iter().map(|part| part.in_language(language)).collect();
        match language {
            Language::English => format!("{}.", joined.join("; ")),
            Language::Chinese => format!("{}。", joined.join("；")),
        }
    }

    /// The picture as an SVG document.
    pub fn svg(&self, language: Language) -> String {
        let pays = self.points.iter().map(|point| point.pay).chain(self.cap);
        let unit = 10_i128.saturating_pow(u32::from(self.digits));
        let across = Axis::new(
            self.points.iter().map(|point| point.x),
            MILLION.div_euclid(100),
            (LEFT, WIDTH.saturating_sub(RIGHT)),
        );
        let up = Axis::new(pays, unit, (HEIGHT.saturating_sub(BOTTOM), TOP));
        let frame = Frame { width: WIDTH, height: HEIGHT, left: LEFT };
        let mut out = head(&frame, self.title.in_language(language), &self.sentence(language), language);
        self.axes(&across, &up, language, &mut out);
        self.marks(&across, &up, language, &mut out);
        self.line(&across, &up, &mut out);
        if let Some((point, who)) = &self.here {
            let (x, y) = (across.at(point.x), up.at(point.pay));
            let right = across.tenths(point.x) > WIDTH.saturating_mul(8);
            let (anchor, shift) = if right { ("end", -10) } else { ("start", 10) };
            let _ = writeln!(
                out,
                "<circle cx=\"{x}\" cy=\"{y}\" r=\"5\" fill=\"#fff\" stroke=\"#0b3d91\" stroke-width=\"3\"/>\n\
                 <text x=\"{x}\" y=\"{y}\" dx=\"{shift}\" dy=\"18\" text-anchor=\"{anchor}\" font-weight=\"bold\">{}</text>",
                escaped(who)
            );
        }
        out.push_str("</svg>\n");
        out
    }

    fn axes(&self, across: &Axis, up: &Axis, language: Language, out: &mut String) {
        let (bottom, right) = (HEIGHT.saturating_sub(BOTTOM), WIDTH.saturating_sub(RIGHT));
        let unit = 10_i128.saturating_pow(u32::from(self.digits));
        for tick in up.ticks() {
            let (y, label) = (up.at(tick), amount::grouped(&tick.div_euclid(unit).to_string()));
            let _ = writeln!(
                out,
                "<path d=\"M{LEFT} {y}H{right}\" stroke=\"#ddd\"/>\
                 <text x=\"{LEFT}\" y=\"{y}\" dx=\"-8\" dy=\"4\" text-anchor=\"end\">{label}</text>"
            );
        }
        for tick in across.ticks() {
            let (x, label) = (across.at(tick), self.x_text(tick));
            let _ = writeln!(
                out,
                "<path d=\"M{x} {bottom}v6\" stroke=\"#888\"/>\
                 <text x=\"{x}\" y=\"{bottom}\" dy=\"22\" text-anchor=\"middle\">{label}</text>"
            );
        }
        let middle = LEFT.saturating_add(right).div_euclid(2);
        let _ = writeln!(
            out,
            "<path d=\"M{LEFT} {TOP}V{bottom}H{right}\" fill=\"none\" stroke=\"#888\"/>\n\
             <text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n\
             <text x=\"8\" y=\"44\">{}</text>",
            HEIGHT.saturating_sub(22),
            escaped(self.axis.in_language(language)),
            escaped(self.unit.in_language(language))
        );
    }

    /// Row limits as thin lines, the cap as a dashed one with its word.
    fn marks(&self, across: &Axis, up: &Axis, language: Language, out: &mut String) {
        let bottom = HEIGHT.saturating_sub(BOTTOM);
        for limit in self.limits.iter().filter(|limit| (across.low..=across.high).contains(*limit)) {
            let _ = writeln!(
                out,
                "<path d=\"M{} {TOP}V{bottom}\" stroke=\"#bbb\" stroke-dasharray=\"2 4\"/>",
                across.at(*limit)
            );
        }
        if let Some(cap) = self.cap {
            let (y, right, amount) = (up.at(cap), WIDTH.saturating_sub(RIGHT), amount::minor(cap, self.digits));
            let label = both!("cap {amount}", "上限 {amount}");
            let _ = writeln!(
                out,
                "<path d=\"M{LEFT} {y}H{right}\" stroke=\"#a1260d\" stroke-dasharray=\"8 4\"/>\
                 <text x=\"{LEFT}\" y=\"{y}\" dx=\"8\" dy=\"-6\" fill=\"#a1260d\">{}</text>",
                label.in_language(language)
            );
        }
    }

    /// The curve: whole where it runs, dotted where it jumps.
    fn line(&self, across: &Axis, up: &Axis, out: &mut String) {
        let (mut runs, mut jumps) = (String::new(), String::new());
        let mut before: Option<&Point> = None;
        for point in &self.points {
            let (x, y) = (across.at(point.x), up.at(point.pay));
            match before {
                Some(before) if point.jump => {
                    let _ = write!(jumps, "M{} {}L{x} {y}", across.at(before.x), up.at(before.pay));
                    let _ = write!(runs, "M{x} {y}");
                }
                Some(_) => {
                    let _ = write!(runs, "L{x} {y}");
                }
                None => {
                    let _ = write!(runs, "M{x} {y}");
                }
            }
            before = Some(point);
        }
        let _ = writeln!(
            out,
            "<path d=\"{runs}\" fill=\"none\" stroke=\"#0b3d91\" stroke-width=\"2.5\" stroke-linejoin=\"round\"/>"
        );
        if !jumps.is_empty() {
            let _ = writeln!(
                out,
                "<path d=\"{jumps}\" fill=\"none\" stroke=\"#0b3d91\" stroke-width=\"1.5\" stroke-dasharray=\"1 4\"/>"
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_break_the_document() {
        let picture = Picture {
            title: Text::same("a < b & \"c\""),
            axis: Text::same("x >= 1"),
            percent: false,
            points: vec![Point { x: 0, pay: 0, jump: false }, Point { x: MILLION, pay: -500, jump: true }],
            limits: vec![MILLION],
            cap: None,
            here: None,
            unit: Text::same("CNY"),
            digits: 2,
        };
        let svg = picture.svg(Language::English);
        assert!(svg.contains("a &lt; b &amp; &quot;c&quot;") && svg.contains("x &gt;= 1"), "{svg}");
        assert!(!svg.contains("script") && svg.contains("it jumps at 1"), "{svg}");
    }
}
