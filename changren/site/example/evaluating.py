"""One evaluation of bodies by paper forms, from the draft to its end, and one that delegates can soon take part in.

The article tells nothing of the right to evaluate but its name; so all of this is invented, every number included.
"""

from datetime import timedelta
from typing import Any

from changren.evaluation import acts
from changren.evaluation.models import Evaluation, Rater, Subject
from changren.organisation.models import Post
from changren.site.example.diary import Story
from changren.site.example.facts import moment
from changren.site.example.places import Town

DAY = timedelta(days=1)
WATCH = (
    ("reviewer", "chief"),
    ("party-head", "scrutineer"),
    ("build-head", "scrutineer"),
    ("build-handler", "counter"),
)
BACK = {"collected": 63, "valid": 62, "invalid": 1, "numbers": [[51, 9, 2], [53, 8, 1]]}
REPORTS = (
    "一年来，镇党委坚持党代会常任制，召开年会，听取代表意见，集中力量办理代表提出的提案和建议。不足之处是部分事项办理进度偏慢。",
    "一年来，镇纪委围绕作风建设开展督查，受理群众反映的问题，逐件核实答复。不足之处是经常性监督的办法还不多。",
)


def bodies(town: Town, officer: Post) -> Story:
    """At the annual meeting delegates evaluate the Party committee and the discipline committee."""
    meets, clerk = town.facts.meets_on, town.clerk
    on = yield moment(meets - 22 * DAY, 10)
    it = _drafted(town, on, "body", "2010年度党委、纪委班子民主测评", session=town.session)
    for unit in ("committee", "discipline"):
        acts.add_subject(it, by=clerk, on=on, unit=town.units[unit], person=None, name="", office="")
    on = yield moment(meets - 18 * DAY, 15)
    it = acts.adopt(it, by=officer, on=on)
    on = yield moment(meets - 6 * DAY, 9)
    for subject, text in zip(_subjects(it), REPORTS, strict=True):
        acts.file_report(subject, by=clerk, on=on, text=text, paper=None)
    on = yield moment(meets - 5 * DAY, 9)
    it = acts.fix_electorate(it, by=clerk, on=on)
    on = yield moment(meets, 15)
    it = acts.hand_out(it, by=clerk, on=on, raters=list(Rater.objects.filter(evaluation=it)))
    it = acts.open_evaluation(it, by=clerk, on=on)
    on = yield moment(meets, 15, 40)
    it = acts.close_evaluation(it, by=town.posts["reviewer"], on=on)
    yield from _counted(it, town)


def _counted(it: Evaluation, town: Town) -> Story:
    """Two count, the chief signs, the office reports; those evaluated say what they put right."""
    meets, clerk = town.facts.meets_on, town.clerk
    on = yield moment(meets, 16, 20)
    for by in (clerk, town.posts["build-handler"]):
        acts.enter_count(it, by=by, on=on, group="全体", issued=it.electorate, **BACK)
    it = acts.draw_up(it, by=clerk, on=on)
    on = yield moment(meets, 16, 50)
    it = acts.sign_result(it, by=town.posts["reviewer"], on=on)
    on = yield moment(meets + 2 * DAY, 9)
    it = acts.report_result(it, by=clerk, on=on)
    on = yield moment(meets + 7 * DAY, 9)
    it = acts.give_feedback(it, by=clerk, on=on)
    on = yield moment(meets + 8 * DAY, 10)
    mine, secretary = _subjects(it)[0], town.posts["committee-0"]
    acts.read_feedback(mine, by=secretary, on=on)
    on = yield moment(meets + 95 * DAY, 10)
    text = "对办理进度偏慢的事项逐件明确了责任单位和完成时间，每季度向代表通报一次。"
    acts.report_rectification(mine, by=secretary, on=on, text=text)
    on = yield moment(meets + 110 * DAY, 10)
    acts.finish(it, by=clerk, on=on)


def satisfaction(town: Town) -> Story:
    """Before the year ends delegates are asked about the handling of their matters; it is not open yet."""
    clerk = town.clerk
    on = yield moment(town.facts.meets_on + 128 * DAY, 10)
    it = _drafted(town, on, "satisfaction", "2010年提案和意见建议办理工作满意度测评", session=None)
    for name in ("提案办理工作", "意见建议办理工作"):
        acts.add_subject(it, by=clerk, on=on, unit=None, person=None, name=name, office="")
    on = yield moment(town.facts.meets_on + 131 * DAY, 10)
    it = acts.adopt(it, by=town.posts["committee-1"], on=on)
    on = yield moment(town.facts.meets_on + 133 * DAY, 10)
    acts.fix_electorate(it, by=clerk, on=on)


def _drafted(town: Town, on: Any, kind: str, title: str, session: Any) -> Evaluation:
    """A draft with those who watch."""
    given = {"kind": kind, "means": "paper", "title": title, "session": session, "most": 1}
    it = acts.draft(town.township, by=town.clerk, on=on, **given)
    for post, task in WATCH:
        acts.name_scrutineer(it, by=town.clerk, on=on, person=town.posts[post].person, task=task)
    return it  # type: ignore[no-any-return]


def _subjects(it: Evaluation) -> list[Subject]:
    return list(Subject.objects.select_related(*Subject.alongside).filter(evaluation=it).order_by("order"))
