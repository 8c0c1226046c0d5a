"""Pages and forms, by whom they are opened, what they say, and that nothing typed is lost."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from changren.casework import acts, queries
from changren.casework.acts.clockwork import tick
from changren.casework.models import Answer, Assignment, Case, Contact, Progress
from changren.organisation.acts import mark_day
from changren.organisation.models import Person
from tests.casework.conftest import (
    ON,
    RAISERS,
    TEXT,
    TODAY,
    answered,
    asked,
    assigned,
    delivered,
    draft,
    drafted,
    everything,
    followed,
    handling,
    judged,
    opened,
    paper,
    part,
    spoken,
    stands_at,
    verdict,
)
from tests.world import at

BOARD = "/cases/"
TYPED = "已派施工队进场，预计两周内修好。"
ONCE = "0198f4c8-1111-7000-8000-000000000001"

pytestmark = pytest.mark.usefixtures("readers")


@pytest.fixture
def read(browse):
    """`read(post, url)`: the text of a page; 200, or another status that is asked for."""

    def reading(post, url, status=200):
        response = browse(post).get(url)
        assert response.status_code == status
        return unescape(response.content.decode())

    return reading


@pytest.fixture
def send(browse):
    """`send(post, act, it, **fields)`: the answer to a form that was sent."""

    def sending(post, act, it, **fields):
        return browse(post).post(address(act, it), fields)

    return sending


def address(act, it):
    return reverse(f"casework:{act.verb_name}", args=[it.pk])


def listed(text):
    """The cases of the board's table, in order."""
    return re.findall(r'data-label="Case"><a href="[^"]+">([^<]+)</a>', text)


def offered(text):
    """The verbs of the page's buttons, those that are closed marked."""
    links = re.findall(r'class="button[^"]*" (?:href|aria-disabled)="[^"]+">(?:<svg.*?</svg>)?\s*([^<]+)<', text, re.S)
    return [one.strip() for one in links]


# the board


def test_board_lists_the_cases_one_may_open(here, there, world, clerk, read):
    first, second = opened(here), opened(there, serial="2010-提案-002")
    assert listed(read(clerk, BOARD)) == [str(first)]
    assert listed(read(there.posts["clerk"], BOARD)) == [str(second)]
    assert listed(read(world.officer, BOARD)) == [str(second), str(first)]


def test_board_filters_by_state_township_and_words(here, there, world, read):
    first, second = handling(here), opened(there, serial="2010-提案-002")
    assert listed(read(world.officer, f"{BOARD}?state=handling")) == [str(first)]
    assert listed(read(world.officer, f"{BOARD}?township={there.township.pk}")) == [str(second)]
    assert listed(read(world.officer, f"{BOARD}?search=002")) == [str(second)]
    assert "No cases here." in read(world.officer, f"{BOARD}?state=closed")
    assert listed(read(world.officer, f"{BOARD}?state=flying&township=x&page=x&search=%00")) == [
        str(second),
        str(first),
    ]


def test_board_marks_what_is_overdue(here, clerk, read):
    case = handling(here)
    assert read(clerk, BOARD).count('tag--bad">overdue') == 0
    stands_at("2010-07-02 09:00")
    text = read(clerk, f"{BOARD}?state=overdue")
    assert (listed(text), text.count("overdue</span>")) == ([str(case)], 1)


def test_board_of_a_unit_begins_with_its_desk(here, head, clerk, read):
    assigned(here, serial="1")
    handling(here, serial="2")
    drafted(here, serial="3")
    followed(here)
    assigned(here, serial="5", lead="office", assisting=["station"])
    piles = re.findall(r'<h2>([^<]+) <span class="count">(\d)</span>', read(head, BOARD))
    assert piles == [
        ("To accept or return", "1"), ("To answer", "1"), ("To sign off", "1"), ("Promised", "1"),
        ("Opinions owed", "1"),
    ]  # fmt: skip
    assert "All cases of the unit" not in read(clerk, BOARD)


