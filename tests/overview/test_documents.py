"""The workbook: the same numbers as the page, to the last one; text is text."""

from changren.overview.documents import COLUMNS
from changren.proposals.fields import Field


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
