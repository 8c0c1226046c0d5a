"""The pages of the room, as clerk, delegate, officer of the district and people of another township read them."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from changren.base.web.page import rendered
from changren.organisation.models import Person
from changren.rulebook import acts, queries
from changren.rulebook.loading import books, definitions
from changren.rulebook.models import Regulation
from tests.rulebook.versions import adopt, adopted, choice, consulting, draft


@pytest.fixture(autouse=True)
def english(world):
    Person.objects.update(language="en")
    for place in world.places:
        for post in (*place.posts.values(), *place.delegates):
            post.person.language = "en"


@pytest.fixture
def clerk(here):
    return here.posts["clerk"]


def read(client, name, *args, at="", **query) -> str:
    response = client.get(reverse(f"rulebook:{name}", args=args), query)
    assert response.status_code == 200
    return unescape(response.content.decode())


def offers(text: str) -> bool:
    """Whether the page offers an act."""
    return 'class="offer"' in text


def status(client, name, *args, **query) -> int:
    return client.get(reverse(f"rulebook:{name}", args=args), query).status_code


# the board


def test_board_for_a_delegate_lists_the_1_and_n_and_says_they_are_an_example(browse, here):
    text = read(browse(here.delegates[0]), "board")
    assert "Values that have not been adopted yet are an example, to be confirmed by the district." in text
    assert [str(book.title["en"]) in text for book in books().values()] == [True] * len(books())
    assert text.count("example only") == len(books())
    assert ("Draft a regulation" in text, "In force in the townships" in text) == (False, False)


def test_board_for_the_clerk_offers_a_draft_and_shows_what_is_in_work(browse, clerk, on):
    adopted(clerk.township, "gallery", "2010-03-10", close_before=1)
    regulation = draft(clerk, on)
    text = read(browse(clerk), "board")
    assert reverse("rulebook:draft_regulation") in text
    assert "version 1, since 2010-03-10" in text
    assert f'<a href="{regulation.get_absolute_url()}">version 2</a>' in text


def test_board_for_the_district_has_the_grid(browse, world, here):
    adopted(here.township, "gallery", "2010-03-10")
    text = read(browse(world.officer), "board")
    assert "In force in the townships" in text
    assert [text.count(f'<th scope="row">{place.township}</th>') for place in world.places] == [1, 1]
    assert (text.count(">2010-03-10</a>"), "1 of 17" in text, "0 of 17" in text) == (1, True, True)


def test_board_hides_the_drafts_of_others_from_delegates(browse, here, there, clerk, on):
    regulation = draft(clerk, on)
    assert regulation.get_absolute_url() not in read(browse(here.delegates[0]), "board")
    assert regulation.get_absolute_url() not in read(browse(there.posts["clerk"]), "board")


def count(client, name, *args) -> int:
    read(client, name, *args)  # what `rule` keeps in memory
    with CaptureQueriesContext(
        connection,
    ) as asked:
        read(client, name, *args)
    return len(asked)


def test_board_asks_as_much_for_three_regulations_as_for_one(browse, world, clerk, on):
    adopted(clerk.township, "gallery", "2010-03-10", close_before=1)
    one = count(browse(clerk), "board"), count(browse(world.officer), "board")
    for book in ("contact", "matters"):
        adopted(clerk.township, book, "2010-03-10")
    assert (count(browse(clerk), "board"), count(browse(world.officer), "board")) == one == (3, 4)


# the text


def test_text_shows_each_number_as_a_link_to_its_provision(browse, here):
    adopted(here.township, "gallery", "2010-03-10", close_before=1)
    text = read(browse(here.delegates[0]), "text", "gallery")
    link = reverse("rulebook:provision", args=["gallery.close_before"])
    at = f"&at={here.township.pk}"
    title = "Close of applications before the meeting · chosen, since 2010-03-10"
    assert f'<a class="live" href="{link}?on=2010-03-10{at}" title="{title}">1 day</a>' in text
    assert text.count("live--example") == 8
    assert "As it stands today, 2010-04-01, in 甲区东镇." in text
    assert "甲区东镇, version 1" in text


def test_text_of_another_day(browse, here):
    adopted(here.township, "gallery", "2010-03-10", close_before=1)
    text = read(browse(here.delegates[0]), "text", "gallery", on="2010-03-09")
    assert "As it stood on 2010-03-09 in 甲区东镇." in text
    assert text.count("live--example") == 9


@pytest.mark.parametrize("nonsense", ["yesterday", "2010-13-01", ""])
def test_text_of_a_day_that_is_none_is_todays(browse, here, nonsense):
    assert "As it stands today, 2010-04-01" in read(browse(here.delegates[0]), "text", "gallery", on=nonsense)


def test_text_of_another_township_opens_for_the_district_alone(browse, world, here, there):
    adopted(there.township, "gallery", "2010-03-10", close_before=1)
    theirs = {"at": str(there.township.pk)}
    officer = browse(world.officer).get(reverse("rulebook:text", args=["gallery"]), theirs)
    assert "in 甲区西镇." in officer.content.decode()
    assert status(browse(here.posts["clerk"]), "text", "gallery", **theirs) == 404
    assert status(browse(here.delegates[0]), "provision", "gallery.seats", **theirs) == 404
    assert status(browse(world.officer), "text", "gallery", at="nowhere") == 404


def test_text_in_chinese(browse, here):
    Person.objects.update(language="zh-hans")
    text = read(browse(here.delegates[0]), "text", "gallery")
    assert "党员旁听党代表大会会议制度（示例）" in text
    assert "旁听人员没有发言权、表决权和选举权" in text


@pytest.mark.parametrize("name", list(books()))
def test_every_regulation_can_be_read(browse, here, name):
    text = read(browse(here.delegates[0]), "text", name)
    assert text.count('<li id="article-') == len(books()[name].articles)


def test_what_is_not_in_the_book_is_not_found(browse, here):
    client = browse(here.delegates[0])
    assert status(client, "text", "carpets") == status(client, "provision", "gallery.carpets") == 404


def test_a_draft_in_consultation_can_be_read_by_its_delegates(browse, here, there, clerk, on):
    regulation = consulting(clerk, on, seats=12, seats_others=4)
    text = read(browse(here.delegates[0]), "version", regulation.pk)
    assert "Version 1 for 甲区东镇, as it would read if it were in force today." in text
    assert ">12</a> seats for observers" in text
    assert status(browse(there.delegates[0]), "version", regulation.pk) == 404
    assert status(browse(here.delegates[0]), "version", draft(clerk, on, "contact").pk) == 404


# one provision


def test_provision_says_all_of_itself(browse, here):
    text = read(browse(here.delegates[0]), "provision", "elections.majority")
    for said in (
        "<b>more than 1/2</b>", "taken of: the voters present", "Election Measures, art. 7",
        "The townships may not vary it. Not less than 1/2.", "more than half of the voters present; to be confirmed",
        "A candidate is elected with ",
    ):  # fmt: skip
        assert said in text
    assert "In the townships today" not in text


def test_provision_as_it_was_says_how_it_is(browse, here):
    adopted(here.township, "gallery", "2010-03-20", close_before=1)
    text = read(browse(here.delegates[0]), "provision", "gallery.close_before", on="2010-03-10")
    assert "This is how it stood on that day. Today it is: 1 day." in text
    assert "<b>2 days</b>" in text


def test_provision_for_the_district_shows_the_townships(browse, world, there):
    adopted(there.township, "gallery", "2010-03-20", close_before=1)
    text = read(browse(world.officer), "provision", "gallery.close_before")
    assert "In the townships today" in text
    assert (text.count("?at="), text.count(">1 day<")) == (2, 1)


@pytest.mark.parametrize(
    "key", [one for one in definitions() if one.split(".")[0] in ("main", "evaluation", "gallery")]
)
def test_every_provision_has_its_page(browse, here, key):
    assert definitions()[key].says["en"] in read(browse(here.delegates[0]), "provision", key)


def test_provision_asks_as_much_for_three_versions_as_for_one(browse, world, here, there):
    adopted(here.township, "gallery", "2010-03-10", 1, close_before=1)
    one = count(browse(world.officer), "provision", "gallery.seats")
    adopted(here.township, "gallery", "2010-03-12", 2)
    adopted(there.township, "gallery", "2010-03-12", 1)
    assert count(browse(world.officer), "provision", "gallery.seats") == one == 5


# one version


def test_regulation_goes_from_draft_to_adoption_through_its_pages(browse, clerk, here):
    client = browse(clerk)

    def send(name, *args, **fields):
        response = client.post(reverse(f"rulebook:{name}", args=args), fields)
        assert response.status_code == 302, response.content.decode()
        return response.url

    send("draft_regulation", book="evaluation")
    it = Regulation.objects.get()
    send("choose", choice(it, "collected_min").pk, value="75 ％")
    send("choose", choice(it, "denominator").pk, value="issued")
    send("choose", choice(it, "counted_least").pk, value="6")
    send("unchoose", choice(it, "counted_least").pk)
    send("open_consultation", it.pk)
    send("ask", it.pk, asked="第一代表团", asked_on="2010-04-01")
    opinion = it.consultations.get()
    send("record_opinion", opinion.pk, said="同意")
    assert send("settle_opinion", opinion.pk, outcome="taken", reason="") == it.get_absolute_url()
    send("adopt", it.pk, adopted_by="第二次会议", adopted_on="2010-04-01", in_force_from="2010-04-01")
    it.refresh_from_db()
    assert (it.state, it.chosen) == ("adopted", {"evaluation.collected_min": "3/4", "evaluation.denominator": "issued"})
    text = read(browse(here.delegates[0]), "regulation", it.pk)
    assert ("第二次会议 · 2010-04-01" in text, "同意" in text, offers(text)) == (
        True,
        True,
        False,
    )


def test_regulation_shows_its_conflicts_and_greys_the_adoption(browse, clerk, on):
    regulation = consulting(clerk, on, seats=12)
    text = read(browse(clerk), "regulation", regulation.pk)
    says = "“Seats for observers” is 12 seats; its parts"
    assert text.count(says) == 2  # the note, and beside the greyed button
    assert reverse("rulebook:adopt", args=[regulation.pk]) not in text


def test_regulation_asks_what_a_chosen_value_would_have_meant(browse, clerk, on):
    regulation = draft(clerk, on, "evaluation", collected_min="3/4", denominator="issued")
    text = read(browse(clerk), "regulation", regulation.pk)
    assert (
        f'href="{reverse("overview:trial")}?key=evaluation.collected_min&value=3/4">What would it have meant?</a>'
        in text
    )
    assert text.count("What would it have meant?") == 2


def test_regulation_leaves_the_question_out_where_nobody_answers_it(clerk, on, rf):
    regulation = draft(clerk, on, "evaluation", collected_min="3/4")
    request = rf.get("/")
    request.post, request.on, request.LANGUAGE_CODE = clerk, on, "en"
    sheet = queries.sheet(regulation, by=clerk, on=on)
    text = rendered("rulebook/regulation.html", {"sheet": sheet, "request": request, "display": {}}, request)
    assert ("What would it have meant?" in text, "3/4" in text) == (False, True)


def test_regulation_of_others_is_not_found(browse, world, here, there, elsewhere, clerk, on):
    regulation, mine = draft(clerk, on), consulting(clerk, on, "contact")
    assert [status(browse(clerk), "regulation", one.pk) for one in (regulation, mine)] == [200, 200]
    assert [status(browse(here.delegates[0]), "regulation", one.pk) for one in (regulation, mine)] == [404, 200]
    assert [status(browse(world.officer), "regulation", one.pk) for one in (regulation, mine)] == [200, 200]
    for post in (there.posts["clerk"], elsewhere.officer, elsewhere.here.posts["clerk"]):
        assert [status(browse(post), "regulation", one.pk) for one in (regulation, mine)] == [404, 404]


def test_acts_of_others_are_refused_at_their_address(browse, world, here, there, clerk, on):
    one = choice(draft(clerk, on), "seats")
    assert status(browse(there.posts["clerk"]), "choose", one.pk) == 404
    assert status(browse(here.delegates[0]), "choose", one.pk) == 404
    assert status(browse(world.officer), "choose", one.pk) == 403


def test_choosing_shows_the_control_that_fits_and_what_is_allowed(browse, clerk, on):
    regulation, client = draft(clerk, on, "evaluation"), browse(clerk)
    number, share = (read(client, "choose", choice(regulation, name).pk) for name in ("counted_least", "collected_min"))
    options = read(client, "choose", choice(regulation, "denominator").pk)
    asked = read(client, "choose", choice(draft(clerk, on, "interpellation"), "inquiry_first").pk)
    assert (asked.count('type="radio"'), 'value="yes"' in asked.split("checked")[0].split("<input")[-1]) == (2, True)
    assert "Otherwise it is 5 forms. A township may only raise the district's value. Not less than 3 forms." in number
    assert ('type="number"' in number, 'value="2/3"' in share, options.count('type="radio"')) == (True, True, 3)


@pytest.mark.parametrize(
    ("name", "typed", "status", "says"),
    [
        ("collected_min", "most of them", 422, "Write a fraction such as 2/3, or a share such as 20%."),
        ("collected_min", "3/2", 422, "A share lies between 0 and 1."),
        ("counted_least", "many", 422, "Enter a whole number."),
        ("counted_least", "4", 409, "the townships may only raise it"),
    ],
)
def test_choosing_what_cannot_be_says_why(browse, clerk, on, name, typed, status, says):
    one = choice(draft(clerk, on, "evaluation"), name)
    response = browse(clerk).post(reverse("rulebook:choose", args=[one.pk]), {"value": typed})
    assert (response.status_code, says in response.content.decode()) == (status, True)
    one.refresh_from_db()
    assert one.value is None


def test_regulation_asks_as_much_for_three_opinions_as_for_one(browse, clerk, on):
    regulation = consulting(clerk, on)
    one = count(browse(clerk), "regulation", regulation.pk)
    for name in ("第二代表团", "镇纪委"):
        acts.ask(regulation, by=clerk, on=on, asked=name, asked_on=on.date())
    assert count(browse(clerk), "regulation", regulation.pk) == one == 8


def test_regulation_that_was_superseded_leads_to_the_next(browse, clerk, on):
    first = adopt(consulting(clerk, on), clerk, on)
    second = adopt(consulting(clerk, on), clerk, on, "2010-05-01")
    text = read(browse(clerk), "regulation", first.pk)
    assert f'<a href="{second.get_absolute_url()}">superseded by version 2 from 2010-05-01</a>' in text


def test_every_signed_in_person_has_the_way_here(browse, here):
    assert f'href="{reverse("rulebook:board")}"' in read(browse(here.posts["handler"]), "board")
