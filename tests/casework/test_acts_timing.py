"""More time, less time, no time; urging, and what is late goes up."""

from datetime import date

import pytest

from changren.casework import acts
from changren.casework.models import Extension, Pause, Progress
from tests.casework.conftest import (
    ON,
    RAISERS,
    answer,
    asked,
    chosen,
    drafted,
    followed,
    handling,
    heard,
    last,
    people,
    told,
    verdict,
)
from tests.world import at

LATER = at("2010-06-20 09:00")
LATE = at("2010-07-23 09:00")  # more than 15 working days after 1 July


def unit(here):
    return people(here.posts["head"], here.posts["handler"])


# extensions


def test_ask_extension_goes_to_those_who_agree_and_moves_nothing(here, clerk):
    it = asked(handling(here), here, LATER)
    assert (it.state, it.round, it.reason, it.asked_on, it.case.answer_due) == (
        "asked", 1, "等待资金", date(2010, 6, 20), date(2010, 7, 1),
    )  # fmt: skip
    assert told("ask_extension") == "BY asked for more time for “IT”"
    assert heard("ask_extension") == people(clerk, *here.delegates[:RAISERS])


def test_grant_extension_moves_the_date_by_the_term_of_the_rules(here, lead, clerk):
    case = handling(here)
    it = acts.grant_extension(asked(case, here, LATER), by=lead, on=LATER)
    case.refresh_from_db()
    assert (it.state, it.settled_on, case.answer_due, case.reminded) == (
        "granted", date(2010, 6, 20), date(2010, 8, 2), "",
    )  # fmt: skip
    assert told("grant_extension") == "BY agreed to more time for “IT”"
    assert heard("grant_extension") == unit(here) | people(clerk, *here.delegates[1:RAISERS])


def test_decline_extension_leaves_the_date_and_another_may_be_asked_for(here, lead):
    case = handling(here)
    it = acts.decline_extension(asked(case, here), by=lead, on=LATER)
    case.refresh_from_db()
    assert (it.state, it.settled_on, case.answer_due) == ("declined", date(2010, 6, 20), date(2010, 7, 1))
    assert (told("decline_extension"), heard("decline_extension")) == (
        "BY declined more time for “IT”", unit(here),
    )  # fmt: skip
    assert asked(case, here).state == "asked"


def test_grant_extension_by_the_office_where_the_rules_say_so(here, clerk, lead):
    chosen(here, extension_consent="office")
    case = handling(here)
    it = asked(case, here)
    assert acts.grant_extension.objection(it, by=lead, on=LATER).kind.value == "who"
    assert acts.grant_extension(it, by=clerk, on=LATER).state == "granted"


def test_grant_extension_while_the_clock_stands_moves_it_once_it_goes_on(here, lead, clerk):
    case = handling(here)
    it = asked(case, here)
    case = acts.stop_clock(case, by=clerk, on=at("2010-06-10 09:00"), reason="等待上级决定")
    acts.grant_extension(it, by=lead, on=LATER)
    case.refresh_from_db()
    assert case.answer_due is None
    case = acts.resume_clock(case, by=clerk, on=LATER)
    assert case.answer_due == date(2010, 8, 11)  # 1 July, ten days later, a month later


def test_extension_counts_for_its_own_round_alone(here, lead):
    case = handling(here)
    acts.grant_extension(asked(case, here), by=lead, on=ON)
    case = verdict(answer(case, here), here, 1, "not")
    assert case.answer_due == date(2010, 5, 4)


# pauses


def test_stop_clock_leaves_no_date(here, clerk):
    case = acts.stop_clock(handling(here), by=clerk, on=LATER, reason="等待上级决定")
    pause = Pause.objects.get()
    assert (case.state, case.answer_due) == ("handling", None)
    assert (pause.kind, pause.round, pause.start, pause.end, pause.reason) == (
        "stopped", 1, date(2010, 6, 20), None, "等待上级决定",
    )  # fmt: skip
    assert told("stop_clock") == "BY stopped the clock of “IT”"
    assert heard("stop_clock") == unit(here) | people(*here.delegates[:RAISERS])


