"""What a line of the log may hold: names of routes and errors, never what somebody typed.

Django logs the request itself with every error, its address and so a search for a name included; and the text
of a database error quotes the row. Both are left out here, for every logger.
"""

import traceback
from typing import Any

from pythonjsonlogger.json import JsonFormatter

PLAIN = (str, int, float, bool, type(None))


class Formatter(JsonFormatter):
    """One JSON object a line, of plain values; an error by its kind and its place, without its text."""

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """Leave out what is an object; of Django's request stays the number that the reader of the page was told."""
        plain = {name: value for name, value in log_data.items() if isinstance(value, PLAIN)}
        number = getattr(log_data.get("request"), "number", "")
        return plain | {"request": number} if number else plain

    def formatException(self, ei: Any) -> str:  # noqa: N802  (logging's own name)
        """The kinds and places of an error and of those that led to it, the last one first."""
        lines, error = [], ei[1]
        while error is not None:
            places = traceback.extract_tb(error.__traceback__)
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            lines += [f"  {place.filename}:{place.lineno} {place.name}" for place in places]
            error = error.__cause__ or error.__context__
        return "\n".join(lines)
