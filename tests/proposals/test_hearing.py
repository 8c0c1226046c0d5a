"""Delegates judge the report on proposals at their meeting, once each; what they are not satisfied with goes up."""

import pytest

from changren.casework.models import Case
from changren.congress.models import Meeting
from changren.mandates.models import Session
from changren.organisation.models import Person
from changren.proposals import acts, queries
from changren.proposals.models import Assessment, Proposal
from tests.congress import conftest as congress
from tests.proposals.conftest import handed, refused, registered
from tests.rulebook.versions import adopted

DAY = congress.DAY


@pytest.fixture
def it(here):
    return handed(registered(here), here)


def begun(place) -> Meeting:
    """The session after the one for which the proposal was handed in is planned; its meeting is open."""
    earlier = place.session
    session = Session.objects.create(township=place.township, term=place.term, number=9, planned_on=DAY.date())
    Session.objects.filter(pk=earlier.pk).update(planned_on="2010-03-20")
    place.session = session
    try:
        return congress.opened(place, congress.planned(place))
    finally:
        place.session = earlier


def test_assess_report_counts_each_delegate_once_and_more_than_half_goes_up(here, browse, it, clerk):
    Person.objects.update(language="en")
    meeting, mark = begun(here), {str(it.pk): False}
    first, second, third = here.delegates[:3]
    url = f"/proposals/heard/{meeting.pk}/"
    with refused("Mark at least one proposal."):
        acts.assess_report(meeting, by=first, on=DAY, marks={})
    with refused("This proposal is not in the report."):
        acts.assess_report(meeting, by=first, on=DAY, marks={str(meeting.pk): True})
    sent = {f"mark-{it.pk}": "not"}
    phone = browse(first)
    assert str(it) in phone.get(f"/proposals/{meeting.pk}/assess_report/").content.decode()
    assert phone.post(f"/proposals/{meeting.pk}/assess_report/", {}).status_code == 409
    assert phone.post(f"/proposals/{meeting.pk}/assess_report/", sent)["Location"] == url
    with refused("You have judged the report already."):
        acts.assess_report(meeting, by=first, on=DAY, marks=mark)
    acts.assess_report(meeting, by=second, on=DAY, marks={str(it.pk): True})
    assert (Assessment.objects.count(), queries.judged_at(meeting)) == (2, [])
    with refused("No meeting has judged it."):
        acts.refer_to_committee(it, by=clerk, on=DAY)
    acts.assess_report(meeting, by=third, on=DAY, marks=mark)
    meeting = congress.acts.close_meeting(meeting, by=clerk, on=DAY)
    with refused("Delegates judge the report while the meeting is open."):
        acts.assess_report(meeting, by=here.delegates[3], on=DAY, marks=mark)
    (told,) = queries.judged_at(meeting)
    assert (told.proposal, told.satisfied, told.dissatisfied, told.whole, told.goes_up) == (it, 1, 2, 3, True)
    assert "2 ÷ 3 = " in browse(first).get(url).content.decode()
    assert "2 ÷ 3 = " in browse(clerk).get(f"/proposals/report/{meeting.session_id}/").content.decode()
    desk = [str(one.says) for one in queries.waiting_for(clerk.person) if one.it == it]
    assert desk == ["Check whether it may be published", "Refer it to the Party committee"]
    acts.refer_to_committee(it, by=clerk, on=DAY)
    assert Case.objects.get(pk=it.case_id).escalated_on == DAY.date()
    with refused(f"It was referred on {DAY.date()}.", rule="report_unsatisfied"):
        acts.refer_to_committee(Proposal.objects.get(pk=it.pk), by=clerk, on=DAY)


def test_half_does_not_go_up_and_rules_may_have_no_judgement(here, it, clerk):
    meeting = begun(here)
    for post, satisfied in ((here.delegates[0], True), (here.delegates[1], False)):
        acts.assess_report(meeting, by=post, on=DAY, marks={str(it.pk): satisfied})
    congress.acts.close_meeting(meeting, by=clerk, on=DAY)
    with refused("1 of 2 are not satisfied.", rule="report_unsatisfied"):
        acts.refer_to_committee(it, by=clerk, on=DAY)
    adopted(here.township, "proposals", "2010-03-10", report_judged=False)
    Meeting.objects.update(state="open", closed_on=None)
    with refused("The rules here do not have the report on proposals judged.", rule="report_judged"):
        acts.assess_report(Meeting.objects.get(pk=meeting.pk), by=here.delegates[2], on=DAY, marks={str(it.pk): True})
