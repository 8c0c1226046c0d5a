"""Who is alike is shown one list; and nobody one that is not theirs, or that is over."""

import importlib
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from changren.base.clock import now
from changren.base.tenancy.written import written_once
from changren.organisation.models import Person
from changren.proposals import queries
from tests.proposals.conftest import ON, drafted, handed_in

BOARD = "/proposals/"
board = importlib.import_module("changren.proposals.queries.board")  # the name is that of its function as well

pytestmark = pytest.mark.usefixtures("readers", "plan")


@pytest.fixture(autouse=True)
def nothing_remembered():
    caches["parts"].clear()


@pytest.fixture
def asked(browse):
    """`asked(post)`: the text of the board, and how many questions it took."""
    clients = {}

    def ask(post, url=BOARD, **headers):
        client = clients.setdefault(post.pk, browse(post))
        with CaptureQueriesContext(connection) as questions:
            text = client.get(url, headers=headers).content.decode()
        return text, len(questions)

    return ask


def test_second_of_those_who_are_alike_is_shown_what_the_first_was(here, asked):
    it = handed_in(here)
    first, second = asked(here.delegates[-1]), asked(here.delegates[-2])
    assert [str(it) in text for text, _questions in (first, second)] == [True, True]
    assert second[1] == first[1] - 2  # the rows, the plans


def test_act_is_seen_at_once(here, asked):
    before, _questions = asked(here.delegates[-1])
    it = handed_in(here)
    assert [str(it) in text for text in (before, asked(here.delegates[-1])[0])] == [False, True]


def test_own_draft_is_shown_to_its_lead_alone(here, asked):
    it = drafted(here)
    texts = [asked(post)[0] for post in (here.delegates[0], here.delegates[-1], here.posts["clerk"])]
    assert [it.title in text for text in texts] == [True, False, False]


def test_confidential_one_is_shown_to_its_lead_and_the_office(here, asked):
    it = handed_in(here, confidential=True)
    posts = here.delegates[0], here.delegates[-1], here.posts["clerk"]
    assert [it.title in asked(post)[0] for post in posts] == [True, False, True]


def test_each_township_is_shown_its_own(here, there, asked):
    it = handed_in(here)
    assert [it.title in asked(post)[0] for post in (here.delegates[-1], there.delegates[-1])] == [True, False]


def test_one_s_own_are_remembered_for_nobody_else(here, asked):
    it = handed_in(here)
    texts = [asked(post, f"{BOARD}?mine=1")[0] for post in (here.delegates[0], here.delegates[-1])]
    assert [str(it) in text for text in texts] == [True, False]


def test_each_reads_it_in_their_language(here, asked):
    handed_in(here)
    Person.objects.filter(pk=here.delegates[-1].person_id).update(language="zh-hans")
    texts = [asked(post)[0] for post in (here.delegates[-2], here.delegates[-1])]
    assert [(">Proposal<" in text, ">提案<" in text) for text in texts] == [(True, False), (False, True)]


def test_next_minute_is_worked_out_anew(here, asked):
    _text, first = asked(here.delegates[-1])
    now.follow(lambda: ON + timedelta(minutes=1))
    assert asked(here.delegates[-1])[1] == first


def test_page_that_asks_by_itself_is_sent_the_part_alone(here, asked):
    it = handed_in(here)
    text, _questions = asked(here.delegates[-1], **{"HX-Request": "true"})
    assert (str(it) in text, "<html" in text) == (True, False)


def test_alike_are_delegates_of_a_township_who_may_open_the_same(here, there):
    plain = [queries.reads_alike(post, {}) for post in (*here.delegates[-2:], there.delegates[-1], here.posts["clerk"])]
    assert len(set(plain)) == 3
    drafted(here)
    assert queries.reads_alike(here.delegates[0], {}) != queries.reads_alike(here.delegates[-1], {})


@pytest.mark.parametrize("more", [0, 1])
def test_first_page_is_that_of_the_whole_list_and_knows_whether_there_is_more(here, monkeypatch, more):
    monkeypatch.setattr(board, "PAGE", 3)
    monkeypatch.setattr(board, "_newest", written_once(board._newest.__wrapped__))
    made = [handed_in(here, n, "suggestion") for n in range(3 + more)]
    for post in (here.delegates[9], here.delegates[0], here.posts["clerk"]):
        found = queries.board(post, {})
        assert [one.pk for one in found.first] == [one.pk for one in found.rows[:4]]
        assert len(found.first) == len(made)
