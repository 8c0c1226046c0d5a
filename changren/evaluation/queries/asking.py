"""What this room asks the rulebook: the provisions of the Evaluation Measures as they held on the day of the draft."""

from typing import Any

from changren.evaluation.models import Evaluation
from changren.rulebook.rules import rule


def rule_of(evaluation: Evaluation, name: str) -> Any:
    """The provision as it held when the evaluation was drafted."""
    return rule(f"evaluation.{name}", at=evaluation.township, on=evaluation.drafted_on)


def rounding_of(evaluation: Evaluation) -> dict[str, Any]:
    """How rates are printed here: the digits and the rounding of the main rule."""
    at, on = evaluation.township, evaluation.drafted_on
    digits, rounding = rule("main.rate_digits", at=at, on=on), rule("main.rate_rounding", at=at, on=on)
    return {"digits": digits.value, "rounding": rounding.value}
