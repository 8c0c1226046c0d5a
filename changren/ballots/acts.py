"""The life of a sealed poll. Another room begins, opens and ends it; scrutineers draw its key and open its result.

Ballots themselves come by `casting`, which is no act.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from changren.ballots import archiving, queries
from changren.ballots import guards as only
from changren.ballots.models import Keeper, Poll, Urn, question_of
from changren.ballots.protocol import archive, election, plain
from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.base.tenancy.models import Township

State, Step = Poll.State, Keeper.State
BEFORE = (State.KEY, State.SLIPS, State.READY)


def keepers(it: Poll | Keeper) -> list[UUID]:
    """The scrutineers of the poll."""
    poll = it if isinstance(it, Poll) else it.poll
    return list(poll.keepers.values_list("person_id", flat=True))


@act(Poll, {None: State.KEY}, within=Township, who=only.in_township, follows=True, tells=[keepers],
     when=[only.keepers_suffice, only.enough_open, only.questions_hold, only.voters_suffice],
     keeps=["voters", "needed"], verb=_("Prepare a sealed poll"),
     says=_("{by} prepared the sealed poll “{it}”: {voters} may vote, {needed} scrutineers open it"))  # fmt: skip
def prepare(township: Township, *, title: str, questions: Sequence[Any], voters: int, keepers: Sequence[Any],
            needed: int, revotes: bool, is_public: bool = True) -> Poll:  # fmt: skip
    """Sealed Poll Measures, art. 1. From now on the questions stand.

    questions: mappings with question, answers, min and max. keepers: the persons who each keep a part of the key.
    """
    poll = Poll.objects.create(
        township=township, title=title, questions=[question_of(one) for one in questions], voters=voters,
        needed=needed, revotes=revotes, is_public=is_public, uuid=election.new_uuid(),
    )  # fmt: skip
    Keeper.objects.bulk_create(
        Keeper(township=township, poll=poll, person=one, number=number) for number, one in enumerate(keepers, 1)
    )
    return poll


@act(Keeper, {Step.ASKED: Step.CERTIFIED}, who=only.is_this_keeper, tells=[keepers],
     when=[only.is_being_drawn, only.certificate_is_new, only.certificate_holds],
     verb=_("Hand in the certificate"), says=_("{by} handed in a certificate for the key"))  # fmt: skip
def certify(keeper: Keeper, *, message: str) -> None:
    """Art. 1, step one of drawing the key: each publishes the certificate that their own device has made."""
    keeper.certificate = message


@act(Keeper, {Step.CERTIFIED: Step.DRAWN}, who=only.is_this_keeper, tells=[keepers],
     when=[only.is_being_drawn, only.all_certified, only.polynomial_holds],
     verb=_("Hand in the polynomial"), says=_("{by} handed in a polynomial for the key"))  # fmt: skip
def draw(keeper: Keeper, *, message: str) -> None:
    """Art. 1, step two: each sends every other a part, sealed for them, and says what all have seen."""
    keeper.polynomial = message


@act(Keeper, {Step.DRAWN: Step.KEYED}, who=only.is_this_keeper, tells=[keepers],
     when=[only.is_being_drawn, only.all_drawn, only.key_holds], verb=_("Hand in the public key"),
     says=_("{by} handed in a public key"))  # fmt: skip
def publish_key(keeper: Keeper, *, message: str, by: Any, on: datetime) -> None:
    """Art. 1, step three: each has checked what came from the others. With the last one the key is drawn."""
    keeper.key = message
    table = queries.table(keeper.poll, own=keeper)
    if table.is_whole:
        finish_key(keeper.poll, trustees=table.trustees().decode(), by=by, on=on)


@act(Poll, {State.KEY: (State.SLIPS, State.READY)}, who=only.in_township, follows=True, tells=[keepers],
     verb=_("Finish the key"), says=_("The key of “{it}” was drawn"))  # fmt: skip
def finish_key(poll: Poll, *, trustees: str) -> str:
    """Art. 1. Nobody has the key: it is in as many parts as there are scrutineers."""
    poll.trustees = trustees
    return State.READY if poll.credentials else State.SLIPS


@act(Poll, {BEFORE: State.KEY}, who=only.is_office, tells=[keepers], verb=_("Draw the key anew"),
     says=_("{by} had the key of “{it}” drawn anew"))  # fmt: skip
def draw_anew(poll: Poll) -> None:
    """Before voting is open: a scrutineer has lost their file, or a device is in doubt."""
    poll.trustees = ""
    poll.keepers.update(state=Step.ASKED, certificate="", polynomial="", key="")


@act(Poll, {State.SLIPS: State.READY}, who=only.is_office, when=[only.slips_are_enough, only.slips_hold],
     verb=_("Register the slips"), says=_("{by} registered the slips of “{it}”"))  # fmt: skip
def register_slips(poll: Poll, *, uuid: str, credentials: str) -> None:
    """Art. 2. Only the public halves of the slips come here; the slips themselves are on paper, in a box."""
    poll.uuid, poll.credentials = uuid, queries.merged(credentials, queries.own_of(poll))


@act(Poll, {state: state for state in (State.KEY, State.SLIPS)}, who=only.in_township, follows=True,
     when=[only.list_is_open, only.credential_holds], verb=_("Take in the credential of a device"),
     says=_("{by} registered a device of their own for “{it}”"))  # fmt: skip
def take_credential(poll: Poll, *, public: str) -> None:
    """Art. 2: a delegate's own device has drawn it. Only its public half comes here, and is put among the others."""
    poll.own = queries.merged(poll.own, [public])


