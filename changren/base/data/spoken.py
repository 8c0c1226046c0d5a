"""How the parts that every room's pages are made of are told: acts, refusals, the minutes, dates, shares."""

from datetime import date, datetime
from typing import Any

from changren.base.acts import Objection, OpenAct
from changren.base.clock.due import Due, Step
from changren.base.clock.period import Period
from changren.base.clock.term import Term
from changren.base.data.plain import Reference, address, reference, said_as
from changren.base.figures import Rate, Record
from changren.base.minutes.telling import Told
from changren.base.ui.chart.bars import Bars
from changren.base.ui.chart.stack import Stack
from changren.base.web.waiting import Waiting

LINES = list[dict[str, Any]]


@said_as(OpenAct, act=str, says=str, url=str, objection=Objection | None)
def _open_act(one: OpenAct) -> dict[str, Any]:
    url = one.url if one.act.by_hand else address(one.url)
    return {"act": one.act.name, "says": one.act.verb, "url": url, "objection": one.objection}


@said_as(Objection, says=str, rule=Any)
def _objection(one: Objection) -> dict[str, Any]:
    return {"says": str(one), "rule": one.rule}


@said_as(Told, at=datetime, act=str, says=str, url=str | None, times=int)
def _told(one: Told) -> dict[str, Any]:
    link = one.link
    return {
        "at": one.entry.at, "act": one.entry.act, "says": one.sentence, "url": address(link) if link else None,
        "times": one.times,
    }  # fmt: skip


@said_as(Due, on=date | None, provisional=bool, steps=list[Step])
def _due(one: Due) -> dict[str, Any]:
    return {"on": one.on, "provisional": one.provisional, "steps": one.steps}


@said_as(Step, says=str, rule=Any)
def _step(one: Step) -> dict[str, Any]:
    return {"says": str(one), "rule": one.rule}


@said_as(Period, start=date, end=date)
def _period(one: Period) -> dict[str, Any]:
    return {"start": one.start, "end": one.end}


@said_as(Term, n=int, unit=str, says=str)
def _term(one: Term) -> dict[str, Any]:
    return {"n": one.n, "unit": one.unit.value, "says": str(one)}


@said_as(Rate, part=int, whole=int, percent=str | None)
def _rate(one: Rate) -> dict[str, Any]:
    return {"part": one.part, "whole": one.whole, "percent": one.percent}


@said_as(Record, township=str, says=str, url=str, keys=list[str], group=str)
def _counted(one: Record) -> dict[str, Any]:
    return {
        "township": one.township, "says": one.says, "url": address(one.url), "keys": one.keys, "group": one.group
    }  # fmt: skip


@said_as(Waiting, says=str, it=Reference, url=str, due=date | None, rule=Any)
def _waiting(one: Waiting) -> dict[str, Any]:
    return {"says": one.says, "it": reference(one.it), "url": address(one.url), "due": one.due, "rule": one.rule}


@said_as(Bars, title=str, lines=LINES, total=int)
def _bars(one: Bars) -> dict[str, Any]:
    return {"title": one.title, "lines": _lines(one.bars), "total": one.total}


@said_as(Stack, title=str, lines=LINES, total=int)
def _stack(one: Stack) -> dict[str, Any]:
    return {"title": one.title, "lines": _lines(one.pieces), "total": one.total}


def _lines(drawn: Any) -> LINES:
    """A chart's numbers, without how they are drawn."""
    return [{"says": one.label, "n": one.value, "url": address(one.url)} for one in drawn]
