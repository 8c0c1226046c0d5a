"""One by-election of a delegate, from the vacant seat to the new mandate.

The article tells nothing of by-elections; so all of this is invented, every number included.
"""

from datetime import timedelta
from typing import Any

from changren.elections import acts
from changren.elections.models import Candidate, Election
from changren.mandates import acts as mandates
from changren.mandates.models import Mandate, Vacancy
from changren.proposals.models import Proposal, Signature
from changren.site.example.diary import Story
from changren.site.example.facts import moment
from changren.site.example.places import Town

DAY = timedelta(days=1)
WATCH = (("reviewer", "chief"), ("party-head", "scrutineer"), ("build-handler", "counter"))
SHOULD, PRESENT = 46, 41
COUNTED = {"issued": 41, "collected": 40, "valid": 39, "invalid": 1, "write_ins": {}, "unmarked": 0}
MARKS = {True: [27, 9, 3, 0], False: [10, 25, 4, 0]}  # of who wins, and of the other


def by_election(town: Town) -> Story:
    """After the annual meeting a delegate moves away, and the electing unit elects another."""
    meets, clerk = town.facts.meets_on, town.clerk
    on = yield moment(meets + 65 * DAY, 9)
    left = next(one for one in reversed(town.mandates) if not _has_raised(one))
    mandates.stop(left, by=clerk, on=on, day=on.date())
    seat = Vacancy.objects.get(left_by=left)
    title = f"{left.electing_unit}补选党代表"
    given = {"kind": "by", "title": title, "seats": 1, "meeting": None, "electing_unit": left.electing_unit}
    it = acts.draft(town.township, by=clerk, on=on, **given)
    on = yield moment(meets + 67 * DAY, 15)
    it = acts.adopt_method(it, by=town.posts["committee-1"], on=on)
    on = yield moment(meets + 70 * DAY, 10)
    names = [next(town.names), next(town.names)]
    for name in names:
        acts.nominate(it, by=clerk, on=on, person=None, name=name, how="joint", support=12)
    for post, task in WATCH:
        acts.name_official(it, by=clerk, on=on, person=town.posts[post].person, task=task)
    it = acts.settle_candidates(it, by=clerk, on=on)
    it = acts.publicise(it, by=clerk, on=on)
    yield from _held(it, town, names[0])
    on = yield moment(meets + 93 * DAY, 10)
    _entered(it, town, seat, on)


def _has_raised(mandate: Mandate) -> bool:
    """Whether something of this delegate's may still go on."""
    raised = Proposal.objects.filter(lead=mandate).exists()
    return raised or Signature.objects.filter(mandate=mandate).exists()


def _held(it: Election, town: Town, winner: str) -> Story:
    """The papers are filled in, counted by two, certified by the chief, and entered in the minutes."""
    meets, clerk = town.facts.meets_on, town.clerk
    on = yield moment(meets + 88 * DAY, 9)
    it = acts.settle_papers(it, by=clerk, on=on, should_attend=SHOULD)
    on = yield moment(meets + 90 * DAY, 14)
    it = acts.open_voting(it, by=clerk, on=on, present=PRESENT)
    it = acts.close_voting(it, by=town.posts["reviewer"], on=on)
    rows = [MARKS[one.name == winner] for one in it.candidates.all()]
    for by in (clerk, town.posts["build-handler"]):
        acts.enter_sheet(it, by=by, on=on, group="全体", numbers=rows, **COUNTED)
    it = acts.draw_up(it, by=clerk, on=on)
    on = yield moment(meets + 90 * DAY, 16)
    it = acts.certify(it, by=town.posts["reviewer"], on=on)
    acts.seal(it, by=clerk, on=on)


def _entered(it: Election, town: Town, seat: Vacancy, on: Any) -> None:
    """Who won has the seat; the new delegate's account waits for a password."""
    one = Candidate.objects.select_related(*Candidate.alongside).get(election=it, state=Candidate.State.ELECTED)
    left = seat.left_by
    given = {
        "number": left.number + 1, "delegation": left.delegation, "sector": left.sector, "rank": left.rank,
        "is_woman": True, "is_minority": False, "age_band": "to_45", "on_committee": False,
        "elected_on": one.election.opened_on,
    }  # fmt: skip
    account = {"login": one.name, "phone": "", "first_password": ""}
    acts.enter_delegate(one, by=town.clerk, on=on, vacancy=seat, **account, **given)
    new = Mandate.objects.select_related(*Mandate.alongside).get(term=left.term, number=given["number"])
    mandates.take_seat(new, by=town.clerk, on=on, day=new.elected_on)
