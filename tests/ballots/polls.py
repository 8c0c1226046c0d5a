"""Sealed polls of the house, taken through their life by acts. The scrutineers drew their key once for all tests."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from changren.ballots import acts, archiving
from changren.ballots.casting import cast
from changren.ballots.models import Keeper, Poll
from changren.ballots.protocol import ballots, ceremony, channel, credentials, election, plain, tally
from changren.ballots.protocol.ceremony import Place
from changren.ballots.protocol.election import Question
from changren.ballots.protocol.groups import group
from changren.base.acts import ceremony as house
from changren.base.acts.asked import asking_once
from tests.ballots.scene import MOTION, NAME

KEEPERS, NEEDED, VOTERS = 3, 2, 6
STEPS = {"asked": "certificate", "certified": "polynomial", "drawn": "key"}
ACT_OF = {"asked": acts.certify, "certified": acts.draw, "drawn": acts.publish_key}


@dataclass(frozen=True)
class Drawing:
    """A whole ceremony: each scrutineer's messages by step, as text, and their secret share."""

    messages: list[dict[str, str]]
    secrets: list[int]


@cache
def drawing(size: int = KEEPERS, needed: int = NEEDED) -> Drawing:
    """What the scrutineers' own devices compute."""
    places = [Place(group(NAME), size, needed, index) for index in range(1, size + 1)]
    pairs = [(place, channel.new_seed()) for place in places]
    certs = [ceremony.certificate(*pair) for pair in pairs]
    polynomials = [ceremony.polynomial(*pair, certs) for pair in pairs]
    outs = [ceremony.share(*pair, certs, ceremony.passed_on(polynomials, pair[0].index)) for pair in pairs]
    messages = [
        {"certificate": text(cert), "polynomial": text(polynomial), "key": text(told)}
        for cert, polynomial, (_secret, told) in zip(certs, polynomials, outs, strict=True)
    ]
    return Drawing(messages, [secret for secret, _told in outs])


def text(value: Any) -> str:
    return plain.written(value).decode()


def following(act: Any, it: Any, *, by: Any, on: Any, **given: Any) -> Any:
    """Perform an act that only ever follows, as if another room's had called it."""
    with house._begun(it, by) as now, asking_once():
        return house._steps(act, it, by, on, None, given, now)


def prepared(township: Any, people: Any, *, by: Any, on: Any, questions: Any = MOTION, **other: Any) -> Poll:
    """A poll whose key is to be drawn. people: who keep it."""
    given = {
        "title": f"{township}民主测评", "questions": [one.plain() for one in questions], "voters": VOTERS,
        "needed": NEEDED, "revotes": True, "keepers": list(people),
    }  # fmt: skip
    return following(acts.prepare, township, by=by, on=on, **given | other)


def message(keeper: Keeper) -> str:
    """What a scrutineer hands in next."""
    return drawing().messages[keeper.number - 1][STEPS[keeper.state]]


def go_on(poll: Poll, posts: dict[Any, Any], on: Any, *, steps: int = 3) -> Poll:
    """Draw the key: so many steps of every scrutineer. posts: by person."""
    for _step in range(steps):
        for keeper in poll.keepers.order_by("number"):
            ACT_OF[keeper.state](keeper, by=posts[keeper.person_id], on=on, message=message(keeper))
    return Poll.objects.get(pk=poll.pk)


@dataclass(frozen=True)
class Slips:
    """Slips that were drawn from a box: the credentials, and what reaches the server."""

    uuid: str
    own: list[str]
    publics: str


def slips(voters: int = VOTERS, number: str = "") -> Slips:
    """New slips; number: of the poll, if they are made for that."""
    its, uuid = group(NAME), number or election.new_uuid()
    own = [credentials.new_credential() for _n in range(voters)]
    roll = credentials.roll([credentials.public_of(one, uuid, its) for one in own], its)
    return Slips(uuid, own, roll.raw.decode())


@dataclass
class Held:
    """A poll that is open: with its slips, and who acts."""

    poll: Poll
    slips: Slips
    clerk: Any
    posts: dict[Any, Any]
    on: Any

    def sealed(self, voter: int, *choices: list[int]) -> bytes:
        """A voter's ballot."""
        return ballots.cast(archiving.election_of(self.poll), self.slips.own[voter], list(choices))

    def vote(self, voter: int, *choices: list[int]) -> str:
        """Cast one; its tracker."""
        return cast(self.poll, self.sealed(voter, *choices))

    def close(self) -> Poll:
        self.poll = following(acts.close_poll, self.poll, by=self.clerk, on=self.on)
        return self.poll

    def share(self, number: int) -> str:
        """What that scrutineer's own program makes of the sum."""
        its, secret = archiving.election_of(self.poll), drawing().secrets[number - 1]
        made = tally.make_share(its, archiving.published(self.poll), secret)
        told = {"owner": number, "share": json.loads(made.payload(its.group)), "proofs": json.loads(made.beside())}
        return text(told)

    def open_with(self, *numbers: int) -> Poll:
        """These scrutineers open it."""
        for number in numbers:
            keeper = Keeper.objects.get(poll=self.poll, number=number)
            acts.open_result(keeper, by=self.posts[keeper.person_id], on=self.on, message=self.share(number))
        self.poll = Poll.objects.get(pk=self.poll.pk)
        return self.poll


def opened(township: Any, keepers: list[Any], *, clerk: Any, on: Any, questions: tuple[Question, ...] = MOTION,
           **other: Any) -> Held:  # fmt: skip
    """A poll in which voting is open. keepers: the posts of the scrutineers."""
    posts = {post.person_id: post for post in keepers}
    poll = prepared(township, [post.person for post in keepers], by=clerk, on=on, questions=questions, **other)
    poll = go_on(poll, posts, on)
    made = slips(poll.voters)
    poll = acts.register_slips(poll, by=clerk, on=on, uuid=made.uuid, credentials=made.publics)
    poll = following(acts.open_poll, poll, by=clerk, on=on)
    return Held(poll, made, clerk, posts, on)
