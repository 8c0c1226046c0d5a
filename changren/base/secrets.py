"""Personal data that must be found again, but not read from a stolen file: telephone numbers.

The value is encrypted (AES-256-GCM); beside it stands a keyed digest to find it by. The key lies outside the
database (`settings.DATA_KEY`).
"""

import hashlib
import hmac
import os
from typing import Any

from django.conf import settings
from django.db import models

NONCE = 12  # bytes


def key_for(purpose: bytes) -> bytes:
    """32 bytes that follow from the data key, for one purpose."""
    return hmac.digest(settings.DATA_KEY.encode(), purpose, hashlib.sha256)


def hidden(text: str) -> bytes:
    """The text encrypted under the data key."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key_for(b"encryption")).encrypt(nonce, text.encode(), None)


def shown(sealed: bytes) -> str:
    """What `hidden` hid. Raises cryptography's InvalidTag under another key."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key_for(b"encryption")).decrypt(sealed[:NONCE], sealed[NONCE:], None).decode()


def digest(text: str) -> str:
    """A keyed digest to search by: equal texts have equal digests, and nobody without the key can try numbers."""
    return hmac.new(key_for(b"search"), text.encode(), hashlib.sha256).hexdigest()


def masked(text: str) -> str:
    """A telephone number with its middle hidden: 138****0000."""
    return f"{text[:3]}****{text[-4:]}" if text else ""


class HiddenText(models.Field):  # type: ignore[type-arg]
    """Text that the database holds encrypted and Python sees in clear. Empty text is kept as no bytes."""

    def get_internal_type(self) -> str:
        return "BinaryField"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str:
        return shown(bytes(value)) if value else ""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return connection.Database.Binary(hidden(value) if value else b"")
