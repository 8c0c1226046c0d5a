"""Papers as PDF: every character or its number, nothing that people wrote is a command, the same bytes each time."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from changren.base.documents import paper
from changren.base.documents.paper import Paper
from changren.base.documents.pdf import pdf, sent_pdf
from tests.reading_pdf import pages, squeezed, text

DAY = date(2010, 3, 1)
RARE = "㛃䶮𬭳镕昇堃喆翀旸玥珺瑄彧燚犇垚嬿祎𠅤"
COMMANDS = '#panic("x") $x^2$ \\ [a] "b" *c* _d_ @e <f> // g /* h `i` = j - k + l ~ ' + "https://example.org/m"
BY_EACH_PART = {
    "office": paper.office, "title": paper.title, "under": paper.under, "heading": paper.heading,
    "address": paper.address, "prose": paper.prose, "points": lambda says: paper.points([says]),
    "facts": lambda says: paper.facts([(says, says)]), "form": lambda says: paper.form([(says, says), (says, says)]),
    "table": lambda says: paper.table([says, says], [[says, says]], (1, 1), caption=says, total=[says, says]),
    "ends": paper.ends, "remark": paper.remark,
}  # fmt: skip
SAID = {"facts": 2, "form": 4, "table": 7}  # how often each says it


def made(*parts, title="标题", **other):
    return pdf(Paper(title, DAY, parts, **other))


@pytest.mark.parametrize("part", BY_EACH_PART)
def test_every_part_says_what_it_was_given(part):
    told = text(made(BY_EACH_PART[part](f"甲{RARE}乙")))
    assert told.count(f"甲{RARE}乙") == SAID.get(part, 1)
    assert "〔U+" not in told


@pytest.mark.parametrize("part", BY_EACH_PART)
def test_nothing_that_people_wrote_is_a_command(part):
    assert text(made(BY_EACH_PART[part](COMMANDS))).count(squeezed(COMMANDS)) == SAID.get(part, 1)


def test_title_of_the_file_is_no_command_either():
    content = made(title='#panic("x") ] $ \\')
    assert b"panic" in content or "panic".encode("utf-16-be") in content


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("王\U0002a6d6", "王〔U+2A6D6〕"), ("好😀", "好〔U+1F600〕"), ("\ue000", "〔U+E000〕"), ("甲\u202e乙", "甲乙"),
        ("甲\x01乙\x7f", "甲乙"), ("甲\t乙", "甲乙"), ("\ufffe丙", "〔U+FFFE〕丙"),
    ],
)  # fmt: skip
def test_what_no_font_has_is_shown_as_its_number(written, shown):
    with translation.override("zh-hans"):
        told = text(made(paper.prose(written)))
    remark = "〔U+…〕代表本件没有相应字体的字符，数字是它的统一码编号。"
    assert told == f"{shown}{remark if '〔' in shown else ''}—1—"


def test_same_paper_gives_the_same_bytes():
    parts = [paper.title("甲"), paper.prose(COMMANDS), paper.table(["一"], [["二"]], [1])]
    assert len({made(*parts) for _n in range(3)}) == 1
    assert made(*parts) != made(*parts[:2])


def test_same_bytes_and_all_of_them_from_many_threads():
    papers = [[paper.title(f"{n}号"), paper.prose("上山村" * 500)] for n in range(8)]
    alone = [made(*parts) for parts in papers]
    with ThreadPoolExecutor(4) as hands:
        assert list(hands.map(lambda parts: made(*parts), papers * 2)) == alone * 2


def test_paper_is_made_to_be_kept():
    content = made(paper.title("甲"))
    assert content.startswith(b"%PDF-1.7")
    assert re.findall(rb"<pdfaid:(part|conformance)>(\w)<", content) == [(b"part", b"2"), (b"conformance", b"A")]
    assert len(re.findall(rb"/FontFile3", content)) == len(re.findall(rb"/FontDescriptor \d", content)) > 0


def test_pages_are_counted_and_each_sheet_begins_anew():
    long = paper.prose("\n".join(["上山村通往后坪的道路年久失修，雨天泥泞，村民出行不便。"] * 50))
    told = pages(made(long, paper.sheet(), long))
    ends = [re.search(r"—(\d)—$", page)[1] for page in told]
    assert ends == ["1", "2", "3", "1", "2", "3"]


def test_page_holds_22_lines_of_28_characters():
    line = "一二三四五六七八九十" * 100
    first = pages(made(paper.prose(line)))[0]
    assert len(first.removesuffix("—1—")) == 22 * 28 - 2  # the first line is indented by two


def test_head_of_a_table_stands_on_every_page():
    told = pages(made(paper.table(["编号", "事项"], [[n, f"第{n}件"] for n in range(100)], (1, 4))))
    assert [page.startswith("编号事项") for page in told] == [True] * len(told)
    assert "".join(page.removeprefix("编号事项") for page in told).count("件") == 100


def test_long_word_stays_on_the_page():
    word = "https://example.org/" + "abcdefghij" * 30
    (page,) = pages(made(paper.form([("地址", word)], [("标题", "x" * 200)])))
    assert (word in page, "x" * 200 in page) == (True, True)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_paper_is_made_in_the_language_of_its_reader(language):
    with translation.override(language):
        told = text(made(paper.facts([("甲", "乙")])))
    assert told == {"zh-hans": "甲：乙—1—", "en": "甲:乙—1—"}[language]


def test_paper_is_sent_under_its_title():
    response = sent_pdf(Paper('2010-提案-003 "甲"\n', DAY, [paper.title("甲")]))
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")
    assert response["Content-Disposition"] == (
        "attachment; filename*=UTF-8''2010-%E6%8F%90%E6%A1%88-003%20%22%E7%94%B2%22%0A.pdf"
    )


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.sampled_from(sorted(BY_EACH_PART)))
@example("\x00", "title")
@example("\ud800", "table")
@example("", "title")
def test_any_text_makes_a_paper(written, part):
    assert made(BY_EACH_PART[part](written), title=written).startswith(b"%PDF-")


def test_look_is_drawn_with_what_is_here():
    source = Path(paper.__file__).with_suffix(".typ").read_text("utf-8")
    assert re.findall(r"@preview|https?:|#?import|#?include|read\(|image\(", source) == []
