"""Pages for what goes wrong, also when it is the database that went wrong."""

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from changren.base.web import errors
from changren.organisation import signing


def text(response):
    return response.content.decode()


def test_broken_page_asks_the_database_nothing():
    """The tests' guard refuses every query here: the cookie makes the first one fail."""
    client = Client(raise_request_exception=False)
    client.cookies[signing.COOKIE] = "330302.token"
    client.cookies["language"] = "en"
    response = client.get("/organisation/")
    assert response.status_code == 500
    number = response["X-Request-Id"]
    assert "Something broke" in text(response) or "出" in text(response)
    assert f"<code>{number}</code>" in text(response)


@pytest.mark.parametrize(
    ("handler", "status"),
    [
        (errors.bad_request, 400),
        (errors.forbidden, 403),
        (errors.not_found, 404),
        (errors.broken, 500),
        (errors.expired, 403),
    ],
)
def test_every_error_has_a_page_of_its_own(handler, status):
    from django.utils import translation

    titles = set()
    for language in ("en", "zh-hans"):
        with translation.override(language):
            response = handler(RequestFactory().get("/"))
        assert response.status_code == status
        assert ("<code>" in text(response)) is (status == 500)
        titles.add(text(response).split("<h1")[1].split("</h1>")[0])
    assert titles


def test_unknown_address_is_not_there_for_guests_and_for_others(client, world, browse):
    assert client.get("/nowhere/").status_code == 404
    response = browse(world.officer).get("/nowhere/")
    assert (response.status_code, "<h1" in text(response)) == (404, True)


def test_form_without_its_token_is_refused(here, browse):
    signed_in = browse(here.posts["clerk"])
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in.cookies
    response = strict.post("/organisation/add_unit/", {"name": "x"})
    assert response.status_code == 403
    assert "<h1" in text(response)


def test_pages_forbid_framing_scripts_from_elsewhere_and_sniffing(client, world):
    response = client.get("/organisation/sign-in/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert (response["X-Frame-Options"], response["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert settings.DEBUG is False
