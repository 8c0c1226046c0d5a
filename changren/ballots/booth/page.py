"""Putting the page together: the election, one script, one style, and a policy that lets nothing else in."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

from changren.ballots.protocol.contents import Contents
from changren.ballots.protocol.groups.integers import BELENIOS_2048
from changren.ballots.protocol.plain import fingerprint

HERE = Path(__file__).parent
TOKENS = HERE.parents[1] / "base" / "ui" / "tokens.css"
PLACE = re.compile("@([A-Z]+)@")
SHOWN = 10  # characters of a credential's fingerprint: enough to tell a slip of the pen
POLICY = (
    "default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; worker-src blob:; "
    "base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True)
class Booth:
    """The page, and the SHA-256 of its script, which is the same for every election and is published."""

    page: bytes
    script_digest: str


def made(found: Contents) -> Booth:
    """The booth of an election. What the page must refuse (blank flags, another group) its script refuses."""
    script, style = _script(), TOKENS.read_text("utf-8") + (HERE / "booth.css").read_text("utf-8")
    policy = POLICY.format(script=_digest(script), style=_digest(style))
    parts = {
        "TITLE": escape(found.election.name), "POLICY": policy, "STYLE": style, "ELECTION": _data(found),
        "SCRIPT": script,
    }  # fmt: skip
    page = PLACE.sub(lambda found: parts[found[1]], (HERE / "booth.html").read_text("utf-8"))
    return Booth(page.encode(), hashlib.sha256(script.encode()).hexdigest())


def _script() -> str:
    numbers = {name: number.digits() for name, number in zip("PQG", BELENIOS_2048, strict=True)}
    script = "".join((HERE / name).read_text("utf-8") for name in ("sha2.js", "sealing.js", "booth.js"))
    return PLACE.sub(lambda found: numbers[found[1]], script)


def _data(found: Contents) -> str:
    """The exact bytes of the election, and by which credentials are known; nothing in it ends the element."""
    known = sorted(fingerprint(public.encode())[:SHOWN] for public in found.roll.weights)
    told = json.dumps({"raw": found.election.raw.decode(), "known": known, "length": SHOWN}, ensure_ascii=False)
    return told.replace("<", "\\u003c")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
