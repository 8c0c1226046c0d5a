"""What the tests of matters share: a workroom, and a matter at each stage of its life, in April 2010."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.utils import translation

from changren.base.acts import Kind, Refused
from changren.base.documents.models import Attachment
from changren.base.minutes.models import Chain, Entry
from changren.base.notices.models import Notice
from changren.casework import acts as casework
from changren.casework.models import Case
from changren.matters import acts
from changren.matters.models import Matter, Workroom
from changren.matters.visitors import visitor_to
from tests.world import Place, at

ON = at("2010-04-01 09:00")
TEXT = "上山村村口路灯坏了三盏，晚上老人走路不安全。"
SAID = {
    "text": TEXT, "place": "上山村村口", "naming": "delegate", "name": "王㛃", "phone": "13800000001",
    "agreed_to": "同意", "mandate": None, "photos": [],
}  # fmt: skip
WATCHED = (*apps.get_app_config("matters").get_models(), Attachment, Case, Entry, Notice, Chain)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in the language they are written in; nobody has asked too often yet."""
    cache.clear()
    with translation.override("en"):
        yield


def workroom(place: Place, name: str = "上山村工作室") -> Workroom:
    return acts.open_workroom(place.township, by=place.posts["clerk"], on=ON, name=name, address="村委会一楼")


def raised(place: Place, n: int | None = 0, of: Workroom | None = None, **other: Any) -> Matter:
    """By the code, to the delegate with this index, or to nobody."""
    it = of or workroom(place)
    mandate = None if n is None else place.mandates[n]
    return acts.raise_matter(it, by=visitor_to(it), on=ON, **SAID | {"mandate": mandate} | other)


def logged(place: Place, n: int = 0, **other: Any) -> Matter:
    """Said to the delegate with this index."""
    given = SAID | {"about": None, "reception": None} | other
    return acts.log(place.township, by=place.delegates[n], on=ON, **given)


def verified(matter: Matter, place: Place, n: int = 0, **other: Any) -> Matter:
    given = {"title": "村口路灯", "found": "实地看过，三盏不亮。", "level": "own", "goes_to": "", "about": None} | other
    return acts.verify(matter, by=place.delegates[n], on=ON, **given)


def handed(place: Place, n: int = 0, **other: Any) -> Matter:
    it = verified(logged(place, n, **other), place, n)
    return acts.hand_over(it, by=place.posts["clerk"], on=ON, lead=place.units["station"], assisting=[])


def answered(matter: Matter, place: Place, grade: str = "A", text: str = "已修好。") -> Matter:
    """The unit has answered its case."""
    case = Case.objects.select_related(*Case.alongside).get(pk=matter.case_id)
    handler = place.posts["handler"]
    if case.state == Case.State.ASSIGNED:
        case = casework.accept(case, by=handler, on=ON)
    for raiser in case.raisers.all():
        casework.record_contact(case, by=handler, on=ON, raiser=raiser, how="call", day=ON.date(), note="")
    case = casework.draft_answer(case, by=handler, on=ON, text=text, grade=grade, promised_by=None)
    casework.sign_off(case, by=place.posts["head"], on=ON)
    return fresh(matter)


def fresh(matter: Matter) -> Matter:
    """It as it stands now, with what its model wants alongside."""
    return Matter.objects.select_related(*Matter.alongside).get(pk=matter.pk)


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
    assert (objection.rule.key if objection.rule else "") == (f"matters.{rule}" if rule else "")
    assert everything() == before
