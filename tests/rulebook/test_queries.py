"""The questions of the room: who sees what, what is in force, the text, one provision, one version, the desk."""

from datetime import date

import pytest
from django.utils import translation

from changren.base.tenancy.models import Township
from changren.base.tenancy.scope import within_district
from changren.base.web.waiting import Waiting
from changren.organisation.queries import townships
from changren.rulebook import acts, queries
from changren.rulebook.loading import books
from changren.rulebook.models import Regulation
from changren.rulebook.provisions import Provision
from tests.rulebook.versions import adopt, adopted, choice, consulting, draft
from tests.world import at

DAY = date(2010, 6, 1)
JUNE = at("2010-06-01 09:00")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def clerk(here):
    return here.posts["clerk"]


def seen(post) -> set:
    return {(one.township.name, one.book, one.state) for one in queries.regulations_for(post)}


@pytest.fixture
def shelf(world, here, there, on):
    """In the first township a draft, one in consultation and an adopted one; one adopted by each of the others."""
    clerk, other = here.posts["clerk"], there.posts["clerk"]
    draft(clerk, on, "gallery")
    consulting(clerk, on, "contact")
    adopt(consulting(clerk, on, "matters"), clerk, on)
    adopt(consulting(other, on, "matters"), other, on)
    adopt(consulting(world.officer, on, "matters"), world.officer, on)
    draft(world.officer, on, "gallery")


MINE = {("甲区东镇", "contact", "consulting"), ("甲区东镇", "matters", "adopted")}
MY_DRAFT = {("甲区东镇", "gallery", "draft")}
THEIRS = {("甲区西镇", "matters", "adopted")}
DISTRICTS = {("甲区", "matters", "adopted")}


@pytest.mark.parametrize("role", ["delegate", "reviewer", "head", "handler", "branch"])
def test_regulations_for_everybody_begin_with_the_consultation(shelf, here, role):
    assert seen(here.posts[role]) == MINE | DISTRICTS


@pytest.mark.parametrize("role", ["clerk", "committee", "discipline"])
def test_regulations_for_the_office_and_the_committees_begin_with_the_draft(shelf, here, role):
    assert seen(here.posts[role]) == MINE | MY_DRAFT | DISTRICTS


def test_regulations_for_the_district_are_all(shelf, world):
    assert seen(world.officer) == MINE | MY_DRAFT | THEIRS | DISTRICTS | {("甲区", "gallery", "draft")}


def test_regulations_for_another_district_are_none(shelf, elsewhere):
    with within_district(elsewhere.district.code):
        assert seen(elsewhere.officer) == set()


def test_choices_and_consultations_follow_their_version(shelf, here, there):
    clerk, other = here.posts["clerk"], there.posts["clerk"]
    asked = Regulation.objects.get(township=here.township, book="contact").consultations.get()
    hidden = choice(Regulation.objects.get(township=here.township, book="gallery"), "seats")
    assert list(queries.consultations_for(clerk).filter(pk=asked.pk)) == [asked]
    assert list(queries.consultations_for(other).filter(pk=asked.pk)) == []
    assert list(queries.choices_for(clerk).filter(pk=hidden.pk)) == [hidden]
    assert list(queries.choices_for(here.delegates[0]).filter(pk=hidden.pk)) == []


# what is in force


def line(by, on, book) -> queries.Line:
    return next(one for one in queries.board(by, on) if one.book.name == book)


def test_board_has_a_line_for_each_of_the_1_and_n(clerk, on):
    assert [one.book for one in queries.board(clerk, on)] == list(books().values())
    one = line(clerk, on, "gallery")
    assert (one.own, one.above, one.coming, one.draft, one.chosen, one.wrong) == (None, None, None, None, 0, [])


def test_board_tells_what_is_in_force_what_comes_and_what_is_in_work(world, clerk, on):
    first = adopted(clerk.township, "gallery", "2010-03-10", 1, seats=12, seats_firms=7)
    second = adopted(clerk.township, "gallery", "2010-05-01", 2)
    district = adopted(world.level, "gallery", "2010-03-05")
    work = draft(clerk, on)
    one = line(clerk, on, "gallery")
    assert (one.own, one.above, one.coming, one.draft, one.chosen) == (first, district, second, work, 2)
    assert line(clerk, JUNE, "gallery").own == second


