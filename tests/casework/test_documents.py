"""The answer letters: one for each of those who raised it, complete, and each reader their own."""

from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from changren.casework import acts, documents
from changren.organisation.models import Role
from tests.casework.conftest import ON, RAISERS, TEXT, answer, answered, drafted, handling, joins, paper, part, spoken
from tests.casework.conftest import verdict as judge
from tests.reading_pdf import pages, squeezed, unsaid
from tests.world import at


def letters(case, post):
    return documents.letters(case.answers.latest("round"), by=post)


def to(found):
    """To whom the letters go."""
    return [one.raiser.person_id for one in found.deliveries]


def page_of(client, case, n=1):
    response = client.get(reverse("casework:letter", args=[case.answers.get(round=n).pk]))
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.mark.parametrize("role", ["clerk", "head", "handler", "committee", "district"])
def test_letters_go_to_each_of_them_in_their_order(here, role):
    found = letters(answered(here), here.posts[role])
    assert to(found) == [post.person_id for post in here.delegates[:RAISERS]]


def test_letters_of_a_raiser_are_their_own(here):
    case = answered(here)
    for post in here.delegates[:RAISERS]:
        assert to(letters(case, post)) == [post.person_id]


def test_letters_carry_the_number_of_case_and_answer(here, lead):
    case = answered(here)
    assert letters(case, lead).number == "2010-提案-001-1"
    case = answer(judge(case, here, 1, "not"), here)
    assert letters(case, lead).number == "2010-提案-001-2"


def test_letters_name_the_units_that_gave_an_opinion_and_the_papers(here, head, handler):
    case = spoken(handling(here, assisting=["office", "department"]), here)
    acts.give_opinion(part(case, here.units["office"]), by=here.posts["assist_head"], on=ON, said="同意")
    given = {"text": TEXT, "grade": "A", "promised_by": None, "paper": paper()}
    late = at("2010-05-10 09:00")
    case = acts.sign_off(acts.draft_answer(case, by=handler, on=late, **given), by=head, on=late)
    found = letters(case, head)
    assert ([str(unit) for unit in found.assisting], [str(one.name) for one in found.papers]) == (
        [str(here.units["office"])], ["照片.pdf"],
    )  # fmt: skip


def test_letter_page_has_everything_that_a_letter_needs(here, head, browse, readers):
    text = page_of(browse(here.delegates[1]), answered(here, grade="B", promised=date(2010, 12, 20)))
    wanted = (
        f"<h2>{here.units['station']}</h2>", "Answer letter no. 2010-提案-001-1",
        "On “修缮上山村办公场所” (2010-提案-001)",
        f"To delegate {here.delegates[1].person.name}:", f"<p>{TEXT}</p>", "B: partly solved, or planned", "2010-12-20",
        f"Signed: {head.person.name}", "Please judge attitude and result by 2010-05-01.",
    )  # fmt: skip
    assert [text.count(words) for words in wanted] == [1] * len(wanted)


def test_letter_page_for_the_unit_has_one_sheet_each(here, head, browse, readers):
    text = page_of(browse(head), answered(here))
    assert (text.count('<article class="letter">'), "3 letters, one for each person who raised it." in text) == (
        3,
        True,
    )


def test_letter_page_asks_whoever_is_recused_for_no_verdict(here, browse, readers):
    case = handling(here)
    joins(here.delegates[1], here.units["station"], Role.CLERK)
    text = page_of(browse(here.delegates[1]), answer(case, here))
    says = "You belong to a unit that answers this matter, so you are asked for no verdict."
    assert (says in text, "Please judge" in text) == (True, False)


def test_letter_page_is_closed_to_drafts_and_to_others(here, there, elsewhere, head, browse):
    case, other = drafted(here), answered(there, serial="2")
    for post, one in ((head, case), (here.posts["clerk"], other), (elsewhere.here.posts["clerk"], other)):
        address = reverse("casework:letter", args=[one.answers.get().pk])
        assert browse(post).get(address).status_code == 404


def sent_letters(client, case):
    response = client.get(reverse("casework:letter-pdf", args=[case.answers.get().pk]))
    return response.status_code, response.content


def test_letters_as_pdf_say_what_their_page_says_a_sheet_each(here, head, browse, readers):
    case = answered(here, grade="B", promised=date(2010, 12, 20))
    status, content = sent_letters(browse(head), case)
    assert (status, unsaid(page_of(browse(head), case), content)) == (200, [])
    names = [squeezed(f"To delegate {post.person.name}:") for post in here.delegates[:RAISERS]]
    sheets = pages(content)
    assert [[name in sheet for name in names] for sheet in sheets] == [
        [n == m for m in range(RAISERS)] for n in range(RAISERS)
    ]
    assert [sheet.endswith("—1—") for sheet in sheets] == [True] * RAISERS


def test_letter_as_pdf_is_each_raiser_s_own(here, browse, readers):
    case = answered(here)
    (sheet,) = pages(sent_letters(browse(here.delegates[1]), case)[1])
    assert [squeezed(post.person.name) in sheet for post in here.delegates[:RAISERS]] == [False, True, False]


def test_letter_as_pdf_is_closed_to_drafts_and_to_others(here, there, elsewhere, head, browse):
    case, other = drafted(here), answered(there, serial="2")
    for post, one in ((head, case), (here.posts["clerk"], other), (elsewhere.here.posts["clerk"], other)):
        assert sent_letters(browse(post), one)[0] == 404


def test_page_of_letters_leads_to_their_pdf(here, head, browse):
    case = answered(here)
    assert reverse("casework:letter-pdf", args=[case.answers.get().pk]) in page_of(browse(head), case)
