"""The credentials report and the register as PDF."""

from datetime import date

import pytest
from django.urls import reverse

from changren.mandates import acts
from changren.mandates.models import Mandate, StructureTarget
from changren.organisation.models import Person
from tests.mandates.conftest import confirmed
from tests.reading_pdf import said, squeezed, text, unsaid

TODAY = date(2010, 4, 1)
PHONE = "13800138000"


@pytest.fixture(autouse=True)
def readers(world):
    """Everybody reads English here."""
    Person.objects.update(language="en")


@pytest.fixture
def clerk(here):
    return here.posts["clerk"]


def page_and_paper(client, term):
    page, sent = (client.get(reverse(f"mandates:{name}", args=[term.pk])) for name in ("report", "report-pdf"))
    assert (page.status_code, sent.status_code, sent["Content-Type"]) == (200, 200, "application/pdf")
    return page.content.decode(), sent.content


def test_report_says_what_its_page_says(here, clerk, on, browse):
    confirmed(here, on)
    acts.stop(here.mandates[3], by=clerk, on=on, day=TODAY)
    acts.suspend(here.mandates[4], by=clerk, on=on, cause="custody", day=TODAY)
    StructureTarget.objects.create(township=here.township, term=here.term, kind=StructureTarget.Kind.WOMEN, at_least=9)
    page, content = page_and_paper(browse(clerk), here.term)
    assert len(said(page)) > 80
    assert unsaid(page, content) == []
    assert reverse("mandates:report-pdf", args=[here.term.pk]) in page


def test_register_names_every_mandate_and_no_telephone(here, clerk, on, browse):
    acts.stop(here.mandates[3], by=clerk, on=on, day=TODAY)
    person = here.mandates[0].person
    person.phone = PHONE
    person.save()
    told = text(browse(clerk).get(reverse("mandates:register-pdf", args=[here.term.pk])).content)
    rows = Mandate.objects.select_related("person", "delegation").filter(term=here.term)
    assert [one for one in rows if squeezed(one.person.name) not in told or squeezed(one.delegation) not in told] == []
    assert (PHONE in told, "138" in told, "stopped" in told) == (False, False, True)


def test_register_is_for_the_office_alone(here, there, clerk, browse):
    address = reverse("mandates:register-pdf", args=[here.term.pk])
    statuses = [browse(post).get(address).status_code for post in (clerk, here.delegates[0], there.posts["clerk"])]
    assert statuses == [200, 404, 404]
    page = browse(clerk).get(reverse("mandates:enter_roster", args=[here.term.pk])).content.decode()
    assert address in page


def test_reports_of_another_township_stay_closed(here, there, browse):
    address = reverse("mandates:report-pdf", args=[here.term.pk])
    assert browse(there.posts["clerk"]).get(address).status_code == 404
