"""The colours of tokens.css and their contrast, as WCAG 2 computes it."""

import re
from pathlib import Path

from changren.base.ui.style import HERE

TOKENS = (HERE / "tokens.css").read_text("utf-8")
DESIGN = Path(HERE.parents[2], "docs", "design.md")

PAPERS = ("paper", "surface", "sunk")
READ = [  # what is read, and on what: 4.5 at least
    *[(ink, paper) for ink in ("ink", "muted", "link", "bad") for paper in PAPERS],
    *[(word, f"{tone}-paper") for tone in ("good", "warn", "bad", "info") for word in (tone, "ink", "link")],
    ("on-red", "red"), ("on-red", "red-deep"),
]  # fmt: skip
SEEN = [  # what only has to be seen: 3 at least
    *[("edge", paper) for paper in PAPERS], *[("focus", paper) for paper in PAPERS], ("bar", "sunk"),
]  # fmt: skip


def block(selector: str) -> dict[str, str]:
    """The colours that a rule of tokens.css sets."""
    body = re.search(re.escape(selector) + r" \{([^}]*)\}", TOKENS)
    assert body, selector
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body[1]))


LIGHT, DARK = block("\n:root"), block(':root[data-theme="dark"]')


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[n : n + 2], 16) / 255) for n in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4


def table() -> str:
    """The table of docs/design.md."""
    lines = ["| on | light | dark |", "| --- | --- | --- |"]
    for front, back in [*READ, *SEEN]:
        ratios = (f"{contrast(colours[front], colours[back]):.1f}" for colours in (LIGHT, DARK))
        lines.append(f"| `{front}` on `{back}` | {' | '.join(ratios)} |")
    return "\n".join(lines)
