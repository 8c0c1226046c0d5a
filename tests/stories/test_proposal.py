"""The whole way of a proposal, through HTTP: from a research trip to the district's page."""

from datetime import date

import pytest
from django.utils import translation

from changren.base.clock import now
from changren.base.minutes import verify
from changren.base.minutes.models import Chain, Entry
from changren.casework import acts as casework
from changren.casework.models import Case, Delivery
from changren.proposals import acts
from changren.proposals.models import Activity, Plan, Proposal, Signature
from tests.stories.hands import Hands
from tests.world import at

DRAFT = {
    "delegation": "", "title": "修缮上山村办公场所", "subject": "村办公场所漏雨",
    "grounds": "三月十日实地察看，屋顶漏雨三处。",
    "measures": "由村镇建设办公室牵头修缮。", "field": "premises", "wanted_unit": "", "confidential": "no",
    "may_publish": "yes",
}  # fmt: skip


@pytest.fixture
def clock():
    """Lets a story say what time it is. It begins on 20 February 2010 and only goes forward."""

    def set_to(text: str) -> None:
        moment = at(text)
        now.follow(lambda: moment)

    set_to("2010-02-20 09:00")
    yield set_to
    now.follow(None)


@pytest.fixture
def people(here, clock, browse):
    """Everybody in the first township with a browser: by role, and the delegates by number."""
    with translation.override("en"):
        roles = {name: Hands(post, browse) for name, post in here.posts.items()}
        roles |= {f"delegate{n}": Hands(post, browse) for n, post in enumerate(here.delegates)}
        for person in {post.person for post in (*here.posts.values(), *here.delegates)}:
            type(person).objects.filter(pk=person.pk).update(language="en")
        yield roles


def plan_a_session(people, here, clock) -> Plan:
    clock("2010-03-01 09:00")
    people["clerk"].do(
        acts.draft_plan, here.session, aims="聚焦党建", opens_at="2010-03-02T09:00", forward_until="2010-04-05T11:00",
        sign_until="2010-04-10T17:30",
    )  # fmt: skip
    plan = Plan.objects.get()
    people["clerk"].do(acts.publish_plan, plan)
    return plan


def research(people, here, plan, clock) -> Activity:
    clock("2010-03-05 09:00")
    people["delegate0"].do(
        acts.plan_activity, plan, kind="research", title="上山村调研", place="上山村", owner=here.mandates[0].pk,
        delegation="", planned_on="2010-03-10",
    )  # fmt: skip
    trip = Activity.objects.get()
    clock("2010-03-11 09:00")
    people["delegate0"].do(
        acts.report_activity, trip, held_on="2010-03-10", participants=[m.pk for m in here.mandates[:3]],
        findings="漏雨三处"
    )  # fmt: skip
    return trip


def handed_in(people, here, clock, who: int = 0, trip: Activity | None = None, cosigners: int = 9) -> Proposal:
    """A proposal by delegate `who`, signed by the next `cosigners` delegates, handed in."""
    clock("2010-03-20 09:00")
    lead = people[f"delegate{who}"]
    lead.do(acts.draft, kind="proposal", **DRAFT)
    it = Proposal.objects.get(lead=here.mandates[who], state="draft")
    if trip:
        lead.do(acts.cite, it, activity=trip.pk)
    lead.do(acts.put_forward, it)
    others = [n for n in range(len(here.mandates)) if n != who][:cosigners]
    lead.do(acts.invite, it, delegates=[here.mandates[n].pk for n in others])
    for n in others:
        invitation = Signature.objects.get(proposal=it, mandate=here.mandates[n])
        people[f"delegate{n}"].do(acts.sign, invitation, version=it.version, read="on")
    lead.do(acts.hand_in, it)
    it.refresh_from_db()
    return it


def test_the_whole_way(people, here, clock):
    plan = plan_a_session(people, here, clock)
    trip = research(people, here, plan, clock)
    first = handed_in(people, here, clock, 0, trip)
    second = handed_in(people, here, clock, 1, cosigners=10)
    assert (first.serial, second.serial) == ("2010-提案-001", "2010-提案-002")

    clock("2010-04-12 09:00")
    people["reviewer"].do(acts.file, first, opinion="符合条件")
    people["reviewer"].do(acts.merge, second, into=first.pk, opinion="同一事项")
    clerk, station, office = people["clerk"], here.units["station"], here.units["office"]
    clerk.do(acts.hand_over, first, lead=office.pk, assisting=[])
    case = Case.objects.get()
    assert case.answer_due == date(2010, 7, 12)
    assert case.raisers.count() == 11  # delegate 0 … 10, each once though most signed both

    clock("2010-04-14 09:00")
    people["assist_head"].do(casework.return_to_office, case, reason="不属于本单位职责")
    case.refresh_from_db()
    assert (case.state, case.answer_due) == ("open", None)
    clock("2010-04-16 09:00")
    clerk.do(casework.assign, case, lead=station.pk, assisting=[office.pk])
    case.refresh_from_db()
    assert case.answer_due == date(2010, 7, 14)  # the two days nobody had it are added
    people["handler"].do(casework.accept, case)
    people["assist_handler"].do(casework.give_opinion, case.assignments.get(role="assist", state="sent"), said="同意")

    clock("2010-07-01 09:00")
    people["handler"].do(casework.ask_extension, case, reason="等待资金")
    people["delegate0"].do(casework.grant_extension, case.extensions.get())
    case.refresh_from_db()
    assert case.answer_due == date(2010, 8, 16)  # 14 August is a Saturday

    clock("2010-08-10 09:00")
    answer(people, case, "B", "2010-12-31")
    raisers = list(case.raisers.order_by("order"))
    for n, raiser in enumerate(raisers):
        delivery = Delivery.objects.get(raiser=raiser)
        verdict = "not" if n == 3 else "satisfied"
        page = hands_of(people, here, raiser).do(
            casework.judge, delivery, attitude="satisfied", result=verdict, comment="还有一处漏雨" if n == 3 else ""
        )
        if n == 3:
            assert "must be done again (round 2)" in page
            break
    case.refresh_from_db()
    assert (case.state, case.round, case.answer_due) == ("handling", 2, date(2010, 9, 10))

    clock("2010-09-01 09:00")
    answer(people, case, "A", "")
    for delivery in Delivery.objects.filter(answer__round=2).select_related("raiser"):
        hands_of(people, here, delivery.raiser).do(
            casework.judge, delivery, attitude="satisfied", result="satisfied", comment=""
        )
    assert "Only the lead of those who raised the case may do this." in people["handler"].cannot(casework.close, case)
    people["delegate0"].do(casework.close, case)
    case.refresh_from_db()
    assert (case.state, case.closed_on) == ("closed", date(2010, 9, 1))
    assert list(verify(Entry.objects.all(), Chain.objects.get())) == []


def answer(people, case: Case, grade: str, promised_by: str) -> None:
    for raiser in case.raisers.all():
        people["handler"].do(casework.record_contact, case, raiser=raiser.pk, how="visit", day=now.now().date(), note="")
    people["handler"].do(casework.draft_answer, case, text="已安排修缮。", grade=grade, promised_by=promised_by)
    people["head"].do(casework.sign_off, case)


def hands_of(people, here, raiser) -> Hands:
    number = next(n for n, post in enumerate(here.delegates) if post.person_id == raiser.person_id)
    return people[f"delegate{number}"]
