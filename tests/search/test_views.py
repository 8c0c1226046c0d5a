"""The page of the search, and the box in the header of every page."""

from django.urls import reverse

from tests.search.conftest import filed

URL = "/search/"


def test_page_groups_what_is_found_and_marks_it(here, plan, clerk, read, readers):
    it = filed(here)
    text = read(clerk, f"{URL}?q=上山")
    assert f'<h3 class="found-title"><a href="{it.get_absolute_url()}">' in text
    assert "修缮<mark>上山</mark>村办公场所" in text
    assert '<h2 id="found-proposals">Proposals</h2>' in text


def test_page_without_words_says_what_can_be_asked(here, clerk, read, readers):
    assert "What are you looking for?" in read(clerk, URL)


def test_page_without_hits_says_what_to_try(here, clerk, read, readers):
    text = read(clerk, f"{URL}?q=无此村")
    assert "Nothing was found that you may open." in text


def test_townships_are_offered_to_the_district_alone(world, clerk, read, readers):
    assert 'name="township"' in read(world.officer, URL)
    assert 'name="township"' not in read(clerk, URL)


def test_states_are_offered_for_the_room_that_is_chosen(clerk, read, readers):
    assert 'name="state"' not in read(clerk, URL)
    assert 'value="handling"' in read(clerk, f"{URL}?room=cases")
    assert 'name="field"' not in read(clerk, f"{URL}?room=cases")


def test_more_leads_to_one_room_and_its_pages(here, plan, clerk, read, readers, monkeypatch):
    monkeypatch.setattr("changren.search.queries.PAGE", 1)
    monkeypatch.setattr("changren.search.queries.PAGES", 2)
    for n in range(3):
        filed(here, n)
    assert 'href="?q=%E4%B8%8A%E5%B1%B1&amp;room=proposals">More: Proposals' in read(clerk, f"{URL}?q=上山")
    first = read(clerk, f"{URL}?q=上山&room=proposals")
    assert 'rel="next"' in first and 'rel="prev"' not in first
    second = read(clerk, f"{URL}?q=上山&room=proposals&page=2")
    assert 'rel="prev"' in second and "There is more. Add a word" in second


def test_what_narrows_is_folded_away_until_it_does(clerk, read, readers):
    assert '<details class="found-narrow">' in read(clerk, f"{URL}?q=上山")
    assert '<details class="found-narrow" open>' in read(clerk, f"{URL}?q=上山&year=2010")


def test_nonsense_narrows_nothing(here, plan, clerk, read, readers):
    filed(here)
    asked = "q=上山&room=nowhere&township=x&year=abc&field=x&state=y&page=0"
    assert "<mark>上山</mark>" in read(clerk, f"{URL}?{asked}")


def test_box_stands_in_the_header_of_every_page(clerk, read, readers):
    text = read(clerk, reverse("organisation:account"))
    assert f'<form class="top-search" role="search" action="{URL}"' in text
