"""What is made of a poll: the booth, the notice that is put up, the table of the ceremony."""

from dataclasses import dataclass
from functools import cache, lru_cache

from django.utils.safestring import SafeString, mark_safe

from changren.ballots import archiving, queries, scrutineer, slips
from changren.ballots.alone import BOOTH, Page, script
from changren.ballots.booth import made
from changren.ballots.models import Poll
from changren.ballots.protocol.plain import written

KEPT = 16  # booths in a process: hundreds open the same one at once


@dataclass(frozen=True)
class Notice:
    """The notice: by which address and QR one votes, and the fingerprints to compare first."""

    poll: Poll
    address: str
    code: SafeString
    script_digest: str


@lru_cache(KEPT)
def booth(poll: Poll, cast: str = "", board: str = "") -> Page:
    """The booth of a poll that was opened. cast: where it sends ballots; empty: it saves them as files. board: where
    voters find theirs.
    """
    return made(archiving.election_of(poll), archiving.may_vote(poll), cast, board)


def notice(poll: Poll, address: str) -> Notice:
    """The notice. address: of the booth, in full; its fingerprint is part of what the QR says."""
    import segno  # only where a code is drawn

    whole = f"{address}#{poll.fingerprint}"
    code = segno.make(whole, error="m", micro=False).svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    return Notice(poll, whole, mark_safe(code), booth(poll).script_digest)  # noqa: S308  (drawn by us)


def table(poll: Poll) -> bytes:
    """What lies on the table of the ceremony: each scrutineer's messages, one a line."""
    there = queries.table(poll)
    said = [*there.certificates, *there.polynomials, *there.keys]
    return b"".join(written(one) + b"\n" for one in said if one is not None)


OWN = [BOOTH / name for name in ("sha2.js", "group.js", "credentials.js", "own.js")]
ALONE = {"scrutineer": scrutineer.made, "slips": slips.made}  # pages that know of no poll


@cache
def own_script() -> str:
    """The program of a form in which a delegate's own browser draws a credential."""
    return script(OWN)


@cache
def alone(name: str) -> Page:
    """A page that stands alone, by its name. KeyError if there is none."""
    return ALONE[name]()
