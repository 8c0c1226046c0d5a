"""Every page: who opens it, what it shows, how many questions it asks; attachments; what is printed; what is public."""

import re
from html import unescape

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from changren.proposals import acts
from changren.proposals.models import Participation, Proposal
from tests.proposals.conftest import (
    ON,
    TEXT,
    address,
    answered,
    collecting,
    downgraded,
    drafted,
    filed,
    handed,
    handed_in,
    judged,
    merged,
    page_of,
    paper,
    planned,
    refused_one,
    reported,
    words,
)

BOARD, PUBLIC = "/proposals/", "/proposals/public/"
ASKED = {  # page: how many questions it asks, however much there is to show
    "board": 5, "proposal": 12, "draft": 16, "print": 16, "plan": 4, "activity": 5, "report": 8, "public": 5,
}  # fmt: skip

pytestmark = pytest.mark.usefixtures("readers")


def titles(text):
    """The links of the board's table, in order."""
    return [unescape(one) for one in re.findall(r'data-label="Proposal"><a href="[^"]+">([^<]+)</a>', text)]


# the board


def test_board_lists_offers_and_links(here, plan, lead, read):
    it = handed_in(here)
    text = read(lead, BOARD)
    assert titles(text) == [str(it)]
    assert [url in text for url in (address(acts.draft), plan.get_absolute_url())] == [True, True]
    assert address(acts.draft) not in read(here.posts["clerk"], BOARD)


def test_board_keeps_what_was_asked_for(here, plan, clerk, read):
    handed_in(here)
    text = read(clerk, f"{BOARD}?search=修缮&kind=proposal&state=submitted&field=premises")
    assert re.findall(r'<option value="(\w+)" selected>', text) == ["proposal", "submitted", "premises"]
    assert ('name="search" value="修缮"' in text, len(titles(text))) == (True, 1)


def test_board_says_why_it_is_empty(here, clerk, read):
    assert "No proposals here yet." in read(clerk, BOARD)
    assert "Nothing was found." in read(clerk, f"{BOARD}?search=x")
    assert "Nothing is shown to units here." in read(here.posts["handler"], BOARD)


def test_board_of_the_district_filters_by_township(here, there, plan, world, read):
    planned(there, state="published")
    ours, theirs = handed_in(here, title="修桥"), handed_in(there, title="修渠")
    assert set(titles(read(world.officer, BOARD))) == {str(ours), str(theirs)}
    assert titles(read(world.officer, f"{BOARD}?township={there.township.pk}")) == [str(theirs)]


def test_board_turns_pages_and_keeps_the_question(here, plan, clerk, read):
    it = handed_in(here)
    rows = (
        Proposal(**{f.attname: getattr(it, f.attname) for f in it._meta.fields if f.name != "id"}) for _ in range(50)
    )
    Proposal.objects.bulk_create(rows)
    first, second = read(clerk, f"{BOARD}?kind=proposal"), read(clerk, f"{BOARD}?kind=proposal&page=2")
    assert (len(titles(first)), len(titles(second)), "?kind=proposal&amp;page=2" in first) == (50, 1, True)


def test_board_offers_the_office_the_plan_that_is_missing(here, clerk, read):
    url = address(acts.draft_plan, here.session)
    assert [url in read(post, BOARD) for post in (clerk, here.posts["reviewer"])] == [True, False]


def test_pages_live_in_one_piece_that_htmx_takes_out(here, plan, lead, read):
    it = handed_in(here)
    for url, piece in ((BOARD, "proposals"), (it.get_absolute_url(), "proposal")):
        text = read(lead, url, HX_Request="true")
        assert (text.count(f'id="{piece}"'), f'hx-select="#{piece}"' in text) == (1, True)
        assert f'hx-get="{url}"' in text


# one proposal


def test_proposal_shows_text_signatures_and_rule(here, plan, lead, read):
    text = read(lead, collecting(here, signed=2, invited=1).get_absolute_url())
    shown = (
        TEXT["title"],
        TEXT["subject"],
        TEXT["grounds"],
        TEXT["measures"],
        "/rulebook/provisions/proposals.cosigners_min/",
    )
    assert [one in text for one in shown] == [True] * len(shown)
    assert "Signatures 3 · needed: 10" in words(text)
    assert "put forward until 2010-04-05 11:00, sign until 2010-04-10 17:30" in words(text)


