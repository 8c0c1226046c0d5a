"""What an act asks several times, the database is asked once; and what it was told ends with it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from changren.base.acts.asked import asked_once, asking_once
from changren.proposals import acts
from tests.proposals.conftest import ON, TEXT, planned


@pytest.fixture
def counted():
    """A question that counts how often it was really asked."""

    @asked_once
    def question(*given):
        question.times += 1
        return given, question.times

    question.times = 0
    return question


def test_question_is_asked_once_while_an_act_is_under_way(counted):
    with asking_once():
        assert [counted("a"), counted("a"), counted("b")] == [(("a",), 1), (("a",), 1), (("b",), 2)]


def test_answer_of_nothing_is_kept_too():
    asked = []
    nothing = asked_once(lambda: asked.append(1))
    with asking_once():
        nothing()
        nothing()
    assert asked == [1]


def test_next_act_asks_anew(counted):
    for times in (1, 2):
        with asking_once():
            assert counted()[1] == times


def test_inner_act_asks_for_itself_and_the_outer_one_goes_on(counted):
    with asking_once():
        outer = counted()
        with asking_once():
            assert counted() != outer
        assert counted() == outer


def test_without_an_act_every_question_is_asked(counted):
    assert (counted()[1], counted()[1]) == (1, 2)


def test_act_asks_for_mandate_and_plan_once(here):
    planned(here, state="published")
    given = TEXT | {"kind": "proposal", "delegation": None}
    with CaptureQueriesContext(connection) as asked:
        acts.draft(here.township, by=here.delegates[0], on=ON, **given)
    tables = [re.findall(r'^SELECT .*? FROM "(\w+)"', one["sql"]) for one in asked]
    assert [tables.count([name]) for name in ("mandates_mandate", "proposals_plan")] == [1, 1]
