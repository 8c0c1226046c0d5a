"""A page that stands alone: one file, one script, one style, a policy that lets nothing else in (decision 0034)."""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from changren.ballots.protocol.groups.integers import BELENIOS_2048

HERE = Path(__file__).parent
BOOTH = HERE / "booth"
QR = BOOTH / "qr.js"
TOKENS = HERE.parent / "base" / "ui" / "tokens.css"
PLACE = re.compile("@([A-Z]+)@")
POLICY = (
    "default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; worker-src blob:; "
    "connect-src {connect}; base-uri 'none'; form-action 'none'"
)
FIRST = [BOOTH / name for name in ("sha2.js", "group.js", "credentials.js", "stage.js")]  # of every script


@dataclass(frozen=True)
class Page:
    """The page, its policy, and the SHA-256 of its script, which is the same for every election and is published."""

    page: bytes
    policy: str
    script_digest: str


def page(
    template: Path, scripts: Sequence[Path], styles: Sequence[Path], title: str, data: str = "", connect: str = "'none'"
) -> Page:
    """The page. scripts and styles: what comes after those of every page; data: JSON that the script reads.

    connect: where it may send what, in the words of its policy.
    """
    code, style = script([*FIRST, *scripts]), _together([TOKENS, BOOTH / "booth.css", *styles])
    policy = POLICY.format(script=_digest(code), style=_digest(style), connect=connect)
    parts = {
        "TITLE": escape(title), "POLICY": policy, "STYLE": style, "DATA": data.replace("<", "\\u003c"),
        "SCRIPT": code,
    }  # fmt: skip
    made = _filled(template.read_text("utf-8"), parts)
    return Page(made.encode(), policy, hashlib.sha256(code.encode()).hexdigest())


def script(files: Sequence[Path]) -> str:
    """One script of these. The numbers of the group stand where the script names them."""
    numbers = {name: str(one) for name, one in zip("PQG", BELENIOS_2048, strict=True)}
    return _filled(f'"use strict";\n{_together(files)}', numbers)


def _together(files: Sequence[Path]) -> str:
    return "".join(one.read_text("utf-8") for one in files)


def _filled(text: str, parts: Mapping[str, str]) -> str:
    return PLACE.sub(lambda found: parts[found[1]], text)


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
