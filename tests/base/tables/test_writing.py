"""Workbooks that are written can be read again, and nothing in them becomes a formula."""

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changren.base.tables import child
from changren.base.tables.writing import workbook
from tests.base.tables.test_reading import upload

pytestmark = pytest.mark.any_engine
TEXT = st.text(st.sampled_from("张三=+-@|'\"<>&;,\t漏雨㛃𬭳0123"), max_size=8).map(str.strip)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.lists(TEXT, min_size=2, max_size=4), min_size=1, max_size=5).filter(lambda rows: any(rows[-1])))
def test_what_is_written_is_read_back(rows):
    width = max(map(len, rows))
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    ((_name, found, *_hidden),) = child.sheets(workbook(rows))
    assert [[*row, *[""] * (width - len(row))] for row in found] == full[: len(found)]
    assert all(not any(row) for row in full[len(found) :])


def test_formulas_stay_text_and_remarks_stand_at_their_cells():
    book = openpyxl.load_workbook(upload(workbook([["姓名"], ["=1+1"]], remarks={(1, 0): "没有这个人"})))
    cell = book.active["A2"]
    assert (cell.value, cell.data_type, cell.comment.text.strip()) == ("=1+1", "s", "没有这个人")
