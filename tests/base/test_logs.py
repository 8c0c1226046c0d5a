"""Logs say what happened, never to whom: no names, no numbers, nothing that was typed."""

import io
import json
import logging

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from changren.base.web.logs import Formatter
from changren.organisation import signing
from changren.organisation.models import Person
from tests.world import PASSWORD


@pytest.fixture
def lines():
    """`lines()`: what was logged since, as production would write it."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root, ours = logging.getLogger(), logging.getLogger("changren")
    before = root.level, ours.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    ours.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(before[0])
    ours.setLevel(before[1])


def test_request_is_one_line_of_route_status_and_time(lines, here, browse):
    browse(here.posts["clerk"]).get(f"/organisation/people/{here.posts['head'].person_id}/?q=王芳")
    (line,) = [line for line in lines() if line["name"] == "changren.request"]
    assert {name: line[name] for name in ("message", "route", "method", "status", "role")} == {
        "message": "request", "route": "organisation/people/<uuid:pk>/", "method": "GET", "status": 200,
        "role": "clerk",
    }  # fmt: skip
    assert line["ms"] > 0
    assert len(line["request"]) == 12


def test_nothing_typed_is_logged(lines, here, browse, client):
    person = here.posts["head"].person
    clerk = browse(here.posts["clerk"])
    clerk.get("/organisation/people/?q=王芳")
    clerk.get("/nowhere/?name=王芳&phone=13800138000")
    clerk.post("/organisation/add_person/", {"name": "王芳", "login": "王芳", "phone": "13800138000"})
    client.post("/organisation/sign-in/", {"login": person.login, "password": "falsch-falsch"})
    client.post("/organisation/sign-in/", {"login": person.login, "password": PASSWORD})
    written = json.dumps(lines(), ensure_ascii=False)
    assert len(lines()) >= 7
    for secret in ("王芳", "13800138000", person.name, person.login, "falsch", PASSWORD):
        assert secret not in written


def test_error_is_logged_by_kind_and_place_not_by_its_text(lines, here, on):
    try:
        with transaction.atomic():
            Person.objects.create(township=here.township, name="x", login=here.posts["head"].person.login)
    except IntegrityError:
        logging.getLogger("changren.test").exception("it broke")
    (line,) = lines()
    assert line["message"] == "it broke"
    assert "django.db.utils.IntegrityError" in line["exc_info"]
    assert "test_logs.py" in line["exc_info"]
    assert here.posts["head"].person.login not in json.dumps(line, ensure_ascii=False)


def test_broken_page_is_logged_with_the_number_it_shows(lines):
    client = Client(raise_request_exception=False)
    client.cookies[signing.COOKIE] = "330302.token"  # asks the database, which this test does not allow
    response = client.get("/organisation/?q=王芳")
    written = lines()
    assert response["X-Request-Id"] in json.dumps(written)
    assert "王芳" not in json.dumps(written, ensure_ascii=False)
    assert [line["status"] for line in written if line["name"] == "changren.request"] == [500]


def test_site_logs_with_this_formatter(settings):
    assert {one["()"] for one in settings.LOGGING["formatters"].values()} == {"changren.base.web.logs.Formatter"}
