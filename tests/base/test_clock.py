"""The clock: which days are worked, when something is due, and how that is explained."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import override_settings
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from changren.base.clock import now as clock
from changren.base.clock.calendar import Calendar, calendar_of_district
from changren.base.clock.due import Extension, Pause, due
from changren.base.clock.models import CalendarDay
from changren.base.clock.period import Period
from changren.base.clock.term import Term, Unit, add_months, days_between
from changren.organisation import acts
from tests.world import at

CHINA = Calendar()
PLAIN = date(2010, 3, 1)  # a Monday; no holiday until 3 April

# The State Council's notices for these years, as published: days off on weekdays, and weekend days worked.
REST = {
    2010: "01-01 02-15 02-16 02-17 02-18 02-19 04-05 05-03 06-14 06-15 06-16 09-22 09-23 09-24 "
          "10-01 10-04 10-05 10-06 10-07",
    2024: "01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 "
          "10-01 10-02 10-03 10-04 10-07",
    2025: "01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 "
          "10-01 10-02 10-03 10-06 10-07 10-08",
    2026: "01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 "
          "10-01 10-02 10-05 10-06 10-07",
}  # fmt: skip
WORK = {
    2010: "02-20 02-21 06-12 06-13 09-19 09-25 09-26 10-09",
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}
days = st.dates(date(2009, 1, 1), date(2027, 12, 31))
lengths = st.integers(0, 120)
units = st.sampled_from(list(Unit))
terms = st.builds(Term, lengths, units)


def working(n):
    return Term(n, Unit.WORKING_DAYS)


def local(**kinds):
    """A calendar with local records: local(**{"2010-03-02": "rest"})."""
    records = [CalendarDay(day=date.fromisoformat(day), kind=kind, reason="本区通知") for day, kind in kinds.items()]
    return Calendar({record.day: record for record in records})


def said(one):
    with translation.override("en"):
        return [str(step) for step in one.steps]


def in_english(*args, **words):
    with translation.override("en"):
        return due(*args, **words)


# --- the calendar


@pytest.mark.parametrize("year", sorted(REST))
def test_calendar_is_the_published_one(year):
    first = date(year, 1, 1)
    all_days = [first + timedelta(days=n) for n in range(366) if (first + timedelta(days=n)).year == year]
    rest = [f"{day:%m-%d}" for day in all_days if day.weekday() < 5 and not CHINA.is_working(day)]
    work = [f"{day:%m-%d}" for day in all_days if day.weekday() >= 5 and CHINA.is_working(day)]
    assert (rest, work) == (REST[year].split(), WORK[year].split())


def test_new_years_days_off_reach_into_december():
    assert [CHINA.is_working(date(2018, 12, day)) for day in (29, 30, 31)] == [True, False, False]
    assert [CHINA.is_working(date(2011, 12, 31)), CHINA.is_working(date(2012, 1, 3))] == [True, False]


@pytest.mark.parametrize(
    ("day", "english", "chinese"),
    [
        ("2010-03-01", "weekday", None),
        ("2010-03-06", "weekend", None),
        ("2010-02-20", "make-up workday", None),
        ("2010-10-01", "National Day", "国庆节"),
        ("2010-10-07", "Day off (substituted from 10/09/2010)", "休息日（由 2010-10-09 调休）"),
    ],
)
def test_calendar_says_why(day, english, chinese):
    with translation.override("en"):
        assert CHINA.why(date.fromisoformat(day)) == english
    with translation.override("zh-hans"):
        assert chinese is None or CHINA.why(date.fromisoformat(day)) == chinese


def test_local_records_win_over_the_national_calendar():
    ours = local(**{"2010-03-02": "rest", "2010-10-01": "work"})
    assert [ours.is_working(date(2010, 3, 2)), ours.is_working(date(2010, 10, 1))] == [False, True]
    assert (ours.why(date(2010, 3, 2)), ours.is_plain(date(2010, 3, 2))) == ("本区通知", False)
    assert [ours.is_plain(date(2010, 3, day)) for day in (1, 6)] == [True, True]


@pytest.mark.parametrize(
    ("records", "settled"),
    [({}, False), ({"2040-02-25": "work"}, True), ({"2040-02-15": "rest"}, False), ({"2041-02-25": "work"}, False)],
)
def test_year_is_settled_when_its_make_up_workdays_are_known(records, settled):
    assert local(**records).is_settled(2040) is settled
    assert [CHINA.is_settled(year) for year in sorted(REST)] == [True] * 4


def test_calendar_of_the_district_has_the_records_that_count(world, elsewhere, on, django_assert_num_queries):
    kept = acts.mark_day(world.level, by=world.officer, on=on, day=date(2010, 3, 2), kind="rest", reason="乡镇运动会")
    struck = acts.mark_day(world.level, by=world.officer, on=on, day=date(2010, 3, 3), kind="rest", reason="误记")
    acts.strike_day(struck, by=world.officer, on=on)
    with django_assert_num_queries(1):
        assert calendar_of_district().local == {date(2010, 3, 2): kept}


# --- terms


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2010-01-31", 1, "2010-02-28"),
        ("2008-01-31", 1, "2008-02-29"),
        ("2010-11-30", 3, "2011-02-28"),
        ("2010-02-28", 1, "2010-03-28"),
        ("2010-03-15", 3, "2010-06-15"),
        ("2010-12-31", 2, "2011-02-28"),
        ("2010-03-15", 0, "2010-03-15"),
        ("2010-03-15", 24, "2012-03-15"),
    ],
)
def test_months_end_on_the_same_day_or_the_last(start, n, end):
    assert add_months(date.fromisoformat(start), n) == date.fromisoformat(end)


@given(days, lengths)
def test_month_of_the_end_is_n_months_on(start, n):
    end = add_months(start, n)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == n
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(days, st.integers(1, 60))
def test_working_days_after_are_counted_one_by_one(start, n):
    end = working(n).after(start, CHINA)
    assert CHINA.is_working(end)
    assert sum(CHINA.is_working(day) for day in days_between(start, end)) == n


@given(days, lengths, lengths, units)
def test_longer_term_ends_no_earlier(start, n, more, unit):
    assert Term(n, unit).after(start, CHINA) <= Term(n + more, unit).after(start, CHINA)


@given(days, st.integers(0, 40), st.integers(0, 40), st.sampled_from([Unit.DAYS, Unit.WORKING_DAYS]))
def test_terms_add_up(start, n, more, unit):
    assert Term(more, unit).after(Term(n, unit).after(start, CHINA), CHINA) == Term(n + more, unit).after(start, CHINA)


@pytest.mark.parametrize(
    ("term", "english"),
    [
        (Term(1, Unit.DAYS), "1 day"), (Term(2, Unit.DAYS), "2 days"), (working(1), "1 working day"),
        (working(7), "7 working days"), (Term(1, Unit.MONTHS), "1 month"), (Term(3, Unit.MONTHS), "3 months"),
    ],
)  # fmt: skip
def test_terms_read_as_people_say_them(term, english):
    with translation.override("en"):
        assert str(term) == english


# --- due


@pytest.mark.parametrize(
    ("start", "term", "on"),
    [
        ("2010-03-01", working(7), "2010-03-10"),
        ("2010-02-12", working(1), "2010-02-20"),  # over the Spring Festival, to a Saturday worked in exchange
        ("2010-02-12", working(3), "2010-02-22"),
        ("2010-09-30", working(1), "2010-10-08"),
        ("2010-09-30", working(2), "2010-10-09"),
        ("2024-02-09", working(1), "2024-02-18"),  # 9 February is worked, 18 is a Sunday worked in exchange
        ("2024-09-27", working(2), "2024-09-30"),
        ("2025-09-30", working(2), "2025-10-10"),
        ("2026-02-13", working(1), "2026-02-14"),
        ("2026-09-18", working(1), "2026-09-20"),
        ("2010-03-01", Term(3, Unit.MONTHS), "2010-06-01"),
        ("2010-07-01", Term(3, Unit.MONTHS), "2010-10-08"),  # 1 October rolls over the holiday
        ("2010-11-30", Term(3, Unit.MONTHS), "2011-02-28"),
        ("2010-03-01", Term(5, Unit.DAYS), "2010-03-08"),  # a Saturday rolls to Monday
        ("2010-02-15", Term(5, Unit.DAYS), "2010-02-20"),  # a Saturday that is worked does not
    ],
)
def test_due_dates_of_real_years(start, term, on):
    assert due(date.fromisoformat(start), term, CHINA).on == date.fromisoformat(on)


def test_due_date_stays_on_a_day_off_where_the_rule_says_so():
    assert due(date(2010, 3, 1), Term(5, Unit.DAYS), CHINA, rolls=False).on == date(2010, 3, 6)


@given(days, terms)
def test_due_date_is_a_working_day(start, term):
    assume(term.n)
    assert CHINA.is_working(due(start, term, CHINA).on)


@given(days, terms)
def test_due_date_is_never_before_the_term_ends(start, term):
    assert due(start, term, CHINA).on >= term.after(start, CHINA)


@given(days, st.integers(1, 60), st.integers(0, 30), st.integers(0, 20))
def test_pause_moves_a_term_of_days_by_its_length(start, n, after, length):
    begin = start + timedelta(days=after)
    pause = Pause(begin, begin + timedelta(days=length))
    plain = due(start, Term(n, Unit.DAYS), CHINA, rolls=False).on
    assert due(start, Term(n, Unit.DAYS), CHINA, pauses=[pause], rolls=False).on == plain + timedelta(days=length)


@given(days, st.integers(1, 30), st.integers(1, 40), st.integers(0, 20))
def test_pause_moves_working_days_by_the_working_days_in_it(start, n, after, length):
    begin = start + timedelta(days=after)
    pause = Pause(begin, begin + timedelta(days=length))
    stood = sum(CHINA.is_working(begin + timedelta(days=k)) for k in range(length))
    assert due(start, working(n), CHINA, pauses=[pause]).on == due(start, working(n + stood), CHINA).on


@given(days, terms, terms)
def test_extension_is_counted_from_the_former_end(start, term, more):
    longer = due(start, term, CHINA, extensions=[Extension(more, start)])
    assert longer.on == due(term.after(start, CHINA), more, CHINA).on
    assert longer.on >= due(start, term, CHINA, rolls=False).on


@given(days, terms, st.dictionaries(days, st.sampled_from(["work", "rest"]), max_size=5))
def test_explanation_ends_with_the_date(start, term, records):
    one = due(start, term, local(**{day.isoformat(): kind for day, kind in records.items()}))
    assert one.on.isoformat() in said(one)[-1]


def test_standing_clock_has_no_date():
    one = due(PLAIN, working(7), CHINA, pauses=[Pause(date(2010, 3, 4), None, "补充材料")])
    assert (one.on, one.provisional) == (None, False)
    assert said(one)[-1] == "The clock stands since 2010-03-04: 补充材料"


def test_explanation_names_every_step():
    rules = {name: SimpleNamespace(name=name) for name in ("term", "extension", "roll")}
    one = in_english(
        date(2010, 9, 17), working(4), CHINA, rule=rules["term"], roll_rule=rules["roll"],
        pauses=[Pause(date(2010, 9, 20), date(2010, 9, 21), "外出调研")],
        extensions=[Extension(Term(3, Unit.DAYS), date(2010, 9, 21), rules["extension"])],
    )  # fmt: skip
    assert said(one) == [
        "Begun on 2010-09-17; that day is not counted.",
        "2010-09-19 is worked: make-up workday.",
        "2010-09-22 is not worked: Mid-Autumn Festival.",
        "2010-09-23 is not worked: Day off (substituted from 09/19/2010).",
        "2010-09-24 is not worked: Day off (substituted from 09/25/2010).",
        "2010-09-25 is worked: make-up workday.",
        "Weekend days left out: 1.",
        "4 working days after 2010-09-17: 2010-09-25.",
        "Stood from 2010-09-20 until 2010-09-21 (外出调研): 1 working day later, 2010-09-26.",
        "Extended by 3 days, agreed on 2010-09-21.",
        "3 days after 2010-09-26: 2010-09-29.",
    ]
    assert one.on == date(2010, 9, 29)
    assert [step.rule and step.rule.name for step in one.steps][-4:] == ["term", None, "extension", "extension"]


def test_explanation_tells_why_a_date_moved():
    rule = SimpleNamespace()
    one = in_english(date(2010, 7, 1), Term(3, Unit.MONTHS), CHINA, roll_rule=rule)
    assert said(one)[-1] == "2010-10-01 is a day off (National Day), so it is due on 2010-10-08."
    assert one.steps[-1].rule is rule


@pytest.mark.parametrize(
    ("start", "term", "rolls", "provisional"),
    [
        ("2010-12-20", working(3), True, False),
        ("2039-12-20", working(30), True, True),
        ("2040-03-01", Term(1, Unit.MONTHS), True, True),
        ("2040-03-01", Term(1, Unit.MONTHS), False, False),
        ("2040-03-01", working(1), False, True),
    ],
)
def test_dates_in_a_year_without_notice_are_provisional(start, term, rolls, provisional):
    assert due(date.fromisoformat(start), term, CHINA, rolls=rolls).provisional is provisional


def test_local_records_move_a_due_date():
    asked = (PLAIN, working(3))
    assert due(*asked, CHINA).on == date(2010, 3, 4)
    assert due(*asked, local(**{"2010-03-03": "rest"})).on == date(2010, 3, 5)
    assert due(*asked, local(**{"2010-03-03": "rest", "2010-03-06": "work"})).on == date(2010, 3, 5)
    assert due(date(2010, 3, 4), working(2), local(**{"2010-03-06": "work"})).on == date(2010, 3, 6)


# --- now


def test_today_is_the_day_in_china():
    late = datetime(2010, 4, 1, 16, 30, tzinfo=UTC)  # half past midnight of the second there
    clock.follow(lambda: late)
    try:
        assert (clock.now(), clock.today()) == (late, date(2010, 4, 2))
    finally:
        clock.follow(None)


def test_clock_runs_from_the_machine_unless_told_otherwise():
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)


def test_example_clock_runs_on_from_its_own_moment():
    moment = at("2010-04-01 09:00")
    try:
        with override_settings(EXAMPLE=True):
            clock.begin_at(moment, datetime.now(UTC) - timedelta(hours=1))
        assert timedelta(hours=1) <= clock.now() - moment < timedelta(hours=1, minutes=1)
    finally:
        clock.follow(None)


def test_only_the_example_has_a_clock_of_its_own():
    with pytest.raises(RuntimeError, match="only the example"):
        clock.begin_at(at("2010-04-01 09:00"), datetime.now(UTC))


def test_period_covers_both_its_ends():
    year = Period.year(2010)
    asked = [date(2009, 12, 31), date(2010, 1, 1), date(2010, 12, 31), date(2011, 1, 1), None]
    assert [year.covers(day) for day in asked] == [False, True, True, False, False]
