"""What is printed: the blank form without number or mark, and the result sheet, as parts and as a Word document."""

import io
import zipfile
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from changren.base.documents.word import word
from changren.evaluation import acts, documents
from tests.evaluation.conftest import BAD, ON, adopted, closed, entered, reported, resulted, signed

NS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def texts(content: bytes) -> list[str]:
    """Every paragraph of a Word document that says something."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))
        tree = ElementTree.fromstring(package.read("word/document.xml"))
    lines = ("".join(one.text or "" for one in paragraph.iter(f"{NS}t")) for paragraph in tree.iter(f"{NS}p"))
    return [line for line in lines if line]


def parts_of(sheet):
    return documents.result_paper(sheet).parts


def tables(parts):
    return [part for part in parts if part["kind"] == "table"]


def test_blank_has_a_row_for_each_on_the_form_and_is_the_same_every_time(here):
    form = documents.blank(adopted(here))
    first, second = (str(post.person) for post in here.delegates[:2])
    assert [(str(grid.label), grid.answers, [str(one) for one in grid.subjects]) for grid in form.grids] == [
        ("work", ["excellent", "fit", "basically fit", "unfit"], [first, second]),
        ("integrity", ["good", "fairly good", "fair", "poor"], [first, second]),
    ]
    parts = documents.blank_parts(form)
    assert [one["rows"] for one in tables(parts)] == [[[first, "", "", "", ""], [second, "", "", "", ""]]] * 2
    assert word(parts) == word(documents.blank_parts(form))


def test_blank_of_a_recommendation_lists_the_names(here):
    parts = documents.blank_parts(documents.blank(adopted(here, "recommendation", most=2)))
    assert tables(parts)[0]["rows"] == [[str(post.person), ""] for post in here.delegates[:3]]
    assert parts[2]["lines"] == [
        "Mark up to 2 names with ○. With more marks the form is invalid. Do not write your name or anything else."
    ]


def test_result_sheet_prints_all_counts_the_formula_and_who_signed(here, clerk):
    parts = parts_of(documents.result_sheet(signed(here), clerk))
    assert tables(parts)[0]["rows"] == [["12", "11 (91.67%)", "10", "1"]]
    assert tables(parts)[1]["rows"][0] == [
        str(here.delegates[0].person), "3 (30.00%)", "4 (40.00%)", "2 (20.00%)", "1 (10.00%)",
    ]  # fmt: skip
    said = texts(word(parts))
    assert "Share = votes ÷ the valid forms (10). Evaluation Measures, art. 4" in said
    assert said[-2:] == [f"Signed by: {here.posts['reviewer'].person}", "2010-04-01"]


def test_result_sheet_of_a_recommendation_is_by_name_in_the_order_of_the_form(here, clerk):
    it = resulted(here, kind="recommendation", issued=11, numbers=[[1, 9, 0]])
    parts = parts_of(documents.result_sheet(it, clerk))
    names = [str(post.person) for post in here.delegates[:3]]
    assert tables(parts)[1]["rows"] == [
        [names[0], "1 (10.00%)"], [names[1], "9 (90.00%)"], [names[2], "0 (0.00%)"],
    ]  # fmt: skip


def test_result_sheet_has_the_time_before(here, clerk):
    reported(here, BAD)
    parts = parts_of(documents.result_sheet(resulted(here), clerk))
    name = here.delegates[0].person
    assert tables(parts)[1]["rows"][1] == [
        f"{name}, last time (2010-04-01)", "1 (10.00%)", "2 (20.00%)", "3 (30.00%)", "4 (40.00%)",
    ]  # fmt: skip


def test_result_sheet_of_too_few_has_no_tally(here, clerk):
    it = closed(here, handed=4)
    for name in ("clerk", "handler"):
        entered(it, here.posts[name], issued=4, collected=4, valid=4, invalid=0, numbers=[])
    parts = parts_of(documents.result_sheet(acts.draw_up(it, by=clerk, on=ON), clerk))
    assert len(tables(parts)) == 1
    assert "Too few valid forms: below 5 forms no tally is published. Evaluation Measures, art. 4" in texts(word(parts))


def test_word_takes_texts_as_data(here):
    nasty = "<w:p>&amp; \x00\x0b ]]> #$\\ 㛃䶮𬭳"
    parts = [{"kind": "title", "says": nasty}, {"kind": "table", "head": [nasty], "rows": [[nasty]]}]
    assert texts(word(parts)) == ["<w:p>&amp;  ]]> #$\\ 㛃䶮𬭳"] * 3


@pytest.mark.parametrize("name", ["form-word", "result-word"])
def test_word_is_sent_under_the_name_of_the_evaluation(here, clerk, browse, name):
    response = browse(clerk).get(reverse(f"evaluation:{name}", args=[signed(here).pk]))
    assert response.status_code == 200
    assert response["Content-Disposition"].endswith(".docx")
    assert texts(response.content)


def test_result_as_pdf_says_the_same(here, clerk, browse):
    response = browse(clerk).get(reverse("evaluation:result-pdf", args=[signed(here).pk]))
    assert (response.status_code, response["Content-Type"], response.content[:5]) == (200, "application/pdf", b"%PDF-")


def test_result_word_is_for_those_who_see_the_result(here, browse):
    it = signed(here)
    assert browse(here.delegates[5]).get(reverse("evaluation:result-word", args=[it.pk])).status_code == 404
