"""Pages and forms of elections: who opens them, what they say, what bad input is told; papers as they are printed."""

import re
from html import unescape

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from changren.base.clock.period import Period
from changren.base.documents.pdf import pdf
from changren.elections import acts, documents, queries
from changren.elections.models import Sheet
from tests.elections.conftest import (
    FIRST,
    LATER,
    SECOND,
    THIRD,
    closed,
    counted,
    drafted,
    entered,
    everything,
    public,
    ready,
    resulted,
    sealed,
    standing,
)

BOARD = "/elections/"
FULL = {"group": "全体", "issued": "１２", "collected": "12", "valid": "11", "invalid": "1", "unmarked": "0",
        "written": ""}  # fmt: skip
MARKS = {f"marks-{n}-{m}": str(one) for n, row in enumerate((FIRST, SECOND, THIRD)) for m, one in enumerate(row)}

pytestmark = pytest.mark.usefixtures("readers")


@pytest.fixture
def read(browse):
    """`read(post, url)`: the text of a page; 200, or another status that is asked for."""

    def reading(post, url, status=200):
        response = browse(post).get(url)
        assert response.status_code == status
        return unescape(response.content.decode())

    return reading


def address(act, it):
    return reverse(f"elections:{act.verb_name}", args=[it.pk])


def listed(text):
    """The elections of the board's table, in order."""
    return re.findall(r'data-label="Election"><a href="[^"]+">([^<]+)</a>', text)


def said(made):
    """The text of a PDF, page by page, and the size of its first page in millimetres."""
    document = pypdfium2.PdfDocument(made)
    pages = ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
    size = tuple(round(one / 72 * 25.4) for one in document[0].get_size())
    document.close()
    return pages, size


def test_the_board_shows_what_is_public_and_drafts_to_those_who_prepare(here, there, world, read):
    drafted(here, title="草案")
    public(here, title="公示")
    delegate, clerk = here.delegates[5], here.posts["clerk"]
    assert listed(read(delegate, BOARD)) == ["公示"]
    assert listed(read(clerk, BOARD)) == ["公示", "草案"]
    assert listed(read(world.officer, f"{BOARD}?state=draft&kind=committee")) == ["草案"]
    assert "One appears when its candidates are made public." in read(there.posts["clerk"], BOARD)


def test_a_notice_and_a_certified_result_are_for_delegates_and_drafts_are_not(here, there, read):
    it, delegate = resulted(here), here.delegates[5]
    seen = read(delegate, it.get_absolute_url())
    assert "Who watches and counts" in seen
    assert "What must hold" not in seen
    assert "Certify the result" in read(here.posts["reviewer"], it.get_absolute_url())
    it = acts.certify(it, by=here.posts["reviewer"], on=LATER)
    seen = read(delegate, it.get_absolute_url())
    assert "Elected with more than 1/2 of the voters present (12). Election Measures, art. 7" in seen
    assert "✗" not in seen and seen.count("✓") == 7
    assert it.digest in seen
    assert "Enter the result in the minutes" not in seen
    it = acts.seal(it, by=here.posts["clerk"], on=LATER)
    assert "Hold it again" not in read(here.posts["clerk"], it.get_absolute_url())
    read(delegate, drafted(here).get_absolute_url(), 404)
    read(there.posts["clerk"], it.get_absolute_url(), 404)


def test_pages_ask_the_same_number_of_questions_for_one_and_for_three(here, browse, clerk):
    urls = [BOARD, standing(here, 1).get_absolute_url()]
    client = browse(clerk)

    def questions():
        found = []
        for url in urls:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(url).status_code == 200
            found.append(len(asked))
        return found

    questions()
    one = questions()
    drafted(here), drafted(here)
    urls[1] = standing(here, 3).get_absolute_url()
    assert questions()[0] == one[0]
    assert questions()[1] <= one[1] + 4  # each candidate asks its guards