def test_board_warns_of_conflicts_of_what_is_in_force(world, clerk, on):
    adopted(clerk.township, "matters", "2010-03-10", refer_within=4)
    assert line(clerk, on, "matters").wrong == []
    adopted(world.level, "matters", "2010-03-20", refer_within=3)
    clerk.township.refresh_from_db()
    assert [one.rule.key for one in line(clerk, on, "matters").wrong] == ["matters.refer_within"]


def test_board_of_the_district_is_its_own(world, here, on):
    adopted(here.township, "matters", "2010-03-10")
    own = adopted(world.level, "matters", "2010-03-20")
    one = line(world.officer, on, "matters")
    assert (one.own, one.above) == (own, None)


def test_in_force_is_a_row_for_each_township(world, here, there, on, django_assert_num_queries):
    first = adopted(here.township, "gallery", "2010-03-10", 1)
    adopted(here.township, "gallery", "2010-05-01", 2)
    adopted(there.township, "contact", "2010-05-01")
    adopted(world.level, "main", "2010-03-10")
    draft(there.posts["clerk"], on, "main")
    places, columns = list(townships()), list(books())
    with django_assert_num_queries(1):
        rows = queries.in_force(places, on)
    assert [row.township for row in rows] == places
    assert [{columns[n]: cell for n, cell in enumerate(row.cells) if cell} for row in rows] == [{"gallery": first}, {}]
    assert [row.adopted for row in rows] == [1, 0]
    assert [row.adopted for row in queries.in_force(places, DAY)] == [1, 1]


def test_books_to_draft_leaves_out_what_is_in_work(here, there, clerk, on):
    draft(clerk, on, "gallery")
    consulting(clerk, on, "contact")
    acts.abandon(draft(clerk, on, "matters"), by=clerk, on=on)
    left = {book.name for book in queries.books_to_draft(here.township)}
    assert left == set(books()) - {"gallery", "contact"}
    assert len(queries.books_to_draft(there.township)) == len(books())


# the text


def test_text_has_each_number_where_it_stands(here):
    adopted(here.township, "gallery", "2010-05-01", seats=12, seats_others=4)
    article = queries.text_of(books()["gallery"], here.township, DAY)[0]
    shape = [part.key if isinstance(part, Provision) else part for part in article.parts]
    assert (article.number, shape) == (
        1,
        [
            "The congress has ",
            "gallery.seats",
            " seats for observers: ",
            "gallery.seats_village",
            " for villages and communities, ",
            "gallery.seats_firms",
            " for private enterprises, ",
            "gallery.seats_others",
            " for others.",
        ],
    )
    values = [part.value for part in article.parts if isinstance(part, Provision)]
    assert values == [12, 3, 5, 4]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", list(books()))
def test_text_leaves_no_place_open_in_either_language(here, name, language):
    book = books()[name]
    with translation.override(language):
        articles = queries.text_of(book, here.township, DAY)
        text = "".join(str(part) for article in articles for part in article.parts)
    assert [article.number for article in articles] == sorted(book.articles)
    assert {"{", "}"} & set(text) == set()
    live = {part.key for article in articles for part in article.parts if isinstance(part, Provision)}
    assert live == set(book.provisions)


def test_reading_names_the_version_that_chose_each_number(world, here):
    district = adopted(world.level, "gallery", "2010-04-01", close_before=1)
    own = adopted(here.township, "gallery", "2010-05-01", notice_before=8)
    reading = queries.reading(books()["gallery"], here.township, DAY)
    chosen = {one.key.split(".")[1]: version for one, version in reading.numbers}
    kept = ["residents", "kept_after", "shown_least"]
    example = dict.fromkeys(["seats", "seats_village", "seats_firms", "seats_others", *kept])
    assert chosen == example | {"notice_before": own, "close_before": district}
    assert reading.versions == [own, district]


def test_reading_of_a_draft_is_as_if_it_were_in_force(clerk, on):
    regulation = draft(clerk, on, seats=12, seats_others=4)
    reading = queries.reading_of_version(regulation, on)
    values = {one.key: (one.value, version) for one, version in reading.numbers}
    assert values["gallery.seats"] == (12, regulation)
    assert values["gallery.seats_firms"] == (5, None)
    assert reading.on == on.date()


