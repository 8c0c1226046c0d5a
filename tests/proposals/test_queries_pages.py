"""What pages show and what is counted: sheets, the report to the next session, figures, trials."""

from datetime import date

import pytest

from changren.base.clock.period import Period
from changren.base.figures import Figures, Unreconciled
from changren.casework.models import Case
from changren.mandates.models import Session
from changren.proposals import acts, queries
from changren.proposals.fields import ADMINISTRATIVE, Field
from changren.proposals.models import Proposal
from tests.proposals.conftest import (
    ON,
    answered,
    appealed,
    collecting,
    downgraded,
    drafted,
    filed,
    handed,
    handed_in,
    judged,
    merged,
    paper,
    planned,
    refused_one,
    registered,
    reported,
)

YEAR = Period.year(2010, seen_on=date(2010, 4, 1))


def sheet(it, by):
    return queries.sheet(Proposal.objects.get(pk=it.pk), by=by, on=ON)


def stages(it, by):
    return [(str(one.label), one.state) for one in sheet(it, by).stages]


# the page of a proposal


LONG = ("draft", "collecting signatures", "handed in", "filed", "handed over", "closed by those who raised it")
SHORT = ("draft", "handed in", "registered", "handed over", "closed by those who raised it")


@pytest.mark.parametrize(
    ("make", "way", "now", "called"),
    [
        (drafted, LONG, 0, "draft"),
        (collecting, LONG, 1, "collecting signatures"),
        (handed_in, LONG, 2, "handed in"),
        (filed, LONG, 3, "filed"),
        (downgraded, LONG, 3, "registered"),
        (appealed, LONG, 3, "under appeal"),
        (merged, LONG, 3, "merged"),
        (registered, SHORT, 2, "registered"),
    ],
)
def test_sheet_tells_where_it_stands(here, plan, lead, make, way, now, called):
    labels = [*way[:now], called, *way[now + 1 :]]
    states = ["done"] * now + ["now"] + ["next"] * (len(way) - now - 1)
    assert stages(make(here), lead) == list(zip(labels, states, strict=True))


def test_sheet_of_what_has_ended_goes_no_further(here, plan, lead):
    assert stages(refused_one(here), lead)[-1] == ("not filed", "now")
    withdrawn = acts.withdraw(handed_in(here, 1), by=here.delegates[1], on=ON, opinion="")
    assert stages(withdrawn, lead)[-1] == ("withdrawn", "now")
    draft = acts.withdraw(drafted(here, 2), by=here.delegates[2], on=ON, opinion="")
    assert stages(draft, here.delegates[2]) == [("withdrawn", "now")]


def test_sheet_of_what_is_handled_says_how_far(here, plan, lead):
    it = handed(filed(here), here)
    last = sheet(it, lead).stages[-1]
    assert (str(last.label), last.state, last.note) == ("closed by those who raised it", "next", "assigned")
    Case.objects.update(state="closed", closed_on=date(2010, 4, 1))
    assert sheet(it, lead).stages[-1].state == "done"


def test_sheet_shows_invitations_to_the_lead_and_to_oneself(here, plan, lead):
    it = collecting(here, signed=1, invited=1)
    acts.decline(it.signatures.get(state="invited"), by=here.delegates[2], on=ON)
    shown = {n: [one.mandate.number for one in sheet(it, here.delegates[n]).signatures] for n in (0, 1, 2)}
    assert shown == {0: [2, 3], 1: [2], 2: [2]}
    assert [sheet(it, here.delegates[n]).mine is not None for n in (0, 1, 2)] == [False, True, True]


def test_sheet_keeps_who_declined_to_the_lead_and_themselves(here, plan, lead):
    it = collecting(here, signed=1, invited=1)
    acts.decline(it.signatures.get(state="invited"), by=here.delegates[2], on=ON)
    name = here.delegates[2].person.name
    told = {n: [one.sentence for one in sheet(it, here.delegates[n]).history] for n in (0, 1, 2)}
    assert [any("declined" in one and name in one for one in told[n]) for n in (0, 1, 2)] == [True, False, True]


def test_sheet_tells_the_whole_history_in_sentences(here, plan, lead, reviewer):
    it = downgraded(here)
    acts.accept_decision(it, by=lead, on=ON)
    name, review = lead.person.name, reviewer.person.name
    assert [one.sentence for one in sheet(it, lead).history] == [
        f"{name} began a draft (proposal)",
        f"{name} put “this matter” forward for signatures",
        f"{name} handed in “this matter” with 10 signatures",
        f"{review} turned “this matter” into a suggestion: better handled as the lower type",
        f"{name} accepted the decision on “this matter”",
    ]


