"""Elections on paper at every stage of their life, told by the people of one township."""

from typing import Any

from changren.elections import acts
from changren.elections.models import Election
from changren.mandates.models import Vacancy

STAGES = ("method", "settle", "public", "papers", "open", "close", "count", "draw_up", "certify", "seal")
WATCH = (("reviewer", "chief"), ("discipline", "scrutineer"), ("handler", "counter"))
COUNTED = {"issued": 5, "collected": 5, "valid": 5, "invalid": 0, "write_ins": {}, "unmarked": 0, "group": "全体"}
WON, SHORT = [[5, 0, 0, 0], [0, 5, 0, 0]], [[2, 3, 0, 0], [1, 4, 0, 0]]
TIED = [[4, 1, 0, 0], [3, 2, 0, 0], [3, 2, 0, 0]]  # of two seats
TOLD = {  # title: to which stage it comes, and what is counted
    "选举办法": ("method", WON), "选举人选": ("settle", WON), "选举公示": ("public", WON), "选举选票": ("papers", WON),
    "选举投票": ("open", WON), "选举结束": ("close", WON), "选举计票": ("count", WON), "选举汇总": ("draw_up", WON),
    "选举签字": ("certify", WON), "选举完成": ("seal", WON), "选举缺额": ("seal", SHORT), "选举同票": ("seal", TIED),
}  # fmt: skip


def elections_begun(it: Any) -> None:
    """One for each stage, as far as the candidates are public; one is called off."""
    it.ground.day("2010-02-22")
    _drafted(it, "选举草稿")
    for title, (stage, _numbers) in TOLD.items():
        _until(it, _drafted(it, title, seats=1 + (title == "选举同票")), STAGES[: min(STAGES.index(stage), 2) + 1])
    gone = _until(it, _drafted(it, "选举取消"), STAGES[:3])
    it.act(acts.call_off, gone, it.clerk, reason="推迟")


def elections_held(it: Any) -> None:
    """Each goes on to its stage; and a by-election is drafted for a seat that fell vacant."""
    it.ground.day("2010-03-12")
    for title, (stage, _numbers) in TOLD.items():
        made = Election.objects.get(township=it.place.township, title=title)
        _until(it, made, STAGES[3 : STAGES.index(stage) + 1])
    seat = Vacancy.objects.filter(township=it.place.township, state="open").order_by("since", "id")[0]
    made = _drafted(it, "补选代表", kind="by", electing_unit=seat.electing_unit)
    _until(it, made, STAGES[:3])


def _drafted(it: Any, title: str, **other: Any) -> Election:
    given = {"kind": "other", "title": title, "seats": 1, "meeting": None, "electing_unit": None} | other
    return it.act(acts.draft, it.place.township, it.clerk, **given)


def _until(it: Any, made: Election, stages: tuple[str, ...]) -> Election:
    for stage in stages:
        made = STEPS[stage](it, made)
    return made


def _method(it: Any, made: Election) -> Election:
    made = it.act(acts.adopt_method, made, it.posts["committee"])
    for name in ("候选甲", "候选乙", "候选丙")[: made.seats + 1]:
        it.act(acts.nominate, made, it.clerk, person=None, name=name, how="joint", support=10)
    for post, task in WATCH:
        it.act(acts.name_official, made, it.clerk, person=it.posts[post].person, task=task)
    return made


def _count(it: Any, made: Election) -> Election:
    for post in (it.clerk, it.posts["handler"]):
        it.act(acts.enter_sheet, made, post, numbers=TOLD[made.title][1], **COUNTED)
    return made


STEPS: dict[str, Any] = {
    "method": _method,
    "settle": lambda it, made: it.act(acts.settle_candidates, made, it.clerk),
    "public": lambda it, made: it.act(acts.publicise, made, it.clerk),
    "papers": lambda it, made: it.act(acts.settle_papers, made, it.clerk, should_attend=5),
    "open": lambda it, made: it.act(acts.open_voting, made, it.clerk, present=5),
    "close": lambda it, made: it.act(acts.close_voting, made, it.clerk),
    "count": _count,
    "draw_up": lambda it, made: it.act(acts.draw_up, made, it.clerk),
    "certify": lambda it, made: it.act(acts.certify, made, it.posts["reviewer"]),
    "seal": lambda it, made: it.act(acts.seal, made, it.clerk),
}
