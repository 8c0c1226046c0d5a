"""Putting the booth together: the exact bytes of an election, and by which credentials are known."""

import json
from collections.abc import Iterable
from pathlib import Path

from changren.ballots import alone
from changren.ballots.protocol.election import Election
from changren.ballots.protocol.plain import fingerprint

HERE = Path(__file__).parent
SHOWN = 10  # characters of a credential's fingerprint: enough to tell a slip of the pen


def made(it: Election, publics: Iterable[str], cast: str = "", board: str = "") -> alone.Page:
    """The booth of an election. What the page must refuse (blank flags, another group) its script refuses.

    publics: the public credentials. cast: the address to which ballots are sent; empty: the page asks the network for
    nothing and saves a ballot as a file. board: the address of the bulletin board, where a voter finds their ballot.
    """
    scripts = [alone.QR, *(HERE / name for name in ("sealing.js", "booth.js"))]
    connect = "'self'" if cast else "'none'"
    return alone.page(HERE / "booth.html", scripts, [], it.name, _data(it, publics, cast, board), connect)


def _data(it: Election, publics: Iterable[str], cast: str, board: str) -> str:
    known = sorted(fingerprint(public.encode())[:SHOWN] for public in publics)
    told = {"raw": it.raw.decode(), "known": known, "length": SHOWN, "cast": cast, "board": board}
    return json.dumps(told, ensure_ascii=False)
