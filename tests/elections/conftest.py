"""What the tests of elections share: an election at each stage of its life, and refusals that leave no trace.

An election here is of two members of the Party committee; three delegates stand. The reviewer leads the watch, a member
of the discipline committee watches, the handler counts. Of fourteen who should attend twelve are there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.utils import translation

from changren.base.acts import Kind, Refused
from changren.base.minutes.models import Chain, Entry
from changren.base.minutes.telling import sentence
from changren.base.notices.models import Notice
from changren.elections import acts
from changren.elections.models import Candidate, Election, Sheet
from changren.mandates.models import Vacancy
from changren.organisation.models import Person, Post
from tests.rows import rows_of
from tests.rulebook.versions import adopted as chosen_in
from tests.world import Place, at

ON, LATER = at("2010-04-01 09:00"), at("2010-04-15 09:00")  # before and after the candidates were public
TODAY, AFTER = date(2010, 4, 1), date(2010, 4, 15)
WATCHED = (*apps.get_app_config("elections").get_models(), Entry, Notice, Chain)
TITLE = "补选镇党委委员"
WATCH = (("reviewer", "chief"), ("discipline", "scrutineer"), ("handler", "counter"))
FIRST, SECOND, THIRD = [9, 1, 1, 0], [8, 2, 1, 0], [3, 7, 1, 0]  # for, against, abstain, cannot be read
COUNTED = {"issued": 12, "collected": 12, "valid": 11, "invalid": 1, "unmarked": 0}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in the language they are written in."""
    with translation.override("en"):
        yield


@pytest.fixture
def readers(world):
    """Everybody reads English here."""
    Person.objects.update(language="en")


@pytest.fixture
def clerk(here):
    return here.posts["clerk"]


def chosen(place: Place, **values: Any) -> None:
    """The township has adopted Election Measures of its own, in force since March."""
    chosen_in(place.township, "elections", "2010-03-10", **values)


def vacancy(place: Place) -> Vacancy:
    """The last delegate has left the seat."""
    left = place.mandates[-1]
    left.state = "stopped"
    left.save()
    return Vacancy.objects.create(township=place.township, term=place.term, electing_unit=left.electing_unit,
                                  left_by=left, since=date(2010, 3, 20))  # fmt: skip


def drafted(place: Place, **other: Any) -> Election:
    given = {"kind": "committee", "title": TITLE, "seats": 2, "meeting": None, "electing_unit": None} | other
    return acts.draft(place.township, by=place.posts["clerk"], on=ON, **given)


def methodical(place: Place, **other: Any) -> Election:
    """The method is adopted."""
    return acts.adopt_method(drafted(place, **other), by=place.posts["committee"], on=ON)


def named(election: Election, place: Place, **given: Any) -> Candidate:
    given = {"person": None, "name": "", "how": "organisation", "support": None} | given
    return acts.nominate(election, by=place.posts["clerk"], on=ON, **given)


def standing(place: Place, n: int = 3, **other: Any) -> Election:
    """Delegates are named, and those who watch."""
    it = methodical(place, **other)
    for post in place.delegates[:n]:
        named(it, place, person=post.person)
    for post, task in WATCH:
        acts.name_official(it, by=place.posts["clerk"], on=ON, person=place.posts[post].person, task=task)
    return it


def settled(place: Place, n: int = 3, **other: Any) -> Election:
    return acts.settle_candidates(standing(place, n, **other), by=place.posts["clerk"], on=ON)


def public(place: Place, n: int = 3, **other: Any) -> Election:
    return acts.publicise(settled(place, n, **other), by=place.posts["clerk"], on=ON)


def ready(place: Place, n: int = 3, **other: Any) -> Election:
    return acts.settle_papers(public(place, n, **other), by=place.posts["clerk"], on=LATER, should_attend=14)


def voting(place: Place, n: int = 3, **other: Any) -> Election:
    return acts.open_voting(ready(place, n, **other), by=place.posts["clerk"], on=LATER, present=12)


def closed(place: Place, n: int = 3, **other: Any) -> Election:
    return acts.close_voting(voting(place, n, **other), by=place.posts["clerk"], on=LATER)


def entered(election: Election, by: Post, group: str = "全体", **given: Any) -> Sheet:
    """Somebody enters a sheet; what is not given is as everybody counted."""
    counted = {**COUNTED, "numbers": [FIRST, SECOND, THIRD], "write_ins": {}, "group": group} | given
    return acts.enter_sheet(election, by=by, on=LATER, **counted)


def counted(place: Place, n: int = 3, other: dict[str, Any] | None = None, **given: Any) -> Election:
    """Both entries are there, and agree."""
    it = closed(place, n, **(other or {}))
    for name in ("clerk", "handler"):
        entered(it, place.posts[name], **given)
    return it


def resulted(place: Place, n: int = 3, **given: Any) -> Election:
    return acts.draw_up(counted(place, n, **given), by=place.posts["clerk"], on=LATER)


def certified(place: Place, n: int = 3, **given: Any) -> Election:
    return acts.certify(resulted(place, n, **given), by=place.posts["reviewer"], on=LATER)


def sealed(place: Place, n: int = 3, **given: Any) -> Election:
    return acts.seal(certified(place, n, **given), by=place.posts["clerk"], on=LATER)


def states(election: Election) -> dict[str, str]:
    """What became of everybody, by the end of their name."""
    return {one.name[-1:]: one.state for one in election.all_candidates.all()}


def everything() -> dict[str, list[str]]:
    """Every row that an act of this room could write."""
    return rows_of(WATCHED)


@contextmanager
def refused(says: str, kind: Kind = Kind.WHEN, rule: str = "") -> Iterator[None]:
    """The block is refused with this sentence, of this kind, resting on this provision; and leaves no trace."""
    before = everything()
    with pytest.raises(Refused) as no:
        yield
    objection = no.value.objection
    assert (str(objection), objection.kind) == (says, kind)
    assert (objection.rule.key if objection.rule else "") == (f"elections.{rule}" if rule else "")
    assert everything() == before


def last(act: str) -> Entry:
    """The newest entry of an act."""
    return Entry.objects.filter(act=f"elections.{act}").latest("number")


def told(act: str) -> str:
    """What the newest entry of an act says."""
    return sentence(last(act), by="BY", it="IT")


def heard(act: str) -> set[Any]:
    """Who was told by the newest entry of an act."""
    return set(Notice.objects.filter(entry=last(act)).values_list("person_id", flat=True))


def people(*posts: Post) -> set[Any]:
    return {post.person_id for post in posts}
