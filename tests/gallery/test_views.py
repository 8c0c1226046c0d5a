"""The public pages of the gallery, what bad input is told there, and the pages of the office."""

import re
from html import unescape

import pytest
from django.test import Client

from changren.base.clock import now
from changren.base.tenancy.ids import uuid7
from changren.gallery.models import Application
from changren.gallery.visitors import link_of
from changren.organisation.middleware import LANGUAGE_COOKIE
from tests.gallery.conftest import (
    AFTER,
    closed,
    drafted,
    everything,
    held,
    issued,
    one_of,
    published,
    with_five,
)
from tests.reading_pdf import squeezed
from tests.reading_pdf import text as text_of

SENT = {
    "name": "林建国", "kind": "local", "category": "village", "workplace": "上山村党支部", "card": "",
    "phone": "13800000001", "agrees": "on",
}  # fmt: skip


@pytest.fixture
def guest(here):
    """A browser without an account, in English, at the host of the district."""
    client = Client(SERVER_NAME=here.township.district.host)
    client.cookies[LANGUAGE_COOKIE] = "en"
    return client


def text(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode())


def wrong(response):
    """The sentences beside the fields of a form."""
    found = re.findall(r'<p (class="wrong".*?)</p>', response.content.decode(), re.S)
    return [unescape(re.sub(r"<[^>]+>", "", one)).split(": ", 1)[-1].strip() for one in found]


def test_public_page_lists_what_is_out_and_no_drafts(here, there, guest):
    drafted(here)
    assert "No notice is out just now." in text(guest.get("/gallery/public/"))
    it = published(there)
    page = text(guest.get("/gallery/public/"))
    assert (page.count("Read the notice and apply"), str(it.pk) in page) == (1, True)
    text(guest.get(f"/gallery/public/{uuid7()}/"), 404)


def test_applying_leads_to_a_private_page_that_tells_what_became_of_it(here, guest):
    it = published(here)
    assert "10: village or community 3 · private enterprise 5 · others 2" in text(
        guest.get(f"/gallery/public/{it.pk}/")
    )
    sent = guest.post(f"/gallery/public/{it.pk}/", SENT | {"once": str(uuid7())})
    mine = one_of(it)
    assert (sent.status_code, sent["Location"]) == (302, link_of(mine))
    assert "Your application is in." in text(guest.get(sent["Location"]))
    guest.post(link_of(mine), {"do": "withdraw"})
    assert "You have withdrawn your application." in text(guest.get(link_of(mine)))
    assert "not possible while the state is" in text(guest.post(link_of(mine), {"do": "withdraw"}), 409)
    text(guest.get("/gallery/mine/nonsense/"), 404)
    text(guest.get(link_of(mine).replace(":", "x:", 1)), 404)


BAD = {  # what is sent: what is said, beside which field, or how it is kept
    "rare characters": ({"name": "王㛃𬭳"}, "王㛃𬭳"),
    "a dot of another keyboard": ({"name": "阿卜杜•热合曼"}, "阿卜杜·热合曼"),
    "pasted from Word": ({"name": "\u200b林\u00a0建国\r\n"}, "林 建国"),
    "full-width digits": ({"phone": "１３８ ００００-０００１"}, "林建国"),
    "emoji": ({"name": "林建国😀"}, ["“😀” cannot be part of a name. Enter the name alone."]),
    "markup": ({"name": "<b>林</b>"}, ["“<” cannot be part of a name. Enter the name alone."]),
    "only spaces": ({"name": "\u3000 "}, ["This field is required."]),
    "10,000 characters": ({"name": "长" * 10_000}, ["Ensure this value has at most 30 characters (it has 10000)."]),
    "a landline": ({"phone": "0577-88000000"}, ["This is not a mobile number: eleven digits, the first is 1."]),
    "no card": ({"kind": "migrant"}, ["Enter the number of the mobile-member card."]),
    "a card that is none": (
        {"kind": "migrant", "card": "？？"}, ["The number of a card has 4 to 30 digits or letters."],
    ),
    "a resident": ({"kind": "resident"}, ["Select a valid choice. resident is not one of the available choices."]),
    "no agreement": ({"agrees": ""}, ["Without your agreement we may not keep your application."]),
}  # fmt: skip


