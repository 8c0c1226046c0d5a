"""What stands around every page is rendered once for many, and nobody sees the words of another."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from changren.base.minutes.models import Entry
from changren.base.notices.models import Notice
from changren.organisation import acts
from changren.organisation.models import Person
from changren.site import frame


def text(response):
    return response.content.decode()


@pytest.fixture
def rendered(monkeypatch):
    """How often parts were rendered."""
    frame._parts.cache_clear()
    return lambda: frame._parts.cache_info().misses


def test_frame_is_rendered_once_for_all_who_see_the_same(here, browse, rendered):
    for post in here.delegates[:3]:
        page = text(browse(post).get("/proposals/"))
        others = [one.person.name for one in here.delegates if one.person.name not in post.person.name]
        assert re.search(rf"<b>{post.person.name}</b> {here.township} · ", page)
        assert [name for name in others if f"<b>{name}</b>" in page] == []
    assert rendered() == 1


def test_frame_knows_room_language_text_and_colours(here, browse, rendered):
    client, person = browse(here.delegates[0]), Person.objects.filter(pk=here.delegates[0].person_id)
    person.update(language="zh-hans", text_size="normal", theme="light")
    seen = {text(client.get(path)) for path in ("/proposals/", reverse("casework:board"))}
    for chosen in ({"language": "en"}, {"text_size": "large"}, {"theme": "dark"}):
        person.update(**chosen)
        seen.add(text(client.get("/proposals/")))
    assert (rendered(), len(seen)) == (5, 5)


def test_every_form_of_the_frame_has_the_token_and_comes_back_to_its_page(here, browse):
    page = text(browse(here.delegates[0]).get("/proposals/?search=%22%3Cb%3E"))
    assert page.count('name="csrfmiddlewaretoken"') == page.count('method="post"') == 4
    assert page.count('name="next" value="/proposals/?search=%22%3Cb%3E"') == 2
    assert frame.BEGIN not in page


def test_names_are_escaped(here, browse):
    post = here.delegates[0]
    Person.objects.filter(pk=post.person_id).update(name="<b>&ue000")
    page = text(browse(post).get("/help/"))
    assert "<b>&lt;b&gt;&amp;ue000</b>" in page


def test_unread_notices_are_counted(here, world, browse, on):
    post = here.delegates[0]
    client = browse(post)
    before = text(client.get("/help/"))
    acts.mark_day(world.level, by=world.officer, on=on, day=on.date(), kind="rest", reason="x")
    Notice.objects.create(township=here.township, entry=Entry.objects.latest("number"), person_id=post.person_id)
    assert ('class="count"' in before, ">1</span>" in text(client.get("/help/"))) == (False, True)


def test_guest_has_no_gaps_to_fill(world):
    page = text(Client().get("/organisation/sign-in/"))
    assert (frame.BEGIN in page, 'class="top-post"' in page) == (False, False)
