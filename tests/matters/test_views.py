"""The pages of matters: behind the code of a workroom, behind a private link, for the delegate; and bad input."""

import struct
import zlib
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from changren.base.documents.models import Attachment
from changren.base.documents.uploads import attached_to
from changren.matters import acts
from changren.matters.models import Matter
from changren.matters.visitors import address_of, link_of
from changren.organisation.models import Person
from changren.proposals.models import Proposal
from tests.matters.conftest import ON, TEXT, everything, fresh, handed, logged, raised, workroom
from tests.reading_pdf import squeezed
from tests.reading_pdf import text as text_of

pytestmark = pytest.mark.any_engine
SENT = {
    "text": TEXT,
    "place": "上山村村口",
    "naming": "delegate",
    "name": "王㛃",
    "phone": "13800000001",
    "agrees": "on",
}


@pytest.fixture(autouse=True)
def readers(world):
    """Everybody reads English here."""
    Person.objects.update(language="en")


@pytest.fixture
def guest(world):
    """Somebody without an account, at another host name than the district's."""
    client = Client(headers={"host": "testserver"})
    client.cookies["language"] = "en"
    return client


def text(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode())


def wrong(response):
    """What the form says is wrong, in its order."""
    page = unescape(response.content.decode())
    return [part.split("</span>", 1)[-1].split("</p>")[0].strip(" >") for part in page.split('<p class="wrong"')[1:]]


