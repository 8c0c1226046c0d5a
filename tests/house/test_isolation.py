"""The isolation grid: every address with the objects of a township, asked for by everybody to whom they are foreign.

District A has the townships X and Y; district B has people in every role, too. What belongs to X is 404 or 403 to
them, by GET and by POST, leaves no trace, and shows on no page of theirs: their pages are the same to the letter
whether X has lived or not. Three things reach across townships: officers of the district see what every township
handed in, units of the district what was assigned to them, and everybody what a township cleared for its public list.
"""

import re
from itertools import product

import pytest
from django.test import Client, override_settings

from changren.base.clock import now
from changren.base.jobs.declaration import KINDS
from changren.base.tenancy.scope import within_district
from changren.casework.models import Case
from changren.proposals.models import Proposal
from tests import engines
from tests.conftest import ELSEWHERE, HERE
from tests.house.isolating import IDLE, OF_THE_LEVEL, District, addresses, keys_of, rows_of
from tests.house.seeing import MOMENT

OPENED_TO_UNITS_OF_THE_DISTRICT = {  # with what belongs to a township, and why
    "casework:case": "it answers the cases that a township's office assigned to it, and opens no others",
    "casework:paper": "and what is attached to them",
    "organisation:unit": "whom it turns to in a township",
    "rulebook:regulation": "a case keeps the rules of its township, so whoever answers it must be able to read them",
    "rulebook:version": "the same as text",
}
NAMES_TOWNSHIPS_TO_UNITS_OF_THE_DISTRICT = {  # pages of its own that name townships, and why
    "home": "what waits for it says from which township it comes",
    "casework:board": "the cases assigned to it",
    "evaluation:board": "the townships to choose from; it lists nothing",
    "elections:board": "the townships to choose from; it lists nothing",
    "forum:board": "the townships to choose from; it lists nothing",
    "contact:board": "the townships to choose from; it lists nothing",
    "gallery:board": "the townships to choose from; it lists nothing",
    "matters:board": "the townships to choose from; it lists the matters that it answers",
    "congress:board": "the townships to choose from, and which have not met this year",
    "congress:resolutions": "the townships to choose from; it lists nothing",
    "organisation:notices": "what it was told of these cases",
    "organisation:board": "the townships and their units",
    "proposals:board": "the townships to choose from; it lists nothing",
    "search:results": "the townships to choose from; a question is answered through the doors",
    "overview:board": "the townships added up; a record opens only for those who may open it",
    "rulebook:board": "which rules are in force where",
    "rulebook:provision": "the same for one provision",
}
MD5 = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SIGN_IN = "/organisation/sign-in/"
X, A = "甲区东镇", "甲区"  # in the name of everything that belongs to township X, to district A
GUESTS_MAY = {  # see tests/house/test_addresses.py for the reasons
    "organisation:sign-in", "organisation:display", "ui", "stylesheet", "help", "guide", "help-picture", "setup",
    "proposals:public", "proposals:public-one", "proposals:public-data", "calendar-feed", "openapi", "healthz",
    "readyz", "metrics", "ballots:booth", "ballots:cast", "ballots:trackers", "ballots:archive", "ballots:head",
    "ballots:alone", "ballots:own-script", "congress:screen", "congress:now", "congress:code", "congress:desk",
    "congress:names", "congress:pass", "congress:press", "gallery:public", "gallery:notice", "gallery:mine",
    "gallery:permit", "gallery:paper", "matters:at", "matters:mine",
}  # fmt: skip
FOR_EVERYBODY = {
    "proposals:public", "proposals:public-one", "proposals:public-data", "ballots:booth", "ballots:cast",
    "ballots:trackers", "ballots:archive", "ballots:head", "gallery:public", "gallery:notice",
}  # fmt: skip
MADE_BY_A_JOB = {"packed"}  # a file that is not there yet: who opens it stands in tests/site/test_packing.py
ENDS_THE_SESSION = {"organisation:sign-out"}
TELLS_THE_MACHINE = {
    "metrics",
    "overview:excel",
    "mandates:roster-sheet",
    "organisation:units-sheet",
    "organisation:members-sheet",
}  # counters; files with the time of their making
CHANGING = re.compile(r'name="(once|csrfmiddlewaretoken|first_password)" value="[^"]*"|data-stream="[^"]*"')
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
HEX = re.compile(r"[0-9a-f]{32}")
EVERY = 1 if engines.engine() == engines.SQLITE else 4  # on the other engines every fourth of those who look
ALL = addresses()
OF_ONE = [one for one in ALL if one.of and one.name not in FOR_EVERYBODY]
OF_NONE = [one for one in ALL if not one.of and str(one) not in ENDS_THE_SESSION]


