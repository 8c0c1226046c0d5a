"""What a workbook hides is found, whoever wrote it; what looks strange hides nothing."""

import pytest

from changren.base.tables import child
from changren.base.tables.hiding import hidden_parts
from tests.base.tables.nasty import HEAD, READ, REFUSED, SHEET, TWO, hidden, part_replaced, xls, xlsx

pytestmark = pytest.mark.any_engine
ROWS = '<x><cols><col min="2" max="3" hidden="1"/><col min="4" max="4"/></cols><sheetData>{}</sheetData></x>'


def of_sheet(text):
    return hidden_parts(part_replaced(xlsx([HEAD]), SHEET, text.encode()))["名册"]


def test_hidden_rows_and_columns_are_told_with_the_sheet():
    ((name, rows, hidden_rows, hidden_columns),) = child.sheets(xlsx([HEAD, *TWO], hidden))
    assert (name, len(rows), hidden_rows, hidden_columns) == ("名册", 3, [3], [3])


@pytest.mark.parametrize("made", [lambda: xlsx([HEAD, *TWO]), lambda: xls([HEAD, *TWO])])
def test_what_hides_nothing_says_so(made):
    assert [one[2:] for one in child.sheets(made())] == [([], [])]


def test_rows_without_a_number_follow_one_another():
    assert of_sheet(ROWS.format("<row/><row hidden='true'/><row r='7' hidden='0'/><row hidden='1'/>")) == (
        [2, 8],
        [1, 2],
    )


def test_columns_to_the_edge_of_the_world_are_not_counted_out():
    assert len(of_sheet('<cols><col min="3" max="99999999" hidden="1"/></cols>')[1]) == 998


@pytest.mark.parametrize("text", ["<row r='x' hidden='1'/>", "<col hidden='1'/>", "<row r='1' hidden='"])
def test_strange_sheet_hides_nothing(text):
    assert hidden_parts(part_replaced(xlsx([HEAD]), SHEET, text.encode())).get("名册", ([], [])) == ([], [])


@pytest.mark.parametrize("what", [*READ, *REFUSED])
def test_no_file_of_the_list_makes_it_stumble(what):
    made, _expected = (READ | REFUSED)[what]
    assert isinstance(hidden_parts(made()), dict)
