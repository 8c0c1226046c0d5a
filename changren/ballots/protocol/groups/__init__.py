"""The groups that an election may use. They are named and fixed: parameters never come from a file."""

from functools import cache, lru_cache

from changren.ballots.protocol.groups.base import Element, Group, Power
from changren.ballots.protocol.groups.curve import Ed25519
from changren.ballots.protocol.groups.integers import BELENIOS_2048, Integers
from changren.ballots.protocol.rules import Rule, no

__all__ = ["NAMES", "Element", "Group", "group", "powers_of"]
NAMES = ("BELENIOS-2048", "Ed25519")
TABLES = 8  # that are kept: of the generators, and of the keys of the elections that are going on


@cache
def group(name: str) -> Group:
    """The group of that name. Rejected if there is none."""
    if name not in NAMES:
        raise no(Rule.GROUP, name)
    return Ed25519() if name == "Ed25519" else Integers(name, *BELENIOS_2048)


@lru_cache(TABLES)
def powers_of(name: str, text: str) -> Power:
    """The powers of an element of the group of that name, from a table that is kept for whoever asks next."""
    its = group(name)
    return its.powers_of(its.read(text))