@pytest.fixture(scope="module")
def around(tmp_path_factory):
    """Where files lie, passwords that cost nothing, and a job that is only there in tests."""
    folder = tmp_path_factory.mktemp("files")
    with override_settings(MEDIA_ROOT=folder, PASSWORD_HASHERS=MD5), pytest.MonkeyPatch.context() as patch:
        patch.setitem(KINDS, IDLE.name, IDLE)
        yield


@pytest.fixture
def places(around, db, on):
    """Districts A and B. X of A has not lived yet. For the first test of this file; the others begin with `told`."""
    return District(HERE, A), District(ELSEWHERE, "乙区")


@pytest.fixture(scope="module")
def told(around, kept):
    """Districts A, where X has lived, and B: told once, because it takes seconds."""
    now.follow(lambda: MOMENT)
    a, b = District(HERE, A), District(ELSEWHERE, "乙区")
    a.live()
    now.follow(None)
    return a, b


@pytest.fixture
def a(told, db, on):
    """District A, where X has lived."""
    return told[0]


@pytest.fixture
def b(told, db, on):
    return told[1]


@pytest.fixture
def looks(browse):
    """`looks(post)`: their browser, which signs in once."""
    kept = {}
    return lambda post: kept.get(post.pk) or kept.setdefault(post.pk, browse(post))


def seen(client, address, method, it=None):
    """The status of an address, and its page without what changes each time."""
    response = getattr(client, method)(address.url(it))
    text = "" if response.streaming else response.content.decode("utf-8", "replace")
    return response.status_code, CHANGING.sub("", text)


def foreign_rows(a, address):
    """What belongs to X. For the few things that belong to a whole district: A's."""
    with within_district(a.code):
        return rows_of(address.of, a.level if address.name in OF_THE_LEVEL else a.x)


def onlookers(a, b, some=1):
    """Those who look on, with their districts. some: only every so many of B."""
    return [*product([a], a.lookers[::EVERY]), *product([b], [b.world.officer, *b.lookers][:: EVERY * some])]


def test_pages_of_others_are_the_same_whether_x_has_lived_or_not(places, looks):
    a, b = places
    before = [shown(looks(post), district) for district, post in onlookers(a, b, some=4)]
    a.live()
    with within_district(a.code):
        keys = keys_of(a.x)
    for (district, post), then in zip(onlookers(a, b, some=4), before, strict=True):
        after = shown(looks(post), district)
        assert {name for name, page in after.items() if page != then[name]} == set(), post.role
        assert {name for name, (_status, text) in after.items() if names_x(text, keys)} == set(), post.role


def test_somebody_of_a_opens_every_address_with_what_x_has(a, browse):
    """So that the grid looks for what is there."""
    with within_district(a.code):
        insiders = [*a.insiders(), a.world.officer]
    closed = {address: foreign_rows(a, address) for address in OF_ONE}
    for post in insiders:
        client = browse(post)
        for address, rows in list(closed.items()):
            if any(seen(client, address, "get", it)[0] in {200, 405} for it in rows):
                del closed[address]
    assert {str(address) for address in closed} == MADE_BY_A_JOB


def test_what_belongs_to_x_is_not_there_for_others(a, b, looks, dump):
    rows = [(n, address, foreign_rows(a, address)) for n, address in enumerate(OF_ONE)]
    asked = [(looks(post), m, post, own is a) for m, (own, post) in enumerate(onlookers(a, b))]
    before, opened = dump(), []
    for (n, address, found), (client, m, post, is_of_a), method in product(rows, asked, ("get", "post")):
        if is_of_a and address.name in OF_THE_LEVEL:
            continue
        status, text = seen(client, address, method, found[(n + m) % len(found)])  # so that all are looked for
        if status not in ({403, 404, 405} if method == "get" else {403, 404}) or X in text:
            opened.append(f"{post}, {post.role}: {method} {address}: {status}")
    assert opened == []
    assert dump() == before