def test_board_of_a_unit_says_where_the_clock_stands(here, head, clerk, read):
    acts.stop_clock(handling(here), by=clerk, on=ON, reason="等待上级决定")
    assert "the clock stands" in read(head, BOARD)


# query counts


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize(("role", "most"), [("clerk", 3), ("head", 5), ("district", 4)])
def test_board_takes_as_many_queries_for_one_as_for_three(here, browse, role, most):
    client, found = browse(here.posts[role]), []
    for n in range(3):
        for made in (assigned, handling, drafted):
            made(here, serial=f"{n}{made.__name__}")
        found.append(queries_of(client, BOARD))
    assert (found[0], found[2]) == (most, most)


def rich(place, n):
    """A case with `n` raisers, assisting units, contacts, verdicts and reports."""
    case = handling(place, raisers=n, assisting=["office", "department"][: n - 1])
    for one in case.assignments.filter(role="assist"):
        Assignment.objects.filter(pk=one.pk).update(state="opined", said="同意")
    for _ in range(n):
        acts.urge(case, by=place.posts["clerk"], on=ON, words="请尽快答复")
    case = acts.sign_off(draft(spoken(case, place), place), by=place.posts["head"], on=ON)
    return judged(case, place)


@pytest.mark.parametrize(("role", "most"), [("clerk", 22), ("head", 21), ("delegate", 30)])
def test_case_page_takes_as_many_queries_for_one_as_for_three(here, browse, role, most):
    client = browse(here.posts[role])
    found = [queries_of(client, rich(here, n).get_absolute_url()) for n in (1, 3)]
    assert found == [most, most]


@pytest.mark.parametrize(("role", "most"), [("clerk", 6), ("delegate", 6)])
def test_letter_takes_as_many_queries_for_one_as_for_three(here, browse, role, most):
    client = browse(here.posts[role])
    found = [
        queries_of(client, reverse("casework:letter", args=[rich(here, n).answers.get().pk])) for n in (1, 3)
    ]  # fmt: skip
    assert found == [most, most]


# the case page


def test_case_page_is_closed_to_other_townships_units_and_districts(here, there, elsewhere, read):
    url = assigned(here).get_absolute_url()
    strangers = (there.posts["clerk"], there.posts["head"], here.posts["assist_head"], elsewhere.here.posts["clerk"])
    for post in strangers:
        read(post, url, 404)


def test_case_page_explains_how_the_date_was_computed(here, lead, read):
    text = read(lead, handling(here).get_absolute_url())
    assert "How was this date computed?" in text
    steps = re.search(r'<ol class="due-steps">(.*?)</ol>', text, re.S)[1]
    assert [step.strip() for step in re.findall(r"<li>([^<]+)", steps)] == [
        "Begun on 2010-04-01; that day is not counted.", "3 months after 2010-04-01: 2010-07-01.",
    ]  # fmt: skip


def test_case_page_says_in_its_history_that_the_calendar_moved_the_date(here, world, lead, read, clockwork):
    case = handling(here)
    mark_day(world.level, by=world.officer, on=ON, day=date(2010, 7, 1), kind="rest", reason="台风停工")
    list(tick(by=clockwork, on=ON))
    text = read(lead, case.get_absolute_url())
    assert "The calendar changed: “this matter” is now due 2010-07-02" in text
    assert "2010-07-01 is a day off (台风停工), so it is due on 2010-07-02." in text


def test_case_page_offers_each_reader_their_own(here, lead, clerk, head, handler, read):
    url = answered(here).get_absolute_url()
    assert offered(read(lead, url)) == ["Judge the answer", "Accept the answer and close"]
    assert offered(read(here.delegates[1], url)) == ["Judge the answer"]
    assert [offered(read(post, url)) for post in (here.delegates[5], clerk, head, handler)] == [[]] * 4


