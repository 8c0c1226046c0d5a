"""The questions of the organisation: who may see whom, and what it costs to ask."""

import pytest

from changren.organisation import acts, queries
from changren.organisation.models import Person, Role, Unit
from changren.organisation.queries import register


def seen(door, post):
    return set(door(post).values_list("pk", flat=True))


def pks(things):
    return {thing.pk for thing in things}


# --- the doors


def test_district_sees_every_township_and_others_their_own(world, here, there):
    every = {world.level.pk, here.township.pk, there.township.pk}
    assert seen(queries.townships_for, world.officer) == every
    for name in ("clerk", "delegate", "head", "committee"):
        assert seen(queries.townships_for, here.posts[name]) == {here.township.pk}


def test_units_of_ones_township_and_of_the_district_are_seen(world, here, there):
    of_district = pks(Unit.objects.filter(township=world.level))
    own = pks(unit for key, unit in here.units.items() if key != "department")
    assert seen(queries.units_for, here.posts["delegate"]) == own | of_district
    assert seen(queries.units_for, world.officer) == pks(Unit.objects.all())
    assert there.units["office"].pk not in seen(queries.units_for, here.posts["clerk"])


def test_people_are_seen_by_those_who_keep_their_accounts(world, here, there):
    mine = pks(Person.objects.filter(township=here.township))
    assert seen(queries.people_for, here.posts["clerk"]) == mine
    assert seen(queries.people_for, world.officer) == pks(Person.objects.all())
    for name in ("delegate", "head", "handler", "committee", "reviewer", "branch", "discipline"):
        assert seen(queries.people_for, here.posts[name]) == {here.posts[name].person_id}


def test_posts_are_seen_with_their_people(world, here):
    clerk, delegate = here.posts["clerk"], here.posts["delegate"]
    assert seen(queries.posts_for, delegate) == {delegate.pk}
    own = {post.pk for key, post in here.posts.items() if key != "district"} | pks(here.delegates)
    assert seen(queries.posts_for, clerk) == own


def test_doors_of_another_district_stay_shut(world, elsewhere, here):
    for door in (queries.townships_for, queries.units_for, queries.people_for, queries.posts_for, queries.days_for):
        found = door(world.officer)
        assert {one.district_id for one in found} <= {world.district.code}


# --- who is who


def test_handling_units_are_open_ones_of_the_township_and_the_district(world, here):
    names = [unit.name for unit in queries.handling_units(here.township)]
    expected = {here.units[key].name for key in ("station", "office", "department")}
    assert set(names) == expected
    assert names[0] == here.units["department"].name  # the district first, then by kind
    Unit.objects.filter(pk=here.units["office"].pk).update(is_open=False)
    assert len(queries.handling_units(here.township)) == 2


def test_holders_are_those_in_office(here, on):
    head = here.posts["head"]
    assert pks(queries.holders(here.township, Role.HEAD)) == {head.pk, here.posts["assist_head"].pk}
    assert pks(queries.holders(here.township, Role.HEAD, unit=head.unit)) == {head.pk}
    acts.relieve(head, by=here.posts["clerk"], on=on, until=on.date())
    assert queries.people_holding(here.township, Role.HEAD, unit=head.unit) == []
    assert queries.people_holding(here.township, Role.CLERK) == [here.posts["clerk"].person_id]


def test_units_of_a_person_are_those_of_posts_they_hold(here, on):
    head = here.posts["head"]
    assert queries.units_of_person(head.person_id) == {head.unit_id}
    assert queries.units_of_person(here.posts["delegate"].person_id) == set()
    acts.relieve(head, by=here.posts["clerk"], on=on, until=on.date())
    assert queries.units_of_person(head.person_id) == set()


def test_district_level_is_no_township(world):
    assert queries.district_level() == world.level
    assert [place.township for place in world.places] == list(queries.townships())


@pytest.mark.parametrize(("search", "found"), [("", 23), ("代表1", 6), ("clerk", 1), ("nobody", 0)])
def test_roster_is_searched_by_name(world, here, search, found):
    assert len(queries.roster(here.posts["clerk"], search=search)) == found


def test_roster_of_one_township(world, there):
    assert {one.township_id for one in queries.roster(world.officer, there.township)} == {there.township.pk}


def test_units_count_the_posts_held(here, on):
    def held():
        return {unit.pk: unit.held for unit in queries.units_with_posts(here.posts["clerk"])}

    station = here.units["station"].pk
    assert held()[station] == 2
    acts.relieve(here.posts["head"], by=here.posts["clerk"], on=on, until=on.date())
    assert held()[station] == 1


# --- notices


def tell(here, on, n):
    """n notices for the handler."""
    person = here.posts["handler"].person
    for _ in range(n):
        post = acts.appoint(
            person, by=here.posts["clerk"], on=on, unit=None, role=Role.REVIEWER, title="", since=on.date()
        )
        acts.relieve(post, by=here.posts["clerk"], on=on, until=on.date())
    return person


def test_notices_come_newest_first_and_in_pages(here, on, monkeypatch):
    monkeypatch.setattr(register, "PAGE", 3)
    person = tell(here, on, 2)
    first = queries.notices(person)
    assert [line.told.entry.number for line in first] == [4, 3, 2]
    assert [line.told.entry.number for line in queries.notices(person, before=2)] == [1]


@pytest.mark.parametrize("n", [1, 3])
def test_notices_cost_the_same_for_few_and_for_many(here, on, n, django_assert_num_queries):
    person = tell(here, on, n)
    with django_assert_num_queries(3):  # notices, names, posts
        lines = queries.notices(person)
        assert all(line.told.link and line.told.sentence for line in lines)


# --- sheets


@pytest.mark.parametrize("n", [1, 3])
def test_sheet_costs_the_same_for_few_and_for_many(here, on, n, django_assert_num_queries):
    tell(here, on, n)
    clerk, person = here.posts["clerk"], here.posts["handler"].person
    with django_assert_num_queries(7):  # posts, whether the account is theirs (3), history, names, posts in it
        queries.sheet(person, by=clerk, on=on)


def test_sheet_has_posts_acts_and_history(here, on):
    person, clerk = here.posts["handler"].person, here.posts["clerk"]
    post = acts.appoint(person, by=clerk, on=on, unit=None, role=Role.REVIEWER, title="", since=on.date())
    sheet = queries.sheet(person, by=clerk, on=on)
    assert pks(sheet.posts) == {here.posts["handler"].pk, post.pk}
    assert [told.entry.act for told in sheet.history] == ["organisation.appoint"]
    assert [one.act.verb_name for one in sheet.acts] == [
        "correct_person", "reset_password", "close_account", "open_account", "appoint",
    ]  # fmt: skip
    assert {offer.act.verb_name for _post, offers in sheet.post_acts for offer in offers} == {"relieve"}
