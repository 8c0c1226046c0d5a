"""Terms, sessions, electing units, delegations, targets."""

from datetime import date

import pytest

from changren.base.acts import Kind
from changren.mandates import acts
from changren.mandates.models import Delegation, ElectingUnit, Mandate, Session, StructureTarget, Term
from tests.mandates.conftest import heard, last, refused, told
from tests.world import at


@pytest.fixture
def clerk(here):
    return here.posts["clerk"]


@pytest.fixture
def ended(here, clerk, on):
    """The term of the world, ended."""
    return acts.end_term(here.term, by=clerk, on=on, day=date(2010, 3, 31))


def test_begin_term_enters_the_congress(here, clerk, on, ended):
    term = acts.begin_term(here.township, by=clerk, on=on, number=8, seats=60, began_on=date(2010, 4, 1))
    assert (term.number, term.seats, term.began_on, term.state) == (8, 60, date(2010, 4, 1), "current")
    assert told("begin_term") == "BY entered “IT” with 60 seats, begun on 2010-04-01"
    assert (last("begin_term").before, last("begin_term").after) == ("", "current")


def test_begin_term_refuses_while_another_goes_on(here, clerk, on):
    with refused("Term 7 has not ended; end it first."):
        acts.begin_term(here.township, by=clerk, on=on, number=8, seats=60, began_on=date(2010, 4, 1))


def test_begin_term_refuses_a_number_twice(here, clerk, on, ended):
    with refused("Term 7 is already entered."):
        acts.begin_term(here.township, by=clerk, on=on, number=7, seats=60, began_on=date(2010, 4, 1))


@pytest.mark.parametrize(("seats", "key"), [(49, "mandates.seats_least"), (301, "mandates.seats_most")])
def test_begin_term_refuses_seats_out_of_range(here, clerk, on, ended, seats, key):
    with refused("A congress has 50 to 300 seats.", rule=key):
        acts.begin_term(here.township, by=clerk, on=on, number=8, seats=seats, began_on=date(2010, 4, 1))


@pytest.mark.parametrize("seats", [50, 300])
def test_begin_term_takes_the_bounds_themselves(here, clerk, on, ended, seats):
    term = acts.begin_term(here.township, by=clerk, on=on, number=8, seats=seats, began_on=date(2010, 4, 1))
    assert term.seats == seats


def test_correct_term_changes_number_seats_and_day(here, clerk, on):
    acts.correct_term(here.term, by=clerk, on=on, number=6, seats=70, began_on=date(2008, 3, 2))
    here.term.refresh_from_db()
    assert (here.term.number, here.term.seats, here.term.began_on) == (6, 70, date(2008, 3, 2))
    assert told("correct_term") == "BY corrected “IT”: 70 seats, begun on 2008-03-02"


def test_correct_term_refuses_fewer_seats_than_are_shared_out(here, clerk, on):
    ElectingUnit.objects.filter(term=here.term).update(seats=61)
    with refused("61 seats are shared out already.", rule="mandates.quota_binds"):
        acts.correct_term(here.term, by=clerk, on=on, number=7, seats=60, began_on=here.term.began_on)


def test_correct_term_leaves_an_ended_one_alone(here, clerk, on, ended):
    with refused("This is not possible while the state is “expired”.", Kind.STATE):
        acts.correct_term(here.term, by=clerk, on=on, number=7, seats=60, began_on=here.term.began_on)


def test_end_term_lets_every_mandate_expire_each_on_record(here, clerk, on):
    acts.suspend(here.mandates[1], by=clerk, on=on, cause="custody", day=on.date())
    acts.end_term(here.term, by=clerk, on=on, day=on.date())
    states = set(Mandate.objects.filter(term=here.term).values_list("state", "cause", "changed_on"))
    assert states == {("expired", "", date(2010, 4, 1))}
    here.term.refresh_from_db()
    assert (here.term.state, here.term.ended_on) == ("expired", date(2010, 4, 1))
    assert told("end_term") == "BY recorded that “IT” ended on 2010-04-01"
    assert told("expire") == "The mandate of “IT” expired with the term on 2010-04-01"
    entry = last("expire")
    assert (entry.before, entry.after, entry.cause_id) == ("active", "expired", last("end_term").pk)
    assert type(entry).objects.filter(act="mandates.expire").count() == len(here.mandates)
    assert not [post for post in here.delegates if type(post).objects.get(pk=post.pk).is_held]


def test_end_term_tells_each_delegate(here, clerk, on):
    acts.end_term(here.term, by=clerk, on=on, day=on.date())
    assert len(heard("expire")) == 1


