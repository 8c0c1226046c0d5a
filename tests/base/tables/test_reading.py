"""Every file of the list is read as expected, or refused with its sentence; and nobody waits for one."""

import signal
import subprocess
import sys

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from changren.base.tables import cells, child, reading
from changren.base.tables.headings import Column, guess, records
from tests.base.tables.nasty import HEAD, READ, REFUSED, TWO, csv, xls, xlsx

pytestmark = pytest.mark.any_engine
COLUMNS = (
    Column("name", "", ("姓名", "代表姓名")), Column("phone", "", ("手机", "联系电话")), Column("sex", "", ("性别",)),
    Column("unit", "", ("选举单位", "支部")),
)  # fmt: skip


def upload(data, name="名册.xlsx"):
    return SimpleUploadedFile(name, data)


def people(sheets):
    """The names and telephone numbers of the best sheet."""
    sheet = max(sheets, key=lambda one: len(guess(one.rows, COLUMNS).columns))
    found = records(sheet.rows, guess(sheet.rows, COLUMNS))
    return [
        (cells.name(one.cells["name"]), cells.phone(one.cells["phone"]) if one.cells.get("phone") else "")
        for one in found
    ]


def test_there_are_forty_files_and_more():
    assert len(READ) + len(REFUSED) >= 40


@pytest.mark.parametrize("what", READ)
def test_file_is_read(what):
    made, expected = READ[what]
    assert people(reading.read(upload(made()))) == expected


@pytest.mark.parametrize("what", REFUSED)
def test_file_is_refused_with_a_sentence(what):
    made, code = REFUSED[what]
    with pytest.raises(ValidationError) as why:
        reading.read(upload(made()))
    assert why.value.code == code
    assert why.value.messages[0].endswith("。")


def test_file_that_is_too_large_is_not_even_opened():
    large = upload(b"")
    large.size = 200 * 1024 * 1024
    with pytest.raises(ValidationError, match="超过10 MB"):
        reading.read(large)


def test_child_that_dies_or_hangs_is_a_sentence(monkeypatch):
    """As with a file that exhausts memory, or time."""
    monkeypatch.setattr(reading, "PATIENCE", 0.001)
    with pytest.raises(ValidationError) as why:
        reading.read(upload(xlsx([HEAD, *TWO])))
    assert why.value.code == "exhausting"
    monkeypatch.undo()
    monkeypatch.setattr(child, "__name__", "changren.no_such_module")
    with pytest.raises(ValidationError) as why:
        reading.read(upload(xlsx([HEAD, *TWO])))
    assert why.value.code == "exhausting"


@pytest.mark.parametrize("eats", ["bytearray(10**9)", "[0 for n in iter(int, 1)]"])
def test_child_has_limits_of_memory_and_time(eats):
    code = f"""
from changren.base.tables import child
child.SECONDS, child.sheets = 1, lambda data: {eats}
child.main()
"""
    done = subprocess.run([sys.executable, "-c", code], input=b"", capture_output=True, timeout=30)
    killed = done.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
    assert killed or (done.returncode == 1 and b"MemoryError" in done.stderr)


def test_pasted_table_is_read_as_a_file_is():
    pasted = csv([HEAD, *TWO], separator="\t").decode()
    assert people(reading.read_text(pasted)) == people(reading.read(upload(xlsx([HEAD, *TWO]))))
    with pytest.raises(ValidationError, match="空的"):
        reading.read_text(" \n\n")


WORD = st.text(st.sampled_from("张王李欧阳甲乙村支部阿·㛃𬭳"), min_size=2, max_size=4).map(cells.name).filter(bool)
PERSON = st.tuples(WORD, st.integers(13_000_000_000, 18_999_999_999).map(str), st.sampled_from("男女"), WORD)
SHAPES = st.tuples(
    st.lists(st.just(["名册"]) | st.just([]), max_size=3), st.permutations(range(4)), st.integers(0, 2),
    st.sampled_from(["xlsx", "xls", "utf-8", "gb18030", "pasted"]),
    st.lists(st.sampled_from([[], ["合计", "若干"]]), max_size=2),
)  # fmt: skip


@settings(deadline=None, max_examples=25)
@given(st.lists(PERSON, min_size=1, max_size=6), SHAPES)
def test_random_roster_in_a_random_shape_is_read_back(made, shape):
    above, order, before, form, below = shape
    heads = ["姓名", "联系电话", "性别", "选举单位"]
    rows = [*above, *([""] * before + [row[n] for n in order] for row in (heads, *made)), *below]
    if form == "pasted":
        sheets = reading.read_text(csv(rows, separator="\t").decode())
    else:
        data = {"xlsx": xlsx, "xls": xls}[form](rows) if form.startswith("xls") else csv(rows, form, "\t")
        sheets = [reading.Sheet(*found) for found in child.sheets(data)]
    (sheet,) = sheets
    layout = guess(sheet.rows, COLUMNS)
    found = [tuple(one.cells[name] for name in ("name", "phone", "sex", "unit")) for one in records(sheet.rows, layout)]
    assert found == made
