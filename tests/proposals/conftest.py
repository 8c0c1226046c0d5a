"""What the tests of proposals share: a work plan, proposals at each stage, and refusals that leave no trace."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from changren.base.acts import Kind, Refused
from changren.base.documents.models import Attachment
from changren.base.minutes.models import Chain, Entry
from changren.base.minutes.telling import sentence
from changren.base.notices.models import Notice
from changren.casework import acts as casework
from changren.casework.models import Case, Delivery, Raiser
from changren.organisation.models import Person, Post, Role, Unit
from changren.proposals import acts
from changren.proposals.models import Activity, Plan, Proposal, Signature
from tests.remembering import remembered
from tests.world import Place, at

WATCHED = (*apps.get_app_config("proposals").get_models(), Attachment, Case, Raiser, Entry, Notice, Chain)
ON = at("2010-04-01 09:00")
CUTOFFS = {
    "opens_at": at("2010-03-02 09:00"), "forward_until": at("2010-04-05 11:00"), "sign_until": at("2010-04-10 17:30"),
}  # fmt: skip
TEXT = {
    "title": "修缮上山村办公场所", "subject": "村办公场所漏雨",
    "grounds": "三月十日实地察看。",
    "measures": "由村镇建设办公室修缮。", "field": "premises", "wanted_unit": None,
    "confidential": False, "may_publish": True,
}  # fmt: skip
REASON = {"reason": "empty", "opinion": "请补充案据"}
PDF = b"%PDF-1.4 a page"
TAGS = re.compile(r"<[^>]+>")


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
def read(browse):
    """`read(post, url)`: a page in English; 200, or another status that is asked for."""

    def reading(post, url, status=200, **headers):
        response = browse(post).get(url, headers=headers)
        assert response.status_code == status
        return response.content.decode()

    return reading


@pytest.fixture
def clerk(here):
    return here.posts["clerk"]


@pytest.fixture
def reviewer(here):
    return here.posts["reviewer"]


@pytest.fixture
def committee(here):
    return here.posts["committee"]


@pytest.fixture
def lead(here):
    """The first delegate, who leads what the tests raise."""
    return here.delegates[0]


@pytest.fixture
def plan(here) -> Plan:
    """The published work plan of the session of 20 April."""
    return planned(here, state=Plan.State.PUBLISHED)


def planned(place: Place, **other: Any) -> Plan:
    return Plan.objects.create(township=place.township, session=place.session, aims="聚焦党建", **CUTOFFS | other)


def reported(place: Place, plan: Plan, title: str = "上山村调研", **other: Any) -> Activity:
    """A research trip that can be cited."""
    given = {"state": "done", "planned_on": date(2010, 3, 10), "held_on": date(2010, 3, 10), "findings": "漏雨三处"}
    return Activity.objects.create(
        township=place.township, plan=plan, kind="research", title=title, owner=place.mandates[0], **given | other
    )


@remembered
def drafted(place: Place, n: int = 0, kind: str = "proposal", **other: Any) -> Proposal:
    """A draft of delegate `n`."""
    given = {"delegation": None} | TEXT | other
    return acts.draft(place.township, by=place.delegates[n], on=ON, kind=kind, **given)


@remembered
def collecting(place: Place, n: int = 0, signed: int = 0, invited: int = 0, **other: Any) -> Proposal:
    """A proposal of delegate `n`, put forward; the next `signed` delegates have signed, `invited` more are asked."""
    it = acts.put_forward(drafted(place, n, **other), by=place.delegates[n], on=ON)
    others = [mandate for mandate in place.mandates if mandate.pk != it.lead_id][: signed + invited]
    for m, mandate in enumerate(others):
        state = {"state": "signed", "version": 1, "settled_at": ON} if m < signed else {"state": "invited"}
        Signature.objects.update_or_create(
            proposal=it, mandate=mandate, defaults=state, create_defaults=state | {"township": place.township}
        )
    return it


@remembered
def handed_in(place: Place, n: int = 0, kind: str = "proposal", **other: Any) -> Proposal:
    """Handed in by delegate `n`; a proposal with the signatures of nine others."""
    it = collecting(place, n, signed=9, **other) if kind == "proposal" else drafted(place, n, kind, **other)
    return acts.hand_in(it, by=place.delegates[n], on=ON)


@remembered
def filed(place: Place, n: int = 0, **other: Any) -> Proposal:
    return acts.file(handed_in(place, n, **other), by=place.posts["reviewer"], on=ON, opinion="符合条件")


@remembered
def registered(place: Place, n: int = 0, **other: Any) -> Proposal:
    it = handed_in(place, n, "suggestion", **other)
    return acts.register(it, by=place.posts["clerk"], on=ON, opinion="")


@remembered
def refused_one(place: Place, n: int = 0, **other: Any) -> Proposal:
    return acts.refuse(handed_in(place, n, **other), by=place.posts["reviewer"], on=ON, **REASON)


@remembered
def downgraded(place: Place, n: int = 0, kind: str = "suggestion", **other: Any) -> Proposal:
    it = handed_in(place, n, **other)
    given = {"kind": kind, "reason": "better_as", "opinion": "宜作建议办理"}
    return acts.downgrade(it, by=place.posts["reviewer"], on=ON, **given)


@remembered
def appealed(place: Place, n: int = 0) -> Proposal:
    return acts.appeal(refused_one(place, n), by=place.delegates[n], on=ON, words="案据充分")


@remembered
def handed(it: Proposal, place: Place) -> Proposal:
    """Handed over to the station."""
    given = {"lead": place.units["station"], "assisting": []}
    return acts.hand_over(it, by=place.posts["clerk"], on=ON, **given)


@remembered
def merged(place: Place, n: int = 1, into: Proposal | None = None) -> Proposal:
    """What delegate `n` handed in, merged into another one."""
    into = into or handed_in(place)
    given = {"into": into, "opinion": "同一事项"}
    return acts.merge(handed_in(place, n), by=place.posts["reviewer"], on=ON, **given)


@remembered
def answered(it: Proposal, place: Place, grade: str = "A") -> Case:
    """The station answers what was handed over; nobody has judged yet."""
    case = casework.accept(it.case, by=place.posts["handler"], on=ON)
    for raiser in case.raisers.all():
        given = {"raiser": raiser, "how": "visit", "day": ON.date(), "note": ""}
        casework.record_contact(case, by=place.posts["handler"], on=ON, **given)
    casework.draft_answer(case, by=place.posts["handler"], on=ON, text="已安排修缮。", grade=grade, promised_by=None)
    return casework.sign_off(case, by=place.posts["head"], on=ON)


def judged(case: Case, place: Place, n: int, result: str) -> None:
    """Delegate `n` judges the answer."""
    one = Delivery.objects.get(answer__case=case, raiser__person=place.delegates[n].person_id)
    casework.judge(one, by=place.delegates[n], on=ON, attitude="satisfied", result=result, comment="")


def also(delegate: Post, role: Role, unit: Unit) -> Post:
    """Another post of a delegate."""
    return Post.objects.create(
        township=delegate.township, person=delegate.person, role=role, unit=unit, since=date(2010, 3, 1)
    )


def paper(name: str = "照片.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


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
    assert (objection.rule.key if objection.rule else "") == (f"proposals.{rule}" if rule else "")
    assert everything() == before


def last(act: str) -> Entry:
    """The newest entry of an act."""
    return Entry.objects.filter(act=f"proposals.{act}").latest("number")


def told(act: str, by: str = "BY", it: str = "IT") -> str:
    """What the newest entry of an act says."""
    return sentence(last(act), by=by, it=it)


def heard(act: str) -> set[Any]:
    """Who was told by the newest entry of an act."""
    return set(Notice.objects.filter(entry=last(act)).values_list("person_id", flat=True))


def people(*posts: Any) -> set[Any]:
    """The persons behind posts or mandates."""
    return {one.person_id for one in posts}


def words(text):
    """The words of a page, without its tags."""
    return re.sub(r"\s+", " ", unescape(TAGS.sub(" ", text)))


def address(act, it=None):
    return reverse(f"proposals:{act.verb_name}", args=[it.pk] if it else [])


def page_of(name, it):
    return reverse(f"proposals:{name}", args=[it.pk])
