"""The buttons are the rules: which acts a page offers, and why some are greyed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from changren.base.acts.declaration import Act, acts_on
from changren.base.acts.refusal import Kind, Objection


@dataclass(frozen=True)
class OpenAct:
    """An act that a person may do now (no objection), or could do if its objection fell away."""

    act: Act
    it: Any
    objection: Objection | None

    @property
    def url(self) -> str:
        """Where its form is: see `web.doing`."""
        return reverse(f"{self.act.room}:{self.act.verb_name}", args=[] if self.act.in_own_township else [self.it.pk])


def open_acts(it: Any, *, by: Any, on: datetime, among: Iterable[Act] | None = None) -> list[OpenAct]:
    """The acts that fit the state of `it` and belong to `by`, in the order of `acts.py`, performing none.

    An act that is somebody else's, or belongs to another state, or only follows from others, is not in the
    list. among: only these.
    """
    asked = [act for act in (acts_on(type(it)) if among is None else among) if not act.follows]
    offered = (OpenAct(act, it, act.objection(it, by=by, on=on)) for act in asked)
    return [one for one in offered if one.objection is None or one.objection.kind is Kind.WHEN]
