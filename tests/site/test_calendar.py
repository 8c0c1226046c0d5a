"""One's dates in the telephone's calendar: those that wait, and the sessions ahead; behind a link of one's own."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from changren.base.clock.now import day_of
from changren.mandates import acts as mandates
from changren.mandates.models import Session
from changren.organisation.models import Person, Post
from changren.proposals.models import Proposal
from changren.site.calendar import token_for
from changren.site.rooms import MECHANISMS
from tests.proposals.conftest import ON, handed_in, planned

PAGE = "/calendar/"


def send(client, do):
    """Press the button of the page as it is shown."""
    seen = re.search(r'name="seen" value="(\d+)"', client.get(PAGE).content.decode())[1]
    return client.post(PAGE, {"do": do, "seen": seen})


@pytest.fixture
def made(here, browse):
    """`made(post)`: the person has made a link; the path of the feed."""

    planned(here, state="published")

    def make(post):
        client = browse(post)
        assert send(client, "make").status_code == 302
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


def test_link_stays_the_same_until_it_is_made_anew(here, time_machine):
    person = here.delegates[0].person
    time_machine.move_to("2026-01-01 01:00", tick=False)
    first = token_for(person)
    time_machine.shift(timedelta(days=400))
    assert token_for(person) == first


def test_form_that_is_sent_twice_makes_one_link(here, made, browse):
    post = here.delegates[0]
    path, client = made(post), browse(post)
    for seen in ("0", "", "x", "9" * 40):
        assert client.post(PAGE, {"do": "stop", "seen": seen}).status_code == 302
    assert Client().get(path).status_code == 200


def test_decision_about_a_person_has_no_name(here, made):
    mandate = here.mandates[3]
    mandates.propose_termination(mandate, by=here.posts["branch"], on=ON, cause="resigned", grounds="辞去职务")
    told = events(made(here.posts["committee"]))
    assert [says for _day, says, _uid in told if mandate.person.name in says] == []
    assert "决定是否终止资格" in {says for _day, says, _uid in told}


def test_feed_asks_once_for_posts_and_for_sessions_however_many_posts(here, made):
    post = here.posts["reviewer"]
    path = made(post)

    def asked():
        with CaptureQueriesContext(connection) as found:
            events(path)
        return [sum(f'FROM "{table}"' in one["sql"] for one in found)
                for table in ("organisation_post", "mandates_session")]  # fmt: skip

    few = asked()
    for unit in ("office", "station"):
        Post.objects.create(
            township=here.township, person=post.person, unit=here.units[unit], role="reviewer", since="2010-03-01"
        )
    assert asked() == few == [1, 1]


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
    send(browse(post), "stop")
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
