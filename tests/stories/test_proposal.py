"""The whole way of a proposal, through HTTP: from a research trip to the district's page."""

from changren.casework import acts as casework
from changren.casework.models import Case, Delivery
from changren.proposals import acts
from changren.proposals.models import Activity, Plan, Proposal
from tests.stories.telling import Tale, answered, collecting, day, drafted, judged, plan_session, signed


def research(tale: Tale, plan: Plan) -> Activity:
    tale.at("2010-03-05 09:00")
    tale.delegate(0).do(
        acts.plan_activity, plan, kind="research", title="上山村调研", place="上山村", owner=tale.here.mandates[0].pk,
        delegation="", planned_on="2010-03-10",
    )  # fmt: skip
    trip = Activity.objects.get()
    tale.at("2010-03-11 09:00")
    who = [mandate.pk for mandate in tale.here.mandates[:3]]
    tale.delegate(0).do(acts.report_activity, trip, held_on="2010-03-10", participants=who, findings="漏雨三处")
    return trip


def handed_in(tale: Tale, trip: Activity) -> tuple[Proposal, Proposal]:
    """One with evidence and ten signatures, and one of the same matter with eleven."""
    tale.at("2010-03-20 09:00")
    first = drafted(tale, "proposal")
    lead = tale.delegate(0)
    lead.do(acts.cite, first, activity=trip.pk)
    lead.do(acts.put_forward, first)
    lead.do(acts.invite, first, delegates=[tale.here.mandates[n].pk for n in range(1, 10)])
    signed(tale, first, range(1, 10))
    lead.do(acts.hand_in, first)
    second = collecting(tale, "proposal", 1, [0, *range(2, 11)])
    tale.delegate(1).do(acts.hand_in, second)
    return first, second


def test_the_whole_way(tale):
    first, second = handed_in(tale, research(tale, plan_session(tale)))
    assert (first.serial, second.serial) == ("2010-提案-001", "2010-提案-002")
    case = handed_over_together(tale, first, second)
    returned_and_given_to_another(tale, case)
    extended(tale, case)
    sent_back(tale, case)
    closed(tale, case)
    on_the_page_of_the_district(tale, case)
    assert tale.holds()


def handed_over_together(tale: Tale, first: Proposal, second: Proposal) -> Case:
    tale.at("2010-04-12 09:00")
    tale.who("reviewer").do(acts.file, first, opinion="符合条件")
    tale.who("reviewer").do(acts.merge, second, into=first.pk, opinion="同一事项")
    tale.who("clerk").do(acts.hand_over, first, lead=tale.unit("office").pk, assisting=[])
    case = Case.objects.get()
    assert case.answer_due == day("2010-07-12")
    assert case.raisers.count() == 11  # delegates 0 to 10, each once though most signed both
    return case


def returned_and_given_to_another(tale: Tale, case: Case) -> None:
    tale.at("2010-04-14 09:00")
    tale.who("assist_head").do(casework.return_to_office, case, reason="不属于本单位职责")
    assert (case.state, case.answer_due) == ("open", None)
    tale.at("2010-04-16 09:00")
    tale.who("clerk").do(casework.assign, case, lead=tale.unit("station").pk, assisting=[tale.unit("office").pk])
    assert case.answer_due == day("2010-07-14")  # the two days nobody had it are added
    tale.who("handler").do(casework.accept, case)
    part = case.assignments.get(role="assist", state="sent")
    tale.who("assist_handler").do(casework.give_opinion, part, said="同意")


def extended(tale: Tale, case: Case) -> None:
    tale.at("2010-07-01 09:00")
    tale.who("handler").do(casework.ask_extension, case, reason="等待资金")
    tale.delegate(0).do(casework.grant_extension, case.extensions.get())
    case.refresh_from_db()
    assert case.answer_due == day("2010-08-16")  # 14 August is a Saturday


def sent_back(tale: Tale, case: Case) -> None:
    answered(tale, case, "2010-08-10", "B", "2010-12-31")
    for n in range(3):
        judged(tale, case, n)
    page = judged(tale, case, 3, "not", "还有一处漏雨")
    assert "must be done again (round 2)" in page
    assert (case.state, case.round, case.answer_due) == ("handling", 2, day("2010-09-10"))


def closed(tale: Tale, case: Case) -> None:
    answered(tale, case, "2010-09-01")
    for one in Delivery.objects.filter(answer__case=case, answer__round=2).select_related("raiser"):
        verdict = {"attitude": "satisfied", "result": "satisfied", "comment": ""}
        tale.raiser(one.raiser).do(casework.judge, one, **verdict)
    assert "Only the lead of those who raised the case may do this." in tale.who("handler").cannot(casework.close, case)
    tale.delegate(0).do(casework.close, case)
    assert (case.state, case.closed_on) == ("closed", day("2010-09-01"))


def on_the_page_of_the_district(tale: Tale, case: Case) -> None:
    """The officer opens the overview, presses a number, and finds the case behind it, closed."""
    tale.at("2010-11-25 09:00")
    officer = tale.who("district")
    page = officer.sees("/overview/")
    assert "2 proposals" in page and "1 done again" in page
    found = officer.finds("/overview/", "key=cases.again", str(case.pk))
    assert found == case.get_absolute_url()
    assert f"{case.serial} · {tale.here.township} · closed" in officer.sees(found)
    behind = officer.reads("zh-hans").sees("/overview/records/?key=proposals&year=2010")
    assert all(serial in behind for serial in ("2010-提案-001", "2010-提案-002"))
