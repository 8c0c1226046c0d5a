"""People without an account: who applies at the public page, and who holds the private link of an application.

The link is signed and names the application, so the database holds no secret, and it can be worked out again for
somebody who has lost it.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core import signing
from django.urls import reverse

from changren.gallery.models import Application

SALT = "changren.gallery"


@dataclass(frozen=True)
class Visitor:
    """Somebody who acts without an account. application: whose link they hold; None for those who apply."""

    district_id: int
    township_id: UUID
    application: UUID | None = None
    id: None = None
    person_id: None = None
    role: str = "visitor"
    is_held: bool = True

    def __str__(self) -> str:
        return self.role


def applicant_to(gallery: Any) -> Visitor:
    """Whoever fills in the public form."""
    return Visitor(gallery.district_id, gallery.township_id)


def holder_of(application: Application) -> Visitor:
    """Whoever holds its link."""
    return Visitor(application.district_id, application.township_id, application.pk)


def link_of(application: Application) -> str:
    """The private address of an application: the same whenever it is asked for."""
    token = signing.Signer(salt=SALT).sign_object([application.district_id, str(application.pk)])
    return reverse("gallery:mine", args=[token])


def read(token: str) -> tuple[int, UUID]:
    """The district and the key of the application that a link names. BadSignature if it names none."""
    district, key = signing.Signer(salt=SALT).unsign_object(token)
    return district, UUID(key)