@act(Poll, {State.SLIPS: State.READY}, who=only.is_office, when=[only.own_are_enough], verb=_("Close the list"),
     says=_("{by} closed the list of “{it}”: everybody votes with a device of their own"))  # fmt: skip
def close_list(poll: Poll) -> None:
    """Art. 2: no slips are needed."""
    poll.credentials = poll.own


@act(Poll, {State.READY: State.OPEN}, who=only.in_township, follows=True, keeps=["fingerprint"],
     verb=_("Open voting"), says=_("{by} opened voting on “{it}”; its fingerprint is {fingerprint}"))  # fmt: skip
def open_poll(poll: Poll, *, on: datetime) -> None:
    """Art. 2. The list of those who may vote is fixed: nobody is added later, by construction."""
    it = queries.setup(poll, poll.uuid, poll.credentials)
    urn = Urn.objects.create(township=poll.township, poll=poll, began=int(on.timestamp()))
    archiving.append(urn, archive.SETUP, queries.setup_data(it, poll))
    poll.fingerprint, poll.opened_on = it.fingerprint, day_of(on)


@act(Poll, {State.OPEN: State.CLOSED}, who=only.in_township, follows=True, tells=[keepers], keeps=["cast", "head"],
     verb=_("End voting"), says=_("Voting on “{it}” ended: {cast} ballots; the archive ends in {head}"))  # fmt: skip
def close_poll(poll: Poll, *, on: datetime) -> None:
    """No more ballots. The sum of them all is published, still sealed."""
    urn = archiving.locked(poll)
    archiving.append(urn, archive.END, [])
    number, total = len(archiving.counted(poll)), archiving.summed(poll, urn)
    archiving.append(urn, archive.TALLY, queries.tally_data(poll, total, number))
    poll.closed_on, poll.cast, poll.head = day_of(on), number, urn.head


@act(Keeper, {Step.KEYED: Step.OPENED}, who=only.is_this_keeper, when=[only.may_open, only.share_holds],
     tells=[keepers], verb=_("Open the result"),
     says=_("{by} handed in their part in opening “{it}”"))  # fmt: skip
def open_result(keeper: Keeper, *, message: str, by: Any, on: datetime) -> None:
    """Art. 1 and 3. With the part of the last scrutineer that is needed, the result is open."""
    share = queries.share_in(keeper, message)  # the guard has verified it
    urn = archiving.locked(keeper.poll)
    payload = share.payload(queries.GROUP)
    keeper.share, keeper.proofs = payload.decode(), share.beside().decode()
    archiving.append(urn, archive.SHARE, queries.share_data(keeper, payload))
    if queries.is_enough(keeper):
        count(keeper.poll, rows=queries.opened(keeper), by=by, on=on)


@act(Poll, {State.CLOSED: State.COUNTED}, who=only.in_township, follows=True, tells=[keepers], keeps=["head"],
     verb=_("Publish the result"), says=_("The result of “{it}” is open; the archive ends in {head}"))  # fmt: skip
def count(poll: Poll, *, rows: list[list[int]], on: datetime) -> None:
    """What the parts of the scrutineers give together."""
    urn = archiving.locked(poll)
    archiving.append(urn, archive.RESULT, [plain.written({"result": [list(map(plain.count, row)) for row in rows]})])
    poll.result, poll.counted_on, poll.head = rows, day_of(on), urn.head


@act(Poll, {(*BEFORE, State.OPEN, State.CLOSED): State.VOID}, who=only.in_township, follows=True, tells=[keepers],
     verb=_("Declare it void"), says=_("The sealed poll “{it}” was declared void"))  # fmt: skip
def void_poll(poll: Poll) -> None:
    """It counts for nothing, and its result is never opened."""
