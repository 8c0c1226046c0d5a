"""A trustee's key: a secret, and its public half with the proof that whoever made it knows the secret."""

import secrets
from typing import Any

from changren.ballots.protocol.groups import Element, Group
from changren.ballots.protocol.plain import a_text, picked, sha256
from changren.ballots.protocol.proofs import Proof, knows, prove_knowledge
from changren.ballots.protocol.rules import Rule, no


def new_secret(group: Group) -> int:
    """A secret key."""
    return secrets.randbelow(int(group.order) - 1) + 1


def secret_of(seed: str, group: Group) -> int:
    """The secret key of a trustee who is alone, and keeps a seed as the others do."""
    halves = [sha256(f"trustee|{seed}|{half}") for half in (0, 1)]
    return int(int.from_bytes(b"".join(halves)) % group.order)


def public_key(group: Group, secret: int) -> dict[str, Any]:
    """The public key of a secret one, with the proof that its maker knows the secret."""
    text = group.text(group.secret_power(group.generator, secret))
    proof = prove_knowledge(group, secret, lambda there: f"pok|{group.name}|{text}|{there}")
    return {"pok": proof.plain(), "public_key": text}


def checked_key(group: Group, value: Any) -> Element:
    """The key that `public_key` wrote. Rejected if it is no member, the neutral element, or not proved."""
    pok, text = picked(value, "pok", "public_key")
    key, proof = group.read(a_text(text)), Proof.of(pok, group)
    if key == group.one or not group.contains(key):
        raise no(Rule.MEMBER, "public_key")
    if not knows(group, key, proof, lambda there: f"pok|{group.name}|{text}|{there}"):
        raise no(Rule.TRUSTEE)
    return key


def short_name(key: str) -> str:
    """What people call a key by: eight hex digits of its SHA-256."""
    return sha256(key).hex()[:8].upper()
