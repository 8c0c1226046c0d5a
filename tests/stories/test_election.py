"""补选代表: a seat falls vacant, the unit names candidates, they are public, the paper is counted twice and certified,
and who won is entered as a delegate; the numbers stay as they were sealed."""

from datetime import date

from changren.elections import acts, queries
from changren.elections.models import Candidate, Election, Sheet
from changren.mandates import acts as mandates
from changren.mandates.models import Mandate, Vacancy
from tests.stories.telling import NOTICES

COUNTED = {"group": "全体", "issued": "31", "collected": "30", "valid": "30", "invalid": "0", "unmarked": "0"}
MARKS = {"marks-0-0": "21", "marks-0-1": "8", "marks-0-2": "1", "marks-0-3": "0",
         "marks-1-0": "6", "marks-1-1": "22", "marks-1-2": "2", "marks-1-3": "0"}  # fmt: skip


def prepared(tale):
    """Named, watched, public, and the papers settled."""
    clerk = tale.who("clerk")
    clerk.do(mandates.stop, tale.here.mandates[13], day="2010-04-01")
    seat = Vacancy.objects.get()
    given = {"kind": "by", "title": "上山村党支部补选党代表", "seats": "1", "meeting": ""}
    clerk.do(acts.draft, electing_unit=seat.electing_unit_id, **given)
    it = Election.objects.get()
    assert "Adopt the election method" in tale.who("committee").sees("/")
    tale.who("committee").do(acts.adopt_method, it)
    for name in ("王小明", "丁　一"):
        clerk.do(acts.nominate, it, person="", name=name, how="joint", support="12")
    for post, task in (("reviewer", "chief"), ("discipline", "scrutineer"), ("handler", "counter")):
        clerk.do(acts.name_official, it, person=tale.here.posts[post].person.pk, task=task)
    clerk.do(acts.settle_candidates, it)
    clerk.do(acts.publicise, it)
    assert "made the candidates of" in tale.delegate(5).sees(NOTICES)
    assert "public until 2010-04-12" in clerk.cannot(acts.settle_papers, it, should_attend="36")
    tale.at("2010-04-16 09:00")
    clerk.do(acts.settle_papers, it, should_attend="36")
    return it, seat


def test_by_election_is_told_from_the_vacancy_to_the_new_delegate(tale):
    tale.at("2010-04-02 09:00")
    it, seat = prepared(tale)
    clerk, counter, chief, other = tale.who("clerk"), tale.who("handler"), tale.who("reviewer"), tale.delegate(5)
    assert clerk.client.get(f"/elections/{it.pk}/papers-a5.pdf")["Content-Type"] == "application/pdf"
    assert "28 of 36 are there." in clerk.cannot(acts.open_voting, it, present="28")
    clerk.do(acts.open_voting, it, present="31")
    chief.do(acts.close_voting, it)
    clerk.do(acts.enter_sheet, it, **COUNTED, **MARKS, written="李四 3")
    counter.do(acts.enter_sheet, it, **COUNTED, **MARKS, written="李四 2")
    assert "differ in 1 cells" in clerk.cannot(acts.draw_up, it)
    rest = {name: value for name, value in COUNTED.items() if name != "group"}
    counter.do(acts.correct_sheet, Sheet.objects.get(entry="b"), **rest, **MARKS, written="李四 3")
    counter.do(acts.draw_up, it)
    assert "Result" not in other.sees(it.get_absolute_url()).split("Candidates")[0]
    chief.do(acts.certify, it)
    clerk.do(acts.seal, it)
    told = other.sees(it.get_absolute_url())
    assert "丁一" in told and it.digest in told and it.digest == queries.digest_of(it)
    assert "in the minutes" in other.sees(NOTICES)
    winner = Candidate.objects.get(election=it, state="elected")
    given = {"vacancy": seat.pk, "number": "20", "delegation": tale.here.delegations[0].pk, "sector": "village",
             "rank": "front_line", "is_woman": "yes", "is_minority": "no", "age_band": "to_45", "on_committee": "no",
             "elected_on": "2010-04-16", "login": "丁一", "phone": "", "first_password": "changren-2010"}  # fmt: skip
    clerk.do(acts.enter_delegate, winner, **given)
    made, seat = Mandate.objects.get(number=20), Vacancy.objects.get()
    assert (made.person.name, made.elected_on, seat.filled_by) == ("丁一", date(2010, 4, 16), made)
    assert "is entered as a delegate" in clerk.cannot(acts.enter_delegate, winner, **given)
    assert tale.entries(it)[0] == "elections.draft" and tale.entries(it)[-1] == "elections.seal"
    assert tale.holds()
