"""What the tests of casework share: cases at each stage of their life, and refusals that leave no trace.

A case here was raised by the first three delegates, the first of them leading, and handed over on 1 April 2010. The
station leads, the office assists where that is asked for.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from changren.base.acts import Clockwork, Kind, Refused
from changren.base.clock import now
from changren.base.clock.models import CalendarDay
from changren.base.documents.models import Attachment
from changren.base.minutes.models import Chain, Entry
from changren.base.minutes.telling import sentence
from changren.base.notices.models import Notice
from changren.casework import acts
from changren.casework.models import Assignment, Case, Delivery, Extension, Raiser
from changren.organisation.models import Person, Post, Role
from tests.remembering import remembered
from tests.rows import rows_of
from tests.rulebook.versions import adopted
from tests.world import Place, at

WATCHED = (*apps.get_app_config("casework").get_models(), Attachment, CalendarDay, Entry, Notice, Chain)
ON = at("2010-04-01 09:00")
TODAY = date(2010, 4, 1)
RAISERS = 3
TEXT = "已列入修缮计划。"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in the language they are written in."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Uploads of a test go with it."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def readers(world):
    """Everybody reads English here."""
    Person.objects.update(language="en")


@pytest.fixture
def clerk(here):
    return here.posts["clerk"]


@pytest.fixture
def head(here):
    """The head of the lead unit."""
    return here.posts["head"]


@pytest.fixture
def handler(here):
    """A handler of the lead unit."""
    return here.posts["handler"]


@pytest.fixture
def committee(here):
    return here.posts["committee"]


@pytest.fixture
def lead(here):
    """The delegate who leads those who raised the case."""
    return here.delegates[0]


@pytest.fixture
def clockwork(world) -> Clockwork:
    return Clockwork(world.district.code)


def opened(place: Place, raisers: int = RAISERS, **other: Any) -> Case:
    """A case that the office is to assign, raised by the first delegates. Rows: other rooms open cases."""
    given = {
        "serial": "2010-提案-001", "title": "修缮上山村办公场所", "text": "村办公场所漏雨。",
        "origin_kind": "mandates.Term", "origin_id": place.term.pk, "opened_on": TODAY, "assign_due": date(2010, 5, 1),
    }  # fmt: skip
    case = Case.objects.create(township=place.township, **given | other)
    Raiser.objects.bulk_create(
        Raiser(township=place.township, case=case, person=post.person, is_lead=not n, order=n)
        for n, post in enumerate(place.delegates[:raisers])
    )
    return case


@remembered
def assigned(place: Place, on: Any = ON, assisting: Sequence[str] = (), lead: str = "station", **other: Any) -> Case:
    """Given to the station, and to the assisting units of these names."""
    units = [place.units[name] for name in assisting]
    return acts.assign(
        opened(place, **other), by=place.posts["clerk"], on=on, lead=place.units[lead], assisting=units
    )  # fmt: skip


@remembered
def handling(place: Place, on: Any = ON, **other: Any) -> Case:
    """Accepted by the station."""
    return acts.accept(assigned(place, on, **other), by=place.posts["handler"], on=on)


@remembered
def spoken(case: Case, place: Place, on: Any = ON) -> Case:
    """The station has spoken with everybody who raised it."""
    for raiser in case.raisers.all():
        given = {"raiser": raiser, "how": "visit", "day": on.date(), "note": "村委会当面"}
        case = acts.record_contact(case, by=place.posts["handler"], on=on, **given)
    return case


@remembered
def draft(case: Case, place: Place, on: Any = ON, grade: str = "A", promised: date | None = None) -> Case:
    """The station has drafted an answer."""
    given = {"text": TEXT, "grade": grade, "promised_by": promised}
    return acts.draft_answer(case, by=place.posts["handler"], on=on, **given)


@remembered
def drafted(place: Place, on: Any = ON, grade: str = "A", promised: date | None = None, **other: Any) -> Case:
    """Contact was made, and the answer is written."""
    return draft(spoken(handling(place, on, **other), place, on), place, on, grade, promised)


@remembered
def answer(case: Case, place: Place, on: Any = ON, grade: str = "A", promised: date | None = None) -> Case:
    """From handling to answered."""
    case = draft(spoken(case, place, on), place, on, grade, promised)
    return acts.sign_off(case, by=place.posts["head"], on=on)


@remembered
def answered(place: Place, on: Any = ON, grade: str = "A", promised: date | None = None, **other: Any) -> Case:
    """The answer has reached each of them."""
    return answer(handling(place, on, **other), place, on, grade, promised)


@remembered
def verdict(case: Case, place: Place, n: int, result: str = "satisfied", on: Any = ON) -> Case:
    """Delegate `n` judges the present answer."""
    post = place.delegates[n]
    delivery = delivered(case, n)
    acts.judge(delivery, by=post, on=on, attitude="satisfied", result=result, comment="还有一处漏雨")
    case.refresh_from_db()
    return case


def delivered(case: Case, n: int) -> Delivery:
    """The present answer as it reached the `n`th of those who raised it."""
    return Delivery.objects.select_related(*Delivery.alongside).get(
        answer__case=case, answer__round=case.round, raiser__order=n
    )


@remembered
def judged(case: Case, place: Place, on: Any = ON) -> Case:
    """Everybody is satisfied."""
    for n in range(case.raisers.count()):
        case = verdict(case, place, n, on=on)
    return case


@remembered
def followed(place: Place, on: Any = ON, promised: date | None = date(2010, 12, 20), grade: str = "B") -> Case:
    """A planned answer, accepted by the lead, to be followed until it is done."""
    case = judged(answered(place, on, grade, promised), place, on)
    return acts.close(case, by=place.delegates[0], on=on)


def asked(case: Case, place: Place, on: Any = ON) -> Extension:
    """The station has asked for more time."""
    return acts.ask_extension(case, by=place.posts["head"], on=on, reason="等待资金")


def part(case: Case, unit: Any) -> Assignment:
    """The newest assignment of the case to a unit."""
    return Assignment.objects.select_related(*Assignment.alongside).filter(case=case, unit=unit).latest("id")


def chosen(place: Place, **values: Any) -> None:
    """The township has adopted Handling Measures of its own, in force since March."""
    adopted(place.township, "casework", "2010-03-10", **values)


def joins(post: Post, unit: Any, role: Role = Role.HANDLER) -> Post:
    """The person holds a post in a unit as well."""
    return Post.objects.create(township=unit.township, person=post.person, unit=unit, role=role, since=TODAY)


def stands_at(text: str) -> Any:
    """It is this moment from now on."""
    moment = at(text)
    now.follow(lambda: moment)
    return moment


def paper(name: str = "照片.pdf", content: bytes = b"%PDF-1.4 a page") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


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
    assert (objection.rule.key if objection.rule else "") == (f"casework.{rule}" if rule else "")
    assert everything() == before


def last(act: str) -> Entry:
    """The newest entry of an act."""
    return Entry.objects.filter(act=f"casework.{act}").latest("number")


def told(act: str, by: str = "BY", it: str = "IT") -> str:
    """What the newest entry of an act says."""
    return sentence(last(act), by=by, it=it)


def heard(act: str) -> set[Any]:
    """Who was told by the newest entry of an act."""
    return set(Notice.objects.filter(entry=last(act)).values_list("person_id", flat=True))


def people(*posts: Post) -> set[Any]:
    return {post.person_id for post in posts}
