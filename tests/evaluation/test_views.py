"""Pages and forms of evaluations: who opens them, what they say, and what bad input is told."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from changren.evaluation import acts
from changren.evaluation.models import Count, Evaluation, Rater
from tests.casework.conftest import paper
from tests.evaluation.conftest import (
    BAD,
    ON,
    adopted,
    chosen,
    closed,
    counted,
    drafted,
    entered,
    everything,
    followed,
    formed,
    marks,
    opened,
    ready,
    reported,
    resulted,
    signed,
    subject_of,
)

BOARD = "/evaluations/"
FULL = {"group": "全体", "issued": "12", "collected": "11", "valid": "10", "invalid": "1"}

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


def address(act, it=None):
    return reverse(f"evaluation:{act.verb_name}", args=[it.pk] if it is not None else [])


def marked(it, first=None):
    """The fields of the marks, as a browser sends them."""
    rows = marks(it, first) if first else marks(it)
    return {f"marks-{n}-{m}": str(one) for n, row in enumerate(rows) for m, one in enumerate(row)}


def listed(text):
    """The evaluations of the board's table, in order."""
    return re.findall(r'data-label="Evaluation"><a href="[^"]+">([^<]+)</a>', text)


def offered(text):
    """The verbs of the page's buttons that are open."""
    return re.findall(r'<li><a class="button[^"]*" href="[^"]+">([^<]+)</a></li>', text)