def test_end_term_leaves_mandates_that_had_ended_as_they_were(here, clerk, on):
    acts.stop(here.mandates[2], by=clerk, on=on, day=on.date())
    acts.end_term(here.term, by=clerk, on=on, day=on.date())
    here.mandates[2].refresh_from_db()
    assert here.mandates[2].state == "stopped"


@pytest.mark.parametrize(
    ("day", "says"),
    [(date(2010, 4, 2), "2010-04-02 has not come yet."), (date(2008, 2, 1), "The term began on 2008-03-01.")],
)
def test_end_term_refuses_days_to_come_and_days_before(here, clerk, on, day, says):
    with refused(says):
        acts.end_term(here.term, by=clerk, on=on, day=day)


def test_plan_session_plans_the_next_meeting(here, clerk, on):
    it = acts.plan_session(here.term, by=clerk, on=on, number=3, planned_on=date(2011, 3, 1))
    assert (it.number, it.planned_on, it.state, it.is_annual_meeting) == (3, date(2011, 3, 1), "planned", True)
    assert told("plan_session") == "BY planned IT for 2011-03-01"


def test_plan_session_refuses_a_number_twice(here, clerk, on):
    with refused("Session 2 is already entered."):
        acts.plan_session(here.term, by=clerk, on=on, number=2, planned_on=date(2011, 3, 1))


def test_plan_session_refuses_after_the_end_of_the_term(here, clerk, on, ended):
    with refused("Term 7 ended on 2010-03-31."):
        acts.plan_session(here.term, by=clerk, on=on, number=3, planned_on=date(2011, 3, 1))


def test_hold_session_records_the_day(here, clerk, on):
    acts.hold_session(here.session, by=clerk, on=at("2010-04-20 18:00"), day=date(2010, 4, 20))
    here.session.refresh_from_db()
    assert (here.session.state, here.session.held_on) == ("held", date(2010, 4, 20))
    assert told("hold_session") == "BY recorded that IT was held on 2010-04-20"


def test_hold_session_refuses_a_day_to_come(here, clerk, on):
    with refused("2010-04-20 has not come yet."):
        acts.hold_session(here.session, by=clerk, on=on, day=date(2010, 4, 20))


def test_hold_session_refuses_a_day_before_the_term(here, clerk, on):
    with refused("The term began on 2008-03-01."):
        acts.hold_session(here.session, by=clerk, on=on, day=date(2008, 2, 1))


def test_hold_session_is_done_once(here, clerk, on):
    acts.hold_session(here.session, by=clerk, on=on, day=on.date())
    with refused("This is not possible while the state is “held”.", Kind.STATE):
        acts.hold_session(here.session, by=clerk, on=on, day=on.date())


def test_move_session_changes_the_day(here, clerk, on):
    acts.move_session(here.session, by=clerk, on=on, planned_on=date(2010, 5, 1))
    here.session.refresh_from_db()
    assert (here.session.planned_on, here.session.state) == (date(2010, 5, 1), "planned")
    assert told("move_session") == "BY moved IT to 2010-05-01"


def test_cancel_session_frees_its_number(here, clerk, on):
    acts.cancel_session(here.session, by=clerk, on=on, reason="typhoon")
    again = acts.plan_session(here.term, by=clerk, on=on, number=2, planned_on=date(2010, 5, 1))
    assert told("cancel_session") == "BY cancelled IT: typhoon"
    assert set(Session.objects.filter(term=here.term, number=2).values_list("pk", "state")) == {
        (here.session.pk, "cancelled"), (again.pk, "planned"),
    }  # fmt: skip


def test_fix_should_attend_leaves_the_suspended_out_as_the_rules_say(here, clerk, on):
    acts.suspend(here.mandates[1], by=clerk, on=on, cause="custody", day=on.date())
    acts.fix_should_attend(here.session, by=clerk, on=on)
    here.session.refresh_from_db()
    assert here.session.should_attend == len(here.mandates) - 1
    assert told("fix_should_attend") == "BY fixed how many should attend IT: 13"


def test_fix_should_attend_is_settled_before_the_meeting(here, clerk, on):
    acts.hold_session(here.session, by=clerk, on=on, day=on.date())
    with refused("This is not possible while the state is “held”.", Kind.STATE):
        acts.fix_should_attend(here.session, by=clerk, on=on)


def test_add_electing_unit_enters_its_quota_and_branch(here, clerk, on):
    Term.objects.filter(pk=here.term.pk).update(seats=20)
    branch = here.units["branch"]
    unit = acts.add_electing_unit(here.term, by=clerk, on=on, name="西支部", seats=6, branch=branch)
    assert (unit.name, unit.seats, unit.branch, unit.term_id) == ("西支部", 6, branch, here.term.pk)
    assert told("add_electing_unit") == "BY entered the electing unit “IT” with 6 seats"