@pytest.mark.parametrize("state", ["handling", "drafted"])
def test_resume_clock_adds_the_days_it_stood(here, clerk, state):
    case = acts.stop_clock(handling(here), by=clerk, on=at("2010-06-10 09:00"), reason="等待上级决定")
    if state == "drafted":
        given = {"text": "x", "grade": "A", "promised_by": None}
        case = acts.draft_answer(case, by=here.posts["handler"], on=LATER, **given)
    case = acts.resume_clock(case, by=clerk, on=LATER)
    assert (case.state, case.answer_due) == (state, date(2010, 7, 12))  # 11 July is a Sunday
    assert told("resume_clock") == "BY let the clock of “IT” go on; due 2010-07-12"
    assert heard("resume_clock") == unit(here) | people(*here.delegates[:RAISERS])


# urged


def test_urge_counts_and_says_what_is_asked(here, clerk):
    case = acts.urge(handling(here), by=clerk, on=LATER, words="请尽快答复")
    line = Progress.objects.get()
    assert (case.urged, line.kind, line.day, line.text) == (1, "urged", date(2010, 6, 20), "请尽快答复")
    assert acts.urge(case, by=clerk, on=LATER, words="请尽快答复").urged == 2
    assert (told("urge"), heard("urge")) == ("BY urged “IT” (time 2)", unit(here))


def test_urge_reaches_a_unit_that_promised(here, clerk):
    assert acts.urge(followed(here), by=clerk, on=LATER, words="请按期办结").urged == 1


def test_urge_is_for_the_supervisor_as_well(here, clerk, committee):
    case = acts.refer_overdue(handling(here), by=clerk, on=LATE)
    assert acts.urge.objection(case, by=committee, on=LATE, words="x").kind.value == "who"
    case = acts.take_in_charge(case, by=committee, on=LATE)
    assert acts.urge(case, by=committee, on=LATE, words="请尽快答复").urged == 1


# referred


def test_refer_overdue_tells_the_committee(here, clerk, committee):
    case = acts.refer_overdue(handling(here), by=clerk, on=LATE)
    assert (case.state, case.escalated_on) == ("handling", date(2010, 7, 23))
    assert told("refer_overdue") == "BY referred “IT” to the Party committee: long overdue"
    assert heard("refer_overdue") == unit(here) | people(committee, *here.delegates[:RAISERS])


def test_take_in_charge_names_the_supervisor(here, clerk, committee):
    case = acts.take_in_charge(acts.refer_overdue(handling(here), by=clerk, on=LATE), by=committee, on=LATE)
    assert (case.state, case.supervisor) == ("handling", committee)
    assert told("take_in_charge") == "BY supervises “IT” from now on"
    assert heard("take_in_charge") == unit(here) | people(clerk, *here.delegates[:RAISERS])


# what the calendar does


def test_remind_notes_the_step_and_tells_the_unit(here, clockwork):
    case = acts.remind(handling(here), by=clockwork, on=LATER, step="before")
    assert (case.reminded, told("remind"), heard("remind")) == (
        "before", "The lead unit was reminded of “IT”, due 2010-07-01", unit(here),
    )  # fmt: skip
    assert last("remind").kept == {"step": "before", "owed_on": "2010-07-01"}


def test_move_date_tells_everybody_whose_date_moves(here, clockwork, clerk):
    case = acts.move_date(drafted(here), by=clockwork, on=LATER, due=date(2010, 7, 2))
    assert (case.answer_due, case.reminded, told("move_date")) == (
        date(2010, 7, 2), "", "The calendar changed: “IT” is now due 2010-07-02",
    )  # fmt: skip
    assert heard("move_date") == unit(here) | people(clerk, *here.delegates[:RAISERS])


def test_move_window_tells_the_unit_that_was_asked(here, clockwork):
    it = drafted(here, assisting=["office"]).assignments.get(role="assist")
    it = acts.move_window(it, by=clockwork, on=LATER, due=date(2010, 5, 4))
    assert (it.due_on, it.state) == (date(2010, 5, 4), "sent")
    assert told("move_window") == "The calendar changed: what “IT” asks of the unit is now open until 2010-05-04"
    assert heard("move_window") == people(here.posts["assist_head"], here.posts["assist_handler"])
    assert Extension.objects.count() == 0