def words(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def asked_by(client, url):
    """How many questions the second look at a page asks the database."""
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


# pages


def test_board_lists_what_one_may_open_newest_first(here, there, world, clerk, read):
    adopted(here, title="甲"), drafted(here, title="乙"), adopted(there, title="丙")
    assert listed(read(clerk, BOARD)) == ["乙", "甲"]
    assert listed(read(here.delegates[5], BOARD)) == ["甲"]
    assert listed(read(world.officer, BOARD)) == ["丙", "乙", "甲"]


def test_board_filters_by_kind_state_and_township(here, there, world, read):
    adopted(here, title="甲"), ready(here, "body", title="乙"), adopted(there, title="丙")
    assert listed(read(world.officer, f"{BOARD}?kind=body")) == ["乙"]
    assert listed(read(world.officer, f"{BOARD}?state=adopted&township={here.township.pk}")) == ["甲"]
    assert listed(read(world.officer, f"{BOARD}?state=flying&kind=x&township=x&page=x")) == ["丙", "乙", "甲"]
    assert "No evaluations here." in read(world.officer, f"{BOARD}?state=done")


def test_board_says_how_often_the_rules_ask_for_it(here, clerk, read):
    says = "Bodies and persons evaluated this year: {n}; the rules ask for 1 time."
    assert says.format(n=0) in read(clerk, BOARD)
    closed(here)
    assert says.format(n=1) in read(clerk, BOARD)


def test_board_offers_the_draft_to_the_office(here, clerk, committee, read):
    assert 'href="/evaluations/draft/"' in read(clerk, BOARD)
    assert 'href="/evaluations/draft/"' not in read(committee, BOARD)


@pytest.mark.parametrize("name", ["clerk", "delegate", "district"])
def test_pages_ask_as_much_for_three_as_for_one(name, here, world, browse):
    post = {**here.posts, "delegate": here.delegates[5], "district": world.officer}[name]
    client, it = browse(post), followed(here, BAD)

    once, page = asked_by(client, BOARD), asked_by(client, it.get_absolute_url())
    for _n in range(2):
        followed(here, BAD)
    assert asked_by(client, BOARD) == once
    assert asked_by(client, it.get_absolute_url()) == page


@pytest.mark.parametrize("name", ["clerk", "delegate", "district", "committee"])
def test_a_page_asks_as_much_for_six_on_the_form_as_for_two(name, here, world, browse):
    post = {**here.posts, "delegate": here.delegates[5], "district": world.officer}[name]
    narrow, wide = adopted(here, "satisfaction", title="窄"), formed(here, "satisfaction", title="宽")
    for n in range(4):
        acts.add_subject(wide, by=here.posts["clerk"], on=ON, unit=None, person=None, name=f"事项{n}", office="")
    wide = acts.adopt(wide, by=here.posts["committee"], on=ON)
    assert len({asked_by(browse(post), one.get_absolute_url()) for one in (narrow, wide)}) == 1


def test_a_delegate_reads_what_it_is_about_and_that_they_may_take_part(here, read):
    it = opened(here)
    text = words(read(here.delegates[5], it.get_absolute_url()))
    assert "You may take part: take a form, fill it in alone, put it into the box." in text
    assert here.delegates[0].person.name in text
    assert "You may take part" not in words(read(here.delegates[0], it.get_absolute_url()))


def test_the_page_offers_what_fits_the_reader(here, clerk, committee, read):
    it = formed(here)
    url = it.get_absolute_url()
    assert offered(read(committee, url)) == ["Adopt the form"]
    assert offered(read(clerk, url)) == [
        "Revise", "Put on the form", "Take off the form", "Name a scrutineer or counter",
        "Relieve a scrutineer or counter", "Call it off", "File the duty report", "File the duty report",
    ]  # fmt: skip


def test_the_page_says_what_the_next_step_waits_for(here, clerk, read):
    it = adopted(here)
    acts.relieve_scrutineer(it, by=clerk, on=ON, scrutineer=it.scrutineers.get(task="chief"))
    assert "There is no chief scrutineer yet." in read(clerk, it.get_absolute_url())


def test_the_form_has_no_number_and_is_the_same_for_all(here, clerk, read):
    it = adopted(here)
    url = reverse("evaluation:form", args=[it.pk])
    one, other = (re.findall(r"<article.*?</article>", read(post, url), re.S)[0] for post in (clerk, here.delegates[5]))
    assert one == other
    assert re.findall(r"<tr>", one) == ["<tr>"] * 6  # two grids: a head and two persons each
    assert "Mark one answer in each row with ○." in one


def test_the_form_of_a_recommendation_says_how_many(here, clerk, read):
    it = adopted(here, "recommendation", most=2)
    assert "Mark up to 2 names with ○." in read(clerk, reverse("evaluation:form", args=[it.pk]))


def test_there_is_no_form_before_it_is_adopted(here, clerk, read):
    read(clerk, reverse("evaluation:form", args=[formed(here).pk]), status=404)


def test_the_result_sheet_is_for_those_who_may_see_it(here, world, clerk, read):
    it = signed(here)
    url = reverse("evaluation:result", args=[it.pk])
    text = words(read(clerk, url))
    assert "Share = votes ÷ the valid forms (10)." in text
    assert "It holds when at least 2/3 of the forms issued come back." in text
    assert ("3 (30.00%)" in text, f"Signed by: {it.signed_by}" in text) == (True, True)
    for post in (world.officer, here.posts["committee"], here.delegates[0], here.delegates[5]):
        read(post, url, status=404)


def test_the_page_prints_all_four_counts_and_the_time_before(here, clerk, read):
    reported(here, BAD)
    text = words(read(clerk, resulted(here).get_absolute_url()))
    assert "Forms issued Forms collected Valid forms Invalid forms 12 11 (91.67%) 10 1" in text
    assert f"{here.delegates[0].person.name}, last time (2010-04-01) 1 (10.00%) 2 (20.00%)" in text


def test_too_few_forms_are_told_without_a_number(here, clerk, read):
    it = closed(here, handed=4)
    for name in ("clerk", "handler"):
        entered(it, here.posts[name], issued=4, collected=4, valid=4, invalid=0, numbers=[])
    it = acts.draw_up(it, by=clerk, on=ON)
    text = words(read(clerk, it.get_absolute_url()))
    assert "Too few valid forms: below 5 forms no tally is published." in text


def test_differences_are_shown_cell_by_cell(here, clerk, read):
    it = closed(here)
    entered(it, clerk)
    entered(it, here.posts["handler"], numbers=marks(it, BAD))
    text = words(read(clerk, it.get_absolute_url()))
    name = here.delegates[0].person.name
    assert f"{name} · work · excellent 3 1 {name} · work · fit 4 2" in text
    assert "the entries differ" in text


def test_a_paper_of_a_duty_report_is_sent_to_those_who_may_read_it(here, there, clerk, read, browse):
    it = adopted(here)
    acts.file_report(subject_of(it), by=clerk, on=ON, text="一年来", paper=paper())
    (url,) = set(re.findall(r'/evaluations/papers/[^"]+', read(here.delegates[5], it.get_absolute_url())))
    assert browse(here.delegates[5]).get(url)["Content-Type"] == "application/pdf"
    read(there.posts["clerk"], url, status=404)


# forms


def test_draft_and_form_through_http(here, clerk, send):
    given = {"kind": "body", "title": "班子测评", "means": "paper", "session": str(here.session.pk), "most": "1"}
    response = send(clerk, acts.draft, None, **given)
    it = Evaluation.objects.get()
    assert (response.status_code, response["Location"]) == (302, it.get_absolute_url())
    send(clerk, acts.add_subject, it, unit=str(here.units["office"].pk), name="")
    assert [one.unit_id for one in it.subjects.all()] == [here.units["office"].pk]


def test_hand_out_takes_everybody_at_once(here, clerk, send):
    it = ready(here)
    assert send(clerk, acts.hand_out, it, everybody="on").status_code == 302
    assert Rater.objects.filter(evaluation=it, drew_on=None).count() == 0


def test_hand_out_needs_somebody(here, clerk, send):
    response = send(clerk, acts.hand_out, ready(here))
    assert (response.status_code, "Tick those who were handed a form." in unescape(response.content.decode())) == (
        422, True,
    )  # fmt: skip


def test_count_is_entered_and_corrected_through_http(here, clerk, send, read):
    it = closed(here)
    assert send(clerk, acts.enter_count, it, **FULL, **marked(it)).status_code == 302
    count = Count.objects.get()
    assert (count.numbers, count.valid) == (marks(it), 10)
    form = read(clerk, address(acts.correct_count, count))
    assert re.findall(r'name="marks-0-\d" value="(\d+)"', form) == ["3", "4", "2", "1"]
    given = {name: value for name, value in FULL.items() if name != "group"} | marked(it, BAD)
    assert send(clerk, acts.correct_count, count, **given).status_code == 302
    count.refresh_from_db()
    assert count.numbers == marks(it, BAD)


def test_a_count_sent_twice_counts_once(here, clerk, send):
    it, once = closed(here), "0198f4c8-1111-7000-8000-000000000001"
    answers = [send(clerk, acts.enter_count, it, once=once, **FULL, **marked(it)) for _n in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert Count.objects.count() == 1


WRONG = [  # what is changed of a full form, the status, and the sentence
    ({"issued": ""}, 422, "This field is required."),
    ({"issued": "-1"}, 422, "Ensure this value is greater than or equal to 0."),
    ({"collected": "99999999999999999999"}, 422, "Ensure this value is less than or equal to 9999."),
    ({"collected": "十一"}, 422, "Enter a whole number."),
    ({"collected": "11.5"}, 422, "Enter a whole number."),
    ({"valid": "9"}, 409, "9 valid and 1 invalid forms are not 11."),
    ({"marks-0-0": "4"}, 409, "Question 1: 11 marks do not fit 10 valid forms."),
    ({"marks-0-0": "-3"}, 422, "Ensure this value is greater than or equal to 0."),
    ({"marks-0-0": "x"}, 422, "Enter a whole number."),
    ({"group": "组" * 41}, 422, "Ensure this value has at most 40 characters (it has 41)."),
    ({"group": " "}, 422, "This field is required."),
]


@pytest.mark.parametrize(("wrong", "status", "says"), WRONG)
def test_a_bad_count_is_told_in_place_and_nothing_is_written(here, clerk, send, wrong, status, says):
    it = closed(here)
    before = everything()
    response = send(clerk, acts.enter_count, it, **{**FULL, **marked(it), **wrong})
    text = unescape(response.content.decode())
    assert (response.status_code, says in text) == (status, True)
    assert everything() == before
    assert 'value="6"' in text  # what else was typed is still there


def test_full_width_digits_are_digits(here, clerk, send):
    it = closed(here)
    assert send(clerk, acts.enter_count, it, **{**FULL, **marked(it), "issued": "１２"}).status_code == 302
    assert Count.objects.get().issued == 12


def test_the_same_person_cannot_enter_the_second_count(here, clerk, send):
    it = closed(here)
    send(clerk, acts.enter_count, it, **FULL, **marked(it))
    response = send(clerk, acts.enter_count, it, **FULL, **marked(it))
    says = "You have entered this group; somebody else enters it the second time."
    assert (response.status_code, says in unescape(response.content.decode())) == (409, True)


def test_more_forms_than_were_issued_are_entered_and_then_void(here, clerk, send, read):
    it = closed(here)
    given = FULL | {"collected": "13", "valid": "13", "invalid": "0"}
    given |= {f"marks-{n}-{m}": "13" if m == 0 else "" for n in range(4) for m in range(4)}
    for name in ("clerk", "handler"):
        assert send(here.posts[name], acts.enter_count, it, **given).status_code == 302
    says = "13 of 12 forms came back; it is void and done again."
    response = send(clerk, acts.draw_up, it)
    assert (response.status_code, says in unescape(response.content.decode())) == (409, True)
    assert "Find it void" in offered(read(clerk, it.get_absolute_url()))


def test_closing_twice_is_told(here, clerk, send):
    it = closed(here)
    response = send(clerk, acts.close_evaluation, it)
    assert response.status_code == 409
    assert "This is not possible while the state is “closed”." in unescape(response.content.decode())


def test_strike_group_offers_the_groups_that_were_entered(here, clerk, read, send):
    it = counted(here)
    assert 'value="全体"' in read(clerk, address(acts.strike_group, it))
    assert send(clerk, acts.strike_group, it, group="别组").status_code == 422
    assert send(clerk, acts.strike_group, it, group="全体").status_code == 302


def test_a_finding_shows_the_lines_that_were_crossed(here, world, read):
    text = words(read(world.officer, address(acts.settle_line, subject_of(reported(here, BAD)))))
    assert "Warning line: unfit: more than 1/3" in text
    assert "Warning line: excellent and fit together: less than 2/3" in text


def test_an_announced_result_is_read_by_delegates_in_chinese_too(here, read):
    chosen(here, announced="all")
    it = reported(here)
    post = here.delegates[5]
    assert "excellent" in read(post, it.get_absolute_url())
    post.person.language = "zh-hans"
    post.person.save()
    assert "得票率 = 得票数 ÷ 有效表数（10）。" in words(read(post, it.get_absolute_url()))
