"""What examples/software pays from January to September 2026, worked out without Attain.

    python3 tests/examples/software.py examples/software > examples/software/expected/lines.csv
"""

from datetime import date
from fractions import Fraction

from common import cents, marginal, months_between, on_line, quotient, rows, shared, write

F = Fraction
ACCELERATORS = [(F(0), F("0.07")), (F("0.6"), F("0.09")), (F(1), F("0.13")), (F("1.3"), F("0.16"))]
OF_MANAGERS = [(F(0), F("0.008")), (F("0.8"), F("0.012")), (F(1), F("0.018"))]
CURVE = [(F("0.8"), F("0.5")), (F(1), F(1)), (F("1.2"), F("1.5"))]

DEALS = rows("deals")
PEOPLE = {row["participant"]: row for row in rows("assignments")}
QUOTAS = {(row["participant"], row["period"]): F(row["amount"]) for row in rows("quotas")}
for deal in DEALS:
    deal["month"] = date.fromisoformat(deal["booked_on"]).month
    deal["worth"] = F(deal["amount"])
    if deal["type"] == "churn":
        served = months_between(date.fromisoformat(deal["contract_start"]), date.fromisoformat(deal["booked_on"]))
        deal["worth"] = quotient(-deal["worth"] * max(0, 12 - served), 12)

lines = {}


def worth(wanted, months):
    return sum((deal["worth"] for deal in DEALS if deal["month"] in months and wanted(deal)), F(0))


def to_date(who, component, first, tiers, wanted, most=None):
    """The year so far by attainment, less what earlier months paid."""
    earlier = F(0)
    for month in range(first, 10):
        total = worth(wanted, range(first, month + 1))
        quota = QUOTAS[who, "2026"] / 12 * (month - first + 1)
        pay = marginal(total, [(limit * quota, rate) for limit, rate in tiers])
        due = cents(pay if most is None else min(pay, most))
        lines[who, f"2026-{month:02}", component] = due - earlier
        earlier = due


def account_executive(who, person):
    first = date.fromisoformat(person["from"]).month
    to_date(who, "commission", first, ACCELERATORS, lambda deal: deal["owner"] == who, F(100_000))
    for month in range(first, 10):
        is_long = lambda deal: deal["owner"] == who and deal["type"] == "new" and int(deal["term_months"]) >= 24
        lines[who, f"2026-{month:02}", "multi_year"] = cents(worth(is_long, [month]) * F("0.015"))


def solution_specialist(who, quarter, months):
    total = worth(lambda deal: deal["specialist"] == who, months)
    attainment = total / QUOTAS[who, quarter]
    rate = F("0.02") if attainment >= 1 else F("0.015") if attainment >= F("0.8") else F("0.01")
    lines[who, quarter, "overlay"] = min(cents(total * rate), F(15_000))


def customer_success(team, quarter, months):
    """A team's bonuses and its pool."""
    renewed = {who: worth(lambda deal, who=who: deal["owner"] == who, months) for who in team}
    quota = sum(QUOTAS[who, quarter] for who in team)
    total = sum(renewed.values())
    for who in team:
        attained = renewed[who] / QUOTAS[who, quarter]
        index = F("0.4") * attained + quotient(F("0.6") * total, quota)
        index = F(int(index * 10_000 + F(1, 2)), 10_000)
        target = F(PEOPLE[who]["salary"]) / 2
        lines[who, quarter, "quarterly_bonus"] = cents(on_line(index, CURVE) * target) if index >= F("0.8") else F(0)
    fund = max(F(0), F("0.04") * (total - F("0.85") * quota)) if total >= F("0.9") * quota else F(0)
    given = shared(int(cents(fund) * 100), {who: F(PEOPLE[who]["salary"]) for who in team})
    for who in team:
        lines[who, quarter, "team_pool"] = F(given[who], 100)


for who, person in PEOPLE.items():
    if person["plan"] == "account-executive":
        account_executive(who, person)
    elif person["plan"] == "sales-manager":
        of_team = lambda deal, who=who: PEOPLE[deal["owner"]]["manager"] == who and deal["type"] != "renewal"
        to_date(who, "team_commission", 1, OF_MANAGERS, of_team)
for place in (1, 2, 3):
    quarter, months = f"2026-Q{place}", range(3 * place - 2, 3 * place + 1)
    for who, person in PEOPLE.items():
        if person["plan"] == "solution-specialist":
            solution_specialist(who, quarter, months)
    for name in ("Care East", "Care West"):
        customer_success([who for who, person in PEOPLE.items() if person["team"] == name], quarter, months)
write(lines)
