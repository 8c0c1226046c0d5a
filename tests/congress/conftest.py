"""What the tests of meetings share: one township with a meeting at each stage, laid once for the tests of a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from changren.base.acts import Kind, Refused
from changren.base.clock import now
from changren.base.tenancy.scope import within_district
from changren.congress import acts
from changren.congress.models import Invitee, Meeting, Paper
from changren.mandates.models import Session
from changren.organisation.models import Person
from changren.rulebook.rules import versions_of
from tests.conftest import HERE
from tests.world import Place, World, at, build

ON, DAY = at("2010-04-01 09:00"), at("2010-04-20 09:00")
GIVEN = {"kind": "annual", "title": "年会", "place": "大会堂", "like": None, "starts_at": at("2010-04-20 09:00"),
         "ends_at": at("2010-04-20 17:00")}  # fmt: skip


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in the language they are written in."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Uploads of a test go with it."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(scope="module")
def laid(kept) -> World:
    """The district with a planned meeting in its first township; each test goes on from there, and back."""
    now.follow(lambda: ON)
    with within_district(HERE), translation.override("en"):
        world = build(HERE)
        Person.objects.update(language="en")
        planned(world.here)
    now.follow(None)
    return world


@pytest.fixture
def world(laid, db, on):
    versions_of.cache_clear()  # what another test has chosen was taken back
    with within_district(HERE):
        yield laid


@pytest.fixture
def clerk(here):
    return here.posts["clerk"]


@pytest.fixture
def it(world) -> Meeting:
    """The planned meeting."""
    return fresh()


def fresh() -> Meeting:
    return Meeting.objects.select_related(*Meeting.alongside).order_by("id").first()


def planned(place: Place, **other: Any) -> Meeting:
    session = Session.objects.select_related("term", "township").get(pk=place.session.pk)
    return acts.plan(session, by=place.posts["clerk"], on=ON, **GIVEN | other)


def approved(place: Place, it: Meeting) -> Meeting:
    return acts.approve(it, by=place.posts["district"], on=ON)


def convened(place: Place, it: Meeting) -> Meeting:
    return acts.convene(approved(place, it), by=place.posts["clerk"], on=ON, notice="请出席。")


def prepared(place: Place, it: Meeting) -> Meeting:
    it, clerk = convened(place, it), place.posts["clerk"]
    for paper in Paper.objects.filter(meeting=it):
        acts.file_paper(paper, by=clerk, on=ON, file=file())
    people = [post.person for post in place.delegates]
    for office, whom in (("presidium", people[:2]), ("secretary", people[2:3])):
        it = acts.name_officers(it, by=clerk, on=ON, office=office, people=whom)
    return acts.prepare(it, by=clerk, on=ON)


def opened(place: Place, it: Meeting) -> Meeting:
    return acts.open_meeting(prepared(place, it), by=place.posts["clerk"], on=DAY)


def closed(place: Place, it: Meeting) -> Meeting:
    return acts.close_meeting(opened(place, it), by=place.posts["clerk"], on=DAY)


def resolved(place: Place, it: Meeting, **other: Any) -> Any:
    """A resolution, drafted, with the station responsible."""
    given = {
        "title": "决议",
        "text": "修路",
        "item": None,
        "unit": place.units["station"],
        "due_on": date(2010, 12, 31),
    }
    return acts.draft_resolution(it, by=place.posts["clerk"], on=DAY, **given | other)


def file(name: str = "报告.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4 report")


def line(it: Meeting, post: Any) -> Invitee:
    return Invitee.objects.select_related(*Invitee.alongside).get(meeting=it, person=post.person_id)


@contextmanager
def refused(says: str, rule: str = "", kind: Kind = Kind.WHEN) -> Iterator[None]:
    """The block is refused with this sentence, of this kind, resting on this provision."""
    with pytest.raises(Refused) as no:
        yield
    objection = no.value.objection
    assert (str(objection), objection.rule.key if objection.rule else "", objection.kind) == (says, rule, kind)
