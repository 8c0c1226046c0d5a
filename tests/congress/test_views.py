"""Pages and files of meetings: who opens them, what they say, and what bad input is told."""

import csv
import hashlib
import io
import json
import zipfile
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from changren.base.documents.pdf import pdf
from changren.congress import acts, documents, queries
from changren.congress.models import Paper
from changren.mandates.models import Session
from tests.congress.conftest import DAY, ON, closed, convened, file, line, opened, prepared, resolved

FILES = ("requirements.pdf", "minutes.pdf", "minutes.docx", "archive.zip")


@pytest.fixture
def read(browse):
    """`read(post, url)`: the text of a page, 200."""

    def reading(post, url):
        response = browse(post).get(url)
        assert response.status_code == 200
        return unescape(response.content.decode())

    return reading


def test_files_are_for_those_who_prepare_and_minutes_for_all_once_adopted(here, there, browse, it, clerk):
    it = acts.write_minutes(closed(here, it), by=clerk, on=DAY, text="纪要")

    def opens(post):
        return [browse(post).get(f"{it.get_absolute_url()}{name}").status_code for name in FILES]

    posts = clerk, here.delegates[0], there.posts["clerk"]
    assert [opens(post) for post in posts] == [[200] * 4, [200, 404, 404, 404], [404] * 4]
    acts.adopt_minutes(it, by=here.posts["committee"], on=DAY)
    assert browse(here.delegates[0]).get(f"{it.get_absolute_url()}minutes.docx").status_code == 200


def test_paper_of_a_level_is_opened_by_those_it_is_for(here, browse, it, clerk):
    it = convened(here, it)
    acts.invite(it, by=clerk, on=ON, name="列席", standing="attending", person=here.posts["handler"].person)
    paper = Paper.objects.filter(meeting=it, level="delegates").first()
    acts.file_paper(paper, by=clerk, on=ON, file=file())
    (found,) = queries.files_for(clerk)
    posts = here.delegates[3], here.posts["handler"]
    assert [browse(post).get(f"/meetings/papers/{found.pk}/").status_code for post in posts] == [200, 404]


def test_board_says_that_the_year_passes_and_offers_to_prepare(here, world, read, it, clerk):
    assert "has not met this year yet; it is planned for 2010-04-20" in read(clerk, "/meetings/")
    session = Session.objects.create(township=here.township, term=here.term, number=3, planned_on=DAY.date())
    assert f"/meetings/{session.pk}/plan/" in read(clerk, "/meetings/")
    assert f"{here.township}: planned for 2010-04-20" in read(world.officer, "/meetings/")


def test_page_tells_what_is_missing_to_those_who_prepare_only(here, read, it, clerk):
    it = convened(here, it)
    assert "What is still missing" in read(clerk, it.get_absolute_url())
    page = read(here.delegates[3], it.get_absolute_url())
    assert ("What is still missing" in page, "I have read the notice" in page) == (False, True)


def test_bad_input_is_told_in_place_and_writes_nothing(here, browse, dump, it, clerk):
    it = convened(here, it)
    client, before = browse(clerk), dump()
    paper = Paper.objects.filter(meeting=it).first()
    wrong = {
        f"/meetings/{paper.pk}/file_paper/": {"file": SimpleUploadedFile("a.exe", b"MZ")},
        f"/meetings/{it.pk}/add_item/": {"title": "", "kind": "other"},
        f"/meetings/{it.pk}/add_item/#2": {"title": "x" * 121, "kind": "nothing"},
        f"/meetings/{it.items.first().pk}/move_item/": {"place": "0"},
        f"/meetings/{it.pk}/draw_up_seating/": {"a_row": "-3"},
        f"/meetings/{it.pk}/name_officers/": {"office": "presidium"},
        f"/meetings/{it.pk}/invite/": {"name": "某人", "standing": "king"},
        f"/meetings/{it.pk}/draft_resolution/": {"title": "决议", "text": "", "due_on": "2010-13-45"},
        f"/meetings/{line(it, here.delegates[0]).pk}/ask_leave/": {"reason": ""},
    }  # fmt: skip
    large = {"file": SimpleUploadedFile("工作报告400页.pdf", b"%PDF-1.4" + bytes(10 * 1024 * 1024))}
    told = unescape(client.post(f"/meetings/{paper.pk}/file_paper/", large).content.decode())
    assert "“工作报告400页.pdf” is larger than 10 MB." in told
    answers = {url: client.post(url.partition("#")[0], fields).status_code for url, fields in wrong.items()}
    assert set(answers.values()) == {422}
    twice = {"once": "01a22276-1c2d-7867-963c-85a9ba7d1181", "title": "一次", "kind": "other", "parent": ""}
    for _time in range(2):
        assert client.post(f"/meetings/{it.pk}/add_item/", twice).status_code == 302
    assert it.items.filter(title="一次").count() == 1
    assert before["congress.Paper"] == dump()["congress.Paper"]


def test_archive_holds_everything_and_its_sums_are_right(here, it, clerk):
    it = opened(here, it)
    acts.adopt_resolution(resolved(here, it, title="=1+1"), by=clerk, on=DAY)
    it = acts.write_minutes(acts.close_meeting(it, by=clerk, on=DAY), by=clerk, on=DAY, text="纪要")
    made = documents.archive(it, clerk, DAY)
    assert made == documents.archive(it, clerk, DAY)
    package = zipfile.ZipFile(io.BytesIO(made))
    sums = dict(reversed(line.split("  ")) for line in package.read("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(package.read(name)).hexdigest() for name in package.namelist()[:-1]}
    assert [name for name in sums if name.startswith("papers/")] == [f"papers/0{n}-01.pdf" for n in range(1, 5)]
    told = json.loads(package.read("meeting.json"))
    assert (told["minutes"], len(told["agenda"]), told["resolutions"][0]["text"]) == ("纪要", 7, "修路")
    people = list(csv.reader(io.StringIO(package.read("people.csv").decode("utf-8-sig"))))
    assert (len(people), people[0][0]) == (15, "Name")
    assert list(csv.reader(io.StringIO(package.read("resolutions.csv").decode("utf-8-sig"))))[1][0] == "'=1+1"


def test_pack_has_every_list_and_a_badge_for_each(here, it):
    it = prepared(here, it)
    made = list(documents.pack_papers(it, ON))
    badges = [part for part in made[-1].parts if part["kind"] == "cards"]
    assert [len(one["cards"]) for one in badges] == [14]
    assert {one["code"] for one in badges[0]["cards"]} == set(it.invitees.values_list("code", flat=True))
    heads = [[part["says"] for part in one.parts if part["kind"] == "title"] for one in made]
    assert heads == [
        ["Notice of the meeting", "Agenda"],
        ["Delegates and others, in the order of strokes", "Presidium and officers", "On leave", "Credentials report"],
        ["Badges"],
    ]
    assert pdf(made[-1]).startswith(b"%PDF-1.7")
