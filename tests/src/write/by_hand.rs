//! What was decided by hand, as a table.

use crate::calendar::{Length, Month, label};
use crate::company::{ByHand, Company};
use crate::exact::text;

pub(super) const HEADER: &str = "id,participant,kind,what,amount,reason,approved_by,plan,period,day,paid_in";

pub(super) fn rows(company: &Company) -> Vec<String> {
    let period = |(first, length): (Month, Length)| label(first, length, company.calendar.year_starts);
    let row = company.by_hand.iter().map(|row| {
        let (kind, what, amount, plan, when, day, paid_in) = match &row.what {
            ByHand::Payment { plan, component, period: earned, paid_in, amount } => {
                let later = if paid_in == earned { String::new() } else { period(*paid_in) };
                ("payment", component.as_str(), amount, plan.as_str(), period(*earned), String::new(), later)
            }
            ByHand::Credit { plan, measure, sale } => {
                let plan = plan.as_deref().unwrap_or_default();
                ("credit", *measure, &sale.amount, plan, String::new(), sale.day.text(), String::new())
            }
            ByHand::Score(score) => {
                let when = period((score.first, score.length));
                ("metric", "score", &score.amount, "", when, String::new(), String::new())
            }
        };
        let (id, person, amount) = (&row.id, &row.person, text(amount));
        format!("{id},{person},{kind},{what},{amount},agreed,board,{plan},{when},{day},{paid_in}")
    });
    row.collect()
}
