"""How a ballot gets into the urn: verified before anything is locked, then in one short transaction.

It is no act and takes no township's lock, for hundreds may come in a second (docs/house.md, section 2); acts open and
close the poll. Nobody is signed in: a ballot is let in by its own credential, and no row, minute or line of the log
tells who sent it, or when.
"""

from changren.ballots import archiving
from changren.ballots.models import Event, Poll
from changren.ballots.protocol import archive, ballots, plain
from changren.ballots.protocol.ballots import Ballot
from changren.ballots.protocol.rules import Rule, no
from changren.base.tenancy.durable import durable_atomic


def cast(poll: Poll, raw: bytes) -> str:
    """Take a ballot into the urn of a poll, and return its tracker. The same bytes again count once.

    Rejected with the rule that it breaks; NotReplicated when it could not be confirmed that it is safe: the same again
    then tells. What is answered is on the disk.
    """
    if not poll.has_begun:
        raise no(Rule.CLOSED)
    ballot = ballots.verified(archiving.election_of(poll), raw, archiving.may_vote(poll))
    with durable_atomic():
        _put(poll, ballot)
    return ballot.tracker


def _put(poll: Poll, ballot: Ballot) -> None:
    urn = archiving.locked(poll)
    digest, credential = plain.hex_of(ballot.raw), plain.fingerprint(ballot.credential.encode())
    cast_before = Event.objects.filter(poll=poll, kind=archive.BALLOT)
    if cast_before.filter(digest=digest).exists():
        urn.save(update_fields=["head"])  # what only reads would be confirmed by no standby (see `durable`)
        return
    if Poll.objects.get(pk=poll.pk).state != Poll.State.OPEN:
        raise no(Rule.CLOSED)
    if not poll.revotes and cast_before.filter(credential=credential).exists():
        raise no(Rule.VOTED)
    archiving.append(urn, archive.BALLOT, [ballot.raw], digest=digest, credential=credential)
