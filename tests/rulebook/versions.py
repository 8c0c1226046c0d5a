"""Regulations to test with: versions as rows, for speed; and a draft brought to the eve of its adoption by acts."""

from datetime import date
from typing import Any

from django.db.models import F

from changren.base.tenancy.models import Township
from changren.rulebook import acts
from changren.rulebook.loading import books
from changren.rulebook.models import Choice, Regulation

State = Regulation.State


def adopted(township: Township, book: str, since: str, version: int = 1, **values: Any) -> Regulation:
    """An adopted version that chooses these values, in force since a day."""
    made = Regulation.objects.create(
        township=township, book=book, version=version, state=State.ADOPTED, adopted_by="第二次会议",
        adopted_on=date.fromisoformat(since), in_force_from=date.fromisoformat(since),
    )  # fmt: skip
    for key in books()[book].provisions:
        Choice.objects.create(township=township, regulation=made, key=key, value=values.get(key.split(".")[1]))
    Township.objects.update(rules_version=F("rules_version") + 1)
    township.refresh_from_db()
    return made


def draft(by: Any, on: Any, book: str = "gallery", **values: Any) -> Regulation:
    """A draft of the actor's own township, with values chosen by acts."""
    regulation = acts.draft_regulation(by.township, by=by, on=on, book=book)
    for name, value in values.items():
        acts.choose(choice(regulation, name), by=by, on=on, value=value)
    return regulation


def consulting(by: Any, on: Any, book: str = "gallery", settled: bool = True, **values: Any) -> Regulation:
    """The same in consultation; with one opinion settled, it can be adopted."""
    regulation = acts.open_consultation(draft(by, on, book, **values), by=by, on=on)
    if settled:
        asked = acts.ask(regulation, by=by, on=on, asked="第一代表团", asked_on=on.date())
        acts.settle_opinion(asked, by=by, on=on, outcome="none", reason="")
    return regulation


def adopt(regulation: Regulation, by: Any, on: Any, since: str = "2010-04-01") -> Regulation:
    """Record its adoption on the day of `on`."""
    day = date.fromisoformat(since)
    return acts.adopt(regulation, by=by, on=on, adopted_by="第二次会议", adopted_on=on.date(), in_force_from=day)


def choice(regulation: Regulation, name: str) -> Choice:
    """Its choice for the provision of this name."""
    return Choice.objects.get(regulation=regulation, key=f"{regulation.book}.{name}")
