"""Articles of the rules among what is found: as they stand in one's township, with its numbers."""

import random
from uuid import uuid4

import pytest
from django.utils import translation

from changren.organisation.models import Post
from changren.rulebook.loading import books
from changren.rulebook.queries import text_of
from changren.search.articles import FEW, find_articles
from changren.search.queries import Asked, search
from changren.search.words import fold
from tests.rulebook.versions import adopted
from tests.search.conftest import ON
from tests.search.conftest import text_of as shown

URL = "/search/"
LONG = 6  # characters of a question


@pytest.fixture(autouse=True)
def chinese(english):
    """Articles are searched in the reader's language; pages are asked for with a language of their own."""
    with translation.override("zh-hans"):
        yield


def every(place, on=ON):
    """The plain text of every article, by its regulation and number."""
    return {(book.name, one.number): one.plain for book in books().values() for one in text_of(book, place, on)}


def places(rules):
    """Where what was found is read: regulation and number."""
    if rules is None:
        return []
    parts = (one.url.removeprefix("/rulebook/text/").partition("/")[::2] for one in rules.hits)
    return [(name, int(rest.rpartition("-")[2])) for name, rest in parts]


@pytest.mark.parametrize("seed", range(20))
def test_articles_that_contain_the_words_are_found_and_no_others(here, seed):
    texts, dice = every(here.township), random.Random(seed)
    text = dice.choice([one for one in texts.values() if len(one) > LONG])
    start = dice.randrange(len(text) - LONG)
    question = text[start : start + dice.randint(2, LONG)]
    asked = fold(question).split()
    titles = {book.name: fold(book.title["zh"]) for book in books().values()}
    wanted = [key for key, one in texts.items() if all(w in f"{titles[key[0]]}\n{fold(one)}" for w in asked)]
    found = find_articles(here.posts["clerk"], Asked.of(question, rules_alone=True), ON)
    assert places(found) == wanted
    assert len(wanted) >= 1


def test_article_has_the_numbers_of_ones_township(here, there):
    question = Asked.of("17名以上")
    assert find_articles(here.posts["clerk"], question, ON) is None
    adopted(here.township, "proposals", "2010-03-01", cosigners_min=17)
    assert places(find_articles(Post.objects.get(pk=here.posts["clerk"].pk), question, ON)) == [("proposals", 3)]
    assert find_articles(there.posts["clerk"], question, ON) is None


def test_district_reads_the_rules_of_the_township_it_chooses_and_others_their_own_alone(world, here, there):
    asked = Asked.of("联名", township=there.township.pk)
    assert find_articles(world.officer, asked, ON).at == there.township
    assert find_articles(here.posts["clerk"], asked, ON) is None
    assert find_articles(here.posts["clerk"], Asked.of("联名", township=uuid4()), ON) is None


@pytest.mark.parametrize("narrowed", [{"year": 2010}, {"state": "filed"}, {"field": "roads"}])
def test_rules_have_no_year_no_field_and_no_state(here, narrowed):
    assert find_articles(here.posts["clerk"], Asked.of("联名"), ON) is not None
    assert find_articles(here.posts["clerk"], Asked.of("联名", **narrowed), ON) is None


def test_few_among_others_and_all_alone(here):
    post = here.posts["clerk"]
    few, alone = (find_articles(post, Asked.of("代表", rules_alone=only), ON) for only in (False, True))
    assert (len(few.hits), few.more, alone.more) == (FEW, True, False)
    assert few.hits == alone.hits[:FEW]
    assert search(post, Asked.of("代表", rules_alone=True)) == []


def test_no_words_find_no_article(here):
    assert find_articles(here.posts["clerk"], Asked.of(" "), ON) is None


def test_words_are_marked_in_title_and_text(here):
    hit = find_articles(here.posts["clerk"], Asked.of("提案 联名"), ON).hits[0]
    assert "[提案]" in shown(hit.title)
    assert "[联名]" in shown(hit.line)


def test_page_shows_articles_with_the_note_that_they_are_an_example(here, clerk, read, readers):
    text = read(clerk, f"{URL}?q=sign+lead")
    assert '<h2 id="found-rules">Rules</h2>' in text
    assert "Values that have not been adopted yet are an example" in text
    assert f'href="/rulebook/text/proposals/?at={here.township.pk}#article-3"' in text
    assert '<option value="rules" selected>' in read(clerk, f"{URL}?q=sign&room=rules")
    assert "found-rules" not in read(clerk, f"{URL}?q=sign&room=cases")


def test_link_leads_to_the_article(here, clerk, read, readers):
    assert 'id="article-3"' in read(clerk, f"/rulebook/text/proposals/?at={here.township.pk}")


def test_more_articles_are_one_click_away(here, clerk, read, readers):
    assert 'href="?q=delegates&amp;room=rules">More: Rules' in read(clerk, f"{URL}?q=delegates")
    assert "More: Rules" not in read(clerk, f"{URL}?q=delegates&room=rules")
