"""Who may, and when: the scrutineers each for their own part, the office for the slips, and nobody for a ballot."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from changren.ballots import queries
from changren.ballots.models import Keeper, Poll
from changren.ballots.protocol import election, passing
from changren.ballots.protocol.rules import Rejected
from changren.base.acts import Objection, no
from changren.base.words import listed
from changren.organisation.guards import of_township
from changren.organisation.models import Role
from changren.rulebook.rules import rule

is_office = of_township(Role.CLERK)


class Words:
    """Why something was rejected, worded when it is read."""

    def __init__(self, why: Rejected) -> None:
        self.why = why

    def __str__(self) -> str:
        return self.why.says("zh" if (get_language() or "zh").startswith("zh") else "en")


def holding(check: Callable[[], Any]) -> Objection | None:
    """Nothing if the check holds, else the rule of the protocol that is broken."""
    try:
        check()
    except Rejected as why:
        return no(_("This is not accepted: {why}."), why=Words(why))
    return None


def in_township(it: Any, by: Any) -> Objection | None:
    """A post of the township; the act of another room that this one follows has asked whose."""
    ours = by.is_held and by.township_id == it.township_id
    return None if ours else no(_("This is done in the township whose poll it is."))


def is_this_keeper(keeper: Keeper, by: Any, on: datetime) -> Objection | None:
    """The scrutineer themselves, in whichever of their posts."""
    provision = rule("ballots.keepers_least", at=keeper.township, on=queries.ruled_on(keeper.poll, on))
    ours = by.is_held and by.person_id == keeper.person_id
    return None if ours else no(_("Only {name} may do this, as a scrutineer."), name=keeper.person.name, rule=provision)


def keepers_suffice(township: Any, keepers: Sequence[Any], on: datetime) -> Objection | None:
    """Enough scrutineers, and nobody twice."""
    least, n = rule("ballots.keepers_least", at=township, on=on), len({one.pk for one in keepers})
    if least.is_met_by(n) and n == len(keepers):
        return None
    return no(_("{n} scrutineers keep the key; {least} are needed."), n=n, least=least, rule=least)


def enough_open(township: Any, keepers: Sequence[Any], needed: int, on: datetime) -> Objection | None:
    """Not fewer than the rules say open it together, and not more than there are."""
    share = rule("ballots.keys_share", at=township, on=on)
    if share.is_met_by(needed, len(keepers)) and needed <= len(keepers):
        return None
    return no(_("It takes {share} of the {of} scrutineers to open."), share=share, of=len(keepers), rule=share)


def questions_hold(township: Any, questions: Sequence[Any]) -> Objection | None:
    """Every question can be answered."""
    if not questions:
        return no(_("There is nothing to vote on."))
    return holding(lambda: [election.Question.of(one) for one in questions])


def voters_suffice(township: Any, voters: int, on: datetime) -> Objection | None:
    """So many may vote that the result can be opened at all."""
    least = rule("ballots.opened_least", at=township, on=on)
    return None if least.is_met_by(voters) else no(_("Only {n} may vote: use paper."), n=voters, rule=least)


def is_being_drawn(keeper: Keeper) -> Objection | None:
    """The ceremony of the key goes on."""
    drawn = keeper.poll.state == Poll.State.KEY
    return None if drawn else no(_("The key is not being drawn."))


def all_have(name: str) -> Callable[[Keeper], Objection | None]:
    """A guard: every scrutineer has done this step of the ceremony."""

    def guard(keeper: Keeper) -> Objection | None:
        waiting = [one.person.name for one in queries.keepers(keeper.poll) if not getattr(one, name)]
        return no(_("Waiting for: {names}."), names=listed(waiting)) if waiting else None

    return guard


all_certified = all_have("certificate")
all_drawn = all_have("polynomial")


def certificate_holds(keeper: Keeper, message: str) -> Objection | None:
    """Step 1 of the ceremony."""
    return holding(lambda: passing.check_certificate(queries.place_of(keeper), queries.read(message)))


def certificate_is_new(keeper: Keeper, message: str) -> Objection | None:
    """Two scrutineers with one key would be one."""
    others = queries.keepers(keeper.poll).exclude(pk=keeper.pk).exclude(certificate="")
    taken = message in others.values_list("certificate", flat=True)
    return no(_("Another scrutineer has handed in this file.")) if taken else None


def polynomial_holds(keeper: Keeper, message: str) -> Objection | None:
    """Step 3."""
    table = queries.table(keeper.poll)
    return holding(
        lambda: passing.check_polynomial(queries.place_of(keeper), queries.read(message), table.certificates)
    )


def key_holds(keeper: Keeper, message: str) -> Objection | None:
    """Step 5."""
    table, place = queries.table(keeper.poll), queries.place_of(keeper)
    return holding(lambda: passing.check_key(place, queries.read(message), table.certificates, table.polynomials))


def slips_are_enough(poll: Poll, credentials: str, on: datetime) -> Objection | None:
    """As many slips as there are people who may vote: none to spare, for whoever had it could vote."""
    made, n = queries.slips_in(credentials), poll.voters - len(queries.own_of(poll))
    if made is None or made == n:
        return None
    provision = rule("ballots.revotes", at=poll.township, on=on)
    return no(_("{made} slips were made; {n} may vote with one."), made=made, n=n, rule=provision)


def own_are_enough(poll: Poll) -> Objection | None:
    """Everybody who may vote has a credential on a device of their own."""
    n = poll.voters - len(queries.own_of(poll))
    return no(_("{n} slips are needed."), n=n) if n else None


def list_is_open(poll: Poll) -> Objection | None:
    """The slips are not registered yet."""
    return no(_("The list of those who may vote is closed.")) if poll.credentials else None


def credential_holds(poll: Poll, public: str) -> Objection | None:
    """A public credential that is not in the list."""
    if public in queries.own_of(poll):
        return no(_("This credential is registered already."))
    return holding(lambda: queries.credential(public))


def slips_hold(poll: Poll, uuid: str, credentials: str) -> Objection | None:
    """A list of public credentials, for a poll whose number no other has."""
    own = queries.own_of(poll)
    if queries.is_uuid_taken(poll, uuid) or (own and uuid != poll.uuid):
        return no(_("These slips were made for another poll; the number of this one is {uuid}."), uuid=poll.uuid)
    return holding(lambda: queries.setup(poll, uuid, queries.merged(credentials, own)))


def enough_cast(poll: Poll, on: datetime) -> Objection | None:
    """Too few ballots would show who voted how."""
    least, n = rule("ballots.opened_least", at=poll.township, on=queries.ruled_on(poll, on)), queries.collected(poll)
    return None if least.is_met_by(n) else no(_("Only {n} have voted; it takes {least}."), n=n, least=least, rule=least)


def may_open(keeper: Keeper, on: datetime) -> Objection | None:
    """Voting has ended, the result is not open yet, and it may be opened."""
    if keeper.poll.state != Poll.State.CLOSED:
        return no(_("Voting has not ended, or the result is open already."))
    return enough_cast(keeper.poll, on)


def share_holds(keeper: Keeper, message: str) -> Objection | None:
    """The scrutineer's part in opening the sum, with both of its proofs."""
    return holding(lambda: queries.checked_share(keeper, message))
