"""What the tests of the forum share: a forum at the meeting of 20 April 2010, at each stage of its life."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.utils import translation

from changren.base.acts import Kind, Refused
from changren.base.minutes.models import Chain, Entry
from changren.base.notices.models import Notice
from changren.congress import acts as congress
from changren.congress.models import Invitee, Meeting
from changren.forum import acts
from changren.forum.models import Contribution, Forum, Guest
from tests.rows import rows_of
from tests.world import Place, at

ON, HELD = at("2010-04-01 09:00"), at("2010-04-20 14:00")
THEME, TOPICS = "加强党的建设", ["城镇化", "新农村"]
TEXT = "建议整治上片三个村的生活污水。"
WATCHED = (*apps.get_app_config("forum").get_models(), Invitee, Entry, Notice, Chain)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in the language they are written in."""
    with translation.override("en"):
        yield


def meeting(place: Place) -> Meeting:
    """The annual meeting, as it was planned."""
    given = {"kind": "annual", "title": "年会", "place": "大会堂", "starts_at": at("2010-04-20 09:00"), "like": None}
    return congress.plan(place.session, by=place.posts["clerk"], on=ON, ends_at=at("2010-04-20 17:00"), **given)


def planned(place: Place, of: Meeting | None = None, **other: Any) -> Forum:
    given = {"meeting": of, "theme": THEME, "topics": TOPICS, "place": "大会堂", "held_at": HELD} | other
    return acts.plan(place.township, by=place.posts["clerk"], on=ON, **given)


def opened(place: Place, of: Meeting | None = None) -> Forum:
    return acts.open_forum(planned(place, of), by=place.posts["clerk"], on=ON)


def guest(forum: Forum, place: Place, name: str = "郑代表") -> Guest:
    return acts.invite_guest(forum, by=place.posts["clerk"], on=ON, name=name, capacity="deputy", body="区人大")


def said(forum: Forum, place: Place, n: int = 2, **other: Any) -> Contribution:
    """The delegate with this number has something to say or to ask."""
    given = {"kind": "question", "topic": TOPICS[1], "text": TEXT} | other
    return acts.contribute(forum, by=place.delegates[n], on=ON, **given)


def shown(forum: Forum, place: Place, n: int = 2, **other: Any) -> Contribution:
    return acts.show(said(forum, place, n, **other), by=place.posts["clerk"], on=ON)


def closed(place: Place) -> Forum:
    """It has ended; one question was shown and answered."""
    it, clerk = opened(place), place.posts["clerk"]
    acts.answer(shown(it, place), by=clerk, on=HELD, text="年内截污纳管。")
    return acts.close_forum(it, by=clerk, on=HELD)


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
    assert (objection.rule.key if objection.rule else "") == (f"forum.{rule}" if rule else "")
    assert everything() == before
