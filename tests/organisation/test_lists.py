"""Lists of units and of committee members: what each row would do, and that all of it is entered or nothing."""

import re
from html import unescape

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from changren.base.acts import Refused
from changren.base.minutes.models import Entry
from changren.base.tables.comparing import best_sheet
from changren.base.tables.reading import Sheet, read_text
from changren.organisation import acts, queries
from changren.organisation.models import KnownHeading, Person, Post, Unit
from tests.proposals.conftest import readers

__all__ = ["readers"]
pytestmark = pytest.mark.usefixtures("readers")
UNITS = ("单位名称", "类别", "负责人", "负责人电话", "经办人", "联系电话")
WATER = ("水利站", "", "赵水", "13811112222", "钱渠、孙坝", "")
OFFICE = ("综合 办公室", "", "赵水", "", "", "")
MEMBERS = ("姓名", "职务", "手机")
LI = ("李书记", "党委书记", "138 3333 4444")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def compared(table, township, *rows, head=()):
    head = head or (UNITS if table == "units" else MEMBERS)
    sheet, layout = best_sheet(read_text("\n".join("\t".join(row) for row in (head, *rows))), queries.columns(table))
    return queries.compared(table, township, sheet, layout, layout)


def entered(table, here, on, *rows, **other):
    act = acts.enter_units if table == "units" else acts.enter_members
    lines = [line.given for line in compared(table, here.township, *rows).of("new", "changed")]
    given = {"lines": lines, "headings": {}, "first_password": ""} | other
    return act(here.township, by=here.posts["clerk"], on=on, **given)


def wrong(table, here, *rows):
    return [
        {name: str(says) for name, says in line.wrong.items()} for line in compared(table, here.township, *rows).lines
    ]


def states(table, here, *rows):
    return [line.state for line in compared(table, here.township, *rows).lines]


def changes(table, here, *rows):
    return [
        [(str(label), str(old), str(new)) for label, old, new in line.changes]
        for line in compared(table, here.township, *rows).lines
    ]


def held(unit, role):
    return sorted(Post.objects.filter(unit__name=unit, role=role, until=None).values_list("person__name", flat=True))


# units


def test_units_are_entered_with_their_people(here, on):
    entered("units", here, on, WATER, OFFICE, first_password="yi ju mima 1")
    water, office = Unit.objects.get(name="水利站"), Unit.objects.get(name="综合办公室")
    assert [(one.kind, one.handles, one.township) for one in (water, office)] == [
        ("station", True, here.township), ("office", True, here.township),
    ]  # fmt: skip
    assert (held("水利站", "head"), held("水利站", "handler")) == (["赵水"], ["孙坝", "钱渠"])
    assert held("综合办公室", "head") == ["赵水"]
    head = Person.objects.get(name="赵水")
    assert (head.phone, head.login, head.check_password("yi ju mima 1")) == ("13811112222", "赵水", True)


def test_list_that_was_entered_changes_nothing_when_it_comes_again(here, on):
    entered("units", here, on, WATER, OFFICE)
    assert states("units", here, WATER, OFFICE) == ["same", "same"]
    with pytest.raises(Refused, match="exactly so"):
        entered("units", here, on, WATER, OFFICE)


def test_unit_that_is_there_is_corrected_and_not_doubled(here, on):
    entered("units", here, on, WATER)
    row = ("水利站", "内设机构", "周河", "", "吴湖", "13855556666")
    assert states("units", here, row) == ["changed"]
    assert changes("units", here, row) == [
        [
            ("Kind", "station", "office"),
            ("head of a unit", "赵水", "周河"),
            ("Handlers", "钱渠, 孙坝", "钱渠, 孙坝, 吴湖"),
        ]
    ]
    entered("units", here, on, row)
    assert (Unit.objects.get(name="水利站").kind, held("水利站", "head")) == ("office", ["周河"])
    assert held("水利站", "handler") == ["吴湖", "孙坝", "钱渠"]
    assert Post.objects.get(person__name="赵水").until == on.date()


