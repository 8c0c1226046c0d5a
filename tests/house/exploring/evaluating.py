"""Evaluations at every stage of their life, told by the people of one township."""

from typing import Any

from changren.evaluation import acts
from changren.evaluation.models import Evaluation, Rater, Subject
from tests.house.exploring.values import decoded

COUNTED = {"issued": 5, "collected": 5, "valid": 5, "invalid": 0}
WATCH = (("reviewer", "chief"), ("discipline", "scrutineer"), ("branch", "scrutineer"), ("handler", "counter"))
WITH_PAPER = "测评0"
STAGES = ("adopt", "fix", "open", "close", "count", "draw_up", "sign", "report", "feedback", "finish")


def evaluations(it: Any) -> None:
    """One that has come to each stage, one that is void, and one of each kind of form."""
    it.ground.day("2010-03-09")
    _drafted(it, "测评草稿")
    for n, stage in enumerate(STAGES):
        _until(it, _drafted(it, f"测评{n}"), stage)
    for kind in ("body", "consent", "recommendation", "satisfaction"):
        _until(it, _drafted(it, f"测评{kind}", kind), "adopt")
    void = _until(it, _drafted(it, "无效测评"), "close")
    few = {"issued": 5, "collected": 1, "valid": 1, "invalid": 0, "numbers": [], "group": "全体"}
    for post in (it.clerk, it.posts["handler"]):
        it.act(acts.enter_count, void, post, **few)
    it.act(acts.find_void, void, it.clerk, reason="收回太少")


def _drafted(it: Any, title: str, kind: str = "person") -> Evaluation:
    given = {"kind": kind, "means": "paper", "title": title, "session": None, "most": 1}
    made = it.act(acts.draft, it.place.township, it.clerk, **given)
    unit = it.place.units["office"] if kind == "body" else None
    person = it.place.delegates[0].person if kind in ("person", "consent", "recommendation") else None
    name = "村级道路" if kind == "satisfaction" else ""
    it.act(acts.add_subject, made, it.clerk, unit=unit, person=person, name=name, office="")
    for post, task in WATCH:
        it.act(acts.name_scrutineer, made, it.clerk, person=it.posts[post].person, task=task)
    return made


def _until(it: Any, made: Evaluation, stage: str) -> Evaluation:
    for one in STAGES[: STAGES.index(stage) + 1]:
        made = STEPS[one](it, made)
    return made


def _adopt(it: Any, made: Evaluation) -> Evaluation:
    adopted = it.act(acts.adopt, made, it.posts["committee"])
    if made.kind == "person":
        report = Subject.objects.get(evaluation=made)
        paper = decoded("#paper", None) if made.title == WITH_PAPER else None
        it.act(acts.file_report, report, it.clerk, text="一年来的工作", paper=paper)
    return adopted


def _open(it: Any, made: Evaluation) -> Evaluation:
    raters = Rater.objects.filter(evaluation=made).order_by("mandate__number")[: COUNTED["issued"]]
    it.act(acts.hand_out, made, it.clerk, raters=list(raters))
    return it.act(acts.open_evaluation, made, it.clerk)


def _count(it: Any, made: Evaluation) -> Evaluation:
    numbers = [[0, 1, 1, 3], [5, 0, 0, 0]]
    for post in (it.clerk, it.posts["handler"]):
        it.act(acts.enter_count, made, post, group="全体", numbers=numbers, **COUNTED)
    return made


def _finish(it: Any, made: Evaluation) -> Evaluation:
    subject, by = Subject.objects.select_related(*Subject.alongside).get(evaluation=made), it.place.delegates[0]
    it.act(acts.read_feedback, subject, by)
    it.act(acts.report_rectification, subject, by, text="已整改")
    it.act(acts.settle_line, subject, it.ground.world.officer, finding="经核实不予调整")
    return it.act(acts.finish, made, it.clerk)


STEPS: dict[str, Any] = {
    "adopt": _adopt,
    "fix": lambda it, made: it.act(acts.fix_electorate, made, it.clerk),
    "open": _open,
    "close": lambda it, made: it.act(acts.close_evaluation, made, it.clerk),
    "count": _count,
    "draw_up": lambda it, made: it.act(acts.draw_up, made, it.clerk),
    "sign": lambda it, made: it.act(acts.sign_result, made, it.posts["reviewer"]),
    "report": lambda it, made: it.act(acts.report_result, made, it.clerk),
    "feedback": lambda it, made: it.act(acts.give_feedback, made, it.clerk),
    "finish": _finish,
}
