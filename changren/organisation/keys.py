"""From what a program shows to the key, the person and the post. One query a request.

What is shown is the district, the row's id and a signature over both, made with the secret key of the installation: it
cannot be guessed, and a copy of the database does not hold it. It can be worked out again, so the page shows it as
long as no program has used it.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce

from changren.base.clock.now import day_of
from changren.base.minutes.models import Chain
from changren.base.tenancy.scope import within_district
from changren.base.tenancy.written import written_once
from changren.organisation.models import AccessKey

SIGNER = signing.Signer(salt="changren.access-key", sep=".")
BEARER = "bearer"


def shown(key: AccessKey) -> str:
    """What its program sends: `Authorization: Bearer 330302.….…`."""
    return SIGNER.sign(f"{key.district_id}.{key.pk.hex}")


def key_of(header: str, on: datetime) -> AccessKey | None:
    """The key that a request shows, with person and post alongside; None if it opens nothing. One query."""
    scheme, _space, key_shown = header.partition(" ")
    if scheme.lower() != BEARER:
        return None
    try:
        district, pk = SIGNER.unsign(key_shown).split(".")
        code, key = int(district), UUID(pk)
    except (signing.BadSignature, ValueError):
        return None
    with within_district(code):
        found = next(iter(_with_id(key)), None)
        if found is None or not found.holds_on(day_of(on)) or not found.person.is_open:
            return None
        if found.used_on != day_of(on):
            AccessKey.objects.filter(pk=found.pk).update(used_on=day_of(on))
    found.post.person = found.person  # as it is; nobody acts in a post of another
    return found


@written_once
def _with_id(key: UUID) -> Any:
    """The key, and the `seal` at the end of the district's chain, as a session has it."""
    seal = Coalesce(Subquery(Chain.objects.order_by().values("seal")), Value(""))
    return AccessKey.objects.order_by().filter(pk=key).select_related(*AccessKey.alongside).annotate(seal=seal)
