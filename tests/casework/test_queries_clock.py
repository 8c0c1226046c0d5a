"""When an answer is due, and why, step by step."""

from datetime import date

import pytest

from changren.base.clock.calendar import Calendar, calendar_of_district
from changren.base.clock.period import Period
from changren.casework import acts, queries
from changren.casework.models import Case
from changren.organisation.acts import mark_day
from changren.rulebook.rules import rule
from tests.casework.conftest import ON, answer, answered, asked, assigned, chosen, handling, opened, verdict
from tests.world import at

BEGUN = "Begun on 2010-04-01; that day is not counted."
TERM = "3 months after 2010-04-01: 2010-07-01."


def due(case):
    """The day, and the steps to it, each with the name of its provision."""
    case.refresh_from_db()
    found = queries.due_of(case, calendar_of_district())
    return found.on, [(str(step), step.rule.key if step.rule else "") for step in found.steps]


def stopped(case, clerk, since, until):
    case = acts.stop_clock(case, by=clerk, on=at(f"{since} 09:00"), reason="等待上级决定")
    return acts.resume_clock(case, by=clerk, on=at(f"{until} 09:00")) if until else case


def test_due_of_counts_from_the_day_after_the_assignment(here):
    assert due(assigned(here)) == (date(2010, 7, 1), [(BEGUN, ""), (TERM, "casework.answer_within")])


def test_due_of_nothing_before_the_first_assignment(here):
    assert queries.due_of(opened(here), Calendar()) is None


def test_due_of_ends_on_the_last_day_of_a_shorter_month(here):
    case = assigned(here, at("2010-11-30 09:00"), opened_on=date(2010, 11, 30))
    assert due(case)[0] == date(2011, 2, 28)


def test_due_of_adds_the_days_between_return_and_new_assignment(here, head, clerk):
    case = acts.return_to_office(assigned(here), by=head, on=at("2010-04-08 09:00"), reason="不属于本单位职责")
    case = acts.assign(case, by=clerk, on=at("2010-04-12 09:00"), lead=here.units["office"], assisting=[])
    stood = f"Stood from 2010-04-08 until 2010-04-12 ({here.units['station']}): 4 days later, 2010-07-05."
    assert due(case) == (date(2010, 7, 5), [(BEGUN, ""), (TERM, "casework.answer_within"), (stood, "")])


def test_due_of_has_no_day_while_the_clock_stands(here, clerk):
    case = stopped(handling(here), clerk, "2010-06-10", None)
    stands = "The clock stands since 2010-06-10: 等待上级决定"
    assert due(case) == (None, [(BEGUN, ""), (TERM, "casework.answer_within"), (stands, "")])
    assert queries.standing_pause(case).start == date(2010, 6, 10)


def test_due_of_adds_pause_then_extension_then_leaves_the_day_off(here, lead, clerk):
    case = stopped(handling(here), clerk, "2010-06-10", "2010-06-20")
    case = acts.grant_extension(asked(case, here, at("2010-06-21 09:00")), by=lead, on=at("2010-06-22 09:00")).case
    mark_day(here.posts["district"].township, by=here.posts["district"], on=ON, day=date(2010, 8, 11),
             kind="rest", reason="台风停工")  # fmt: skip
    assert due(case) == (date(2010, 8, 12), [
        (BEGUN, ""),
        (TERM, "casework.answer_within"),
        ("Stood from 2010-06-10 until 2010-06-20 (等待上级决定): 10 days later, 2010-07-11.", ""),
        ("Extended by 1 month, agreed on 2010-06-22.", "casework.extension_term"),
        ("1 month after 2010-07-11: 2010-08-11.", "casework.extension_term"),
        ("2010-08-11 is a day off (台风停工), so it is due on 2010-08-12.", "main.rolls_off_days"),
    ])  # fmt: skip


def test_due_of_rolls_off_a_public_holiday(here):
    case = assigned(here, at("2010-07-01 09:00"))
    found, steps = due(case)
    assert (found, steps[-1]) == (
        date(2010, 10, 8),
        ("2010-10-01 is a day off (National Day), so it is due on 2010-10-08.", "main.rolls_off_days"),
    )


def test_due_of_stays_on_a_weekend_that_is_worked(here):
    case = assigned(here, at("2010-06-26 09:00"))  # three months later: Sunday, 26 September, worked for National Day
    assert due(case)[0] == date(2010, 9, 26)
    case = assigned(here, at("2010-06-27 09:00"), serial="2010-提案-002")
    assert due(case)[0] == date(2010, 9, 27)


def test_due_of_asks_the_township_s_own_term(here):
    chosen(here, answer_within=2)
    assert due(assigned(here))[1][1] == ("2 months after 2010-04-01: 2010-06-01.", "casework.answer_within")


def test_due_of_the_second_answer_begins_with_the_verdict(here, lead):
    case = handling(here)
    acts.grant_extension(asked(case, here), by=lead, on=ON)
    case = verdict(answer(case, here), here, 1, "not", at("2010-04-20 09:00"))
    assert due(case) == (date(2010, 5, 20), [
        ("Begun on 2010-04-20; that day is not counted.", ""),
        ("1 month after 2010-04-20: 2010-05-20.", "casework.redo_within"),
    ])  # fmt: skip


def test_due_of_a_year_without_a_notice_is_provisional(here):
    case = assigned(here, at("2099-04-01 09:00"))
    assert queries.due_of(case, calendar_of_district()).provisional is True
    assert queries.due_of(assigned(here, serial="2"), calendar_of_district()).provisional is False


def test_window_counts_working_days_with_the_make_up_days(here):
    """From Sunday, 19 September 2010, a make-up day: off from 22 to 24, worked on the weekend of 25 and 26."""
    case, calendar = opened(here), calendar_of_district()
    assert queries.window(case, "lead", date(2010, 9, 19), calendar) == date(2010, 9, 29)
    assert queries.window(case, "assist", date(2010, 9, 19), calendar) == date(2010, 10, 19)


# what another value would have meant


def test_would_change_compares_the_rule_on_the_answers_given(here, there):
    for place, day in ((here, "2010-05-20 09:00"), (here, "2010-06-20 09:00"), (there, "2010-06-20 09:00")):
        answer(handling(place, serial=day), place, at(day))
    handling(here, serial="open")
    year = Period.year(2010)
    found = queries.would_change("casework.answer_within", rule(
        "casework.answer_within", at=here.township, on=ON).value - 1, here.township, year)  # fmt: skip
    assert [(row.what, str(row.then), str(row.now)) for row in found.rows] == [
        ("2010-05-20 09:00 修缮上山村办公场所", "2010-07-01: in time", "2010-06-01: in time"),
        ("2010-06-20 09:00 修缮上山村办公场所", "2010-07-01: in time", "2010-06-01: late"),
    ]


def test_would_change_counts_every_township_for_the_district(here, there, world):
    for place in (here, there):
        answered(place)
    found = queries.would_change("casework.answer_within", 1, world.level, Period.year(2010))
    assert len(found.rows) == 2


@pytest.mark.parametrize(("value", "said"), [(30, "in time"), (5, "late")])
def test_would_change_compares_the_time_to_assign(here, value, said):
    assigned(here, at("2010-04-12 09:00"))
    opened(here, serial="not assigned")
    found = queries.would_change("casework.assign_within", value, here.township, Period.year(2010))
    assert [str(row.now).split(": ")[1] for row in found.rows] == [said]


def test_underway_are_the_three_states_in_which_an_answer_is_owed():
    assert (queries.UNDERWAY, queries.OWING[-1]) == (("assigned", "handling", "drafted"), Case.State.FOLLOWED)
