"""What examples/livestream pays in 2026, worked out without Attain.

    python3 tests/examples/livestream.py examples/livestream > examples/livestream/expected/lines.csv
"""

from datetime import date
from fractions import Fraction

from common import cents, last_day, marginal, on_line, rows, shared, write

F = Fraction
TIERS = [(0, F("0.01")), (300_000, F("0.018")), (800_000, F("0.025")), (1_500_000, F("0.03"))]
PRIZES = [F(5_000), F(3_000), F(2_000)]
CURVE = [(F("0.85"), F("0.5")), (F(1), F(1)), (F("1.2"), F("1.8"))]

PEOPLE = {row["工号"]: row for row in rows("任职")}
SCORES = {(row["工号"], row["期间"]): F(row["数值"]) for row in rows("评分")}
TARGETS = {row["工号"]: F(row["数值"]) for row in rows("目标")}
SESSIONS = rows("场次")
for session in SESSIONS:
    session["month"], session["worth"] = date.fromisoformat(session["日期"]).month, F(session["金额"])

lines = {}


def of_plan(plan):
    return {who: row for who, row in PEOPLE.items() if row["方案"] == plan}


def sold(column, people, month):
    return sum((s["worth"] for s in SESSIONS if s[column] in people and s["month"] == month), F(0))


def hosts(month, period):
    there = [who for who, row in of_plan("主播").items() if row["开始"] <= last_day(2026, month).isoformat()]
    net = {who: sold("主播", [who], month) for who in there}
    for who in there:
        pay = cents(marginal(net[who], TIERS))
        lines[who, period, "阶梯提成"] = pay
        lines[who, period, "直播积分"] = int(cents(net[who] / 100_000) * 100)
        if (guarantee := F(PEOPLE[who]["保底"])) > pay:
            lines[who, period, "阶梯提成.guarantee"] = guarantee - pay
    ranked = sorted((who for who in there if net[who] >= 200_000), key=lambda who: -net[who])
    for place, who in enumerate(ranked):
        lines[who, period, "月度竞赛"] = PRIZES[place] if place < len(PRIZES) else F(0)


def pool(team, period, month):
    """Nobody comes near the cap in this data; the assertion says so."""
    total = sold("场控", team, month)
    fund = cents(F("0.0035") * total) if total >= 500_000 else F(0)
    units = int((fund - cents(fund / 10)) * 100)
    given = shared(units, {who: F(PEOPLE[who]["月薪"]) * SCORES[who, period] for who in team})
    for who in team:
        assert given[who] <= 1_200_000
        lines[who, period, "团队奖金池"] = F(given[who], 100)


def stars():
    """A phone and a tablet for the two best of the year: one thing each."""
    net = {who: sum(sold("主播", [who], month) for month in range(1, 13)) for who in of_plan("主播")}
    for place, who in enumerate(sorted(net, key=lambda who: (-net[who], who))):
        lines[who, "2026", "年度之星"] = int(place < 2)


for month in range(1, 13):
    period = f"2026-{month:02}"
    hosts(month, period)
    for group in ("美妆组", "食品组", "家居组"):
        pool([who for who, row in of_plan("场控").items() if row["小组"] == group], period, month)
for who, row in of_plan("组长").items():
    below = [other for other, host in of_plan("主播").items() if host["上级"] == who]
    attainment = sum(sold("主播", below, month) for month in range(1, 13)) / TARGETS[who]
    pay = cents(on_line(attainment, CURVE) * F(row["月薪"]) * 4) if attainment >= F("0.85") else F(0)
    lines[who, "2026", "年终奖"] = pay
    now = shared(int(pay * 100), {0: 6, 1: 2, 2: 2})[0]
    lines[who, "2026", "年终奖.deferral"] = F(now, 100) - pay
stars()
write(lines)
