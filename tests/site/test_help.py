"""The guides: there is one for each role in each language, its pictures exist, and its pages open."""

import re

import pytest
from django.test import Client
from django.utils import translation

from changren.site import docs, help
from tests.house import plan

LINK = re.compile(r"\]\(([^)#:]+)\)")
GUIDES = [(name, language) for name in help.ROLES for language in help.ENDINGS]


@pytest.mark.parametrize(("name", "language"), GUIDES)
def test_guide_begins_with_a_heading_and_a_paragraph(name, language):
    found = help.read(name, language)
    assert found.title and not found.title.startswith("#")
    assert found.lede
    assert "<h2>" in found.text


@pytest.mark.django_db
@pytest.mark.parametrize("name", help.ROLES)
def test_guide_opens_for_guests(name):
    response = Client().get(f"/help/{name}/")
    assert response.status_code == 200
    with translation.override("zh-hans"):
        assert help.read(name, "zh-hans").title in response.content.decode()


@pytest.mark.django_db
def test_help_lists_every_guide():
    page = Client().get("/help/").content.decode()
    assert [name for name in help.ROLES if f'href="/help/{name}/"' not in page] == []


@pytest.mark.django_db
def test_unknown_guide_and_picture_are_not_there():
    assert [Client().get(url).status_code for url in ("/help/nobody/", "/help/pictures/none.png")] == [404, 404]


def test_links_of_the_documents_lead_somewhere():
    lost = [
        f"{path.relative_to(plan.ROOT)} → {link}"
        for path in (*plan.ROOT.glob("*.md"), *(plan.ROOT / "docs").rglob("*.md"))
        for link in LINK.findall(path.read_text("utf-8"))
        if not (path.parent / link).exists()
    ]
    assert lost == []


@pytest.mark.parametrize("name", docs.PAGES)
def test_generated_page_is_what_the_code_says(name):
    assert (docs.DOCS / name).read_text("utf-8") == docs.PAGES[name]()
