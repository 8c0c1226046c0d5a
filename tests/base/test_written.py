"""A question that is written once answers as the queryset would, whatever it is asked with."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from changren.base.minutes.models import Chain, Entry
from changren.base.tenancy.models import Township
from changren.base.tenancy.scope import NoDistrict, within_district
from changren.base.tenancy.written import changed_once, written_once
from changren.organisation.models import Person, Post


def posts(person_id, since):
    held = Post.objects.select_related("person", "unit__township").filter(person=person_id, since__lte=since)
    entries = Entry.objects.filter(person_id=OuterRef("person_id")).order_by().values("person_id")
    return held.annotate(acted=Subquery(entries.annotate(n=Count("pk")).values("n"))).order_by("pk")


def people(login, seen_from):
    return Person.objects.filter(login=login, sign_ins__seen_at__gte=seen_from).values_list("name", "pk")


def names(kind):
    return Township.objects.filter(kind=kind).order_by("pk").values_list("name", flat=True)


ASKED_ONCE = {question: written_once(question) for question in (posts, people, names)}


def same(question, *values):
    found, expected = ASKED_ONCE[question](*values), list(question(*values))
    assert found == expected
    return found, expected


def test_written_once_gives_objects_with_those_alongside_and_annotations(here, on):
    for person in (here.posts["clerk"].person, here.delegates[0].person):
        found, expected = same(posts, person.pk, on.date())
        assert len(found) == 1
        for one, other in zip(found, expected, strict=True):
            with CaptureQueriesContext(connection) as asked:
                got = (one.person.name, one.unit and one.unit.township, one.acted, one.since, one._state.adding)
            assert got == (other.person.name, other.unit and other.unit.township, other.acted, other.since, False)
            assert len(asked) == 0
    assert same(posts, person.pk, on.date() - timedelta(days=36500)) == ([], [])


def test_written_once_gives_tuples_and_single_values(here, browse, on):
    clerk = here.posts["clerk"]
    browse(clerk)
    found, _expected = same(people, clerk.person.login, on - timedelta(days=1))
    assert found == [(clerk.person.name, clerk.person_id)]
    assert same(people, clerk.person.login, on + timedelta(days=1))[0] == []
    assert same(names, "town")[0] == list(Township.objects.filter(kind="town").values_list("name", flat=True))


def test_written_once_stays_in_the_district_we_are_in(world, elsewhere):
    here, there = world.district.code, elsewhere.district.code
    found = []
    for code in (here, there, here):
        with within_district(code):
            found.append(same(names, "town")[0])
    assert found[0] == found[2] != found[1]


def test_written_once_raises_outside_a_district():
    ask = ASKED_ONCE[names]
    with pytest.raises(NoDistrict):
        ask("town")


def test_written_once_asks_one_statement_and_writes_it_once(here):
    written = []

    @written_once
    def question(name):
        written.append(name)
        return Township.objects.filter(name=name)

    with CaptureQueriesContext(connection) as asked:
        assert [question(name) == [] for name in (here.township.name, "无此镇", "'; --")] == [False, True, True]
    assert (len(asked), len(written)) == (3, 1)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20))
def test_written_once_takes_any_text(here, text):
    Township.objects.filter(pk=here.township.pk).update(name_en=text)
    ask = ASKED_ONCE.setdefault("any", written_once(lambda name_en: Township.objects.filter(name_en=name_en)))
    assert here.township in ask(text)


def test_changed_once_changes_what_it_names_in_this_district_alone(world, elsewhere):
    change = changed_once(lambda number, seal: (Chain.objects.all(), {"number": number, "seal": seal}))
    with within_district(elsewhere.district.code):
        before = list(Chain.objects.values_list("number", "seal"))
    with within_district(world.district.code):
        assert [change(7, "x"), change(8, "y")] == [1, 1]
        assert list(Chain.objects.values_list("number", "seal")) == [(8, "y")]
    with within_district(elsewhere.district.code):
        assert list(Chain.objects.values_list("number", "seal")) == before


def test_written_once_can_lock(here):
    lock = written_once(lambda pk: Township.objects.select_for_update().filter(pk=pk))
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        assert lock(here.township.pk) == [here.township]
    assert ("FOR UPDATE" in asked[0]["sql"]) is connection.features.has_select_for_update


def test_changed_once_can_count_on(here):
    change = changed_once(lambda pk: (Township.objects.filter(pk=pk), {"rules_version": F("rules_version") + 1}))
    assert [change(here.township.pk), change(here.township.pk)] == [1, 1]
    assert Township.objects.get(pk=here.township.pk).rules_version == here.township.rules_version + 2