def test_case_page_says_why_a_button_is_closed(here, lead, read):
    text = read(lead, verdict(answered(here), here, 0).get_absolute_url())
    assert "2 may still judge the answer until 2010-05-01." in text


def test_case_page_offers_the_lead_to_agree_to_more_time(here, lead, read):
    case = handling(here)
    asked(case, here)
    text, other = read(lead, case.get_absolute_url()), read(here.delegates[1], case.get_absolute_url())
    assert offered(text) == ["Agree to more time", "Decline"]
    assert (offered(other), "等待资金" in other) == ([], True)


def test_case_page_hides_a_draft_from_all_but_the_lead_unit(here, head, clerk, lead, read):
    url = drafted(here).get_absolute_url()
    assert [TEXT in read(post, url) for post in (head, clerk, lead)] == [True, False, False]
    assert "Not answered yet." in read(lead, url)


def test_case_page_shows_answer_verdicts_progress_and_supervision(here, clerk, committee, lead, read):
    case = acts.urge(handling(here), by=clerk, on=ON, words="请尽快答复")
    case = acts.refer_overdue(case, by=clerk, on=at("2010-07-23 09:00"))
    case = acts.take_in_charge(case, by=committee, on=at("2010-07-23 10:00"))
    moment = at("2010-07-23 11:00")
    case = acts.sign_off(draft(spoken(case, here, moment), here, moment), by=here.posts["head"], on=moment)
    text = read(lead, verdict(case, here, 1, "basically", moment).get_absolute_url())
    wanted = (
        "late: it was due 2010-07-01", "Answer 1: attitude satisfied, result basically satisfied — 还有一处漏雨",
        "请尽快答复", f"{committee.person.name} · member of the Party committee", "Print the answer letter",
    )  # fmt: skip
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))
    assert [words for words in wanted if words not in plain] == []


# forms


def test_assign_by_its_form_offers_the_units_of_township_and_district(here, clerk, read, send):
    case = opened(here)
    offers = set(re.findall(r'name="assisting" value="([^"]+)"', read(clerk, address(acts.assign, case))))
    station, office, department = (here.units[name] for name in ("station", "office", "department"))
    assert offers == {str(unit.pk) for unit in (station, office, department)}
    answer = send(clerk, acts.assign, case, lead=station.pk, assisting=[office.pk])
    assert (answer.status_code, answer["Location"]) == (302, case.get_absolute_url())
    assert Assignment.objects.filter(case=case).count() == 2


def test_the_whole_way_by_its_forms(here, clerk, head, handler, lead, committee, send):
    case = assigned(here, assisting=["office"])
    steps = [
        (handler, acts.accept, case, {}),
        (here.posts["assist_head"], acts.give_opinion, part(case, here.units["office"]), {"said": "同意"}),
        (clerk, acts.stop_clock, case, {"reason": "等待上级决定"}),
        (clerk, acts.resume_clock, case, {}),
        (clerk, acts.urge, case, {"words": "请尽快答复"}),
        (head, acts.ask_extension, case, {"reason": "等待资金"}),
    ]
    for raiser in case.raisers.all():
        steps.append((handler, acts.record_contact, case, {"raiser": raiser.pk, "how": "call", "day": "2010-04-01"}))
    planned = {"text": TYPED, "grade": "B", "promised_by": "2010-12-20"}
    steps += [
        (handler, acts.draft_answer, case, planned),
        (handler, acts.revise_answer, case, planned),
        (head, acts.give_back_draft, case, {"remark": "写明完成时间"}),
        (handler, acts.draft_answer, case, planned),
        (head, acts.sign_off, case, {}),
    ]
    for post, act, it, fields in steps:
        assert send(post, act, it, **fields).status_code == 302, act.name
    for n, post in enumerate(here.delegates[:RAISERS]):
        fields = {"attitude": "satisfied", "result": "satisfied", "comment": ""}
        assert send(post, acts.judge, delivered(case, n), **fields).status_code == 302
    assert send(lead, acts.close, case).status_code == 302
    fields = {"text": "已完成招标", "promised_by": "2010-11-30"}
    assert send(handler, acts.report_progress, case, **fields).status_code == 302
    assert send(lead, acts.let_rest, case, reason="已由市里解决").status_code == 302
    case.refresh_from_db()
    assert (case.state, Contact.objects.count(), Progress.objects.count()) == ("closed", 3, 3)


