"""The clock's round: in every district where something is due, let the rooms do it."""

import logging
import time
from collections.abc import Callable
from datetime import datetime

from django.db import close_old_connections

from changren.base.acts import Clockwork
from changren.base.clock.now import day_of, now
from changren.base.jobs import ask_what_is_due
from changren.base.jobs.trouble import Trouble
from changren.base.tenancy.scope import within_district
from changren.casework.acts import clockwork as casework
from changren.casework.queries import districts_due as cases_due
from changren.gallery.acts import clockwork as gallery
from changren.gallery.queries import districts_due as galleries_due
from changren.matters.acts import clockwork as matters
from changren.matters.queries import districts_due as matters_due
from changren.proposals.acts import clockwork as proposals
from changren.proposals.queries import districts_due as proposals_due

log = logging.getLogger("changren.clock")

EVERY = 30  # seconds between two rounds
ROOMS = (proposals.tick, casework.tick, gallery.tick, matters.tick)


def go_round(on: datetime | None = None) -> int:
    """One round: the scheduled jobs are asked for, then what is due is done; returns how many things that were."""
    on = on or now()
    ask_what_is_due(on)
    return tick(on)


def tick(on: datetime) -> int:
    """Do what is due; returns how many things were done. Nothing is done twice, however often it runs.

    Raises ExceptionGroup after the last district if some of them failed: one does not stop the others.
    """
    done, faults = 0, []
    for code in sorted(cases_due(day_of(on)) | proposals_due(on) | galleries_due(on) | matters_due(on)):
        try:
            done += _district(code, on)
        except Exception as fault:
            fault.add_note(f"in district {code}")
            faults.append(fault)
    if faults:
        raise ExceptionGroup("districts for which the clock could not do what is due", faults)
    return done


def _district(code: int, on: datetime) -> int:
    done, by = 0, Clockwork(code)
    with within_district(code):
        for room in ROOMS:
            done += sum(1 for _one in room(by=by, on=on))
    return done


def for_ever(goes_on: Callable[[], bool]) -> None:
    """Rounds until `goes_on` says no. A round that fails is logged, and the next one tries again."""
    trouble = Trouble(log, "a round of the clock failed")
    while goes_on():
        with trouble:
            go_round()
        close_old_connections()
        for _second in range(EVERY):
            if goes_on():
                time.sleep(1)
