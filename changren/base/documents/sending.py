"""Sending an attachment back, so that a browser can do no harm with it."""

from typing import Any
from urllib.parse import quote

from django.http import FileResponse

from changren.base.documents.models import Attachment
from changren.base.documents.uploads import KINDS, SHOWN_IN_PLACE


def sent(attachment: Attachment) -> Any:
    """The file as a response: pictures and PDF shown in a sandbox, everything else as a download."""
    shown = attachment.kind in SHOWN_IN_PLACE
    response = FileResponse(attachment.file.open("rb"), content_type=KINDS[attachment.kind][0])
    way = "inline" if shown else "attachment"
    response["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(attachment.name)}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox; img-src 'self'; style-src 'unsafe-inline'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