def test_proposal_s_greyed_button_says_why(here, plan, lead, read):
    text = words(read(lead, collecting(here, signed=2).get_absolute_url()))
    assert "Hand in 3 of 10 signatures." in text


def test_proposal_asks_who_is_invited_to_read_first(here, plan, read):
    text = read(here.delegates[1], collecting(here, invited=1).get_absolute_url())
    assert "You are asked to sign. Read the whole text first." in text
    assert re.findall(r'href="(/proposals/[0-9a-f-]+/(?:sign|decline)/)"', text) != []


def test_proposal_offers_to_accept_what_was_lowered(here, plan, lead, clerk, read):
    it = downgraded(here)
    text, office = read(lead, it.get_absolute_url()), words(read(clerk, it.get_absolute_url()))
    assert [address(act, it) in text for act in (acts.appeal, acts.accept_decision)] == [True, True]
    assert "Hand over and assign The proposers may appeal until 2010-04-16." in office
    assert address(acts.accept_decision, it) not in read(here.delegates[1], it.get_absolute_url())


def test_accept_decision_by_its_button_opens_the_way(here, plan, lead, clerk, browse, read):
    it = downgraded(here)
    answer = browse(lead).post(address(acts.accept_decision, it))
    assert (answer.status_code, answer["Location"]) == (302, it.get_absolute_url())
    assert address(acts.hand_over, it) in read(clerk, it.get_absolute_url())
    assert "accepted the decision on" in words(read(clerk, it.get_absolute_url()))
    text = read(lead, it.get_absolute_url())
    assert [address(act, it) in text for act in (acts.appeal, acts.accept_decision)] == [False, False]


def test_hand_over_by_its_form_is_refused_in_the_appeal_time(here, plan, clerk, browse):
    it = downgraded(here)
    answer = browse(clerk).post(address(acts.hand_over, it), {"lead": here.units["station"].pk, "assisting": []})
    assert (answer.status_code, "The proposers may appeal until 2010-04-16." in answer.content.decode()) == (409, True)
    it.refresh_from_db()
    assert (it.state, it.case) == ("filed", None)


def test_proposal_shows_the_reasons_to_the_proposers(here, plan, read):
    it = refused_one(here)
    for n in (0, 9):
        text = words(read(here.delegates[n], it.get_absolute_url()))
        assert "Review · not filed empty of content 请补充案据" in text
        assert "an appeal is possible until 2010-04-16" in text


def test_proposal_hints_at_the_people_s_congress(here, plan, lead, reviewer, read):
    hint = "A deputy of the people's congress may be the better way"
    towns, premises = handed_in(here, field="towns"), handed_in(here, 1)
    assert hint in words(read(reviewer, towns.get_absolute_url()))
    assert hint not in words(read(reviewer, premises.get_absolute_url()))


def test_proposal_that_was_merged_leads_to_the_other_and_to_the_case(here, plan, read):
    into = filed(here)
    it = merged(here, 13, into)
    handed(into, here)
    text = read(here.delegates[13], it.get_absolute_url())
    assert (into.get_absolute_url() in text, "It was merged; it is answered together with:" in text) == (True, True)
    it.refresh_from_db()
    assert it.case.get_absolute_url() in text
    assert str(it) in words(read(here.delegates[0], into.get_absolute_url()))


@pytest.mark.parametrize("name", ["proposal", "print"])
def test_proposal_is_closed_to_others(here, there, elsewhere, plan, lead, world, read, name):
    draft, secret = drafted(here), handed_in(here, 1, confidential=True)
    read(lead, page_of(name, draft))
    for post in (
        here.delegates[1],
        here.posts["clerk"],
        there.posts["clerk"],
        world.officer,
        elsewhere.here.posts["clerk"],
    ):
        read(post, page_of(name, draft), 404)
    for post in (here.delegates[12], here.posts["handler"], there.posts["reviewer"], elsewhere.officer):
        read(post, page_of(name, secret), 404)


def test_history_is_told_in_sentences(here, plan, lead, read):
    text = words(read(lead, handed_in(here).get_absolute_url()))
    assert f"{lead.person.name} handed in “this matter” with 10 signatures" in text


def test_print_shows_the_form_as_it_is_filed(here, plan, lead, read):
    it, trip = drafted(here, wanted_unit=here.units["station"]), reported(here, plan)
    acts.cite(it, by=lead, on=ON, activity=trip)
    text = words(read(lead, page_of("print", it)))
    shown = (
        "甲区东镇: proposal",
        TEXT["grounds"],
        "research trip: 上山村调研 (2010-03-10)",
        "东镇station",
        "第一代表团",
    )
    assert [one in text for one in shown] == [True] * len(shown)


