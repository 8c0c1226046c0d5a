"""What the tests of evaluations share: an evaluation at each stage of its life, and refusals that leave no trace.

An evaluation here is of two persons, the first two delegates, unless another form is asked for. The reviewer leads the
watch, a member of the discipline committee and the head of the station watch, the handler counts. So twelve delegates
may take part; eleven forms come back, one of them invalid.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.utils import translation

from changren.base.acts import Kind, Refused
from changren.base.documents.models import Attachment
from changren.base.minutes.models import Chain, Entry
from changren.base.minutes.telling import sentence
from changren.base.notices.models import Notice
from changren.evaluation import acts
from changren.evaluation.models import Count, Evaluation, Rater, Subject
from changren.organisation.models import Person, Post
from tests.remembering import remembered
from tests.rows import rows_of
from tests.rulebook.versions import adopted as chosen_in
from tests.world import Place, at

ON = at("2010-04-01 09:00")
TODAY = date(2010, 4, 1)
WATCHED = (*apps.get_app_config("evaluation").get_models(), Attachment, Entry, Notice, Chain)
TITLE = "2010年度民主测评"
WORK, INTEGRITY = [3, 4, 2, 1], [6, 3, 1, 0]  # marks on ten valid forms
BAD = [1, 2, 3, 4]  # of which four say unfit
RETURNED = {"issued": 12, "collected": 11, "valid": 10, "invalid": 1}


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
def committee(here):
    return here.posts["committee"]


@pytest.fixture
def chief(here):
    return here.posts["reviewer"]


def chosen(place: Place, **values: Any) -> None:
    """The township has adopted Evaluation Measures of its own, in force since March."""
    chosen_in(place.township, "evaluation", "2010-03-10", **values)


def drafted(place: Place, kind: str = "person", **other: Any) -> Evaluation:
    """A draft with nobody on its form yet."""
    given = {"kind": kind, "means": "paper", "title": TITLE, "session": None, "most": 1} | other
    return acts.draft(place.township, by=place.posts["clerk"], on=ON, **given)


def put(evaluation: Evaluation, place: Place, **given: Any) -> Subject:
    """Put a body, a person or a name on the form."""
    given = {"unit": None, "person": None, "name": "", "office": ""} | given
    return acts.add_subject(evaluation, by=place.posts["clerk"], on=ON, **given)


@remembered
def formed(place: Place, kind: str = "person", **other: Any) -> Evaluation:
    """A draft with its form and those who watch."""
    it = drafted(place, kind, **other)
    for subject in on_form(place, kind):
        put(it, place, **subject)
    for post, task in (("reviewer", "chief"), ("discipline", "scrutineer"), ("head", "scrutineer"),
                       ("handler", "counter")):  # fmt: skip
        person = place.posts[post].person
        acts.name_scrutineer(it, by=place.posts["clerk"], on=ON, person=person, task=task)
    return it


def on_form(place: Place, kind: str) -> list[dict[str, Any]]:
    """Who is on the form of an evaluation of this kind."""
    if kind == "body":
        return [{"unit": place.units["committee"]}, {"unit": place.units["office"]}]
    if kind == "satisfaction":
        return [{"name": "村级道路"}, {"name": "饮用水"}]
    return [{"person": post.person} for post in place.delegates[: {"recommendation": 3}.get(kind, 2)]]


@remembered
def adopted(place: Place, kind: str = "person", **other: Any) -> Evaluation:
    """The form is adopted: by the committee, or by the district where it is about the committee."""
    it = formed(place, kind, **other)
    return acts.adopt(it, by=place.posts["district" if kind == "body" else "committee"], on=ON)


@remembered
def ready(place: Place, kind: str = "person", **other: Any) -> Evaluation:
    """Who takes part is fixed."""
    return acts.fix_electorate(adopted(place, kind, **other), by=place.posts["clerk"], on=ON)


@remembered
def opened(place: Place, kind: str = "person", handed: int | None = None, **other: Any) -> Evaluation:
    """Forms are handed out to all (or to the first so many), and it is open."""
    it = ready(place, kind, **other)
    raters = list(Rater.objects.filter(evaluation=it))[:handed]
    it = acts.hand_out(it, by=place.posts["clerk"], on=ON, raters=raters)
    return acts.open_evaluation(it, by=place.posts["clerk"], on=ON)


@remembered
def closed(place: Place, kind: str = "person", **other: Any) -> Evaluation:
    return acts.close_evaluation(opened(place, kind, **other), by=place.posts["clerk"], on=ON)


def marks(evaluation: Evaluation, first: list[int] = WORK) -> list[list[int]]:
    """Ten valid forms: of persons work and integrity, the first subject's work as given."""
    rows = [WORK if question["about"] == "work" else INTEGRITY for question in evaluation.questions]
    return [first, *rows[1:]]


def entered(evaluation: Evaluation, by: Post, group: str = "全体", **given: Any) -> Count:
    """Somebody enters a count; what is not given is as everybody counted."""
    counted = {**RETURNED, "numbers": marks(evaluation), "group": group} | given
    return acts.enter_count(evaluation, by=by, on=ON, **counted)


@remembered
def counted(place: Place, first: list[int] = WORK, **given: Any) -> Evaluation:
    """Both entries are there, and agree."""
    it = closed(place, **{name: given.pop(name) for name in ("kind", "handed") if name in given})
    given.setdefault("numbers", marks(it, first))
    for name in ("clerk", "handler"):
        entered(it, place.posts[name], **given)
    return it


@remembered
def resulted(place: Place, first: list[int] = WORK, **given: Any) -> Evaluation:
    return acts.draw_up(counted(place, first, **given), by=place.posts["clerk"], on=ON)


@remembered
def signed(place: Place, first: list[int] = WORK, **given: Any) -> Evaluation:
    return acts.sign_result(resulted(place, first, **given), by=place.posts["reviewer"], on=ON)


@remembered
def reported(place: Place, first: list[int] = WORK, **given: Any) -> Evaluation:
    return acts.report_result(signed(place, first, **given), by=place.posts["clerk"], on=ON)


@remembered
def followed(place: Place, first: list[int] = WORK, **given: Any) -> Evaluation:
    return acts.give_feedback(reported(place, first, **given), by=place.posts["clerk"], on=ON)


def subject_of(evaluation: Evaluation, n: int = 0) -> Subject:
    """The `n`th on the form, with what its model wants alongside."""
    return Subject.objects.select_related(*Subject.alongside).filter(evaluation=evaluation).order_by("order")[n]


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
    assert (objection.rule.key if objection.rule else "") == (f"evaluation.{rule}" if rule else "")
    assert everything() == before


def last(act: str) -> Entry:
    """The newest entry of an act."""
    return Entry.objects.filter(act=f"evaluation.{act}").latest("number")


def told(act: str, by: str = "BY", it: str = "IT") -> str:
    """What the newest entry of an act says."""
    return sentence(last(act), by=by, it=it)


def heard(act: str) -> set[Any]:
    """Who was told by the newest entry of an act."""
    return set(Notice.objects.filter(entry=last(act)).values_list("person_id", flat=True))


def people(*posts: Post) -> set[Any]:
    return {post.person_id for post in posts}
