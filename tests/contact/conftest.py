"""What the tests of contacts share: a plan of three committee members and twelve delegates, and refusals without trace.

Of the fourteen delegates the first two are on the committee; "committee" is somebody who is no delegate.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.utils import translation

from changren.base.acts import Kind, Refused
from changren.base.minutes.models import Chain, Entry
from changren.base.notices.models import Notice
from changren.contact import acts
from changren.contact.models import Counterpart, Plan, Talk, Tie
from changren.organisation.models import Person, Post, Role
from tests.remembering import remembered
from tests.world import Place, at

ON, LATER = at("2010-04-01 09:00"), at("2010-08-02 09:00")  # the second stretch begins on 1 July
WATCHED = (*apps.get_app_config("contact").get_models(), Entry, Notice, Chain)
SAID = {"how": "visit", "text": "村口路灯坏了。", "is_raised": False, "also": []}
SOMEBODY = {"name": "郑大妈", "kind": "resident", "village": "上山村", "phone": ""}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in the language they are written in."""
    with translation.override("en"):
        yield


def seated(place: Place) -> list[Post]:
    """The two delegates who are members of the Party committee, in that post."""
    posts = [
        Post.objects.create(
            township=place.township, person=mandate.person, unit=place.units["committee"], role=Role.COMMITTEE,
            since=ON.date(),
        )
        for mandate in place.mandates[:2]
    ]  # fmt: skip
    return list(Post.objects.select_related(*Post.alongside).filter(pk__in=[post.pk for post in posts]))


def proposed(place: Place, **other: Any) -> Plan:
    given = {"year": 2010, "keeps_pairs": True} | other
    return acts.propose(place.township, by=place.posts["clerk"], on=ON, **given)


def adopted(place: Place) -> Plan:
    given = {"begins_on": ON.date(), "reason": ""}
    return acts.adopt(proposed(place), by=place.posts["committee"], on=ON, **given)


@remembered
def in_force(place: Place) -> Plan:
    """Adopted on 1 April, with two more members on the committee."""
    seated(place)
    return adopted(place)


@pytest.fixture
def plan(here) -> Plan:
    return in_force(here)


def ties(plan: Plan, member: Person | None = None) -> list[Tie]:
    """The ties of a plan, or of one member of it, by the delegates' numbers."""
    rows = Tie.objects.select_related(*Tie.alongside).filter(plan=plan).order_by("mandate__number")
    return list(rows.filter(member=member) if member else rows)


def listed(place: Place, n: int = 2, **other: Any) -> Counterpart:
    """Delegate `n` puts somebody on the list."""
    return acts.list_person(place.township, by=place.delegates[n], on=ON, **SOMEBODY | other)


def talked(tie: Tie, place: Place, **other: Any) -> Talk:
    """The member of the tie who is no delegate logs a talk."""
    return acts.log_talk(tie, by=place.posts["committee"], on=ON, **{"day": ON.date()} | SAID | other)


def visited(one: Counterpart, place: Place, n: int = 2, **other: Any) -> Talk:
    return acts.log_visit(one, by=place.delegates[n], on=ON, **{"day": ON.date()} | SAID | other)


def everything() -> dict[str, list[Any]]:
    """Every row that an act of this room could write."""
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in WATCHED}


@contextmanager
def refused(says: str, kind: Kind = Kind.WHEN, rule: str = "") -> Iterator[None]:
    """The block is refused with this sentence, of this kind, resting on this provision; and leaves no trace."""
    before = everything()
    with pytest.raises(Refused) as no:
        yield
    objection = no.value.objection
    assert (str(objection), objection.kind) == (says, kind)
    assert (objection.rule.key if objection.rule else "") == (f"contact.{rule}" if rule else "")
    assert everything() == before
