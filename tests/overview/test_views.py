"""The pages of the district and of a township: the same numbers as their lists, the trial, the workbook, the print."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from changren.organisation.models import Person
from changren.proposals import acts as proposals
from tests.proposals.conftest import ON, filed, handed, merged, registered, words

BOARD, RECORDS, EXCEL, TRIAL = "/overview/", "/overview/records/", "/overview/excel/", "/overview/trial/"
HIDDEN = "a record that is not yours to open"
YES, NO = "could be handed in", "could not be handed in"
ASKED = {"board": 26, "records": 29, "excel": 37}  # page: how many questions it asks, however much there is to show
CELL = re.compile(r'<td[^>]*data-label="([^"]+)">(.*?)</td>', re.S)

pytestmark = pytest.mark.usefixtures("readers")


def cells(text):
    """The table of the townships: name, and the numbers of each row."""
    table = re.search(r'<table class="list list--tight">.*?</table>', text, re.S)[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table.split("<tbody>")[1], re.S)
    return {
        re.search(r'<th scope="row"[^>]*>([^<]+)<', row)[1]: {
            name: words(value).strip() for name, value in CELL.findall(row)
        }
        for row in rows
    }


def figures(text):
    """The large numbers by what they count."""
    found = re.findall(
        r'<p class="figure-value">(.*?)</p><p class="figure-label"[^>]*>([^<]+)</p>'
        r'(?:<p class="figure-note">of (\d+)</p>)?',
        text,
        re.S,
    )  # fmt: skip
    plain = ((name, re.sub(r"<span.*?</span>|<[^>]+>", "", value).strip(), of) for value, name, of in found)
    return {name: f"{value}/{of}" if of else value for name, value, of in plain}


def listed(text):
    """How many records a page lists."""
    return len(re.findall("<li>", re.search(r'<ol class="plain records">.*?</ol>', text, re.S)[0]))


def judged_by(text):
    """What the trial says: by the rule that held, by the value tried, and so on."""
    return re.findall(r'data-label="By the (?:rule that held|value tried)">(?:<b>)?([^<]+)<', text)


# the year


def test_district_page_shows_every_township_and_its_numbers(world, lived, read):
    text = read(world.officer, BOARD)
    rows = cells(text)
    assert {name: (row["Proposals"], row["filed"], row["Suggestions"], row["Cases"]) for name, row in rows.items()} == {
        "甲区东镇": ("6", "1", "1", "2"), "甲区西镇": ("1", "1", "0", "0"),
    }  # fmt: skip
    assert figures(text) == {
        "townships have met": "0/2", "delegates": "28", "proposals": "7", "suggestions": "1", "recess proposals": "1",
        "delegates led or signed one": "21", "filing rate": "28.57%", "answers in time": "100.00%",
    }  # fmt: skip


def test_township_page_shows_its_own_numbers_only(lead, lived, read):
    text = read(lead, BOARD)
    assert (list(cells(text)), figures(text)["proposals"]) == (["甲区东镇"], "6")
    assert ("townships have met" in figures(text), 'name="township"' in text) == (False, False)


def test_district_page_filters_by_township(there, world, lived, read):
    text = read(world.officer, f"{BOARD}?township={there.township.pk}")
    assert (list(cells(text)), figures(text)["proposals"]) == (["甲区西镇"], "1")


def test_page_is_of_the_year_asked_for(clerk, lived, read):
    years = ("2009", "1066", "x", "20１0")
    found = [figures(read(clerk, f"{BOARD}?year={year}"))["proposals"] for year in years]
    assert found == ["0", "6", "6", "6"]


def test_every_number_of_the_page_opens_a_list_of_that_length(world, clerk, lived, read):
    for post, numbers in ((world.officer, 12), (clerk, 7)):
        links = set(re.findall(r'<a href="(/overview/records/[^"]+)"[^>]*>(\d+)[<\s]', read(post, BOARD)))
        found = {url: listed(read(post, url.replace("&amp;", "&"))) for url, _n in links}
        assert found == {url: int(n) for url, n in links}
        assert len(found) == numbers


def test_every_figure_of_the_page_leads_to_its_records(world, there, lived, read):
    there.session.held_on, there.session.state = date(2010, 3, 20), "held"
    there.session.save()
    text = read(world.officer, BOARD).replace("&amp;", "&")
    found = re.findall(r'<p class="figure-value">(.*?)</p>', text, re.S)
    links = [re.search(r'<a href="([^"]+)">', one)[1] for one in found]
    shown = [words(one).split()[0] for one in found]
    assert list(zip(shown, map(opened_by(world.officer, read), links), strict=True)) == [
        ("1", 1), ("28", 28), ("7", 7), ("1", 1), ("1", 1), ("21", 21), ("28.57%", 2), ("100.00%", 1),
    ]  # fmt: skip
    row = next(row for row in text.split("<tr>") if "甲区西镇</th>" in row)
    assert opened_by(world.officer, read)(re.search(r'href="([^"]+key=met[^"]+)">2010-03-20<', row)[1]) == 1
    assert opened_by(world.officer, read)(re.search(r'href="([^"]+)">14<', row)[1]) == 14
    assert "甲区西镇 · Term 7, session 2 · 2010-03-20" in words(read(world.officer, f"{RECORDS}?key=met"))


def opened_by(post, read):
    """How many records an address lists, or delegates the register."""

    def count(url):
        text = read(post, url)
        total = re.search(r"in office <b>(\d+)", text) or re.search(r"all <b>(\d+)", text)
        return int(total[1]) if total else listed(text)

    return count


def test_records_say_what_they_are_and_link(clerk, lived, read):
    text = read(clerk, f"{RECORDS}?key=proposals.filed&year=2010")
    assert "甲区东镇 · 2010 · 1 record" in words(text)
    assert re.search(r'<li><a href="/proposals/[0-9a-f-]+/">2010-提案-001', text) is not None
    assert "conduct and integrity · 1 record" in words(read(clerk, f"{RECORDS}?key=proposals&field=conduct"))
    assert "No records." in read(clerk, f"{RECORDS}?key=cases.referred")
    for nonsense in ("", "nonsense", "proposals.nonsense"):
        read(clerk, f"{RECORDS}?key={nonsense}", 404)


# the workbook


def test_workbook_is_sent_with_the_page_s_numbers(world, lived, browse, read):
    answer = browse(world.officer).get(f"{EXCEL}?year=2010")
    assert answer["Content-Disposition"] == 'attachment; filename="changren-2010.xlsx"'
    head, *rows, total = load_workbook(BytesIO(answer.content))["Townships"].iter_rows(values_only=True)
    text = read(world.officer, BOARD)
    shown, names = cells(text), ("Proposals", "filed", "Suggestions", "Cases", "Delegates")
    kept = {row[0]: dict(zip(head, map(str, row), strict=True)) for row in rows}
    assert {place: {name: row[name] for name in names} for place, row in kept.items()} == {
        place: {name: row[name] for name in names} for place, row in shown.items()
    }
    assert str(total[head.index("Proposals")]) == figures(text)["proposals"]


def test_workbook_of_one_township(there, world, lived, browse):
    answer = browse(world.officer).get(f"{EXCEL}?township={there.township.pk}")
    rows = list(load_workbook(BytesIO(answer.content))["Townships"].iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["Township", "甲区西镇", "Together"]


def test_page_links_to_the_workbook_and_the_trial_of_the_same_place(there, world, lived, read):
    text = read(world.officer, f"{BOARD}?township={there.township.pk}").replace("&amp;", "&")
    asked = f"?year=2010&township={there.township.pk}"
    assert [f'href="{url}{asked}"' in text for url in (EXCEL, TRIAL)] == [True, True]


# what would this have meant?


def test_trial_asks_for_the_rule_then_for_the_value(clerk, lived, read):
    text = read(clerk, TRIAL)
    assert len(re.findall(r'<option value="(?:proposals|casework)\.', text)) == 6
    assert judged_by(read(clerk, f"{TRIAL}?key=proposals.cosigners_min")) == []


def test_trial_judges_the_year_s_proposals_by_another_value(clerk, lived, read):
    text = read(clerk, f"{TRIAL}?key=proposals.cosigners_min&value=11&year=2010")
    assert (judged_by(text), text.count(f"<b>{NO}</b>")) == ([YES, NO] * 6, 6)
    text = read(clerk, f"{TRIAL}?key=proposals.cosigners_min&value=9")
    assert (judged_by(text), text.count(f"<b>{NO}</b>")) == ([YES, YES] * 6, 0)


def test_trial_of_one_township_stays_there(there, world, lived, read):
    text = read(world.officer, f"{TRIAL}?key=proposals.cosigners_min&value=11&township={there.township.pk}")
    assert (judged_by(text), f'name="township" value="{there.township.pk}"' in text) == ([YES, NO], True)


def test_trial_says_what_is_wrong_with_the_value_or_the_rule(clerk, lived, read):
    text = read(clerk, f"{TRIAL}?key=proposals.cosigners_min&value=many")
    assert (judged_by(text), "Enter a whole number." in text) == ([], True)
    text = read(clerk, f"{TRIAL}?key=proposals.nonsense&value=1")
    assert "Select a valid choice. proposals.nonsense is not one of the available choices." in text


# how many questions a page asks


def test_pages_ask_no_more_with_more_to_show(here, world, lived, clerk, browse):
    client = browse(world.officer)

    def one_more(n):
        into = filed(here, n)
        merged(here, n + 1, into)
        proposals.publish(handed(into, here), by=clerk, on=ON)
        handed(registered(here, n + 2), here)

    def counts():
        found = {}
        for name, url in {"board": BOARD, "records": f"{RECORDS}?key=handed_in", "excel": EXCEL}.items():
            with CaptureQueriesContext(connection) as asked:
                assert client.get(url).status_code == 200
            found[name] = len(asked)
        return found

    one_more(1)
    counts()
    once = counts()
    one_more(4)
    one_more(7)
    assert (counts(), once) == (ASKED, ASKED)


def test_every_page_is_there_in_chinese_and_for_paper(world, lived, browse):
    Person.objects.update(language="zh-hans")
    client = browse(world.officer)
    urls = (BOARD, f"{RECORDS}?key=cases", TRIAL, f"{TRIAL}?key=proposals.text_most&value=500")
    pages = [client.get(url).content.decode() for url in urls]
    assert ['<html lang="zh-hans"' in text for text in pages] == [True] * 4
    assert len(re.findall(r'class="(?:filters|ways) on-screen"', pages[0])) == 2  # what is not printed
