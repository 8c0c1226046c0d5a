"""Whatever a browser can ask and do, a program can; it is refused alike, and told nothing more."""

import json
from functools import cache
from html import unescape
from itertools import product

import jsonschema_rs
import pytest
from django.urls import reverse

from changren.base.acts import ACTS, is_clockwork
from changren.base.tenancy.scope import within_district
from changren.site.api.addresses import ENDPOINTS
from changren.site.api.openapi import document
from tests.conftest import ELSEWHERE
from tests.house.isolating import District, addresses, keys_of, rows_of
from tests.house.test_isolation import UUID, X

NOT_DATA = {  # pages that are none, and why
    "organisation:sign-in": "a program shows a key", "organisation:sign-out": "a program has no session",
    "organisation:choose-password": "only a person does", "organisation:posts": "a key is for one post",
    "organisation:act-as": "a key is for one post", "organisation:display": "how pages look",
    "organisation:end-session": "sessions are of browsers", "organisation:read-notices": "people read notices",
    "organisation:make_key": "a key that makes keys would never end", "organisation:choose_password": "only a person",
    "proposals:print": "the page of the proposal, on paper", "proposals:public": "it is public.json already",
    "proposals:public-one": "it is public.json already", "proposals:public-data": "it is data already",
    "unsent": "what a person types", "unsent-drop": "what a person types", "calendar": "the page with the link",
    "calendar-feed": "it is data already", "job-stop": "people watch their jobs", "ui": "how pages look",
    "stylesheet": "how pages look", "help": "guides to read", "guide": "guides to read", "help-picture": "a picture",
    "ballots:alone": "scrutineers work in it", "ballots:own-script": "a program for browsers",
    "ballots:booth": "voters vote in it",
    "ballots:cast": "nobody is asked who they are", "ballots:head": "it is public already",
    "ballots:trackers": "it is public already", "ballots:archive": "it is public already",
    "ballots:notice": "what the poll tells, on paper", "setup": "before there is a person",
    "openapi": "it is data already", "congress:here": "a person in the hall does",
    "congress:screen": "what everybody in the hall sees", "congress:now": "the same", "congress:code": "a code to scan",
    "congress:desk": "people sit at it", "congress:names": "it is data already", "congress:pass": "of a desk",
    "congress:press": "of a telephone in the hall",
    "from-matters": "a draft and a link: two acts, each of which is there", "matters:at": "people raise matters there",
    "matters:mine": "behind a private link",
    "from-forum": "a draft and a link: two acts, each of which is there",
    "gallery:public": "people read it", "gallery:notice": "people apply there", "gallery:mine": "behind a private link",
    "gallery:permit": "behind a private link", "gallery:paper": "behind a private link",
}  # fmt: skip
FOR_MACHINES = {"healthz", "readyz", "metrics"}
QUESTIONS = {"overview:records": "?key=handed_in", "search:results": "?q=%E6%BC%8F%E9%9B%A8"}
pytestmark = pytest.mark.any_engine  # what engines do differently, the isolation grid asks of each

PAGES = {one.route: one for one in addresses()}


def offered():
    """Every endpoint with the page or act that it is of."""
    return [(one, PAGES[one.route]) for one in ENDPOINTS]


def test_every_act_that_people_do_is_there():
    of_people = {name: act for name, act in ACTS.items() if not act.follows and act.who is not is_clockwork}
    by_hand = {name for name, act in of_people.items() if act.by_hand}
    assert {one.act.name for one in ENDPOINTS if one.act} == of_people.keys() - by_hand
    assert by_hand == {"organisation.make_key", "organisation.choose_password"}  # a key that made keys would never end


def test_every_page_is_there_or_has_a_reason_not_to_be():
    asked = {str(one) for one in addresses()} - FOR_MACHINES
    assert asked - {str(page) for _one, page in offered()} == NOT_DATA.keys()


def test_description_names_every_address_once():
    told = document("en")
    ways = [way for path in told["paths"].values() for name, way in path.items() if name != "parameters"]
    names = [way["operationId"] for way in ways]
    assert len(names) == len(set(names)) == sum(2 if one.act else 1 for one in ENDPOINTS)
    jsonschema_rs.validator_for({"$ref": "#/$defs/all", "$defs": {"all": {"type": "object"}} | told["components"]})


@cache
def answer_of(path):
    """What checks the answers of an endpoint against the description."""
    told = document("zh-hans")
    content = told["paths"][path]["get"]["responses"]["200"]["content"]
    return jsonschema_rs.validator_for(content["application/json"]["schema"] | {"components": told["components"]})