@pytest.mark.parametrize("act", [acts.grant_extension, acts.decline_extension])
def test_extension_is_settled_by_its_form(here, lead, send, act):
    it = asked(handling(here), here)
    answer = send(lead, act, it)
    assert (answer.status_code, answer["Location"]) == (302, it.case.get_absolute_url())


def test_referred_and_taken_in_charge_by_their_forms(here, clerk, committee, send):
    case = handling(here)
    stands_at("2010-07-23 09:00")
    assert send(clerk, acts.refer_overdue, case).status_code == 302
    assert send(committee, acts.take_in_charge, case).status_code == 302
    assert Case.objects.get().supervisor == committee


def test_returned_by_its_form_needs_a_reason(here, head, send):
    case = assigned(here)
    answer = send(head, acts.return_to_office, case, reason=" ")
    assert (answer.status_code, answer.content.decode().count('aria-invalid="true"')) == (422, 1)
    assert Case.objects.get().state == "assigned"
    assert send(head, acts.return_to_office, case, reason="不属于本单位职责").status_code == 302


def test_draft_form_begins_with_what_the_head_gave_back(here, head, handler, read):
    case = drafted(here, grade="B", promised=date(2010, 12, 20))
    case = acts.give_back_draft(case, by=head, on=ON, remark="写明资金来源")
    text = read(handler, address(acts.draft_answer, case))
    assert "The head wants changed: 写明资金来源" in text
    assert re.findall(r'name="grade" value="(\w)"[^>]*checked', text) == ["B"]
    assert (TEXT in text, 'value="2010-12-20"' in text) == (True, True)


def test_revision_form_offers_to_take_papers_off_where_there_are_any(here, handler, read, send):
    case = drafted(here)
    assert "Papers to take off" not in read(handler, address(acts.revise_answer, case))
    given = {"text": TEXT, "grade": "A", "paper": paper()}
    assert send(handler, acts.revise_answer, case, **given).status_code == 302
    text = read(handler, address(acts.revise_answer, case))
    (pk,) = re.findall(r'name="drop" value="([^"]+)"', text)
    assert read(handler, case.get_absolute_url()).count("照片.pdf") == 1
    assert send(handler, acts.revise_answer, case, text=TEXT, grade="A", drop=[pk]).status_code == 302
    assert "照片.pdf" not in read(handler, case.get_absolute_url())


def test_verdict_form_asks_whoever_is_not_satisfied_what_is_missing(here, lead, send, read):
    it = delivered(answered(here), 0)
    answer = send(lead, acts.judge, it, attitude="satisfied", result="not", comment="")
    says = "Say what is missing, so that the unit knows what to do again."
    assert (answer.status_code, says in answer.content.decode()) == (422, True)
    given = {"attitude": "satisfied", "result": "basically", "comment": "还差一处"}
    send(lead, acts.judge, it, **given)
    text = read(lead, address(acts.judge, it))
    assert re.findall(r'name="(attitude|result)" value="(\w+)"[^>]*checked', text) == [
        ("attitude", "satisfied"), ("result", "basically"),
    ]  # fmt: skip
    assert "还差一处" in text


def test_verdict_form_of_another_is_not_found(here, lead, clerk, read):
    it = delivered(answered(here), 1)
    for post in (lead, clerk, here.posts["head"]):
        read(post, address(acts.judge, it), 404)


