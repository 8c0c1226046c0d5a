"""What holds where and when: the book, the district, the township, and the days between them."""

from datetime import date

import pytest

from changren.base.tenancy.models import Township
from changren.rulebook.loading import definitions
from changren.rulebook.provisions import Dated
from changren.rulebook.rules import rule, rule_above, rule_in_each
from tests.rulebook.versions import adopted
from tests.world import at

KEY = "interpellation.signers_min"


@pytest.fixture
def chosen(world, here):
    """The district asks for 8 from April, 9 from June 2011; the township for 7 from May 2010, nothing from 2012."""
    adopted(world.level, "interpellation", "2010-04-10", 1, signers_min=8)
    adopted(world.level, "interpellation", "2011-06-01", 2, signers_min=9)
    adopted(here.township, "interpellation", "2010-05-01", 1, signers_min=7)
    adopted(here.township, "interpellation", "2012-01-01", 2, inquiry_min=2)
    return Township.objects.get(pk=here.township.pk)


@pytest.mark.parametrize(
    ("day", "value", "since", "is_example"),
    [
        ("2009-12-31", 10, "2010-03-01", True),  # before the book: its first value
        ("2010-04-09", 10, "2010-03-01", True),  # the district's comes tomorrow
        ("2010-04-10", 8, "2010-04-10", False),  # the district's first day
        ("2010-05-01", 7, "2010-05-01", False),  # the township's wins from its first day
        ("2011-07-01", 7, "2010-05-01", False),  # the district has changed; the township's own stands
        ("2012-01-01", 9, "2011-06-01", False),  # the township's next version leaves it to the district
    ],
)
def test_rule_is_the_townships_then_the_districts_then_the_books(chosen, day, value, since, is_example):
    provision = rule(KEY, at=chosen, on=date.fromisoformat(day))
    assert (provision.value, provision.since, provision.is_example) == (value, date.fromisoformat(since), is_example)


def test_rule_of_another_township_is_not_touched_by_a_townships_choice(chosen, there):
    there.township.refresh_from_db()
    assert rule(KEY, at=there.township, on=date(2010, 6, 1)).value == 8


def test_rule_takes_a_moment_as_the_day_it_is_in_china(chosen):
    """23:30 on 30 April UTC is 1 May in China."""
    assert rule(KEY, at=chosen, on=at("2010-05-01 00:30")).value == 7
    assert rule(KEY, at=chosen, on=at("2010-04-30 23:30")).value == 8


def test_rule_of_the_districts_own_level_is_the_districts(chosen, world):
    world.level.refresh_from_db()
    assert rule(KEY, at=world.level, on=date(2010, 6, 1)).value == 8


def test_rule_above_leaves_the_own_choice_out(chosen, world):
    world.level.refresh_from_db()
    assert rule_above(KEY, at=chosen, on=date(2010, 6, 1)).value == 8
    assert rule_above(KEY, at=chosen, on=date(2010, 4, 1)).value == 10
    assert rule_above(KEY, at=world.level, on=date(2010, 6, 1)).value == 10


def test_rule_of_two_versions_from_one_day_is_the_later_ones(here):
    adopted(here.township, "gallery", "2010-05-01", 1, seats=20)
    adopted(here.township, "gallery", "2010-05-01", 2, seats=30)
    assert rule("gallery.seats", at=here.township, on=date(2010, 5, 1)).value == 30


def test_rule_names_the_version_that_chose(here):
    version = adopted(here.township, "gallery", "2010-05-01", seats=20)
    assert rule("gallery.seats", at=here.township, on=date(2010, 5, 1)).chosen_in == str(version.pk)
    assert rule("gallery.notice_before", at=here.township, on=date(2010, 5, 1)).chosen_in == ""


def test_rule_that_is_not_in_the_book_is_an_error(here):
    with pytest.raises(KeyError):
        rule("gallery.chairs", at=here.township, on=date(2010, 5, 1))


def test_rule_asks_the_database_once_until_something_is_adopted(here, django_assert_num_queries):
    adopted(here.township, "gallery", "2010-05-01", seats=20)
    with django_assert_num_queries(2):  # versions, their choices
        assert [rule("gallery.seats", at=here.township, on=date(2010, 5, day)).value for day in (1, 2, 3)] == [20] * 3
    adopted(here.township, "gallery", "2010-06-01", 2, seats=30)
    with django_assert_num_queries(2):
        assert rule("gallery.seats", at=here.township, on=date(2010, 6, 1)).value == 30


def test_rule_keeps_values_that_are_false_or_zero(here):
    adopted(here.township, "interpellation", "2010-05-01", inquiry_first=False)
    assert rule("interpellation.inquiry_first", at=here.township, on=date(2010, 5, 1)).value is False


def test_rule_in_each_township_is_what_rule_says_of_it(chosen, world, there, django_assert_num_queries):
    there.township.refresh_from_db()
    places = [chosen, there.township, Township.objects.get(pk=world.level.pk)]
    day = date(2010, 6, 1)
    with django_assert_num_queries(2):
        found = rule_in_each(KEY, places, day)
    assert found == [(place, rule(KEY, at=place, on=day)) for place in places]
    assert [one.value for _place, one in found] == [7, 8, 8]


def test_the_books_value_changes_on_its_day():
    one = definitions()[KEY]
    dated = (Dated(date(2010, 3, 1), 10), Dated(date(2015, 1, 1), 12))
    two = type(one)(**{**one.__dict__, "values": dated})
    assert [two.on(day).value for day in (date(2009, 1, 1), date(2014, 12, 31), date(2015, 1, 1))] == [10, 10, 12]
