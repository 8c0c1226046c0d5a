"""What the tests of the gallery share: a meeting on 20 April 2010 and its gallery at each stage of its life.

Ten seats: three for villages, five for firms, two for others. The notice is out on 1 April, applications close on the
18th at 11:00. Five apply: three local members of villages, a migrant member of a firm, a local member of neither.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.utils import translation

from changren.base.acts import Clockwork, Kind, Refused
from changren.base.minutes.models import Chain, Entry
from changren.base.notices.models import Notice
from changren.congress import acts as congress
from changren.congress.models import Invitee, Meeting
from changren.gallery import acts
from changren.gallery.models import Application, Gallery
from changren.gallery.visitors import applicant_to
from tests.rows import rows_of
from tests.world import Place, at

ON, CLOSING = at("2010-04-01 09:00"), at("2010-04-18 11:00")
STARTS, ENDS = at("2010-04-20 09:00"), at("2010-04-20 12:00")
AFTER = at("2010-04-20 14:00")
WATCHED = (*apps.get_app_config("gallery").get_models(), Invitee, Entry, Notice, Chain)
WHO = {"name": "林建国", "kind": "local", "category": "village", "workplace": "上山村党支部", "card": "", "phone": ""}
FIVE = (
    {"name": "林建国", "phone": "13800000001"},
    {"name": "陈小妹", "phone": "13800000002"},
    {"name": "王㛃", "phone": "13800000003"},
    {"name": "李打工", "phone": "13800000004", "kind": "migrant", "category": "firm", "workplace": "鞋厂",
     "card": "330302-0001"},
    {"name": "赵教师", "phone": "13800000005", "category": "other", "workplace": "镇中学"},
)  # fmt: skip


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in the language they are written in; nobody has asked too often yet."""
    cache.clear()
    with translation.override("en"):
        yield


def meeting(place: Place, **other: Any) -> Meeting:
    """The annual meeting of a place, to which the district has agreed, and of which the delegates are told."""
    given = {"kind": "annual", "title": "", "place": "镇政府大会堂", "starts_at": STARTS, "ends_at": ENDS, "like": None}
    it = congress.plan(place.session, by=place.posts["clerk"], on=ON, **given | other)
    it = congress.approve(it, by=place.posts["district"], on=ON)
    return congress.convene(it, by=place.posts["clerk"], on=ON, notice="请准时出席。")


def drafted(place: Place, of: Meeting | None = None, **other: Any) -> Gallery:
    given = {"closes_at": CLOSING, "register_at": "党员服务中心", "remark": ""} | other
    return acts.prepare(of or meeting(place), by=place.posts["clerk"], on=ON, **given)


def published(place: Place, **other: Any) -> Gallery:
    return acts.publish_notice(drafted(place, **other), by=place.posts["clerk"], on=ON)


def applied(gallery: Gallery, by: Any = None, on: Any = ON, **given: Any) -> Application:
    """Somebody applies at the public page."""
    return acts.apply(gallery, by=by or applicant_to(gallery), on=on, **WHO | given)


def with_five(place: Place) -> Gallery:
    it = published(place)
    for one in FIVE:
        applied(it, **one)
    return it


def closed(place: Place) -> Gallery:
    it = with_five(place)
    return acts.close_applications(it, by=Clockwork(it.district_id), on=CLOSING)


def chosen(gallery: Gallery, *numbers: int) -> list[Application]:
    """The applications with these numbers."""
    return list(Application.objects.filter(gallery=gallery, number__in=numbers).order_by("number"))


def decided(place: Place, *numbers: int) -> Gallery:
    """The committee has admitted these, by default all but the last."""
    it, listed = closed(place), numbers or (1, 2, 3, 4)
    acts.shortlist(it, by=place.posts["clerk"], on=CLOSING, listed=chosen(it, *listed))
    given = {"listed": chosen(it, *listed), "reason": "席位已满"}
    return acts.decide(it, by=place.posts["committee"], on=CLOSING, **given)


def issued(place: Place, *numbers: int) -> Gallery:
    return acts.issue_permits(decided(place, *numbers), by=place.posts["clerk"], on=CLOSING)


def held(place: Place, *came: int) -> Gallery:
    """The meeting is over; these were there, by default the first and the migrant member."""
    it = issued(place)
    for one in chosen(it, *(came or (1, 4))):
        acts.let_in(one, by=place.posts["clerk"], on=STARTS)
    return acts.finish(it, by=place.posts["clerk"], on=AFTER)


def one_of(gallery: Gallery, number: int = 1) -> Application:
    """An application by its number, with what its model wants alongside."""
    return Application.objects.select_related(*Application.alongside).get(gallery=gallery, number=number)


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
    assert (objection.rule.key if objection.rule else "") == (f"gallery.{rule}" if rule else "")
    assert everything() == before