@pytest.mark.parametrize("name", ["sign_off", "record_contact", "draft_answer", "accept"])
def test_forms_of_the_unit_are_refused_to_those_who_raised_it(here, lead, read, name):
    says = "Only the head of the lead unit" if name == "sign_off" else "Only the lead unit"
    case = {"sign_off": drafted, "record_contact": drafted, "accept": assigned}.get(name, handling)(here)
    assert f"{says} may do this." in read(lead, reverse(f"casework:{name}", args=[case.pk]), 403)


def test_progress_form_begins_with_the_day_promised(here, handler, read):
    case = followed(here)
    assert 'value="2010-12-20"' in read(handler, address(acts.report_progress, case))
    stands_at("2010-12-21 09:00")
    assert 'value="2010-12-20"' not in read(handler, address(acts.report_progress, case))


def test_contact_form_offers_those_who_raised_it_and_today(here, handler, read):
    case = handling(here)
    text = read(handler, address(acts.record_contact, case))
    assert len(re.findall(r'name="raiser" value="[^"]+"', text)) == RAISERS
    assert f'value="{TODAY}"' in text


# nothing typed is lost


def kept(answer):
    """Whether the text stands in the form again, with the key it was sent with."""
    text = answer.content.decode()
    return TYPED in text, ONCE in text


def test_refused_answer_keeps_what_was_typed(here, handler, send):
    case = handling(here)
    before = everything()
    given = {"text": TYPED, "grade": "B", "promised_by": "", "once": ONCE}
    answer = send(handler, acts.draft_answer, case, **given)
    assert (answer.status_code, kept(answer)) == (409, (True, True))
    assert "A class B answer says by when it will be done." in answer.content.decode()
    assert (everything() == before, Answer.objects.count()) == (True, 0)


def test_answer_to_a_case_that_moved_on_meanwhile_keeps_what_was_typed(here, handler, send):
    case = drafted(here)
    answer = send(handler, acts.draft_answer, case, text=TYPED, grade="A", promised_by="", once=ONCE)
    assert (answer.status_code, kept(answer)) == (409, (True, True))
    assert Answer.objects.get().text == TEXT


def test_verdict_on_what_was_sent_back_meanwhile_keeps_what_was_typed(here, lead, send):
    case = answered(here)
    mine = delivered(case, 0)
    verdict(case, here, 1, "not")
    answer = send(lead, acts.judge, mine, attitude="satisfied", result="satisfied", comment=TYPED, once=ONCE)
    assert (answer.status_code, kept(answer)) == (409, (True, True))


def test_wrong_paper_keeps_what_was_typed(here, handler, send):
    given = {"text": TYPED, "grade": "A", "promised_by": "", "paper": paper("x.exe", b"MZ"), "once": ONCE}
    answer = send(handler, acts.draft_answer, handling(here), **given)
    assert (answer.status_code, kept(answer)) == (422, (True, True))


def test_sending_twice_counts_once(here, clerk, send):
    case = handling(here)
    first, again = (send(clerk, acts.urge, case, words="请尽快答复", once=ONCE) for _ in range(2))
    assert (first["Location"], Progress.objects.count()) == (again["Location"], 1)


# papers


def test_paper_of_an_answer_opens_once_it_is_sent(here, handler, head, lead, browse):
    given = {"text": TEXT, "grade": "A", "promised_by": None, "paper": paper()}
    case = acts.draft_answer(spoken(handling(here), here), by=handler, on=ON, **given)
    url = reverse("casework:paper", args=[queries.papers_for(handler).get().pk])
    assert [browse(post).get(url).status_code for post in (handler, lead)] == [200, 404]
    acts.sign_off(case, by=head, on=ON)
    answer = browse(lead).get(url)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"%PDF-1.4 a page")


def test_every_page_is_there_in_chinese(here, head, browse):
    Person.objects.update(language="zh-hans")
    case = answered(here)
    letter = reverse("casework:letter", args=[case.answers.get().pk])
    for url in (BOARD, case.get_absolute_url(), letter):
        answer = browse(head).get(url)
        assert (answer.status_code, '<html lang="zh-hans"' in answer.content.decode()) == (200, True)
