"""The papers of this room as PDF: they say what their page says to the same reader."""

import re

import pytest
from django.urls import reverse

from changren.base.documents.pdf import pdf
from changren.proposals import acts, documents
from changren.proposals.models import Proposal, Reference
from tests.proposals.conftest import ON, answered, drafted, filed, handed, judged, merged, paper, registered, reported
from tests.reading_pdf import said, squeezed, text, unsaid

RARE = "㛃䶮𬭳"


@pytest.fixture
def shown(browse, readers):
    """`shown(post, name, it)`: the page of this name, and its paper, as the same person is sent both."""

    def both(post, name, it):
        client, args = browse(post), [it.pk]
        page = client.get(reverse(f"proposals:{name}", args=args))
        sent = client.get(reverse(f"proposals:{'form' if name == 'print' else name}-pdf", args=args))
        assert (page.status_code, sent.status_code, sent["Content-Type"]) == (200, 200, "application/pdf")
        return page.content.decode(), sent.content

    return both


def test_form_says_what_its_page_says(here, plan, lead, shown):
    trip = reported(here, plan)
    it = drafted(here, title=f"关于{RARE}的提案", grounds='#panic("x") $x$ [甲]\n第二段 <b>&amp;')
    Reference.objects.create(township=here.township, proposal=it, earlier=registered(here, 1, title="去年的建议"))
    page, content = shown(lead, "print", it)
    assert len(said(page)) > 15
    assert unsaid(page, content) == []
    assert RARE in text(content)
    assert trip is not None


def test_form_of_a_case_says_what_its_page_says(here, plan, clerk, shown):
    it = Proposal.objects.get(pk=answered(handed(filed(here), here), here).origin_id)
    page, content = shown(clerk, "print", it)
    assert unsaid(page, content) == []
    assert f"{it.serial}" in text(content)


def test_report_says_what_its_page_says(here, plan, clerk, shown):
    handed(filed(here), here)
    filed(here, 1, title="保密的", confidential=True)
    merged(here, 2)
    page, content = shown(clerk, "report", here.session)
    assert len(said(page)) > 20
    assert unsaid(page, content) == []


def test_form_shows_each_reader_their_own(here, plan, shown):
    """Who was asked and has not signed is known to the lead alone; neither paper names them."""
    it = filed(here)
    texts = {text(shown(post, "print", it)[1]) for post in (here.delegates[0], here.delegates[9], here.posts["clerk"])}
    assert len(texts) == 1


@pytest.mark.parametrize("name", ["form-pdf", "report-pdf"])
def test_paper_is_closed_to_others(here, there, plan, browse, name):
    it = filed(here) if name == "form-pdf" else here.session
    draft = drafted(here, 1)
    assert browse(there.posts["clerk"]).get(reverse(f"proposals:{name}", args=[it.pk])).status_code == 404
    assert browse(here.posts["clerk"]).get(reverse("proposals:form-pdf", args=[draft.pk])).status_code == 404


def test_page_leads_to_its_paper(here, plan, clerk, read):
    it = filed(here)
    for page in (it.get_absolute_url(), reverse("proposals:print", args=[it.pk])):
        assert reverse("proposals:form-pdf", args=[it.pk]) in read(clerk, page)
    report = reverse("proposals:report", args=[here.session.pk])
    assert reverse("proposals:report-pdf", args=[here.session.pk]) in read(clerk, report)


def test_archived_form_has_its_casework(here, plan):
    it = filed(here, title=f"{RARE}路")
    case = answered(handed(it, here), here)
    for n in range(len(case.raisers.all())):
        judged(case, here, n, "satisfied")
    it = Proposal.objects.select_related("case").get(pk=it.pk)
    told = text(pdf(documents.archived(it)))
    answer = case.answers.get()
    names = [one.raiser.person.name for one in answer.deliveries.all()]
    wanted = [it.serial, it.title, answer.text, answer.signed_by, str(case.lead_unit), "satisfied", *names]
    assert [words for words in wanted if squeezed(words) not in told] == []
    assert len(re.findall("satisfied", told)) == 2 * len(names)


def test_archived_form_names_its_papers_and_what_it_was_merged_into(here, plan):
    draft = drafted(here, 5, kind="suggestion", title="附图的建议")
    acts.attach(draft, by=here.delegates[5], on=ON, paper=paper("现场照片.pdf"))
    assert "现场照片.pdf" in text(pdf(documents.archived(draft)))
    one = merged(here)
    assert squeezed(one.merged_into) in text(pdf(documents.archived(one)))