def names_x(text, keys):
    return X in text or bool(keys & set(UUID.findall(text)))


def shown(client, district):
    """The pages of the site as somebody sees them; for people of Y, those of one object of their own as well."""
    pages = {}
    for address in OF_NONE if district.code == ELSEWHERE else OF_NONE + OF_ONE:
        with within_district(district.code):
            rows = rows_of(address.of, district.y)[:1] if address.of else [None]
        if address.name not in FOR_EVERYBODY and str(address) not in TELLS_THE_MACHINE:
            pages |= {str(address): seen(client, address, "get", it) for it in rows}
    return pages


def test_posting_to_addresses_of_ones_own_leaves_x_alone(a, b, looks, dump):
    with within_district(a.code):
        keys = {key.replace("-", "") for key in keys_of(a.x)}

    def of_x():
        return {
            label: [row for row in rows if keys & set(HEX.findall(row.replace("-", "")))]
            for label, rows in dump().items()
        }

    clients = [looks(post) for _district, post in onlookers(a, b, some=4)]
    given = {name: str(a.x.pk) for name in ("township", "at")} | {"unit": str(a.world.here.units["station"].pk)}
    before = of_x()
    statuses = {client.post(address.url(), given).status_code for address, client in product(OF_NONE, clients)}
    assert of_x() == before
    assert statuses <= {200, 204, 302, 400, 403, 404, 405, 409, 422}


def test_guests_are_sent_to_sign_in(a, b):
    opened = set()
    for district, address, method in product((a, b), ALL, ("get", "post")):
        guest = Client(SERVER_NAME=district.world.district.host)
        response = getattr(guest, method)(address.url(foreign_rows(a, address)[0] if address.of else None))
        if (response.status_code, response.headers.get("Location", "").partition("?")[0]) != (302, SIGN_IN):
            opened.add(str(address))
    assert opened - GUESTS_MAY == set()


def test_public_list_shows_what_was_cleared_to_whoever_asks_in_the_district(a, b):
    here, there = (Client(SERVER_NAME=one.world.district.host) for one in (a, b))
    with within_district(a.code):
        cleared = Proposal.objects.get(publicity=Proposal.Publicity.PUBLIC)
        others = list(Proposal.objects.exclude(pk=cleared.pk))
    assert {here.get(f"/proposals/public/{one.pk}/").status_code for one in others} == {404}
    assert cleared.title in here.get("/proposals/public/").content.decode()
    assert cleared.title not in there.get("/proposals/public/").content.decode()
    assert [one.get(f"/proposals/public/{cleared.pk}/").status_code for one in (here, there)] == [200, 404]


def test_unit_of_the_district_opens_the_cases_assigned_to_it_and_no_others(a, looks):
    with within_district(a.code):
        cases = {case.pk: 200 if case.lead_unit_id == a.department.unit_id else 404 for case in Case.objects.all()}
    client = looks(a.department)
    assert {pk: client.get(f"/cases/{pk}/").status_code for pk in cases} == cases
    assert sorted(set(cases.values())) == [200, 404]


def test_unit_of_the_district_sees_of_a_township_what_is_argued_for(a, looks):
    client = looks(a.department)
    pages = [address for address in OF_ONE if not address.act]
    opened = {str(one) for one in pages for it in foreign_rows(a, one) if seen(client, one, "get", it)[0] == 200}
    assert opened == OPENED_TO_UNITS_OF_THE_DISTRICT.keys()
    with within_district(a.code):
        keys = keys_of(a.x)
    named = {str(one) for one in OF_NONE if names_x(seen(client, one, "get")[1], keys)}
    assert named - FOR_EVERYBODY == NAMES_TOWNSHIPS_TO_UNITS_OF_THE_DISTRICT.keys()


def test_officer_of_the_district_opens_what_every_township_handed_in(a, looks):
    with within_district(a.code):
        found = [*Proposal.objects.exclude(submitted_on=None), *Case.objects.all()]
    officer = looks(a.world.officer)
    assert {officer.get(one.get_absolute_url(), follow=True).status_code for one in found} == {200}
