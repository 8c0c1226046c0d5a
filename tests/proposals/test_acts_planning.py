"""The work plan and its activities: what each act does, writes down and tells."""

from datetime import date

from changren.base.documents.uploads import attached_to
from changren.proposals import acts
from changren.proposals.models import Plan
from tests.proposals.conftest import CUTOFFS, ON, heard, paper, people, planned, told
from tests.world import at

MOVED = {
    "opens_at": at("2010-03-02 09:00"), "forward_until": at("2010-04-06 12:00"), "sign_until": at("2010-04-11 08:15"),
}  # fmt: skip


def planned_activity(here, plan, **other):
    given = {
        "kind": "research", "title": "上山村调研", "place": "上山村", "owner": here.mandates[0], "delegation": None,
        "planned_on": date(2010, 4, 2),
    }  # fmt: skip
    return acts.plan_activity(plan, by=here.delegates[0], on=ON, **given | other)


def test_draft_plan_is_the_office_s_alone_for_now(here, clerk):
    it = acts.draft_plan(here.session, by=clerk, on=ON, aims="聚焦党建", **CUTOFFS)
    kept = {name: getattr(it, name) for name in CUTOFFS}
    assert (it.state, it.session, it.aims, kept) == ("draft", here.session, "聚焦党建", CUTOFFS)
    assert (told("draft_plan"), heard("draft_plan")) == ("BY drafted “IT”", set())


def test_revise_plan_changes_all_of_it(here, clerk):
    it = acts.revise_plan(planned(here), by=clerk, on=ON, aims="聚焦民生", **MOVED)
    assert (it.state, it.aims, {name: getattr(it, name) for name in MOVED}) == ("draft", "聚焦民生", MOVED)
    assert told("revise_plan") == "BY revised “IT”"


def test_publish_plan_tells_every_delegate_both_minutes(here, clerk):
    it = acts.publish_plan(planned(here), by=clerk, on=ON)
    assert (it.state, heard("publish_plan")) == ("published", people(*here.delegates))
    assert told("publish_plan") == "BY published “IT”: forward until 2010-04-05 11:00, sign until 2010-04-10 17:30"


def test_move_cutoffs_tells_every_delegate_both_minutes(here, plan, clerk):
    it = acts.move_cutoffs(plan, by=clerk, on=ON, **MOVED)
    assert {name: getattr(it, name) for name in MOVED} == MOVED
    assert (it.state, heard("move_cutoffs")) == ("published", people(*here.delegates))
    assert told("move_cutoffs") == (
        "BY moved the cut-offs of “IT”: forward until 2010-04-06 12:00, sign until 2010-04-11 08:15"
    )


def test_plan_activity_tells_its_organiser(here, plan, clerk):
    it = planned_activity(here, plan, owner=here.mandates[3], delegation=here.delegations[1])
    assert (it.state, it.kind, it.place, it.owner, it.delegation, it.planned_on) == (
        "planned", "research", "上山村", here.mandates[3], here.delegations[1], date(2010, 4, 2),
    )  # fmt: skip
    assert told("plan_activity") == "BY planned “IT” (research trip) for 2010-04-02"
    assert heard("plan_activity") == people(here.delegates[3])


def test_report_activity_keeps_findings_people_and_paper(here, plan, lead):
    it = planned_activity(here, plan)
    it = acts.report_activity(
        it, by=lead, on=ON, held_on=date(2010, 4, 1), participants=here.mandates[:3], findings="漏雨三处", paper=paper()
    )
    assert (it.state, it.held_on, it.findings) == ("done", date(2010, 4, 1), "漏雨三处")
    assert {one.mandate_id for one in it.participations.all()} == {mandate.pk for mandate in here.mandates[:3]}
    assert [one.name for one in attached_to(it)] == ["照片.pdf"]
    assert told("report_activity") == "BY reported “IT”, held on 2010-04-01 with 3 delegates"


def test_report_activity_needs_no_paper(here, plan, lead):
    given = {"held_on": date(2010, 4, 1), "participants": [], "findings": "漏雨三处", "paper": None}
    it = acts.report_activity(planned_activity(here, plan), by=lead, on=ON, **given)
    assert (it.state, list(attached_to(it))) == ("done", [])


def test_cancel_activity_ends_it(here, plan, clerk):
    it = acts.cancel_activity(planned_activity(here, plan), by=clerk, on=ON)
    assert (it.state, told("cancel_activity")) == ("cancelled", "BY cancelled “IT”")


def test_plan_of_a_session_is_told_by_its_session(here):
    assert str(planned(here)) == f"Proposal work plan, {here.session}"
    assert Plan.objects.get().get_absolute_url() == f"/proposals/plans/{Plan.objects.get().pk}/"
