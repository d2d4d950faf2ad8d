"""What the plan of examples/crm-opportunities pays in 2017, worked out without Attain: SQL for the sums, fractions for the
rates.

    python3 tests/crm/payouts.py DATA > examples/crm-opportunities/expected/payouts-2017.csv
"""

import csv
import sqlite3
import sys
from fractions import Fraction
from pathlib import Path

ROWS = [(Fraction(0), "0.04"), (Fraction(8, 10), "0.065"), (Fraction(1), "0.0925"), (Fraction(15, 10), "0.11")]


def load(folder):
    base = sqlite3.connect(":memory:")
    for name in ("sales_teams", "sales_pipeline", "products"):
        with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        base.execute(f"create table {name} ({', '.join(header)})")
        base.executemany(f"insert into {name} values ({', '.join('?' * len(header))})", rows)
    return base


def cents(amount):
    """Half up, away from zero; nothing here is below zero."""
    return int(amount * 100 + Fraction(1, 2))


def quarters(base):
    """Sums of won deals by seller and quarter."""
    found = base.execute(
        """
        select sales_agent, (cast(substr(close_date, 6, 2) as integer) + 2) / 3,
               sum(cast(close_value as integer)), count(*),
               sum(case when p.series = 'GTX' then cast(close_value as integer) else 0 end)
          from sales_pipeline d
          left join products p on p.product = case d.product when 'GTXPro' then 'GTX Pro' else d.product end
         where deal_stage = 'Won' and close_date between '2017-01-01' and '2017-12-31'
         group by 1, 2
        """
    )
    return {(seller, quarter): (won, deals, gtx) for seller, quarter, won, deals, gtx in found}


def commission(won, quota):
    if quota == 0:
        return None
    pay = Fraction(0)
    for number, (start, rate) in enumerate(ROWS):
        end = ROWS[number + 1][0] * quota if number + 1 < len(ROWS) else won
        pay += max(Fraction(0), min(won, end) - start * quota) * Fraction(rate)
    return cents(pay)


def main(folder):
    base = load(Path(folder))
    sums = quarters(base)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["participant", "period", "component", "amount"])
    for (seller,) in base.execute("select sales_agent from sales_teams order by 1").fetchall():
        for quarter in range(1, 5):
            won, deals, gtx = sums.get((seller, quarter), (0, 0, 0))
            before = sums.get((seller, quarter - 1), (0, 0, 0))[0]
            quota = Fraction(30000) if quarter == 1 else before * Fraction(9, 10)
            pays = {
                "commission": commission(Fraction(won), quota),
                "gtx_extra": cents(gtx * Fraction("0.0125")),
                "activity": cents(Fraction(10 * deals + 500)) if deals >= 40 else 0,
            }
            for component, amount in pays.items():
                if amount:
                    out.writerow([seller, f"2017-Q{quarter}", component, f"{amount // 100}.{amount % 100:02}"])


if __name__ == "__main__":
    main(sys.argv[1])
