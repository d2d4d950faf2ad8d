"""What the example companies' calculations share: rows, cents, months, slices. Nothing here knows Attain."""

import calendar
import csv
import sys
from datetime import date
from decimal import ROUND_HALF_EVEN, Context
from fractions import Fraction
from pathlib import Path

FORMULA = Context(prec=28, rounding=ROUND_HALF_EVEN)


def rows(name):
    """The rows of a data file of the company whose folder is the first argument."""
    with open(Path(sys.argv[1]) / "data" / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cents(amount):
    """Half up, that is half away from zero."""
    whole = int(abs(amount) * 100 + Fraction(1, 2))
    return Fraction(whole if amount >= 0 else -whole, 100)


def quotient(above, below):
    """A formula's `/`: 28 digits, half even."""
    exact = Fraction(above) / Fraction(below)
    return Fraction(FORMULA.divide(exact.numerator, exact.denominator))


def months_between(first, last):
    """Completed months: a month is over on the same day of the month, or on the month's last."""
    months = (last.year - first.year) * 12 + last.month - first.month
    is_last_day = last.day == calendar.monthrange(last.year, last.month)[1]
    return months - 1 if last.day < first.day and not is_last_day else months


def last_day(year, month):
    return date(year, month, calendar.monthrange(year, month)[1])


def marginal(total, tiers):
    """Each slice of `total` at its own rate; what is below zero at the first."""
    pay = Fraction(0)
    for place, (low, rate) in enumerate(tiers):
        top = tiers[place + 1][0] if place + 1 < len(tiers) else total
        slice_ = min(total, top) - (low if place else 0)
        if place == 0 or slice_ > 0:
            pay += slice_ * rate
    return pay


def on_line(index, points):
    """Straight lines between points, level outside them."""
    if index <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        if index <= x1:
            return y0 + (y1 - y0) * (index - x0) / (x1 - x0)
    return points[-1][1]


def shared(units, keys):
    """Whole units in proportion to keys: floors first, the rest to the largest remainders, ties to the lower id."""
    whole = sum(keys.values())
    exact = {who: key * units / whole for who, key in keys.items()}
    given = {who: int(share) for who, share in exact.items()}
    order = sorted(keys, key=lambda who: (given[who] - exact[who], who))
    for who in order[: units - sum(given.values())]:
        given[who] += 1
    return given


def write(lines):
    """Money is a fraction, and has cents; whole numbers are counts of something else."""
    print("participant,period,component,amount")
    for key in sorted(lines):
        if isinstance(lines[key], int):
            print(",".join(key) + f",{lines[key]}")
            continue
        units = int(lines[key] * 100)
        print(",".join(key) + f",{'-' if units < 0 else ''}{abs(units) // 100}.{abs(units) % 100:02}")