def test_sheet_gathers_papers_evidence_and_what_was_merged(here, plan, lead):
    it, trip = drafted(here), reported(here, plan)
    acts.cite(it, by=lead, on=ON, activity=trip)
    acts.attach(it, by=lead, on=ON, paper=paper())
    found = sheet(it, lead)
    ((one, offered),) = found.papers
    assert (one.name, [each.act.verb_name for each in offered], found.evidence) == ("照片.pdf", ["detach"], [trip])
    into = handed_in(here, 1)
    other = merged(here, 2, into)
    assert sheet(into, lead).merged == [other]


@pytest.mark.parametrize(("field", "hint"), [(one, one in ADMINISTRATIVE) for one in Field.values])
def test_sheet_hints_at_the_people_s_congress_for_fields_of_the_government(here, lead, field, hint):
    assert sheet(drafted(here, kind="suggestion", field=field), lead).hint is hint


def test_plan_sheet_shows_activities_acts_and_history(here, plan, clerk):
    trip = reported(here, plan)
    found = queries.plan_sheet(plan, by=clerk, on=ON)
    assert (found.activities, [one.act.verb_name for one in found.acts]) == ([trip], ["move_cutoffs", "plan_activity"])


def test_participants_are_who_took_part(here, plan, lead):
    given = {"held_on": date(2010, 4, 1), "participants": here.mandates[:2], "findings": "漏雨", "paper": None}
    trip = acts.report_activity(reported(here, plan, state="planned"), by=lead, on=ON, **given)
    assert set(queries.participants(trip)) == set(here.mandates[:2])


# the report to the next session


def test_report_counts_everything_once_and_lists_what_one_may_open(here, plan, clerk):
    into = filed(here)
    merged(here, 1, into)
    refused_one(here, 2)
    downgraded(here, 3)
    handed_in(here, 4)
    filed(here, 5, confidential=True)
    acts.withdraw(handed_in(here, 6), by=here.delegates[6], on=ON, opinion="")
    drafted(here, 7)
    found = queries.report(here.session, by=here.delegates[13])
    counts = {str(label): (n, dict(became)) for label, n, became in found.counts}
    assert counts["proposal"] == (7, {
        "filed": 2, "registered": 0, "merged": 1, "downgraded": 1, "refused": 1, "withdrawn": 1, "pending": 1,
    })  # fmt: skip
    assert [sum(became.values()) == n for n, became in counts.values()] == [True] * 3
    assert (len(found.lines), found.unseen) == (6, 1)
    assert queries.report(here.session, by=clerk).unseen == 0


def test_report_reaches_from_its_session_to_the_next(here, plan):
    first, second = Session.objects.get(number=1, township=here.township), here.session
    for n, day in enumerate(["2008-02-29", "2008-03-01", "2010-04-19", "2010-04-20", "2011-03-01"]):
        it = registered(here, n)
        Proposal.objects.filter(pk=it.pk).update(submitted_on=date.fromisoformat(day))
    proposal = handed_in(here, 5)
    third = Session.objects.create(township=here.township, term=here.term, number=3, planned_on=date(2011, 3, 1))
    Session.objects.create(
        township=here.township, term=here.term, number=4, planned_on=date(2010, 9, 1), state="cancelled"
    )
    days = {
        one.number: [line.proposal.submitted_on.isoformat() for line in queries.report(one, by=here.delegates[0]).lines]
        for one in (first, second, third)
    }
    assert days == {1: ["2008-03-01", "2010-04-19"], 2: ["2010-04-01", "2010-04-20"], 3: ["2011-03-01"]}
    assert queries.report(second, by=here.delegates[0]).until == third
    assert proposal.session == second


def test_report_lines_tell_answers_and_verdicts_those_not_given_too(here, plan, lead):
    case = answered(handed(filed(here), here), here)
    judged(case, here, 0, "satisfied")
    judged(case, here, 1, "basically")
    (line,) = queries.report(here.session, by=lead).lines
    outcome = line.outcome
    assert (outcome.answer.grade, outcome.satisfied, outcome.basically, outcome.dissatisfied, outcome.none) == (
        "A", 1, 1, 0, 8,
    )  # fmt: skip


def test_lines_of_what_is_not_handed_over_have_no_outcome(here, plan):
    (line,) = queries.lines([filed(here)])
    assert line.outcome is None


# figures


@pytest.fixture
def mixed(here, there, plan, lead):
    """One of everything: six proposals, two recess proposals, a suggestion; and one proposal of the neighbours."""
    into = filed(here, field="conduct")
    merged(here, 1, into)
    refused_one(here, 2)
    downgraded(here, 3)
    handed_in(here, 4)
    acts.withdraw(handed_in(here, 5), by=here.delegates[5], on=ON, opinion="")
    handed_in(here, 6, "recess")
    handed_in(here, 7, "recess", field="safety")
    registered(here, 13)
    drafted(here, 8)
    planned(there, state="published")
    handed_in(there)


