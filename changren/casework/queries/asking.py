"""What this room asks the rulebook about a case."""

from typing import Any

from changren.casework.models import Case
from changren.rulebook.rules import rule


def rule_of(case: Case, name: str) -> Any:
    """The provision of the Handling Measures, or the one in its place, as it held on the day the case was opened."""
    return rule(case.key(name), at=case.township, on=case.opened_on)
