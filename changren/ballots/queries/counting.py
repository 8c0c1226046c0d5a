"""How many have voted, the scrutineers' parts in opening the sum, and the result."""

from changren.ballots import archiving
from changren.ballots.models import Event, Keeper, Poll
from changren.ballots.protocol import archive, plain, tally
from changren.ballots.protocol.ballots import Pair
from changren.ballots.protocol.rules import Rule, no
from changren.ballots.protocol.tally import Share
from changren.ballots.queries.key import keepers, read


def counts(poll: Poll) -> list[list[int]] | None:
    """For each question how often each answer was given; None until the result is open."""
    return poll.result if poll.state == Poll.State.COUNTED else None


def collected(poll: Poll) -> int:
    """How many have voted: the ballots that count."""
    if poll.cast is not None:
        return poll.cast
    cast = Event.objects.filter(poll=poll, kind=archive.BALLOT)
    return cast.order_by().values("credential").distinct().count()


def is_ready(poll: Poll) -> bool:
    """Whether voting may be opened: the key is drawn and the slips are registered."""
    return poll.state == Poll.State.READY


def tally_data(poll: Poll, total: list[list[Pair]], number: int) -> list[bytes]:
    """What the event of the sum brings. number: of the ballots in it."""
    published = tally.tally_written(archiving.election_of(poll), total)
    about = {"num_tallied": number, "total_weight": plain.count(number), "encrypted_tally": plain.hex_of(published)}
    return [published, plain.written(about)]


def share_data(keeper: Keeper, payload: bytes) -> list[bytes]:
    """What the event of a scrutineer's part brings."""
    return [payload, plain.written({"owner": keeper.number, "payload": plain.hex_of(payload)})]


def share_in(keeper: Keeper, message: str) -> Share:
    """The scrutineer's part in opening the sum, as their program wrote it: {"owner", "share", "proofs"}.

    Rejected if it is none, or somebody else's. Whether its proofs hold is not looked at.
    """
    owner, payload, proofs = plain.fields(read(message), "owner", "share", "proofs")
    if owner != keeper.number:
        raise no(Rule.OWNER, owner)
    return tally.share_read(archiving.election_of(keeper.poll), payload, proofs)


def checked_share(keeper: Keeper, message: str) -> None:
    """Rejected if the message is not the scrutineer's part, or one of its two proofs does not hold."""
    share, poll = share_in(keeper, message), keeper.poll
    key = archiving.trustees_of(poll).keys[keeper.number - 1]
    tally.check_share(archiving.election_of(poll), archiving.published(poll), key, share)


def is_enough(keeper: Keeper) -> bool:
    """Whether with this scrutineer's part the sum can be opened."""
    return tally.is_enough(archiving.trustees_of(keeper.poll), _shares(keeper))


def opened(keeper: Keeper) -> list[list[int]]:
    """The result that the parts give, this scrutineer's with them. Rejected if it is none that there could be."""
    poll = keeper.poll
    its, trustees = archiving.election_of(poll), archiving.trustees_of(poll)
    shares = {
        owner: tally.share_read(its, plain.read(text.encode())) for owner, text in _shares(keeper).items()
    }  # fmt: skip
    return tally.opened(its, trustees, archiving.published(poll), shares, collected(poll))


def _shares(keeper: Keeper) -> dict[int, str]:
    """The parts by number; the keeper's own is not written yet."""
    there = {one.number: one.share for one in keepers(keeper.poll) if one.share}
    return there | {keeper.number: keeper.share}
