"""One stylesheet from the styles of all controls, put together once per process."""

import hashlib
import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
FIRST = ("vendor/reboot.css", "tokens.css", "page.css")  # the kept base, our measures and colours, the page itself


@cache
def stylesheet() -> str:
    """The text of the stylesheet: the base first, then each control's, in the order of their names."""
    controls = sorted(HERE.glob("*/*.css"))
    first = [HERE / name for name in FIRST]
    return "\n".join(file.read_text("utf-8") for file in [*first, *(file for file in controls if file not in first)])


@cache
def version() -> str:
    """A short hash of it, part of its address."""
    return hashlib.sha256(stylesheet().encode()).hexdigest()[:12]


@cache
def icons() -> tuple[str, ...]:
    """The names of the symbols in the sprite, for the tag `icon`."""
    return tuple(re.findall(r'<symbol id="([^"]+)"', (HERE.parent / "static" / "icons.svg").read_text("utf-8")))
