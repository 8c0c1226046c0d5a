"""What this room asks the rulebook: the provisions of the Election Measures as they held on the day of the draft."""

from typing import Any

from changren.elections.models import Election
from changren.rulebook.rules import rule


def rule_of(election: Election, name: str) -> Any:
    """The provision as it held when the election was drafted."""
    return rule(f"elections.{name}", at=election.township, on=election.drafted_on)


def rounding_of(election: Election) -> dict[str, Any]:
    """How rates are printed here: the digits and the rounding of the main rule."""
    at, on = election.township, election.drafted_on
    digits, rounding = rule("main.rate_digits", at=at, on=on), rule("main.rate_rounding", at=at, on=on)
    return {"digits": digits.value, "rounding": rounding.value}
