"""What several guards ask for: the provisions of the Handling Measures."""

from typing import Any

from changren.casework.models import Case
from changren.rulebook.rules import rule


def rule_of(case: Case, name: str) -> Any:
    """The provision as it held on the day the case was opened."""
    return rule(f"casework.{name}", at=case.township, on=case.opened_on)
