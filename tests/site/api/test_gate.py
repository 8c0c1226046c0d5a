"""What every request passes: the key, how far it reaches, how often; what every answer carries."""

from datetime import timedelta

import pytest
from django.test import Client

from changren.base.clock import now
from changren.base.clock.now import day_of
from changren.organisation import acts, keys
from changren.organisation.models import AccessKey
from tests.proposals.conftest import TEXT

BOARD = "/proposals/"


def problem(response):
    assert response.headers["Content-Type"] == "application/problem+json"
    told = response.json()
    assert told["status"] == response.status_code and told["detail"] and told["request"]
    return told


@pytest.fixture
def delegate(here):
    return here.delegates[0]


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer x", "Bearer 330302.abc.def", "Basic eA=="])
def test_without_a_key_nothing_is_told(world, shown):
    response = Client(SERVER_NAME="api.test").get(f"/api/v1{BOARD}", headers={"Authorization": shown} if shown else {})
    assert (problem(response)["status"], response.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_key_is_shown_as_a_bearer_s(delegate, program):
    one = program(delegate)
    text = keys.shown(one.key)
    shown = {f"bearer {text}": 200, f"BEARER {text}": 200, text: 401, f"Basic {text}": 401}
    asked = {each: one.client.get(f"/api/v1{BOARD}", headers={"Authorization": each}).status_code for each in shown}
    assert asked == shown


def test_cookie_of_a_browser_opens_no_data(delegate, browse):
    assert browse(delegate).get(f"/api/v1{BOARD}").status_code == 401


def test_key_of_the_same_district_with_another_signature_opens_nothing(delegate, program):
    one, other = program(delegate), program(delegate)
    head, signature = keys.shown(one.key).rpartition(".")[0], keys.shown(other.key).rpartition(".")[2]
    response = one.client.get(f"/api/v1{BOARD}", headers={"Authorization": f"Bearer {head}.{signature}"})
    assert response.status_code == 401


def test_key_opens_until_its_last_day_and_no_longer(delegate, program, on):
    one = program(delegate, until=day_of(on))
    assert one.get(BOARD).status_code == 200
    now.follow(lambda: on + timedelta(days=1))
    assert one.get(BOARD).status_code == 401


def test_ended_key_opens_nothing(delegate, program, on):
    one = program(delegate)
    assert one.get(BOARD).status_code == 200
    acts.end_key(one.key, by=delegate, on=on)
    assert one.get(BOARD).status_code == 401


def test_key_of_a_closed_account_opens_nothing(delegate, here, program, on):
    one = program(delegate)
    acts.close_account(delegate.person, by=here.posts["clerk"], on=on)
    assert one.get(BOARD).status_code == 401
    acts.open_account(delegate.person, by=here.posts["clerk"], on=on)
    assert one.get(BOARD).status_code == 401  # it was ended, not suspended


def test_new_first_password_ends_the_keys(delegate, here, program, on):
    one = program(delegate)
    acts.reset_password(delegate.person, by=here.posts["clerk"], on=on, first_password="k7mq-22xx")
    assert one.get(BOARD).status_code == 401


def test_key_whose_person_must_choose_a_password_is_told_so(delegate, program):
    one = program(delegate)
    type(delegate.person).objects.filter(pk=delegate.person_id).update(must_choose_password=True)
    assert "password" in problem(one.get(BOARD))["detail"]


def test_key_of_an_ended_post_is_told_so(here, program, on):
    handler = here.posts["handler"]
    one = program(handler)
    acts.relieve(handler, by=here.posts["clerk"], on=on, until=day_of(on))
    assert one.get(BOARD).status_code == 403


def test_key_that_only_reads_cannot_act(delegate, program):
    one = program(delegate, scope="read")
    assert one.get("/proposals/draft/").status_code == 200
    assert problem(one.do("/proposals/draft/", kind="suggestion", **TEXT))["status"] == 403


def test_key_acts_in_the_rooms_it_was_made_for(delegate, program):
    elsewhere, here = program(delegate, rooms=["casework"]), program(delegate, rooms=["proposals", "casework"])
    given = {"kind": "suggestion", **TEXT}
    assert [one.do("/proposals/draft/", **given).status_code for one in (elsewhere, here)] == [403, 201]


def test_too_many_requests_are_told_when_to_come_again(delegate, program, settings):
    settings.WORKERS = 1
    one = program(delegate, per_minute=3)
    assert [one.get(BOARD).status_code for _ in range(3)] == [200] * 3
    response = one.get(BOARD)
    assert problem(response)["status"] == 429
    assert 0 < int(response.headers["Retry-After"]) <= 60
    assert program(delegate).get(BOARD).status_code == 200  # another key


def test_requests_are_counted_by_the_minute_and_shared_among_processes(delegate, program, settings, on):
    settings.WORKERS = 2
    one = program(delegate, per_minute=3)
    assert [one.get(BOARD).status_code for _ in range(3)] == [200, 200, 429]
    now.follow(lambda: on + timedelta(minutes=1))
    assert one.get(BOARD).status_code == 200


@pytest.mark.parametrize("method", ["put", "patch", "delete", "post"])
def test_pages_are_only_read(delegate, program, method):
    response = getattr(program(delegate).client, method)(f"/api/v1{BOARD}", headers=program(delegate).shown)
    assert (problem(response)["status"], response.headers["Allow"]) == (405, "GET, HEAD")


def test_what_is_not_there_is_a_problem_too(delegate, program):
    assert problem(program(delegate).get("/nothing/"))["status"] == 404
    assert problem(program(delegate).get(f"/proposals/{delegate.pk}/"))["status"] == 404


def test_same_answer_is_not_sent_twice(delegate, program):
    one = program(delegate)
    first = one.get(BOARD)
    again = one.get(BOARD, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert one.do("/proposals/draft/", kind="suggestion", **TEXT).status_code == 201
    assert one.get(BOARD, **{"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_answers_are_for_nobody_elses_cache(delegate, program):
    headers = program(delegate).get(BOARD).headers
    assert headers["Cache-Control"] == "private, no-cache"
    assert {"Authorization", "Accept-Language"} <= set(headers["Vary"].split(", "))


@pytest.mark.parametrize(("asked", "language"), [("zh-CN,zh;q=0.9", "zh-hans"), ("en-GB", "en"), ("fr", "zh-hans")])
def test_sentences_come_in_the_language_asked_for(delegate, program, asked, language):
    response = program(delegate).get("/proposals/draft/", **{"Accept-Language": asked})
    assert response.headers["Content-Language"] == language
    assert response.json()["says"] == {"zh-hans": "提出提案或意见建议", "en": "Raise a matter"}[language]


def test_day_of_last_use_is_kept_once_a_day(delegate, program, django_assert_num_queries, on):
    one = program(delegate)
    one.get(BOARD)
    assert AccessKey.objects.get(pk=one.key.pk).used_on == day_of(on)
    with django_assert_num_queries(1):  # the key with person and post; the list is remembered
        one.get(BOARD)
