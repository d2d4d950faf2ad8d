#!/usr/bin/env python3
"""Makes the files of the benchmark: generate.py ROWS DIR writes DIR/txns.csv and DIR/reps.csv.

A year of a large sales organisation: 20,000 people, orders of four sizes, refunds, a tenth of the orders shared by two.
The same arguments give the same bytes; quotas follow the number of rows, so that attainment is alike at every size.
"""
import datetime
import os
import random
import sys

PEOPLE, TEAMS, REGIONS, PRODUCTS = 20_000, 1_000, 12, 50


def main():
    rows, folder = int(sys.argv[1]), sys.argv[2]
    os.makedirs(folder, exist_ok=True)
    chance = random.Random(rows).random
    below = lambda most: int(chance() * most)

    # An order is worth some 14,190 with its weights; people with low numbers sell up to three times as much as others.
    usual = rows * 14_190 / PEOPLE / 12
    with open(os.path.join(folder, "reps.csv"), "w") as file:
        file.write("rep_id,manager_id,team_id,region,quota\n")
        for person in range(1, PEOPLE + 1):
            team = person % TEAMS + 1
            quota = max(1, int(usual * (1.5 - person / PEOPLE) * (0.5 + 1.5 * chance())))
            file.write(f"{person},{team // 2 + 1},{team},R{team % REGIONS + 1},{quota:.2f}\n")

    days = [(datetime.date(2026, 1, 1) + datetime.timedelta(day)).isoformat() for day in range(365)]
    with open(os.path.join(folder, "txns.csv"), "w") as file:
        file.write("txn_id,txn_date,rep_id,product,region,customer_class,txn_type,amount,split_rep_id,split_pct\n")
        for row in range(1, rows + 1):
            person = below(PEOPLE) + 1
            if chance() < 0.5:
                person = min(person, below(PEOPLE) + 1)
            kind = "new" if chance() < 0.6 else "renewal" if chance() < 0.85 else "refund"
            size = 10 ** below(4) * 10
            amount = (size * 100 + below(size * 900)) * (-1 if kind == "refund" else 1)
            whole = f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02}"
            shared = chance() < 0.1
            helper = below(PEOPLE) + 1 if shared else ""
            if shared and helper == person:
                helper = person % PEOPLE + 1
            percent = 10 + 5 * below(9) if shared else ""
            file.write(
                f"{row},{days[below(365)]},{person},P{below(PRODUCTS) + 1},R{below(REGIONS) + 1},{'AAABBBBCCC'[below(10)]},"
                f"{kind},{whole},{helper},{percent}\n"
            )


main()
