"""The book as it is shipped. What its files must look like is in tests/house/test_rules.py."""

from datetime import date

import pytest
from django.utils import translation

from changren.rulebook.loading import books, definitions

NAMES = [
    "main", "proposals", "casework", "mandates", "congress", "contact", "sittingin", "gallery", "inspection",
    "evaluation", "elections", "interpellation", "dutyfile", "briefing", "matters", "ballots", "forum",
]  # fmt: skip

SEEN = {  # domain.md, section 6: the numbers of a township's rules as the sources have them
    "main.meetings_a_year": 1,
    "main.term_years": 5,
    "main.resolution_majority": "1/2",
    "elections.quorum": "4/5",
    "elections.majority": "1/2",
    "elections.majority_base": "present",
    "elections.surplus_min": "1/5",
    "elections.surplus_base": "seats",
    "congress.presidium_share": "1/10",
    "contact.people_least": 3,
    "contact.people_most": 5,
    "contact.delegates_per_member": 8,
    "contact.every": 3,
    "sittingin.places": 3,
    "sittingin.times_a_term": 1,
    "gallery.seats": 10,
    "gallery.notice_before": 6,
    "gallery.close_before": 2,
    "inspection.a_year": 2,
    "matters.reception_days": 2,
    "matters.reception_delegates": 2,
    "evaluation.a_year": 1,
    "evaluation.unfit_line": "1/3",
    "evaluation.fit_line": "2/3",
    "interpellation.signers_min": 10,
    "interpellation.second_answer": "1/2",
    "dutyfile.reports_a_year": 1,
    "briefing.a_year": 1,
    "matters.refer_within": 5,
    "matters.decline_within": 5,
    "matters.answer_within": 30,
    "matters.extension_term": 15,
}
COMPARED = {  # 超过 is >, 以上 is >=
    "main.resolution_majority": (">", "present"),
    "elections.quorum": (">=", "should_attend"),
    "elections.majority": (">", "elections.majority_base"),
    "elections.surplus_min": (">=", "elections.surplus_base"),
    "evaluation.unfit_line": (">", "evaluation.denominator"),
    "evaluation.fit_line": ("<", "evaluation.denominator"),
    "interpellation.second_answer": (">", "raisers"),
}


def test_the_book_has_the_main_regulation_and_its_n():
    assert list(books()) == NAMES
    assert [book.name for book in books().values() if book.is_main] == ["main"]


@pytest.mark.parametrize("name", NAMES)
def test_a_book_loads_with_its_articles_and_provisions(name):
    book = books()[name]
    assert book.articles
    assert book.provisions == {key: one for key, one in definitions().items() if one.book == name}
    assert {one.article for one in book.provisions.values()} <= set(book.articles)


@pytest.mark.parametrize("key", SEEN)
def test_the_example_has_the_value_that_the_sources_have(key):
    assert definitions()[key].on(date(2010, 3, 1)).value == SEEN[key]


@pytest.mark.parametrize("key", COMPARED)
def test_comparator_and_base_are_data(key):
    assert (definitions()[key].comparator, definitions()[key].base) == COMPARED[key]


def test_the_gallery_has_the_quotas_of_shuangyu():
    quotas = [definitions()[f"gallery.seats_{part}"].values[0].value for part in ("village", "firms", "others")]
    assert quotas == [3, 5, 2]


def test_a_book_is_called_by_its_short_title():
    with translation.override("zh-hans"):
        assert books()["contact"].called == "《双联制度》"
