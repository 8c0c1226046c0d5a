"""What several guards ask for: the provisions of the Measures on Proposals."""

from datetime import date, datetime
from typing import Any

from changren.base.tenancy.models import Township
from changren.proposals.models import Proposal
from changren.rulebook.rules import rule


def rule_of(proposal: Proposal, name: str) -> Any:
    """The provision as it held on the day the proposal was begun."""
    return rule_at(name, proposal.township, proposal.drafted_on)


def rule_at(name: str, township: Township, on: date | datetime) -> Any:
    """The provision in a township on a day."""
    return rule(f"proposals.{name}", at=township, on=on)
