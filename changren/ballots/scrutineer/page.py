"""Putting the scrutineer's page together: the same file for every scrutineer and every election."""

import json
from pathlib import Path

from changren.ballots import alone
from changren.ballots.protocol.rules import Rule

HERE = Path(__file__).parent
SCRIPTS = (
    "aes", "scrypt", "reading", "powers", "channel", "trustees", "ceremony", "vault", "archive", "checking", "opening",
    "folder", "work", "words", "scrutineer",
)  # fmt: skip


def made() -> alone.Page:
    """The page. What is wrong it says in the sentences of the protocol, in both languages."""
    rules = {rule.code: {"zh": rule.zh, "en": rule.en} for rule in Rule}
    scripts = [HERE / f"{name}.js" for name in SCRIPTS]
    data = json.dumps(rules, ensure_ascii=False)
    return alone.page(HERE / "scrutineer.html", scripts, [HERE / "scrutineer.css"], "监票人的密钥", data)