def test_add_electing_unit_refuses_more_seats_than_are_left(here, clerk, on):
    Term.objects.filter(pk=here.term.pk).update(seats=20)
    with refused("Only 6 of 20 seats are left.", rule="mandates.quota_binds"):
        acts.add_electing_unit(here.term, by=clerk, on=on, name="西支部", seats=7, branch=None)


def test_add_electing_unit_refuses_a_name_twice(here, clerk, on):
    name = here.mandates[0].electing_unit.name
    with refused(f"There is already an electing unit called “{name}”."):
        acts.add_electing_unit(here.term, by=clerk, on=on, name=name, seats=1, branch=None)


def test_correct_electing_unit_keeps_its_own_name_and_seats(here, clerk, on):
    unit = here.mandates[0].electing_unit
    acts.correct_electing_unit(unit, by=clerk, on=on, name=unit.name, seats=14, branch=None)
    unit.refresh_from_db()
    assert (unit.seats, unit.branch) == (14, None)


def test_correct_electing_unit_refuses_fewer_seats_than_delegates(here, clerk, on):
    unit = here.mandates[0].electing_unit
    with refused(f"“{unit}” has 14 delegates.", rule="mandates.quota_binds"):
        acts.correct_electing_unit(unit, by=clerk, on=on, name=unit.name, seats=13, branch=None)


def test_add_delegation_enters_it(here, clerk, on):
    group = acts.add_delegation(here.term, by=clerk, on=on, name="第三代表团")
    assert (group.name, group.head, group.term_id) == ("第三代表团", None, here.term.pk)
    assert told("add_delegation") == "BY entered the delegation “IT”"


def test_add_delegation_refuses_a_name_twice(here, clerk, on):
    with refused("There is already a delegation called “第一代表团”."):
        acts.add_delegation(here.term, by=clerk, on=on, name="第一代表团")


def test_correct_delegation_renames_it(here, clerk, on):
    acts.correct_delegation(here.delegations[0], by=clerk, on=on, name="东片代表团")
    assert Delegation.objects.get(pk=here.delegations[0].pk).name == "东片代表团"
    assert told("correct_delegation") == "BY corrected the delegation “IT”"


def test_appoint_head_enters_and_tells_the_head(here, clerk, on):
    acts.appoint_head(here.delegations[0], by=clerk, on=on, head=here.mandates[2])
    assert Delegation.objects.get(pk=here.delegations[0].pk).head == here.mandates[2]
    assert (told("appoint_head"), heard("appoint_head")) == (
        "BY entered the head of “IT”", {here.mandates[2].person_id},
    )  # fmt: skip


@pytest.mark.parametrize("which", ["of another delegation", "suspended"])
def test_appoint_head_refuses_who_is_not_an_active_delegate_of_it(here, clerk, on, which):
    head = here.mandates[1 if which == "of another delegation" else 2]
    if which == "suspended":
        head = acts.suspend(head, by=clerk, on=on, cause="custody", day=on.date())
    with refused("The head must be an active delegate of this delegation."):
        acts.appoint_head(here.delegations[0], by=clerk, on=on, head=head)


def test_relieve_head_leaves_it_without(here, clerk, on):
    acts.relieve_head(here.delegations[0], by=clerk, on=on)
    assert Delegation.objects.get(pk=here.delegations[0].pk).head is None
    with refused("This delegation has no head."):
        acts.relieve_head(here.delegations[0], by=clerk, on=on)


def test_set_target_counts_the_newest_number(here, clerk, on):
    acts.set_target(here.term, by=clerk, on=on, kind="women", at_least=4)
    acts.set_target(here.term, by=clerk, on=on, kind="women", at_least=5)
    assert list(StructureTarget.objects.values_list("term", "kind", "at_least")) == [(here.term.pk, "women", 5)]
    assert told("set_target") == "BY set the target: women, at least 5"


def test_nothing_is_grouped_once_the_term_has_ended(here, clerk, on, ended):
    says = "Term 7 ended on 2010-03-31."
    with refused(says):
        acts.add_delegation(here.term, by=clerk, on=on, name="第三代表团")
    with refused(says):
        acts.add_electing_unit(here.term, by=clerk, on=on, name="西支部", seats=1, branch=None)
    with refused(says):
        acts.appoint_head(here.delegations[0], by=clerk, on=on, head=here.mandates[2])
    with refused(says):
        acts.set_target(here.term, by=clerk, on=on, kind="women", at_least=4)
    with refused(says):
        acts.move_session(here.session, by=clerk, on=on, planned_on=date(2011, 1, 1))
