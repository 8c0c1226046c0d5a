"""Single values as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changren.base.tables import cells

pytestmark = pytest.mark.any_engine


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张 三", "张三"), ("欧阳　兰", "欧阳兰"), ("阿依.古丽", "阿依·古丽"), ("买买提 • 艾力", "买买提·艾力"),
        ("㛃䶮𬭳", "㛃䶮𬭳"), ("John  Smith", "John Smith"), ("\u200b李\ufeff四", "李四"), ("  ", ""), ("凞", "凞"),
    ],
)  # fmt: skip
def test_name(typed, kept):
    assert cells.name(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["2010-03-01", "2010.3.1", "2010/3/1", "2010年3月1日", "2010年3月", "2010.3", "2010-03", "20100301", "201003",
     "40238", "２０１０年３月", "2010-03-01 00:00:00", " 2010 年 3 月 1 日 "],
)  # fmt: skip
def test_day(typed):
    assert cells.day(typed) == date(2010, 3, 1)


@pytest.mark.parametrize(
    "typed", ["", "三月", "2010", "2010-13-01", "2010-02-30", "1899-01-01", "12", "1.5", "99999999"]
)
def test_day_that_makes_no_sense(typed):
    with pytest.raises(ValueError):
        cells.day(typed)


@given(st.dates(date(1927, 5, 18), date(2100, 1, 1)))
def test_day_by_excels_number(day):
    assert cells.day(str((day - date(1899, 12, 30)).days)) == day


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("138 0000 0001", "13800000001"), ("+86-138-0000-0001", "13800000001"), ("0577-88001234", "057788001234"),
     ("（0577）88001234", "057788001234"), ("１３８００００００01", "13800000001")],
)  # fmt: skip
def test_phone(typed, kept):
    assert cells.phone(typed) == kept


@pytest.mark.parametrize("typed", ["", "138", "13800000001234", "无", "138x0000001", "1.38E+10"])
def test_phone_that_makes_no_sense(typed):
    with pytest.raises(ValueError):
        cells.phone(typed)


@pytest.mark.parametrize(("typed", "kept"), [("12", 12), ("No.12", 12), ("12号", 12), ("０１２", 12), ("第12号", 12)])
def test_whole(typed, kept):
    assert cells.whole(typed) == kept


@pytest.mark.parametrize("typed", ["", "0", "-", "一", "1.5", "123456"])
def test_whole_that_makes_no_sense(typed):
    with pytest.raises(ValueError):
        cells.whole(typed)


def test_identity():
    """The example of GB 11643-1999, annex A, and one with X."""
    assert cells.identity("110105 19491231 002x") == (date(1949, 12, 31), True)
    assert cells.identity("440524188001010014") == (date(1880, 1, 1), False)


@given(st.integers(0, 17), st.integers(1, 9))
def test_identity_with_one_figure_wrong_is_refused(place, more):
    known = "440524188001010014"
    wrong = known[:place] + str((int(known[place]) + more) % 10) + known[place + 1 :]
    with pytest.raises(ValueError):
        cells.identity(wrong)
