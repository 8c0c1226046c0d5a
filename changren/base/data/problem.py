"""What goes wrong, as data: problem details (RFC 9457), with the sentence that the page would show."""

from http import HTTPStatus
from typing import Any

from django.http import JsonResponse

from changren.base.acts import Objection
from changren.base.data.plain import plain

KIND = "application/problem+json"


class Problem(Exception):
    """Raised where a request for data cannot be answered: the status, and a sentence saying why.

    more: further members. headers: of the answer.
    """

    def __init__(self, status: int, says: Any, *, headers: dict[str, str] | None = None, **more: Any) -> None:
        self.status, self.says, self.headers, self.more = status, says, headers or {}, more
        super().__init__(status, says)

    def response(self, number: str = "") -> JsonResponse:
        """The answer. number: of the request, as the log has it."""
        told = {"title": HTTPStatus(self.status).phrase, "status": self.status, "detail": str(self.says)}
        told |= {"request": number} | {name: plain(value) for name, value in self.more.items()}
        response = JsonResponse(told, status=self.status, json_dumps_params={"ensure_ascii": False}, content_type=KIND)
        for name, value in self.headers.items():
            response[name] = value
        return response


def refused(objection: Objection, status: int) -> Problem:
    """A refusal: which question was answered no (state, who or when), and the provision it rests on."""
    return Problem(status, objection, because=objection.kind, rule=objection.rule)