def test_print_shows_number_signatures_review_and_unit(here, plan, lead, read):
    it = handed(filed(here), here)
    text = words(read(lead, page_of("print", it)))
    signed = f"{here.mandates[1]} (2010-04-01 09:00)"
    shown = ("2010-提案-001", signed, "filed 2010-04-01 符合条件", "Handled by 甲区东镇station")
    assert [one in text for one in shown] == [True] * len(shown)


# plans, activities, the report


def test_plan_shows_both_minutes_and_its_activities(here, plan, lead, read):
    trip = reported(here, plan)
    text = read(lead, plan.get_absolute_url())
    shown = (
        "2010-04-05 11:00",
        "2010-04-10 17:30",
        "聚焦党建",
        trip.get_absolute_url(),
        page_of("report", here.session),
    )
    assert [one in text for one in shown] == [True] * len(shown)


def test_plan_without_activities_says_what_to_do(here, plan, lead, read):
    assert "No activities yet." in read(lead, plan.get_absolute_url())


def test_plan_in_draft_is_closed_to_delegates(here, there, clerk, read):
    it = planned(here)
    read(clerk, it.get_absolute_url())
    for post in (here.delegates[0], there.posts["clerk"]):
        read(post, it.get_absolute_url(), 404)


def test_activity_shows_findings_people_and_papers(here, there, plan, lead, read):
    given = {"held_on": ON.date(), "participants": here.mandates[:2], "findings": "漏雨三处", "paper": paper()}
    trip = acts.report_activity(reported(here, plan, state="planned"), by=lead, on=ON, **given)
    text = words(read(here.delegates[5], trip.get_absolute_url()))
    shown = ("漏雨三处", "照片.pdf", str(here.mandates[1]), "done", "Held on 2010-04-01")
    assert [one in text for one in shown] == [True] * len(shown)
    read(there.posts["clerk"], trip.get_absolute_url(), 404)


def test_report_adds_up_and_says_how_many_are_confidential(here, plan, lead, read):
    case = answered(handed(filed(here), here), here)
    judged(case, here, 0, "satisfied")
    handed_in(here, 13, confidential=True)
    url = page_of("report", here.session)
    text = read(here.delegates[12], url)
    numbers = [int(n) for n in re.findall(r'class="num" data-label="[^"]+">(\d+)<', text)][:8]
    assert (numbers, "satisfied 1, basically 0, not 0, not judged 9" in words(text)) == ([2, 1, 0, 0, 0, 0, 0, 1], True)
    assert "1 more is counted above and confidential." in text
    assert "counted above and confidential" not in read(here.posts["clerk"], url)


def test_report_of_another_township_is_closed(here, there, lead, world, read):
    read(lead, page_of("report", there.session), 404)
    read(world.officer, page_of("report", there.session))


# how many questions a page asks


def test_pages_ask_no_more_with_more_to_show(here, plan, lead, clerk, browse):
    it, trip = handed_in(here, 13), reported(here, plan, state="done")
    draft = drafted(here)

    def one_more(n):
        into = filed(here, n)
        acts.publish(handed(into, here), by=clerk, on=ON)
        merged(here, n + 3, it)
        handed_in(here, n + 6, "suggestion")
        acts.attach(draft, by=lead, on=ON, paper=paper(f"{n}.pdf"))
        acts.cite(draft, by=lead, on=ON, activity=reported(here, plan, f"调研{n}"))
        Participation.objects.create(township=here.township, activity=trip, mandate=here.mandates[n])

    def counts():
        urls = {
            "board": BOARD, "proposal": it.get_absolute_url(), "draft": draft.get_absolute_url(),
            "print": page_of("print", draft), "plan": plan.get_absolute_url(), "activity": trip.get_absolute_url(),
            "report": page_of("report", here.session), "public": PUBLIC,
        }  # fmt: skip
        client, found = browse(lead), {}
        for name, url in urls.items():
            caches["parts"].clear()
            with CaptureQueriesContext(connection) as asked:
                assert client.get(url).status_code == 200
            found[name] = len(asked)
        return found

    one_more(1)
    counts()
    once = counts()
    one_more(2)
    one_more(3)
    assert counts() == once
    assert once == ASKED
