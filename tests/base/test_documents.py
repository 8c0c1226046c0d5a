"""Uploads: accepted by their first bytes, kept under our own name, sent back harmlessly."""

import hashlib
import unicodedata
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from hypothesis import example, given
from hypothesis import strategies as st

from changren.base.documents.models import Attachment
from changren.base.documents.sending import sent
from changren.base.documents.uploads import LARGEST, LONGEST_NAME, attach, attached_to, kind_of, safe_name
from changren.base.web.forms import Paper

PDF = b"%PDF-1.7 rest"
HEADS = {
    "pdf": PDF, "jpg": b"\xff\xd8\xff\xe0....", "png": b"\x89PNG\r\n\x1a\n....", "docx": b"PK\x03\x04....",
    "xlsx": b"PK\x03\x04....",
}  # fmt: skip


def upload(name="a.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.mark.parametrize("kind", sorted(HEADS))
def test_kinds_are_told_by_their_first_bytes(kind):
    one = upload(f"报告.{kind.upper()}", HEADS[kind])
    assert kind_of(one) == kind
    assert one.read() == HEADS[kind]  # nothing of it was used up


def test_jpeg_is_jpg():
    assert kind_of(upload("a.jpeg", HEADS["jpg"])) == "jpg"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.exe", b"MZ", "type"), ("a.html", b"<html>", "type"), ("a.svg", b"<svg>", "type"), ("a", PDF, "type"),
        ("a.pdf.exe", PDF, "type"), ("pdf", PDF, "type"), (".pdf", PDF, "type"), ("a.pdf", b"", "ending"),
        ("a.pdf", HEADS["png"], "ending"), ("a.png", PDF, "ending"), ("a.docx", b"<html>", "ending"),
        ("a.jpg", b" \xff\xd8\xff", "ending"), ("a.pdf", b"%PD", "ending"),
    ],
)  # fmt: skip
def test_others_are_refused_with_a_sentence(name, content, why):
    from django.utils import translation

    with pytest.raises(ValidationError) as refused, translation.override("en"):
        kind_of(upload(name, content))
    with translation.override("en"):
        assert refused.value.messages == [
            {
                "type": f"“{name}” is of a type that is not accepted. Accepted are PDF, JPG, PNG, DOCX and XLSX.",
                "ending": f"“{name}” is not what its ending says, or it is empty.",
            }[why]
        ]


@pytest.mark.parametrize(("size", "fits"), [(LARGEST, True), (LARGEST + 1, False)])
def test_size_is_limited_before_the_file_is_read(size, fits):
    one = TemporaryUploadedFile("a.pdf", "application/pdf", size, None)
    one.write(PDF)
    one.seek(0)
    if fits:
        assert kind_of(one) == "pdf"
        return
    with pytest.raises(ValidationError, match="10"):
        kind_of(one)


def test_form_field_asks_the_same(files):
    assert Paper().clean(upload()).name == "a.pdf"
    with pytest.raises(ValidationError):
        Paper().clean(upload("a.exe", b"MZ"))
    assert Paper(required=False).clean(None) is None


@given(st.text(max_size=400))
@example("../../etc/passwd")
@example("C:\\temp\\a.pdf")
@example("..")
@example(". .")
@example("a" * 300)
@example("a" * 300 + ".pdf")
@example("." + "a" * 300)
@example("report\u202efdp.exe")
@example('x" onload="y.pdf')
@example("\ud800.pdf")
def test_names_are_safe_to_show_and_to_send(name):
    safe = safe_name(name)
    assert 0 < len(safe) <= LONGEST_NAME
    assert safe == safe.strip(" .")
    assert not set(safe) & set('/\\<>:"|?*')
    assert not [char for char in safe if unicodedata.category(char)[0] == "C"]
    safe.encode()
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("关于道路的提案.pdf", "关于道路的提案.pdf"), ("../../etc/passwd", "passwd"), ("C:\\x\\a.pdf", "a.pdf"),
        ("a\u202efdp.exe", "afdp.exe"), ("..", "file"), ("", "file"), ("a\nb.pdf", "ab.pdf"),
        ("长" * 300 + ".pdf", "长" * 90 + ".pdf"),
    ],
)  # fmt: skip
def test_names_stay_what_they_were_where_they_may(name, safe):
    assert safe_name(name) == safe


def test_attachment_is_kept_under_its_own_name(here, on, files):
    unit, clerk = here.units["office"], here.posts["clerk"]
    one = attach(unit, upload("../../道路.pdf"), by=clerk, on=on)
    stored = Attachment.objects.get()
    assert stored == one
    assert {name: getattr(stored, name) for name in (
        "name", "kind", "size", "digest", "owner_kind", "owner_id", "added_by_id", "added_at", "township_id",
    )} == {
        "name": "道路.pdf", "kind": "pdf", "size": len(PDF), "digest": hashlib.sha256(PDF).hexdigest(),
        "owner_kind": "organisation.Unit", "owner_id": unit.pk, "added_by_id": clerk.person_id, "added_at": on,
        "township_id": here.township.pk,
    }  # fmt: skip
    path = files / str(here.township.district_id) / str(one.pk)
    assert path.read_bytes() == PDF
    assert path.stat().st_mode & 0o777 == 0o600
    assert str(one) == "道路.pdf"


def test_attachments_of_several_owners_come_oldest_first(here, on, files):
    clerk = here.posts["clerk"]
    owners = [here.units["office"], here.units["station"]]
    first, second, third = (attach(owner, upload(), by=clerk, on=on) for owner in (*owners, owners[0]))
    Attachment.objects.filter(pk=third.pk).update(is_removed=True)
    assert list(attached_to(*owners)) == [first, second]
    assert list(attached_to(here.units["branch"])) == []


@pytest.mark.parametrize(("kind", "way"), [("pdf", "inline"), ("png", "inline"), ("docx", "attachment")])
def test_file_is_sent_so_that_it_can_do_no_harm(here, on, files, kind, way):
    one = attach(here.units["office"], upload(f"道路 1.{kind}", HEADS[kind]), by=here.posts["clerk"], on=on)
    response = sent(one)
    assert b"".join(response.streaming_content) == HEADS[kind]
    assert response["Content-Disposition"] == f"{way}; filename*=UTF-8''%E9%81%93%E8%B7%AF%201.{kind}"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "html" not in response["Content-Type"]
    response.close()


def test_ids_are_of_our_making(here, on, files):
    one = attach(here.units["office"], upload(), by=here.posts["clerk"], on=on)
    assert isinstance(one.pk, UUID)
    assert one.pk.version == 7
