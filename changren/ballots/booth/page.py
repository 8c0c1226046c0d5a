"""Putting the booth together: the exact bytes of an election, and by which credentials are known."""

import json
from pathlib import Path

from changren.ballots import alone
from changren.ballots.protocol.contents import Contents
from changren.ballots.protocol.plain import fingerprint

HERE = Path(__file__).parent
SHOWN = 10  # characters of a credential's fingerprint: enough to tell a slip of the pen


def made(found: Contents) -> alone.Page:
    """The booth of an election. What the page must refuse (blank flags, another group) its script refuses."""
    scripts = [HERE / name for name in ("sealing.js", "booth.js")]
    return alone.page(HERE / "booth.html", scripts, [], found.election.name, _data(found))


def _data(found: Contents) -> str:
    known = sorted(fingerprint(public.encode())[:SHOWN] for public in found.roll.weights)
    return json.dumps({"raw": found.election.raw.decode(), "known": known, "length": SHOWN}, ensure_ascii=False)