def png(width=8, height=8, place=b""):
    """A photo as PNG; place: what it says of where it was taken."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80\x20\x20" * width for _row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    said = chunk(b"eXIf", b"MM\0*" + place) if place else b""
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + said + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


def photo(data, name="照片.png"):
    return SimpleUploadedFile(name, data)


BAD = {  # what is sent: what is said beside the fields, or what is kept
    "rare characters": ({"name": "王㛃𬭳"}, {"name": "王㛃𬭳"}),
    "full-width digits": ({"phone": "１３８ ００００-０００１"}, {"phone": "13800000001"}),
    "emoji": ({"text": "路灯坏了😀"}, {"text": "路灯坏了😀"}),
    "script": ({"text": "<script>alert(1)</script>"}, {"text": "<script>alert(1)</script>"}),
    "pasted from Word": ({"place": "\u200b村\u00a0口\r\n"}, {"place": "村 口"}),
    "nobody": ({"naming": "nobody"}, {"name": "", "phone": "", "agreed_to": ""}),
    "an emoji as a name": ({"name": "林😀"}, ["“😀” cannot be part of a name. Enter the name alone."]),
    "nothing": ({"text": "\u3000 "}, ["This field is required."]),
    "a landline": ({"phone": "0577-88000000"}, ["This is not a mobile number: eleven digits, the first is 1."]),
    "no agreement": ({"agrees": ""}, ["Without agreement no name or number is kept."]),
    "a program": ({"homepage": "http://x"}, ["Please leave this field empty: only programs fill it in."]),
    "no photo": (
        {"photos": photo(b"%PDF-1.7", "a.pdf")}, ["“a.pdf” cannot be read as a photo. Accepted are JPG and PNG."],
    ),
    "a photo that is none": (
        {"photos": photo(png()[:60])}, ["“照片.png” cannot be read as a photo. Accepted are JPG and PNG."],
    ),
    "a bomb": (
        {"photos": photo(png()[:16] + struct.pack(">II", 90_000, 90_000) + png()[24:])},
        ["“照片.png” cannot be read as a photo. Accepted are JPG and PNG."],
    ),
}  # fmt: skip


def test_public_form_says_what_is_wrong_in_place_and_loses_nothing(here, guest, settings):
    settings.WORKERS = 1
    address = address_of(workroom(here))
    page = text(guest.get(address))
    assert ("<script" in page.split("<form")[1], "This field is required." in page) == (False, False)
    for n, (what, (given, expected)) in enumerate(BAD.items()):
        before = everything()
        sent = guest.post(address, SENT | given, REMOTE_ADDR=f"10.0.0.{n}")
        if isinstance(expected, list):
            page = text(sent, 422)
            assert (what, list(dict.fromkeys(wrong(sent))), everything() == before) == (what, expected, True)
            assert 'value="上山村村口"' in page
        else:
            made = Matter.objects.latest("number")
            assert (what, sent.status_code, {name: getattr(made, name) for name in expected}) == (what, 302, expected)
            assert "<script>alert" not in guest.get(sent["Location"]).content.decode()
    long = guest.post(address, SENT | {"text": "长" * 10_000}, REMOTE_ADDR="10.0.1.1")
    page = text(long, 409)
    assert ("The text has 10000 characters." in page, "长" * 10_000 in page) == (True, True)


def test_photo_is_drawn_anew_and_its_place_is_gone(here, guest, browse):
    guest.post(address_of(workroom(here)), SENT | {"photos": photo(png(place=b"GPS 27.99 N"), "../照片.png")})
    (kept,) = attached_to(Matter.objects.get())
    data = kept.file.read()
    assert (kept.name, kept.kind, data[:4], b"GPS" in data, b"eXIf" in data) == (
        "照片.png", "png", b"\x89PNG", False, False
    )  # fmt: skip
    assert Attachment.objects.get().added_by_id is None
    address = reverse("matters:photo", args=[kept.pk])
    seen = [browse(post).get(address).status_code for post in (here.posts["clerk"], here.posts["branch"])]
    assert seen == [200, 404]
    Path(kept.file.path).unlink()


def test_flood_is_stopped_and_what_was_typed_is_kept(here, guest, settings):
    settings.WORKERS = 10  # each process lets one of ten a minute pass
    address = address_of(workroom(here))
    assert guest.post(address, SENT).status_code == 302
    page = text(guest.post(address, SENT | {"photos": photo(b"x")}), 429)
    assert ("Too many matters come from this network just now." in page, TEXT in page) == (True, True)
    assert Matter.objects.count() == 1
    text(guest.get("/matters/at/nonsense/"), 404)
    text(guest.get("/matters/mine/nonsense/"), 404)


def test_link_shows_what_became_of_it_and_withdraws(here, guest):
    it = raised(here)
    page = text(guest.get(link_of(it)))
    assert ("The delegate looks into it." in page, "138****0001" in page, "王㛃" in page) == (True, True, False)
    assert guest.post(link_of(it), {"do": "withdraw"}).status_code == 302
    assert "You have withdrawn it." in text(guest.get(link_of(it)))
    assert "not possible while the state is" in text(guest.post(link_of(it), {"do": "withdraw"}), 409)


def test_delegate_takes_down_a_matter_and_the_person_is_masked_until_asked(here, browse):
    mine, other = browse(here.delegates[0]), browse(here.delegates[1])
    page = text(mine.get("/matters/log/"))
    assert [f'formaction="/matters/{name}/"' in page for name in ("log", "note")] == [True, True]
    sent = {"text": TEXT, "naming": "delegate", "name": "王㛃", "phone": "13800000001", "agrees": "on"}
    assert mine.post("/matters/log/", sent).status_code == 302
    assert mine.post("/matters/note/", sent | {"text": "只是问问"}).status_code == 302
    it = fresh(Matter.objects.get(number=1))
    url = it.get_absolute_url()
    seen = [[words in text(client.get(f"{url}{asks}")) for words in ("138****0001", "王㛃", "/matters/mine/")]
            for client, asks in ((mine, ""), (mine, "?show=contact"), (other, "?show=contact"))]  # fmt: skip
    assert seen == [[True, False, False], [False, True, True], [True, False, False]]
    assert [one in text(browse(here.posts["head"]).get("/matters/")) for one in ("路灯", "No matter here yet.")] == [
        False, True,
    ]  # fmt: skip


def test_unit_reads_its_matter_and_the_name_only_where_the_person_agreed(here, browse):
    it = handed(here, naming="open")
    head = browse(here.posts["head"])
    assert "王㛃" in text(head.get(f"{it.get_absolute_url()}?show=contact"))
    Matter.objects.update(naming="delegate")
    assert "王㛃" not in text(head.get(f"{it.get_absolute_url()}?show=contact"))


def test_theme_becomes_a_draft_that_keeps_the_thread(here, browse):
    it = logged(here)
    near = logged(here, 1, text="上山村口路灯不亮，老人走路不安全。")
    mine = browse(here.delegates[1])
    page = text(mine.get(f"/search/matters/?of={near.pk}"))
    assert f'value="{it.pk}"' in page
    assert mine.post(reverse("matters:join", args=[near.pk]), {"into": it.pk}).status_code == 302
    acts.join(logged(here, 2), by=here.delegates[2], on=ON, into=it)
    for _n in range(2):
        sent = mine.post("/from-matters/", {"matter": it.pk, "kind": "recess"})
        assert sent.status_code == 302
    made = Proposal.objects.get()
    assert (made.kind, made.get_absolute_url(), "raised by 3" in made.subject, "王" in made.subject) == (
        "recess", fresh(it).became, True, False
    )  # fmt: skip


def test_poster_has_the_way_to_the_public_page(here, browse):
    it, clerk = workroom(here), browse(here.posts["clerk"])
    acts.plan_reception(it, by=here.posts["clerk"], on=ON, starts_at=ON.replace(day=9), ends_at=ON.replace(day=10),
                        hosts=here.mandates[:2])  # fmt: skip
    found = text_of(clerk.get(reverse("matters:poster", args=[it.pk])).content)
    assert [squeezed(words) in found for words in ("上山村工作室", "No account is needed", str(here.mandates[1]))] == [
        True, True, True,
    ]  # fmt: skip
    assert "1 reception day this month." in text(clerk.get("/matters/workrooms/"))
