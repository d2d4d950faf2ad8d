"""What examples/insurance pays from January to June 2026, worked out without Attain.

    python3 tests/examples/insurance.py examples/insurance > examples/insurance/expected/lines.csv
"""

from datetime import date
from fractions import Fraction

from common import cents, last_day, months_between, quotient, rows, write

F = Fraction
STEPS = [(5_000, 250), (12_000, 600), (20_000, 1_200), (30_000, 2_000)]

ASSIGNMENTS = rows("assignments")
PERSISTENCY = {(row["participant"], row["period"]): int(row["value"].rstrip("%")) for row in rows("metrics")}


def assignment(who, day):
    holds = (row for row in ASSIGNMENTS if row["participant"] == who and row["from"] <= str(day) <= (row["to"] or "9999"))
    return next(holds, None)


def line_up(who, day):
    """The participant and everybody above, as the line stood on that day."""
    while who:
        yield who
        row = assignment(who, day)
        who = row["manager"] if row else ""


POLICIES = rows("policies")
for policy in POLICIES:
    day, issued = (date.fromisoformat(policy[column]) for column in ("event_on", "issued_on"))
    premium = F(policy["annual_premium"])
    counts = {"issue": 9, "collection": 1, "lapse": -max(0, 9 - months_between(issued, day))}[policy["event"]]
    policy["month"], policy["premium"], policy["worth"] = day.month, premium, quotient(premium * counts, 12)
    policy["line"] = list(line_up(policy["owner"], day))

lines, steps_paid, owed = {}, {}, {}


def draw(who, period):
    """Pay is brought up to 1,200 while no more than 4,000 is owed; half of what lies above goes back."""
    pay = sum(lines[who, period, part] for part in ("contract", "less_level_below", "production", "quality"))
    before = owed.get(who, F(0))
    back = min(before, cents(max(F(0), pay - 1_200) / 2))
    more = min(max(F(0), 1_200 - pay), 4_000 - before)
    owed[who] = before + more - back
    if back:
        lines[who, period, "starting_draw.recovery"] = -back
    else:
        lines[who, period, "starting_draw.draw"] = more


for month in range(1, 7):
    period, end = f"2026-{month:02}", last_day(2026, month)
    there = {who: row for who in sorted({row["participant"] for row in ASSIGNMENTS}) if (row := assignment(who, end))}
    contract = {}
    for who, row in there.items():
        total = sum((p["worth"] for p in POLICIES if p["month"] == month and who in p["line"]), F(0))
        contract[who] = cents(total * F(row["contract_rate"].rstrip("%")) / 100)
        issued = [p for p in POLICIES if p["owner"] == who and p["event"] == "issue"]
        to_date = sum((p["premium"] for p in issued if p["month"] <= month), F(0))
        steps = F(min(3_000, sum(amount for limit, amount in STEPS if to_date >= limit)))
        lines[who, period, "production"] = steps - steps_paid.get(who, 0)
        steps_paid[who] = steps
        kept = PERSISTENCY[who, period]
        rate = F(2, 100) if kept >= 92 else F(1, 100) if kept >= 85 else F(0)
        new = sum((p["premium"] for p in issued if p["month"] == month), F(0))
        lines[who, period, "quality"] = min(cents(new * rate), F(120))
    for who in there:
        lines[who, period, "contract"] = contract[who]
        below = (contract[other] for other, row in there.items() if row["manager"] == who)
        lines[who, period, "less_level_below"] = -sum(below, F(0))
        if there[who]["role"] == "new":
            draw(who, period)
write(lines)
