"""The page of the search, and the box in the header of every page."""

from django.urls import reverse

from tests.proposals.conftest import collecting, registered
from tests.search.conftest import filed, handed

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


# similar matters


SIMILAR = f"{URL}similar/"
TYPED = {"title": "上山村办公用房年久失修", "subject": "村办公场所屋面漏雨"}


def beside(browse, post, **typed):
    """The panel beside a draft, as htmx asks for it."""
    answer = browse(post).post(SIMILAR, TYPED | typed, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_panel_shows_what_is_similar_what_became_of_it_and_why(here, plan, browse, readers):
    it = handed(filed(here), here)
    text = beside(browse, here.delegates[13])
    assert f'<a href="{it.get_absolute_url()}" target="_blank" rel="noopener">' in text
    assert "<b>handed over</b> · <b>handed over</b>" not in text
    assert f"<b>{it.case.get_state_display()}</b> ({it.case.lead_unit})" in text
    assert "<mark>上山村办公</mark>" in text
    assert f'name="earlier" value="{it.pk}" id="earlier-{it.pk}">' in text
    assert 'data-fill="field" data-value="premises"' in text
    assert f'data-fill="wanted_unit" data-value="{it.case.lead_unit_id}"' in text
    assert "<html" not in text


def test_panel_keeps_what_was_ticked_and_offers_it_once(here, plan, browse, readers):
    it = filed(here)
    text = beside(browse, here.delegates[13], earlier=[it.pk])
    assert text.count('name="earlier"') == text.count(f'id="earlier-{it.pk}" checked') == 1


def test_panel_does_not_name_what_one_may_not_open(here, there, plan, browse, readers):
    it = filed(here, confidential=True)
    text = beside(browse, there.delegates[0], earlier=[it.pk, "x"], of=it.pk)
    assert "earlier-" not in text and it.title not in text
    own = registered(there)
    text = beside(browse, there.delegates[0], earlier=[it.pk, own.pk, "x"], title="别的事", subject="")
    assert text.count("earlier-") == text.count(f"earlier-{own.pk}") == 2
    assert "Nothing similar was found that you may read." in text


def test_panel_offers_to_sign_what_collects_signatures(here, plan, browse, readers):
    it = collecting(here)
    text = beside(browse, here.delegates[1])
    assert f'href="/proposals/{it.pk}/join/">Read it, and sign</a>' in text
    assert f'id="earlier-{it.pk}"' not in text


def test_page_compares_a_proposal_with_the_others(here, plan, clerk, read, readers):
    it, other = filed(here), filed(here, 1)
    text = read(clerk, f"{SIMILAR}?of={it.pk}")
    assert f'<a href="{other.get_absolute_url()}">' in text
    assert "target=" not in text and "earlier-" not in text and "data-fill" not in text
    assert f"{SIMILAR}?of={it.pk}" in read(clerk, it.get_absolute_url())


def test_page_takes_a_text_and_finds_without_a_script(here, plan, browse, readers):
    it = filed(here)
    client = browse(here.delegates[13])
    assert "Nothing similar" not in client.get(SIMILAR).content.decode()
    text = client.post(SIMILAR, TYPED).content.decode()
    assert f'<a href="{it.get_absolute_url()}">' in text and "<html" in text
    assert 'value="上山村办公用房年久失修"' in text


def test_what_is_too_long_to_be_a_matter_is_not_compared(here, plan, browse, readers):
    filed(here)
    answer = browse(here.delegates[13]).post(SIMILAR, {"title": "上山村办公场所" * 20})
    assert answer.status_code == 200
    assert "上山村办公场所" in answer.content.decode()
