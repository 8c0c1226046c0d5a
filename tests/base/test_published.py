"""Figures that real places have published, to the printed digit: base and rounding are data (tests/data)."""

import json
from pathlib import Path

from changren.base.figures import Rate, split_exactly

CASES = {
    case["id"]: case
    for case in json.loads((Path(__file__).parents[1] / "data" / "published-cases.json").read_text("utf-8"))["cases"]
}


def printed(part: int, whole: int, told: dict) -> str | None:
    """The rate as its source computes it."""
    return Rate(part, whole, told["rule"]["rounding"], told["rule"]["digits"]).percent


def test_filing_of_cangnan_adds_up_and_is_printed_as_there():
    case = CASES["cangnan-2011-filing"]
    parts = {str(n): count for n, count in enumerate(case["by_field"])}
    assert sum(split_exactly(case["filed"], parts).values()) == 50
    told = case["filing_rate"]
    assert printed(case["filed"], case[told["rule"]["base"]], told) == told["printed"] == "80.64%"


def test_participation_of_hunan_fits_one_number_of_delegates():
    case = CASES["hunan-2021-participation"]
    told, took_part = case["participation_rate"], case["distinct_delegates"]
    fitting = [n for n in range(took_part, 2 * took_part) if printed(took_part, n, told) == told["printed"]]
    assert fitting == [749]
