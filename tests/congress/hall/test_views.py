"""The pages of the hall, and what signed links open and send."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing
from django.core.cache import caches
from django.urls import reverse

from changren.congress.acts import hall as acts
from changren.congress.hall import links
from changren.congress.models import Cast, Item, Passage, Vote
from changren.congress.queries import hall
from tests.congress.hall import scene
from tests.congress.hall.scene import ON
from tests.congress.hall.test_voting import opened


@pytest.fixture(autouse=True)
def nothing_is_remembered():
    caches["parts"].clear()


def address(name, it, kind, word=""):
    return reverse(f"congress:{name}", args=[kind.to(it, word)])


def sent(client, url, told):
    return client.post(url, json.dumps(told), content_type="application/json")


def test_console_leads_through_the_script(here, meeting, clerk, browse):
    client, page = browse(clerk), reverse("congress:console", args=[meeting.pk])
    scene.arrived(meeting, 10)
    for item in Item.objects.filter(meeting=meeting).order_by("order"):
        shown = hall.console(meeting, _acts(), by=clerk, on=ON)
        assert (shown.following.label, shown.following.given) == (item.title, {"item": str(item.pk)})
        done = client.post(shown.following.do.url, shown.following.given)
        assert (done.status_code, done.headers["Location"]) == (302, page)
    vote = acts.prepare_vote(meeting, by=clerk, on=ON, questions=["决议"], item=None, means="phone",
                             majority="resolution", by_hand=[])  # fmt: skip
    for name in ("open_vote", "close_vote", "declare"):
        shown = hall.console(meeting, _acts(), by=clerk, on=ON)
        assert shown.following.do.act.verb_name == name
        assert client.post(shown.following.do.url).headers["Location"] == page
    assert Vote.objects.get(pk=vote.pk).state == "declared"
    last = hall.console(meeting, _acts(), by=clerk, on=ON)
    assert [one.state for one in last.steps] == ["done"] * 5 + ["now", "next"]
    assert last.following.do.act.verb_name == "close_meeting"
    assert client.get(page).status_code == 200


def _acts():
    from changren.congress.hall.views import ACTS

    return ACTS


def test_console_says_why_a_vote_cannot_be_opened(meeting, clerk, browse):
    acts.prepare_vote(meeting, by=clerk, on=ON, questions=["决议"], item=None, means="phone", majority="resolution",
                      by_hand=[])  # fmt: skip
    page = browse(clerk).get(reverse("congress:console", args=[meeting.pk])).content.decode()
    assert "0 of 14 delegates are present; more than 1/2 is needed." in page


def test_pages_are_for_whom_they_are(here, there, world, meeting, browse):
    posts = {"clerk": here.posts["clerk"], "secretary": here.posts["reviewer"], "delegate": here.delegates[0],
             "stranger": there.delegates[0], "their clerk": there.posts["clerk"]}  # fmt: skip
    answers = {}
    for who, post in posts.items():
        client = browse(post)
        answers[who] = [
            client.get(reverse(f"congress:{name}", args=[meeting.pk])).status_code
            for name in ("console", "attendance", "floor")
        ]
    assert answers == {"clerk": [200] * 3, "secretary": [200] * 3, "delegate": [403, 403, 200],
                       "stranger": [404] * 3, "their clerk": [404] * 3}  # fmt: skip


@pytest.mark.parametrize(("name", "most"), [("console", 22), ("attendance", 16), ("floor", 26)])
def test_pages_ask_the_same_number_of_questions_however_many_are_there(here, meeting, browse, name, most,
                                                                       django_assert_max_num_queries):  # fmt: skip
    client, page = browse(here.posts["clerk"]), reverse(f"congress:{name}", args=[meeting.pk])
    counts = []
    client.get(page)
    for n in (1, 12):
        Passage.objects.all().delete()
        scene.arrived(meeting, n)
        with django_assert_max_num_queries(most) as asked:
            client.get(page)
        counts.append(len(asked.captured_queries))
    assert counts[0] == counts[1]


def test_desk_lets_in_once_whatever_is_sent_again(meeting, client):
    people, key = scene.invitees(meeting), str(uuid4())
    url = address("pass", meeting, links.DESK, "3")
    batch = [
        {"who": people[0].code, "way": "in", "key": key, "waited": 90},
        {"who": str(people[1].pk), "way": "in", "key": str(uuid4())},
        {"who": "unknown", "way": "in", "key": str(uuid4())},
        {"who": people[2].code, "way": "in", "key": "no key"},
    ]
    first, again = sent(client, url, {"passages": batch}).json(), sent(client, url, {"passages": batch}).json()
    assert [one.get("new") for one in first["done"]] == [True, True, None, None]
    assert [one.get("new") for one in again["done"]] == [False, False, None, None]
    assert first["done"][2]["refused"] == "此证件不在本次会议名单上。"
    assert hall.counted(meeting.pk) == {"delegate": 2, "attending": 0, "observer": 0, "guest": 0}
    passage = Passage.objects.get(invitee=people[0])
    assert (passage.desk, passage.at, str(passage.key)) == ("3", ON_NOW - timedelta(seconds=90), key)


ON_NOW = scene.at("2010-04-01 09:00")  # what the clock says in these tests


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"passages": 1}', '{"passages": [1, null]}', "\ud83d"])
def test_desk_takes_no_rubbish(meeting, client, body):
    url = address("pass", meeting, links.DESK, "1")
    answer = client.post(url, body.encode("utf-8", "surrogatepass"), content_type="application/json")
    assert (answer.status_code, Passage.objects.count()) == (200 if "null" in body else 400, 0)


def test_desk_says_that_it_is_closed(meeting, clerk, client):
    acts.close_desks(meeting, by=clerk, on=ON)
    batch = [{"who": scene.invitees(meeting)[0].code, "way": "in", "key": str(uuid4())}]
    (done,) = sent(client, address("pass", meeting, links.DESK, "1"), {"passages": batch}).json()["done"]
    assert (done["refused"], done["closed"]) == ("签到已关闭。", True)


def test_desk_knows_names_by_sound(meeting, client):
    people = client.get(address("names", meeting, links.DESK, "1")).json()["people"]
    assert len(people) == 17
    assert {"id", "code", "name", "sounds", "seat", "number", "group", "standing", "in"} == people[0].keys()
    assert (people[0]["number"], people[0]["in"]) == (1, False)


def test_link_of_one_kind_opens_nothing_of_another(meeting, client):
    kinds = {"screen": links.SCREEN, "desk": links.DESK, "press": links.PHONE}
    wrong = [(name, other) for name in kinds for other in kinds if name != other]
    statuses = [client.post(address(name, meeting, kinds[other])).status_code for name, other in wrong]
    assert statuses == [404] * 6
    forged = signing.dumps([meeting.district_id, str(meeting.pk), ""], salt="congress.other")
    assert client.get(reverse("congress:screen", args=[forged])).status_code == 404


def test_screen_shows_the_vote_and_its_result_once_it_is_declared(meeting, clerk, client):
    vote, people = opened(meeting, clerk)
    ticket = {one.pk: address("press", one, links.PHONE, "en") for one in people}
    taken = [sent(client, ticket[one.pk], {"vote": str(vote.pk), "answer": "for", "key": str(uuid4())})
             for one in people[:6]]  # fmt: skip
    assert [(one.status_code, one.json()) for one in taken] == [(200, {"taken": True})] * 6
    no = sent(client, ticket[people[0].pk], {"vote": str(vote.pk), "answer": "against", "key": str(uuid4())})
    assert (no.status_code, no.json()) == (409, {"refused": "You have voted. A vote cannot be changed."})
    now = address("now", meeting, links.SCREEN, "en")
    pages = [client.get(now, {"n": "1"}).content.decode()]
    acts.close_vote(vote, by=clerk, on=ON)
    pages.append(client.get(now, {"n": "2"}).content.decode())
    acts.declare(vote, by=clerk, on=ON)
    pages.append(client.get(now, {"n": "3"}).content.decode())
    formula = "6 in favour ÷ 10 delegates present = 60.00%"
    assert [formula in page for page in pages] == [False, False, True]
    assert not any(one.name in page for page in pages for one in people)
    assert Cast.objects.filter(vote=vote).count() == 6


def test_picture_is_drawn_once_for_all_who_ask(meeting, client, django_assert_num_queries):
    now = address("now", meeting, links.SCREEN)
    client.get(now, {"n": "7"})
    with django_assert_num_queries(0):
        assert client.get(now, {"n": "7"}).status_code == 200


def test_delegate_lets_themselves_in_by_the_code_on_the_screen(here, meeting, browse):
    client, code = browse(here.delegates[2]), address("here", meeting, links.HERE)
    ticket = re.search(r'name="ticket" value="([^"]+)"', client.get(code).content.decode())[1]
    for _twice in range(2):
        client.post(code, {"ticket": ticket})
    passage = Passage.objects.get()
    assert (passage.invitee.person_id, passage.desk, passage.way) == (here.delegates[2].person_id, "self", "in")
    other = browse(here.delegates[3])
    other.post(code, {"ticket": ticket})  # somebody else's
    old = other.get(reverse("congress:here", args=["WzEsIngiXQ:1:x"])).content.decode()
    assert "This code is no longer good. Scan the one that is on the screen now." in old
    assert Passage.objects.count() == 1


def test_code_is_a_picture(meeting, client):
    answer = client.get(address("code", meeting, links.SCREEN))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