def test_reading_of_an_adopted_version_is_of_its_first_day(here, on):
    version = adopted(here.township, "gallery", "2010-03-10", 1, seats=12, seats_others=4)
    adopted(here.township, "gallery", "2010-03-20", 2, seats=20)
    reading = queries.reading_of_version(version, on)
    assert reading.on == date(2010, 3, 10)
    assert {one.key: one.value for one, _v in reading.numbers}["gallery.seats"] == 12


# one provision


def card(key, at, on=DAY, today=DAY, elsewhere=()) -> queries.Card:
    return queries.card(key, at=at, on=on, today=today, elsewhere=elsewhere)


def test_card_has_the_day_asked_for_and_today(here):
    version = adopted(here.township, "gallery", "2010-05-01", close_before=1)
    one = card("gallery.close_before", here.township, on=date(2010, 4, 1))
    assert (one.provision.value, one.chosen, one.today.value, one.has_changed) == (2, None, 1, True)
    now = card("gallery.close_before", here.township)
    assert (now.provision.value, now.chosen, now.has_changed) == (1, version, False)
    assert (now.book.name, now.article.number) == ("gallery", 3)


def test_card_tells_how_the_value_came_to_be(world, here):
    district = adopted(world.level, "matters", "2010-04-01", 1, refer_within=4)
    adopted(world.level, "matters", "2010-04-15", 2, refer_within=4, decline_within=3)
    own = adopted(here.township, "matters", "2010-05-01", refer_within=3)
    line = [(one.day, one.provision.value, one.chosen) for one in card("matters.refer_within", here.township).timeline]
    assert line[:2] == [(date(2010, 3, 1), 5, None), (date(2010, 4, 1), 4, district)]
    assert line[-1] == (date(2010, 5, 1), 3, own)


@pytest.mark.parametrize(
    ("key", "base"),
    [
        ("elections.quorum", "those who should attend"),
        ("elections.majority", "the voters present"),
        ("evaluation.unfit_line", "the valid forms"),
        ("gallery.seats", ""),
    ],
)
def test_card_says_what_a_share_is_taken_of(here, key, base):
    assert card(key, here.township).base == base


def test_card_says_it_by_the_townships_own_base(here):
    adopted(here.township, "evaluation", "2010-05-01", denominator="issued")
    assert card("evaluation.unfit_line", here.township).base == "the forms issued"


def test_card_shows_the_townships_that_are_asked_for(here, there):
    adopted(there.township, "gallery", "2010-05-01", close_before=1)
    shown = card("gallery.close_before", here.township, elsewhere=townships()).elsewhere
    assert [(place, one.value) for place, one in shown] == [(here.township, 2), (there.township, 1)]


# one version


def test_sheet_sets_example_district_and_own_value_beside_one_another(world, clerk, on):
    adopted(world.level, "matters", "2010-03-20", refer_within=4)
    clerk.township.refresh_from_db()
    regulation = draft(clerk, on, "matters", refer_within=3)
    lines = {one.choice.key: one for one in queries.sheet(regulation, by=clerk, on=on).lines}
    assert set(lines) == set(books()["matters"].provisions)
    one = lines["matters.refer_within"]
    assert (one.example.value, one.above.value, one.own.value) == (5, 4, 3)
    assert lines["matters.decline_within"].own is None


def offered(opens) -> list[tuple[str, bool]]:
    return [(one.act.verb_name, one.objection is None) for one in opens]


def test_sheet_offers_the_clerk_what_can_be_done(clerk, on):
    regulation = draft(clerk, on, seats=12)
    sheet = queries.sheet(regulation, by=clerk, on=on)
    assert offered(sheet.acts) == [("open_consultation", True), ("ask", False), ("abandon", True)]
    acts_of = {one.choice.key: offered(one.acts) for one in sheet.lines}
    assert acts_of["gallery.seats"] == [("choose", True), ("unchoose", True)]
    assert acts_of["gallery.seats_firms"] == [("choose", True)]


def test_sheet_offers_others_nothing(here, clerk, on):
    regulation = consulting(clerk, on)
    for post in (here.delegates[0], here.posts["committee"]):
        sheet = queries.sheet(Regulation.objects.get(pk=regulation.pk), by=post, on=on)
        assert (sheet.acts, [one.acts for one in sheet.lines if one.acts]) == ([], [])
        assert [opens for _one, opens in sheet.consultations] == [[]]


