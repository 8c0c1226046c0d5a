"""The file of trustees: all their public keys, which together are the key of the election."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from changren.ballots.protocol import threshold
from changren.ballots.protocol.groups import Element, Group
from changren.ballots.protocol.keys import checked_key
from changren.ballots.protocol.plain import a_list, read, written
from changren.ballots.protocol.rules import Rule, no

LARGEST = 5_000_000  # bytes of the trustees' file
SINGLE, PEDERSEN = "Single", "Pedersen"


@dataclass(frozen=True)
class Trustees:
    """Those who open the election. raw: the bytes of their file; keys: of each, in order, which is their number from 1.

    groups: for each entry of the file the numbers of its trustees, and how many of them it takes.
    """

    raw: bytes
    keys: list[Element]
    groups: list[tuple[list[int], int]]
    key: Element


def alone(keys: Sequence[dict[str, Any]]) -> bytes:
    """The file of trustees of whom every one is needed."""
    return written([[SINGLE, key] for key in keys])


def shared(parameters: dict[str, Any]) -> bytes:
    """The file of trustees of whom some are enough. parameters: what their ceremony ended in."""
    return written([[PEDERSEN, parameters]])


def read_trustees(raw: bytes, group: Group, *, plain_layout: bool = False) -> Trustees:
    """The trustees of these bytes; Rejected if a key is not proved, or two are the same.

    plain_layout: whether a key in parts may have been made as before Belenios 2.5.1, when nobody signed what they saw.
    """
    if len(raw) > LARGEST:
        raise no(Rule.TOO_BIG, "trustees")
    keys: list[Element] = []
    groups, together = [], group.one
    for entry in a_list(read(raw)):
        kind, value = a_list(entry, 2)
        if kind == SINGLE:
            key = checked_key(group, value)
            made, needed = [key], 1
        elif kind == PEDERSEN:
            made, needed, key = threshold.verified(value, group, plain_layout=plain_layout)
        else:
            raise no(Rule.JSON, "trustees")
        groups.append((list(range(len(keys) + 1, len(keys) + len(made) + 1)), needed))
        keys += made
        together = group.times(together, key)
    if len({group.text(key) for key in keys}) != len(keys):
        raise no(Rule.TRUSTEES_DIFFER)
    if not keys:
        raise no(Rule.TRUSTEE, "0")
    return Trustees(raw, keys, groups, together)