def test_a_count_is_entered_with_wide_digits_and_differences_are_shown(here, clerk, browse, read):
    it, handler = closed(here), here.posts["handler"]
    sent = browse(clerk).post(address(acts.enter_sheet, it), {**FULL, **MARKS, "written": "赵 四  1\n"})
    assert sent.status_code == 302
    assert Sheet.objects.get().write_ins == {"赵四": 1}
    browse(handler).post(address(acts.enter_sheet, it), {**FULL, **MARKS, "marks-0-0": "8", "marks-0-2": "2"})
    text = read(clerk, it.get_absolute_url())
    assert "the entries differ" in text
    assert re.findall(r"<td>([^<]+)</td><td class=\"num\"", text) == [
        "甲区东镇代表1 · for", "甲区东镇代表1 · abstain", "Written in · 赵四",
    ]  # fmt: skip


BAD = [
    ({"collected": "一十二"}, 422, "Enter a whole number."), ({"valid": "-1"}, 422, "greater than or equal to 0"),
    ({"written": "赵四"}, 422, "“赵四”: write each name once, then a space and its votes."),
    ({"written": "赵四 1\n赵四 2"}, 422, "“赵四 2”: write each name once, then a space and its votes."),
    ({"collected": "13"}, 409, "11 valid and 1 invalid papers are not 13."),
    ({"marks-0-0": ""}, 422, "This field is required."),
    ({"written": "甲区东镇代表3 1"}, 409, "甲区东镇代表3 stands on the paper and cannot be written in."),
]  # fmt: skip


def test_bad_input_is_told_in_place_and_nothing_is_lost(here, clerk, browse):
    it = closed(here)
    before, client = everything(), browse(clerk)
    for given, status, says in BAD:
        answer = client.post(address(acts.enter_sheet, it), {**FULL, **MARKS, **given})
        text = unescape(answer.content.decode())
        assert answer.status_code == status, says
        assert says in text
        assert 'name="issued" value="１２"' in text
    assert everything() == before


def test_papers_have_no_number_and_stand_in_the_order_of_strokes(here):
    it = ready(here)
    pages, size = said(pdf(documents.papers(it, "a4")))
    names = [one.name for one in queries.on_paper(it)]
    assert (len(pages), size) == (1, (210, 297))
    found = [pages[0].index(name) for name in names]
    assert found == sorted(found)
    assert [pages[0].count(one) for one in ("OtherswhomIchoose", names[0], "—1—")] == [2, 2, 0]
    pages, size = said(pdf(documents.papers(it, "a5")))
    assert (len(pages), size, pages[0].count(names[0])) == (1, (148, 210), 1)


def test_sheets_for_the_hall_and_the_result_report(here):
    it = counted(here)
    with translation.override("zh-hans"):
        pages, _size = said(pdf(documents.sheets(it)))
    assert ["计票单" in page for page in pages] == [False, True]
    it = sealed(here)
    flat = re.sub(r"—\d+—|[\u200b\u2010\ufffe-]", "", "".join(said(pdf(documents.result(it)))[0]))
    assert it.digest in flat
    for check in queries.result(it).checks:
        assert "✓" + "".join(check.says.split()) in flat


def test_what_waits_duties_and_figures(here, clerk, world):
    it = counted(here)
    assert [str(one.says) for one in queries.waiting_for(here.posts["reviewer"].person)] == ["Count the papers"]
    it = acts.draw_up(it, by=clerk, on=LATER)
    waits = [str(one.says) for one in queries.waiting_for(here.posts["reviewer"].person)]
    assert (waits, queries.waiting_for(here.posts["handler"].person)) == (["Certify the result"], [])
    it = acts.certify(it, by=here.posts["reviewer"], on=LATER)
    assert [str(one.says) for one in queries.waiting_for(clerk.person)] == ["Enter the result in the minutes"]
    year = Period(LATER.date().replace(month=1, day=1), LATER.date().replace(month=12, day=31))
    for place in (here.township, world.level):
        found = queries.figures(place, year)
        assert (found.count("elections"), found.split("elections", queries.KINDS)["elections.of_committee"]) == (1, 1)
        assert found.count("elections.short") == 0


def test_one_who_counts_sees_the_groups_and_a_delegate_does_not(here, clerk, read):
    it = closed(here)
    entered(it, clerk)
    assert "second entry missing" in read(here.posts["handler"], it.get_absolute_url())
    assert "second entry missing" not in read(here.delegates[5], it.get_absolute_url())
