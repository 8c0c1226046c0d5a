"""What the tests of mandates share: sentences in English, and a look at everything that an act could have changed."""

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
from changren.mandates import acts
from changren.mandates.models import Mandate, Term
from changren.organisation.models import Person, Post
from tests.world import Place

WATCHED = (*apps.get_app_config("mandates").get_models(), Person, Post, Entry, Notice, Chain)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in the language they are written in."""
    with translation.override("en"):
        yield


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
    assert (objection.rule.key if objection.rule else "") == rule
    assert everything() == before


def last(act: str) -> Entry:
    """The newest entry of an act."""
    return Entry.objects.filter(act=f"mandates.{act}").latest("number")


def told(act: str, by: str = "BY", it: str = "IT") -> str:
    """What the newest entry of an act says."""
    return sentence(last(act), by=by, it=it)


def heard(act: str) -> set[Any]:
    """Who was told by the newest entry of an act."""
    return set(Notice.objects.filter(entry=last(act)).values_list("person_id", flat=True))


def facts(place: Place, **other: Any) -> dict[str, Any]:
    """What `confirm_delegate` is given for somebody new in the first delegation."""
    given = {
        "person": None, "name": "新代表", "login": "新代表", "phone": "", "first_password": "kai men jian shan",
        "number": 99, "electing_unit": place.mandates[0].electing_unit, "delegation": place.delegations[0],
        "sector": Mandate.Sector.ENTERPRISE, "rank": Mandate.Rank.FRONT_LINE, "is_woman": True, "is_minority": False,
        "age_band": Mandate.AgeBand.TO_35, "on_committee": False, "elected_on": date(2010, 3, 20),
    }  # fmt: skip
    return given | other


def room(place: Place, seats: int = 1) -> None:
    """Seats for more delegates than the world has."""
    unit = place.mandates[0].electing_unit
    Term.objects.filter(pk=place.term.pk).update(seats=place.term.seats + seats)
    type(unit).objects.filter(pk=unit.pk).update(seats=unit.seats + seats)
    place.term.refresh_from_db()
    for mandate in place.mandates:
        mandate.electing_unit.refresh_from_db()


def confirmed(place: Place, on: Any, **other: Any) -> Mandate:
    """A new delegate, confirmed and not yet seated."""
    room(place)
    return acts.confirm_delegate(place.term, by=place.posts["clerk"], on=on, **facts(place, **other))
