"""What is found, and by whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from changren.base.tenancy.scope import within_district
from changren.casework import acts as casework
from changren.organisation.models import Post, Unit
from changren.proposals import acts
from changren.proposals.models import Proposal
from changren.search import queries
from changren.search.index import keep
from changren.search.places import room_of, room_range
from changren.search.queries import Asked, search
from changren.search.rooms import BY_NAME, ROOMS
from changren.search.words import contains, searched, words
from tests.conftest import ELSEWHERE, HERE
from tests.house.exploring.ground import Ground, furnish, tell, tell_a_little
from tests.proposals.conftest import drafted, paper, planned
from tests.search.conftest import ON, filed, found, handed, text_of


@pytest.fixture
def lively(world):
    """A district with matters in every state."""
    ground = Ground(world)
    for room in ROOMS:
        keep(every(room))
    furnish(ground)
    tell_a_little(ground)
    tell(ground)
    return world


QUESTIONS = ["村", "漏雨", "甲区 代表", "2010-", "屋顶漏雨", "ji", "西镇", "交通局", "提案", "照片", "pdf", "第7届"]


def every(room):
    return room.model.objects.select_related(*room.model.alongside)


def plainly(texts, question):
    """What must be found: everything behind a door that contains every word. texts: by room and key."""
    asked = words(question)
    found = {room: {key for key, text in kept.items() if contains(text, asked)} for room, kept in texts.items()}
    return {room: keys for room, keys in found.items() if keys}


def test_everybody_finds_what_their_doors_open_and_nothing_else(lively, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 1000)
    told = {it.pk: searched(it.finding().texts) for room in ROOMS for it in every(room)}
    for post in Post.objects.select_related(*Post.alongside).filter(until=None):
        texts = {room.name: {pk: told[pk] for pk in room.door(post).values_list("pk", flat=True)} for room in ROOMS}
        for question in QUESTIONS:
            answer = {group.room.name: {hit.it.pk for hit in group.hits} for group in search(post, Asked.of(question))}
            assert answer == plainly(texts, question), (post.capacity, question)


def test_another_township_finds_nothing_and_counts_nothing(here, there, plan):
    filed(here)
    assert found(there.posts["clerk"], "上山") == {}
    assert found(here.posts["clerk"], "上山", township=there.township.pk) == {}


def test_confidential_matter_is_found_by_those_who_open_it(here, plan):
    it = filed(here, confidential=True)
    assert found(here.posts["clerk"], "上山") == {"proposals": [it]}
    assert found(here.delegates[0], "上山") == {"proposals": [it]}
    assert found(here.delegates[13], "上山") == {}


def test_number_is_found_whole_and_in_part(here, plan, clerk):
    it = filed(here)
    it.refresh_from_db()
    assert found(clerk, it.serial) == found(clerk, it.serial[5:]) == {"proposals": [it]}


def test_filters_narrow(here, there, plan, world):
    it, officer = filed(here), world.officer
    assert found(officer, "上山", township=here.township.pk, year=2010, field="premises") == {"proposals": [it]}
    for narrowed in (
        {"township": there.township.pk}, {"year": 2009}, {"field": "safety"}, {"state": "draft"},
        {"room": BY_NAME["cases"]},
    ):  # fmt: skip
        assert found(officer, "上山", **narrowed) == {}


def test_reason_is_shown_with_the_words_marked(here, plan, clerk):
    filed(here)
    (group,) = search(clerk, Asked.of("上山 漏雨"))
    (hit,) = group.hits
    assert text_of(hit.title) == "修缮[上山]村办公场所"
    assert [(str(label), text_of(pieces)) for label, pieces in hit.lines] == [("subject", "村办公场所[漏雨]")]


def test_pages_follow_one_another_without_a_count(world, here):
    Unit.objects.bulk_create(Unit(township=here.township, name=f"水泥厂{n:03}", kind="station") for n in range(45))
    keep(Unit.objects.select_related("township").filter(name__startswith="水泥"))
    pages = [search(world.officer, Asked.of("水泥", room=BY_NAME["units"]), page=n) for n in (1, 2, 3, 4)]
    assert [[len(group.hits) for group in page] for page in pages] == [[20], [20], [5], []]
    assert [group.more for page in pages for group in page] == [True, True, False]
    names = [hit.it.name for page in pages for group in page for hit in group.hits]
    assert sorted(names) == [f"水泥厂{n:03}" for n in range(45)]


def test_what_one_may_open_is_found_behind_much_that_one_may_not(here, plan, monkeypatch):
    mine = filed(here)
    monkeypatch.setattr(queries, "FIRST_LOOK", 2)
    others = [
        Proposal(
            township=here.township, kind="suggestion", lead=here.mandates[5], title=f"上山路{n}", field="other",
            drafted_on="2010-04-02",
        ) for n in range(30)
    ]  # fmt: skip
    Proposal.objects.bulk_create(others)
    keep(Proposal.objects.select_related(*Proposal.alongside).filter(state="draft"))
    assert found(here.posts["clerk"], "上山") == {"proposals": [mine]}
    assert len(found(here.delegates[5], "上山")["proposals"]) == 20


def test_another_district_is_never_found(world, elsewhere, known):
    assert found(world.officer, "代表1")
    with within_district(ELSEWHERE):
        assert found(elsewhere.officer, "代表1") == {}


def test_no_words_find_nothing(world, known):
    assert found(world.officer, " \u3000") == {}


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.text(max_size=70))
def test_no_question_breaks_it(world, known, question):
    search(world.officer, Asked.of(question))


def test_every_room_has_a_number_of_its_own_that_a_place_can_hold():
    numbers = [room.number for room in ROOMS]
    assert [room_of(room_range(HERE, number)[0]) for number in numbers] == numbers == sorted(set(numbers))


def test_shut_room_is_not_asked(here, monkeypatch):
    asked, real = [], queries.engine()

    class Watched:
        def candidates(self, asks, most):
            asked.append([room_of(ask.low) for ask in asks])
            return real.candidates(asks, most)

    monkeypatch.setattr(queries, "engine", Watched)
    for post in (here.posts["handler"], here.posts["clerk"]):
        queries.search(post, Asked.of("上山"))
    everything = [room.number for room in ROOMS]
    assert asked == [[number for number in everything if number != BY_NAME["proposals"].number], everything]


def test_drafts_of_plans_are_found_by_the_office_alone(here, there, plan, world):
    draft = planned(there)
    draft.aims = "尚未公布的设想"
    draft.save()
    keep([plan, draft])
    office, others = there.posts["clerk"], [there.delegates[0], there.posts["committee"], here.posts["clerk"]]
    assert found(office, "尚未公布") == found(world.officer, "尚未公布") == {"plans": [draft]}
    assert [found(post, "尚未公布") for post in others] == [{}] * 3
    assert found(here.delegates[0], "工作计划") == {"plans": [plan]}


def test_paper_of_a_draft_is_found_by_its_lead_alone(here, plan, lead):
    draft = drafted(here)
    acts.attach(draft, by=lead, on=ON, paper=paper("内部测算.pdf"))
    others = [here.delegates[1], here.posts["clerk"], here.posts["district"], here.posts["head"]]
    assert [found(post, "内部测算") for post in (lead, *others)] == [{"proposals": [draft]}, *[{}] * 4]


def test_paper_is_found_with_each_thing_that_shows_it(here, plan, lead):
    draft = drafted(here, kind="suggestion")
    acts.attach(draft, by=lead, on=ON, paper=paper("现场情况.pdf"))
    it = acts.register(acts.hand_in(draft, by=lead, on=ON), by=here.posts["clerk"], on=ON, opinion="")
    case = handed(it, here).case
    assert found(here.posts["clerk"], "现场情况") == {"proposals": [it], "cases": [case]}
    assert found(here.posts["head"], "现场情况") == {"cases": [case]}
    assert found(here.posts["assist_head"], "现场情况") == {}


def test_paper_of_an_answer_is_found_by_its_unit_and_by_others_once_it_is_sent(here, plan):
    case = casework.accept(handed(filed(here), here).case, by=here.posts["handler"], on=ON)
    for raiser in case.raisers.all():
        given = {"raiser": raiser, "how": "visit", "day": ON.date(), "note": ""}
        casework.record_contact(case, by=here.posts["handler"], on=ON, **given)
    given = {"text": "已修缮。", "grade": "A", "promised_by": None, "paper": paper("整改前后.pdf")}
    case = casework.draft_answer(case, by=here.posts["handler"], on=ON, **given)
    answer, readers = case.answers.get(), (here.posts["head"], here.posts["clerk"], here.delegates[3])
    assert [found(post, "整改前后") for post in readers] == [{"answers": [answer]}, {}, {}]
    case = casework.revise_answer(case, by=here.posts["handler"], on=ON, **given | {"paper": paper("验收单.pdf")})
    assert found(here.posts["head"], "验收单") == {"answers": [answer]}
    casework.sign_off(case, by=here.posts["head"], on=ON)
    assert [found(post, "整改前后") for post in readers] == [{"answers": [answer]}] * 3


def test_reason_names_the_paper(here, plan, lead):
    draft = drafted(here)
    acts.attach(draft, by=lead, on=ON, paper=paper("屋顶照片.pdf"))
    (group,) = search(lead, Asked.of("屋顶"))
    assert [(str(label), text_of(pieces)) for label, pieces in group.hits[0].lines] == [("papers", "[屋顶]照片.pdf")]


def test_names_of_papers_cost_one_question_however_many(here, plan, lead):
    asked = []
    for n in (1, 3):
        for _more in range(n):
            acts.attach(drafted(here, title="有照片的"), by=lead, on=ON, paper=paper("屋顶照片.pdf"))
        with CaptureQueriesContext(connection) as queries:
            found(lead, "屋顶")
        asked.append(len(queries))
    assert asked[0] == asked[1]
