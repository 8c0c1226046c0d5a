"""Putting the page together: the election, one script, one style, and a policy that lets nothing else in."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from changren.ballots.protocol.election import Election
from changren.ballots.protocol.groups.integers import BELENIOS_2048
from changren.ballots.protocol.plain import fingerprint

HERE = Path(__file__).parent
TOKENS = HERE.parents[1] / "base" / "ui" / "tokens.css"
PLACE = re.compile("@([A-Z]+)@")
SHOWN = 10  # characters of a credential's fingerprint: enough to tell a slip of the pen
POLICY = (
    "default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; worker-src blob:; "
    "connect-src {connect}; base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True)
class Booth:
    """The page, its policy, and the SHA-256 of its script, which is the same for every election and is published."""

    page: bytes
    policy: str
    script_digest: str


def made(it: Election, publics: Iterable[str], cast: str = "") -> Booth:
    """The booth of an election. What the page must refuse (blank flags, another group) its script refuses.

    publics: the public credentials. cast: the address to which ballots are sent; empty: the page asks the network for
    nothing and saves a ballot as a file.
    """
    script, style = _script(), TOKENS.read_text("utf-8") + (HERE / "booth.css").read_text("utf-8")
    connect = "'self'" if cast else "'none'"
    policy = POLICY.format(script=_digest(script), style=_digest(style), connect=connect)
    parts = {
        "TITLE": escape(it.name), "POLICY": policy, "STYLE": style, "ELECTION": _data(it, publics, cast),
        "SCRIPT": script,
    }  # fmt: skip
    page = PLACE.sub(lambda found: parts[found[1]], (HERE / "booth.html").read_text("utf-8"))
    return Booth(page.encode(), policy, hashlib.sha256(script.encode()).hexdigest())


def _script() -> str:
    numbers = {name: number.digits() for name, number in zip("PQG", BELENIOS_2048, strict=True)}
    script = "".join((HERE / name).read_text("utf-8") for name in ("sha2.js", "sealing.js", "booth.js"))
    return PLACE.sub(lambda found: numbers[found[1]], script)


def _data(it: Election, publics: Iterable[str], cast: str) -> str:
    """The exact bytes of the election, and by which credentials are known; nothing in it ends the element."""
    known = sorted(fingerprint(public.encode())[:SHOWN] for public in publics)
    told = json.dumps({"raw": it.raw.decode(), "known": known, "length": SHOWN, "cast": cast}, ensure_ascii=False)
    return told.replace("<", "\\u003c")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
