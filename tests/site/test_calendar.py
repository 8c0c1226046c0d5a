"""One's dates in the telephone's calendar: those that wait, and the sessions ahead; behind a link of one's own."""

from datetime import date, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from changren.base.clock.now import day_of
from changren.mandates.models import Session
from changren.organisation.models import Person
from changren.proposals.models import Proposal
from changren.site.calendar import token_for
from changren.site.rooms import MECHANISMS
from tests.proposals.conftest import ON, handed_in, planned

PAGE = "/calendar/"


@pytest.fixture
def made(here, browse):
    """`made(post)`: the person has made a link; the path of the feed."""

    planned(here, state="published")

    def make(post):
        client = browse(post)
        assert client.post(PAGE, {"do": "make"}).status_code == 302
        person = Person.objects.get(pk=post.person_id)
        path = f"/calendar/{token_for(person)}.ics"
        assert f"http://testserver{path}" in client.get(PAGE).content.decode()
        return path

    return make


def events(path):
    """Day and words of each event, as a telephone reads them."""
    response = Client().get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    found = Calendar.from_ical(response.content)
    return {(one.decoded("dtstart"), str(one["summary"]), str(one["uid"])) for one in found.walk("VEVENT")}


def test_feed_has_what_waits_and_the_sessions_ahead(here, made):
    handed_in(here)
    path = made(here.posts["reviewer"])
    person = Person.objects.get(pk=here.posts["reviewer"].person_id)
    lines = [line for room in MECHANISMS for line in room.waiting_for(person) if line.due]
    ahead = Session.objects.filter(township=here.township, state="planned", planned_on__gte=day_of(ON))
    told = events(path)
    assert {day for day, _says, _uid in told} == {line.due for line in lines} | {one.planned_on for one in ahead}
    assert len(told) == len(lines) + len(ahead) >= 1


def test_day_that_moves_keeps_its_key(here, made):
    handed_in(here)
    path = made(here.posts["reviewer"])
    before = {uid: day for day, _says, uid in events(path)}
    Proposal.objects.update(review_by=date(2010, 7, 1))
    after = {uid: day for day, _says, uid in events(path)}
    assert before.keys() == after.keys()
    assert (date(2010, 7, 1) in after.values(), before != after) == (True, True)


def test_confidential_matter_has_no_title(here, made):
    it = handed_in(here, confidential=True)
    said = " ".join(says for _day, says, _uid in events(made(here.posts["reviewer"])))
    assert (it.title in said, "保密事项" in said) == (False, True)


def test_link_that_was_changed_or_switched_off_opens_nothing(here, made, browse):
    post = here.delegates[0]
    first, second = made(post), made(post)
    assert [Client().get(path).status_code for path in (first, second)] == [404, 200]
    browse(post).post(PAGE, {"do": "stop"})
    assert Client().get(second).status_code == 404
    third = made(post)
    assert [Client().get(path).status_code for path in (first, second, third)] == [404, 404, 200]
    Person.objects.filter(pk=post.person_id).update(is_open=False)
    assert Client().get(third).status_code == 404


@pytest.mark.parametrize("token", ["x", "a:b:c", "WzFd:x:y", "%00"])
def test_token_that_is_none_opens_nothing(world, token):
    assert Client().get(f"/calendar/{token}.ics").status_code == 404


def test_nobody_has_a_link_who_made_none(here, browse):
    client = browse(here.delegates[0])
    assert "生成链接" in client.get(PAGE).content.decode()
    person = Person.objects.get(pk=here.delegates[0].person_id)
    assert Client().get(f"/calendar/{token_for(person)}.ics").status_code == 404
    assert client.post(PAGE, {"do": "else"}).status_code == 200
    assert Person.objects.get(pk=person.pk).calendar == 0


def test_sessions_of_other_townships_are_not_in_it(here, there, made):
    Session.objects.filter(township=there.township).update(state="planned", planned_on=day_of(ON) + timedelta(days=30))
    uids = {uid for _day, _says, uid in events(made(here.delegates[0]))}
    others = Session.objects.filter(township=there.township)
    assert {f"{one.pk}@changren" for one in others} & uids == set()
