"""Whole rosters: what each row would do, what is wrong with it, and that all of it is entered or nothing."""

import json

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from changren.base.acts import Kind
from changren.base.tables import child
from changren.base.tables.reading import Sheet
from changren.mandates import acts, queries
from changren.mandates.models import Delegation, ElectingUnit, Mandate, Roster, Vacancy
from changren.organisation.models import Person, Post
from tests.mandates.conftest import everything, heard, refused, told
from tests.mandates.rosters import (
    HEAD,
    NEW,
    ON,
    OTHER,
    address,
    clerk,
    entered,
    known_row,
    pasted,
    roster,
    sent_back,
    term,
)
from tests.proposals.conftest import readers

__all__ = ["clerk", "readers", "term"]
pytestmark = pytest.mark.usefixtures("readers")


def wrong(term, *rows, head=HEAD):
    """What is wrong, for each row by column."""
    return [{name: str(says) for name, says in line.wrong.items()} for line in roster(term, *rows, head=head).lines]


# what a row would do


def test_new_delegates_are_read_with_all_that_is_said(term):
    found = roster(term, NEW, OTHER)
    assert found.counted == {"new": 2, "changed": 0, "same": 0, "wrong": 0, "elsewhere": 0}
    assert (found.new_units, found.new_delegations) == ({"新村支部": 2}, ["新团"])
    one, two = found.lines
    assert (one.name, one.phone, one.login, one.values["number"]) == ("欧阳兰", "13811112222", "欧阳兰", 15)
    assert {name: two.values[name] for name in ("sector", "rank", "is_woman", "is_minority", "age_band", "number")} == {
        "sector": "office", "rank": "leader", "is_woman": True, "is_minority": True, "age_band": "to_35", "number": 16,
    }  # fmt: skip


def test_identity_number_is_checked_tells_sex_and_age_and_is_not_kept(term, clerk):
    head = ("姓名", "身份证号", "选举单位", "代表团")
    (line,) = roster(term, ("王芳", "11010519491231002X", "新村支部", "新团"), head=head).lines
    assert (line.values["is_woman"], line.values["age_band"]) == (True, "over_55")
    assert wrong(term, ("王芳", "110105194912310021", "新村支部", "新团"), head=head) == [
        {"identity": "The check of this identity number is wrong.", "sex": "This is needed for a new delegate."}
    ]
    entered(term, clerk, ("王芳", "11010519491231002X", "新村支部", "新团"), head=head)
    assert "11010519491231002" not in str(everything())


def test_person_who_is_there_without_a_mandate_is_not_entered_twice(term, here, clerk):
    person = here.posts["clerk"].person
    row = (person.name, *NEW[1:4], "", *NEW[5:])
    (line,) = roster(term, row).lines
    assert (line.state, line.person, line.login) == ("new", person, person.login)
    entered(term, clerk, row)
    assert Mandate.objects.get(term=term, person=person).electing_unit.name == "新村支部"


def test_delegate_who_is_entered_exactly_so_is_left_alone(term, here):
    rows = [tuple(known_row(mandate).values()) for mandate in here.mandates[:3]]
    found = roster(term, *rows, head=("姓名", "选举单位", "代表团"))
    assert found.counted["same"] == 3


def test_delegate_whose_entry_differs_is_corrected_and_the_difference_told(term, here, clerk):
    mandate = here.mandates[3]
    said = known_row(mandate, 代表团="新团", 手机="13900009999")
    found = roster(term, tuple(said.values()), head=tuple(said))
    (line,) = found.lines
    assert (line.state, line.mandate) == ("changed", mandate)
    assert [(str(label), str(old), str(new)) for label, old, new in line.changes] == [
        ("delegation", mandate.delegation.name, "新团"), ("Telephone", "—", "139****9999"),
    ]  # fmt: skip
    entered(term, clerk, tuple(said.values()), head=tuple(said))
    mandate.refresh_from_db()
    assert (mandate.delegation.name, mandate.person.phone) == ("新团", "13900009999")
    assert roster(term, tuple(said.values()), head=tuple(said)).counted["same"] == 1


