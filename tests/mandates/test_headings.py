"""What columns were taken for is known the next time; what a file hides is named before anything is entered."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from changren.base.minutes.models import Entry
from changren.mandates import acts
from changren.mandates.models import Mandate
from changren.organisation.models import KnownHeading
from tests.mandates.rosters import HEAD, NEW, ON, OTHER, address, clerk, sent_back, term
from tests.proposals.conftest import readers

__all__ = ["clerk", "readers", "term"]
pytestmark = pytest.mark.usefixtures("readers")
OTHER = (*OTHER[:5], "别村支部", *OTHER[6:])  # where a seat is free
OWN = ("谁", "性别", "民族", "出生年月", "手机", "归口", "代表团", "身份", "账号备注")


def table(head, *rows):
    return "\n".join("\t".join(row) for row in (head, *rows))


def known():
    return {one.heading: one.column for one in KnownHeading.objects.all()}


@pytest.fixture
def client(clerk, browse):
    return browse(clerk)


def read(client, term, head, *rows, **chosen):
    """The page after the table was read, and read again with columns that somebody chose."""
    text = client.post(address(term), {"pasted": table(head, *rows), "step": "read"}).content.decode()
    return client.post(address(term), sent_back(text) | chosen | {"step": "read"}).content.decode() if chosen else text


def enter(client, term, text, **other):
    return client.post(address(term), sent_back(text) | other | {"step": "enter"})


def corrected(client, term, row=NEW):
    """The name and the electing unit were not understood; the last column was taken for a telephone, and is none."""
    text = read(client, term, OWN, row, **{"column-0": "name", "column-5": "electing_unit", "column-8": ""})
    assert enter(client, term, text).status_code == 302


def test_columns_that_were_corrected_are_known_the_next_time(term, client):
    head = (*OWN[:4], "号码", *OWN[5:])
    text = read(client, term, head, NEW, **{"column-0": "name", "column-5": "electing_unit", "column-4": "phone",
                                            "column-8": ""})  # fmt: skip
    assert enter(client, term, text).status_code == 302
    assert known() == {"谁": "name", "归口": "electing_unit", "号码": "phone", "账号备注": ""}
    text = read(client, term, ("账 号备注", *reversed(head[:-1])), ("", *reversed(OTHER[:-1])))
    assert "New: 1; to be corrected: 0; unchanged: 0." in text
    assert enter(client, term, text).status_code == 302
    assert Mandate.objects.get(person__name="阿依·古丽").person.phone == "13911112222"


def test_page_says_which_columns_were_understood_from_last_time(term, client):
    assert "As last time" not in read(client, term, HEAD, NEW)
    corrected(client, term)
    text = read(client, term, OWN, OTHER)
    says = "“谁” is taken for “Name” · “归口” is taken for “Electing unit” · “账号备注” is left out"
    assert "账号备注" in known() and f"As last time: {says}</p>" in text
    again = read(client, term, OWN, OTHER, **{"column-8": "phone", "column-4": ""})
    assert "As last time: “谁” is taken for “Name” · “归口” is taken for “Electing unit”</p>" in again


def test_what_was_understood_by_its_words_is_not_kept(term, client):
    assert enter(client, term, read(client, term, HEAD, NEW)).status_code == 302
    assert known() == {}


def test_column_that_was_never_understood_is_not_kept_as_left_out(term, client):
    head = ("姓名", "何物", *HEAD[1:])
    assert enter(client, term, read(client, term, head, (NEW[0], "x", *NEW[1:]))).status_code == 302
    assert known() == {}


def test_memory_is_corrected_like_any_guess(term, client):
    corrected(client, term)
    text = read(client, term, OWN, OTHER, **{"column-0": "name", "column-8": "sector"})
    assert enter(client, term, text).status_code == 302
    assert known() == {"谁": "name", "归口": "electing_unit", "账号备注": "sector"}


def test_heading_that_stands_twice_is_not_kept(term, client):
    head, row = (*OWN[:8], "谁"), (*NEW[:8], "x")
    text = read(client, term, head, row, **{"column-0": "name", "column-5": "electing_unit"})
    assert enter(client, term, text).status_code == 302
    assert known() == {"归口": "electing_unit"}


def test_what_is_not_entered_is_not_kept(term, client):
    read(client, term, OWN, NEW, **{"column-0": "name"})
    assert (
        enter(client, term, read(client, term, OWN, (*NEW[:4], "138", *NEW[5:]), **{"column-0": "name"})).status_code
        == 422
    )
    assert known() == {}


def test_memory_is_of_one_township(term, client, there, browse):
    corrected(client, term)
    assert "As last time" not in read(browse(there.posts["clerk"]), there.term, OWN, OTHER)


def test_refused_roster_leaves_no_heading(term, clerk):
    with pytest.raises(Exception, match="exactly so"):
        acts.enter_roster(
            term, by=clerk, on=ON, lines=[], seats={}, headings={"谁": "name"}, source="", first_password=""
        )
    assert known() == {}


def test_minutes_keep_neither_headings_nor_people(term, client):
    corrected(client, term, ("王重要", *NEW[1:4], "13812345678", *NEW[5:]))
    said = str(list(Entry.objects.values_list("kept", flat=True)))
    assert [word for word in ("谁", "归口", "王重要", "13812345678", "欧阳") if word in said] == []


# what is hidden


def workbook(hide, *rows):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名册 & 其他"
    for row in (["党代表名册"], HEAD, *rows):
        sheet.append(list(row))
    hide(sheet)
    kept = BytesIO()
    book.save(kept)
    return SimpleUploadedFile("名册.xlsx", kept.getvalue())


def hidden(sheet):
    sheet.row_dimensions[4].hidden = True
    sheet.row_dimensions[1].hidden = True
    sheet.column_dimensions["E"].hidden = True


def test_hidden_row_is_read_and_named(term, client):
    text = client.post(address(term), {"file": workbook(hidden, NEW, OTHER), "step": "read"}).content.decode()
    for page in (text, client.post(address(term), sent_back(text) | {"step": "read"}).content.decode()):
        assert "New: 2; to be corrected: 0; unchanged: 0." in page
        assert "Hidden in the file, and read like the others: row 4 (阿依·古丽)</p>" in page
        assert "Hidden in the file, and read like the others: column “手机”</p>" in page
        assert page.count("hidden in the file</span>") == 1
    assert enter(client, term, text).status_code == 302
    assert Mandate.objects.get(person__name="阿依·古丽").person.phone == "13911112222"


def test_file_that_hides_nothing_says_nothing_of_it(term, client):
    text = client.post(address(term), {"file": workbook(lambda sheet: None, NEW), "step": "read"}).content.decode()
    assert "New: 1;" in text and "idden in the file" not in text
