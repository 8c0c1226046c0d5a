"""Bytes and JSON: the one form in which each thing is written, and reading that accepts no other."""

import base64
import hashlib
import json
import re
from typing import Any

from changren.ballots.protocol.rules import Rule, no

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
HALF = re.compile(rb"\\u[dD][89a-fA-F]")  # of a character, escaped: alone it cannot be written again
LONE = re.compile("[\ud800-\udfff]")  # the same, in a text
LONGEST_COUNT = 20  # digits
LARGEST_PLAIN = 2**30 - 1  # of a count that is written as a number


def sha256(text: str | bytes) -> bytes:
    """SHA-256 of bytes, or of the UTF-8 of a text."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).digest()


def hex_of(data: bytes) -> str:
    """The name of data in an archive: its SHA-256 as 64 hex digits."""
    return sha256(data).hex()


def fingerprint(data: bytes) -> str:
    """What people compare, and the tracker of a ballot: SHA-256 in base64 without its last sign, 43 characters."""
    return shown(sha256(data))


def shown(digest: bytes) -> str:
    """A SHA-256 as people compare it."""
    return base64.b64encode(digest).decode().rstrip("=")


def written(value: Any) -> bytes:
    """Compact JSON in UTF-8; fields in the order in which they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def read(data: bytes) -> Any:
    """The value of JSON. Rejected if it is none, names a field twice, or is nested without end."""
    if HALF.search(data):
        raise no(Rule.JSON, "an escaped half of a character")
    try:
        return json.loads(data, object_pairs_hook=_once)
    except (ValueError, RecursionError) as why:
        raise no(Rule.JSON, str(why)[:80]) from why


def read_exactly(data: bytes) -> Any:
    """The value of JSON that is written as `written` would write it: no spaces, no field twice, no other escapes."""
    value = read(data)
    try:
        if written(value) == data:
            return value
    except RecursionError:
        pass
    raise no(Rule.JSON)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a field stands twice")
    return value


def fields(value: Any, *names: str, maybe: tuple[str, ...] = ()) -> tuple[Any, ...]:
    """The values of the fields, which must be these in this order; those in `maybe` may be missing, and are None then.

    Rejected (Rule.JSON) if the value is no object, or has other fields or another order.
    """
    expected = tuple(name for name in names if name not in maybe or (isinstance(value, dict) and name in value))
    if not isinstance(value, dict) or tuple(value) != expected:
        raise no(Rule.JSON, ", ".join(expected))
    return tuple(value.get(name) for name in names)


def picked(value: Any, *names: str) -> tuple[Any, ...]:
    """The values of the fields, whatever else there is: for files in which others may have written more."""
    if not isinstance(value, dict) or any(name not in value for name in names):
        raise no(Rule.JSON, ", ".join(names))
    return tuple(value[name] for name in names)


def a_list(value: Any, length: int | None = None, rule: Rule = Rule.JSON) -> list[Any]:
    """The value, which must be a list; of that length, if one is given."""
    if not isinstance(value, list) or (length is not None and len(value) != length):
        raise no(rule)
    return value


def a_text(value: Any) -> str:
    """The value, which must be a text of whole characters."""
    if not isinstance(value, str) or not (value.isascii() or LONE.search(value) is None):
        raise no(Rule.JSON, "a text is missing")
    return value


def an_integer(value: Any, least: int = 0) -> int:
    """The value, which must be a whole number, `least` or more."""
    if type(value) is not int or value < least:
        raise no(Rule.NUMBER, value)
    return value


def a_hash(value: Any) -> str:
    """The value, which must be the hexadecimal SHA-256 of something."""
    if not isinstance(value, str) or not HASH.fullmatch(value):
        raise no(Rule.JSON, "a hash is missing")
    return value


def count(value: int) -> int | str:
    """A weight or a result as it is written: a number, or a text if it is large."""
    return value if value <= LARGEST_PLAIN else str(value)


def a_count(value: Any) -> int:
    """What `count` wrote."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= LONGEST_COUNT:
        value = int(value)
    return an_integer(value)