def test_delegate_who_moves_to_an_electing_unit_that_is_not_there_yet(term, here, clerk):
    said = known_row(here.mandates[3], 选举单位="新村支部")
    found = roster(term, tuple(said.values()), NEW[:1] + NEW[5:7], head=tuple(said))
    assert found.counted["changed"] == 1 and found.new_units == {"新村支部": 1}
    entered(term, clerk, tuple(said.values()), head=tuple(said))
    here.mandates[3].refresh_from_db()
    assert (here.mandates[3].electing_unit.name, here.mandates[3].electing_unit.seats) == ("新村支部", 1)


def test_rows_of_another_township_are_left_out(term, here, there):
    head = (*HEAD, "乡镇")
    found = roster(term, (*NEW, str(here.township)), (*OTHER, str(there.township)), head=head)
    assert [line.state for line in found.lines] == ["new", "elsewhere"]
    sections = roster(term, (str(there.township),), OTHER, (str(here.township),), NEW)
    assert [(line.name, line.state) for line in sections.lines] == [("阿依·古丽", "elsewhere"), ("欧阳兰", "new")]


@pytest.mark.parametrize(
    ("place", "cell", "column", "says"),
    [
        (0, "", "name", "There is no name."), (0, "长" * 41, "name", "This is too long for a name."),
        (1, "未知", "sex", "This word is not known."), (1, "", "sex", "This is needed for a new delegate."),
        (3, "九十年代", "born", "This is no day."),
        (3, "", "born", "Age or day of birth is needed for a new delegate."),
        (4, "138", "phone", "This is no telephone number."),
        (5, "", "electing_unit", "This is needed for a new delegate."),
        (5, "长" * 61, "electing_unit", "This is too long for a name."),
        (6, "", "delegation", "This is needed for a new delegate."), (7, "神仙", "rank", "This word is not known."),
        (8, "神仙", "sector", "This word is not known."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_column(term, place, cell, column, says):
    assert wrong(term, (*NEW[:place], cell, *NEW[place + 1 :])) == [{column: says}]


def test_what_contradicts_the_register_is_wrong(term, here, there, clerk):
    Person.objects.filter(pk=there.posts["clerk"].person_id).update(name="别镇人")
    entered(term, clerk, NEW)
    head = (*HEAD, "代表号")
    again = ("王五", *NEW[1:4], NEW[4], *NEW[5:])
    assert wrong(term, again) == [{"phone": "欧阳兰 has this telephone number."}]
    taken = ("王五", *NEW[1:4], "", *NEW[5:], str(here.mandates[0].number))
    assert wrong(term, taken, head=head) == [{"number": "Delegate number 1 is taken."}]
    Mandate.objects.filter(person__name="欧阳兰").update(state="stopped")
    moved = (*NEW[:6], here.delegations[0].name, *NEW[7:])
    assert wrong(term, moved) == [{"name": "This mandate has ended; its entry is not corrected."}]


def test_what_stands_twice_in_the_roster_is_wrong(term):
    assert wrong(term, NEW, NEW) == [{}, {"name": "The same as in row 2.", "phone": "The same as in row 2."}]
    assert wrong(term, NEW, ("王五", *NEW[1:])) == [{}, {"phone": "The same as in row 2."}]


def test_namesakes_are_told_apart_by_telephone(term, here, clerk):
    entered(term, clerk, NEW)
    namesake = (NEW[0], *NEW[1:4], "13700000000", "别村支部", *NEW[6:])
    Mandate.objects.filter(person__name="欧阳兰").update(number=90)
    assert [line.state for line in roster(term, NEW).lines] == ["same"]
    extra = Person.objects.create(township=here.township, name="欧阳兰", login="ouyang2")
    assert wrong(term, namesake) == [
        {"name": "Several people here have this name. Give the telephone number that is entered."}
    ]
    extra.delete()


def test_somebody_of_this_name_elsewhere_is_not_taken_for_the_same(term, here, clerk):
    entered(term, clerk, NEW)
    says = "Somebody else may have this name: telephone and electing unit are others."
    assert wrong(term, (*NEW[:4], "13700000000", "别村支部", *NEW[6:])) == [{"name": says}]
    (line,) = roster(term, (*NEW[:4], "13700000000", *NEW[5:])).lines
    assert (line.state, [str(label) for label, _old, _new in line.changes]) == ("changed", ["Telephone"])
    person = here.posts["clerk"].person
    person.phone = "13600000000"
    person.save()
    assert wrong(term, (person.name, *NEW[1:4], "13700000000", *NEW[5:])) == [{"name": says}]


def test_telephone_of_somebody_who_is_there_is_entered(term, here, clerk):
    person = here.posts["clerk"].person
    entered(term, clerk, (person.name, *NEW[1:4], "13700000000", *NEW[5:]))
    assert Person.objects.get(pk=person.pk).phone == "13700000000"


# the act


def test_enter_roster_enters_everybody_in_the_minutes_and_the_register(term, clerk):
    roster = entered(term, clerk, NEW, OTHER, password="yi ju mima 1", source="名册.xlsx")
    assert (roster.term, roster.source, roster.entered, roster.corrected) == (term, "名册.xlsx", 2, 0)
    assert told("enter_roster") == "BY took over a roster, “IT”: 2 delegates entered, 0 corrected"
    one = Mandate.objects.get(term=term, person__name="欧阳兰")
    assert (one.state, one.electing_unit.seats, one.delegation.name, one.person.must_choose_password) == (
        "confirmed", 2, "新团", True,
    )  # fmt: skip
    assert one.person.check_password("yi ju mima 1")
    assert told("confirm_delegate").startswith("BY confirmed the mandate of “IT”, delegate no. 16")
    assert heard("confirm_delegate") == {Mandate.objects.get(person__name="阿依·古丽").person_id}


def test_enter_roster_is_all_or_nothing(term, here, clerk):
    """The quota of the first unit is used up: nobody is entered, no unit, no delegation."""
    full = here.mandates[0].electing_unit
    ElectingUnit.objects.filter(pk=full.pk).update(seats=full.mandates.count())
    row = (*OTHER[:5], full.name, *OTHER[6:])
    n = full.mandates.count()
    with refused(f"All {n} seats of “{full}” are taken.", rule="mandates.quota_binds"):
        entered(term, clerk, NEW, row)


def test_enter_roster_is_the_offices(term, here, there):
    for post in (here.posts["committee"], here.delegates[0], there.posts["clerk"]):
        with refused("This may only be done by: clerk of the standing-system office, 甲区东镇.", Kind.WHO):
            entered(term, post, NEW)


def test_enter_roster_of_nothing_new_is_refused(term, here, clerk):
    row = tuple(known_row(here.mandates[0]).values())
    with refused("Every delegate of this roster is entered already, exactly so."):
        entered(term, clerk, row, head=("姓名", "选举单位", "代表团"))


def test_enter_roster_whose_units_are_gone_is_refused(term, clerk):
    with refused("The register has changed meanwhile. Read the roster again."):
        entered(term, clerk, NEW, seats={})


def test_enter_roster_once_more_counts_once(term, clerk):
    lines = [queries.as_given(line) for line in roster(term, NEW).lines]
    given = {
        "lines": lines,
        "seats": {"新村支部": 1},
        "headings": {},
        "source": "",
        "first_password": "",
        "once": "01890000-0000-7000-8000-000000000001",
    }
    acts.enter_roster(term, by=clerk, on=ON, **given)
    before = everything()
    acts.enter_roster(term, by=clerk, on=ON, **given)
    assert everything() == before


def test_by_election_is_linked_afterwards(term, here, clerk):
    """A roster fills no vacancy by itself: which seat was filled is said by the office."""
    entered(term, clerk, NEW)
    assert not Vacancy.objects.filter(state="filled").exists()
    assert Delegation.objects.filter(term=term, name="新团").exists()


# the page


def test_page_shows_every_row_before_anything_is_entered(term, clerk, browse):
    before = everything()
    answer = browse(clerk).post(address(term), {"pasted": pasted(NEW, (*OTHER[:4], "139", *OTHER[5:])), "step": "read"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "New: 1; to be corrected: 0; unchanged: 0." in text
    assert "1 rows are wrong." in text and "This is no telephone number." in text
    assert 'value="enter"' not in text
    assert everything() == before


def test_page_enters_what_was_shown(term, clerk, browse):
    client = browse(clerk)
    text = client.post(address(term), {"pasted": pasted(NEW, OTHER), "step": "read"}).content.decode()
    answer = client.post(address(term), {**sent_back(text), "pasted": "", "step": "enter"})
    assert (answer.status_code, answer.url) == (302, Roster.objects.get().get_absolute_url())
    assert Mandate.objects.filter(term=term, person__name="阿依·古丽").exists()


def test_page_takes_a_file_and_lets_columns_be_chosen(term, clerk, browse):
    client = browse(clerk)
    rows = "\n".join(",".join(row) for row in (("谁", *HEAD[1:]), NEW))
    file = SimpleUploadedFile("名册.csv", rows.encode("gbk"))
    text = client.post(address(term), {"file": file, "step": "read"}).content.decode()
    assert "There is no name." in text
    text = client.post(address(term), {**sent_back(text), "column-0": "name", "step": "read"}).content.decode()
    assert "New: 1;" in text
    assert client.post(address(term), {**sent_back(text), "step": "enter"}).status_code == 302


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Choose a file, or paste the table."), ({"pasted": "甲\t乙\n丙\t丁"}, "No headings were found."),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4")}, "This is a PDF."),
        ({"table": "x", "step": "enter"}, "Something in this page got lost."),
        ({"table": json.dumps([[1]]), "step": "enter"}, "Something in this page got lost."),
        ({"table": json.dumps({"a": 1}), "step": "enter"}, "Something in this page got lost."),
        ({"table": json.dumps({"rows": [[1]], "hidden": [[], []], "source": ""}), "step": "enter"},
         "Something in this page got lost."),
        ({"table": json.dumps({"rows": [["a"]], "hidden": [["a"], []], "source": ""}), "step": "enter"},
         "Something in this page got lost."),
        ({"pasted": "甲\t乙\n丙\t丁", "step": "enter"}, "No headings were found."),
    ],
)  # fmt: skip
def test_page_says_what_it_cannot_read(term, clerk, browse, given, says):
    answer = browse(clerk).post(address(term), {"step": "read"} | given)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_page_does_not_enter_what_is_wrong_though_it_is_told_to(term, clerk, browse):
    before = everything()
    table = Sheet("", [list(HEAD), [*NEW[:4], "138", *NEW[5:]]]).as_text()
    answer = browse(clerk).post(address(term), {"table": table, "step": "enter"})
    assert answer.status_code == 422
    assert "1 rows are wrong." in answer.content.decode()
    assert everything() == before


