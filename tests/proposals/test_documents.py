"""The public list for machines: the same that everybody may read, in three forms."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from changren.organisation.models import Person
from changren.proposals import acts
from changren.proposals.models import Proposal
from tests.proposals.conftest import ON, filed, handed, registered

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def published(here, plan):
    """Two that are public, one that was handed over and not checked, one that is confidential."""
    shown = []
    for n, title in enumerate(("修缮村办公场所", "=1+1，修路", "没有检查的", "保密的")):
        it = filed(here, n, title=title, confidential=title == "保密的")
        it = handed(it, here)
        if n < 2:
            shown.append(acts.publish(it, by=here.posts["clerk"], on=ON))
    return shown


def read(kind, client=None):
    response = (client or Client()).get(f"/proposals/public.{kind}")
    assert response.status_code == 200
    return response, response.content.decode()


def test_json_says_what_the_page_says_and_no_names(published, here):
    response, text = read("json")
    told = json.loads(text)
    rows = list(Proposal.objects.filter(pk__in=[one.pk for one in published]))
    assert [one["title"] for one in told["proposals"]] == [it.title for it in rows]
    assert set(told["proposals"][0]) == set(told["fields"])
    root = "http://testserver/proposals/public/"
    assert [one["address"] for one in told["proposals"]] == [f"{root}{it.pk}/" for it in rows]
    assert [person.name for person in Person.objects.all() if person.name in text] == []
    assert (response["Content-Type"], response["Access-Control-Allow-Origin"]) == (
        "application/json; charset=utf-8", "*",
    )  # fmt: skip


def test_csv_is_a_table_that_runs_nothing(published):
    _response, text = read("csv")
    assert text.startswith("\ufeff编号,")
    table = list(csv.DictReader(io.StringIO(text[1:])))
    assert {line["标题"] for line in table} == {"修缮村办公场所", "'=1+1，修路"}
    assert [name for name, value in table[0].items() if value.startswith(("=", "+", "-", "@"))] == []


def test_atom_is_a_feed_of_the_latest(published):
    response, text = read("atom")
    feed = ElementTree.fromstring(text)
    assert feed.tag == f"{ATOM}feed"
    ids = {entry.find(f"{ATOM}id").text for entry in feed.iter(f"{ATOM}entry")}
    assert ids == {f"urn:uuid:{it.pk}" for it in published}
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"


@pytest.mark.parametrize("kind", ["json", "csv", "atom"])
def test_empty_list_is_a_list(world, kind):
    assert read(kind)[1]


def test_reader_gets_it_in_their_language(published, here, browse):
    Person.objects.update(language="en")
    told = json.loads(read("json", browse(here.delegates[0]))[1])
    assert told["fields"]["title"] == "Title"


def test_other_forms_are_not_there(world):
    assert Client().get("/proposals/public.xml").status_code == 404


def test_list_asks_no_more_with_more_to_show(published, here):
    def asked():
        with CaptureQueriesContext(connection) as found:
            read("json")
        return len(found)

    few = asked()
    for n in (5, 6):
        acts.publish(handed(registered(here, n), here), by=here.posts["clerk"], on=ON)
    assert asked() == few == 4
