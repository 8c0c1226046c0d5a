"""The life of a matter: what each act changes, who may do it, and who may not because it is about their unit."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from changren.base.acts import ACTS, Clockwork, is_clockwork
from changren.base.acts.declaration import ask
from changren.base.documents.uploads import attached_to
from changren.base.minutes.models import Entry
from changren.base.minutes.telling import tell
from changren.casework import acts as casework
from changren.casework.models import Case, Delivery
from changren.matters import acts, queries
from changren.matters.acts.clockwork import tick
from changren.matters.models import Matter, Reception, Workroom
from changren.matters.visitors import Visitor, holder_of, visitor_to
from changren.organisation import acts as organisation
from tests.matters.conftest import ON, SAID, answered, fresh, handed, logged, raised, refused, verified, workroom
from tests.world import at

CLERK, DELEGATE, OTHER, VISITOR, HOLDER = "clerk", "delegate", "other", "visitor", "holder"
S, W, R = Matter.State, Workroom.State, Reception.State
ITS, EITHER = {DELEGATE}, {DELEGATE, CLERK}
PASSED = (S.RAISED, S.VERIFIED, S.SENT_UP, S.ANSWERED)
GRID = {  # act: who may, and how the state moves
    "open_workroom": ({CLERK}, {}),
    "close_workroom": ({CLERK}, {W.OPEN: (W.CLOSED,)}),
    "plan_reception": ({CLERK}, {}),
    "call_off": ({CLERK}, {R.PLANNED: (R.OFF,)}),
    "hold": ({CLERK}, {R.PLANNED: (R.HELD,)}),
    "raise_matter": ({CLERK, VISITOR, HOLDER}, {}),
    "log": ({CLERK, DELEGATE, OTHER}, {}),
    "note": ({CLERK, DELEGATE, OTHER}, {}),
    "withdraw": ({DELEGATE, HOLDER}, dict.fromkeys((S.RAISED, S.VERIFIED), (S.WITHDRAWN,))),
    "verify": (ITS, {S.RAISED: (S.VERIFIED, S.ELSEWHERE)}),
    "decline": (EITHER, dict.fromkeys((S.RAISED, S.VERIFIED), (S.DECLINED,))),
    "pass_on": (EITHER, {state: (state,) for state in PASSED}),
    "join": (EITHER, dict.fromkeys((S.RAISED, S.VERIFIED), (S.JOINED,))),
    "hand_over": ({CLERK}, {S.VERIFIED: (S.HANDED,)}),
    "send_up": ({CLERK}, {S.VERIFIED: (S.SENT_UP,)}),
    "answer_at_once": (ITS, {S.RAISED: (S.ANSWERED,)}),
    "report_answer": ({CLERK}, {S.SENT_UP: (S.ANSWERED,)}),
    "judge": ({DELEGATE, HOLDER}, {S.ANSWERED: (S.SETTLED, S.RAISED), S.HANDED: (S.HANDED, S.SETTLED)}),
    "take_up": ({DELEGATE, OTHER}, {}),
    "settle": (set(), {S.HANDED: (S.SETTLED,)}),
    "forget": (set(), {state: (state,) for state in S}),
}
OURS = {act.verb_name: act for act in ACTS.values() if act.room == "matters"}
VERDICT = {"attitude": "satisfied", "comment": ""}


def reception(place, of=None, **other):
    given = {"starts_at": at("2010-04-10 09:00"), "ends_at": at("2010-04-10 11:00"), "hosts": place.mandates[:2]}
    return acts.plan_reception(of or workroom(place), by=place.posts["clerk"], on=ON, **given | other)


def test_acts_belong_to_whom_the_grid_says_and_move_as_it_says(here, there, world):
    day = reception(here)
    it, other = raised(here, of=day.workroom), raised(there)
    done_to = {Matter: it, Workroom: day.workroom, Reception: day}
    people = {
        **here.posts, DELEGATE: here.delegates[0], OTHER: here.delegates[1], VISITOR: visitor_to(day.workroom),
        HOLDER: holder_of(it), "district": world.officer,
    }  # fmt: skip
    strangers = {
        **there.posts, DELEGATE: there.delegates[0], VISITOR: visitor_to(other.workroom), HOLDER: holder_of(other)
    }  # fmt: skip
    del strangers["district"]
    assert OURS.keys() == GRID.keys()
    for name, (who, moves) in GRID.items():
        act = OURS[name]
        subject = done_to.get(act.done_to, here.township)
        may = {key for key, by in people.items() if ask(act.who, subject, by=by, on=ON) is None}
        assert (name, may, act.steps) == (name, who, moves)
        assert {key for key, by in strangers.items() if ask(act.who, subject, by=by, on=ON) is None} == set()
        assert (act.who is is_clockwork) == (not who)


def test_nobody_of_the_unit_that_a_matter_is_about_has_a_part_in_it(here):
    """Recusal: the clerk and the delegate hold a post in that unit as well; every act that may end it is shut."""
    it, clerk = logged(here), here.posts["clerk"]
    it = acts.pass_on(it, by=here.delegates[0], on=ON, mandate=here.mandates[1])
    Matter.objects.filter(pk=it.pk).update(about=here.units["station"])
    for post in (clerk, here.delegates[1]):
        organisation.appoint(
            post.person, by=here.posts["clerk"] if post is not clerk else here.posts["district"], on=ON,
            unit=here.units["station"], role="handler", title="", since=ON.date(),
        )  # fmt: skip
    it, recused = fresh(it), {}
    for name, act in OURS.items():
        if act.done_to is Matter and name != "take_up":
            recused[name] = {ask(act.who, it, by=post, on=ON) is None for post in (clerk, here.delegates[1])}
    assert {name for name, may in recused.items() if True in may} == set()
    assert queries.may_know(it, clerk) is False
    says = "You belong to a unit that this matter is about; somebody else must do this."
    assert str(OURS["take_up"].objection(it, by=here.delegates[1], on=ON)) == says


def test_raise_matter_keeps_persons_encrypted_and_out_of_the_minutes(here):
    it = raised(here)
    assert (it.state, it.number, it.came, it.title) == ("raised", 1, "code", TEXT_BEGINS)
    assert (it.masked_name, it.masked_phone, it.agreed_to) == ("王**", "138****0001", "同意")
    entry = Entry.objects.get(act="matters.raise_matter")
    assert (entry.post_id, entry.person_id, entry.kept) == (None, None, {})
    raw = Matter.objects.extra(select={"raw": "name"}).values_list("raw", flat=True)[0]
    assert "王㛃".encode() not in bytes(raw)
    nobody = raised(here, of=it.workroom, naming="nobody", once=it.pk)
    assert (nobody.name, nobody.phone, nobody.agreed_to) == ("", "", "")
    again = raised(here, of=it.workroom, naming="nobody", once=it.pk)
    assert (again.pk, Matter.objects.count()) == (nobody.pk, 2)


TEXT_BEGINS = SAID["text"][:30]


def test_note_and_verify_elsewhere_end_it_at_once(here):
    given = SAID | {"about": None, "reception": None}
    talk = acts.note(here.township, by=here.delegates[0], on=ON, **given)
    assert (talk.state, talk.ended_on, talk.mandate) == ("noted", ON.date(), here.mandates[0])
    it = verified(logged(here), here, level="elsewhere", goes_to="区信访局")
    assert (it.state, it.ended_on, queries.stands(it)) == (
        "elsewhere", ON.date(), "This is not ours to decide. You can turn to: 区信访局"
    )  # fmt: skip


def test_hand_over_opens_a_case_with_the_days_of_these_rules(here):
    first, second = logged(here, 0), logged(here, 1)
    acts.join(second, by=here.delegates[1], on=ON, into=first)
    it = verified(first, here)
    it = acts.hand_over(it, by=here.posts["clerk"], on=ON, lead=here.units["station"], assisting=[])
    case = it.case
    assert (case.clock_rule, case.key("return_within"), case.key("extension_term"), case.key("redo_within")) == (
        "matters.answer_within", "matters.decline_within", "matters.extension_term", "casework.redo_within",
    )  # fmt: skip
    assert [one.person_id for one in case.raisers.all()] == [one.person_id for one in here.mandates[:2]]
    assert (case.answer_due, case.assignments.get().due_on) == (at("2010-05-17 00:00").date(),
                                                                at("2010-04-09 00:00").date())  # fmt: skip
    assert "王" not in case.text


def test_judge_by_the_link_ends_it_or_has_it_done_again(here):
    it = answered(handed(here), here)
    by = holder_of(it)
    it = acts.judge(it, by=by, on=ON, result="not", **VERDICT)
    case = Case.objects.get(pk=it.case_id)
    assert (it.state, it.verdict, case.state, case.redone) == ("handed", "not", "handling", 1)
    assert queries.stands(fresh(it)) == f"It is being done again by: {here.units['station']}"
    it = acts.judge(answered(it, here), by=by, on=ON, result="satisfied", **VERDICT)
    assert (it.state, it.ended_on, Case.objects.get(pk=it.case_id).state) == ("settled", ON.date(), "closed")
    said = [one.sentence for one in tell(Entry.objects.filter(act__in=["casework.judge", "casework.close"]), {})]
    assert [one.split("“")[0] for one in said] == ["whoever raised it judged the answer to "] * 2 + [
        "whoever raised it accepted the answer to "
    ]
    assert list(Delivery.objects.order_by("id").values_list("result", flat=True)) == ["not", "satisfied"]


def test_answers_without_a_unit_are_judged_as_well(here):
    it = acts.answer_at_once(logged(here), by=here.delegates[0], on=ON, text="当场说明了政策。")
    it = acts.judge(it, by=holder_of(it), on=ON, result="not", **VERDICT)
    assert (it.state, it.ended_on) == ("raised", None)
    it = verified(it, here, level="above")
    it = acts.send_up(it, by=here.posts["clerk"], on=ON, goes_to="区交通局")
    it = acts.report_answer(it, by=here.posts["clerk"], on=ON, text="列入明年计划。")
    it = acts.judge(it, by=here.delegates[0], on=ON, result="basically", **VERDICT)
    assert (it.state, it.goes_to, it.verdict) == ("settled", "区交通局", "basically")


def test_clock_settles_what_the_delegates_close_and_forgets_in_its_time(here):
    it = answered(handed(here), here)
    mine = here.delegates[0]
    casework.judge(queries.delivery_of(it), by=mine, on=ON, attitude="satisfied", result="satisfied", comment="")
    casework.close(Case.objects.get(pk=it.case_id), by=mine, on=ON)
    by = Clockwork(it.district_id)
    for days, done in ((0, 1), (1, 0), (180, 0), (181, 1), (182, 0)):
        on = ON + timedelta(days=days)
        assert (days, sum(1 for _one in tick(by=by, on=on))) == (days, done)
    it = fresh(it)
    assert (it.state, it.name, it.phone, it.forgotten_on) == ("settled", "", "", at("2010-09-29 00:00").date())
    assert (attached_to(it).count(), it.text) == (0, SAID["text"])


def test_bytes_of_photos_are_deleted_with_what_is_forgotten(
    here, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    it = logged(here, photos=[SimpleUploadedFile("照片.png", b"\x89PNG\r\n\x1a\n")])
    acts.withdraw(it, by=here.delegates[0], on=ON)

    def lying():
        return sum(path.is_file() for path in tmp_path.rglob("*"))

    assert (attached_to(it).count(), lying()) == (1, 1)
    with django_capture_on_commit_callbacks(execute=True):
        assert sum(1 for _one in tick(by=Clockwork(it.district_id), on=ON + timedelta(days=181))) == 1
    assert (attached_to(it).count(), lying()) == (0, 0)


def test_reception_day_is_told_held_and_its_register_kept(here):
    day = reception(here)
    on = at("2010-04-10 10:00")
    it = acts.log(here.township, by=here.posts["clerk"], on=on,
                  **SAID | {"about": None, "reception": day, "mandate": here.mandates[1]})  # fmt: skip
    assert (it.came, it.mandate) == ("reception", here.mandates[1])
    day = acts.hold(day, by=here.posts["clerk"], on=on, visitors=5)
    assert (day.state, day.visitors, [one.pk for one in day.matters.all()]) == ("held", 5, [it.pk])
    off = acts.call_off(reception(here, workroom(here, "二室")), by=here.posts["clerk"], on=ON, reason="台风")
    assert (off.state, off.reason) == ("off", "台风")


def test_take_up_needs_a_theme_and_keeps_the_thread(here):
    it, by = logged(here), here.delegates[3]
    with refused("So far 1 raised it.", rule="theme_from"):
        acts.take_up(it, by=by, on=ON, became="/x/")
    for n in (1, 2):
        acts.join(logged(here, n), by=here.delegates[n], on=ON, into=it)
    it = acts.take_up(it, by=by, on=ON, became="/proposals/x/")
    assert (it.became, it.taken_up_by, it.taken_up_on) == ("/proposals/x/", here.mandates[3], ON.date())
    with refused(f"{here.mandates[3]} has taken it up already.", rule="theme_from"):
        acts.take_up(it, by=here.delegates[1], on=ON, became="/y/")


def test_refusals_say_why(here, there):
    it, clerk, mine = logged(here), here.posts["clerk"], here.delegates[0]
    room = workroom(here)
    given = SAID | {"about": None, "reception": None}
    with refused("Without agreement no name or number is kept.", rule="kept_after"):
        raised(here, of=room, agreed_to="")
    with refused("The text has 2001 characters.", rule="text_most"):
        raised(here, of=room, text="长" * 2001)
    with refused("Nothing is said yet.", rule="text_most"):
        raised(here, of=room, text=" ")
    with refused("There are 4 photos.", rule="photos_most"):
        acts.log(here.township, by=mine, on=ON, **given | {"photos": [1, 2, 3, 4]})
    with refused(f"“{there.units['office']}” is not a unit of this township."):
        acts.log(here.township, by=mine, on=ON, **given | {"about": there.units["office"]})
    with refused("1 delegates would receive.", rule="reception_delegates"):
        reception(here, room, hosts=here.mandates[:1])
    with refused("A reception day is told before it comes."):
        reception(here, room, starts_at=ON)
    with refused("There is already a workroom called “上山村工作室”."):
        workroom(here)
    with refused("Say where the person can go.", rule="refer_within"):
        verified(it, here, level="elsewhere")
    with refused(f"{here.mandates[0]} has it already."):
        acts.pass_on(it, by=mine, on=ON, mandate=here.mandates[0])
    with refused(f"“{it}” is not open to be joined.", rule="theme_from"):
        acts.join(it, by=mine, on=ON, into=it)
    it = verified(it, here, about=here.units["station"])
    with refused(f"The matter is about “{here.units['station']}”: another unit answers it."):
        acts.hand_over(it, by=clerk, on=ON, lead=here.units["station"], assisting=[])
    with refused("It can be solved here.", rule="refer_within"):
        acts.send_up(it, by=clerk, on=ON, goes_to="区")
    it = acts.hand_over(it, by=clerk, on=ON, lead=here.units["office"], assisting=[])
    with refused("There is no answer yet.", rule="answer_within"):
        acts.judge(it, by=holder_of(it), on=ON, result="not", **VERDICT)
    acts.close_workroom(room, by=clerk, on=ON)
    with refused("“上山村工作室” was given up."):
        raised(here, of=room)


def test_visitor_is_nobody_in_the_minutes(here):
    by = visitor_to(workroom(here))
    assert (by.id, by.person_id, str(by), isinstance(by, Visitor)) == (None, None, "visitor", True)
