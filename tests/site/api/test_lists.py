"""Lists, part by part, and pages as data."""

import pytest

from changren.base.clock import now
from changren.base.jobs import ask
from changren.base.jobs.models import Job
from changren.casework.models import Case
from changren.mandates.models import Mandate
from changren.organisation.models import Person
from changren.proposals import acts
from changren.proposals.models import Proposal
from changren.site.backup.jobs import back_up
from tests.proposals.conftest import TEXT


@pytest.fixture
def one(here, program):
    return program(here.delegates[0])


def raised(one, n, **given):
    given = {"kind": "suggestion", "delegation": None, **TEXT} | given
    return [acts.draft(one.post.township, by=one.post, on=now.now(), **given) for _ in range(n)]


def followed(one, path):
    """The ids of a list, by the addresses that it gives."""
    ids = []
    while path:
        told = one.get(path.removeprefix("/api/v1")).json()
        ids += [item["id"] for item in told["items"]]
        path = told["next"]
    return ids


@pytest.mark.parametrize("limit", [1, 2, 5, 6, 200])
def test_list_comes_whole_newest_first(one, limit):
    made = [str(it.pk) for it in raised(one, 5)]
    assert followed(one, f"/proposals/?limit={limit}") == made[::-1]


def test_what_is_added_meanwhile_moves_nothing(one):
    made = [str(it.pk) for it in raised(one, 4)]
    first = one.get("/proposals/?limit=2").json()
    raised(one, 1)
    assert followed(one, first["next"]) == made[1::-1]


def test_filters_hold_on_every_part(one):
    raised(one, 3)
    other = [str(it.pk) for it in raised(one, 3, field="safety")]
    assert followed(one, "/proposals/?field=safety&limit=2") == other[::-1]


@pytest.mark.parametrize("asked", ["limit=0", "limit=201", "limit=x", "limit=-1", "limit=1e1", "limit=", "after=x"])
def test_limit_or_place_that_is_none_is_said(one, asked):
    assert one.get(f"/proposals/?{asked}").status_code == 400


def test_list_costs_the_same_for_few_and_for_many(one, django_assert_num_queries):
    raised(one, 3)
    one.get("/proposals/?field=safety")
    for _ in range(2):
        with django_assert_num_queries(2):
            one.get("/proposals/")
        with django_assert_num_queries(1):  # the key; what has not changed is remembered
            one.get("/proposals/")
        raised(one, 10)


def test_list_is_remembered_until_the_next_act_and_for_nobody_else(here, program, one):
    other = program(here.delegates[1])
    assert [len(they.get("/proposals/").json()["items"]) for they in (one, other)] == [0, 0]
    (draft,) = raised(one, 1)
    assert [len(they.get("/proposals/").json()["items"]) for they in (one, other)] == [1, 0]
    acts.withdraw(draft, by=one.post, on=now.now(), opinion="重复")
    assert one.get("/proposals/").json()["items"][0]["state"]["is"] == "withdrawn"
    assert one.get("/proposals/", **{"Accept-Language": "zh-hans"}).json() != one.get("/proposals/").json()


def test_work_is_never_remembered(here, program):
    """How far it is changes without an act."""
    one = program(here.posts["district"])
    job = ask(back_up, on=now.now())
    assert [it["done"] for it in one.get("/jobs/").json()["items"]] == [0]
    Job.objects.filter(pk=job.pk).update(done=7)
    assert [it["done"] for it in one.get("/jobs/").json()["items"]] == [7]


@pytest.mark.parametrize(("path", "model"), [("/mandates/", Mandate), ("/cases/", Case), ("/proposals/", Proposal)])
def test_register_cases_and_proposals_are_lists(here, program, path, model):
    found = followed(program(here.posts["clerk"]), f"{path}?limit=7")
    assert set(found) <= {str(pk) for pk in model.objects.values_list("pk", flat=True)}
    assert len(found) == len(set(found))


def test_people_are_told_without_their_numbers(here, program):
    Person.objects.filter(pk=here.delegates[0].person_id).update(phone="13800138000")
    told = program(here.posts["clerk"]).get("/organisation/people/?limit=200")
    assert "13800138000" not in told.content.decode()
    assert "138****8000" in told.content.decode()


def test_text_stands_on_the_page_and_not_in_the_list(one):
    (it,) = raised(one, 1)
    (item,) = one.get("/proposals/").json()["items"]
    assert {"title", "state"} <= item.keys() and "grounds" not in item
    assert one.get(f"/proposals/{it.pk}/").json()["sheet"]["proposal"]["grounds"] == TEXT["grounds"]


def test_acts_that_are_possible_come_with_their_addresses(one):
    (it,) = raised(one, 1)
    offered = {act["act"]: act for act in one.get(f"/proposals/{it.pk}/").json()["sheet"]["acts"]}
    withdraw = offered["proposals.withdraw"]
    assert (withdraw["url"], withdraw["objection"]) == (f"/api/v1/proposals/{it.pk}/withdraw/", None)
    assert one.do(withdraw["url"].removeprefix("/api/v1"), opinion="").status_code == 200


def test_page_of_one_key_does_not_tell_the_key(here, program):
    one = program(here.delegates[0])
    told = one.get(f"/organisation/keys/{one.key.pk}/")
    assert told.json()["key"]["scope"]["is"] == "act"
    assert one.shown["Authorization"].removeprefix("Bearer ") not in told.content.decode()