def test_form_tells_what_is_wrong_in_place_and_loses_nothing(here, guest):
    it = published(here)
    for what, (given, expected) in BAD.items():
        before = everything()
        sent = guest.post(f"/gallery/public/{it.pk}/", SENT | given)
        if isinstance(expected, list):
            page = text(sent, 422)
            assert (what, wrong(sent), everything() == before) == (what, expected, True)
            assert 'value="上山村党支部"' in page
        else:
            made = Application.objects.latest("number")
            assert (what, sent.status_code, made.name, made.phone) == (what, 302, expected, "13800000001")
            Application.objects.all().delete()


def test_refusal_and_too_many_keep_what_was_typed(here, guest, settings):
    it = published(here)
    address = f"/gallery/public/{it.pk}/"
    guest.post(address, SENT)
    again = text(guest.post(address, SENT), 409)
    assert ("林建国 has applied already with this telephone number." in again, 'value="林建国"' in again) == (
        True,
        True,
    )
    settings.WORKERS = 20  # each process lets one of twenty a minute pass
    page = text(guest.post(address, SENT | {"name": "陈小妹"}), 429)
    assert ("Nothing is lost: send it again in a minute." in page, 'value="陈小妹"' in page) == (True, True)
    assert it.applications.count() == 1


def test_closed_notice_offers_no_form(here, guest):
    page = text(guest.get(f"/gallery/public/{closed(here).pk}/"))
    assert ("Nobody can apply here now: applications closed." in page, "<textarea" in page, "id_name" in page) == (
        True, False, False,
    )  # fmt: skip


def test_holder_of_a_permit_fetches_it_and_is_heard_afterwards(here, guest, browse):
    it = issued(here)
    one = one_of(it)
    page = text(guest.get(link_of(one)))
    assert ("You are admitted. Bring the permit and your identity card." in page, "陈小妹" in page) == (True, False)
    found = text_of(guest.get(f"{link_of(one)}permit.pdf").content)
    assert [squeezed(words) in found for words in ("Permit to observe", "林建国", one.invitee.code)] == [
        True,
        True,
        True,
    ]
    assert guest.get(f"{link_of(one_of(it, 5))}permit.pdf").status_code == 404
    assert "You were not admitted: 席位已满" in text(guest.get(link_of(one_of(it, 5))))
    every = browse(here.posts["clerk"]).get(f"/gallery/{it.pk}/permits.pdf")
    assert [name in text_of(every.content) for name in ("林建国", "李打工", "赵教师")] == [True, True, False]
    assert browse(here.posts["committee"]).get(f"/gallery/{it.pk}/permits.pdf").status_code == 404


def test_opinion_is_written_behind_the_link(here, guest):
    it = held(here)
    one = one_of(it)
    now.follow(lambda: AFTER)
    assert "This field is required." in text(guest.post(link_of(one), {"do": "say", "opinion": " "}), 422)
    assert guest.post(link_of(one), {"do": "say", "opinion": "报告实在。"}).status_code == 302
    page = text(guest.get(link_of(one)))
    assert ("报告实在。" in page, "The office has not read it yet." in page) == (True, True)


def test_office_sees_numbers_masked_until_it_asks(here, browse):
    it = with_five(here)
    one, clerk = one_of(it, 4), browse(here.posts["clerk"])
    usual = text(clerk.get(one.get_absolute_url()))
    asked = text(clerk.get(f"{one.get_absolute_url()}?show=contact"))
    seen = [[words in page for words in ("138****0004", "13800000004", "330302-0001", link_of(one))]
            for page in (usual, asked)]  # fmt: skip
    assert seen == [[True, False, False, False], [False, True, True, True]]
    committee = text(browse(here.posts["committee"]).get(f"{one.get_absolute_url()}?show=contact"))
    assert ("13800000004" in committee, "138****0004" in committee) == (False, True)
    assert browse(here.delegates[0]).get(one.get_absolute_url()).status_code == 404
    page = text(browse(here.delegates[0]).get(it.get_absolute_url()))
    assert "李打工" not in page