def test_table_with_what_is_wrong_is_sent_back_marked(term, clerk, browse):
    sheet = reverse("mandates:roster-sheet", args=[term.pk])
    table = Sheet("", [["名册"], list(HEAD), [*NEW[:4], "138", *NEW[5:]], list(OTHER)]).as_text()
    answer = browse(clerk).post(sheet, {"table": table, "step": "read"})
    page = openpyxl.load_workbook(SimpleUploadedFile("a.xlsx", answer.content)).active
    assert [cell.value for cell in page[3]] == [*NEW[:4], "138", *NEW[5:], "Telephone: This is no telephone number."]
    assert page["E3"].comment.text.strip() == "This is no telephone number."
    assert page["E4"].comment is None and not page["J4"].value
    assert browse(clerk).post(sheet, {"step": "read"}).status_code == 422


def test_register_is_sent_as_a_table_that_changes_nothing_when_it_comes_back(term, here, clerk, browse):
    entered(term, clerk, NEW, OTHER)
    answer = browse(clerk).get(reverse("mandates:roster-sheet", args=[term.pk]))
    ((_name, rows, *_hidden),) = child.sheets(answer.content)
    assert len(rows) == 17
    client = browse(clerk)
    text = client.post(
        address(term), {"file": SimpleUploadedFile("名册.xlsx", answer.content), "step": "read"}
    ).content.decode()
    assert "New: 0; to be corrected: 0; unchanged: 16." in text


def test_register_with_its_telephones_is_for_the_office_alone(term, here, there, browse):
    sheet = reverse("mandates:roster-sheet", args=[term.pk])
    for post in (here.delegates[0], here.posts["committee"], there.posts["clerk"]):
        assert browse(post).get(sheet).status_code == 404
    assert Post.objects.filter(role="clerk").exists()
