"""The archive of a poll, kept as rows: each event with the bytes that it adds, so that to append costs the same always.

Put one after the other they are the file that belenios-tool reads. Whoever appends holds the row of the urn.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db.models import Max

from changren.ballots.models import Event, Poll, Urn, key_of
from changren.ballots.protocol import archive, ballots, election, plain, tally, trustees
from changren.ballots.protocol.ballots import Pair
from changren.ballots.protocol.credentials import roll_of
from changren.ballots.protocol.election import Election
from changren.ballots.protocol.groups import group
from changren.ballots.protocol.heads import Head
from changren.ballots.protocol.trustees import Trustees
from changren.base.secrets import key_for
from changren.base.tenancy.scope import within_district

NAME = "BELENIOS-2048"
REMEMBERED = 8  # polls in a process
AT_ONCE = 20  # events fetched together
OPENING = (archive.SHARE, archive.RESULT)  # what a result that is not for everybody can be known by


def locked(poll: Poll) -> Urn:
    """The urn of the poll, until the transaction ends nobody else's."""
    return Urn.objects.select_for_update(no_key=True).get(poll=poll)


def end_of(poll: Poll) -> Urn:
    """Where the archive of a poll ends now."""
    return Urn.objects.get(poll=poll)


def append(urn: Urn, kind: str, data: Sequence[bytes], *, digest: str = "", credential: str = "") -> Event:
    """Add an event at the end. The urn is locked, or new. Raises IntegrityError if the ballot is there already."""
    before = (urn.events - 1, urn.head) if urn.events else None
    added, head = archive.appended(kind, data, before, urn.began)
    event = Event(
        id=key_of(head), district_id=urn.district_id, township_id=urn.township_id, poll_id=urn.poll_id,
        height=urn.events, kind=kind, added=added, head=head, digest=digest, credential=credential,
    )  # fmt: skip
    event.save(force_insert=True)
    urn.events, urn.head = urn.events + 1, head
    urn.save(update_fields=["events", "head"])
    return event


def shown(poll: Poll, *, opened: bool) -> Any:
    """The events of the file, in their order. opened: with what tells the result."""
    rows = Event.objects.filter(poll=poll).order_by("height")
    return rows if opened else rows.exclude(kind__in=OPENING)


def signed_end(poll: Poll, *, opened: bool) -> bytes:
    """The end of the file as it is now, signed with the district's key, which is not in the database."""
    last = shown(poll, opened=opened).only("height", "head").last()
    key = Ed25519PrivateKey.from_private_bytes(key_for(f"heads of {poll.district_id}".encode()))
    return Head(poll.uuid, poll.fingerprint, last.height + 1, last.head).signed(key)


def file_of(poll: Poll, *, opened: bool = True) -> Iterator[bytes]:
    """The .bel file, piece by piece. opened: with what tells the result. A poll that has not begun has none.

    It is sent while the request is over already: whenever it reads, it goes into the poll's district by itself.
    """
    with within_district(poll.district_id):
        urn = Urn.objects.get(poll=poll)
    yield archive.beginning(urn.began)
    for first in range(0, urn.events, AT_ONCE):
        yield from _pieces(poll, range(first, min(first + AT_ONCE, urn.events)), opened=opened)


def _pieces(poll: Poll, heights: range, *, opened: bool) -> list[bytes]:
    with within_district(poll.district_id):
        rows = shown(poll, opened=opened).filter(height__gte=heights.start, height__lt=heights.stop)
        return [bytes(added) for added in rows.values_list("added", flat=True)]


def data_in(event: Event, began: int) -> list[bytes]:
    """What an event brought: the bytes of its members, without the event's own."""
    file = BytesIO(archive.beginning(began) + bytes(event.added))
    return [one.data for one in archive.members(file) if one.name.endswith(archive.DATA)]


def election_of(poll: Poll) -> Election:
    """The election that ballots and shares of a poll are bound to, once voting was opened."""
    return _known(poll.pk, poll.fingerprint, poll.district_id)[0]


def may_vote(poll: Poll) -> dict[str, int]:
    """The public credentials of a poll that was opened."""
    return _known(poll.pk, poll.fingerprint, poll.district_id)[1]


@lru_cache(REMEMBERED)
def _known(poll: UUID, fingerprint: str, district: int) -> tuple[Election, dict[str, int]]:
    """What never changes of a poll that was opened; `fingerprint` is there so that no other poll's is remembered."""
    setup, began = Event.objects.get(poll=poll, kind=archive.SETUP), Urn.objects.get(poll=poll).began
    described, _trusted, listed, _setup = data_in(setup, began)
    return election.read(described), roll_of(listed, group(NAME)).weights


def trustees_of(poll: Poll) -> Trustees:
    """Those who open the poll, once their key is drawn."""
    return trustees.read_trustees(poll.trustees.encode(), group(NAME))


def counted(poll: Poll) -> Any:
    """The heights of the ballots that count: of each credential the last one."""
    cast = Event.objects.filter(poll=poll, kind=archive.BALLOT).order_by()
    return cast.values("credential").annotate(last=Max("height")).values_list("last", flat=True)


def summed(poll: Poll, urn: Urn) -> list[list[Pair]]:
    """The sum of the ballots that count. Their proofs were verified when they came."""
    its = election_of(poll)
    rows = Event.objects.filter(poll=poll, height__in=counted(poll)).order_by("height")
    raws = (data_in(one, urn.began)[0] for one in rows.iterator(AT_ONCE))
    return tally.summed(its, ((ballots.boxes_of(its, raw), 1) for raw in raws))


def published(poll: Poll) -> list[list[Pair]]:
    """The sum as the archive publishes it. Event.DoesNotExist before voting has ended."""
    its = election_of(poll)
    event, began = Event.objects.get(poll=poll, kind=archive.TALLY), Urn.objects.get(poll=poll).began
    rows = plain.read_exactly(data_in(event, began)[0])
    return [[ballots.pair_of(one, its.group) for one in row] for row in rows]