def test_figures_are_split_into_what_became_of_each(here, mixed):
    found = queries.figures(here.township, YEAR)
    parts = {kind: found.split(kind, [f"{kind}.{one}" for one in queries.OUTCOMES]) for kind in queries.KINDS.values()}
    assert {kind: {name.split(".")[1]: n for name, n in split.items() if n} for kind, split in parts.items()} == {
        "proposals": {"filed": 1, "merged": 1, "downgraded": 1, "refused": 1, "withdrawn": 1, "pending": 1},
        "recess": {"pending": 2},
        "suggestions": {"registered": 1},
    }
    assert found.count("handed_in") == 9


def test_figures_by_field_add_up(here, mixed):
    found = queries.figures(here.township, YEAR)
    assert found.groups("proposals") == {"premises": 5, "conduct": 1}
    assert found.groups("recess") == {"premises": 1, "safety": 1}
    filed_by_field = found.groups("proposals.filed")
    assert (filed_by_field, sum(filed_by_field.values())) == ({"conduct": 1}, found.count("proposals.filed"))


def test_figures_of_the_district_are_those_of_its_townships(here, there, world, mixed):
    whole = queries.figures(world.level, YEAR)
    for key in ("proposals", "recess", "suggestions", "took_part", "handed_in"):
        ours, theirs = queries.figures(here.township, YEAR), queries.figures(there.township, YEAR)
        assert whole.count(key) == ours.count(key) + theirs.count(key)
        assert whole.count(key, township=there.township.pk) == theirs.count(key)


def test_figures_count_each_delegate_who_took_part_once(here, mixed):
    found = queries.figures(here.township, YEAR).of("took_part")
    assert [one.url for one in found] == [mandate.get_absolute_url() for n, mandate in enumerate(here.mandates)
                                          if n in (*range(10), 13)]  # fmt: skip


def test_figures_leave_out_drafts_and_other_years(here, mixed):
    assert queries.figures(here.township, Period.year(2009)) == Figures(())


def test_figures_keep_what_it_was_raised_as(here, plan):
    it = downgraded(here, kind="suggestion")
    found = queries.figures(here.township, YEAR)
    assert (found.count("proposals"), found.count("suggestions")) == (1, 0)
    (one,) = found.of("proposals.downgraded")
    assert (one.says, one.url) == (str(it), it.get_absolute_url())


def test_figures_that_do_not_add_up_are_an_error(here, plan):
    it = handed_in(here)
    Proposal.objects.filter(pk=it.pk).update(outcome="lost")
    with pytest.raises(Unreconciled, match="none of the parts of proposals"):
        queries.figures(here.township, YEAR).split("proposals", [f"proposals.{one}" for one in queries.OUTCOMES])
    with pytest.raises(Unreconciled, match="is not 1"):
        queries.report(here.session, by=here.delegates[0])


# trials


def tried(key, value, place):
    found = queries.would_change(f"proposals.{key}", value, place, YEAR)
    return [(row.what, str(row.then), str(row.now)) for row in found.rows]


YES, NO = "could be handed in", "could not be handed in"


def test_would_change_more_signatures(here, plan):
    it = handed_in(here)
    handed_in(here, 1, "recess")
    assert tried("cosigners_min", 11, here.township) == [(f"{it} (10)", YES, NO)]
    assert tried("cosigners_min", 10, here.township) == [(f"{it} (10)", YES, YES)]


def test_would_change_recess_proposals(here, plan):
    it = handed_in(here, kind="recess")
    handed_in(here, 1)
    assert tried("recess_min", 2, here.township) == [(f"{it} (1)", YES, NO)]


def test_would_change_the_majority_of_a_delegation(here, plan):
    it = collecting(here, 2, delegation=here.delegations[0])
    it.signatures.filter(mandate__in=[here.mandates[n] for n in (4, 6, 8)]).update(state="signed")
    it = acts.hand_in(it, by=here.delegates[0], on=ON)
    assert tried("delegation_majority", "2/3", here.township) == [(f"{it} (4)", YES, NO)]
    assert tried("cosigners_min", 15, here.township) == []


def test_would_change_the_longest_text_of_all_types(here, plan, there, world):
    ones = [handed_in(here, n, kind) for n, kind in enumerate(["proposal", "recess", "suggestion"])]
    n = len(ones[0].subject + ones[0].grounds + ones[0].measures)
    assert tried("text_most", n - 1, world.level) == [(f"{one} ({n})", YES, NO) for one in ones]
    assert tried("text_most", n - 1, there.township) == []