def differences(endpoint, shown, told):
    """In what the answer to a program differs from the page that a browser is shown, or from its description."""
    if (shown.status_code, bool(shown.streaming)) != (told.status_code, bool(told.streaming)):
        yield f"{shown.status_code} to browsers, {told.status_code} to programs"
    elif told.status_code == 200 and told.headers["Content-Type"] == "application/json":
        data = told.json()
        yield from (fault.message[:200] for fault in answer_of(endpoint.path).iter_errors(data))
        if endpoint.act and data["objection"] and data["objection"]["says"] not in text_of(shown):
            yield f"the page does not say: {data['objection']['says']}"


def test_programs_are_told_and_refused_what_browsers_are(district, browse, program):
    with within_district(district.code):
        by_role = {post.role: post for post in district.insiders()}
        askers = [*by_role.values(), district.department, district.world.officer]
        rows = {page: rows_of(page.of, district.x)[:1] if page.of else [None] for _one, page in offered()}
    wrong, opened = [], set()
    clients = [(post, browse(post), program(post)) for post in askers]
    for (post, browser, client), (endpoint, page) in product(clients, offered()):
        for it in rows[page]:
            path = page.url(it) + QUESTIONS.get(str(page), "")
            shown, told = browser.get(path), client.get(path, **{"Accept-Language": "zh-CN"})
            opened |= {endpoint.route} if told.status_code == 200 else set()
            wrong += [(post.role, path, fault) for fault in differences(endpoint, shown, told)]
    assert wrong == []
    assert len(opened) > 100


def text_of(response):
    return unescape(response.content.decode())


def test_nothing_of_another_township_or_district_is_told(district, program):
    other = District(ELSEWHERE, "乙区")
    with within_district(district.code):
        keys = keys_of(district.x)
        rows = {
            page: rows_of(page.of, district.x) for _one, page in offered() if page.of and str(page) not in ABOUT_ALL
        }
    askers = [*product([district], district.lookers), *product([other], other.lookers)][::4]
    leaks = []
    for n, (_own, post) in enumerate(askers):
        client = program(post)
        for _endpoint, page in offered():
            if not page.of:
                text = client.get(page.url() + QUESTIONS.get(str(page), "")).getvalue().decode(errors="replace")
                leaks += [(post.role, str(page))] if X in text or keys & set(UUID.findall(text)) else []
            elif str(page) not in ABOUT_ALL:
                it = rows[page][n % len(rows[page])]
                asked = [client.get(page.url(it))] + ([client.do(page.url(it))] if page.act else [])
                leaks += [(post.role, str(page), one.status_code) for one in asked if one.status_code not in {403, 404}]
    assert leaks == []


ABOUT_ALL = {"organisation:strike_day"}  # what belongs to the district


def test_addresses_in_answers_lead_to_data(district, program):
    """Following every address from the first page on, nothing is missing, for the officer who may open all."""
    client, seen, missing = program(district.world.officer), set(), []
    routes = {one.route for one in ENDPOINTS}
    todo = [f"/{route}" for route in routes if "<" not in route]
    while todo:
        path = todo.pop()
        told = client.get(path)
        if told.status_code == 200 and told.headers["Content-Type"] == "application/json":
            found = {url.removeprefix("/api/v1") for url in urls_in(told.json())}
            todo += sorted(found - seen)
            seen |= found
        elif told.status_code not in {200, 403} and not path.startswith("/overview/records/"):
            missing.append((path, told.status_code))
    assert missing == []
    assert len(seen) > len(routes) / 2


def urls_in(told):
    """Every address of ours in an answer."""
    if isinstance(told, dict):
        return {url for one in told.values() for url in urls_in(one)}
    if isinstance(told, list):
        return {url for one in told for url in urls_in(one)}
    return {told} if isinstance(told, str) and told.startswith("/api/v1/") and " " not in told else set()


def test_description_is_there_for_everybody_and_in_both_languages(client):
    zh, en = (
        json.loads(client.get(reverse("openapi"), headers={"Accept-Language": one}).content) for one in ("zh", "en")
    )
    assert (zh["openapi"], en["openapi"]) == ("3.1.0", "3.1.0")
    assert en["paths"]["/proposals/draft/"]["post"]["summary"] == "Raise a matter"
    assert zh["paths"]["/proposals/draft/"]["post"]["summary"] == "提出提案或意见建议"
    assert zh["paths"].keys() == en["paths"].keys()
