"""What is made of a poll: the booth, the notice that is put up, the table of the ceremony."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from changren.ballots import archiving, queries
from changren.ballots.booth import Booth, made
from changren.ballots.models import Poll


@dataclass(frozen=True)
class Notice:
    """The notice: by which address and QR one votes, and the fingerprints to compare first."""

    poll: Poll
    address: str
    code: SafeString
    script_digest: str


def booth(poll: Poll, cast: str = "") -> Booth:
    """The booth of a poll that was opened. cast: where it sends ballots; empty: it saves them as files."""
    return made(archiving.election_of(poll), archiving.may_vote(poll), cast)


def notice(poll: Poll, address: str) -> Notice:
    """The notice. address: of the booth, in full; its fingerprint is part of what the QR says."""
    import segno  # only where a code is drawn

    whole = f"{address}#{poll.fingerprint}"
    code = segno.make(whole, error="m", micro=False).svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    return Notice(poll, whole, mark_safe(code), booth(poll, "").script_digest)  # noqa: S308  (drawn by us)


def table(poll: Poll) -> dict[str, Any]:
    """The ceremony as it stands: how many scrutineers, how many are needed, and each one's messages."""
    there = queries.table(poll)
    return {
        "poll": str(poll.pk), "name": poll.title, "group": there.place.group.name, "size": there.place.size,
        "needed": there.place.needed, "certificate": there.certificates, "polynomial": there.polynomials,
        "key": there.keys,
    }  # fmt: skip
