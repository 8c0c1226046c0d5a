"""A case is opened, given to units, taken on, returned, and commented on by assisting units."""

from datetime import date

import pytest

from changren.base.minutes.models import Entry
from changren.casework import acts
from changren.casework.models import Assignment, Case, Pause
from tests.casework.conftest import (
    ON,
    RAISERS,
    TODAY,
    assigned,
    chosen,
    everything,
    handling,
    heard,
    last,
    opened,
    part,
    people,
    told,
)
from tests.proposals import conftest as proposing
from tests.world import at

LATER = at("2010-04-08 09:00")


@pytest.fixture
def plan(here):
    return proposing.planned(here, state="published")


def rows(case):
    """The parts that units have in a case."""
    parts = Assignment.objects.filter(case=case).order_by("sent_on", "-role", "unit__name")
    return list(parts.values_list("unit__name", "role", "state", "due_on"))


# opened


def test_open_case_keeps_the_text_of_that_day_and_each_raiser_once(here, plan):
    it = proposing.handed(proposing.filed(here), here)
    case = Case.objects.get(origin_id=it.pk)
    assert (case.serial, case.title, case.origin_kind, case.opened_on, case.assign_due, case.confidential) == (
        it.serial, it.title, "proposals.Proposal", TODAY, date(2010, 5, 1), False,
    )  # fmt: skip
    raised = list(case.raisers.values_list("person", "is_lead", "order"))
    assert raised == [(post.person_id, not n, n) for n, post in enumerate(here.delegates[:10])]


def test_open_case_is_part_of_the_handing_over(here, plan):
    it = proposing.handed(proposing.filed(here), here)
    assert told("open_case") == "BY handed over “IT”"
    assert last("open_case").kept == {"serial": it.serial}
    assert last("open_case").cause_id == Entry.objects.get(act="proposals.hand_over").pk


# assigned


def test_assign_gives_it_to_the_lead_and_the_assisting_units(here):
    case = assigned(here, assisting=["office", "department"])
    assert (case.state, case.lead_unit, case.assigned_on) == ("assigned", here.units["station"], TODAY)
    lead, office, department = (here.units[name].name for name in ("station", "office", "department"))
    assisting = sorted([office, department])
    assert rows(case) == [
        (lead, "lead", "sent", date(2010, 4, 13)),  # seven working days; 5 April is Qingming
        *((name, "assist", "sent", date(2010, 5, 1)) for name in assisting),
    ]


def test_assign_begins_the_clock(here):
    case = assigned(here)
    assert (case.clock_start, case.clock_rule, case.answer_due) == (
        TODAY, "casework.answer_within", date(2010, 7, 1),
    )  # fmt: skip


def test_assign_tells_every_unit_asked_and_the_raisers(here):
    assigned(here, assisting=["office"])
    units = [here.posts[name] for name in ("head", "handler", "assist_head", "assist_handler")]
    assert heard("assign") == people(*units, *here.delegates[:RAISERS])
    assert told("assign") == (
        f"BY assigned “IT” to {here.units['station']} (assisting: {here.units['office']})"
    )  # fmt: skip


# accepted


def test_accept_settles_the_assignment(here, handler):
    case = acts.accept(assigned(here), by=handler, on=LATER)
    given = part(case, here.units["station"])
    assert (case.state, given.state, given.settled_on) == ("handling", "accepted", date(2010, 4, 8))
    assert (told("accept"), heard("accept")) == ("BY accepted “IT”", people(*here.delegates[:RAISERS]))


def test_accept_by_lapse_of_time_tells_the_unit_as_well(here, clockwork):
    case = acts.deem_accepted(assigned(here), by=clockwork, on=at("2010-04-14 06:00"))
    assert (case.state, part(case, here.units["station"]).state) == ("handling", "accepted")
    assert told("deem_accepted") == "“IT” counts as accepted: it was not returned in time"
    assert heard("deem_accepted") == people(here.posts["head"], here.posts["handler"], *here.delegates[:RAISERS])


# returned


def test_return_to_office_gives_the_reason_and_stops_the_clock(here, head, clerk):
    case = acts.return_to_office(assigned(here, assisting=["office"]), by=head, on=LATER, reason="不属于本单位职责")
    given = part(case, here.units["station"])
    assert (case.state, case.lead_unit, case.answer_due, case.assign_due) == ("open", None, None, date(2010, 5, 8))
    assert (given.state, given.said, given.settled_on) == ("returned", "不属于本单位职责", date(2010, 4, 8))
    assert part(case, here.units["office"]).state == "ended"
    pause = Pause.objects.get()
    assert (pause.kind, pause.start, pause.end, pause.reason) == (
        "returned", date(2010, 4, 8), None, str(here.units["station"]),
    )  # fmt: skip
    assert (told("return_to_office"), heard("return_to_office")) == (
        "BY returned “IT”: not the duty of this unit", people(clerk),
    )  # fmt: skip


def test_return_to_office_is_possible_on_the_last_day(here, head):
    case = acts.return_to_office(assigned(here), by=head, on=at("2010-04-13 17:00"), reason="不属于本单位职责")
    assert case.state == "open"


def test_assign_anew_lets_the_clock_go_on(here, head, clerk):
    case = acts.return_to_office(assigned(here), by=head, on=LATER, reason="不属于本单位职责")
    case = acts.assign(case, by=clerk, on=at("2010-04-12 09:00"), lead=here.units["office"], assisting=[])
    assert (case.assigned_on, case.clock_start, case.answer_due) == (TODAY, TODAY, date(2010, 7, 5))
    assert Pause.objects.get().end == date(2010, 4, 12)
    assert [one[1:3] for one in rows(case)] == [("lead", "returned"), ("lead", "sent")]


def test_assign_keeps_the_provisions_of_the_day_it_was_opened(here, clerk):
    case = opened(here)
    chosen(here, answer_within=1)
    Case.objects.filter(pk=case.pk).update(opened_on=date(2010, 3, 9))  # the day before the township's own measures
    case.refresh_from_db()
    case = acts.assign(case, by=clerk, on=ON, lead=here.units["station"], assisting=[])
    assert case.answer_due == date(2010, 7, 1)
    other = opened(here, serial="2010-提案-002")
    other = acts.assign(other, by=clerk, on=ON, lead=here.units["station"], assisting=[])
    assert other.answer_due == date(2010, 5, 4)  # 1 to 3 May are days off


# opinions


def test_give_opinion_goes_to_the_lead_unit(here):
    case = handling(here, assisting=["office"])
    given = acts.give_opinion(part(case, here.units["office"]), by=here.posts["assist_handler"], on=LATER, said="同意")
    assert (given.state, given.said, given.settled_on) == ("opined", "同意", date(2010, 4, 8))
    assert told("give_opinion") == f"{here.units['office']} gave its opinion on “IT”"
    assert heard("give_opinion") == people(here.posts["head"], here.posts["handler"])
    assert last("give_opinion").kept == {"unit": str(here.units["office"])}


def test_what_is_asked_twice_with_one_key_is_done_once(here, head):
    case = handling(here)
    key = "0198f4c8-1111-7000-8000-000000000001"
    first = acts.ask_extension(case, by=head, on=ON, once=key, reason="等待资金")
    before = everything()
    assert acts.ask_extension(case, by=head, on=ON, once=key, reason="等待资金") == first
    assert everything() == before