def test_somebody_who_is_there_is_appointed_and_not_entered_again(here, on):
    clerk = here.posts["clerk"].person
    before = Person.objects.count()
    entered("units", here, on, ("水利站", "", clerk.name, "13800000000", "", ""))
    clerk.refresh_from_db()
    assert (held("水利站", "head"), clerk.phone, Person.objects.count()) == ([clerk.name], "13800000000", before)


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (("", "站", "甲", "", "", ""), "name", "There is no name."),
        (("长" * 61, "", "", "", "", ""), "name", "This is too long for a name."),
        (("水利站", "神仙", "", "", "", ""), "kind", "This word is not known."),
        (("水利站", "", "甲、乙", "", "", ""), "head", "A unit has one head."),
        (("水利站", "", "甲" * 41, "", "", ""), "head", "This is too long for a name."),
        (("水利站", "", "甲乙", "138", "", ""), "head_phone", "This is no telephone number."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_unit_is_told_with_its_column(here, row, column, says):
    assert wrong("units", here, row) == [{column: says}]


def test_what_contradicts_what_is_there_is_wrong(here, there, on):
    entered("units", here, on, WATER)
    assert wrong("units", here, ("渔业站", "", "王五", "13811112222", "", "")) == [
        {"head_phone": "赵水 has this telephone number."}
    ]
    assert wrong("units", there, ("渔业站", "", "赵水", "13811112222", "", "")) == [
        {"head_phone": "Somebody of another township has this telephone number."}
    ]
    assert wrong("units", here, ("渔业站", "", "赵水", "13899999999", "", "")) == [
        {"head": "Somebody else may have this name: the telephone is another."}
    ]
    Person.objects.create(township=here.township, name="钱渠", login="qian2")
    says = "Several people here have this name. Give the telephone number that is entered."
    assert wrong("units", here, ("渔业站", "", "钱渠", "", "", "")) == [{"head": says}]
    acts.close_unit(
        acts.add_unit(here.township, by=here.posts["clerk"], on=on, name="旧站", kind="station", handles=False),
        by=here.posts["clerk"], on=on,
    )  # fmt: skip
    assert wrong("units", here, ("旧站", "", "", "", "", "")) == [{"name": "This unit no longer exists."}]


def test_what_contradicts_itself_is_wrong(here):
    assert wrong("units", here, WATER, WATER) == [{}, {"name": "The same as in row 2."}]
    assert wrong("units", here, WATER, ("渔业站", "", "赵水", "13899999999", "", "")) == [
        {}, {"head": "The same name stands here with two telephone numbers."},
    ]  # fmt: skip
    assert wrong("units", here, WATER, ("渔业站", "", "王五", "13811112222", "", "")) == [
        {}, {"head": "The same telephone number stands beside two names."},
    ]  # fmt: skip


def test_rows_of_another_township_are_left_out(here, there):
    head = (*UNITS, "乡镇")
    rows = ((*WATER, str(there.township)), (*OFFICE, str(here.township)))
    found = compared("units", here.township, *rows, head=head).lines
    assert [(one.name, one.state) for one in found] == [("水利站", "elsewhere"), ("综合办公室", "new")]
    sections = ((str(there.township),), LI, (str(here.township),), ("王五", "", ""))
    found = compared("members", here.township, *sections).lines
    assert [(one.name, one.state) for one in found] == [("李书记", "elsewhere"), ("王五", "new")]


def test_unit_that_is_called_after_its_township_is_a_unit(here):
    (line,) = compared("units", here.township, (f"{here.township}司法所", "", "", "", "", "")).lines
    assert (line.name, line.state, line.given["kind"]) == (f"{here.township}司法所", "new", "station")


# members


def test_members_are_entered_with_office_and_telephone(here, on):
    entered("members", here, on, LI, ("王委员", "组织委员", ""))
    post = Post.objects.get(person__name="李书记")
    assert (post.role, post.title, post.unit, post.person.phone) == (
        "committee", "党委书记", here.units["committee"], "13833334444",
    )  # fmt: skip
    assert states("members", here, LI, ("王委员", "", "")) == ["same", "same"]


def test_member_whose_office_changes_ends_one_post_and_begins_another(here, on):
    entered("members", here, on, LI)
    row = ("李书记", "党委副书记", "13877778888")
    assert changes("members", here, row) == [
        [("Telephone", "138****4444", "138****8888"), ("Office held", "党委书记", "党委副书记")]
    ]
    entered("members", here, on, row)
    posts = Post.objects.filter(person__name="李书记").order_by("pk").values_list("title", "until")
    assert list(posts) == [("党委书记", on.date()), ("党委副书记", None)]
    assert Person.objects.get(name="李书记").phone == "13877778888"


def test_what_is_wrong_with_a_member_is_told_with_its_column(here):
    assert wrong("members", here, ("李书记", "长" * 41, "")) == [{"office": "This is too long for an office."}]
    assert wrong("members", here, ("李书记", "", "1")) == [{"phone": "This is no telephone number."}]


def test_members_need_a_committee(here, on):
    Unit.objects.filter(kind="party_committee").update(is_open=False)
    with pytest.raises(Refused, match="Enter the Party committee among the units first"):
        entered("members", here, on, LI)


# both


@pytest.mark.parametrize(("table", "rows"), [("units", (WATER, OFFICE)), ("members", (LI, ("王五", "委员", "")))])
def test_list_is_entered_whole_or_not_at_all(here, on, dump, table, rows):
    """The last login name is taken meanwhile."""
    lines = [line.given for line in compared(table, here.township, *rows).lines]
    last = lines[-1].get("who") or lines[0]["handlers"][-1]
    last["login"] = here.posts["clerk"].person.login
    act, before = getattr(acts, f"enter_{table}"), dump()
    with pytest.raises(Refused, match="is taken"):
        act(here.township, by=here.posts["clerk"], on=on, lines=lines, headings={"谁": "name"}, first_password="")
    assert dump() == before


@pytest.mark.parametrize(("table", "row"), [("units", WATER), ("members", LI)])
def test_list_that_is_sent_twice_counts_once(here, on, dump, table, row):
    once = "01890000-0000-7000-8000-000000000009"
    lines = [line.given for line in compared(table, here.township, row).lines]
    given = {"by": here.posts["clerk"], "on": on, "lines": lines, "headings": {}, "first_password": "", "once": once}
    act = getattr(acts, f"enter_{table}")
    act(here.township, **given)
    before = dump()
    act(here.township, **given)
    assert dump() == before


def test_list_that_names_what_is_not_the_townships_is_refused(here, there, on):
    lines = [line.given for line in compared("units", here.township, WATER).lines]
    for strange in ({"unit": str(there.units["station"].pk)},
                    {"head": lines[0]["head"] | {"person": str(there.posts["clerk"].person_id)}}):  # fmt: skip
        with pytest.raises(Refused, match="The register has changed meanwhile"):
            entered("units", here, on, lines=[lines[0] | strange])


def test_minutes_of_a_list_keep_how_many_and_not_who(here, on):
    entered("members", here, on, LI)
    kept = Entry.objects.get(act="organisation.enter_members").kept
    assert kept == {"entered": 1, "corrected": 0}


# the page


def address(name, here):
    return reverse(f"organisation:{name}", args=[here.township.pk])


def sent_back(text):
    """What the page sends with its next step."""
    values = {name: unescape(value) for name, value in re.findall(r'name="(table|begins)" value="([^"]*)"', text)}
    for n, options in re.findall(r'<select name="column-(\d+)"(.*?)</select>', text, re.S):
        chosen = re.search(r'value="(\w*)" selected', options)
        values[f"column-{n}"] = chosen[1] if chosen else ""
    return values


def pasted(*rows):
    return {"pasted": "\n".join("\t".join(row) for row in rows), "step": "read"}


def test_page_shows_what_would_happen_and_then_enters_it(here, browse, dump):
    client, before = browse(here.posts["clerk"]), dump()
    text = client.post(address("enter_units", here), pasted(UNITS, WATER)).content.decode()
    assert "New: 1; to be corrected: 0; unchanged: 0." in text and "station · 赵水 · 钱渠 · 孙坝" in text
    assert dump() == before
    answer = client.post(address("enter_units", here), sent_back(text) | {"step": "enter"})
    assert (answer.status_code, answer.url) == (302, reverse("organisation:board"))
    assert held("水利站", "head") == ["赵水"]


def test_columns_of_lists_are_known_the_next_time_each_kind_for_itself(here, browse):
    client = browse(here.posts["clerk"])
    head = ("称呼", *MEMBERS[1:])
    text = client.post(address("enter_members", here), pasted(head, LI)).content.decode()
    text = client.post(address("enter_members", here), sent_back(text) | {"column-0": "name"}).content.decode()
    assert client.post(address("enter_members", here), sent_back(text) | {"step": "enter"}).status_code == 302
    assert list(KnownHeading.objects.values_list("table", "heading", "column")) == [("members", "称呼", "name")]
    text = client.post(address("enter_members", here), pasted(head, ("王五", "委员", ""))).content.decode()
    assert "As last time: “称呼” is taken for “Name”" in text and "New: 1;" in text


def test_list_with_what_is_wrong_is_sent_back_marked(here, there, browse, tmp_path):
    table = Sheet("", [["名单"], list(MEMBERS), ["李书记", "党委书记", "1"], list(LI)]).as_text()
    answer = browse(here.posts["clerk"]).post(address("members-sheet", here), {"table": table, "step": "read"})
    (tmp_path / "x.xlsx").write_bytes(answer.content)
    page = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    assert page["C3"].comment.text.strip() == "This is no telephone number."
    assert browse(here.posts["clerk"]).post(address("members-sheet", here), {"step": "read"}).status_code == 422
    assert browse(there.posts["clerk"]).post(address("members-sheet", here), {"table": table}).status_code == 404


@pytest.mark.parametrize("table", ["units", "members"])
def test_list_is_sent_as_a_table_that_changes_nothing_when_it_comes_back(here, on, browse, table):
    entered("units", here, on, WATER, OFFICE)
    entered("members", here, on, LI)
    Post.objects.filter(role="committee", title="").update(title="委员")
    client = browse(here.posts["clerk"])
    sent = client.get(address(f"{table}-sheet", here))
    file = SimpleUploadedFile("名单.xlsx", sent.content)
    text = client.post(address(f"enter_{table}", here), {"file": file, "step": "read"}).content.decode()
    assert f"New: 0; to be corrected: 0; unchanged: {9 if table == 'units' else 2}." in text


def test_lists_with_their_telephones_are_for_those_who_keep_accounts(here, there, world, browse):
    for post in (here.delegates[0], here.posts["committee"], there.posts["clerk"]):
        assert browse(post).get(address("members-sheet", here)).status_code == 404
    assert browse(world.officer).get(address("members-sheet", here)).status_code == 200


def test_board_offers_both_to_whoever_keeps_accounts(here, browse):
    for post, offered in ((here.posts["clerk"], True), (here.delegates[0], False)):
        text = browse(post).get(reverse("organisation:board")).content.decode()
        assert [f"/{name}/" in text for name in ("enter_units", "enter_members")] == [offered, offered]
