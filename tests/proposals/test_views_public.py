"""The public list, without names; and attachments: types, sizes, names, and how they are sent."""

import pytest
from django.test import Client

from changren.base.documents.uploads import LARGEST, attached_to
from changren.organisation.models import Person
from changren.proposals import acts
from tests.proposals.conftest import (
    ON,
    PDF,
    TEXT,
    address,
    answered,
    drafted,
    filed,
    handed,
    judged,
    page_of,
    paper,
    reported,
    words,
)

BOARD, PUBLIC = "/proposals/", "/proposals/public/"
JPG, PNG, ZIP = b"\xff\xd8\xff\xe0 picture", b"\x89PNG\r\n\x1a\n picture", b"PK\x03\x04 archive"

pytestmark = pytest.mark.usefixtures("readers")


# the public list


@pytest.fixture
def published(here, plan, clerk):
    """A proposal on the public list, answered."""
    it = acts.publish(handed(filed(here), here), by=clerk, on=ON)
    judged(answered(it, here), here, 0, "satisfied")
    return it


@pytest.fixture
def anybody():
    """Somebody who is not signed in, at the district's own address."""
    client = Client(headers={"host": "d330302.test", "accept-language": "en"})

    def reading(url, status=200):
        response = client.get(url)
        assert response.status_code == status
        return response.content.decode()

    return reading


def test_public_list_is_open_to_everybody_and_shows_no_names(here, published, anybody, settings):
    settings.ALLOWED_HOSTS = ["*"]
    for url in (PUBLIC, page_of("public-one", published)):
        text = words(anybody(url))
        assert published.serial in text
        people = Person.objects.filter(township=here.township).values_list("name", flat=True)
        assert [name for name in people if name in text] == []


def test_public_page_shows_what_article_11_names_and_no_text(here, published, anybody, settings):
    settings.ALLOWED_HOSTS = ["*"]
    text = words(anybody(page_of("public-one", published)))
    assert [TEXT[part] in text for part in ("title", "subject", "grounds", "measures")] == [True, False, False, False]
    assert ("满意1，基本满意0，不满意0，未评价9" in text, "已安排修缮。" in text) == (True, False)


def test_public_list_leaves_out_what_was_not_cleared(here, plan, clerk, anybody, settings):
    settings.ALLOWED_HOSTS = ["*"]
    it = handed(filed(here), here)
    assert "还没有公开的内容。" in anybody(PUBLIC)
    anybody(page_of("public-one", it), 404)
    acts.withhold(acts.publish(it, by=clerk, on=ON), by=clerk, on=ON)
    anybody(page_of("public-one", it), 404)


def test_public_list_without_a_district_is_nowhere(published, elsewhere, settings):
    settings.ALLOWED_HOSTS = ["*"]
    assert Client(headers={"host": "nowhere.test"}).get(PUBLIC).status_code == 404


def test_every_page_is_there_in_chinese(here, plan, lead, published, browse):
    Person.objects.update(language="zh-hans")
    client, trip = browse(lead), reported(here, plan)
    pages = [BOARD, PUBLIC, plan.get_absolute_url(), trip.get_absolute_url(), published.get_absolute_url()]
    pages += [page_of("print", published), page_of("public-one", published), page_of("report", here.session)]
    for url in pages:
        answer = client.get(url)
        assert (answer.status_code, '<html lang="zh-hans"' in answer.content.decode()) == (200, True)


# attachments


@pytest.mark.parametrize(
    ("name", "content", "way", "mime"),
    [
        ("说明.pdf", PDF, "inline", "application/pdf"),
        ("照片.JPEG", JPG, "inline", "image/jpeg"),
        ("图.png", PNG, "inline", "image/png"),
        ("表.xlsx", ZIP, "attachment", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("文.docx", ZIP, "attachment", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_paper_is_kept_and_shown_so_that_it_can_do_no_harm(here, plan, lead, browse, name, content, way, mime):
    it, client = drafted(here), browse(lead)
    assert client.post(address(acts.attach, it), {"paper": paper(name, content)}).status_code == 302
    (one,) = attached_to(it)
    assert (one.name, one.size) == (name, len(content))
    answer = client.get(page_of("paper", one))
    assert (b"".join(answer.streaming_content), answer["Content-Type"]) == (content, mime)
    assert answer["Content-Disposition"].startswith(f"{way}; filename*=UTF-8''")
    assert (answer["X-Content-Type-Options"], "sandbox" in answer["Content-Security-Policy"]) == ("nosniff", True)
    assert f"{name} " in words(client.get(it.get_absolute_url()).content.decode())


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.exe", b"MZ", "“a.exe” is of a type that is not accepted. Accepted are PDF, JPG, PNG, DOCX and XLSX."),
        ("a.pdf", b"<html>", "“a.pdf” is not what its ending says, or it is empty."),
        ("a.png", JPG, "“a.png” is not what its ending says, or it is empty."),
        ("a.pdf", b"", "The submitted file is empty."),
        ("a.pdf", PDF + b" " * LARGEST, "“a.pdf” is larger than 10 MB."),
    ],
)
def test_paper_that_is_not_accepted_is_refused_with_the_reason(here, plan, lead, browse, name, content, says):
    it = drafted(here)
    answer = browse(lead).post(address(acts.attach, it), {"paper": paper(name, content)})
    assert (answer.status_code, says in words(answer.content.decode())) == (422, True)
    assert list(attached_to(it)) == []


def test_paper_s_name_leads_nowhere(here, plan, lead, browse):
    it = drafted(here)
    browse(lead).post(address(acts.attach, it), {"paper": paper("..\\..\\etc\\a\u202ef.pdf")})
    assert [one.name for one in attached_to(it)] == ["af.pdf"]


def test_paper_is_closed_to_who_may_not_open_what_it_belongs_to(here, there, plan, lead, read):
    it = drafted(here)
    acts.attach(it, by=lead, on=ON, paper=paper())
    (one,) = attached_to(it)
    for post in (here.delegates[1], here.posts["clerk"], there.posts["clerk"]):
        read(post, page_of("paper", one), 404)
    acts.detach(one, by=lead, on=ON)
    read(lead, page_of("paper", one), 404)


def test_detach_by_its_button_goes_back_to_the_draft(here, plan, lead, browse):
    it = drafted(here)
    acts.attach(it, by=lead, on=ON, paper=paper())
    answer = browse(lead).post(address(acts.detach, attached_to(it)[0]))
    assert (answer.status_code, answer["Location"]) == (302, it.get_absolute_url())
