"""The key as it is being drawn, and the poll as it will be once voting is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from changren.ballots.models import Keeper, Poll, question_of
from changren.ballots.protocol import ceremony, contents, election, plain, trustees
from changren.ballots.protocol.ceremony import Place
from changren.ballots.protocol.contents import Policy
from changren.ballots.protocol.credentials import roll_of
from changren.ballots.protocol.election import Election
from changren.ballots.protocol.groups import group
from changren.ballots.protocol.rules import Rejected, Rule, no
from changren.base.clock.now import day_of
from changren.base.tenancy.models import Township
from changren.rulebook.rules import rule

GROUP = group("BELENIOS-2048")
LARGEST = 2_000_000  # characters of a message: those of a hundred scrutineers have less


def keepers(poll: Poll) -> QuerySet[Keeper]:
    """The scrutineers with a key, by number."""
    return Keeper.objects.select_related("person").filter(poll=poll).order_by("number")


def ruled_on(poll: Poll, on: datetime) -> date:
    """The day whose rules hold for a poll: on which voting was opened; before that, the day of `on`."""
    return poll.opened_on or day_of(on)


def usual_needed(township: Township, on: Any, size: int) -> int:
    """With how many of `size` scrutineers the rules are met."""
    share = rule("ballots.keys_share", at=township, on=on)
    return next((n for n in range(1, size) if share.is_met_by(n, size)), size)


def place_of(keeper: Keeper) -> Place:
    """The scrutineer's place in the ceremony."""
    return Place(GROUP, Keeper.objects.filter(poll=keeper.poll).count(), keeper.poll.needed, keeper.number)


def read(message: str) -> Any:
    """The JSON of a message. Rejected if it is none, or far too long."""
    if len(message) > LARGEST:
        raise no(Rule.TOO_BIG, len(message))
    return plain.read(message.encode())


@dataclass(frozen=True)
class Table:
    """What lies on the table when scrutineers draw a key: the messages of each, by number; None where one lacks."""

    place: Place
    certificates: list[Any]
    polynomials: list[Any]
    keys: list[Any]

    @property
    def is_whole(self) -> bool:
        """Whether everybody has handed in everything."""
        return all(one is not None for row in (self.certificates, self.polynomials, self.keys) for one in row)

    def trustees(self) -> bytes:
        """The file of trustees. Rejected if the messages do not fit together."""
        keys = [plain.picked(one, "public_key")[0] for one in self.keys]
        return trustees.shared(ceremony.parameters(self.place, self.certificates, self.polynomials, keys))


def table(poll: Poll, own: Keeper | None = None) -> Table:
    """The table of a poll. own: a scrutineer whose messages are newer than what is written."""
    rows = [own if own and own.pk == one.pk else one for one in keepers(poll)]
    said = [
        [plain.read(text.encode()) if (text := getattr(one, name)) else None for one in rows]
        for name in ("certificate", "polynomial", "key")
    ]  # fmt: skip
    return Table(Place(GROUP, len(rows), poll.needed, 1), *said)


def slips_in(credentials: str) -> int | None:
    """How many credentials a list has; None if it is none."""
    try:
        return len(plain.a_list(read(credentials)))
    except Rejected:
        return None


def own_of(poll: Poll) -> list[str]:
    """The public credentials that delegates' own devices have drawn."""
    return list(plain.a_list(plain.read(poll.own.encode()))) if poll.own else []


def credential(public: str) -> None:
    """Rejected if the text is no public credential."""
    roll_of(plain.written([public]), GROUP)


def merged(credentials: str, others: Sequence[str]) -> str:
    """A list of public credentials with more of them, in the order of their numbers. Rejected if it is none."""
    there = [plain.a_text(one) for one in plain.a_list(read(credentials))] if credentials else []
    if not all(one.isascii() and one.isdecimal() for one in there):
        raise no(Rule.CREDENTIALS)
    return plain.written(sorted([*there, *others], key=lambda one: (len(one), one))).decode()


def is_uuid_taken(poll: Poll, uuid: str) -> bool:
    """Whether slips with this number were registered for another poll."""
    return Poll.objects.filter(uuid=uuid).exclude(pk=poll.pk).exists()


def setup(poll: Poll, uuid: str, credentials: str) -> Election:
    """The election as it would be with these slips. Rejected if its parts are not in order or do not fit together."""
    raw, key = poll.trustees.encode(), trustees.read_trustees(poll.trustees.encode(), GROUP).key
    asked = [election.Question.of(question_of(one)) for one in poll.questions]
    it = election.describe(uuid, poll.title, "", (GROUP, key), asked)
    return contents.set_up(it.raw, raw, credentials.encode(), Policy()).election


def setup_data(it: Election, poll: Poll) -> list[bytes]:
    """What the first event of the archive brings."""
    parts = it.raw, poll.trustees.encode(), poll.credentials.encode()
    names = zip(("election", "trustees", "credentials"), map(plain.hex_of, parts), strict=True)
    return [*parts, plain.written(dict(names))]
