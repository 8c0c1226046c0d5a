"""What another value of the Measures on Proposals would have meant."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.clock.period import Period
from changren.base.tenancy.models import Township
from changren.proposals.models import Proposal
from changren.proposals.queries.signers import full_membership, signers, standing_behind
from changren.rulebook.queries import WhatIf, WhatIfRow
from changren.rulebook.rules import rule

Kind = Proposal.Kind
TRIALS = ("proposals.cosigners_min", "proposals.recess_min", "proposals.delegation_majority", "proposals.text_most")
COULD, COULD_NOT = _("could be handed in"), _("could not be handed in")


def would_change(key: str, value: Any, organisation: Township, period: Period) -> WhatIf:
    """Each text handed in in the period that the rule applies to: whether it could be, then and with `value`."""
    rows = Proposal.objects.select_related(*Proposal.alongside).filter(submitted_on__range=(period.start, period.end))
    if not organisation.is_district:
        rows = rows.filter(township=organisation)
    found = [_row(key, value, one) for one in rows.order_by("submitted_on") if _applies(key, one)]
    return WhatIf(key, value, "proposals", tuple(found))


def _applies(key: str, one: Proposal) -> bool:
    together = one.delegation_id is not None
    return {
        "proposals.cosigners_min": one.raised_as == Kind.PROPOSAL and not together,
        "proposals.recess_min": one.raised_as == Kind.RECESS and not together,
        "proposals.delegation_majority": together,
        "proposals.text_most": True,
    }[key]


def _row(key: str, value: Any, one: Proposal) -> WhatIfRow:
    held = rule(key, at=one.township, on=one.drafted_on)
    if key == "proposals.text_most":
        part, whole = len(one.subject) + len(one.grounds) + len(one.measures), 1
    elif one.delegation is not None:
        part, whole = standing_behind(one), full_membership(one.delegation)
    else:
        part, whole = len(signers(one)), 1
    then, now = (
        COULD if provision.is_met_by(part, whole) else COULD_NOT for provision in (held, held.with_value(value))
    )
    return WhatIfRow(f"{one} ({part})", one.get_absolute_url(), then, now)
