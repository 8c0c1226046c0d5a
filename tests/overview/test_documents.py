"""The workbook: the same numbers as the page, to the last one; text is text."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from changren.overview import queries
from changren.overview.documents import COLUMNS, workbook
from changren.proposals.fields import Field
from changren.proposals.models import Proposal
from tests.overview.conftest import YEAR
from tests.proposals.conftest import handed_in


@pytest.fixture
def opened():
    """`opened(place, by)`: the year of a place and its workbook, as somebody gets it; sheets as lists of rows."""

    def opening(place, by):
        year = queries.year(place, YEAR)
        mine = queries.open_to(by, {one.url for one in year.figures.records})
        book = load_workbook(BytesIO(workbook(year, mine)))
        return year, {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}

    return opening


def test_workbook_of_the_district_has_the_page_s_numbers(here, there, world, lived, opened):
    year, sheets = opened(world.level, world.officer)
    head, *rows = sheets["Townships"]
    assert (list(sheets), head[5:-1]) == (["Townships", "Fields", "Records"], [str(text) for _key, text in COLUMNS])
    assert [row[0] for row in rows] == [here.township.name, there.township.name, "Together"]
    assert [row[5:-1] for row in rows[:-1]] == [[row.counts.get(key, 0) for key, _text in COLUMNS] for row in year.rows]
    assert rows[-1][5:-1] == [year.counts.get(key, 0) for key, _text in COLUMNS]


def test_workbook_s_columns_add_up_to_the_last_row(world, lived, opened):
    _year, sheets = opened(world.level, world.officer)
    _head, *rows, total = sheets["Townships"]
    assert [sum(column) for column in zip(*(row[4:-1] for row in rows), strict=True)] == total[4:-1]
    _head, *rows, total = sheets["Fields"]
    assert [sum(column) for column in zip(*(row[1:] for row in rows), strict=True)] == total[1:]


def test_workbook_tells_of_each_township_what_its_row_tells(world, lived, opened):
    year, sheets = opened(world.level, world.officer)
    ours, theirs, together = sheets["Townships"][1:]
    assert ours[:5] == ["甲区东镇", "2010-03-01", "", f"0/{year.rows[0].rules_of}", 14]
    assert (ours[-1], theirs[-1], together[-1]) == ("100.00%", "", "100.00%")


def test_workbook_s_fields_are_all_of_them(here, clerk, lived, opened):
    _year, sheets = opened(here.township, clerk)
    rows = {row[0]: row[1:] for row in sheets["Fields"]}
    assert list(rows) == ["Field", *map(str, Field.labels), "Together"]
    assert (rows["village office premises"], rows["conduct and integrity"], rows["public safety"]) == (
        [5, 0, 1], [1, 0, 0], [0, 1, 0],
    )  # fmt: skip


def test_workbook_lists_every_record_once(here, clerk, lived, opened):
    year, sheets = opened(here.township, clerk)
    _head, *rows = sheets["Records"]
    assert [row[1] for row in rows] == [record.says for record in year.figures.records]
    assert {row[0] for row in rows} == {"甲区东镇"}
    recess = next(row for row in rows if row[1].startswith("2010-提议-001"))
    assert recess[2] == "Handed in, Recess proposals, Recess proposals · under review"


def test_workbook_does_not_name_what_is_not_one_s_to_open(here, plan, opened):
    it = handed_in(here, confidential=True)
    named = {}
    for post in (here.posts["clerk"], here.delegates[12]):
        _year, sheets = opened(here.township, post)
        named[post.role] = sheets["Records"][1][1]
    assert named == {"clerk": str(it), "delegate": "a record that is not yours to open"}


def test_workbook_runs_nothing_that_somebody_typed(here, plan, clerk):
    for n, title in enumerate(["=1+1", "http://a.example/"]):
        handed_in(here, n, "suggestion", title=title)
    Proposal.objects.update(number=None)  # so that the title stands first in its cell
    year = queries.year(here.township, YEAR)
    book = load_workbook(BytesIO(workbook(year, frozenset(one.url for one in year.figures.records))))
    cells = {cell.value: (cell.data_type, cell.hyperlink) for cell in book["Records"]["B"]}
    assert (cells["=1+1"], cells["http://a.example/"]) == (("s", None), ("s", None))
