"""Every act that a person can do has an address, and every address needs a sign-in unless it was opened on purpose."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from changren.base.acts import ACTS, is_clockwork
from changren.base.tenancy.ids import uuid7

OPEN = {  # addresses that guests may ask for, and why
    "organisation/sign-in/": "where one signs in",
    "organisation/display/": "language, text size and colours, before one signs in as well",
    "ui/": "the page of all controls holds no data",
    "ui/changren.<str:version>.css": "the stylesheet",
    "proposals/public/": "the public list",
    "proposals/public.<str:kind>": "the public list, for machines",
    "proposals/public/<uuid:pk>/": "what may be read by everybody after the secrecy check",
    "ballots/own.js": "a program that draws a credential; it holds no data",
    "ballots/alone/<str:name>/": "pages that know of no poll, for scrutineers' own devices",
    "ballots/<uuid:pk>/booth/": "who holds a slip votes; a page that asked who they are would know who voted, and when",
    "ballots/<uuid:pk>/cast/": "their ballots, which are let in by their own credentials",
    "ballots/<uuid:pk>/trackers/": "the bulletin board",
    "ballots/<uuid:pk>/archive.bel": "what anybody counts again",
    "ballots/<uuid:pk>/head.json": "what whoever keeps a copy compares",
    "gallery/public/": "the notices to observers",
    "gallery/public/<uuid:pk>/": "one of them; whoever may applies without an account",
    "gallery/mine/<str:token>/": "what became of an application, for whoever holds its link",
    "gallery/mine/<str:token>/permit.pdf": "and the permit",
    "gallery/mine/<str:token>/<uuid:pk>/": "and the papers for everybody in the hall",
    "matters/at/<str:token>/": "where the code of a workroom leads; anybody raises a matter without an account",
    "matters/mine/<str:token>/": "what became of a matter, for whoever holds its link",
    "help/": "the guides can be read before one signs in",
    "help/<str:name>/": "one of them",
    "help/pictures/<str:name>": "their pictures, taken of the example",
    "setup/<str:token>/": "the founding of a district, for whoever was given the token",
    "calendar/<str:token>.ics": "one's dates, for whoever has the link that was made for it",
    "api/v1/openapi.json": "the description of the program's interface holds no data",
    "meetings/screen/<str:token>/": "the hall's screen, which nobody sits at, by a signed link of one meeting",
    "meetings/screen/<str:token>/now/": "what it shows, which everybody in the hall sees",
    "meetings/screen/<str:token>/code.svg": "the code to check in; what it opens asks for a sign-in",
    "meetings/desk/<str:token>/": "a desk at the door, by a signed link of one meeting; acts open and close it",
    "meetings/desk/<str:token>/names.json": "whom it may let in",
    "meetings/desk/<str:token>/pass/": "and that it let them in",
    "meetings/press/<str:token>/": "an answer in an open vote, by the ticket on the delegate's own page",
    "healthz": "for the machine that watches",
    "readyz": "for the machine that watches",
    "metrics": "for the machine that watches; it has its own lock",
}
SIGN_IN = "/organisation/sign-in/"
FOR_PEOPLE = [act for act in ACTS.values() if not act.follows and act.who is not is_clockwork]
FOR_THE_CLOCK = [act for act in ACTS.values() if not act.follows and act.who is is_clockwork]


def patterns(resolver=None, before=""):
    """Every route and its view."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, f"{before}{one.pattern}")
        elif isinstance(one, URLPattern):
            yield f"{before}{one.pattern}", one.callback


@pytest.mark.parametrize("act", FOR_PEOPLE, ids=lambda act: act.name)
def test_act_that_people_do_has_an_address(act):
    assert reverse(f"{act.room}:{act.verb_name}", args=[] if act.in_own_township else [uuid7()])


def test_acts_of_the_clock_have_none():
    names = {view.name for resolver in get_resolver().url_patterns if isinstance(resolver, URLResolver)
             for view in resolver.url_patterns}  # fmt: skip
    assert {act.name for act in FOR_THE_CLOCK if act.verb_name in names} == set()


def test_addresses_open_to_guests_are_those_that_were_reviewed():
    assert {route for route, view in patterns() if getattr(view, "is_public", False)} == OPEN.keys()


def test_every_other_address_asks_for_a_sign_in(world):
    guest, opened = Client(SERVER_NAME=world.district.host), []
    for route, _view in patterns():
        for method in ("get", "post") if route not in OPEN else ():
            response = getattr(guest, method)(filled_in(route))
            if route.startswith("api/") and response.status_code == 401:
                continue
            if (response.status_code, response.headers.get("Location", "").partition("?")[0]) != (302, SIGN_IN):
                opened.append(f"{method} {route}")
    assert opened == []


def filled_in(route):
    """An address that fits the route."""
    values = {"uuid": str(uuid7()), "int": "2010", "str": "x"}
    return "/" + re.sub(r"<(\w+):\w+>", lambda hole: values[hole[1]], route)
