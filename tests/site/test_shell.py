"""What stands around every page: for whom, and where it leads."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from changren.base.stream.token import Channel, channel_of
from changren.site.ways import ROOMS

SIGN_IN = "/organisation/sign-in/"


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("way", ROOMS, ids=lambda way: way.name)
def test_every_room_is_one_step_away_and_says_that_one_is_there(here, browse, way):
    page = text(browse(here.posts["clerk"]).get(way.url))
    nav = {href: "aria-current" in rest for href, rest in re.findall(r'<a href="(/[^"]*)"([^>]*)>', page)}
    assert [room.url for room in ROOMS if room.url not in nav] == []
    assert {room.url for room in ROOMS if nav[room.url]} == {way.url}


def test_page_deep_in_a_room_is_in_that_room(here, browse):
    proposals, home = ROOMS[1], ROOMS[0]
    deep = f"{proposals.url}draft/"
    assert [way.leads_to(deep) for way in (proposals, home)] == [True, False]
    assert home.leads_to("/") is True


def test_guest_sees_no_rooms_and_no_stream(world):
    page = text(Client().get(SIGN_IN))
    assert [way.url for way in ROOMS[1:-1] if f'href="{way.url}"' in page] == []
    assert ("data-stream" in page, f'href="{reverse("help")}"' in page) == (False, True)


@pytest.mark.parametrize("role", ["clerk", "delegate", "district"])
def test_page_listens_to_the_township_of_the_post_and_the_district_office_to_all(here, world, browse, role):
    page = text(browse(here.posts[role]).get("/"))
    token = re.search(r'data-stream="/live/([^?"]+)\?since=', page)[1]
    township = None if role == "district" else here.township.pk
    assert channel_of(token) == Channel(world.district.code, township)


def test_accounts_are_shown_on_the_sign_in_page_of_the_example_alone(world, settings, monkeypatch):
    from changren.site import example

    monkeypatch.setattr(example, "cards", lambda: pytest.fail("nobody may see the accounts here"))
    Client().get(SIGN_IN)
    settings.EXAMPLE = True
    Client().get("/help/")
    account = SimpleNamespace(login="方爱松", password="changren-2010", role="党委委员", capacity="藤桥镇党委")
    monkeypatch.setattr(example, "cards", lambda: [account])
    assert "方爱松" in text(Client().get(SIGN_IN))
