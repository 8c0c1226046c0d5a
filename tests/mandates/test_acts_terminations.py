"""The end of a mandate by decision: proposed, decided or dismissed, filed."""

from datetime import date

import pytest

from changren.base.acts import Kind
from changren.mandates import acts
from changren.mandates.models import Delegation, ElectingUnit, Mandate, Termination, Vacancy
from changren.organisation.models import Post, Role
from tests.mandates.conftest import heard, last, refused, told

TODAY = date(2010, 4, 1)
RESIGNED = {"cause": "resigned", "grounds": "家庭原因"}


@pytest.fixture
def it(here):
    return here.mandates[3]


@pytest.fixture
def proposed(here, it, on):
    return acts.propose_termination(it, by=here.posts["branch"], on=on, **RESIGNED)


def decide(here, termination, on, **other):
    given = {"by": here.posts["committee"], "on": on, "day": TODAY, "decision": "同意辞职"} | other
    return acts.decide_termination(termination, **given)


def people(here, *names):
    return {here.posts[name].person_id for name in names}


def test_propose_termination_asks_the_committee(here, it, on, proposed):
    assert (proposed.state, proposed.cause, proposed.grounds, proposed.proposed_on) == (
        "proposed", "resigned", "家庭原因", TODAY,
    )  # fmt: skip
    it.refresh_from_db()
    assert it.state == "active"
    assert told("propose_termination") == ("BY proposed for the electing unit to end the mandate of “IT”: resignation")
    assert heard("propose_termination") == {it.person_id, *people(here, "committee", "clerk")}
    assert last("propose_termination").kept == {"cause": "resigned"}


def test_propose_termination_is_for_the_secretary_of_the_electing_unit(here, it, on):
    with refused("Only the secretary of the electing unit may do this.", Kind.WHO, "mandates.decision_within"):
        acts.propose_termination(it, by=here.posts["clerk"], on=on, **RESIGNED)


def test_propose_termination_needs_a_unit_that_has_a_branch(here, it, on):
    ElectingUnit.objects.update(branch=None)
    with refused("Only the secretary of the electing unit may do this.", Kind.WHO, "mandates.decision_within"):
        acts.propose_termination(it, by=here.posts["branch"], on=on, **RESIGNED)


def test_propose_termination_is_done_once_at_a_time(here, it, on, proposed):
    with refused("A termination is already proposed and waits for the committee.", rule="mandates.decision_within"):
        acts.propose_termination(it, by=here.posts["branch"], on=on, **RESIGNED)


def test_propose_termination_refuses_what_ends_a_mandate_by_itself(here, it, on):
    with refused("This cause is not one for a decision.", rule="mandates.ends_by_law"):
        acts.propose_termination(it, by=here.posts["branch"], on=on, cause="penalty", grounds="")


def test_propose_termination_refuses_a_mandate_that_has_ended(here, it, on):
    acts.stop(it, by=here.posts["clerk"], on=on, day=TODAY)
    with refused("This mandate ended on 2010-04-01."):
        acts.propose_termination(it, by=here.posts["branch"], on=on, **RESIGNED)


def test_decide_termination_ends_the_mandate_at_once(here, it, on, proposed, world):
    decide(here, proposed, on)
    it.refresh_from_db()
    proposed.refresh_from_db()
    assert (proposed.state, proposed.decided_on, proposed.decision) == ("decided", TODAY, "同意辞职")
    assert (it.state, it.cause, it.changed_on) == ("terminated", "resigned", TODAY)
    assert not Post.objects.filter(person=it.person_id, role=Role.DELEGATE, until=None).exists()
    assert Vacancy.objects.get().left_by == it
    assert told("decide_termination") == (
        "BY recorded the committee's decision of 2010-04-01 to end the mandate of “IT”: resignation"
    )
    assert told("end_by_decision") == (
        "The mandate of “IT” ended on 2010-04-01 by decision of the committee: resignation"
    )
    told_to = {it.person_id, world.officer.person_id, *people(here, "branch", "clerk")}
    assert heard("decide_termination") == told_to
    assert last("end_by_decision").cause_id == last("decide_termination").pk


def test_decide_termination_relieves_the_head_of_a_delegation(here, on):
    head = here.mandates[0]
    termination = acts.propose_termination(head, by=here.posts["branch"], on=on, **RESIGNED)
    decide(here, termination, on)
    assert Delegation.objects.get(pk=here.delegations[0].pk).head is None


def test_decide_termination_is_not_for_oneself(here, it, on, proposed):
    own = Post.objects.create(
        township=here.township, person=it.person, unit=here.units["committee"], role=Role.COMMITTEE, since=TODAY
    )
    says = "This is about your own mandate; another member must do it."
    with refused(says, rule="mandates.decision_within"):
        decide(here, proposed, on, by=own)


def test_decide_termination_refuses_a_day_before_the_proposal(here, on, proposed):
    with refused("It was proposed on 2010-04-01."):
        decide(here, proposed, on, day=date(2010, 3, 31))


def test_decide_termination_refuses_a_day_to_come(here, on, proposed):
    with refused("2010-04-02 has not come yet."):
        decide(here, proposed, on, day=date(2010, 4, 2))


def test_decide_termination_refuses_a_mandate_that_has_ended_otherwise(here, it, on, proposed):
    acts.end_by_law(it, by=here.posts["clerk"], on=on, cause="died", day=TODAY)
    with refused("This mandate ended on 2010-04-01."):
        decide(here, proposed, on)


def test_dismiss_termination_leaves_the_mandate(here, it, on, proposed):
    acts.dismiss_termination(proposed, by=here.posts["committee"], on=on, day=TODAY, decision="挽留")
    proposed.refresh_from_db()
    assert (proposed.state, proposed.decided_on, proposed.decision) == ("dismissed", TODAY, "挽留")
    assert (Mandate.objects.get(pk=it.pk).state, list(Vacancy.objects.all())) == ("active", [])
    assert told("dismiss_termination") == (
        "BY recorded the committee's decision of 2010-04-01 not to end the mandate of “IT”"
    )
    assert heard("dismiss_termination") == {it.person_id, *people(here, "branch", "clerk")}


def test_dismiss_termination_allows_another_proposal(here, it, on, proposed):
    acts.dismiss_termination(proposed, by=here.posts["committee"], on=on, day=TODAY, decision="挽留")
    again = acts.propose_termination(it, by=here.posts["branch"], on=on, **RESIGNED)
    assert [one.state for one in Termination.objects.filter(mandate=it)] == ["dismissed", again.state]


def test_file_termination_is_received_by_the_district(here, world, on, proposed):
    decide(here, proposed, on)
    acts.file_termination(proposed, by=world.officer, on=on)
    proposed.refresh_from_db()
    assert (proposed.state, proposed.filed_on) == ("filed", TODAY)
    assert told("file_termination") == "BY received the filing of the ended mandate of “IT”"
    assert heard("file_termination") == people(here, "clerk", "committee")


def test_file_termination_is_not_for_the_township(here, on, proposed):
    decide(here, proposed, on)
    with refused("Only an officer of the district may do this.", Kind.WHO):
        acts.file_termination(proposed, by=here.posts["committee"], on=on)


def test_file_termination_follows_the_decision(here, world, on, proposed):
    with refused("This is not possible while the state is “proposed”.", Kind.STATE):
        acts.file_termination(proposed, by=world.officer, on=on)