def test_sheet_of_an_adopted_version_offers_nothing_and_names_the_next(clerk, on):
    first = adopt(consulting(clerk, on), clerk, on)
    second = adopt(consulting(clerk, on), clerk, on, "2010-05-01")
    sheet = queries.sheet(first, by=clerk, on=on)
    assert (sheet.acts, sheet.followed_by, sheet.conflicts) == ([], second, [])
    assert queries.sheet(second, by=clerk, on=on).followed_by is None


def test_sheet_shows_conflicts_while_they_matter(world, clerk, on):
    regulation = draft(clerk, on, seats=12)
    assert [one.rule.key for one in queries.sheet(regulation, by=clerk, on=on).conflicts] == ["gallery.seats"]
    old = adopted(clerk.township, "contact", "2010-03-10", 1, people_most=2)
    assert len(queries.sheet(old, by=clerk, on=on).conflicts) == 1
    adopted(clerk.township, "contact", "2010-03-20", 2)
    assert queries.sheet(Regulation.objects.get(pk=old.pk), by=clerk, on=on).conflicts == []


def test_sheet_of_the_district_warns_of_townships_left_outside(world, here, on):
    adopted(here.township, "matters", "2010-03-10", refer_within=4)
    regulation = draft(world.officer, on, "matters", refer_within=3)
    assert [place for place, _one in queries.sheet(regulation, by=world.officer, on=on).strays] == [here.township]


def test_sheet_tells_the_history_of_the_version_its_values_and_opinions(clerk, on):
    regulation = consulting(clerk, on, seats_others=2)
    told = [one.entry.act for one in queries.sheet(regulation, by=clerk, on=on).history]
    names = ["draft_regulation", "choose", "open_consultation", "ask", "settle_opinion"]
    assert told == [f"rulebook.{name}" for name in names]


# the desk


def desk(person) -> list[tuple]:
    return [(one.post, str(one.says), one.it, one.url) for one in queries.waiting_for(person)]


def test_waiting_for_the_clerk_are_opinions_and_then_the_adoption(clerk, on):
    regulation = consulting(clerk, on, settled=False)
    url = regulation.get_absolute_url()
    assert desk(clerk.person) == []
    first = acts.ask(regulation, by=clerk, on=on, asked="第一代表团", asked_on=on.date())
    second = acts.ask(regulation, by=clerk, on=on, asked="第二代表团", asked_on=on.date())
    second = acts.record_opinion(second, by=clerk, on=on, said="好")
    says = (clerk, "Record the opinion", first, url), (clerk, "Say what became of it", second, url)
    assert desk(clerk.person) == list(says)
    acts.settle_opinion(first, by=clerk, on=on, outcome="none", reason="")
    acts.settle_opinion(second, by=clerk, on=on, outcome="taken", reason="")
    assert desk(clerk.person) == [(clerk, "Record the adoption", regulation, url)]
    adopt(regulation, clerk, on)
    assert desk(clerk.person) == []


def test_waiting_for_others_is_nothing_of_it(world, here, there, clerk, on):
    consulting(clerk, on)
    others = [here.delegates[0], here.posts["committee"], there.posts["clerk"], world.officer]
    assert [queries.waiting_for(post.person) for post in others] == [[]] * 4


def test_waiting_for_the_officer_is_what_the_district_drafts(world, on):
    regulation = consulting(world.officer, on)
    (one,) = queries.waiting_for(world.officer.person)
    assert isinstance(one, Waiting)
    assert (one.post, one.it, one.due) == (world.officer, regulation, None)


def test_waiting_for_asks_no_more_with_more_drafts(clerk, on, django_assert_num_queries):
    consulting(clerk, on, "gallery")
    with django_assert_num_queries(3):
        assert len(queries.waiting_for(clerk.person)) == 1
    for book in ("contact", "matters"):
        consulting(clerk, on, book)
    with django_assert_num_queries(3):
        assert len(queries.waiting_for(clerk.person)) == 3


def test_what_if_is_rows_of_then_and_now():
    row = queries.WhatIfRow("提案3", "/proposals/3/", then="10 signed", now="8 would do")
    assert queries.WhatIf("proposals.cosigners_min", 8, "proposals", (row,)).rows[0].now == "8 would do"


def test_nothing_of_another_district_is_counted(elsewhere, world, here, on):
    adopted(here.township, "gallery", "2010-03-10")
    with within_district(elsewhere.district.code):
        rows = queries.in_force(Township.objects.all(), on)
        assert [row.adopted for row in rows] == [0] * len(rows)
